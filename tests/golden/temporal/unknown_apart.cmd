status unknown_apart.case
why unknown_apart.case blamed --on 1920-06-20
