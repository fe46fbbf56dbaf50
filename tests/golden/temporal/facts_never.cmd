# S4.9 with unknown days: check says so where it is so however the days fall.
check facts_never_two.case
check facts_never_three.case
check facts_never_once.case
check facts_some_choice.case
status facts_some_choice.case x
exit: 1 1 1 0 0
