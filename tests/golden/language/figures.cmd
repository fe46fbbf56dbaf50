check figures.case
exit: 0
