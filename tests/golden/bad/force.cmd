check force.case
check force.case --format json
exit: 1 1
