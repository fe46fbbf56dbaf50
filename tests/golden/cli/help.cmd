# every command and option
--help
help
version
--version
