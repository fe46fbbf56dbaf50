#!/usr/bin/env python3
"""Whether the engine finds fault with the cases that the page calls wrong, and with no others: random cases, not sifted and with
something spoilt in most of them.

wrong.py --arguendo build/arguendo --count 1000 --seed 1
"""
import os
import random
import subprocess
import sys
from dataclasses import replace

from evaluate import CaseError, View, args_of, check, with_args
from generate import Maker, trivial
from many import many
from theory import (Claim, Conflict, Fact, Period, Position, Predicate, Prefer, Rule, Var, lit, neg, to_text)

VARS = [Var(v) for v in 'XYZU']


def fault(case):
    """What the page says is wrong with the case; None when nothing is."""
    found = check(case)
    if found:
        return found[0]
    try:
        View(case, 'all', ground_only=True)
    except CaseError as e:
        return str(e)
    return None


# ---------------------------------------------------------------- ways to spoil a case; each gives the item instead, or None

def rename(rng, case, i):
    """Another variable in a conclusion or a comparison."""
    if not isinstance(i, Rule):
        return None
    if rng.random() < 0.5:
        k = rng.randrange(len(i.heads))
        args = list(args_of(i.heads[k]))
        if not args or i.heads[k][0] == 'disapplies':
            return None
        args[rng.randrange(len(args))] = rng.choice(VARS)
        return replace(i, heads=i.heads[:k] + [with_args(i.heads[k], tuple(args))] + i.heads[k + 1:])
    new = ('cmp', rng.choice(('!=', '=', '<')), rng.choice(VARS), rng.choice(VARS + ['k1', 2]))
    if i.unless and rng.random() < 0.5:
        k = rng.randrange(len(i.unless))
        return replace(i, unless=i.unless[:k] + [list(i.unless[k]) + [new]] + i.unless[k + 1:])
    return replace(i, body=tuple(i.body) + (new,))


def drop(rng, case, i):
    """A condition less, which may have bound a variable."""
    if not isinstance(i, Rule) or not i.body:
        return None
    k = rng.randrange(len(i.body))
    return replace(i, body=tuple(i.body[:k]) + tuple(i.body[k + 1:]))


def always(rng, case, i):
    return replace(i, always=True) if isinstance(i, Rule) and not i.always else None


def stance(rng, case, i):
    """A position that denies or accepts something else."""
    if not isinstance(i, Position):
        return None
    names = [x.name for x in case.of(Fact, Claim, Rule, Prefer) if x.name]
    if not names:
        return None
    n = rng.choice(names)
    if rng.random() < 0.7:
        return None if n in i.denies else replace(i, denies=i.denies + [n])
    return None if n in i.accepts else replace(i, accepts=i.accepts + [n])


def contradict(rng, case, i):
    """A fact that says the contrary of another, perhaps on other days."""
    if not isinstance(i, Fact):
        return None
    others = [f for f in case.of(Fact) if f is not i]
    if not others:
        return None
    other = rng.choice(others)
    l = other.lit if rng.random() < 0.3 else neg(other.lit)
    return replace(i, lit=l, period=rng.choice((i.period, other.period)))


def prefer(rng, case, i):
    """Another preference, which may close a circle."""
    if not isinstance(i, Prefer):
        return None
    return replace(i, over=i.under, under=i.over) if rng.random() < 0.5 else \
        replace(i, under=rng.choice([x.name for x in case.of(Claim, Rule)] + [i.over]))


def look_back(rng, case, i):
    """A window on what the rule, or something else, concludes."""
    if not isinstance(i, Rule):
        return None
    from_ = rng.choice(case.of(Rule))
    heads = [h for h in from_.heads if h[0] == 'lit' and not any(isinstance(t, Var) for t in h[3])]
    return replace(i, body=tuple(i.body) + (('within', rng.choice(heads), 2, 'days'),)) if heads else None


def disapply(rng, case, i):
    """A binding of another variable of what is disapplied."""
    if not isinstance(i, Rule):
        return None
    others = [x.name for x in case.of(Rule, Claim, Fact) if x is not i]
    where = ((rng.choice(VARS), 'k1'),) if rng.random() < 0.7 else ()
    return replace(i, heads=i.heads + [('disapplies', rng.choice(others), where)]) if others else None


def compare_kinds(rng, case, i):
    """An order of what has none."""
    if not isinstance(i, Rule):
        return None
    bound = [t for c in i.body if c[0] == 'is' and c[1][0] == 'lit' for t in c[1][3] if isinstance(t, Var) and t != '_']
    if not bound:
        return None
    return replace(i, body=tuple(i.body) + (('cmp', rng.choice('<>'), rng.choice(bound), rng.choice([1, 'k1'] + bound)),))


def order_conflict(rng, case, i):
    """A conflict of what is in some order, if it has one; or of another variable."""
    if not isinstance(i, Conflict):
        return None
    v, w = (rng.choice([t for l in (i.a, i.b) for t in l[3]] or [Var('X')]) for _ in range(2))
    return replace(i, where=list(i.where) + [('cmp', rng.choice('<>'), v, rng.choice((w, 2, Var('Q'))))])


def order_needs(rng, case, i):
    """The same of what a run needs."""
    if not isinstance(i, Predicate) or not i.vars:
        return None
    return replace(i, whilst=tuple(i.whilst) + (('cmp', rng.choice('<>'), Var(rng.choice(i.vars)), rng.choice((2, 'k1'))),))


WAYS = (order_conflict, order_needs, rename, drop, always, stance, contradict, prefer, look_back, disapply, compare_kinds)


def spoil(rng, case):
    for _ in range(20):
        k = rng.randrange(len(case.items))
        item = rng.choice(WAYS)(rng, case, case.items[k])
        if item is not None:
            return replace(case, items=case.items[:k] + [item] + case.items[k + 1:])
    return case


def make(seed, dated, on):
    rng = random.Random(seed)
    while True:
        case = Maker(rng, rng.random() < 0.75 if dated is None else dated, on).case('random %d' % seed)
        if not trivial(case):
            break
    for _ in range(rng.choice((0, 1, 1, 2))):
        case = spoil(rng, case)
    return case


def one(job):
    program, seed, dated, on, keep, _, kinds = job
    path = os.path.join(keep, 'wrong-%d.case' % seed)
    case = make(seed, dated, on)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    expected = fault(case)
    p = subprocess.run([program, 'status', path, '--timeout', '2'], capture_output=True, encoding='utf-8', timeout=60)
    os.unlink(path)
    found = {'wrong': expected is not None}
    if kinds:
        found[' '.join((expected or 'right').split()[:3])] = 1
    if (p.returncode not in (0, 3)) != (expected is not None) or p.returncode not in (0, 1, 3) or ('error[' in p.stderr) != (p.returncode == 1):
        return seed, 'seed %d: evaluator: %s; engine: exit status %d\n%s\n%s' % (
            seed, expected, p.returncode, p.stderr[:1500], to_text(case, questions=False)), found
    return seed, None, found


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'wrong', {'wrong': 0.3}, options=[('kinds', {'action': 'store_true',
                  'help': 'count each kind of fault'})]))
