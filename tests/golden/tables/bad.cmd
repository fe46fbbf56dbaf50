check bad_rows.case
check bad_values.case
check bad_csv.case
check bad_columns.case
check bad_cells.case
exit: 1 1 1 1 1
