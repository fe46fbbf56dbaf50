diff old.case
diff old.case nothing.case
diff nothing.case new.case
diff old.case new.case --reject oral
diff old.case new.case 'owns(X'
diff old.case --on 2021/..
diff ../bad/arity.case new.case
exit: 2 2 2 2 1 2 1
