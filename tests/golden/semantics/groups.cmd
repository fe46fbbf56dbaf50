check groups.case
why groups.case may_claim(hayashi)
why groups.case clean(eve)
why groups.case quorate(board)
why groups.case clean(eve) --format json
