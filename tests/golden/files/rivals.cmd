# So many values of what has one that each against each is too many: unknown, in little time and memory
gen: b'case "rivals" as of 2000-01-01\npredicate king(X) one X\nsource s "S"\n' + b''.join(b'claim c%d: king(k%d) per s\n' % (i, i) for i in range(10000)) -> rivals.case
exit: 3
status {tmp}/rivals.case king(k1)
