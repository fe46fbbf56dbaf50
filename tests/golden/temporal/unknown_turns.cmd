# Turns of dates with unknown days: each has its cause, and what is excluded before and after is no turn.
timeline unknown_turns.case
timeline unknown_turns.case --on 2000-01-05/2000-01-08
timeline unknown_turns.case --on 2000-01-05/2000-01-08 --format json
status unknown_turns.case --on 2000-01-05/2000-01-12
diff unknown_turns.case --on 2000-01-02/2000-01-12
