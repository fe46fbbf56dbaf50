exit: 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2

frobnicate
status
why
why small.case
why --on 1991 small.case p(a)
status --for nobody small.case
status --format xml small.case
status --color loud small.case
status --frob small.case
status --limit 0 small.case
status small.case 'p('
check --for all small.case
status --size 2 small.case
check --check small.case
status --for
status --for anna --for common small.case
status --on 1991-01-01 small.case --on 1992-01-01
