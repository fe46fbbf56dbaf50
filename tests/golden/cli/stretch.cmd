# A stretch of time: what is the same throughout, and when the rest changed.
status stretch.case --on 1991/1994
status stretch.case --on 1991-03
status stretch.case --on ../1991-06-30 --for north
status stretch.case --on ../.. --for north
status stretch.case 'holds(X)' --on 1993/.. --format json
status stretch.case --on 1991/1994 --reject taken
# Only a part of the chronology
timeline stretch.case --on 1991/1994
timeline stretch.case 'holds(north)' --for north --on 1991/1994 --format json
timeline stretch.case --on 1994-01-01
status stretch.case --on [1991,1993]
status stretch.case --on 1991/
status stretch.case --on soon
exit: 0 0 0 0 0 0 0 0 2 2 2 2
