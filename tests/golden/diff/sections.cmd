diff sections_old.case sections_new.case
diff sections_new.case sections_old.case --known-by 2019-12-31 'paid(X)' --for ann
