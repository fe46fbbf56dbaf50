# As branches without limits, as sentences, and as data
why statuses.case keeps(ben,rex) --tree
why statuses.case keeps(ben,rex) --prose
why statuses.case barks(rex) --prose
why statuses.case barks(rex) --format json
why statuses.case owner(ben,rex) --format json
