exit: 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2
gen: b'p af 0\n' -> none.af
gen: b'p aba 0\n' -> none.aba
gen: b'\n \n\n' -> blank
solve -p DC-CO
solve -f four.af
solve -p DC-XX -f four.af -a 1
solve -p DCCO -f four.af -a 1
solve -p SE-SST -f small.aba
solve -p DC-CO -f four.af
solve -p DC-CO -f four.af -a 5
solve -p DC-CO -f four.af -a 0
solve -p DC-CO -f four.af -a -1
solve -p DC-CO -f four.af -a x
solve -p DC-CO -f named.apx -a nobody
solve -p SE-CO -f four.af -a 1
solve -p EE-CO -f four.af -a 1
solve -p SE-CO -f four.af -fo xml
solve --convert tgf -f small.aba
solve -p SE-CO -f four.af --backend minisat
solve -p SE-CO -f four.af --timeout soon
solve -p SE-CO -f four.af --frob
solve -p SE-CO four.af
solve -p DC-CO -f {tmp}/none.af -a 1
solve -p DS-PR -f {tmp}/none.aba -a 1
solve -p SE-CO -f {tmp}/blank
solve -p SE-CO -f {tmp}/blank -fo aba
