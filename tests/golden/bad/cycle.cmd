exit: 1 1
check cycle.case
check ranks.case
