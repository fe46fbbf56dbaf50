why time.case office(eve) --for ann
why time.case office(eve)
why time.case open(gate)
why time.case old(eve)
why time.case signed(eve) --on 2000-01-10
why time.case bound(eve) --on 2000-01-10
why time.case "not free(eve)" --for bob
why time.case "not free(eve)"
why time.case "not free(eve)" --on 2000-01-10 --for ann
