check preferred.case
status preferred.case
why preferred.case "not owns(anna)" --for anna
why preferred.case "noted(strong, weak)"
status preferred.case "preferred(k, plainn)"
exit: 0 0 0 0 2
