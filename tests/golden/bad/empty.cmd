gen: b"" -> empty.case
gen: b"\n  \n# only a comment\n" -> blank.case
exit: 1 1
check {tmp}/empty.case
check {tmp}/blank.case
