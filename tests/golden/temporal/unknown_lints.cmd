check unknown_lints.case
