check bad_use.case
exit: 1
