# Places are those of the file in which something stands.
check names.case
check names.case --format json
check lib/broken.case
exit: 1 1 1
