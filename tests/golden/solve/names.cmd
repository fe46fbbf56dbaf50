# Names in questions and answers; the format by content, or as it is said.
stdin: named.apx
solve -p DC-CO -f named.apx -a skill
solve -p EE-PR -f named.apx -fo apx
solve -p SE-ID -f -
solve -p EE-ST -f named.tgf
solve -p DC-ST -f named.tgf -fo tgf -a c
