#!/usr/bin/env python3
"""A statement asked about alone, when only what bears on it is looked at, has the answer that it has beside all others: random cases, some
of whose statements are asked about one by one and two at a time.

alone.py --arguendo build/arguendo --count 1000 --seed 1
"""
import os
import random
import re
import sys

from compare import known_by, run, squeeze
from generate import generate
from many import many
from theory import to_text

ASKED = 3  # times, of each view


def one(job):
    program, seed, dated, on, keep, _ = job
    path = os.path.join(keep, 'alone-%d.case' % seed)
    rng = random.Random(-seed)
    case = generate(seed, dated, on)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    together, complaint = run(program, path, known_by(case))
    if complaint:
        return seed, 'seed %d: %s' % (seed, complaint), 'bad'
    # Sources can be compared by rank in what is derived, but nobody may ask about one that is.
    keys = [k for k in sorted(together) if not re.match(r'(not )?preferred\(.*\bs\d', k[1])]
    compared = 0
    for view in sorted({v for v, _ in keys}):
        literals = [l for v, l in keys if v == view]
        literals += ['begins ' + l for l in literals if ' ' not in l and not l.startswith('preferred(')]
        beside, complaint = run(program, path, known_by(case), literals + ['--for', view])
        for _ in range(0 if complaint else ASKED):
            some = rng.sample(literals, min(len(literals), rng.randint(1, 2)))
            alone, complaint = run(program, path, known_by(case), some + ['--for', view])
            if complaint:
                break
            for key in [(view, squeeze(l)) for l in some]:
                for a, b in ((alone, beside), (alone.against, beside.against), (alone.ended, beside.ended)):
                    if a.get(key) != b[key] and 'unknown' not in str((a.get(key), b[key])):
                        return seed, 'seed %d: for %s, %s: alone %s, beside others %s' % ((seed,) + key + (a.get(key), b[key])), 'bad'
                compared += 1
        if complaint:
            return seed, 'seed %d for %s: %s' % (seed, view, complaint), 'bad'
    os.unlink(path)
    return seed, None, {'answers': compared}


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'alone', {'answers': 1}))
