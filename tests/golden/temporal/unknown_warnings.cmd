check unknown_outside.case
check unknown_compared.case
status unknown_outside.case --for all --on 1851-03-01 "transferred(mill)" "vacated(farm)" "protected(barn)" "secured(barn)" "conveyed(mill)" "seized(mill)" "odd(inn)" strange "early(mill)"
