"""Plain data for a case, and a printer to the case language.

Terms        identifiers are str, numbers are int or Fraction, dates are Date, variables are Var.
Literals     ('lit', negated, predicate, args)
             ('begins', negated, literal)     `begins a`, `not begins a`; the inner literal may be `not p`
             ('ends', literal)
             ('disapplies', name, ((variable, term), ...))
Conditions   ('is', literal)                  a body literal
             ('cmp', op, left, right)         sides are terms or ('+' | '-' | '*' | '/', side, side)
             ('once', literal)
             ('within', literal, n, unit)     `once a within n unit`; unit is days, weeks, months or years
             ('onday', literal, date)         `a on D`; the date may be a variable
             ('onday', literal, date, how)    `once a on D`, `once a within n unit on D`: how is ('once',) or ('within', n, unit)
             ('any', (members...))            a member is a tuple of conditions (joined by `and`)
             ('atleast', n, (members...))
"""
import calendar
import datetime
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import List, Optional, Tuple

LO = -10 ** 9          # "unbounded" as a day, below
HI = 10 ** 9           # and above


class Var(str):
    """A variable."""
    __slots__ = ()


class Date(str):
    """A day, a month or a year as a term: `2000-01-05`, `2000-01`, `2000`."""
    __slots__ = ()


class Via(list):
    """A group of sources: the first reports the second, and so on."""


def lit(pred, *args, neg=False):
    return ('lit', neg, pred, tuple(args))


def neg(literal):
    return ('lit', not literal[1]) + literal[2:]


# ---------------------------------------------------------------- dates

def span(date):
    """First day and day after the last day of a date of day, month or year precision."""
    parts = [int(x) for x in date.split('-')]
    if len(parts) == 3:
        day = datetime.date(*parts).toordinal()
        return day, day + 1
    if len(parts) == 2:
        first = datetime.date(parts[0], parts[1], 1).toordinal()
        return first, first + calendar.monthrange(parts[0], parts[1])[1]
    return datetime.date(parts[0], 1, 1).toordinal(), datetime.date(parts[0] + 1, 1, 1).toordinal()


def iso(day):
    return None if day in (LO, HI) else datetime.date.fromordinal(day).isoformat()


def day_of(text):
    return datetime.date.fromisoformat(text).toordinal()


@dataclass(frozen=True)
class Period:
    kind: str                      # on, from, until, until_from, through, during, during_range, begins
    a: str
    b: Optional[str] = None

    def bounds(self):
        """[first day, day after the last)"""
        lo, hi = span(self.a)
        if self.kind in ('on', 'during', 'begins'):
            return lo, hi
        if self.kind == 'from':
            return lo, HI
        if self.kind == 'until':
            return LO, lo
        if self.kind == 'from_until':
            return lo, span(self.b)[0]
        if self.kind in ('from_through', 'during_range'):
            return lo, span(self.b)[1]
        raise ValueError(self.kind)

    def text(self):
        return {'on': 'on {0}', 'during': 'during {0}', 'begins': 'begins {0}', 'from': 'from {0}', 'until': 'until {0}',
                'from_until': 'from {0} until {1}', 'from_through': 'from {0} through {1}',
                'during_range': 'during {0}/{1}'}[self.kind].format(self.a, self.b)


# ---------------------------------------------------------------- items

@dataclass
class Source:
    name: str
    rank: Optional[str] = None
    dated: Optional[str] = None
    author: Optional[str] = None
    kind: Optional[str] = None


@dataclass
class Order:
    name: str
    ranks: List[str]                           # lowest first
    default: Optional[str] = None
    doubt_below: Optional[str] = None
    settled_from: Optional[str] = None


@dataclass
class Position:
    name: str
    accepts: List[str] = field(default_factory=list)
    denies: List[str] = field(default_factory=list)


@dataclass
class Predicate:
    name: str
    vars: Tuple[str, ...] = ()
    one: Optional[str] = None                  # a variable of vars
    whilst: tuple = ()                         # conditions over vars: 'is', 'once' and 'cmp'
    once: bool = False                         # happens once


@dataclass
class Fact:
    name: str
    lit: tuple
    period: Optional[Period] = None


@dataclass
class Claim:
    name: str
    lit: tuple
    by: List[str] = field(default_factory=list)
    per: List[List[str]] = field(default_factory=list)     # alternatives, each a list of sources needed together
    rank: Optional[str] = None
    period: Optional[Period] = None


@dataclass
class Rule:
    name: str
    heads: List[tuple]
    body: List[tuple] = field(default_factory=list)
    unless: List[List[tuple]] = field(default_factory=list)
    by: List[str] = field(default_factory=list)
    per: List[List[str]] = field(default_factory=list)
    rank: Optional[str] = None
    always: bool = False
    force_from: Optional[str] = None
    force_until: Optional[str] = None
    annulled: Optional[str] = None


@dataclass
class Act:
    name: str
    on: str
    heads: List[tuple]
    effective: Optional[str] = None
    per: List[List[str]] = field(default_factory=list)
    of: Optional[str] = None


@dataclass
class Prefer:
    name: Optional[str]
    over: str                                  # the item preferred
    under: str                                 # the item it is preferred to
    by: List[str] = field(default_factory=list)
    per: List[List[str]] = field(default_factory=list)     # as of a claim; only with `by`


@dataclass
class Conflict:
    a: tuple
    b: tuple
    where: List[tuple] = field(default_factory=list)       # ('cmp', ...)


@dataclass
class Case:
    title: str
    as_of: Optional[str] = None
    items: list = field(default_factory=list)

    def of(self, *kinds):
        return [i for i in self.items if isinstance(i, kinds)]


# ---------------------------------------------------------------- printer

def term_text(t):
    if isinstance(t, tuple):
        return '%s %s %s' % (side_text(t[1], t[0]), t[0], side_text(t[2], t[0]))
    if isinstance(t, Date) and len(t) == 4:
        return 'year ' + t
    if isinstance(t, Fraction) and t.denominator != 1:
        return ('%f' % float(t)).rstrip('0')
    return str(t)


def side_text(t, op):
    text = term_text(t)
    return '(%s)' % text if isinstance(t, tuple) else text


def lit_text(l):
    if l[0] == 'begins':
        return ('not ' if l[1] else '') + 'begins ' + lit_text(l[2])
    if l[0] == 'ends':
        return 'ends ' + lit_text(l[1])
    if l[0] == 'disapplies':
        where = ', '.join('%s = %s' % (v, term_text(t)) for v, t in l[2])
        return 'disapplies ' + l[1] + (' where ' + where if where else '')
    args = '(%s)' % ', '.join(term_text(t) for t in l[3]) if l[3] else ''
    return ('not ' if l[1] else '') + l[2] + args


def cond_text(c):
    if c[0] == 'is':
        return lit_text(c[1])
    if c[0] == 'cmp':
        return '%s %s %s' % (term_text(c[2]), c[1], term_text(c[3]))
    if c[0] == 'once':
        return 'once ' + lit_text(c[1])
    if c[0] == 'within':
        return 'once %s within %d %s' % (lit_text(c[1]), c[2], c[3])
    if c[0] == 'onday':
        return '%s on %s' % (cond_text(c[3][:1] + (c[1],) + c[3][1:]) if len(c) > 3 else lit_text(c[1]), c[2])
    members = ', '.join(conj_text(m) for m in c[-1])
    return 'any of (%s)' % members if c[0] == 'any' else 'at least %d of (%s)' % (c[1], members)


def conj_text(conds):
    return ' and '.join(cond_text(c) for c in conds)


def per_text(per):
    return 'per ' + ', '.join((' via ' if isinstance(group, Via) else ' and ').join(group) for group in per)


def item_text(i):
    if isinstance(i, Source):
        clauses = [(k, getattr(i, k)) for k in ('dated', 'rank', 'author', 'kind')]
        return 'source %s "%s"%s' % (i.name, i.name.upper(), ''.join('  %s %s' % (k, v) for k, v in clauses if v))
    if isinstance(i, Order):
        out = 'order %s: %s' % (i.name, ' < '.join(i.ranks))
        opts = [k + ' ' + v for k, v in (('default', i.default), ('doubt below', i.doubt_below),
                                         ('settled from', i.settled_from)) if v]
        return out + ('\n  ' + '  '.join(opts) if opts else '')
    if isinstance(i, Position):
        out = 'position %s "%s"' % (i.name, i.name.upper())
        for word, names in (('accepts', i.accepts), ('denies', i.denies)):
            if names:
                out += '\n  %s %s' % (word, ', '.join(names))
        return out
    if isinstance(i, Predicate):
        out = 'predicate ' + i.name + ('(%s)' % ', '.join(i.vars) if i.vars else '')
        return out + (' one ' + i.one if i.one else '') + (' while ' + conj_text(i.whilst) if i.whilst else '') \
            + (' happens once' if i.once else '')
    if isinstance(i, Fact):
        return 'fact %s: %s%s' % (i.name, lit_text(i.lit), ' ' + i.period.text() if i.period else '')
    if isinstance(i, Claim):
        clauses = []
        if i.by:
            clauses.append('by ' + ', '.join(i.by))
        if i.per:
            clauses.append(per_text(i.per))
        if i.rank:
            clauses.append('rank ' + i.rank)
        if i.period:
            clauses.append(i.period.text())
        return '\n  '.join(['claim %s: %s' % (i.name, lit_text(i.lit))] + clauses)
    if isinstance(i, Rule):
        out = [('always rule ' if i.always else 'rule ') + i.name]
        if i.by:
            out.append('by ' + ', '.join(i.by))
        if i.per:
            out.append(per_text(i.per))
        if i.rank:
            out.append('rank ' + i.rank)
        force = ([' from ' + i.force_from] if i.force_from else []) + ([' until ' + i.force_until] if i.force_until else [])
        if force:
            out.append('in force' + ''.join(force))
        if i.annulled:
            out.append('annulled on ' + i.annulled)
        if i.body:
            out.append('if ' + conj_text(i.body))
        for u in i.unless:
            out.append('unless ' + conj_text(u))
        out.append('then ' + ' and '.join(lit_text(h) for h in i.heads))
        return '\n  '.join(out)
    if isinstance(i, Act):
        clauses = ['act %s "%s"' % (i.name, i.name.upper()), ('of %s  ' % i.of if i.of else '') + 'on ' + i.on]
        clauses += ['effective %s' % i.effective] * bool(i.effective) + [per_text(i.per)] * bool(i.per)
        return '\n  '.join(clauses + ['then ' + ' and '.join(lit_text(h) for h in i.heads)] * bool(i.heads))
    if isinstance(i, Prefer):
        return 'prefer %s%s over %s%s%s' % (i.name + ': ' if i.name else '', i.over, i.under,
                                            ' by ' + ', '.join(i.by) if i.by else '', ' ' + per_text(i.per) if i.per else '')
    if isinstance(i, Conflict):
        return 'conflict %s and %s%s' % (lit_text(i.a), lit_text(i.b), ' where ' + conj_text(i.where) if i.where else '')
    raise TypeError(i)


def literals_of(case):
    """Every literal written in a case (not the ones inside `begins`, `ends`: those are given as such)."""
    def of_conds(conds):
        for c in conds:
            if c[0] in ('is', 'once', 'within', 'onday'):
                yield c[1]
            elif c[0] in ('any', 'atleast'):
                for m in c[-1]:
                    yield from of_conds(m)
    for i in case.items:
        if isinstance(i, (Fact, Claim)):
            yield i.lit
        elif isinstance(i, Act):
            yield from i.heads
        elif isinstance(i, Rule):
            yield from i.heads
            yield from of_conds(i.body)
            for u in i.unless:
                yield from of_conds(u)
        elif isinstance(i, Conflict):
            yield i.a
            yield i.b
        elif isinstance(i, Predicate):
            yield from of_conds(i.whilst)


def predicates_of(case):
    """{predicate: arity} in order of appearance."""
    out = {}
    for l in literals_of(case):
        while l[0] in ('begins', 'ends'):
            l = l[-1]
        if l[0] == 'lit':
            out[l[2]] = len(l[3])
    if any(isinstance(i, Prefer) and i.by for i in case.items):
        out['preferred'] = 2
    if case.of(Act):
        out['act'] = 1
    return out


VARS = [Var(x) for x in ('X', 'Y', 'Z', 'W')]


def views_of(case):
    return ['all', 'common'] + [p.name for p in case.of(Position)]


def to_text(case, questions=True):
    out = ['case "%s"' % case.title + ('\n  as of ' + case.as_of if case.as_of else '')]
    out += [item_text(i) for i in case.items]
    if questions:
        views = ', '.join(views_of(case))
        n = 0
        for pred, arity in predicates_of(case).items():
            for negated in (False, True):
                n += 1
                out.append('question ask%d "Question %d?"\n  %s\n  for %s'
                           % (n, n, lit_text(('lit', negated, pred, tuple(VARS[:arity]))), views))
    return '\n\n'.join(out) + '\n'


# ---------------------------------------------------------------- shrinking

def without(case, index):
    """The case less one item and everything that names it; None where nothing sensible remains."""
    gone = case.items[index]
    name = getattr(gone, 'name', None)
    items = []
    for k, i in enumerate(case.items):
        if k == index:
            continue
        if isinstance(gone, (Fact, Claim, Rule, Prefer, Act)) and name:
            if isinstance(i, Position):
                i = replace(i, accepts=[x for x in i.accepts if x != name], denies=[x for x in i.denies if x != name])
            elif isinstance(i, Prefer) and name in (i.over, i.under):
                continue
            elif isinstance(i, Rule):
                heads = [h for h in i.heads if not (h[0] == 'disapplies' and h[1] == name)
                         and not (h[0] == 'lit' and h[2] in ('preferred', 'void') and name in h[3])]
                if not heads:
                    continue
                i = replace(i, heads=heads)
            elif isinstance(i, (Fact, Claim)) and i.lit[2] in ('preferred', 'void') and name in i.lit[3]:
                continue
        elif isinstance(gone, Position) and isinstance(i, (Claim, Rule, Prefer)) and i.by:
            i = replace(i, by=[x for x in i.by if x != name])
        elif isinstance(gone, Source) and isinstance(i, (Claim, Rule, Prefer, Act)) and i.per:
            i = replace(i, per=[g for g in ([x for x in g if x != name] for g in i.per) if g])
        elif isinstance(gone, Order):
            if isinstance(i, (Claim, Rule, Source)) and i.rank in gone.ranks:
                i = replace(i, rank=None)
        items.append(i)
    return replace(case, items=items)


def smaller(c):
    """What may stand for a condition, as lists of conditions: simpler ones."""
    out = []
    if c[0] in ('any', 'atleast'):
        out += [list(m) for m in c[-1]]
        if len(c[-1]) > 1:
            out += [[c[:-1] + (c[-1][:j] + c[-1][j + 1:],)] for j in range(len(c[-1]))]
        for j, m in enumerate(c[-1]):
            less = [m[:k] + m[k + 1:] for k in range(len(m)) if len(m) > 1]
            less += [m[:k] + tuple(b) + m[k + 1:] for k in range(len(m)) for b in smaller(m[k])]
            out += [[c[:-1] + (c[-1][:j] + (x,) + c[-1][j + 1:],)] for x in less]
    elif c[0] in ('once', 'within', 'onday'):
        out.append([('is', c[1])])
    return out


def simpler(case):
    """Cases one small step simpler: an item less, then a part of an item less."""
    for k in reversed(range(len(case.items))):
        yield without(case, k)
    for k, i in enumerate(case.items):
        variants = []
        if isinstance(i, (Rule, Act)):
            if len(i.heads) > 1:
                variants += [replace(i, heads=i.heads[:j] + i.heads[j + 1:]) for j in range(len(i.heads))]
        if isinstance(i, Rule):
            variants += [replace(i, unless=i.unless[:j] + i.unless[j + 1:]) for j in range(len(i.unless))]
            body = list(i.body)
            variants += [replace(i, body=body[:j] + body[j + 1:]) for j in range(len(body))]
            variants += [replace(i, body=body[:j] + b + body[j + 1:]) for j in range(len(body)) for b in smaller(body[j])]
            variants += [replace(i, unless=i.unless[:j] + [u[:m] + b + u[m + 1:]] + i.unless[j + 1:])
                         for j, u in enumerate(i.unless) for m in range(len(u)) for b in smaller(u[m])]
            for j, u in enumerate(i.unless):
                if len(u) > 1:
                    variants += [replace(i, unless=i.unless[:j] + [u[:m] + u[m + 1:]] + i.unless[j + 1:])
                                 for m in range(len(u))]
            if i.always:
                variants.append(replace(i, always=False))
            variants += [replace(i, **{f: None}) for f in ('rank', 'force_from', 'force_until', 'annulled') if getattr(i, f)]
        if isinstance(i, (Fact, Claim)) and i.period:
            variants.append(replace(i, period=None))
        if isinstance(i, Claim):
            variants += [replace(i, per=i.per[:j] + i.per[j + 1:]) for j in range(len(i.per))]
            if i.rank:
                variants.append(replace(i, rank=None))
        if isinstance(i, (Claim, Rule)) and i.by:
            variants.append(replace(i, by=[]))
        if isinstance(i, (Rule, Prefer, Act)) and i.per:
            variants.append(replace(i, per=[]))
        if isinstance(i, Act):
            variants += [replace(i, **{f: None}) for f in ('effective', 'of') if getattr(i, f)]
        if isinstance(i, Position):
            variants += [replace(i, accepts=[x for x in i.accepts if x != n]) for n in i.accepts]
            variants += [replace(i, denies=[x for x in i.denies if x != n]) for n in i.denies]
        if isinstance(i, Order):
            variants += [replace(i, **{f: None}) for f in ('default', 'doubt_below', 'settled_from') if getattr(i, f)]
        if isinstance(i, Conflict) and i.where:
            variants.append(replace(i, where=[]))
        if isinstance(i, Predicate):
            variants += [replace(i, **{f: d}) for f, d in (('one', None), ('whilst', ()), ('once', False)) if getattr(i, f)]
            if len(i.whilst) > 1:
                variants += [replace(i, whilst=i.whilst[:j] + i.whilst[j + 1:]) for j in range(len(i.whilst))]
        for v in variants:
            yield replace(case, items=case.items[:k] + [v] + case.items[k + 1:])
