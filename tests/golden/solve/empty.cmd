# No arguments at all is a framework: its one extension is empty.
gen: b"p af 0\n" -> none.af
gen: b"p aba 0\n" -> none.aba
gen: b"p af 2\n1 2\n1 2\n1 2\n2 2\n" -> twice.af
solve -p SE-ST -f {tmp}/none.af
solve -p EE-CO -f {tmp}/none.af
solve -p CE-STG -f {tmp}/none.af
solve -p CE-PR -f {tmp}/none.aba
# An attack written twice is one; an argument may attack itself.
solve -p EE-CO -f {tmp}/twice.af
solve --convert iccma23 -f {tmp}/twice.af
