check unknown_mill.case
status unknown_mill.case
status unknown_mill.case --on 1920/1922
timeline unknown_mill.case
timeline unknown_mill.case "not standing(mill)" --format svg
status unknown_mill.case --reject sold
why unknown_mill.case owner(ann) --on 1920-07-01
why unknown_mill.case "not standing(mill)" --on 1920-12-31
why unknown_mill.case landlord(ann) --on 1921-06-01 --format json
crux unknown_mill.case "not standing(mill)" --on 1920-12-31
crux unknown_mill.case "not standing(mill)" --on 1920-12-31 --status depends
crux unknown_mill.case "not standing(mill)" --on 1920-12-31 --format json
compare unknown_mill.case
read unknown_mill.case
