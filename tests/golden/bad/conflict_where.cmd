# A variable of `where` that nothing says, where there is no other item, and where there is one.
gen: b'case "x"\nconflict king(A) and king(B) where A != B and C != A\n' -> one.case
gen: b'case "x"\nfact king(arthur)\nrule r if king(A) then man(A)\nconflict king(A) and king(B) where A != C\n' -> two.case
check {tmp}/one.case
check {tmp}/two.case
exit: 1 1
