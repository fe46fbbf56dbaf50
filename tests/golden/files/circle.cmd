gen: b'case "Circle"\nuse "b.case"\nuse "self.case"\n' -> a.case
gen: b'library "b"\nuse "sub/c.case"\n' -> b.case
gen: b'library "c"\nuse "../d.case"\nuse "../b.case"\n' -> sub/c.case
gen: b'library "d"\nuse "sub/c.case"\nuse "a.case"\n' -> d.case
gen: b'library "self"\nuse "self.case"\n' -> self.case
check {tmp}/a.case
check {tmp}/d.case
exit: 1 1
