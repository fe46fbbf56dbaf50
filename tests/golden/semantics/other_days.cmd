check other_days.case
why other_days.case may_sue(ann)
why other_days.case registered(bob,barn)
why other_days.case settled(ann)
why other_days.case in_time(eve)
