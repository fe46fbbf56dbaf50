compare sides.case
compare sides.case --between owner:bank 'agreed(X)' --on 2021-04-01
compare sides.case --between all:tenant
compare sides.case --between owner:tenant --reject receipt
timeline sides.case owes(tenant) --for all --reject receipt
compare sides.case --between common:owner --reject oral --format json
