check allow.case
check --format json allow.case
check bad_allow.case
status allow.case
exit: 0 0 1 0
