# A search that is given up says so; the exit status is 3
exit: 3
crux wide.case goal --size 9
