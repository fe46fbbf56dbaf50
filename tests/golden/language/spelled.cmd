check spelled.case
exit: 1
