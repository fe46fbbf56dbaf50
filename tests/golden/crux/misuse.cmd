crux
crux lease.case 'owes(X)'
crux lease.case 'owes(bob'
crux lease.case 'owes(bob)' --size 0
crux lease.case 'owes(bob)' --size many
crux lease.case 'owes(bob)' --status establised
crux lease.case 'owes(bob)' --for nobody
crux lease.case 'owes(bob)' more
exit: 2 2 2 2 2 2 2 2
