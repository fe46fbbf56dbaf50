diff old.case new.case
diff new.case old.case 'owes(X)' --for tenant
diff old.case old.case
diff new.case --on 2021-02-01/2021-06-01
diff old.case new.case 'agreed(X)' 'written(X)' --format json
