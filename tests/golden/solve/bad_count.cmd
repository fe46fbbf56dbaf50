# A header that says far more than follows: refused before memory is taken for it
gen: b'# none\n p af 134217728\n1 2\n' -> 1
gen: b'p aba 16777217\na 1\nc 1 2\n' -> 2
solve -p DC-GR -f {tmp}/1 -a 3
solve -p SE-CO -f {tmp}/2
exit: 2 2
