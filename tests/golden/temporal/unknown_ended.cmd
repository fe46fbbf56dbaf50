# What ended is said alike of a day alone and of a stretch of time (S5.4), and not of what something has since.
status unknown_ended.case --on 2000-01-09
status unknown_ended.case --on 2000-01-09/2000-01-12
status unknown_ended.case --on 2000-01-12
timeline unknown_ended.case
