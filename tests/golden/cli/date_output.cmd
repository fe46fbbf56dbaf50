# Into a file, which only a whole answer replaces; dates that start with a minus beside it.
stdin: dates.txt
date --format json -0043 -o {tmp}/one.json 1991
# (what is in the file, by the message that it is no case)
check {tmp}/one.json
date - --output={tmp}/lines.txt
date -o
date 1991 --format
date -o {tmp}/none/there.txt 1991
exit: 0 1 1 2 2 2
