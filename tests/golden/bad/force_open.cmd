exit: 1
check force_open.case
