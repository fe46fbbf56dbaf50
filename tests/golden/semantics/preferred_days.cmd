check preferred_days.case
