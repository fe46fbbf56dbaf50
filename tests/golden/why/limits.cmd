# Depth, width, and what is left out
gen: "".join(['case "Long"\n', *(f'rule r{i} if p{i} then p{i + 1}\n' for i in range(12)), 'fact f: p0\n', *(f'claim n{i}: not p12 by x\n' for i in range(3)), 'position x\n', 'prefer r11 over n0\nprefer r11 over n1\nprefer r11 over n2\n', *(f'rule w{i} if p{i % 12} and wide then disapplies r11\n' for i in range(16)), 'fact g: wide\n' , *(f'claim c{i}: d{i} by x\n' for i in range(20)), 'rule d if ' + ' and '.join(f'd{i}' for i in range(20)) + ' then dd\n']).encode() -> long.case
why {tmp}/long.case p12
why {tmp}/long.case p11
why {tmp}/long.case p11 --tree
why {tmp}/long.case dd
why {tmp}/long.case dd --for x --tree
why {tmp}/long.case zz
