exit: 1
check items.case
