# Many conditions about somebody in particular: each statement looks only at those about its own
gen: b'case "many" as of 2000-01-01\n' + b''.join(b'act a%d on 1999-01-01 then begins p(n%d)\nrule r%d if p(n%d) and q(X, n%d) then s(X)\nfact f%d: q(k, n%d)\n' % ((i,) * 7) for i in range(15000)) + b'expect s(k): established\n' -> many.case
check {tmp}/many.case
