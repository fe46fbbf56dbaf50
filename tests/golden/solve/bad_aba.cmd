exit: 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2
gen: b'p aba\n' -> 0
gen: b'p aba 3\np aba 3\n' -> 1
gen: b'p aba 3\na 4\n' -> 2
gen: b'p aba 3\na 0\n' -> 3
gen: b'p aba 3\na 1\n' -> 4
gen: b'p aba 3\na 1\na 1\nc 1 2\n' -> 5
gen: b'p aba 3\na 1\nc 1 2\nc 1 3\n' -> 6
gen: b'p aba 3\nc 1 2\n' -> 7
gen: b'p aba 3\na 1\nc 1\n' -> 8
gen: b'p aba 3\na 1\nc 1 2\nr 1 2\n' -> 9
gen: b'p aba 3\nr 1 2\na 1\nc 1 2\n' -> 10
gen: b'p aba 3\nr\n' -> 11
gen: b'p aba 3\nr 1 2 4\n' -> 12
gen: b'p aba 3\nr 1 2 x\n' -> 13
gen: b'p aba 3\nx 1\n' -> 14
gen: b'p aba 3\na1\n' -> 15
gen: b'p aba 4294967296\n' -> 16
gen: b'p aba 3\na 1 2\n' -> 17
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
