# What only bears on what follows from a case is refused by what does not look at that.
fmt --for anna small.case
fmt small.case --known-by 2000-01-01
explain E0101 --on 2000-01-01
new --reject x
version --given 'p(a)'
exit: 2 2 2 2 2
