check rows.case
check csv.case
check tables.case
why csv.case 'recognised(turkey, kosovo)' --on 2008-02-18
why csv.case 'worth(street, "10 Downing Street")' --format json
