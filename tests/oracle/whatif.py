#!/usr/bin/env python3
"""Compares what-if (`--accept`, `--reject`, `--deny`, `--prefer`, `--given`) with the brute-force evaluator on random cases that are
edited accordingly, and `as_written` with the case left alone.

whatif.py --arguendo build/arguendo --count 1000 --seed 1"""
import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile

from compare import SEARCH, differences, known_by, run, squeeze
from evaluate import check
from generate import arguments, chosen, generate
from suppose import suppose
from theory import Act, Claim, Fact, Predicate, Prefer, Rule, Source, lit_text, to_text


def ground(l):
    return l if l[0] == 'lit' else l[2] if l[0] == 'begins' else l[1]


def supposition(rng, case):
    """(kind, what) that the case can be asked with, or None."""
    kind = rng.choice(('accept', 'reject', 'reject', 'deny', 'prefer', 'given'))
    named = [i for i in case.of(Fact, Claim, Rule, Prefer, Act) if i.name]
    disputable = [i for i in named if not isinstance(i, Fact) and (not isinstance(i, Prefer) or i.by)]
    if kind == 'given':
        claims = [i for i in case.of(Fact, Claim) if i.lit[2] != 'preferred']
        if not claims:
            return None
        l = ground(rng.choice(claims).lit)
        return kind, ('lit', rng.random() < 0.3) + l[2:]
    if kind == 'prefer':
        return (kind, tuple(i.name for i in rng.sample(disputable, 2))) if len(disputable) > 1 else None
    names = [i.name for i in (disputable if kind == 'deny' else named)] + \
        ([s.name for s in case.of(Source)] if kind == 'reject' else [])
    return (kind, rng.choice(names)) if names else None


def option(kind, what):
    return ['--' + kind, ':'.join(what) if kind == 'prefer' else lit_text(what) if kind == 'given' else what]


def one(job):
    program, seed, dated, on, keep, limit = job
    case, rng = generate(seed, dated, on), random.Random(seed)
    edited, options, stances = case, [], {}
    for _ in range(rng.choice((1, 1, 2, 3))):
        s = supposition(rng, case)
        if s and (s[0] in ('prefer', 'given') or stances.setdefault(s[1], s[0]) == s[0]):
            edited, options = suppose(edited, *s), options + option(*s)
    if not options:
        return seed, None, 'none'
    path = os.path.join(keep, 'random-%d.case' % seed)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    wrong = check(edited)
    if wrong:
        done = subprocess.run([program, 'status', path, *options], capture_output=True)
        if done.returncode in (1, 2):
            os.unlink(path)
            return seed, None, 'refused'
        if wrong[0].startswith('facts') and any(p.whilst for p in case.of(Predicate)):
            return seed, None, 'lasting'     # two facts, one of which begins what cannot last
        return seed, '%s: accepted, though %s' % (' '.join(options), wrong[0]), 'bad'
    theirs, complaint = run(program, path, known_by(case), options)
    if complaint:
        return seed, '%s: %s' % (' '.join(options), complaint), 'bad'
    found = differences(edited, theirs, limit)
    asked = [program, 'status', path, '--format', 'json', '--timeout', str(SEARCH)] + (['--known-by', known_by(case)] if known_by(case) else [])
    out, plain = (subprocess.run(asked + more, capture_output=True) for more in (options, []))
    written = {(a['for'], squeeze(a['literal'])): a['as_written'] for a in json.loads(out.stdout)['answers']}
    before = {(a['for'], squeeze(a['literal'])): a['periods'] for a in json.loads(plain.stdout)['answers']}
    differ = [k for k, v in before.items() if written.get(k) != v]
    if found or differ:
        return seed, '%s %s: %s %s' % (path, ' '.join(options), found[:3], differ[:3]), 'bad'
    os.unlink(path)
    return seed, None, 'same' if all(written[k] == v for k, v in ((
        (a['for'], squeeze(a['literal'])), a['periods']) for a in json.loads(out.stdout)['answers'])) else 'changed'


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--arguendo', required=True, metavar='PATH')
    p.add_argument('--count', type=int, default=1000)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--jobs', type=int, default=2)
    p.add_argument('--keep', metavar='DIR')
    p.add_argument('--limit', type=int, default=6)
    arguments(p)
    a = p.parse_args()
    dated, on = chosen(a)
    keep = a.keep or tempfile.mkdtemp(prefix='whatif-')
    os.makedirs(keep, exist_ok=True)
    tally, failed = {}, 0
    jobs = [(os.path.abspath(a.arguendo), s, dated, on, keep, a.limit) for s in range(a.seed, a.seed + a.count)]
    with multiprocessing.Pool(a.jobs) as pool:
        for seed, complaint, kind in pool.imap_unordered(one, jobs, chunksize=4):
            tally[kind] = tally.get(kind, 0) + 1
            if complaint:
                failed += 1
                print('seed %d: %s' % (seed, complaint), flush=True)
                if failed >= 5:
                    break
        pool.terminate()
    if a.count >= 100 and tally.get('changed', 0) < a.count / 10:
        failed += 1
        print('hardly anything was changed by what was supposed')
    print(', '.join('%d %s' % (v, k) for k, v in sorted(tally.items())))
    print('%d passed, %d failed' % (sum(tally.values()) - failed, failed))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
