check acts.case
check twice.case
exit: 1 1
