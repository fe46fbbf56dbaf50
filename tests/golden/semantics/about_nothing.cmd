check about_nothing.case
