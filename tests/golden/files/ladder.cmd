# A long ladder of preferences about one question: what stands above each is followed upward once
gen: b'case "ladder" as of 2000-01-01\n' + b''.join(b'source s%d "S"\nclaim c%d: %sq per s%d\n' % (i, i, b'not ' * (i % 2), i) for i in range(1500)) + b''.join(b'prefer c%d over c%d\n' % (i, i + 1) for i in range(1499)) + b'expect q: established\nexpect not q: excluded\n' -> ladder.case
check {tmp}/ladder.case
