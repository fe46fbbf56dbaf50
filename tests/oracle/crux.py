#!/usr/bin/env python3
"""Compares `arguendo crux` with brute force on random cases: every set of at most two changes is made by editing the case and evaluated
anew, so that each set given does turn the answer, none of its parts does, and none is missing.

crux.py --arguendo build/arguendo --count 200 --seed 1"""
import json
import os
import random
import subprocess
import sys
from itertools import combinations

from evaluate import View, check, in_view, plain
from generate import generate
from many import many
from suppose import suppose, without_denial
from theory import Act, Claim, Fact, Position, Prefer, Rule, Source, iso, lit_text, to_text, views_of

MOST_UNITS = 16
FINER = ('defeated', 'arguable', 'either_way', 'unsupported', 'excluded')


def units(case, view, concessions):
    """The changes of S7.1 or S7.2, as what the program calls them."""
    here = {i.name for i in in_view(plain(case), view)}
    out = []
    for i in case.of(Claim, Rule, Act, Prefer):
        if not concessions and (i.name in here or isinstance(i, Act)):
            out.append(('withdraw', i.name))
        if concessions and view != 'all' and i.name not in here and getattr(i, 'by', ()):
            out.append(('grant', i.name))
    cited = {s for i in case.of(Claim, Prefer) if i.name in here for g in getattr(i, 'per', ()) for s in g}
    if not concessions:
        out += [('withdraw source', s.name) for s in case.of(Source) if s.name in cited]
    by = {i.name: getattr(i, 'by', ()) for i in case.of(Claim, Rule, Act, Prefer)}
    for p in case.of(Position):
        for n in p.denies:
            if view == 'all' or (view in ('common', p.name) and not by[n]):
                out.append(('withdraw denial', p.name, n))
    return out


def changed(case, unit):
    if unit[0] == 'withdraw denial':
        return without_denial(case, unit[1], unit[2])
    return suppose(case, 'accept' if unit[0] == 'grant' else 'reject', unit[1])


class Brute:
    """What the statuses are with every set of at most `size` changes."""

    def __init__(self, case, view, concessions, size, limit):
        self.case, self.view, self.limit = case, view, limit
        self.units = units(case, view, concessions)
        self.views, self.answers = {}, {}
        self.answers[frozenset()] = self.evaluate(())
        for n in range(1, size + 1):
            for chosen_units in combinations(self.units, n):
                self.answers[frozenset(chosen_units)] = self.evaluate(chosen_units)

    def evaluate(self, chosen_units):
        case = self.case
        for u in chosen_units:
            case = changed(case, u)
        self.views[frozenset(chosen_units)] = View(case, self.view, limit=self.limit)
        return self.views[frozenset(chosen_units)].answers

    def status(self, chosen_units, literal, day):
        for lo, hi, st in self.answers[chosen_units].get(literal, ()):
            if lo <= day < hi:
                return st
        return 'unsupported'

    def has(self, chosen_units, literal, day, status):
        now = self.status(chosen_units, literal, day)
        if status == 'excluded':
            return now != 'established' and self.views[chosen_units].against(literal, day) == 'established'
        return now == status

    def turning(self, literal, day, status):
        """The smallest sets; None where the evaluator cannot tell."""
        if any(self.status(k, literal, day) == 'contested' for k in self.answers) and status in FINER[:3]:
            return None
        has = self.has(frozenset(), literal, day, status)
        turn = [k for k in self.answers if self.has(k, literal, day, status) != has]
        return {k for k in turn if not any(j < k for j in turn)}


def of_json(side):
    out = set()
    for s in side['sets']:
        made = set()
        for u in s['changes']:
            made.add(('withdraw source', u['source']) if 'source' in u else
                     ('withdraw denial', u['denied_by'], u['item']) if u['change'] == 'withdraw denial' else (u['change'], u['item']))
        out.add(frozenset(made))
    return out


def show(sets):
    return '; '.join(sorted(' + '.join(' '.join(u) for u in sorted(s)) for s in sets)) or 'none'


def one(job):
    program, seed, dated, on, keep, limit, finer = job
    rng = random.Random(seed)
    case = generate(seed, dated, on)
    for n, i in enumerate(case.of(Prefer)):
        i.name = i.name or 'z%d' % n
    view = rng.choice(views_of(case))
    sides = [len(units(case, view, c)) for c in (False, True)]
    if max(sides) > MOST_UNITS or not sum(sides) or check(case):
        return seed, None, 'large'
    path = os.path.join(keep, 'random-%d.case' % seed)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    brutes = [Brute(case, view, c, 2, limit if finer else 0) for c in (False, True)]
    literals = sorted({l for b in brutes for a in b.answers.values() for l in a if l[0] == 'lit'}, key=str)
    ranked = {i.name for i in case.of(Claim, Rule, Act)}       # a rule may rank other things too; nobody asks for that
    literals = [l for l in literals if l[2] != 'preferred' or set(l[3]) <= ranked]
    days = sorted({d for b in brutes for a in b.answers.values() for p in a.values() for lo, hi, _ in p for d in (lo, hi)
                   if abs(d) < 10 ** 8})
    days = [d + n for d in days for n in (-1, 0)] or [730000]
    kinds = {}
    if not literals:
        return seed, None, 'large'
    for _ in range(6):
        literal, day = rng.choice(literals), rng.choice(days)
        status = rng.choice(FINER) if finer else 'established'
        done = subprocess.run([program, 'crux', path, lit_text(literal), '--for', view, '--on', iso(day), '--format', 'json',
                               '--status', status, '--size', '2'], capture_output=True)
        told = 'seed %d: crux %s %s --for %s --on %s --status %s: ' % (seed, path, lit_text(literal), view, iso(day), status)
        if done.returncode:
            return seed, told + 'exit status %d %s' % (done.returncode, done.stderr.decode()[-600:]), 'bad'
        answer = json.loads(done.stdout)
        for brute, name in zip(brutes, ('turning', 'concessions')):
            want = brute.turning(literal, day, status)
            if want is None:
                continue
            got = of_json(answer[name])
            if answer[name]['complete_to'] != 2:
                return seed, told + 'not complete', 'bad'
            if want != got:
                return seed, told + '%s: missing %s, wrong %s' % (name, show(want - got), show(got - want)), 'bad'
            for s in answer[name]['sets']:
                after = brute.status(next(k for k in want if k == of_json({'sets': [s]}).copy().pop()), literal, day)
                if s['then'] is not None and (s['then'] == 'established') != (after == 'established'):
                    return seed, told + 'then %s, not %s' % (s['then'], after), 'bad'
            kinds[len(want) > 0] = kinds.get(len(want) > 0, 0) + 1
    os.unlink(path)
    return seed, None, 'turned' if kinds.get(True) else 'unturned'


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'crux', {'turned': 0.1}, options=[('finer', {'action': 'store_true',
                  'help': 'about the statuses other than established'})]))
