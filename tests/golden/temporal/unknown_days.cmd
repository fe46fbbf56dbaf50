check unknown_days.case
status unknown_days.case a
status unknown_days.case b
status unknown_days.case c
status unknown_days.case d
status unknown_days.case e
status unknown_days.case act(x)
status unknown_days.case k
status unknown_days.case z
status unknown_days.case m
status unknown_days.case n
status unknown_days.case yes
status unknown_days.case z --known-by 1999-05-01
status unknown_days.case k --format json
fmt --check unknown_days.case
