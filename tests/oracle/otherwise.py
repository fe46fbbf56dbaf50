#!/usr/bin/env python3
"""Compares what `arguendo status` says of answers under other readings with the evaluator on random cases: of the case without undisputed
preferences and ranks, and of the stable sets of what bears on the answer, all subsets tried.

otherwise.py --arguendo build/arguendo --count 200 --seed 1"""
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

from evaluate import View, check, status_on
from explained import Part
from generate import generate
from many import many
from theory import Act, Claim, Order, Prefer, Rule, Source, iso, lit_text, to_text, views_of

QUESTIONS, MOST_ASSUMED = 8, 11
BETWEEN = ('defeated', 'arguable', 'either_way')


def unranked(case):
    """None where ranks also decide what is in doubt."""
    if any(o.doubt_below or o.settled_from for o in case.of(Order)):
        return None
    items = [replace(i, rank=None) if isinstance(i, (Claim, Rule, Source)) else i for i in case.items
             if not isinstance(i, Order) and not (isinstance(i, Prefer) and not i.by)]
    return replace(case, items=items)


def stable(view, literal, day):
    """What the stable sets say: 'no' where there is none, 'large' where there are too many sets to try."""
    part = Part(view, next(c for c in view.parts if literal in c.literals))
    f, atom = part.f, part.atom(literal, part.slice_on(day))
    if atom is None or atom in part.stands or atom not in part.maybe:
        return 'settled'
    seen, todo = set(), [atom]
    while todo:                                            # what bears on it: also what attacks what bears on it
        x = todo.pop()
        if x not in seen:
            seen.add(x)
            for body in part.attacks.get(x, ()):
                todo.extend(body)
            if x in f.contrary:
                todo.append(f.contrary[x])
    assumed = [a for a in f.assumptions if a in seen]
    if len(assumed) > MOST_ASSUMED:
        return 'large'
    has = []
    for n in range(len(assumed) + 1):
        for s in combinations(assumed, n):
            derived = f.derive(s)
            if all((f.contrary[a] in derived) != (a in s) for a in assumed):
                has.append(atom in derived)
    return 'no' if not has else 'either_way' if all(has) else 'arguable' if any(has) else 'defeated'


def one(job):
    program, seed, dated, on, keep, limit = job
    rng = random.Random(seed)
    case = generate(seed, dated, on)
    for n, i in enumerate(case.of(Prefer, Claim, Rule)):
        i.name = i.name or 'z%d' % n
    if check(case):
        return seed, None, {}
    view = rng.choice(views_of(case))
    path = os.path.join(keep, 'random-%d.case' % seed)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    whole, plain = View(case, view, limit=limit), unranked(case)
    plain = plain and View(plain, view, limit=limit)
    ranked = {i.name for i in case.of(Claim, Rule, Act)}
    literals = sorted((l for l in whole.answers if l[0] == 'lit' and (l[2] != 'preferred' or set(l[3]) <= ranked)), key=str)
    days = sorted({d for a in whole.answers.values() for lo, hi, _ in a for d in (lo, hi) if abs(d) < 10 ** 8}) or [730000]
    seen = {}
    for _ in range(QUESTIONS if literals else 0):
        literal, day = rng.choice(literals), rng.choice(days)
        asked = ['status', path, lit_text(literal), '--for', view, '--on', iso(day), '--format', 'json']
        done = subprocess.run([program] + asked, capture_output=True)
        told = 'seed %d: %s: ' % (seed, ' '.join(asked))
        if done.returncode:
            return seed, told + 'exit status %d %s' % (done.returncode, done.stderr.decode()[-600:]), seen
        answer = json.loads(done.stdout)['answers'][0]
        status = status_on(whole.answers, literal, day)
        if status == 'contested':
            continue
        got = {x['reading']: x['status'] for x in answer.get('sensitive', ())}
        if ('grounded' in got) != (status == 'either_way'):
            return seed, told + 'grounded: %s of what is %s' % (got, status), seen
        want = plain and status_on(plain.answers, literal, day)
        if want and want != 'contested' and got.get('unranked', status) != want:
            return seed, told + 'without ranks %s, not %s' % (want, got), seen
        seen['unranked'] = seen.get('unranked', 0) + ('unranked' in got)
        want = stable(whole, literal, day) if status in BETWEEN else 'settled'
        if want not in ('large', 'settled') and got.get('stable', status) != (None if want == 'no' else want):
            return seed, told + 'stable %s, not %s' % (want, got), seen
        if want == 'settled' and 'stable' in got:
            return seed, told + 'nothing is open, but %s' % got, seen
        seen['stable'] = seen.get('stable', 0) + ('stable' in got)
    os.unlink(path)
    return seed, None, seen


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'otherwise', {'unranked': 0.05}))
