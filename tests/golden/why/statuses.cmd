why statuses.case owner(ada,rex)
why statuses.case keeps(ben,rex)
why statuses.case tame(rex)
why statuses.case barks(rex)
why statuses.case happy(rex)
why statuses.case lost(rex)
why statuses.case lost(ben)
why statuses.case owner(ben,rex)
why statuses.case owner(ada,rex) --on 2019-04-30
why statuses.case tame(rex) --for ada
why statuses.case chip(rex) --on 2019-12-31
