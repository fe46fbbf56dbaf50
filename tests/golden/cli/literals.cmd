# a literal that nothing mentions is unsupported, with a warning
status small.case 'p(X)' 'q(a)'
status small.case 'pp(a)'
status small.case 'not p(a)' --for anna --format json
status - 'p(a)'
stdin: small.case
