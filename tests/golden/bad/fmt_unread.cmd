# What is no text to its end is left as it is: fmt must not write back the part before the place. `check` finds the same byte afterwards.
gen: b'case "x"\nfact f: p(a)\nclaim caf\xe9: q\n' -> latin1.case
gen: b'case "x"\nfact f: p(a)\n\x00\x01\x02' -> binary.case
gen: b'' -> empty.case
exit: 1 1 1 1 1 1 1
fmt {tmp}/latin1.case
check {tmp}/latin1.case
fmt {tmp}/binary.case
check {tmp}/binary.case
fmt --check {tmp}/binary.case
fmt --diff {tmp}/latin1.case
fmt {tmp}/empty.case
