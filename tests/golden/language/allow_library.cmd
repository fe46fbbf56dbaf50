# What a library allows may be needed by another case that uses it.
gen: b'library "L" allow W0101 "for others" allow W0102 "none"\nrule r if p(X) then q(X)\nclaim k\n' -> lib.case
gen: b'case "C" as of 2000-01-01\nuse "lib.case"\nfact p(a) allow W0101 "not needed"\n' -> one.case
check {tmp}/lib.case {tmp}/one.case
