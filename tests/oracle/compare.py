#!/usr/bin/env python3
"""Compares the engine with the brute-force evaluator on random cases.

compare.py --arguendo build/arguendo --count 10000 --seed 1 --jobs 2
"""
import json
import os
import subprocess
import sys

from evaluate import View, check, status_on
from generate import generate, known_by
from many import many
from theory import LO, HI, day_of, iso, lit_text, simpler, to_text, views_of

LIMIT = 60   # seconds for one case
SEARCH = 4   # seconds of these for the statuses in between: one case in some thousands asks more of the solver, and gets `unknown`


class Answers(dict):
    """{(view, literal text): [(lo, hi, status)]}, and likewise what goes with a status (S5.4)."""

    def __init__(self):
        super().__init__()
        self.against, self.ended, self.cut = {}, {}, False


def run(program, path, known=None, more=()):
    """(answers, complaint): answers {(view, literal text): [(lo, hi, status)]}, or None with what went wrong."""
    try:
        p = subprocess.run([program, 'status', path, '--format', 'json', '--timeout', str(SEARCH)] + (['--known-by', known] if known else []) + list(more),
                           capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None, 'no answer within %d s' % LIMIT
    if p.returncode != 0 and not (p.returncode == 3 and p.stdout):
        return None, 'exit status %d\n%s' % (p.returncode, p.stderr.decode(errors='replace')[-1500:])
    try:
        out = Answers()
        out.cut = p.returncode == 3
        for a in json.loads(p.stdout)['answers']:
            key = a['for'], squeeze(a['literal'])
            spans = [(LO if x['from'] is None else day_of(x['from']), HI if x['until'] is None else day_of(x['until']), x) for x in a['periods']]
            out[key] = [(lo, hi, x['status']) for lo, hi, x in spans]
            out.against[key] = [(lo, hi, x.get('against')) for lo, hi, x in spans]
            out.ended[key] = [(lo, hi, x.get('ended')) for lo, hi, x in spans]
        return out, None
    except (ValueError, KeyError, TypeError) as e:
        return None, 'unreadable output: %r\n%s' % (e, p.stdout.decode(errors='replace')[:600])


def squeeze(text):
    """One spelling of a literal: single spaces, none inside the brackets."""
    return ' '.join(text.replace(',', ', ').split()).replace(', ', ',')


def agree(ours, theirs):
    """`contested` from the evaluator: more than it can try out, and any of the three in between will do.
    `unknown` from the engine: its time ended, which is no excuse for what needs no search."""
    if theirs == 'unknown':
        return ours not in ('established', 'unsupported')
    return ours == theirs or (ours == 'contested' and theirs not in ('established', 'unsupported', 'unknown'))


def differences(case, theirs, limit):
    """(view, literal, day, ours, theirs) for the first day that differs, of each view and literal."""
    out = []
    for view in views_of(case):
        ours = View(case, view, known_by(case), limit=limit)
        mine = {squeeze(lit_text(l)): l for l in ours.answers if l[0] == 'lit'}
        for text in sorted(set(mine) | {l for v, l in theirs if v == view}):
            a, b = ours.answers.get(mine.get(text), ()), theirs.get((view, text), ())
            days = sorted({d + n for lo, hi, _ in [*a, *b] for d in (lo, hi) if d not in (LO, HI) for n in (-1, 0)})
            for day in [days[0] - 400, *days, days[-1] + 400] if days else [day_of('2000-01-01')]:
                x, y = status_on({0: a}, 0, day), status_on({0: b}, 0, day)
                if not agree(x, y):
                    out.append((view, text, iso(day), x, y))
                    break
                found = mine.get(text) and more_on(ours, mine[text], theirs, (view, text), day)
                if found:
                    out.append((view, text, iso(day)) + found)
                    break
    return out


def more_on(ours, l, theirs, key, day):
    """What differs of that which goes with a status (S5.4); None where nothing does."""
    x, y = ours.against(l, day), status_on({0: theirs.against.get(key, ())}, 0, day)
    y = None if y == 'unsupported' else y
    if x != y and not (x and y and agree(x, y)):
        return 'against %s' % x, 'against %s' % y
    x = next((iso(d) for lo, hi, d in ours.ended(l) if d is not None and lo <= day < hi), None)
    y = next((d for lo, hi, d in theirs.ended.get(key, ()) if lo <= day < hi), None)
    return ('ended %s' % x, 'ended %s' % y) if x != y else None


def trial(program, case, path, limit, seen=None):
    """None where engine and evaluator agree, else (complaint, differences). Adds to `seen` what is to be counted."""
    with open(path, 'w', encoding='utf-8') as f:
        f.write(to_text(case))
    theirs, complaint = run(program, path, known_by(case))
    if complaint:
        return complaint, []
    if theirs.cut and seen is not None:
        seen['cut short'] = 1
    found = differences(case, theirs, limit)
    return (None, found) if found else None


def signs(t):
    """What a trial's failure looks like, to tell one from another."""
    return set() if not t else {t[0].split('\n')[0]} if t[0] else {(x, y) for _, _, _, x, y in t[1]}


def minimise(program, case, path, sign, limit):
    """A case that still goes wrong the same way and from which nothing can be dropped."""
    small = True
    while small:
        small = False
        for c in simpler(case):
            try:
                if c is None or check(c) or check(c, known_by(c)):
                    continue
                t = trial(program, c, path, limit)
            except Exception:
                continue
            if sign in signs(t):
                case, small = c, True
                break
    return case


def one(job):
    program, seed, dated, on, keep, limit = job
    case = generate(seed, dated, on)
    path = os.path.join(keep, 'random-%d.case' % seed)
    seen = {}
    t = trial(program, case, path, limit, seen)
    if not t:
        os.unlink(path)
        return seed, None, seen
    small_path = os.path.join(keep, 'random-%d-small.case' % seed)
    small = minimise(program, case, small_path, t[0].split('\n')[0] if t[0] else t[1][0][3:], limit)
    t2 = trial(program, small, small_path, limit)
    lines = ['seed %d: %s' % (seed, path)]
    for complaint, found, what in ((t[0], t[1], 'as made'), (t2[0] if t2 else None, t2[1] if t2 else [], 'smallest')):
        if complaint:
            lines.append('  %s: %s' % (what, complaint.replace('\n', '\n    ')))
        for view, text, day, x, y in found[:5]:
            lines.append('  %s: for %s, %s on %s: evaluator %s, engine %s' % (what, view, text, day, x, y))
    lines.append('  smallest: ' + small_path)
    lines.append('    ' + to_text(small, questions=False).replace('\n\n', '\n').rstrip().replace('\n', '\n    '))
    return seed, '\n'.join(lines), seen


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'oracle', {}, {'cut short': 0.01}))
