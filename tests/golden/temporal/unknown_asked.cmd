# A fact that a rule asks for, and that excludes what the rule begins, is undisputed still.
status unknown_asked.case --on 2000-01-04
status unknown_asked.case --on 2000-01-03/2000-01-12
