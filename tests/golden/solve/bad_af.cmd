exit: 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2
gen: b'p af 3\n1 2\n2' -> 0
gen: b'p af 3\n1 2\n2 ' -> 1
gen: b'p af 3\n1' -> 2
gen: b'p af\n' -> 3
gen: b'p af' -> 4
gen: b'p' -> 5
gen: b'p af 3\np af 3\n1 2\n' -> 6
gen: b'1 2\n2 3\n' -> 7
gen: b'# only a comment\n' -> 8
gen: b'p af 3\n1 4\n' -> 9
gen: b'p af 3\n0 1\n' -> 10
gen: b'p af 3\n1 -2\n' -> 11
gen: b'p af 3\n1 two\n' -> 12
gen: b'p af 3\n1 2 3\n' -> 13
gen: b'p af 3\n1 2x\n' -> 14
gen: b'p af 3\n1,2\n' -> 15
gen: b'p af x\n' -> 16
gen: b'p af -1\n' -> 17
gen: b'p af 3 4\n' -> 18
gen: b'p af 2147483648\n' -> 19
gen: b'p af 99999999999999999999999\n' -> 20
gen: b'p af 0\n1 1\n' -> 21
gen: b'p cnf 3 2\n1 2\n' -> 22
gen: b'p af 3\n1 99999999999999999999999999\n' -> 23
gen: b'p af 3\narg(a).\n' -> 24
solve -p SE-CO -f {tmp}/0
solve -p SE-CO -f {tmp}/1
solve -p SE-CO -f {tmp}/2
solve -p SE-CO -f {tmp}/3
solve -p SE-CO -f {tmp}/4
solve -p SE-CO -f {tmp}/5
solve -p SE-CO -f {tmp}/6
solve -p SE-CO -f {tmp}/7
solve -p SE-CO -f {tmp}/8
solve -p SE-CO -f {tmp}/9
solve -p SE-CO -f {tmp}/10
solve -p SE-CO -f {tmp}/11
solve -p SE-CO -f {tmp}/12
solve -p SE-CO -f {tmp}/13
solve -p SE-CO -f {tmp}/14
solve -p SE-CO -f {tmp}/15
solve -p SE-CO -f {tmp}/16
solve -p SE-CO -f {tmp}/17
solve -p SE-CO -f {tmp}/18
solve -p SE-CO -f {tmp}/19
solve -p SE-CO -f {tmp}/20
solve -p SE-CO -f {tmp}/21
solve -p SE-CO -f {tmp}/22
solve -p SE-CO -f {tmp}/23
solve -p SE-CO -f {tmp}/24
