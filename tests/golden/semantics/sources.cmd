check sources.case
