gen: b"" -> empty
gen: b"\x7fELF\x02\x01\x00\x00" -> binary
gen: b"p af 3\n1 2\n\x00\x01\x02\n" -> half
gen: "\ufeffp af 1\n".encode() -> marked
solve -p SE-CO -f no_such_file.af
solve -p SE-CO -f .
solve -p SE-CO -f {tmp}/empty
solve -p SE-CO -f {tmp}/binary
solve -p SE-CO -f {tmp}/half
solve -p SE-CO -f {tmp}/marked
exit: 2 2 2 2 2 0
