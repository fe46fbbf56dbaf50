#!/usr/bin/env python3
"""What is said of a stretch of time, day by day: random cases with unknown days (S3.6), open and unknown ends among them.

days.py --arguendo build/arguendo --count 1000 --seed 1 --jobs 2

`timeline` as JSON, as text and as a picture, and `status` of a stretch as JSON and as text, must say of each day what `status --on`
says of that day alone, which says on whose word it rests as `why` does, and list the days on which that changes, and no others.
"""
import itertools
import json
import os
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

from compare import squeeze
from generate import DAYS, FIRST, generate
from many import many
from theory import HI, LO, Act, Fact, day_of, iso, to_text
from unknown import date_terms, dated_places, put, turns, unsettle

LIMIT = 60
LONG = 1   # seconds: a case that takes longer at first is left out
ALONE = 2   # so many answers of a case are also asked for alone, as text, for each day
GLYPHS = {'established': '█', 'either_way': '▓', 'arguable': '░', 'defeated': '─', 'excluded': '─', 'unknown': '·', 'depends': '?',
          'unsupported': ' '}
CLASSES = {'established': 'established', 'either_way': 'either', 'arguable': 'arguable', 'defeated': 'defeated', 'excluded': 'defeated',
           'unknown': 'unknown', 'depends': 'depends', 'unsupported': None}


class Wrong(Exception):
    """What is wrong with what was said."""


def open_date(rng, used):
    """A date with an open end, an unknown one, unspecified digits, or a gap."""
    a, b = sorted(rng.sample(range(FIRST, FIRST + DAYS), 2))
    text = rng.choice(('[..%s]', '[%s..]', '%s/', '[%s,%s..]', '2000-01-XX', '2000-01-0X', '2000-XX-XX', '[2000-01,2000-03]', '200X-01-0%d'))
    text = text % ((iso(a), iso(b)) if text.count('%s') == 2 else iso(a) if '%s' in text else rng.randint(1, 9)) if '%' in text else text
    return None if text in used else text


def with_open_dates(case, rng):
    """Puts some such dates into the case."""
    used = set()
    places = dated_places(case)
    for place in rng.sample(places, min(len(places), rng.choice((0, 1, 1, 2)))):
        text = open_date(rng, used)
        n, field = place
        item = case.items[n]
        ends = getattr(getattr(item, 'period', None), 'kind', '') in ('until', 'from_until', 'from_through')
        if text and not (text.endswith('/') and not (ends and (field == 'b' or item.period.kind == 'until'))):
            used.add(text)
            put(case, place, text)
    return used


def run(program, args, limit=LIMIT):
    p = subprocess.run([program] + args, capture_output=True, timeout=limit)
    if p.returncode not in (0, 3) or not p.stdout:
        raise Wrong('%s: exit status %d\n%s' % (' '.join(args), p.returncode, p.stderr.decode(errors='replace')[-1500:]))
    return p.stdout.decode()


def say(period):
    """What a reader is told of a period (S5.4), and the statuses that occur."""
    if period['status'] != 'established' and period.get('against') == 'established':
        return 'excluded', ()
    return period['status'], tuple(period.get('statuses', ()))


def whole(period):
    """All that must be the same however it is asked for: of the dates that decide, how many."""
    said = {k: v for k, v in period.items() if k not in ('from', 'until', 'depends_on_dates')}
    return json.dumps(said, sort_keys=True), len(period.get('depends_on_dates', ()))


def words(said, period=None):
    """As text has it, without the dates."""
    phrase = lambda s: s.replace('_', ' ')
    if said[0] == 'depends':
        parts = [phrase(s) for s in said[1]]
        return ', '.join(parts[:-1]) + ' or ' + parts[-1]
    return 'ended' if period and period.get('ended') and said[0] in ('defeated', 'unsupported') else phrase(said[0])


def bounds(period):
    return LO if period['from'] is None else day_of(period['from']), HI if period['until'] is None else day_of(period['until'])


def at(periods, day):
    found = [p for p in periods if bounds(p)[0] <= day < bounds(p)[1]]
    if len(found) != 1:
        raise Wrong('%d periods have %s' % (len(found), iso(day)))
    return found[0]


def by_key(rows):
    return {(r['question'], r['literal'], r['for']): r['periods'] for r in rows}


def unwrapped(text, indent):
    """The lines, with what goes on in a line indented by so much put at the end of the line before."""
    out = []
    for line in text.split('\n'):
        own = len(line) - len(line.lstrip())
        if out and line.strip() and own >= indent:
            out[-1] += ' ' + line.strip()
        else:
            out.append(line)
    return out


# ---- each form of answer against single days: {key: {day: period}}

def check_stretch(single, days, answers, known):
    """`status --on A/B` as JSON."""
    for key, periods in by_key(answers).items():
        for day in days:
            if whole(at(periods, day)) != whole(single[key][day]):
                raise Wrong('%s on %s: stretch %s, day %s' % (key, iso(day), at(periods, day), single[key][day]))
        lo, hi = days[0], days[-1]
        if any(bounds(p)[1] <= lo or bounds(p)[0] > hi for p in periods):
            raise Wrong('%s: a period outside the stretch' % (key,))


def check_changes(single, days, shown):
    """The list of changes: of each row on each day that differs from the day before it."""
    said = {(c['literal'], c['for'], day_of(c['on'])): (c['before'], c['after']) for c in shown['changes']}
    for key in by_key(shown['rows']):
        for before, day in zip(days, days[1:]):
            x, y = single[key][before], single[key][day]
            differ = any(x.get(k) != y.get(k) for k in ('status', 'statuses', 'ended')) or say(x) != say(y)
            got = said.get((key[1], key[2], day))
            if day != before + 1:
                continue
            if differ != bool(got) or (got and got != (x['status'], y['status'])):
                raise Wrong('%s on %s: %s before, then %s; timeline: %s' % (key, iso(day), say(x), say(y), got))


def title_days(title):
    """The days that a bar's title names, and what it says of them."""
    m = re.match(r'(?:(always)|before (\S+)|from (\S+)(?: to (\S+))?) (.*)$', title, re.S)
    always, before, first, last, rest = m.groups()
    return (LO if always or before else day_of(first)), (HI if always or (first and not last) else day_of(before) if before
                                                        else day_of(last) + 1), rest


def check_picture(single, days, svg, rows):
    """Bars and the description: each row's bars, in order, must be those of its periods."""
    tree = ElementTree.fromstring(svg)
    space = '{http://www.w3.org/2000/svg}'
    bars = []   # [(y, class, title)]
    for rect in tree.iter(space + 'rect'):
        title = rect.find(space + 'title')
        if title is not None and rect.get('class') != 'force':
            bars.append((round(float(rect.get('y')) + float(rect.get('height')) / 2), rect.get('class'), title.text))
    lines = [list(g) for _, g in itertools.groupby(bars, key=lambda b: b[0])]
    drawn = [key for key, periods in rows.items() if any(say(p)[0] != 'unsupported' for p in periods)]
    if len(lines) != len(drawn):
        raise Wrong('%d rows of bars, not %d' % (len(lines), len(drawn)))
    for key, line in zip(drawn, lines):
        for day in days:
            here = [(c, rest) for c, (lo, hi, rest) in ((c, title_days(t)) for _, c, t in line) if lo <= day < hi]
            said = say(single[key][day])
            want = CLASSES[said[0]]
            if [c for c, _ in here] != [want] * bool(want):
                raise Wrong('%s on %s: bars %s, not %s' % (key, iso(day), here, want))
            told = words(said, single[key][day])
            if want and not re.match(re.escape(told) + '($|,)', here[0][1]):
                raise Wrong('%s on %s: a bar says %s, not %s' % (key, iso(day), here[0][1], told))


def check_bars(text, rows):
    """The bars of the text: no glyph stands in a row out of its order; all do where no place is shared."""
    drawn = [periods for periods in rows.values() if any(say(p)[0] != 'unsupported' for p in periods)]
    before = re.split(r'\n\n  [█▓░─·?▒╳→←═] |\nWhat changed|\nRules in force', text)[0]   # a legend, or what follows it
    bars = [line[28:] for line in before.split('\n')
            if len(line) > 28 and line[26:28] == '  ' and re.search('[█▓░─·?▒╳→←]', line[28:])]
    if len(bars) != len(drawn):
        raise Wrong('%d rows of text, not %d' % (len(bars), len(drawn)))
    for bar, periods in zip(bars, drawn):
        want = [g for g, _ in itertools.groupby(GLYPHS[say(p)[0]] for p in periods)]
        got = [g for g, _ in itertools.groupby(g for g in bar if g not in '→←╳')]
        if '▒' not in bar:
            while want and want[-1] == ' ':
                want.pop()
            if want != got:
                raise Wrong('a row of %s, not of %s' % (bar, ''.join(want)))


def told(single, changes):
    """Those changes of which a reader sees something: not from one status to another where both times it is excluded."""
    by_row = {key[1:]: periods for key, periods in single.items()}
    for c in changes:
        day, row = day_of(c['on']), by_row[c['literal'], c['for']]
        if words(say(row[day - 1]), row[day - 1]) != words(say(row[day]), row[day]):
            yield c


def check_text_changes(text, changes):
    """What the text says changed, as far as it lists it."""
    if '\nWhat changed, and when\n' not in text or 'more; --format json' in text:
        return
    part = text.split('\nWhat changed, and when\n')[1].split('\n\n')[0]
    day, said = None, []
    for line in part.split('\n'):
        if re.match(r'\d{4}-\d\d-\d\d$', line):
            day = line
        elif re.match(r'  \S', line):
            said.append([day, line.strip()])
        elif re.match(r'    \S', line):
            said[-1][1] += ' ' + line.strip()
    said = sorted((d, squeeze(m.group(1)), v) for d, s in said for m in [re.match(r'(.*), for ([^:]*): (.*) → (.*)$', s)]
                  for v in re.split(', | and ', m.group(2)))
    want = sorted((c['on'], squeeze(c['literal']), c['for']) for c in changes)
    if said != want:
        raise Wrong('the text lists changes %s, not %s' % ([s for s in said if s not in want], [w for w in want if w not in said]))


def stretch_text(text):
    """{(literal, view): [(from, until, words)]} of what changes, by `status --on A/B` of several views."""
    out, key = {}, None
    for line in unwrapped(text, 6):
        head = re.match(r'  (\S.*?)(?:, for (\S+))?$', line)
        period = re.match(r'    (?:before (\S+)|from (\S+?)(?: (on)|(, that day)| until (\S+))): (.*)$', line)
        if period:
            before, first, on, that, until, rest = period.groups()
            lo = LO if before else day_of(first)
            out.setdefault(key, []).append((lo, day_of(before) if before else HI if on else lo + 1 if that else day_of(until), rest))
        elif head:
            key = squeeze(head.group(1)), head.group(2) or 'all'
    return out


def check_stretch_text(single, days, text, keys):
    histories = stretch_text(text)
    for key in keys:
        mine = [single[key][d] for d in days]
        said = [(words(say(p), p), say(p)[0] == 'depends' and p['depends_on_dates']) for p in mine]
        rows = histories.get((squeeze(key[1]), key[2]))
        if rows is None:
            continue
        for day, period in zip(days, mine):
            here = [rest for lo, hi, rest in rows if lo <= day < hi]
            want = words(say(period), period)
            if len(here) != 1 or not re.match(re.escape(want) + '($|,)', here[0]):
                raise Wrong('%s on %s: the stretch says %s, the day %s' % (key, iso(day), here, want))
            if say(period)[0] == 'depends' and sorted(re.findall(r'(?:depending on |, | and )(\S+) \(', here[0])) != sorted(period['depends_on_dates']):
                raise Wrong('%s on %s: the stretch says %s, the day %s' % (key, iso(day), here, period['depends_on_dates']))
        if all(s == said[0] for s in said):
            raise Wrong('%s: the stretch gives a history of what does not change' % (key,))


def check_alone(program, path, more, key, day, period):
    """`status LITERAL --on D` as text: found in another way than the rest."""
    text = run(program, ['status', path, key[1], '--for', key[2], '--on', iso(day)] + more)
    lines = unwrapped(text, 6)
    rows = [n for n, l in enumerate(lines) if re.match(r'  \S', l)]
    said = lines[rows[0]][2:].rstrip()[len(key[1]):].strip() if rows else ''
    known, depends = say(period), [l.strip() for l in lines if l.startswith('    ') and not l.strip().startswith('*')]
    if known[0] == 'depends':
        good = said == 'depends' and depends and depends[0].startswith(words(known) + ', depending on ')
        if good:
            dates = re.findall(r'(?:depending on |, | and )(\S+) \(', depends[0])
            good = len(dates) == len(period['depends_on_dates'])
    else:
        good = said == words(known, period) and not depends
    if not good and 'unknown' not in (said, known[0]):
        raise Wrong('%s on %s alone: %s %s; beside other days %s' % (key, iso(day), said, depends, period))


def check_rests(program, path, more, key, day, period):
    """On whose word it rests, and whether anybody answers it: as the explanation shows it."""
    told = json.loads(run(program, ['why', path, key[1], '--for', key[2], '--on', iso(day), '--format', 'json'] + more))
    for member in ('rests_on', 'unanswered'):
        if told[member] != period[member]:
            raise Wrong('%s on %s: why says %s %s, day %s' % (key, iso(day), member, told[member], period))


def compare(program, case, path, rng, known):
    """Counts; raises what is wrong. None where the case has no answers, or only after long."""
    text = to_text(case).replace('\n  as of ', '\n  margin approximate 1 day, uncertain 2 days\n  as of ', 1)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    more = ['--known-by', known] if known else []
    if subprocess.run([program, 'check', path] + more, capture_output=True, timeout=LIMIT).returncode == 1:
        return None
    try:
        shown = json.loads(run(program, ['timeline', path, '--format', 'json'] + more, LONG))
    except subprocess.TimeoutExpired:
        return None
    rows = by_key(shown['rows'])
    cuts = {d for periods in rows.values() for p in periods for d in bounds(p)} - {LO, HI}
    a, b = sorted(rng.sample(range(FIRST - 2, FIRST + DAYS + 2), 2))
    days = sorted({a, b, *(d + n for d in cuts | {FIRST + 5} for n in (-1, 0)), FIRST - 9000, FIRST + 9000})
    single = {key: {} for key in rows}
    for day in days:
        for key, periods in by_key(json.loads(run(program, ['status', path, '--on', iso(day), '--format', 'json'] + more))['answers']).items():
            if key in single:
                if len(periods) != 1:
                    raise Wrong('%s on %s: %d periods' % (key, iso(day), len(periods)))
                single[key][day] = periods[0]
    for key, periods in rows.items():
        for day in days:
            if whole(at(periods, day)) != whole(single[key][day]):
                raise Wrong('%s on %s: timeline %s, day %s' % (key, iso(day), at(periods, day), single[key][day]))
    check_changes(single, days, shown)
    text = run(program, ['timeline', path] + more)
    check_bars(text, rows)
    check_text_changes(text, told(single, shown['changes']))
    check_picture(single, days, run(program, ['timeline', path, '--format', 'svg'] + more), rows)
    part = [d for d in days if a <= d <= b]
    stretch = ['--on', '%s/%s' % (iso(a), iso(b))] + more
    answers = [r for r in json.loads(run(program, ['status', path, '--format', 'json'] + stretch))['answers']
               if (r['question'], r['literal'], r['for']) in single]
    check_stretch(single, part, answers, known)
    check_stretch_text(single, part, run(program, ['status', path] + stretch), [k for k in single])
    cut = json.loads(run(program, ['timeline', path, '--format', 'json'] + stretch))
    if cut['changes'] != [c for c in shown['changes'] if iso(a) <= c['on'] <= iso(b)]:
        raise Wrong('%s/%s: changes %s' % (iso(a), iso(b), cut['changes']))
    uncertain = [k for k in single if k[2] != 'common' and not k[1].removeprefix('not ').startswith('preferred(') and
                 any(say(p)[0] == 'depends' for p in single[k].values())]
    for key in rng.sample(uncertain, min(len(uncertain), ALONE)):
        for day in days:
            check_alone(program, path, more, key, day, single[key][day])
    stands = [(k, d) for k in single for d in days if single[k][d]['status'] == 'established' and k[2] != 'common']
    for key, day in rng.sample(stands, min(len(stands), ALONE)):
        check_rests(program, path, more, key, day, single[key][day])
    return {'depending': len(uncertain), 'answers': len(single), 'changes': len(shown['changes']),
            'resting': sum(bool(p['rests_on']) for k, d in stands for p in [single[k][d]])}


def one(job):
    program, seed, _, on, keep, _, in_turn = job
    rng = random.Random(seed)
    path = os.path.join(keep, 'days-%d.case' % seed)
    for attempt in itertools.count():
        made = turns(rng, 3, 100) if in_turn else unsettle(generate(seed * 1000 + attempt, True, on), rng, 3, 200)
        if not made:
            continue
        case, _ = made
        with_open_dates(case, rng)
        known = '2000-01-06' if on['known'] and rng.random() < 0.5 else None
        try:
            counts = compare(program, case, path, rng, known)
        except Wrong as wrong:
            return seed, 'seed %d: %s%s\n  %s' % (seed, path, ' --known-by ' + known if known else '', wrong), {}
        if counts is None:
            continue
        os.unlink(path)
        return seed, None, counts


if __name__ == '__main__':
    sys.exit(many(__doc__, one, 'days', {'depending': 0.5, 'changes': 1, 'resting': 1}, options=[
        ('turns', {'action': 'store_true', 'help': 'cases made only of facts that each begin something, by which another ends'})]))
