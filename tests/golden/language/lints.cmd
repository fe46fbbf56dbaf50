check lints.case
# What is supposed, or what was known, is no reason for a warning.
check --reject i lints.case
check --known-by 1999-01-01 lints.case
