status unknown_orders.case
why unknown_orders.case "works(a)" --on 1920-12-31
