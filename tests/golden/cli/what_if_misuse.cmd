# what cannot be supposed
exit: 2 2 2 2 2 2 2 2 2 2 2 2 2 1
status what_if.case --reject dairy
status what_if.case --accept diary
status what_if.case --reject is_so
status what_if.case --deny was_there
status what_if.case --accept lent --reject lent
status what_if.case --prefer lending
status what_if.case --prefer lending:lending
status what_if.case --prefer lending:was_there
status what_if.case --prefer lending:giving --prefer giving:lending
status what_if.case --given 'owes(X, ann)'
status what_if.case --given 'owes(bob'
status what_if.case --given 'preferred(lending, giving)'
check what_if.case --reject 'claim at line 99'
status what_if.case --given 'not was_there'
