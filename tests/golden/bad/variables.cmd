exit: 1
check variables.case
