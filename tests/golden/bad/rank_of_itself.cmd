# A source cannot be its own rank.
gen: b'case "x"\norder o: low < high\nsource r "R" rank r\nsource r "again" rank hihg\n' -> rank.case
check {tmp}/rank.case
exit: 1
