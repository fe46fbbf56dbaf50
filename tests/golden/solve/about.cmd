solve
solve --problems
solve --formats
solve --help
