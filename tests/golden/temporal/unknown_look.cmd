check unknown_look.case
