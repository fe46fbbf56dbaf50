# S7.1, S7.2: withdrawals, concessions, preferences; for every view and several statuses
crux lease.case 'owes(bob)'
crux lease.case 'owes(bob)' --for ann
crux lease.case 'owes(bob)' --for bob
crux lease.case 'owes(bob)' --for common
crux lease.case 'owes(bob)' --size 1
crux lease.case 'owes(bob)' --status unsupported --size 3
crux lease.case 'owes(bob)' --status excluded
crux lease.case 'lease(ann, bob)' --status arguable --for bob
crux lease.case 'not owes(bob)' --reject flood
crux lease.case 'owes(nobody)'
crux lease.case
crux lease.case --for bob
crux lease.case 'lease(ann, bob)' --format json
crux lease.case --for ann --format json
