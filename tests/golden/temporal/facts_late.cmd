status facts_late.case
