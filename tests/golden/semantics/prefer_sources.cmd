check prefer_sources.case
# Before the letter was written, nothing was left on that day.
status prefer_sources.case --known-by 1994-01-01 --on 1999-01-01 'preferred(A, B)'
why prefer_sources.case 'preferred(custom, general)' --on 1999-01-01
