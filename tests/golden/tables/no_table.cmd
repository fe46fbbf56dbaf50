# A table needs `facts`.
gen: b'case "Rows" as of 2000-01-01\nfact a from table "x.csv"\nclaim b: p(a) from table "x.csv"\nclaim c from tables\nfact d From table "x.csv"\n' -> rows.case
check {tmp}/rows.case
exit: 1
