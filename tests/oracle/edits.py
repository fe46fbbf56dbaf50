#!/usr/bin/env python3
"""Compares `arguendo diff` with brute force on random cases: some items are left out, from the newer case or from the older one, and every set
of those edits is made by hand and evaluated, so that the answers given as changed did change, each set of edits given changes them
so, none of its parts does, and no smallest set is missing.

edits.py --arguendo build/arguendo --count 200 --seed 1"""
import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

from crux import show
from evaluate import View, check, status_on
from generate import generate
from many import many
from theory import Claim, Fact, Prefer, Rule, iso, lit_text, to_text, views_of

MOST_EDITS, QUESTIONS = 4, 6
BUILT_IN = ('kind', 'dated', 'author', 'asserts', 'preferred')      # told only where some item asks for them


def named_elsewhere(case, item):
    others = to_text(replace(case, items=[i for i in case.items if i is not item]))
    return re.search(r'\b%s\b' % item.name, others)


def without(case, names):
    return replace(case, items=[i for i in case.items if not (isinstance(i, (Claim, Rule, Fact, Prefer)) and i.name in names)])


def says(view, literal, day):
    status = status_on(view.answers, literal, day)
    excluded = status != 'established' and view.against(literal, day) == 'established'
    return 'excluded' if excluded else status


def one(job):
    program, seed, dated, on, keep, limit = job
    rng = random.Random(seed)
    case = generate(seed, dated, on)
    for n, i in enumerate(case.of(Prefer, Claim, Rule, Fact)):
        i.name = i.name or 'z%d' % n
    free = [i for i in case.of(Claim, Rule, Fact, Prefer) if not named_elsewhere(case, i)]
    if check(case) or len(free) < 2:
        return seed, None, 'none'
    gone = {i.name for i in rng.sample(free, min(len(free), rng.randint(2, MOST_EDITS)))}
    late = {n for n in gone if rng.random() < 0.5}           # those only the newer case has
    view = rng.choice(views_of(case))
    cases = {s: without(case, (s - late) | (late - s)) for n in range(len(gone) + 1) for s in map(frozenset, combinations(sorted(gone), n))}
    if any(check(c) for c in cases.values()):
        return seed, None, 'none'
    views = {s: View(c, view, limit=limit) for s, c in cases.items()}
    paths = []
    for name, c in (('old', cases[frozenset()]), ('new', cases[frozenset(gone)])):
        paths.append(os.path.join(keep, 'random-%d-%s.case' % (seed, name)))
        with open(paths[-1], 'w', encoding='utf-8') as f:
            f.write(to_text(c))
    whole = list(views.values())
    literals = sorted({l for v in whole for l in v.answers if l[0] == 'lit' and l[2] not in BUILT_IN}, key=str)
    days = sorted({d for v in whole for a in v.answers.values() for lo, hi, _ in a for d in (lo, hi) if abs(d) < 10 ** 8}) or [730000]
    changed = 0
    for _ in range(QUESTIONS if literals else 0):
        literal, day = rng.choice(literals), rng.choice(days)
        asked = ['diff'] + paths + [lit_text(literal), '--for', view, '--on', iso(day), '--format', 'json']
        done = subprocess.run([program] + asked, capture_output=True)
        told = 'seed %d: %s: ' % (seed, ' '.join(asked))
        if done.returncode:
            return seed, told + 'exit status %d %s' % (done.returncode, done.stderr.decode()[-600:]), 'bad'
        answer = json.loads(done.stdout)
        said = {s: says(v, literal, day) for s, v in views.items()}
        if 'contested' in said.values():
            continue
        before, after = said[frozenset()], said[frozenset(gone)]
        if (before != after) != (len(answer['changed']) == 1):
            return seed, told + '%s, then %s' % (before, after), 'bad'
        if {e['name'] for e in answer['edits']} != gone:
            return seed, told + 'edits %s' % [e['name'] for e in answer['edits']], 'bad'
        if before == after:
            continue
        changed += 1
        names = {e['n']: e['name'] for e in answer['edits']}
        got = {frozenset(names[n] for n in s['edits']) for s in answer['changed'][0]['sets']}
        turns = {s for s in said if said[s] == after}
        want = next(k for k in ({s for s in turns if len(s) == n} for n in range(1, len(gone) + 1)) if k)
        if answer['changed'][0]['all_smallest'] != (len(next(iter(want))) <= 2):
            return seed, told + 'whether these are all', 'bad'
        if answer['changed'][0]['all_smallest'] and got != want:
            return seed, told + '%s, not %s' % (show([[n] for n in s] for s in want), show([[n] for n in s] for s in got)), 'bad'
        if not all(s in turns and not any(s - {n} in turns for n in s) for s in got):
            return seed, told + 'something can be left out of %s' % [sorted(s) for s in got], 'bad'
    for path in paths:
        os.unlink(path)
    return seed, None, 'changed' if changed else 'unchanged'


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'edits', {'changed': 0.1}))
