#!/usr/bin/env python3
"""Compares what-if (`--accept`, `--reject`, `--deny`, `--prefer`, `--given`) with the brute-force evaluator on random cases that are
edited accordingly, and `as_written` with the case left alone.

whatif.py --arguendo build/arguendo --count 1000 --seed 1"""
import json
import os
import random
import subprocess
import sys

from compare import SEARCH, differences, known_by, run, squeeze
from evaluate import check
from generate import generate
from many import many
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
        return seed, 'seed %d: %s: accepted, though %s' % (seed, ' '.join(options), wrong[0]), 'bad'
    theirs, complaint = run(program, path, known_by(case), options)
    if complaint:
        return seed, 'seed %d: %s: %s' % (seed, ' '.join(options), complaint), 'bad'
    found = differences(edited, theirs, limit)
    asked = [program, 'status', path, '--format', 'json', '--timeout', str(SEARCH)] + (['--known-by', known_by(case)] if known_by(case) else [])
    out, plain = (subprocess.run(asked + more, capture_output=True) for more in (options, []))
    written = {(a['for'], squeeze(a['literal'])): a['as_written'] for a in json.loads(out.stdout)['answers']}
    before = {(a['for'], squeeze(a['literal'])): a['periods'] for a in json.loads(plain.stdout)['answers']}
    differ = [k for k, v in before.items() if written.get(k) != v]
    if found or differ:
        return seed, 'seed %d: %s %s: %s %s' % (seed, path, ' '.join(options), found[:3], differ[:3]), 'bad'
    os.unlink(path)
    return seed, None, 'same' if all(written[k] == v for k, v in ((
        (a['for'], squeeze(a['literal'])), a['periods']) for a in json.loads(out.stdout)['answers'])) else 'changed'


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'whatif', {'changed': 0.1}))
