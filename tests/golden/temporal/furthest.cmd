# What looks back beyond the furthest year that can be written holds to the end of all days.
status furthest.case --on Y1000000000000000
status furthest.case b c --format json
