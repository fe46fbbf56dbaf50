gen: b'case "x"\nfact f: p(a)\nclaim caf\xe9: q\n' -> latin1.case
gen: b'case "x"\nfact f\xc0\x80: p(a)\n' -> overlong.case
gen: b'case "x"\nfact f: p(a)\n# \xed\xa0\x80\n' -> surrogate.case
exit: 1 1 1
check {tmp}/latin1.case
check {tmp}/overlong.case
check {tmp}/surrogate.case
