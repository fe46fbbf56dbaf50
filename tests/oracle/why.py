#!/usr/bin/env python3
"""Asks `arguendo why` about random statements, days and views of random cases, and rebuilds all that it says from the evaluator's own
frameworks (explained.py).

why.py --arguendo build/arguendo --count 300 --seed 1"""
import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile

from evaluate import View, check
from explained import Explained, Wrong
from generate import arguments, chosen, generate
from theory import Act, Claim, Fact, Prefer, Rule, iso, lit_text, to_text, views_of

QUESTIONS = 6


def one(job):
    program, seed, dated, on, keep, limit = job
    rng = random.Random(seed)
    case = generate(seed, dated, on)
    for n, i in enumerate(case.of(Prefer, Fact, Claim)):
        i.name = i.name or 'z%d' % n
    if check(case):
        return seed, None, {}, 0
    path = os.path.join(keep, 'random-%d.case' % seed)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    view = rng.choice(views_of(case))
    try:
        whole = View(case, 'all', limit=0)
    except RecursionError:                               # windows that feed one another through what the case says of its items
        return seed, None, {}, 0
    ranked = {i.name for i in case.of(Claim, Rule, Act)}
    literals = sorted((l for l in whole.answers if l[0] == 'lit' and (l[2] != 'preferred' or set(l[3]) <= ranked)), key=str)
    days = sorted({d for a in whole.answers.values() for lo, hi, _ in a for d in (lo, hi) if abs(d) < 10 ** 8})
    days = [d + n for d in days for n in (-1, 0)] or [730000]
    kinds, cited = {}, 0
    for _ in range(QUESTIONS if literals else 0):
        literal, day = rng.choice(literals), rng.choice(days)
        if rng.random() < 0.1 and literal[0] == 'lit':
            literal = ('lit', not literal[1]) + literal[2:]
        asked = ['why', path, lit_text(literal), '--for', view, '--on', iso(day), '--format', 'json']
        done = subprocess.run([program] + asked, capture_output=True)
        told = 'seed %d: %s: ' % (seed, ' '.join(asked))
        if done.returncode:
            return seed, told + 'exit status %d %s' % (done.returncode, done.stderr.decode()[-600:]), kinds, cited
        answer = json.loads(done.stdout)
        explained = Explained(case, view, answer, limit)
        try:
            explained.check(literal)
        except Wrong as e:
            return seed, told + str(e), kinds, cited
        cited += explained.cited
        kinds[answer['status']] = kinds.get(answer['status'], 0) + 1
    os.unlink(path)
    return seed, None, kinds, cited


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--arguendo', required=True, metavar='PATH')
    p.add_argument('--count', type=int, default=300)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--jobs', type=int, default=2)
    p.add_argument('--keep', metavar='DIR')
    p.add_argument('--limit', type=int, default=6)
    p.add_argument('--failures', type=int, default=5, help='stop after so many')
    arguments(p)
    a = p.parse_args()
    dated, on = chosen(a)
    keep = a.keep or tempfile.mkdtemp(prefix='why-')
    os.makedirs(keep, exist_ok=True)
    tally, cited, failed = {}, 0, 0
    jobs = [(os.path.abspath(a.arguendo), s, dated, on, keep, a.limit) for s in range(a.seed, a.seed + a.count)]
    with multiprocessing.Pool(a.jobs) as pool:
        for _, complaint, kinds, attacks in pool.imap_unordered(one, jobs, chunksize=2):
            for k, n in kinds.items():
                tally[k] = tally.get(k, 0) + n
            cited += attacks
            if complaint:
                failed += 1
                print(complaint, flush=True)
                if failed >= a.failures:
                    break
        pool.terminate()
    if a.count >= 50 and (cited < a.count or tally.get('established', 0) < a.count / 2 or tally.get('arguable', 0) < a.count / 10):
        failed += 1
        print('hardly anything was explained')
    print(', '.join('%d %s' % (v, k) for k, v in sorted(tally.items())) + '; %d attacks' % cited)
    print('%d passed, %d failed' % (a.count - failed, failed))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
