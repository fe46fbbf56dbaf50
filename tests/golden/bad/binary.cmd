gen: b'case "x"\nfact f: p(a)\n\x00\x01\x02' -> binary.case
gen: b'\x7fELF\x02\x01\x01' + bytes(200) -> program.case
exit: 1 1
check {tmp}/binary.case
status {tmp}/program.case
