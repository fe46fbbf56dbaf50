exit: 2 2 2 2 2 2
compare
compare sides.case --between owner
compare sides.case --between owner:tennant
compare sides.case --between owner:owner
compare sides.case --for owner
compare ../crux/wide.case
