check views.case
