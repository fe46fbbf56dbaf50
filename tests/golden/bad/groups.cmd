check groups.case
check on_number.case
exit: 1 1
