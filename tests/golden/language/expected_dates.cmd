exit: 1
check expected_dates.case
