check clauses.case
status clauses.case
status clauses.case dated(X,D) --known-by 2002-12-31
why clauses.case "not owns(ball)"
