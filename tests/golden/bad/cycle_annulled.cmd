exit: 1
check cycle_annulled.case
