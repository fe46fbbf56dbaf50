#!/usr/bin/env python3
"""Compares `arguendo crux` with brute force on random cases: every set of at most two changes is made by editing the case and evaluated
anew, so that each set given does turn the answer, none of its parts does, and none is missing.

crux.py --arguendo build/arguendo --count 200 --seed 1

With --unknown some of the days are left open (S3.6): an answer then has a status only where it has it however they fall."""
import json
import os
import random
import subprocess
import sys
from itertools import combinations, product

import evaluate
import unknown
from evaluate import View, check, in_view, plain
from generate import generate
from many import many
from suppose import suppose, without_denial
from theory import Act, Claim, Fact, Position, Prefer, Rule, Source, iso, lit_text, to_text, views_of

MOST_UNITS = 16
MOST_UNITS_UNKNOWN, MOST_WAYS, MOST_ATTEMPTS = 8, 8, 20   # with --unknown
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
    """What the statuses are with every set of at most `size` changes, in every way in which the unknown days fall: `ways` has the case with
    known days, and for each date among what statements are about its day."""

    def __init__(self, ways, view, concessions, size, limit):
        self.ways, self.view, self.limit = ways, view, limit
        self.units = units(ways[0][0], view, concessions)
        self.views = {frozenset(some): [self.evaluate(case, terms, some) for case, terms in ways]
                      for n in range(size + 1) for some in combinations(self.units, n)}

    def evaluate(self, case, terms, chosen_units):
        for u in chosen_units:
            case = changed(case, u)
        evaluate.CHOSEN.clear()
        evaluate.CHOSEN.update(terms)
        view = View(case, self.view, limit=self.limit)
        evaluate.CHOSEN.clear()
        return view

    def statuses(self, chosen_units, literal, day):
        return {evaluate.status_on(v.answers, literal, day) for v in self.views[chosen_units]}

    def has(self, chosen_units, literal, day, status):
        now = self.statuses(chosen_units, literal, day)
        if status == 'excluded':
            return 'established' not in now and all(v.against(literal, day) == 'established' for v in self.views[chosen_units])
        return now == {status}

    def turning(self, literal, day, status):
        """The smallest sets; None where the evaluator cannot tell."""
        if status in FINER[:3] and any('contested' in self.statuses(k, literal, day) for k in self.views):
            return None
        has = self.has(frozenset(), literal, day, status)
        turn = [k for k in self.views if self.has(k, literal, day, status) != has]
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


def ways_of(case, places):
    """The ways in which unknown days fall; None where a period would have no day, or facts contradict each other however they do."""
    out = []
    for days in product(*(p.days for p in places)):
        if unknown.empty_periods(case, places, days):
            return None
        known = unknown.chosen(case, places, days)
        terms = {p.text: d for p, d in zip(places, days) if not p.put}
        evaluate.CHOSEN.clear()
        evaluate.CHOSEN.update(terms)
        try:
            if known and not check(known):
                out.append((known, terms))
        except evaluate.CaseError:
            return None
        finally:
            evaluate.CHOSEN.clear()
    return out or None


def made(rng, seed, dated, on, with_unknown):
    """A case, its unknown days, the ways in which they fall, and a view; None where it has nothing to change, or too much."""
    case, places = generate(seed, dated or with_unknown, on), []
    if with_unknown:
        unsettled = unknown.unsettle(case, rng, 2, MOST_WAYS)
        if not unsettled:
            return None
        case, places = unsettled
    for n, i in enumerate(case.of(Prefer)):
        i.name = i.name or 'z%d' % n
    view = rng.choice(views_of(case))
    ways = ways_of(case, places)
    if not ways:
        return None
    sides = [len(units(ways[0][0], view, c)) for c in (False, True)]
    few = max(sides) <= (MOST_UNITS_UNKNOWN if with_unknown else MOST_UNITS)
    return (case, places, ways, view) if few and sum(sides) else None


def one(job):
    program, seed, dated, on, keep, limit, finer, with_unknown = job
    rng = random.Random(seed)
    found = made(rng, seed, dated, on, with_unknown)
    for attempt in range(MOST_ATTEMPTS if with_unknown else 0):
        found = found or made(rng, seed * 1000 + attempt, dated, on, with_unknown)
    if not found:
        return seed, None, 'large'
    case, places, ways, view = found
    path = os.path.join(keep, 'random-%d.case' % seed)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case).replace('\n  as of ', '\n  margin approximate 1 day, uncertain 2 days\n  as of ', 1))
    brutes = [Brute(ways, view, c, 2, limit if finer else 0) for c in (False, True)]
    answers = [v.answers for b in brutes for some in b.views.values() for v in some]
    left_out = unknown.not_compared(case, places)
    literals = sorted({l for a in answers for l in a if l[0] == 'lit' and l[2] not in left_out}, key=str)
    ranked = {i.name for i in case.of(Claim, Rule, Act)}       # a rule may rank other things too; nobody asks for that
    literals = [l for l in literals if l[2] != 'preferred' or set(l[3]) <= ranked]
    days = sorted({d for a in answers for p in a.values() for lo, hi, _ in p for d in (lo, hi) if abs(d) < 10 ** 8})
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
                after = brute.statuses(of_json({'sets': [s]}).pop(), literal, day)
                if s['then'] is not None and (s['then'] == 'established') != (after == {'established'}):
                    return seed, told + 'then %s, not %s' % (s['then'], '/'.join(sorted(after))), 'bad'
            kinds[len(want) > 0] = kinds.get(len(want) > 0, 0) + 1
    os.unlink(path)
    return seed, None, 'turned' if kinds.get(True) else 'unturned'


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'crux', {'turned': 0.1}, options=[('finer', {'action': 'store_true',
                  'help': 'about the statuses other than established'}),
                  ('unknown', {'action': 'store_true', 'help': 'with some days left open'})]))
