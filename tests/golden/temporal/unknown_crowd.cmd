status unknown_crowd.case
check unknown_crowd.case
