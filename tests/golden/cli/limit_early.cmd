# The limit is reached before the facts are all in their places.
check --limit 1 ../../../examples/contested-title/title.case
status --limit 1 small.case
exit: 3 3
