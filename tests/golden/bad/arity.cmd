exit: 1
check arity.case
