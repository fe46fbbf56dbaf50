check statuses.case
status statuses.case
status statuses.case --format json common torn "not a"
why statuses.case common
why statuses.case torn --on 2000-01-04
status statuses.case common firm_one --timeout 0.000000001
check statuses.case --timeout 0.000000001
exit: 0 0 0 0 0 3 3
