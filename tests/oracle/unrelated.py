#!/usr/bin/env python3
"""Dates that have nothing to do with a case change none of its answers (S3.2): random cases, with and without a second case about other
things that is full of dates.

unrelated.py --arguendo build/arguendo --count 1000 --seed 1
"""
import os
import random
import sys

from compare import known_by, run
from generate import DAYS, FIRST, generate
from many import many
from theory import (Act, Claim, Conflict, Date, Fact, Period, Predicate, Prefer, Rule, Var, iso, lit, neg, to_text)

X = Var('X')


def strangers(rng):
    """Items about other things, dated on, before and after the days that random cases use."""
    def day():
        return iso(FIRST + rng.randint(-3, DAYS + 3))

    def period():
        kind = rng.choice(('on', 'begins', 'from', 'until', 'during', 'from_until'))
        if kind == 'from_until':
            a = rng.randint(-3, DAYS)
            return Period(kind, iso(FIRST + a), iso(FIRST + a + rng.randint(1, 3)))
        return Period(kind, day())
    z = [lit('z%d' % n) for n in range(4)]
    out = [Fact('zf%d' % n, rng.choice(z[:3]), period()) for n in range(6)]
    out += [Claim('zc%d' % n, rng.choice((z[3], neg(z[3]), z[1])), period=period()) for n in range(3)]
    out.append(Rule('zr1', [('begins', False, lit('zz', 'k1'))], [('within', z[0], rng.randint(1, 3), 'days')]))
    out.append(Rule('zr2', [('ends', lit('zz', 'k1'))], [('is', z[1])], force_from=day()))
    out.append(Rule('zr3', [lit('zy', X)], [('is', lit('zz', X)), ('onday', z[2], Date(day()))], [[('once', z[3])]]))
    out.append(Act('za', day(), [('begins', False, z[3])], day()))
    out.append(Rule('zr4', [('begins', False, z[1])]))
    return out


def one(job):
    program, seed, dated, on, keep, _ = job
    path = os.path.join(keep, 'unrelated-%d.case' % seed)
    rng = random.Random(-seed)
    case = generate(seed, dated, on)
    more = type(case)(case.title, case.as_of, list(case.items))
    for item in strangers(rng):
        more.items.insert(rng.randint(0, len(more.items)), item)
    answers = []
    for c in (case, more):
        with open(path, 'w', encoding='utf-8') as f:
            f.write(to_text(c))
        answers.append(run(program, path, known_by(case)))
    (alone, complaint), (beside, complaint2) = answers
    if complaint or complaint2:
        return seed, 'seed %d: %s' % (seed, complaint or complaint2), 'bad'
    for key, periods in alone.items():
        if beside.get(key) != periods and 'unknown' not in str((periods, beside.get(key))):
            return seed, 'seed %d: for %s, %s: %s, and with other things beside it %s' % ((seed,) + key + (periods, beside.get(key))), 'bad'
    os.unlink(path)
    return seed, None, {'answers': len(alone)}


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'unrelated', {'answers': 1}))
