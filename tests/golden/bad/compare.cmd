exit: 1
check compare.case
