exit: 1
check names.case --format json
