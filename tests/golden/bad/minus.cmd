exit: 1
check minus.case
