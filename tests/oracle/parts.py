#!/usr/bin/env python3
"""Compares `arguendo compare` with brute force on random cases: every set of up to three of the items in which two views differ is exchanged by
editing the case, and the answer evaluated anew, so that each set given does make one view answer as the other, none of its parts
does, and no smallest one is missing.

parts.py --arguendo build/arguendo --count 200 --seed 1"""
import json
import os
import random
import subprocess
import sys
from itertools import combinations

from crux import show
from evaluate import View, check, in_view, plain, status_on
from generate import generate
from many import many
from suppose import suppose, without_denial
from theory import Act, Claim, Fact, Position, Prefer, Rule, iso, lit_text, to_text

MOST_UNITS, SIZE, QUESTIONS = 9, 3, 6


def differences(case, start, to):
    """What makes the one view the other, as what the program calls it."""
    acts = {a.name for a in case.of(Act)}
    here, there = ({i.name for i in in_view(plain(case), v)} for v in (start, to))
    names = [i.name for i in case.of(Claim, Rule, Act, Prefer)]
    out = [('grant', n) for n in names if n in there - here]
    out += [('deny' if n in acts else 'withdraw', n) for n in names if n in here - there]
    if start == 'all':
        out += [('withdraw denial', p.name, n) for p in case.of(Position) for n in p.denies if n in here & there]
    return out


def changed(case, unit):
    if unit[0] == 'withdraw denial':
        return without_denial(case, unit[1], unit[2])
    return suppose(case, {'grant': 'accept', 'withdraw': 'reject', 'deny': 'deny'}[unit[0]], unit[1])


class Brute:
    def __init__(self, case, view, limit):
        self.case, self.view, self.limit, self.known = case, view, limit, {}

    def view_with(self, units):
        if units not in self.known:
            case = self.case
            for u in units:
                case = changed(case, u)
            self.known[units] = View(case, self.view, limit=self.limit)
        return self.known[units]

    def says(self, units, literal, day):
        """(status, excluded)"""
        v = self.view_with(units)
        status = status_on(v.answers, literal, day)
        return status, status != 'established' and v.against(literal, day) == 'established'

    def has(self, units, literal, day, about):
        status, excluded = self.says(units, literal, day)
        return excluded if about == 'excluded' else status == about


def of_json(changes):
    return frozenset(('withdraw denial', u['denied_by'], u['item']) if u['change'] == 'withdraw denial' else (u['change'], u['item'])
                     for u in changes)


def said(answer):
    status, excluded = answer
    return 'excluded' if excluded else status


def compare_sets(parting, brute, units, literal, day):
    """A complaint, or None."""
    about, loses = parting['about'], parting['loses']
    got = [of_json(s) for s in parting['sets']]
    turns = {}

    def turned(s):
        if s not in turns:
            turns[s] = brute.has(s, literal, day, about) != loses
        return turns[s]
    for s in got:
        if not s <= set(units):
            return 'no such difference: %s' % show([s])
        if not turned(s):
            return 'does not turn it: %s' % show([s])
        if any(turned(s - {u}) for u in s):
            return 'something can be left out of %s' % show([s])
    for n in range(1, min(SIZE, parting['complete_to']) + 1):
        want = {frozenset(s) for s in combinations(units, n) if turned(frozenset(s))}
        if want:
            if want != set(got) or not parting['all_smallest']:
                return 'smallest are %s, not %s' % (show(want), show(got))
            return None
    return None if got and not parting['all_smallest'] else 'found nothing' if not got else 'are all smallest, but of no size looked at'


def one(job):
    program, seed, dated, on, keep, limit = job
    rng = random.Random(seed)
    case = generate(seed, dated, on)
    for n, i in enumerate(case.of(Prefer, Fact, Claim, Rule)):
        i.name = i.name or 'z%d' % n
    positions = [p.name for p in case.of(Position)]
    views = positions + (['all', 'common'] if rng.random() < 0.4 else [])
    if len(views) < 2 or check(case):
        return seed, None, 'none'
    two = rng.sample(views, 2)
    ways = [(two[k], two[1 - k]) for k in (0, 1) if two[1 - k] != 'all']
    units = {w[0]: differences(case, *w) for w in ways}
    if max(map(len, units.values())) > MOST_UNITS or any(u[0] == 'deny' and 'all' in two for k in units for u in units[k]):
        return seed, None, 'large'
    path = os.path.join(keep, 'random-%d.case' % seed)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    brutes = {v: Brute(case, v, limit) for v in two}
    whole = [b.view_with(frozenset()) for b in brutes.values()]
    ranked = {i.name for i in case.of(Claim, Rule, Act)}
    literals = sorted({l for v in whole for l in v.answers if l[0] == 'lit' and (l[2] != 'preferred' or set(l[3]) <= ranked)}, key=str)
    days = sorted({d for v in whole for a in v.answers.values() for lo, hi, _ in a for d in (lo, hi) if abs(d) < 10 ** 8})
    days = [d + n for d in days for n in (-1, 0)] or [730000]
    parted = 0
    for _ in range(QUESTIONS if literals else 0):
        literal, day = rng.choice(literals), rng.choice(days)
        asked = ['compare', path, lit_text(literal), '--between', ':'.join(two), '--on', iso(day), '--format', 'json']
        done = subprocess.run([program] + asked, capture_output=True)
        told = 'seed %d: %s: ' % (seed, ' '.join(asked))
        if done.returncode:
            return seed, told + 'exit status %d %s' % (done.returncode, done.stderr.decode()[-600:]), 'bad'
        pair = json.loads(done.stdout)['pairs'][0]
        wants = [brutes[v].says(frozenset(), literal, day) for v in two]
        if any(status == 'contested' for status, _ in wants):
            continue
        if (said(wants[0]) != said(wants[1])) != (len(pair['partings']) == 1):
            return seed, told + '%s / %s' % (wants[0], wants[1]), 'bad'
        if not pair['partings']:
            continue
        parting = pair['partings'][0]
        if parting['about'] in ('arguable', 'either_way', 'defeated') and rng.random() < 0.5:
            continue
        complaint = compare_sets(parting, brutes[parting['changed_for']], units[parting['changed_for']], literal, day)
        if complaint:
            return seed, told + complaint, 'bad'
        parted += 1
    os.unlink(path)
    return seed, None, 'parted' if parted else 'agreed'


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'parts', {'parted': 0.1}))
