# A calculation has only so many steps, and brackets in it only so many within one another
gen: b'case "long" as of 2000-01-01\nfact a: n(3)\nrule r if n(X) and X' + b' + 1' * 300000 + b' > 3 then b\n' -> long.case
gen: b'case "deep" as of 2000-01-01\nfact a: n(3)\nrule r if n(X) and ' + b'(' * 60 + b'X' + (b' * 1' * 64 + b' + 1' * 64 + b')') * 60 + b' > 3 then b\nexpect b: established\n' -> deep.case
exit: 1 0
check {tmp}/long.case
check {tmp}/deep.case
