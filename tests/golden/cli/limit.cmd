exit: 3 3
status --limit 100 product.case
check --limit 100 product.case
