check guards.case
