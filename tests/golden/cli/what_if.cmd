# S7.4: what is supposed, and what it changes
exit: 0 0 0 0 0 0 0 0 0 0 1 0 0
status what_if.case
status what_if.case --reject gift
status what_if.case --reject diary
status what_if.case --reject diary --reject letter --for ann
status what_if.case --accept lent
status what_if.case --deny giving --for bob
status what_if.case --prefer lending:giving
status what_if.case --given 'not owes(bob, ann)'
status what_if.case --given 'lent(ann, bob)' --on 1999-12-31 'owes(bob, ann)'
why what_if.case 'owes(bob, ann)' --reject 'prefer at line 19' --reject gift
check what_if.case --reject lent
status what_if.case --reject 'prefer at line 19' --format json --for all
status what_if.case --accept was_there
