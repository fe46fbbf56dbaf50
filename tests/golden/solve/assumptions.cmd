solve -p SE-GR -f small.aba
solve -p EE-CO -f small.aba
solve -p EE-ST -f small.aba --verify
solve -p DC-CO -f small.aba -a 5
solve -p DS-PR -f small.aba -a 5
solve -p DS-PR -f small.aba -a 1
solve -p DC-CO -f small.aba -a 3
solve -p CE-PR -f small.aba
solve -p SE-ID -f small.aba -fo aba
