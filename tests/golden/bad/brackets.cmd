gen: b"(" * 100_000_000 -> brackets.case
gen: b'case "x"\nrule r if ' + b"(" * 1_000_000 -> nested.case
gen: b'case "x"\nrule r if ' + b"not " * 1_000_000 + b"p then q\n" -> nots.case
exit: 1 1 1
check {tmp}/brackets.case
check {tmp}/nested.case
check {tmp}/nots.case
