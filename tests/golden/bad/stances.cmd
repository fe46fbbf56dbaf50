exit: 1
check stances.case
