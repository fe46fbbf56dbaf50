# Comments and line ends wherever they can stand.
fmt --diff layout.case
exit: 1
