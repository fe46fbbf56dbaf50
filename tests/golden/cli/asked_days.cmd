# What is no date, or leaves open which day is asked about: why, and what was probably meant.
exit: 2 2 2 2 2 2 2 2 2 2 2
status small.case --on 1991-02-30
status small.case --on 01/02/1993
status small.case --on 1991/1990
status small.case --on 26.12.1991
why small.case a --on 1991-13
status small.case --on 1991~
timeline small.case --on 1991?/1994
status small.case --on 199X-05
status small.case --known-by 1991-02-29
status small.case --known-by 1991-12-26?
status small.case --known-by 1991-12
exit: 2 2 2 2 2 2 2 2 2 2 2
