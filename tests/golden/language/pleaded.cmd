# Contentions, asides and burdens: reported, and without force.
check pleaded.case
status pleaded.case
status pleaded.case --for popov
status pleaded.case --on 2001-10-07 --format json
check pleaded.case --format json
status pleaded.case 'possesses(popov)' --format json
check bad_pleaded.case
check pleaded_names.case
exit: 0 0 0 0 0 0 1 1 0
status burden_no_day.case
