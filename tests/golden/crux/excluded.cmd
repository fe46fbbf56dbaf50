crux excluded.case p(x) --for b --status excluded
crux excluded.case p(x) --for a --status excluded
