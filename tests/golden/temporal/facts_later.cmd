# What facts exclude on later days is no reason to say of an earlier one that they exclude every choice.
status facts_later.case --on 1975-05-12
status facts_later.case --on 2000-01-04
status facts_later.case --on 2000-01-08
status facts_later.case --on 2000-01-09
status facts_later.case --on 1999-12-01/2000-01-31
