#!/usr/bin/env python3
"""Asks `arguendo why` about random statements, days and views of random cases, and rebuilds all that it says from the evaluator's own
frameworks (explained.py).

why.py --arguendo build/arguendo --count 300 --seed 1"""
import json
import os
import random
import subprocess
import sys

from evaluate import View, check
from explained import Explained, Wrong
from generate import generate
from many import many
from theory import Act, Claim, Fact, Prefer, Rule, iso, lit_text, to_text, views_of

QUESTIONS = 6


def one(job):
    program, seed, dated, on, keep, limit = job
    rng = random.Random(seed)
    case = generate(seed, dated, on)
    for n, i in enumerate(case.of(Prefer, Fact, Claim)):
        i.name = i.name or 'z%d' % n
    if check(case):
        return seed, None, {}
    path = os.path.join(keep, 'random-%d.case' % seed)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    view = rng.choice(views_of(case))
    try:
        whole = View(case, 'all', limit=0)
    except RecursionError:                               # windows that feed one another through what the case says of its items
        return seed, None, {}
    ranked = {i.name for i in case.of(Claim, Rule, Act)}
    literals = sorted((l for l in whole.answers if l[0] == 'lit' and (l[2] != 'preferred' or set(l[3]) <= ranked)), key=str)
    days = sorted({d for a in whole.answers.values() for lo, hi, _ in a for d in (lo, hi) if abs(d) < 10 ** 8})
    days = [d + n for d in days for n in (-1, 0)] or [730000]
    kinds = {}
    for _ in range(QUESTIONS if literals else 0):
        literal, day = rng.choice(literals), rng.choice(days)
        if rng.random() < 0.1 and literal[0] == 'lit':
            literal = ('lit', not literal[1]) + literal[2:]
        asked = ['why', path, lit_text(literal), '--for', view, '--on', iso(day), '--format', 'json']
        done = subprocess.run([program] + asked, capture_output=True)
        told = 'seed %d: %s: ' % (seed, ' '.join(asked))
        if done.returncode:
            return seed, told + 'exit status %d %s' % (done.returncode, done.stderr.decode()[-600:]), kinds
        answer = json.loads(done.stdout)
        explained = Explained(case, view, answer, limit)
        try:
            explained.check(literal)
        except Wrong as e:
            return seed, told + str(e), kinds
        kinds['attacks'] = kinds.get('attacks', 0) + explained.cited
        kinds[answer['status']] = kinds.get(answer['status'], 0) + 1
    os.unlink(path)
    return seed, None, kinds


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'why', {'attacks': 1, 'established': 0.5, 'arguable': 0.1}))
