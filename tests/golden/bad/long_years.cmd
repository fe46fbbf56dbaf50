exit: 1
check long_years.case
