# what could steer a terminal is shown as an escape
exit: 1
gen: 'case "x"\nfact f: p(\x1b[31mred)\nfact \u202egpj.exe: q\n'.encode() -> esc.case
check {tmp}/esc.case
