check terms.case
check bad_terms.case
exit: 0 1
