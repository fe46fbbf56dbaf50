# A contrary that is an assumption is written as it stands, without a sentence for it.
solve --convert aba -f mutual.aba
solve -p EE-PR -f mutual.aba
solve -p EE-CO -f mutual.aba
