check acts.case
why acts.case duty(hayashi) --on 2001-11-20
why acts.case owes(hayashi) --for owner
status acts.case searched(hayashi) owes(hayashi) act(secret) void(fine) --known-by 2002-01-01 --on 2001-11-05
status acts.case searched(hayashi) owes(hayashi) act(secret) void(fine) --on 2001-11-05
