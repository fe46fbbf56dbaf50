# The day of c6 is a day of the component only once c6 is known.
status about_nothing_unknown.case u0(k1) --on 2000-01-07
status about_nothing_unknown.case u0(k1) --on 2000-01-07 --known-by 2000-01-05
