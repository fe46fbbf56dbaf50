gen: b'case "x"\nfact f: p(' + b"a" * 10_000_000 + b', "\n' -> long.case
gen: b'case "x"\nfact f: p(a) ' + b"?" * 10_000_000 -> odd.case
gen: b'case "x"\nrule r if ' + b" and ".join(b"p%d" % i for i in range(200000)) + b' then q\nfact p0\n' -> conditions.case
exit: 1 1 0
check {tmp}/long.case
check {tmp}/odd.case
status {tmp}/conditions.case q
