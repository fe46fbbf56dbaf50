status annulled_order.case --known-by 1994-01-01 --for all
status annulled_order.case --known-by 1994-06-01 --for all
status annulled_order.case --known-by 1995-06-01 --for all
status annulled_order.case --known-by 1996-03-01 --for all
why annulled_order.case open_on_sunday --known-by 1995-06-01
crux annulled_order.case open_on_sunday --known-by 1995-06-01
