check bad_any.case
exit: 1
