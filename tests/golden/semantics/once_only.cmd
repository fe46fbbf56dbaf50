check once_only.case
why once_only.case declared(avalon) --on 1991-10-18
why once_only.case seceded(avalon) --on 1991-12-01
why once_only.case independent(avalon)
