status unknown_while.case
