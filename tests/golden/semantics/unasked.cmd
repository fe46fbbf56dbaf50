status unasked.case
check unasked.case
status unasked.case 'seen(anna, paris)' 'seen(X, paris)' quiet 'born(X)' 'missed(X)' 'not missed(X)' 'seen(anna, oslo)'
status unasked.case 'seen(bert, Where)'
why unasked.case 'seen(anna, paris)' --on 1990-05-01
