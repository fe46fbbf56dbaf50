exit: 2 2 2 2 2 2 2 2 2 2 2 2
gen: b'arg(a).\natt(a,b).\n' -> 0
gen: b'arg(a).\narg(b).\narg(a).\n' -> 1
gen: b'arg(a)\narg(b).' -> 2
gen: b'arg(a).\natt(a' -> 3
gen: b'arg(a).\natt(a,' -> 4
gen: b'arg(a).\natt(a,a)' -> 5
gen: b'arg(a).\natt(a)' -> 6
gen: b'arg().' -> 7
gen: b'arg(a b).' -> 8
gen: b'arg(a).\nattack(a,a).' -> 9
gen: b'arg(a). (' -> 10
gen: b'arg(a).\n% att(a,b).\natt(b,a). % b is nobody\n' -> 11
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
