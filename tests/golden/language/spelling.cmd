check spelling.case
check --format json spelling.case
# Supposed, all shows.
check --reject b spelling.case
exit: 1 1 1
