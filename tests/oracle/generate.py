#!/usr/bin/env python3
"""Random small cases, valid and dense: `generate.py SEED` prints one, `generate.py --stats N` what N of them come to."""
import argparse
import random
import sys
from fractions import Fraction

from evaluate import CaseError, View, check
from theory import (Act, Case, Claim, Conflict, Date, Fact, Order, Period, Position, Predicate, Prefer, Rule, Source, Var, Via,
                    iso, lit, span, to_text, views_of)

ON = ('sources', 'ranks', 'positions', 'denials', 'variables', 'numbers', 'negation', 'rules', 'exceptions', 'local', 'begins',
      'ends', 'norms', 'disapplies', 'ask_begins', 'always', 'force', 'prefer', 'conflicts', 'discredited', 'coarse', 'runs')
OFF = ('one', 'while', 'happens_once', 'once', 'within', 'on_day', 'groups', 'nested', 'argued', 'acts', 'known', 'date_terms', 'built_in',
       'while_more', 'prefer_per')
FIRST = span('2000-01-01')[0]
DAYS = 12
RANKS = ('low', 'mid', 'high')


def flags(extra=(), without=()):
    out = {f: True for f in ON}
    out.update({f: False for f in OFF})
    out.update({f: True for f in extra})
    out.update({f: False for f in without})
    unknown = set(out) - set(ON) - set(OFF)
    if unknown:
        raise ValueError('no such feature: ' + ', '.join(sorted(unknown)))
    return out


class Maker:
    def __init__(self, rng, dated, on):
        self.r, self.dated, self.on = rng, dated, on
        self.items, self.asserted = [], []

    def chance(self, p):
        return self.r.random() < p

    def pick(self, things):
        return self.r.choice(things)

    def some(self, things, most):
        return self.r.sample(things, min(len(things), self.r.randint(1, most)))

    # ---------------------------------------------------- the frame

    def case(self, title):
        r, on = self.r, self.on
        size = r.choice((4, 7, 10, 13, 16, 20))
        self.scales = []
        if on['ranks'] and self.chance(0.6):
            self.scales.append(Order('trust', list(RANKS[:r.randint(2, 3)])))
            if self.chance(0.15):
                self.scales.append(Order('weight', ['light', 'heavy']))
        for o in self.scales:
            if o is self.scales[0] and self.chance(0.5):
                o.default = self.pick(o.ranks)
            if self.chance(0.35):
                o.doubt_below = self.pick(o.ranks[1:])
            if self.chance(0.4):
                o.settled_from = self.pick(o.ranks)
        self.ranks = [x for o in self.scales for x in o.ranks]
        self.sources = [Source('s%d' % n, self.rank(0.6)) for n in range(1, r.randint(0, 4) + 1)] if on['sources'] else []
        for s in self.sources:
            if (on['known'] or on['built_in']) and self.chance(0.7):
                s.dated = self.day() if not on['coarse'] or on['on_day'] or self.chance(0.85) else self.pick(('2000-01', '2000-02', '1999', '2001'))
            if on['built_in'] and self.chance(0.5):
                s.author, s.kind = 'k1', self.pick(('k1', 'k2', None))
        self.positions = [Position('p' + x) for x in 'abc'[:r.choice((0, 1, 2, 2, 3))]] if on['positions'] else []
        self.constants = ['k%d' % n for n in range(1, r.randint(1, 3) + 1)]
        self.numbers = self.pick(([1, 2, 3], [1, 2, 3], [1, 2], [1], [Fraction(1, 2), 2, 3], [0, Fraction(3, 2), -1]))
        self.preds = [('q%d' % n, ()) for n in range(r.randint(1, 4))]
        if on['variables'] and self.chance(0.65):
            self.preds += [('u%d' % n, ('c',)) for n in range(r.randint(1, 2))]
            if self.chance(0.35):
                self.preds.append(('b0', ('c', 'c')))
            if on['numbers'] and self.chance(0.3):
                self.preds.append(('n0', self.pick((('n',), ('c', 'n')))))
            if on['date_terms'] and self.chance(0.6):
                self.preds.append(('t0', self.pick((('d',), ('c', 'd')))))
        self.kinds = dict(self.preds)
        self.named = [x.name for x in self.sources] + ['r%d' % n for n in range(3)] + ['c0', 'c1'] + ['a0', 'a1'] * on['acts']
        self.given = []                            # built-in facts that may be asked for
        if on['built_in']:
            self.given = self.some([('dated', ('i', 'd')), ('author', ('i', 'c')), ('kind', ('i', 'c')), ('asserts', ('p', 'i')),
                                    ('act', ('i',))], 3)
            self.kinds.update(self.given)
        decl = self.declared()
        n_assert = max(2, round(size * r.uniform(0.3, 0.6)))
        body = [self.assertion(n) for n in range(n_assert)]
        if on['rules']:
            body += [self.rule(n) for n in range(size - n_assert)]
        rules = [i for i in body if isinstance(i, Rule)]
        claims = [i for i in body if isinstance(i, Claim)]
        if on['acts'] and self.dated:
            for n in range(r.choice((0, 1, 1, 2))):
                act = self.act('a%d' % n)
                body.append(act)
                claims.append(act)
                if self.chance(0.5):
                    i = self.pick([i for i in body if isinstance(i, (Fact, Claim, Rule))])
                    l = lit('void', act.name, neg=self.chance(0.15))
                    if isinstance(i, Rule):
                        i.heads = [l]
                    else:
                        i.lit = l
        if on['disapplies'] and rules:
            self.disapply(rules, rules + claims)
        if on['conflicts']:
            body += [self.conflict() for _ in range(r.choice((0, 0, 1, 2)))]
        if on['prefer'] and len(rules + claims) > 1:
            done = set()
            for n in range(r.choice((0, 0, 1, 2, 3))):
                a, b = (i.name for i in r.sample(rules + claims, 2))
                if frozenset((a, b)) not in done:
                    done.add(frozenset((a, b)))
                    by = [self.pick(self.positions).name] if on['argued'] and self.positions and self.chance(0.5) else []
                    body.append(Prefer('w%d' % n if by or self.chance(0.3) else None, a, b, by))
                    if by and on['prefer_per'] and self.sources and self.chance(0.5):
                        body[-1].per = [[x.name] for x in self.some(self.sources, 2)]
                        body[-1].per += [[x.name for x in self.sources[:2]]] * (self.chance(0.2))
        if on['once'] and on['negation'] and claims and rules and self.chance(0.3):
            self.decide_afresh(body, claims, rules)
        if on['ends'] and on['runs'] and self.dated and self.chance(0.25):
            self.dismiss(body)
        if on['argued'] and on['built_in'] and on['variables'] and on['rules'] and self.chance(0.3):
            body.append(self.posterior())
        if on['argued'] and len(rules + claims) > 1:
            for i in rules:
                if self.chance(0.25):
                    a, b = r.sample(rules + claims, 2)
                    i.heads = i.heads + [lit('preferred', a.name, b.name)]
                if self.chance(0.15):
                    self.ask_preferred(i, rules + claims)
            for i in claims:
                if isinstance(i, Claim) and self.chance(0.2):
                    a, b = r.sample(rules + claims, 2)
                    i.lit = lit('preferred', a.name, b.name, neg=on['negation'] and self.chance(0.2))
        for p in self.positions:
            for i in rules + claims:
                own, by = p.name in getattr(i, 'by', ()), getattr(i, 'by', ())
                if on['denials'] and not own and self.chance(0.12):
                    p.denies.append(i.name)
                elif not own and by and self.chance(0.25):
                    p.accepts.append(i.name)
        r.shuffle(body)
        return Case(title, iso(FIRST + DAYS - 1), self.scales + self.sources + self.positions + decl + body)

    def declared(self):
        out = []
        for name, kinds in self.preds:
            p = Predicate(name, tuple('ABC'[:len(kinds)]))
            if self.on['one'] and kinds and self.chance(0.5):
                p.one = self.pick(p.vars)
            if self.on['while'] and self.chance(0.4):
                name2, kinds2 = self.pick(self.preds)
                args = []
                for k in kinds2:
                    mine = [Var(v) for v, k1 in zip(p.vars, kinds) if k1 == k]
                    args.append(self.pick(mine) if mine else self.constant(k))
                p.whilst = (('is', lit(name2, *args, neg=self.on['negation'] and self.chance(0.3))),)
                if self.on['while_more']:
                    p.whilst = self.more_conditions(p, kinds)
            if self.on['happens_once'] and self.chance(0.35):
                p.once = True
            if p.one or p.whilst or p.once:
                out.append(p)
        self.happening = {p.name for p in out if p.once}
        return out

    def more_conditions(self, p, kinds):
        """What a run needs: several conditions, comparisons among them."""
        out = list(p.whilst) if self.chance(0.8) else []
        name, kinds2 = self.pick(self.preds)
        if not kinds2 or self.chance(0.4):
            l = lit(name, *[self.constant(k) for k in kinds2], neg=self.on['negation'] and self.chance(0.3))
            out.append(('once' if self.on['once'] and self.chance(0.3) else 'is', l))
        pairs = [(Var(v), k) for v, k in zip(p.vars, kinds)]
        if pairs and self.chance(0.6):
            v, k = self.pick(pairs)
            out.append(('cmp', self.pick(('<', '>=', '!=') if k in 'nd' else ('!=', '=')), v, self.constant(k)))
        return tuple(out)

    def rank(self, p):
        return self.pick(self.ranks) if self.ranks and self.chance(p) else None

    def constant(self, kind):
        if kind == 'd':
            return Date(self.day())
        if kind == 'p' and self.positions:
            return self.pick(self.positions).name
        return self.pick({'c': self.constants, 'n': self.numbers, 'i': self.named, 'p': ['nobody']}[kind])

    def decide_afresh(self, body, claims, rules):
        """A dispute that one part of a component may decide one way and a later one another (S3.2)."""
        claim = self.pick([c for c in claims if isinstance(c, Claim)] or [None])
        if not claim or claim.lit[2] in self.happening:
            return
        contrary = Claim('c_contrary', ('lit', not claim.lit[1]) + claim.lit[2:], [], [], None,
                         self.period() if self.dated and self.chance(0.3) else None)
        if self.chance(0.7):
            claim.period = None
        body.append(contrary)
        claims.append(contrary)
        rule = self.pick(rules)
        rule.body = tuple(rule.body) + (('once', claim.lit), ('once', contrary.lit))

    def dismiss(self, body):
        """Something that begins for certain, or nearly, and is ended on a later day."""
        a = self.r.randint(0, DAYS - 2)
        l = self.literal(0.2)
        begun = Fact('f_begun', l, Period('begins', iso(FIRST + a))) if self.chance(0.6) else \
            Claim('c_begun', l, [], [], None, Period('begins', iso(FIRST + a)))
        body += [begun, Fact('f_dismissed', lit('e0'), Period('on', self.day(a + 1))),
                 Rule('r_ends', [('ends', l)], [('is', lit('e0'))], [[('is', self.literal(0.3))]] if self.chance(0.2) else [])]
        if self.chance(0.3):
            body.append(Fact('f_since', l, Period('from', self.day(a + 1))))

    def posterior(self):
        """That the later prevails, or the one of some author."""
        a, b, d, e, w = (Var(v) for v in 'ABDEW')
        conds = self.pick(((('is', lit('dated', a, d)), ('is', lit('dated', b, e)), ('cmp', '>', d, e)),
                           (('is', lit('dated', a, d)), ('is', lit('author', b, w)), ('cmp', '!=', a, b)),
                           (('is', lit('author', a, w)), ('is', lit('author', b, w)))))
        self.kinds.setdefault('dated', ('i', 'd'))
        return Rule('r_posterior', [lit('preferred', a, b, neg=self.chance(0.1))], list(conds), [], [], [], self.rank(0.2), self.chance(0.1))

    def ask_preferred(self, rule, items):
        """A condition or an exception about what is preferred to what."""
        a, b = (Var(v) if self.on['variables'] and self.chance(0.4) else i.name for v, i in zip('PQ', self.r.sample(items, 2)))
        asked = ('is', lit('preferred', a, b, neg=self.on['negation'] and self.chance(0.15)))
        if self.chance(0.7):
            rule.body = tuple(rule.body) + (asked,)
        elif not rule.always:
            rule.unless = list(rule.unless) + [(asked,)]

    # ---------------------------------------------------- time

    def day(self, lo=0, hi=DAYS - 1):
        return iso(FIRST + self.r.randint(lo, hi))

    def period(self, begins=True):
        r = self.r
        kind = r.choice(('on', 'from', 'until', 'from_until', 'from_through', 'during_range', 'during', 'from', 'begins', 'begins',
                         'begins'))
        if kind == 'begins' and not (begins and self.on['runs']):
            kind = 'on'
        if kind == 'during':
            if self.on['coarse'] and self.chance(0.5):
                return Period('during', r.choice(('2000-01', '1999-12', '2000', '1999', '2000-02')))
            return Period('during', self.day())
        if kind in ('from_until', 'from_through', 'during_range'):
            a = r.randint(0, DAYS - 2)
            b = r.randint(a + (kind == 'from_until'), DAYS - 1)
            if kind == 'during_range' and self.on['coarse'] and self.chance(0.2):
                return Period(kind, '1999-12', '2000-01')
            return Period(kind, iso(FIRST + a), iso(FIRST + b))
        return Period(kind, self.day())

    # ---------------------------------------------------- items

    def literal(self, p_neg, pred=None):
        name, kinds = pred or self.pick(self.preds)
        return lit(name, *[self.constant(k) for k in kinds], neg=self.on['negation'] and self.chance(p_neg))

    def assertion(self, n):
        fact = self.chance(0.4)
        l = self.literal(0.15 if fact else 0.35)
        if self.on['discredited'] and self.sources and self.chance(0.1):
            l = lit('discredited', self.pick(self.sources).name, neg=self.chance(0.2))
        period = self.period() if self.dated and self.chance(0.75) else None
        if l[2] in self.happening and not l[1]:
            period = Period(self.pick(('on', 'begins')), self.day()) if self.dated else None
        self.asserted.append(l)
        if fact:
            return Fact('f%d' % n, l, period)
        per = []
        if self.sources and self.chance(0.7):
            for _ in range(self.r.choice((1, 1, 2))):
                g = sorted(s.name for s in self.some(self.sources, 2))
                if self.chance(0.3):
                    g = Via(self.r.sample(g, len(g)))
                if g not in per:
                    per.append(g)
        by = sorted(p.name for p in self.some(self.positions, 2)) if self.positions and self.chance(0.45) else []
        return Claim('c%d' % n, l, by, per, self.rank(0.25), period)

    def rule(self, n):
        r, on = self.r, self.on
        vars_of, conds = {}, []

        def arg(kind, may_bind, p_var):
            have = [v for v, k in vars_of.items() if k == kind]
            if on['variables'] and self.chance(p_var):
                if have and (not may_bind or self.chance(0.6)):
                    return self.pick(have)
                if may_bind:
                    if on['nested'] and self.chance(0.1):
                        return Var('_')
                    left = [v for v in 'XYZUVW' if v not in vars_of and v not in spent]
                    if left:
                        v = Var(left[0])
                        vars_of[v] = kind
                        return v
            return self.constant(kind)

        def body_literal():
            if self.given and self.chance(0.25):
                name, negated = self.pick(self.given)[0], on['negation'] and self.chance(0.05)
            elif self.asserted and self.chance(0.75):
                a = self.pick(self.asserted)
                name, negated = a[2], a[1]
                if name in ('discredited', 'void'):
                    return a
            else:
                name, negated = self.pick(self.preds)[0], on['negation'] and self.chance(0.3)
            return lit(name, *[arg(k, True, 0.75) for k in self.kinds[name]], neg=negated)

        def condition(depth=0):
            l = body_literal()
            if on['ask_begins'] and self.chance(0.12):
                l = self.pick((('begins', False, l), ('ends', l), ('begins', True, l)) if on['norms'] else
                              (('begins', False, l), ('ends', l)))
            elif on['once'] and self.chance(0.15):
                return ('once', l)
            elif on['within'] and self.chance(0.12):
                return ('within', l) + window()
            elif on['on_day'] and self.chance(0.15):
                days = [v for v, k in vars_of.items() if k == 'd']
                on_ = ('onday', l, self.pick(days) if days and self.chance(0.7) else Date(self.day()))
                if on['once'] and self.chance(0.2):
                    return on_ + ((('once',),) if not on['within'] or self.chance(0.5) else (('within',) + window(),))
                return on_
            elif on['groups'] and depth < 1 + on['nested'] and self.chance(0.25 if depth else 0.2):
                return group(depth)
            return ('is', l)

        def window():
            x = r.random()
            if x < 0.75:
                return r.randint(0, 4), 'days'
            return (1, 'weeks') if x < 0.85 else (r.randint(1, 2), 'months') if x < 0.95 else (1, 'years')

        def group(depth):
            """Variables that not every member binds are the members' own, and go by other names from then on."""
            before = dict(vars_of)
            members = []
            for _ in range(r.randint(1 if on['nested'] else 2, 3)):
                mine = dict(vars_of)
                member = [condition(depth + 1) for _ in range(r.choice((1, 1, 2)))]
                if on['nested'] and self.chance(0.2):
                    c = comparison()
                    member += [c] if c else []
                members.append(tuple(member))
                if self.chance(0.5):               # a variable of this member must then not occur in the others
                    for v in set(vars_of) - set(mine):
                        spent[v] = vars_of.pop(v)
            for v in set(vars_of) - set(before):
                if not all(v in bound_by(m) for m in members):
                    spent[v] = vars_of.pop(v)
            return ('any', tuple(members)) if self.chance(0.5) else ('atleast', r.randint(1, 3), tuple(members))

        def comparison():
            pairs = [(v, k) for v, k in vars_of.items()]
            if not pairs:
                return None
            v, k = self.pick(pairs)
            others = [w for w, k2 in pairs if k2 == k and w != v]
            other = self.pick(others) if others and self.chance(0.6) else self.constant(k)
            if k == 'd':
                return ('cmp', self.pick(('<', '<=', '>', '>=', '=', '!=')), v, other)
            if k == 'n':
                if self.chance(0.2):
                    other = (self.pick('+-*/'), other, self.pick([n for n in self.numbers if n] or [1]))
                return ('cmp', self.pick(('<', '<=', '>', '>=', '=', '!=')), v, other)
            return ('cmp', '!=' if self.chance(0.85) else '=', v, other)

        spent = {}
        for _ in range(r.choice((0, 1, 1, 1, 1, 2, 2, 3))):
            conds.append(condition())
            for v in spent:
                vars_of.pop(v, None)
        if self.chance(0.35):
            c = comparison()
            conds += [c] if c else []
        always = on['always'] and self.chance(0.1)
        unless = []
        outer = dict(vars_of)
        if on['exceptions'] and not always:
            for _ in range(r.choice((0, 0, 0, 1, 1, 2))):
                part = [condition(0 if on['nested'] else 1) for _ in range(r.choice((1, 1, 1, 2)))]
                if not on['local']:
                    part = [c for c in part if c[0] == 'is' and set(bound_by((c,))) <= set(outer)]
                if part and self.chance(0.4):
                    c = comparison()
                    part += [c] if c else []
                if part:
                    unless.append(part)
                vars_of.clear()
                vars_of.update(outer)
        heads = []
        for _ in range(r.choice((1, 1, 1, 1, 2))):
            name, kinds = self.pick(self.preds)
            l = lit(name, *[arg(k, False, 0.75) for k in kinds], neg=on['negation'] and self.chance(0.45))
            if on['discredited'] and self.sources and self.chance(0.05):
                l = lit('discredited', self.pick(self.sources).name)
            x = r.random() * (1 if self.dated else 3)
            if on['begins'] and x < 0.4:
                h = ('begins', False, l)
            elif on['ends'] and x < 0.55:
                runs = [a for a in self.asserted if a[2] == l[2]]
                h = ('ends', (runs and self.chance(0.6) and l[:1] + (runs[0][1],) + l[2:]) or l)
            elif on['norms'] and x < 0.62:
                h = ('begins', True, l)
            else:
                h = l
            inner = h
            while inner[0] in ('begins', 'ends'):
                inner = inner[-1]
            if h[0] == 'lit' or not h[1] is True:
                self.asserted.append(inner)
            if h not in heads:
                heads.append(h)
        by = sorted(p.name for p in self.some(self.positions, 2)) if self.positions and self.chance(0.25) else []
        rule = Rule('r%d' % n, heads, conds, unless, by, [], None if always else self.rank(0.35), always)
        if on['known'] and self.sources and self.chance(0.4):
            rule.per = [[s.name] for s in self.some(self.sources, 2)]
        if on['known'] and self.chance(0.15):
            rule.annulled = self.day()
        if on['force'] and self.dated and self.chance(0.25):
            a = r.randint(0, DAYS - 2)
            which = r.randint(0, 2)
            coarse = on['coarse'] and self.chance(0.2)
            if which != 1:
                rule.force_from = self.pick(('1999', '2000-01', '2000')) if coarse else iso(FIRST + a)
            if which:
                rule.force_until = self.pick(('2000-02', '2001')) if coarse else iso(FIRST + r.randint(a + 1, DAYS - 1))
        return rule

    def act(self, name):
        heads = []
        for _ in range(self.r.choice((1, 1, 2))):
            l = self.literal(0.4)
            self.asserted.append(l)
            h = self.pick((l, ('begins', False, l), ('begins', False, l), ('ends', l)))
            if h not in heads:
                heads.append(h)
        a = self.r.randint(0, DAYS - 1)
        act = Act(name, iso(FIRST + a), heads, self.day(a if self.chance(0.8) else 0) if self.chance(0.4) else None)
        if self.on['known'] and self.sources and self.chance(0.3):
            act.per = [[s.name] for s in self.some(self.sources, 2)]
        if self.on['built_in'] and self.chance(0.4):
            act.of = 'k1'
        return act

    def disapply(self, rules, targets):
        for i in rules:
            if not self.chance(0.15):
                continue
            t = self.pick(targets)
            if t is i and self.chance(0.7):
                continue
            where = ()
            if isinstance(t, Rule):
                theirs = sorted(bound_by(t.body))
                mine = sorted(bound_by(i.body))
                if theirs and self.chance(0.6):
                    v = self.pick(theirs)
                    number = sort_of(t, v) == 'n'
                    same = [w for w in mine if (sort_of(i, w) == 'n') == number]
                    where = ((v, self.pick(same) if same and self.chance(0.6) else self.constant('n' if number else 'c')),)
            h = ('disapplies', t.name, where)
            i.heads = [h] if self.chance(0.6) else i.heads + [h]

    def conflict(self):
        a, b = self.pick(self.preds), self.pick(self.preds)
        va, vb = 'XY', 'ZW'
        la = lit(a[0], *[Var(v) for v in va[:len(a[1])]], neg=self.on['negation'] and self.chance(0.15))
        lb = lit(b[0], *[Var(v) for v in vb[:len(b[1])]], neg=self.on['negation'] and self.chance(0.15))
        where = []
        pairs = [(v, w) for v, k in zip(la[3], a[1]) for w, k2 in zip(lb[3], b[1]) if k == k2]
        if pairs and (a[0] == b[0] or self.chance(0.7)):
            v, w = self.pick(pairs)
            if self.chance(0.3) and a[0] != b[0]:
                lb = lb[:3] + (tuple(v if x == w else x for x in lb[3]),)
            else:
                where = [('cmp', '!=' if self.chance(0.8) else '=', v, w)]
        return Conflict(la, lb, where)


def sort_of(rule, var):
    for c in rule.body:
        if c[0] in ('is', 'once', 'within', 'onday'):
            l = c[1]
            while l[0] in ('begins', 'ends'):
                l = l[-1]
            for n, t in enumerate(l[3]):
                if t == var:
                    return 'n' if l[2] == 'n0' and n == len(l[3]) - 1 else 'c'
    return 'c'


def bound_by(conds):
    from evaluate import cond_vars
    return cond_vars(conds) - {'_'}


def generate(seed, dated=None, on=None):
    """The case of a seed. dated: True, False, or None for either."""
    rng = random.Random(seed)
    on = on or flags()
    while True:
        with_dates = rng.random() < 0.75 if dated is None else dated
        case = Maker(rng, with_dates, on).case('random %d' % seed)
        if check(case) or trivial(case):
            continue
        known = known_by(case)
        if known and check(case, known):
            continue
        try:
            for day in {None, known}:
                View(case, 'all', day, ground_only=True)
        except CaseError:
            continue
        return case


def known_by(case):
    """The day by which things must be known (S1.4), for most cases that say when they became known or stopped being law."""
    return '2000-01-06' if not case.title.endswith(('3', '7')) and any(getattr(i, 'dated', None) or getattr(i, 'annulled', None) for i in case.items) else None


def trivial(case):
    return any(isinstance(i, Conflict) and i.a == i.b for i in case.items)


def stats(count, seed, dated, on):
    statuses, kinds, literals = {}, {}, 0
    mixes = 0
    size = 0
    for n in range(seed, seed + count):
        case = generate(n, dated, on)
        size += len(case.items)
        seen = set()
        for view in views_of(case):
            v = View(case, view)
            for k in v.counts:
                kinds[k] = kinds.get(k, 0) + 1 / len(views_of(case))
            for l, periods in v.answers.items():
                if l[0] == 'lit' and l[2] != 'preferred':
                    literals += 1
                    for s in {p[2] for p in periods}:
                        statuses[s] = statuses.get(s, 0) + 1
                        seen.add(s)
        mixes += len(seen) == 3
    print('%d cases, %.1f items each; all three statuses in %.0f %% of them' % (count, size / count, 100 * mixes / count))
    for s, k in sorted(statuses.items()):
        print('  %-12s somewhere for %.0f %% of literals' % (s, 100 * k / literals))
    for k, v in sorted(kinds.items(), key=lambda x: -x[1]):
        print('  %-12s in %.0f %% of cases' % (k, 100 * v / count))


def arguments(parser):
    parser.add_argument('--dated', choices=('0', '1', 'mix'), default='mix')
    parser.add_argument('--with', dest='extra', default='', help='features to switch on: ' + ', '.join(OFF))
    parser.add_argument('--without', default='', help='features to switch off: ' + ', '.join(ON))


def chosen(args):
    split = lambda s: [x for x in s.split(',') if x]
    return {'0': False, '1': True, 'mix': None}[args.dated], flags(split(args.extra), split(args.without))


if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('seed', type=int, nargs='?', default=1)
    p.add_argument('--stats', type=int, metavar='N')
    arguments(p)
    a = p.parse_args()
    d, on = chosen(a)
    if a.stats:
        stats(a.stats, a.seed, d, on)
    else:
        sys.stdout.write(to_text(generate(a.seed, d, on)))
