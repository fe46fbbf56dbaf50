exit: 2 2
check no-such-file.case
check .
