# What only bears on what follows from a case is refused by what does not look at that.
fmt --for anna small.case
fmt small.case --known-by 2000-01-01
explain E0101 --on 2000-01-01
new --reject x
version --given 'p(a)'
new --format json
fmt --format json small.case
crux small.case --status arguable
crux small.case --size 3
diff small.case small.case --on 2000/2001
version --format json
version --output {tmp}/version.txt
help -o {tmp}/help.txt
exit: 2 2 2 2 2 2 2 2 2 2 0 2 2
