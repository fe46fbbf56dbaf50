# A name of another kind than the one due, and places in sources.
check kinds.case
check pins.case
check bad_pins.case
exit: 1 0 1
