status unknown_act.case
