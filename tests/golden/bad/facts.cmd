check facts.case
status one.case
status begun.case
exit: 1 0 0
