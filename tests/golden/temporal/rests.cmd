# Where days are unknown, too: whose word it is, and whether anybody answers.
status rests.case --format json
why rests.case has(house) --on 1993-01-01
