# What standard input uses is looked for in the current folder.
stdin: use.case
check -
status - possesses(popov)
