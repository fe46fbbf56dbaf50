status facts_apart.case o(X) --on 1990-05-05
status facts_apart.case b
exit: 1 0
