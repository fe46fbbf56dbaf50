check runs.case
