check no_lints.case
