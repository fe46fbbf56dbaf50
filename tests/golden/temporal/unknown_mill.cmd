check unknown_mill.case
status unknown_mill.case
status unknown_mill.case --on 1920/1922
timeline unknown_mill.case
timeline unknown_mill.case who --format svg
status unknown_mill.case --reject sold
