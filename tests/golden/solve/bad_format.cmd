exit: 2
gen: b'p af 3\n1 2\n' -> 0
solve -p SE-CO -f {tmp}/0 -fo aba
