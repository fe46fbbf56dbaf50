# A link may lead elsewhere in the folder that the name says, and nowhere else.
gen: b'case "Links"\nuse "in.case"\nuse "sub/../in.case"\nuse "out.case"\nuse "etc/passwd"\nuse "loop.case"\nuse "fifo"\nuse "null"\n' -> case/a.case
gen: b'library "In"\n' -> case/sub/in.case
gen: b'library "Out"\n' -> out.case
gen: b'case "Up"\nuse "../out.case"\nuse "../down.case"\nuse "sub/../../out.case"\n' -> case/up.case
link: sub/in.case -> case/in.case
link: ../out.case -> case/out.case
link: case/sub/in.case -> down.case
link: /etc -> case/etc
link: loop.case -> case/loop.case
link: /dev/null -> case/null
link: case/sub -> linked
gen: b'case "Through a linked folder"\nuse "in.case"\nuse "../in.case"\n' -> case/sub/b.case
check {tmp}/case/a.case
check {tmp}/case/up.case
check {tmp}/linked/b.case
check {tmp}/linked/../sub/b.case
exit: 1 0
