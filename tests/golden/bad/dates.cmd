exit: 1
check dates.case
