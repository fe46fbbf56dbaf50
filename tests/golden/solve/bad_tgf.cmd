exit: 2 2 2 2 2 2
gen: b'a\nb\n' -> 0
gen: b'a\nb\n#\na c\n' -> 1
gen: b'a\na\n#\n' -> 2
gen: b'a\n#\na\n' -> 3
gen: b'a\n#\n#\n' -> 4
gen: b'a\n#\na a\n#\n' -> 5
solve -p SE-CO -f {tmp}/0
solve -p SE-CO -f {tmp}/1
solve -p SE-CO -f {tmp}/2
solve -p SE-CO -f {tmp}/3
solve -p SE-CO -f {tmp}/4
solve -p SE-CO -f {tmp}/5
