check lints_days.case
# What is supposed, or what was known, is no reason for a warning.
check --known-by 2009-01-01 lints_days.case
explain W0107
