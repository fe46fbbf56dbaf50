#!/usr/bin/env python3
"""Unknown days (S3.6): the engine against every choice of them, each evaluated by itself.

unknown.py --arguendo build/arguendo --count 2000 --seed 1 --jobs 2

In a random case some dates are replaced by ones that leave the day open. Every way to choose the days makes a case with known days,
which the evaluator of semantics.md answers. On every day the statuses that occur must be those that the engine names; where there are
several, the dates that it names must decide which, and no fewer can.
"""
import copy
import itertools
import json
import os
import random
import subprocess
import sys

import evaluate
from compare import squeeze
from evaluate import CaseError, View, check, status_on
from generate import FIRST, generate
from many import many
from theory import (HI, LO, Act, Case, Claim, Date, Fact, Period, Predicate, Rule, Var, day_of, iso, lit, lit_text, to_text, views_of)

LIMIT = 120
CHOICES = 150   # the most ways to choose, of one case: from so many on, the dates are wider


class Place:
    """A date in one place, and the days that it may be."""

    def __init__(self, text, days, put):
        self.text, self.days, self.put = text, days, put


def written(rng, low, high, number, spreads=(1, 1, 2, 3)):
    """A date that may be several days from `low` to `high`, and these days."""
    first = rng.randint(low, high - 1)
    last = rng.randint(first + 1, min(high, first + rng.choice(spreads)))
    kind = rng.choice(('interval', 'interval', 'set', 'range', 'mark', 'digit'))
    if kind == 'set':
        days = sorted(rng.sample(range(low, high + 1), 2))
        return '[%s]' % ','.join(map(iso, days)), days
    if kind == 'range':
        return '[%s..%s]' % (iso(first), iso(last)), list(range(first, last + 1))
    if kind == 'mark' and low < first < high:
        return iso(first) + '~', [first - 1, first, first + 1]
    if kind == 'digit' and number == 0 and low <= FIRST + 9 <= high:
        return '2000-01-1X', list(range(FIRST + 9, FIRST + 19))
    return '%s/%s' % (iso(first), iso(last)), list(range(first, last + 1))


def dated_places(case):
    """(how to put a date there) for each place where one day is meant."""
    places = []
    for n, i in enumerate(case.items):
        if isinstance(i, (Fact, Claim)) and i.period:
            p = i.period
            if p.kind in ('on', 'begins', 'from', 'until'):
                places.append((n, 'a'))
            elif p.kind in ('from_until', 'from_through'):
                places += [(n, 'a'), (n, 'b')]
        elif isinstance(i, Act):
            places += [(n, 'on')] + [(n, 'effective')] * bool(i.effective)
        elif isinstance(i, Rule) and i.annulled:
            places.append((n, 'annulled'))
    return places


def put(case, place, text):
    n, field = place
    item = case.items[n]
    if isinstance(item, (Fact, Claim)):
        item.period = Period(item.period.kind, text if field == 'a' else item.period.a, text if field == 'b' else item.period.b)
    else:
        setattr(item, field, text)


def date_terms(case):
    """Facts and claims with a date that is one day among what they are about."""
    return [(n, k) for n, i in enumerate(case.items) if isinstance(i, (Fact, Claim)) and i.lit[0] == 'lit'
            for k, t in enumerate(i.lit[3]) if isinstance(t, Date) and t.count('-') == 2]


def unsettle(case, rng, most, most_ways):
    """The case with some dates left open, and these places; None when it has none."""
    case = copy.deepcopy(case)
    places = dated_places(case)
    terms = date_terms(case)
    rng.shuffle(places)
    rng.shuffle(terms)
    out, ways, used = [], 1, set()
    for place in places[:rng.randint(1, most)] + terms[:rng.randint(0, 2)]:
        wide = {'spreads': (4, 6, 8, 11)} if most_ways > CHOICES else {}
        text, days = written(rng, FIRST, FIRST + 11, len(out), **wide)
        if ways * len(days) > most_ways or text in used:
            continue
        ways *= len(days)
        used.add(text)
        term = place in terms
        if term:
            item = case.items[place[0]]
            args = list(item.lit[3])
            args[place[1]] = Date(text)
            item.lit = item.lit[:3] + (tuple(args),)
        else:
            put(case, place, text)
        out.append(Place(text, days, None if term else place))
    return (case, out) if out else None


def chosen(case, places, days):
    """The case with these days; None when an end is before its start, or a period is empty."""
    case = copy.deepcopy(case)
    for place, day in zip(places, days):
        if place.put:
            put(case, place.put, iso(day))
    for i in case.items:
        p = getattr(i, 'period', None)
        if p and p.kind in ('from_until', 'from_through'):
            lo, hi = p.bounds()
            if lo >= hi:
                return None
    return case


def empty_periods(case, places, days):
    """Whether a period would end on the day on which it starts, without a day: the evaluator has no such period."""
    for place in places:
        if place.put and isinstance(case.items[place.put[0]], (Fact, Claim)):
            kind = case.items[place.put[0]].period.kind
            if kind == 'from_until':
                own = {p.put[1]: d for p, d in zip(places, days) if p.put and p.put[0] == place.put[0]}
                period = case.items[place.put[0]].period
                a = own['a'] if 'a' in own else day_of(period.a)
                b = own['b'] if 'b' in own else day_of(period.b)
                if a == b:
                    return True
    return False


def not_compared(case, places):
    """Predicates that are left out: what `dated` says of an act with an unknown day has other words in every choice."""
    fields = {(type(case.items[p.put[0]]), p.put[1]) for p in places if p.put}
    return {'dated'} if any(kind is Act for kind, _ in fields) else set()


def answers_of(case, known, limit, left_out):
    """By view and literal, and likewise what ended when."""
    out, ended = {}, {}
    for view in views_of(case):
        of = View(case, view, known, limit=limit)
        for l, p in of.answers.items():
            if l[0] == 'lit' and l[2] not in left_out:
                out[view, squeeze(lit_text(l))] = p
                ended[view, squeeze(lit_text(l))] = of.ended(l)
    return out, ended


def engine(program, path, known, day=None):
    """Its periods; with a day, only those that contain it."""
    p = subprocess.run([program, 'status', path, '--format', 'json'] + (['--known-by', known] if known else []) +
                       (['--on', iso(day)] if day else []),
                       capture_output=True, timeout=LIMIT)
    if p.returncode not in (0, 3) or not p.stdout:
        return None, 'exit status %d\n%s' % (p.returncode, p.stderr.decode(errors='replace')[-1500:])
    out = {}
    for a in json.loads(p.stdout)['answers']:
        out[a['for'], squeeze(a['literal'])] = [
            (LO if x['from'] is None else day_of(x['from']), HI if x['until'] is None else day_of(x['until']),
             frozenset(x.get('statuses', [x['status']])), tuple(x.get('depends_on_dates', ())), x.get('ended')) for x in a['periods']]
    return out, None


def checked(program, path, impossible):
    """What is wrong with what `check` says of facts that contradict each other however the days fall."""
    p = subprocess.run([program, 'check', path], capture_output=True, timeout=LIMIT)
    said = b'error[E0302]' in p.stderr
    return None if said == impossible or b'error[E0317]' in p.stderr else \
        'check says %s of facts that contradict each other, but choices are left: %s' % ('something' if said else 'nothing', not impossible)


def on_day(periods, day):
    for lo, hi, statuses, dates, ended in periods:
        if lo <= day < hi:
            return statuses, dates, ended
    return frozenset(['unsupported']), (), None


def decides(places, ways, status, dates):
    """Whether the days of these dates alone decide the status."""
    at = [n for n, p in enumerate(places) if p.text in dates]
    seen = {}
    return all(seen.setdefault(tuple(days[n] for n in at), s) == s for days, s in zip(ways, status))


def smallest(places, ways, status):
    for size in range(len(places) + 1):
        for some in itertools.combinations([p.text for p in places], size):
            if decides(places, ways, status, some):
                return size
    return None


def compare(program, case, places, path, known, limit):
    """A complaint, or None."""
    text = to_text(case).replace('\n  as of ', '\n  margin approximate 1 day, uncertain 2 days\n  as of ', 1)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    ways, all_answers, all_ended, excluded = [], [], [], []
    left_out = not_compared(case, places)
    for days in itertools.product(*(p.days for p in places)):
        if empty_periods(case, places, days):
            return ''
        known_case = chosen(case, places, days)
        if known_case is None:
            continue
        evaluate.CHOSEN.clear()
        evaluate.CHOSEN.update({p.text: d for p, d in zip(places, days) if not p.put})
        try:
            wrong = check(known_case)
            if wrong:
                excluded.append(all(w.startswith('facts ') for w in wrong))
                continue   # facts contradict each other: the days cannot be these
            answers, ended = answers_of(known_case, known, limit, left_out)
        except CaseError:
            excluded.append(False)
            continue
        ways.append(days)
        all_answers.append(answers)
        all_ended.append(ended)
    evaluate.CHOSEN.clear()
    if not ways and not (excluded and all(excluded)):
        return ''
    complaint = checked(program, path, not ways)
    if complaint or not ways:
        return complaint
    theirs, complaint = engine(program, path, known)
    if complaint:   # conflicts whose `where` compares unknown days are refused
        return '' if 'error[E0317]: what conflicts cannot depend on dates that nobody knows' in complaint else complaint
    if any('unknown' in x[2] for p in theirs.values() for x in p):
        return ''
    keys = sorted(k for k in set().union(*all_answers) | set(theirs) if k[1].removeprefix('not ').split('(')[0] not in left_out)
    for key in keys:
        cuts = {d for a in all_answers for lo, hi, _ in a.get(key, ()) for d in (lo, hi)}
        cuts |= {d for lo, hi, _, _, _ in theirs.get(key, ()) for d in (lo, hi)}
        for day in sorted({d + n for d in cuts if d not in (LO, HI) for n in (-1, 0, 1)} | {FIRST - 400, FIRST + 400}):
            status = [status_on({0: a.get(key, ())}, 0, day) for a in all_answers]
            if 'contested' in status:
                continue
            mine = frozenset(status)
            got, dates, ended = on_day(theirs.get(key, ()), day)
            if mine != got:
                odd = {s: w for s, w in zip(status, ways) if s not in got}
                return '%s, %s on %s: choices %s, engine %s%s' % (
                    key[0], key[1], iso(day), '/'.join(sorted(mine)), '/'.join(sorted(got)),
                    '; for instance ' + ', '.join('%s: %s' % (s, ' '.join(map(iso, w))) for s, w in odd.items()) if odd else '')
            if len(mine) > 1:
                if not decides(places, ways, status, dates):
                    return '%s, %s on %s: %s do not decide' % (key[0], key[1], iso(day), ', '.join(dates))
                least = smallest(places, ways, status)
                if len(dates) > least:
                    return '%s, %s on %s: %s, but %d would do' % (key[0], key[1], iso(day), ', '.join(dates), least)
            elif dates:
                return '%s, %s on %s: certain, but %s are named' % (key[0], key[1], iso(day), ', '.join(dates))
            when = {next((iso(d) for lo, hi, d in a.get(key, ()) if d is not None and lo <= day < hi), None) for a in all_ended}
            if ended and when != {ended}:
                return '%s, %s on %s: ended %s, not %s' % (key[0], key[1], iso(day), ended, when)
    for day in (FIRST + 5, FIRST + 40):   # one day by itself is looked at otherwise
        asked, complaint = engine(program, path, known, day)
        if complaint:
            return complaint
        for key in keys:
            mine = frozenset(status_on({0: a.get(key, ())}, 0, day) for a in all_answers)
            got, _, _ = on_day(asked.get(key, ()), day)
            if mine != got and 'contested' not in mine and 'unknown' not in got:
                return '%s, %s on %s alone: choices %s, engine %s' % (key[0], key[1], iso(day), '/'.join(sorted(mine)), '/'.join(sorted(got)))
    return None


def beginning(kind, n, about, text):
    """A fact, a claim, a rule or an act that begins something on a day: the date stands in the first item."""
    begins = ('begins', False, about)
    return {'f': [Fact('f%d' % n, about, Period('begins', text))],
            'c': [Claim('c%d' % n, about, period=Period('begins', text))],
            'r': [Fact('f%d' % n, lit('done', 'd%d' % n), Period('on', text)), Rule('r%d' % n, [begins], [('is', lit('done', 'd%d' % n))])],
            'a': [Act('a%d' % n, text, [begins])]}[kind]


def turns(rng, most, most_ways):
    """A case in which things begin, each of which ends or disputes the others, on days that are mostly unknown, and these places."""
    negates = rng.random() < 0.3
    kinds = rng.choice(('f', 'f', 'c', 'r', 'a', 'rf', 'fcra', 'cra', 'cf'))
    case = Case('turns', iso(FIRST + 5), [Predicate('p', ('X',), 'X')] * (not negates) +
                [Predicate('done', ('X',), 'X')] * (rng.random() < 0.2))
    places, ways, used, values = [], 1, set(), rng.randint(1, 4)
    for n in range(rng.randint(2, most + 1)):
        value, kind = rng.randrange(values), rng.choice(kinds)
        about = lit('p', neg=bool(value % 2)) if negates else lit('p', 'v%d' % value)
        text, days = written(rng, FIRST, FIRST + 11, len(places), (1, 2, 4, 6, 8))
        if len(places) == most or ways * len(days) > most_ways or text in used or rng.random() < 0.15:
            text = iso(rng.randint(FIRST, FIRST + 11))
        else:
            places.append(Place(text, days, (len(case.items), 'on' if kind == 'a' else 'a')))
            ways *= len(days)
            used.add(text)
        case.items += beginning(kind, n, about, text)
    return (case, places) if places else None


def is_(*about, **how):
    return ('is', lit(*about, **how))


def before(d, e):
    return ('cmp', '<', Var(d), Var(e))


def later(name, *about):
    """A fact of a predicate that a case may have no other of."""
    return Fact(name, lit(*about), Period('on', iso(FIRST + 300)))


P, Q, D, E = Var('P'), Var('Q'), 'D', 'E'
FILED = [is_('filed', P, Var(D)), is_('filed', Q, Var(E))]
ORDERS = {   # rules, and of the facts and claims with a date: its kind, and what it is about
    'first': ([Rule('r1', [lit('late', P)], FILED + [('cmp', '!=', P, Q), before(E, D)]),
               Rule('r2', [lit('first', P)], FILED[:1], [[is_('late', P)]])],
              [('term', 'filed', v) for v in ('a', 'b', 'c')]),
    'between': ([Rule('r1', [lit('earlier', P, Q)], FILED + [before(D, E)]),
                 Rule('r2', [lit('between', Q)], [is_('earlier', P, Q), is_('earlier', Q, Var('R'))])],
                [('term', 'filed', v) for v in ('a', 'b', 'c')]),
    'unlike': ([Rule('r1', [lit('apart', P)], FILED + [('cmp', '!=', Var(D), Var(E))]),
                Rule('r2', [lit('whole')], [is_('apart', 'a')], [[is_('apart', 'b'), is_('apart', 'c')]])],
               [('term', 'filed', v) for v in ('a', 'b', 'c')]),
    'hired': ([Rule('r1', [('begins', False, lit('works', P))], [is_('hires', P)]),
               Rule('r2', [('ends', lit('works', P))], [is_('fires', P)]),
               Rule('r3', [lit('team')], [is_('works', P), is_('works', Q), ('cmp', '!=', P, Q)]),
               later('f1', 'hires', 'z'), later('f2', 'fires', 'z')],
              [('on', k, v) for k in ('hires', 'fires') for v in ('a', 'a', 'b')]),
    'served': ([Rule('r1', [lit('served')], [is_('serves', P)]), later('f1', 'serves', 'z')],
               [(k, 'serves', v) for k in ('begins', 'begins', 'ends', 'from') for v in ('a', 'b')]),
    'told': ([Rule('r1', [lit('heard', P)], [is_('said', P), ('once', lit('asked', Q))]),
              Rule('r2', [lit('known')], [('once', lit('heard', P)), ('once', lit('asked', P))], [[is_('said', P)]]),
              later('f1', 'said', 'z'), later('f2', 'asked', 'z')],
             [('on', k, v) for k in ('said', 'asked') for v in ('a', 'b')]),
    'owned': ([Predicate('owner', ('X',), 'X'), Rule('r1', [lit('free')], [is_('open')], [[is_('owner', 'a')]]), Fact('f1', lit('open')),
               later('f2', 'owner', 'z')],
              [('begins', 'owner', v) for v in ('a', 'b', 'c', 'd')] + [('ends', 'owner', 'a')]),
    'claimed': ([Rule('r1', [lit('so')], [is_('said', 'a')]), Rule('r2', [lit('so', neg=True)], [is_('said', 'b')])],
                [(k, 'said', v) for k in ('claim', 'deny', 'claimed', 'denied') for v in ('a', 'b')]),
    'sued': ([Rule('r1', [lit('timely', P)], [is_('sued', P), ('within', lit('harmed', P), 3, 'days')]),
              Rule('r2', [lit('allowed')], [('once', lit('timely', P))]),
              Rule('r3', [lit('heard')], [('within', lit('timely', P), 1, 'weeks'), ('onday', lit('harmed', 'a'), Date(iso(FIRST + 4)))]),
              Rule('r4', [('ends', lit('open'))], [is_('filed', P, Var(D)), ('onday', lit('harmed', P), Var(D)), is_('sued', P)]),
              Fact('f0', lit('open'), Period('begins', iso(FIRST + 1))), Fact('f3', lit('filed', 'z', Date(iso(FIRST + 300)))),
              later('f1', 'sued', 'z'), later('f2', 'harmed', 'z')],
             [('term', 'filed', v) for v in ('a', 'b')] + [(k, 'sued', v) for k in ('on', 'from') for v in ('a', 'b')] + [('on', 'harmed', v) for v in ('a', 'a', 'b')]),
    'months': ([Rule('r1', [lit('timely', P)], [is_('sued', P), ('within', lit('harmed', P), 1, 'months')]),
                Rule('r2', [lit('allowed')], [('once', lit('timely', P))]), later('f1', 'sued', 'z'), later('f2', 'harmed', 'z')],
               [(k, 'harmed', v, 25) for k in ('on', 'until') for v in ('a', 'b')] + [('on', 'sued', v, 55) for v in ('a', 'b')]),
    'let': ([Rule('r1', [('begins', False, lit('let', P))], [is_('asked', P)], [[is_('barred', P)]]),
             Rule('r2', [('ends', lit('let', P))], [is_('barred', P)], [[is_('waived', P)]]),
             Rule('r3', [lit('lent')], [('once', lit('let', P))], [[is_('let', 'b')]]),
             later('f1', 'asked', 'z'), later('f2', 'barred', 'z'), later('f3', 'waived', 'z')],
            [(k, 'asked', v) for k in ('on', 'on', 'from') for v in ('a', 'b')] +
            [(k, 'barred', v) for k in ('on', 'on', 'until') for v in ('a', 'b')] + [('on', 'waived', v) for v in ('a', 'b')]),
    'ceded': ([Rule('r1', [('begins', False, lit('owns', Q))], [is_('treaty', P, Q), is_('owns', P)]),
               Rule('r2', [('ends', lit('owns', P))], [('within', lit('treaty', P, Q), 1, 'days')], [[is_('treaty', P, Q)]]),
               Fact('f0', lit('owns', 'a'), Period('begins', iso(FIRST))), later('f1', 'treaty', 'z', 'z')],
              [('on', 'treaty', *v) for v in ('ab', 'ab', 'bc', 'ca', 'bd', 'cd', 'ac')]),
    'headed': ([Rule('r1', [('begins', False, lit('works', P))], [is_('hires', P)], [[is_('barred', P)]]),
                Rule('r2', [('ends', lit('works', P))], [is_('fires', P)]),
                Rule('r3', [('begins', False, lit('heads', P))], [is_('promotes', P), is_('works', P)], [[is_('barred', P)]]),
                Rule('r4', [('ends', lit('heads', P))], [is_('fires', P)]),
                Rule('r5', [('begins', False, lit('honoured', P))], [is_('retires', P), ('once', lit('heads', P))]),
                Rule('r6', [lit('led')], [is_('heads', P)], [[is_('barred', 'b')]]),
                *[later('f%d' % n, k, 'z') for n, k in enumerate(('hires', 'fires', 'promotes', 'retires', 'barred'))]],
               [('on', k, v) for k in ('hires', 'fires', 'promotes', 'retires', 'barred') for v in 'aab'] + [('from', 'barred', 'b')]),
    'occupied': ([Rule('r1', [('begins', False, lit('let', P))], [is_('asks', P)], [[is_('occupied')]]),
                  Rule('r2', [('begins', False, lit('occupied'))], [is_('moves', P)]),
                  Rule('r3', [('ends', lit('occupied'))], [is_('leaves', P)], [[is_('let', 'a'), is_('moves', 'b')]]),
                  Rule('r4', [('ends', lit('let', P))], [is_('calls', P), is_('occupied')], [[is_('bound', P)]]),
                  Rule('r5', [('begins', False, lit('bound', P))], [is_('asks', P), ('once', lit('occupied'))]),
                  *[later('f%d' % n, k, 'z') for n, k in enumerate(('asks', 'moves', 'leaves', 'calls'))]],
                 [('on', k, v) for k in ('asks', 'moves', 'leaves', 'calls') for v in 'aab']),
    'offended': ([Rule('r1', [('begins', False, lit('drunk', P))], [is_('drinks', P)]),
                  Rule('r2', [('ends', lit('drunk', P))], [is_('sleeps', P)]),
                  Rule('r3', [lit('offence', P)], [is_('drives', P), is_('drunk', P)], [[is_('forced', P)]]),
                  Rule('r4', [lit('liable', P)], [('once', lit('offence', P))], [[is_('drunk', 'b')]]),
                  Rule('r5', [lit('fined', P)], [('within', lit('offence', P), 3, 'days')]),
                  Rule('r6', [('begins', False, lit('barred', P))], [is_('drives', P), ('within', lit('offence', P), 1, 'weeks')],
                       [[is_('offence', P)]]),
                  Rule('r7', [lit('seen', P)], [('onday', lit('offence', P), Date(iso(FIRST + 4)))]),
                  Rule('r8', [lit('known')], [('within', lit('offence', Var('_')), 2, 'days')]),
                  *[later('f%d' % n, k, 'z') for n, k in enumerate(('drinks', 'sleeps', 'drives', 'forced'))]],
                 [('on', k, v) for k in ('drinks', 'sleeps', 'drives', 'drives', 'forced') for v in 'aab'] + [('from', 'forced', 'a')]),
    'shut': ([Rule('r1', [('ends', lit('open'))], [is_('strike', P)], [[is_('feast', P)]]),
              Rule('r2', [('begins', False, lit('open'))], [is_('call', P)], [[is_('feast', P)]]),
              Rule('r3', [lit('sold')], [('once', lit('lent', P))]), Rule('r4', [lit('lent', P)], [is_('strike', P)], [[is_('feast', P)]]),
              Fact('f0', lit('open'), Period('begins', iso(FIRST + 1))), later('f1', 'strike', 'z'), later('f2', 'feast', 'z'), later('f3', 'call', 'z')],
             [(k, 'strike', v) for k in ('from', 'until', 'on') for v in 'ab'] + [(k, 'feast', v) for k in ('from', 'until', 'on') for v in 'ab'] +
             [('on', 'call', v) for v in 'ab']),
    'excused': ([Rule('r1', [lit('late', P)], [is_('came', P)], [[is_('ill', P)], [is_('away', P), ('once', lit('told', P))]]),
                 Rule('r2', [lit('warned')], [('once', lit('late', P))], [[('within', lit('late', 'b'), 2, 'days')]]),
                 later('f1', 'came', 'z'), later('f2', 'ill', 'z'), later('f3', 'away', 'z'), later('f4', 'told', 'z')],
                [('on', 'came', v) for v in ('a', 'a', 'b')] +
                [(k, c, v) for k, c in (('on', 'ill'), ('from', 'ill'), ('until', 'away'), ('on', 'told')) for v in ('a', 'b')]),
}


def dated(kind, name, about, text):
    """A fact or claim of this kind with this date, and where the date stands."""
    if kind == 'term':
        return Fact(name, lit(*about, Date(text))), None
    if kind in ('on', 'begins', 'from', 'until'):
        return Fact(name, lit(*about), Period(kind, text)), 'a'
    if kind == 'ends':
        return Fact(name, ('ends', lit(*about)), Period('on', text)), 'a'
    return Claim(name, lit(*about, neg=kind in ('deny', 'denied')), period=Period('on' if kind in ('claim', 'deny') else 'from', text)), 'a'


def orders(rng, most, most_ways):
    """A case in which only the order of days matters: most of them are unknown."""
    rules, kinds = ORDERS[rng.choice(sorted(ORDERS))]
    case = Case('orders', iso(FIRST + 5), copy.deepcopy(rules))
    places, ways, used = [], 1, set()
    for n in range(rng.randint(2, most + 2)):
        kind, *about = rng.choice(kinds)
        first = FIRST + (about.pop() if isinstance(about[-1], int) else 0)
        text, days = written(rng, first, first + 11, len(places), (1, 2, 4, 6, 8))
        known = len(places) == most or ways * len(days) > most_ways or text in used or rng.random() < 0.1
        text = iso(rng.randint(first, first + 11)) if known else text
        item, where = dated(kind, 'd%d' % n, about, text)
        if not known:
            places.append(Place(text, days, where and (len(case.items), where)))
            ways *= len(days)
            used.add(text)
        case.items.append(item)
    return (case, places) if places else None


def one(job):
    program, seed, _, on, keep, limit, most, ways, in_turn, in_order = job
    rng = random.Random(seed)
    for attempt in itertools.count():
        made = turns(rng, most, ways) if in_turn else orders(rng, most, ways) if in_order else unsettle(generate(seed * 1000 + attempt, True, on), rng, most, ways)
        if not made:
            continue
        case, places = made
        known = '2000-01-06' if on['known'] else None
        path = os.path.join(keep, 'unknown-%d.case' % seed)
        complaint = compare(program, case, places, path, known, limit)
        if complaint == '':
            continue   # nothing to compare: no way to choose, or a period without a day
        if complaint is None:
            os.unlink(path)
            return seed, None, {}
        path, places = shrink(program, case, places, keep, seed, known, limit, complaint)
        return seed, 'seed %d: %s\n  %s\n    %s' % (seed, path, complaint, open(path, encoding='utf-8').read().split('question')[0].replace('\n\n', '\n').rstrip().replace('\n', '\n    ')), {}


def shrink(program, case, places, keep, seed, known, limit, complaint):
    """A smaller case that goes wrong too: items left out one after the other."""
    path = os.path.join(keep, 'unknown-%d.case' % seed)
    small_path = os.path.join(keep, 'unknown-%d-small.case' % seed)
    small = True
    while small:
        small = False
        for n in range(len(case.items)):
            smaller = copy.deepcopy(case)
            del smaller.items[n]
            kept = []
            for p in places:
                if p.put and p.put[0] == n:
                    continue
                kept.append(Place(p.text, p.days, p.put and (p.put[0] - (p.put[0] > n), p.put[1])))
            terms = {t for i in smaller.items if isinstance(i, (Fact, Claim)) for t in i.lit[3] if isinstance(t, Date)}
            kept = [p for p in kept if p.put or p.text in terms]
            try:
                if not kept or check(smaller):
                    continue
                again = compare(program, smaller, kept, small_path, known, limit)
            except Exception:
                continue
            if again and again.split()[0] != 'exit':
                case, places, small, path = smaller, kept, True, small_path
                break
    compare(program, case, places, path, known, limit)
    return path, places


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'unknown', {}, options=[('dates', {'type': int, 'default': 3,
                  'help': 'the most dates with unknown days in periods'}),
                  ('ways', {'type': int, 'default': CHOICES, 'help': 'the most ways to choose the days of one case; more than %d: '
                            'wider dates' % CHOICES}),
                 ('turns', {'action': 'store_true', 'help': 'cases made only of facts, claims, rules and acts that each begin something'}),
                 ('orders', {'action': 'store_true', 'help': 'cases in which only the order of days matters'})]))
