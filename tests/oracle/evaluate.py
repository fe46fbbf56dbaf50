"""A brute-force evaluator of cases, written from the semantics page alone (S-numbers below), for comparison with the engine.

Where the page leaves room, this is how it is read here:

S1.3   With one position, `common` has that position's items (every position asserts them). With none, items without `by`.
S2.3   Which instances exist, and so which literals are connected (S3.2), is asked without regard to days; whether a body is
       possible on a slice (stretches, `unsupported`) is asked slice by slice.
S2.5   In `at least n`, members that ground alike (the same conditions, comparisons included, in any order) count once. A
       variable of a group that occurs in every member, or in a literal beside the group, is bound where the group stands; any
       other is the member's own. The same holds again inside a member. In `at least n of` a single member, n over 1, what
       occurs nowhere else is its own (or it could never hold); and so is `_` in any group.
S2.6   Built-in facts hold on every day. `dated` of a rule is the first day of its force, of an act its day as written; what they
       name must have a name of its own. A source's are gone with `--known-by` a day before its first day. A rule's are those
       of a rule in the view; an act is done in every view. `author(n, w)` comes of an act's `of` too.
S3.2   An attack joins literals only if what attacks is possible. `ends a` is joined with a when both are possible.
       The first slice of a stretch that has no first day is the first slice of the component.
       "Its body literals" are the literals that the body asks for on the day itself, those of its groups included, but not
       under `once` or `on D`, and not `begins b` or `ends b`, which have no runs. A stretch is per conclusion `begins a`.
       "Starts": could start (possible). Breaks and first slices depend on one another: the least set of breaks.
       Windows: each slice of the component is shifted by a window; what comes of it is shifted again only by windows that look
       at something which depends on the first.
S3.4   `a on D` looks at the slice that has D. `once a on D` is `once a`, on that day.
S3.5a  A run belongs to one stretch of one instance, or to one source group of a claim; each claim presumption has its own.
S3.5b  "any slice of the stretch up to then" includes the first slice; the start on the first slice has neither exception.
S3.5c  "if something starts the run there": where it could, as in S3.2. (Asking that the start be applied would leave undecided
       what is ended for certain on the day on which its beginning is disputed.)
S3.5d  The step of an always rule's run counts as the always rule's for S4.3 (it bears its name). A fact's step has no name or
       rank, but is still below an always rule.
S3.5e  Holds on every slice where the rule starts a run, not on the first only. "A rule": an always rule too.
S3.5f  `while` binds runs of the predicate's literals of either sign (see WHILE_NEGATED). `begins a` itself needs L.
S3.5h  `happens once`: positive literals; different items; different slices. `one X`: positive literals.
S4.3   The relation is between source groups of claims (each may have a rank of its own), rules and so on; so is the search for
       cycles, over every item of the case. Each pair "not an always rule < always rule" counts, for transitivity too.
S4.4   `disapplies N` and `discredited(s)` count on the slice of what they attack. They do not touch steps (S3.5d).
S4.5   A fact attacks as long as it conflicts; a fact that begins a on D is, on D, `begins a` and a.
S4.6   It does not touch a rebut between two presumptions of which S4.3 or S3.5e puts one below the other: what is fixed is a fact.
       The exemption of cycles: items joined by "n concludes a possible preference that names m"; either end of the rebut.
       Of a rebut across slices (`happens once`) the preference is asked on the slice of the rebutted.
S4.7   `settled from` and `doubt below` are applied to each presumption by its own rank.
S4.8   An act is taken apart into the fact and a rule in force on day E only, whose condition is the act on day D. Its doubts and
       denials are that rule's. It counts as a rule for S3.5e.
S4.9   Facts are checked in pairs, those of clauses (S2.6) too; of `while` only whether what it needs is possible at all.
"""
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from theory import (Act, Claim, Conflict, Date, Fact, HI, LO, Order, Period, Position, Predicate, Prefer, Rule, Source, Var, iso,
                    lit, lit_text, predicates_of, span)

NODES = 120                    # steps of a search for preferred sets
WHILE_NEGATED = True
UNBOUNDED_FIRST = True         # S3.2: False would say that a stretch without a first day has no first slice


class CaseError(Exception):
    pass


# ---------------------------------------------------------------- terms, literals, matching

def term_vars(t):
    if isinstance(t, Var):
        yield t
    elif isinstance(t, tuple):
        yield from term_vars(t[1])
        yield from term_vars(t[2])


def args_of(l):
    while l[0] in ('begins', 'ends'):
        l = l[-1]
    return l[3] if l[0] == 'lit' else tuple(t for _, t in l[2])


def key_of(l):
    if l[0] == 'begins':
        return ('begins', l[1]) + l[2][1:3]
    if l[0] == 'ends':
        return ('ends',) + l[1][1:3]
    return l[1:3] if l[0] == 'lit' else l[:2]


def with_args(l, args):
    if l[0] == 'begins':
        return ('begins', l[1], with_args(l[2], args))
    if l[0] == 'ends':
        return ('ends', with_args(l[1], args))
    if l[0] == 'lit':
        return l[:3] + (args,)
    return ('disapplies', l[1], tuple((v, t) for (v, _), t in zip(l[2], args)))


def subst(l, b):
    args = args_of(l)
    return with_args(l, tuple(b[t] if isinstance(t, Var) else t for t in args)) if args else l


def match(pattern, ground, b):
    """b extended so that the argument tuples agree, or None."""
    if len(pattern) != len(ground):
        return None
    fresh = None
    for p, g in zip(pattern, ground):
        if isinstance(p, Var):
            have = (fresh or b).get(p)
            if have is None:
                if fresh is None:
                    fresh = dict(b)
                fresh[p] = g
            elif have != g:
                return None
        elif p != g:
            return None
    return fresh or b


def value(t, b):
    if isinstance(t, Var):
        return b[t]
    if not isinstance(t, tuple):
        return t
    x, y = value(t[1], b), value(t[2], b)
    if isinstance(x, str) or isinstance(y, str):
        raise CaseError('arithmetic on what is no number')
    if t[0] == '/':
        if y == 0:
            raise CaseError('division by zero')
        return Fraction(x) / Fraction(y)
    return x + y if t[0] == '+' else x - y if t[0] == '-' else x * y


def compare(c, b):
    x, y = value(c[2], b), value(c[3], b)
    if isinstance(x, Date) and isinstance(y, Date):
        return compare_dates(c[1], x, y)
    if c[1] == '=':
        return x == y
    if c[1] == '!=':
        return x != y
    if isinstance(x, str) or isinstance(y, str):
        raise CaseError('ordering of what is no number')
    return {'<': x < y, '<=': x <= y, '>': x > y, '>=': x >= y}[c[1]]


CHOSEN = {}   # the days of dates whose day is unknown, where they have been chosen (S3.6)


def compare_dates(op, x, y):
    """S3.6, for dates that are whole days, months or years, or whose day has been chosen."""
    if x == y:
        return op in ('=', '<=', '>=')
    (lo, hi), (lo2, hi2) = ((CHOSEN[d], CHOSEN[d] + 1) if d in CHOSEN else span(d) for d in (x, y))
    if op in ('>', '>='):
        lo, hi, lo2, hi2, op = lo2, hi2, lo, hi, {'>': '<', '>=': '<='}[op]
    if op in ('=', '!='):
        if hi <= lo2 or hi2 <= lo:
            return op == '!='
        if hi - lo == hi2 - lo2 == 1:
            return op == '='
    elif op == '<':
        if hi <= lo2:
            return True
        if lo >= hi2 - 1:
            return False
    else:
        if hi - 1 <= lo2:
            return True
        if lo >= hi2:
            return False
    raise CaseError('dates that are not exact enough')


def cond_vars(conds):
    """Variables that the literals of a conjunction bind (S2.2)."""
    out = set()
    for c in conds:
        if c[0] in ('any', 'atleast'):
            each = [cond_vars(m) for m in c[-1]]
            counted = c[0] == 'atleast' and c[1] > 1 and len(c[-1]) == 1
            out |= {v for v in set.intersection(*each) if not (counted and isinstance(v, Own)) and not v.startswith('_')}
        elif c[0] != 'cmp':
            out.update(t for t in args_of(c[1]) if isinstance(t, Var))
    return out


def solve(conds, index, b, outer):
    """Every binding that makes the conjunction possible."""
    groups = [c for c in conds if c[0] in ('any', 'atleast')]
    found = loose(conds, index, b)
    for c in groups:
        found = [b1 for b1 in found if len(ground_members(c[-1], index, b1, outer)) >= (1 if c[0] == 'any' else c[1])]
    return [b1 for b1 in found if compare_all(conds, b1)]


def compare_all(conds, b):
    """What cannot be compared is an error unless another comparison fails anyway."""
    error, holds = None, True
    for c in conds:
        if c[0] == 'cmp':
            try:
                holds = holds and compare(c, b)
            except CaseError as e:
                error = e
    if holds and error:
        raise error
    return holds


def loose(conds, index, b):
    """What the literals of a conjunction, and the groups in it, can bind."""
    found = [b]
    for c in conds:
        if c[0] in ('cmp', 'any', 'atleast'):
            continue
        pattern = args_of(c[1])
        found = [m for b1 in found for g in index.get(key_of(c[1]), ()) for m in [match(pattern, args_of(g), b1)]
                 if m is not None]
    for c in conds:
        if c[0] not in ('any', 'atleast'):
            continue
        bound, wider = cond_vars([c]), {}
        for b1 in found:
            for member in c[-1]:
                for b2 in loose(member, index, b1):
                    kept = {v: t for v, t in b2.items() if v in bound or v in b1}
                    wider[tuple(sorted(kept.items(), key=str))] = kept
        found = list(wider.values())
    return found


def ground_members(members, index, b, outer):
    out = []
    for m in members:
        inner = outer | cond_vars(m)
        for b2 in solve(m, index, b, inner):
            g = ground(m, index, b2, inner)
            if g not in out:
                out.append(g)
    return out


def ground(conds, index, b, outer):
    """The conjunction under a binding, in an order of its own: conjunctions that come to the same are equal."""
    out = []
    for c in conds:
        if c[0] == 'cmp':
            out.append((c[0], c[1], put(c[2], b), put(c[3], b)))
        elif c[0] == 'any':
            out.append(('any', tuple(ground_members(c[1], index, b, outer))))
        elif c[0] == 'atleast':
            out.append(('atleast', c[1], tuple(ground_members(c[2], index, b, outer))))
        elif c[0] == 'onday':
            day = put(c[2], b)
            if day in CHOSEN:
                day = Date(iso(CHOSEN[day]))
            if not isinstance(day, Date) or span(day)[1] - span(day)[0] != 1:
                raise CaseError('`on` what is not one day')
            out.append((c[0], subst(c[1], b), day) + c[3:])
        else:
            out.append((c[0], subst(c[1], b)) + c[2:])
    return tuple(sorted(set(out), key=str))


def put(t, b):
    """A term under a binding, its calculations left as they are."""
    if isinstance(t, Var):
        return b[t]
    return (t[0], put(t[1], b), put(t[2], b)) if isinstance(t, tuple) else t


class Own(Var):
    """A variable of a group's member that nothing else can speak of."""


def occurrences(conds):
    """Every variable of a conjunction, as often as it occurs."""
    for c in conds:
        if c[0] in ('any', 'atleast'):
            for m in c[-1]:
                yield from occurrences(m)
        elif c[0] == 'cmp':
            yield from term_vars(c[2])
            yield from term_vars(c[3])
        else:
            yield from (t for t in args_of(c[1]) if isinstance(t, Var))
            if c[0] == 'onday' and isinstance(c[2], Var):
                yield c[2]


def own_variables(rule):
    """The rule with the variables of single counted members marked that occur nowhere else."""
    def mark(t, own):
        if isinstance(t, tuple):
            return (t[0], mark(t[1], own), mark(t[2], own))
        return Own(t) if isinstance(t, Var) and t in own else t

    def renamed(conds, own):
        out = []
        for c in conds:
            if c[0] in ('any', 'atleast'):
                out.append(c[:-1] + (tuple(renamed(m, own) for m in c[-1]),))
            elif c[0] == 'cmp':
                out.append(c[:2] + (mark(c[2], own), mark(c[3], own)))
            else:
                c = (c[0], with_args(c[1], tuple(mark(t, own) for t in args_of(c[1])))) + c[2:]
                out.append(c[:2] + (mark(c[2], own),) + c[3:] if c[0] == 'onday' else c)
        return tuple(out)

    def walk(conds, everything):
        out = []
        for c in conds:
            if c[0] in ('any', 'atleast'):
                c = c[:-1] + (tuple(walk(m, everything) for m in c[-1]),)
                if c[0] == 'atleast' and c[1] > 1 and len(c[-1]) == 1:
                    here = list(occurrences(c[-1][0]))
                    own = {v for v in here if here.count(v) == everything.count(v)}
                    c = c[:-1] + ((renamed(c[-1][0], own),),)
            out.append(c)
        return tuple(out)
    heads = [v for h in rule.heads for t in args_of(h) for v in term_vars(t)]
    body = heads + list(occurrences(rule.body))
    every = body + [v for u in rule.unless for v in occurrences(u)]
    return replace(rule, body=walk(rule.body, every), unless=[walk(u, body + list(occurrences(u))) for u in rule.unless])


def freshen(rule):
    """The rule with a variable of its own for each `_` (S2.2)."""
    count = [0]
    rule = own_variables(rule)

    def fresh(t):
        if t != '_' or not isinstance(t, Var):
            return t
        count[0] += 1
        return Var('_%d' % count[0])

    def walk(conds):
        out = []
        for c in conds:
            if c[0] in ('any', 'atleast'):
                out.append(c[:-1] + (tuple(walk(m) for m in c[-1]),))
            elif c[0] == 'cmp':
                out.append(c)
            else:
                out.append((c[0], with_args(c[1], tuple(map(fresh, args_of(c[1]))))) + c[2:])
        return tuple(out)
    return replace(rule, body=walk(rule.body), unless=[walk(u) for u in rule.unless])


def literals_in(conds, direct=False):
    """Ground literals that a ground conjunction names; direct: only those asked for on the day itself."""
    for c in conds:
        if c[0] in ('any', 'atleast'):
            for m in c[-1]:
                yield from literals_in(m, direct)
        elif c[0] != 'cmp' and (not direct or c[0] == 'is'):
            yield c[1]


# ---------------------------------------------------------------- assumption-based framework (S5.1)

class Framework:
    def __init__(self):
        self.ids, self.rules, self.assumptions, self.contrary = {}, set(), [], {}
        self.ready, self.least = False, None

    def atom(self, key):
        return self.ids.setdefault(key, len(self.ids))

    def rule(self, head, body):
        self.rules.add((head, frozenset(body)))

    def assume(self, key):
        a = self.atom(key)
        self.assumptions.append(a)
        self.contrary[a] = self.atom(('contrary', key))
        return a

    def attack(self, a, body):
        self.rule(self.contrary[a], body)

    def prepare(self):
        """Which rules an atom is used in, once all rules are there."""
        self.heads, self.bodies, self.need, self.uses, self.axioms = [], [], [], {}, []
        for n, (head, body) in enumerate(self.rules):
            self.heads.append(head)
            self.bodies.append(body)
            self.need.append(len(body))
            for x in body:
                self.uses.setdefault(x, []).append(n)
            if not body:
                self.axioms.append(head)
        self.ready = True

    def derive(self, assumptions):
        if not self.ready:
            self.prepare()
        need, uses, out = self.need[:], self.uses, set()
        todo = self.axioms + list(assumptions)
        while todo:
            x = todo.pop()
            if x in out:
                continue
            out.add(x)
            for n in uses.get(x, ()):
                need[n] -= 1
                if not need[n]:
                    todo.append(self.heads[n])
        return out

    def derive_all(self, given, every):
        """`derive` for many sets at once, each a bit: {assumption: sets that have it} gives {atom: sets that derive it}."""
        if not self.ready:
            self.prepare()
        out = {a: bits for a, bits in given.items() if bits}
        out.update((x, every) for x in self.axioms)
        grown = list(out)
        while grown:
            rules, grown = {n for x in grown for n in self.uses.get(x, ())}, set()
            for n in rules:
                bits, head = every, self.heads[n]
                for y in self.bodies[n]:
                    bits &= out.get(y, 0)
                    if not bits:
                        break
                if bits & ~out.get(head, 0):
                    out[head] = out.get(head, 0) | bits
                    grown.add(head)
        return out

    def defended(self, s):
        """What s defends: not derivable against it from assumptions that s does not attack."""
        derived = self.derive(s)
        left = [a for a in self.assumptions if self.contrary[a] not in derived]
        against = self.derive(left)
        return {a for a in self.assumptions if self.contrary[a] not in against}

    def grounded(self):
        if self.least is None:
            s, self.least = None, set()
            while s != self.least:
                s, self.least = self.least, self.defended(self.least)
        return self.least

    def preferred(self, limit):
        """All preferred sets, by trying every set over the assumptions that the grounded set leaves open, each a bit; None past the
        limit. Set n has the open assumption i where n has the bit i."""
        g = self.grounded()
        derived = self.derive(g)
        left = [a for a in self.assumptions if a not in g and self.contrary[a] not in derived]
        if len(left) > limit:
            return None
        every = (1 << (1 << len(left))) - 1
        has = {a: every for a in g}
        for i, a in enumerate(left):
            has[a] = every // ((1 << (2 << i)) - 1) * ((1 << (1 << i)) - 1) << (1 << i)
        attacked = self.derive_all(has, every)
        unattacked = {a: every & ~attacked.get(self.contrary[a], 0) for a in self.assumptions}
        against = self.derive_all(unattacked, every)
        admissible = every
        for a in has:
            admissible &= ~has[a] | (unattacked[a] & ~against.get(self.contrary[a], 0))
        below = admissible                      # and what is part of an admissible set
        for i, a in enumerate(left):
            below |= (below & has[a]) >> (1 << i)
        largest = admissible
        for i, a in enumerate(left):
            largest &= ~((below & has[a]) >> (1 << i))
        return [g | {a for i, a in enumerate(left) if n >> i & 1} for n, bit in enumerate(reversed(bin(largest))) if bit == '1']

    def search(self, nodes):
        """All preferred sets, by deciding one assumption after another and giving up what cannot become admissible or is part of a
        set already found; None after so many steps, fewer in a large framework."""
        found, left, cost = [], [nodes], 1 + len(self.rules) // 1000

        def descend(chosen, open_):
            left[0] -= cost
            if left[0] < 0 or any(chosen | open_ <= p for p in found):
                return
            derived = self.derive(chosen)
            if any(self.contrary[a] in derived for a in chosen):
                return
            open_ = {a for a in open_ if self.contrary[a] not in derived}
            most = self.derive(chosen | open_)
            safe = self.derive([a for a in self.assumptions if self.contrary[a] not in most])
            if any(self.contrary[a] in safe for a in chosen):
                return                          # attacked by what nothing more can attack
            open_ = {a for a in open_ if self.contrary[a] not in safe}
            if open_:
                a = min(open_)
                descend(chosen | {a}, open_ - {a})
                descend(chosen, open_ - {a})
            elif chosen <= self.defended(chosen) and not any(chosen <= p for p in found):
                found.append(chosen)
        descend(set(), set(self.assumptions))
        return found if left[0] >= 0 else None

    def open_pieces(self):
        """The framework less what the grounded set decides, in pieces that nothing joins: [framework], with the same atoms' keys.
        The preferred sets are the grounded set with a preferred set of each piece."""
        grounded = self.grounded()
        stands = self.derive(grounded)
        left = [a for a in self.assumptions if a not in grounded and self.contrary[a] not in stands]
        could = self.derive(left) | self.derive(list(grounded) + left)
        rules = []
        for head, body in self.rules:
            if head not in stands and body <= could:
                rules.append((head, frozenset(x for x in body if x not in stands)))
        parent = {}

        def find(x):
            while parent.setdefault(x, x) != x:
                parent[x] = parent[parent[x]]
                x = parent[x]
            return x
        for head, body in rules:
            for x in body:
                parent[find(x)] = find(head)
        for a in left:
            parent[find(a)] = find(self.contrary[a])
        pieces = {}
        for n, xs in ((0, rules), (1, left)):
            for x in xs:
                piece = pieces.setdefault(find(x if n else x[0]), Framework())
                if n:
                    piece.assumptions.append(x)
                    piece.contrary[x] = self.contrary[x]
                else:
                    piece.rules.add(x)
        for piece in pieces.values():
            piece.ids = self.ids
        return list(pieces.values())

    def between(self, limit):
        """{atom: status} for what is neither established nor unsupported, as far as pieces have at most `limit` assumptions or can be
        searched; an atom that is missing and in no piece is defeated. Second value: the atoms of larger pieces."""
        out, large = {}, set()
        for piece in self.open_pieces():
            atoms = {h for h, _ in piece.rules} | {x for _, b in piece.rules for x in b} | set(piece.assumptions)
            sets = piece.preferred(limit) if len(piece.assumptions) <= limit else piece.search(NODES)
            if sets is None:
                large |= atoms
                continue
            sets = [piece.derive(s) for s in sets]
            for x in atoms:
                n = sum(1 for d in sets if x in d)
                out[x] = 'either_way' if n == len(sets) else 'arguable' if n else 'defeated'
        return out, large


# ---------------------------------------------------------------- a case as a whole

def plain(case):
    """The case with each act taken apart (S4.8)."""
    items = []
    for i in case.items:
        if isinstance(i, Act):
            effect, (first, after) = i.effective or i.on, span(i.effective or i.on)
            items.append(Fact('act ' + i.name, lit('act', i.name), Period('on', i.on)))
            items.append(Rule(i.name, i.heads, [('onday', lit('act', i.name), Date(i.on))],
                              [[('onday', lit('void', i.name), Date(d))] for d in sorted({i.on, effect})],
                              per=i.per, force_from=iso(first), force_until=iso(after)))
            if getattr(i, 'stance', None):
                items[-1].stance = i.stance
                items[-2].stance = 'out' if i.stance == 'out' else None
        else:
            items.append(i)
    return replace(case, items=items)


def in_view(case, view):
    """The reasoning items of a view, by S1.3."""
    positions = case.of(Position)
    by_name = {p.name: p for p in positions}
    denied = {n for p in positions for n in p.denies}
    out = []
    for i in case.of(Fact, Claim, Rule, Prefer):
        by, stance = getattr(i, 'by', []), getattr(i, 'stance', None)      # stance: suppose.py
        if stance:
            keep = stance == 'in' or (stance == 'denied' and view == 'all')
        elif view == 'all':
            keep = True
        elif view == 'common':
            keep = (not by and i.name not in denied) or \
                (bool(positions) and all(p.name in by or i.name in p.accepts for p in positions))
        else:
            p = by_name[view]
            keep = (not by or view in by or (i.name is not None and i.name in p.accepts)) and i.name not in p.denies
        if keep:
            out.append(i)
    return out


def scale_of(case):
    """{rank: (scale, height)}"""
    return {r: (o, h) for o in case.of(Order) for h, r in enumerate(o.ranks)}


def lowest(ranks, scales):
    ranks = [r for r in ranks if r]
    if len({scales[r][0].name for r in ranks}) > 1:
        raise CaseError('ranks of different scales')
    return min(ranks, key=lambda r: scales[r][1]) if ranks else None


def groups_of(case, claim, known_by=None):
    """The source groups of a claim: each is a presumption."""
    if not claim.per:
        return [()]
    dated = {s.name: s.dated for s in case.of(Source)}
    rejected = {s.name for s in case.of(Source) if getattr(s, 'rejected', False)}
    return [tuple(g) for g in claim.per if not rejected & set(g)
            if not (known_by and any(dated.get(s) and span(dated[s])[0] >= span(known_by)[1] for s in g))]


def is_claim(i):
    """Whether the item is presumed once for each group of its sources (S1.2, S6.1)."""
    return isinstance(i, Claim) or (isinstance(i, Prefer) and bool(i.by))


def claim_rank(case, claim, group, scales):
    if claim.rank:
        return claim.rank
    source_rank = {s.name: s.rank for s in case.of(Source)}
    return lowest([source_rank.get(s) for s in group], scales) or next((o.default for o in case.of(Order) if o.default), None)


class Ranking:
    """S4.3 over some items: nodes are (item, group number)."""

    def __init__(self, case, items, known_by=None):
        scales = scale_of(case)
        self.rank, self.always, self.nodes = {}, set(), {}
        for i in items:
            if isinstance(i, Fact) or (isinstance(i, Prefer) and not i.by):
                continue
            groups = groups_of(case, i, known_by) if is_claim(i) else [()]
            for n, g in enumerate(groups):
                node = (i.name, n)
                self.nodes.setdefault(i.name, []).append(node)
                self.rank[node] = claim_rank(case, i, g, scales) if isinstance(i, Claim) else getattr(i, 'rank', None)
                if isinstance(i, Rule) and i.always:
                    self.always.add(node)
        up = {n: set() for n in self.rank}
        for n, r in self.rank.items():
            for m, q in self.rank.items():
                if (r and q and scales[r][0] is scales[q][0] and scales[r][1] < scales[q][1]) or \
                        (m in self.always and n not in self.always):
                    up[n].add(m)
        for p in items:
            if isinstance(p, Prefer) and not p.by:
                for n in self.nodes.get(p.under, ()):
                    up[n].update(self.nodes.get(p.over, ()))
        self.above = {}
        for n in up:
            seen, todo = set(), list(up[n])
            while todo:
                m = todo.pop()
                if m not in seen:
                    seen.add(m)
                    todo.extend(up[m])
            self.above[n] = seen
        self.cyclic = any(n in above for n, above in self.above.items())

    def less(self, a, b):
        if a is None:
            return b in self.always
        return b in self.above[a]

    def items_less(self, a, b):
        """Every presumption of a is below every one of b."""
        return all(self.less(n, m) for n in self.nodes.get(a, ()) for m in self.nodes.get(b, ())) \
            and a in self.nodes and b in self.nodes


class Conflicts:
    """S4.2 between ground literals, declared once for a case."""

    def __init__(self, case):
        self.items = case.of(Conflict)
        self.by_keys = {}
        for i in self.items:
            for keys in {(i.a[1:3], i.b[1:3]), (i.b[1:3], i.a[1:3])}:
                self.by_keys.setdefault(keys, []).append(i)
        self.one = {p.name: p.vars.index(p.one) for p in case.of(Predicate) if p.one}

    def between(self, a, b):
        if a == b or 'ends' in (a[0], b[0]):   # nothing conflicts with an end
            return False
        if a[2] == b[2] and a[3] == b[3] and a[1] != b[1]:
            return True
        if a[2] == b[2] and not a[1] and not b[1]:
            if a[2] == 'preferred' and a[3] == b[3][::-1]:
                return True
            at = self.one.get(a[2])
            if at is not None and a[3][:at] + a[3][at + 1:] == b[3][:at] + b[3][at + 1:]:
                return True
        return any(self.instance(i, x, y) for i in self.by_keys.get((a[1:3], b[1:3]), ()) for x, y in ((a, b), (b, a)))

    def instance(self, item, a, b):
        if key_of(item.a) != key_of(a) or key_of(item.b) != key_of(b):
            return False
        m = match(item.a[3], a[3], {})
        m = m if m is None else match(item.b[3], b[3], m)
        return m is not None and compare_all(item.where, m)

    def among(self, literals):
        out = {}
        groups = {}
        for l in literals:
            groups.setdefault(key_of(l), []).append(l)
        pairs = {(i.a[1:3], i.b[1:3]) for i in self.items}
        pairs |= {(b, a) for a, b in pairs} | {((False, p),) * 2 for p in self.one} | {((False, 'preferred'),) * 2}
        for k, ls in groups.items():
            for k2, ls2 in groups.items():
                if (k, k2) in pairs or (k[1] == k2[1] and k[0] != k2[0]):
                    for a in ls:
                        for b in ls2:
                            if self.between(a, b):
                                out.setdefault(a, []).append(b)
        return out


def check(case, known_by=None):
    """The documented errors that a case has, as sentences; which beginnings are possible (S4.9) as was known by a day."""
    whole, case, out = case, plain(case), []
    items = case.of(Fact, Claim, Rule, Prefer)
    counting = [i for i in items if getattr(i, 'stance', None) != 'out']
    names = {i.name: i for i in items if i.name}
    for p in case.of(Position):
        for n in p.accepts + p.denies:
            if n not in names:
                out.append('%s names %s, which is not there' % (p.name, n))
            elif n in p.denies and (n in p.accepts or p.name in getattr(names[n], 'by', [])):
                out.append('%s denies what it holds, %s' % (p.name, n))
            elif n in p.denies and (isinstance(names[n], Fact) or (isinstance(names[n], Prefer) and not names[n].by)):
                out.append('%s denies the fact %s' % (p.name, n))
    orders = case.of(Order)
    if sum(1 for o in orders if o.default) > 1 or len({r for o in orders for r in o.ranks}) < sum(len(o.ranks) for o in orders):
        out.append('two defaults or a rank twice')
    for r in map(own_variables, case.of(Rule)):
        bound = cond_vars(r.body)
        free = {v for h in r.heads for t in args_of(h) for v in term_vars(t)}
        free |= cmp_vars(r.body, bound)
        if free - bound:
            out.append('unsafe rule ' + r.name)
        for u in r.unless:
            if cmp_vars(u, bound | cond_vars(u)):
                out.append('unsafe exception of ' + r.name)
        if r.always and (r.unless or r.rank):
            out.append('always rule with unless or rank: ' + r.name)
        for h in r.heads:
            if h[0] == 'disapplies':
                target = names.get(h[1])
                if target is None or isinstance(target, Fact) or \
                        (h[2] and not (isinstance(target, Rule) and {v for v, _ in h[2]} <= cond_vars(own_variables(target).body))):
                    out.append('%s disapplies what cannot be' % r.name)
    for p in case.of(Prefer):
        if p.over not in names or p.under not in names or p.over == p.under:
            out.append('prefer names what is not there, or the same twice')
    for i in case.of(Conflict):
        if cmp_vars(i.where, {t for l in (i.a, i.b) for t in l[3]}):
            return out + ['unsafe conflict']
    try:
        ranking = Ranking(case, counting)
    except CaseError as e:
        return out + [str(e)]
    if ranking.cyclic:
        out.append('a cycle of preferences')
    conflicts = Conflicts(case)
    once = {p.name for p in case.of(Predicate) if p.once}
    try:
        for f, g in combinations(facts_of(whole, counting, out, known_by), 2):
            (a, x), (b, y) = ((i.lit, i.period.bounds() if i.period else (LO, HI)) for i in (f, g))
            if conflicts.between(a, b) and max(x[0], y[0]) < min(x[1], y[1]):
                out.append('facts %s and %s conflict' % (f.name, g.name))
            if a == b and a[0] == 'lit' and a[2] in once and not a[1] and (x != y or x[1] - x[0] > 1):
                out.append('facts %s and %s happen twice' % (f.name, g.name))
    except CaseError as e:
        out.append(str(e))
    return out + within_recursion(case)


def facts_of(case, items, wrong, known_by):
    """The facts that may contradict one another. In a case that is wrong otherwise it does not matter which begin anything."""
    facts = [i for i in items if isinstance(i, Fact)]
    if wrong:
        return facts
    view = View(case, 'all', known_by, ground_only=True)
    begins = {i.name for i in facts if i.period and i.period.kind == 'begins'}
    return [f for f in facts if f.name not in begins or view.can_run(f.lit)] + [f for f in view.facts if f.name is None]


def cmp_vars(conds, bound):
    out = set()
    for c in conds:
        if c[0] == 'cmp':
            out |= set(term_vars(c[2])) | set(term_vars(c[3]))
        elif c[0] == 'onday':
            out |= set(term_vars(c[2]))
        elif c[0] in ('any', 'atleast'):
            for m in c[-1]:
                out |= cmp_vars(m, bound | cond_vars(m))
    return out - bound


def within_recursion(case):
    """S3.4: recursion through `within`, by bodies, exceptions or conflicts, seen between predicates."""
    edges, windows, about = {}, set(), {}

    def pred(l):
        while l[0] in ('begins', 'ends'):
            l = l[-1]
        return l[2] if l[0] == 'lit' else 'disapplies ' + l[1]

    def walk(conds, heads):
        for c in conds:
            if c[0] in ('any', 'atleast'):
                for m in c[-1]:
                    walk(m, heads)
            elif c[0] != 'cmp':
                edges.setdefault(pred(c[1]), set()).update(heads)
                if c[0] == 'within' or (c[0] == 'onday' and len(c) > 3 and c[3][0] == 'within'):
                    windows.update((pred(c[1]), h) for h in heads)

    def undercut(name, heads, per):
        edges.setdefault('disapplies %s' % name, set()).update(heads)
        about.setdefault(name, set()).update(heads)
        if per:
            edges.setdefault('discredited', set()).update(heads)
    for r in case.of(Rule):
        heads = [pred(h) for h in r.heads]
        walk(r.body, heads)
        for u in r.unless:
            walk(u, heads)
        undercut(r.name, heads, [])
    for i in case.of(Conflict):
        edges.setdefault(i.a[2], set()).add(i.b[2])
        edges.setdefault(i.b[2], set()).add(i.a[2])
    begun = {h[2][2] for r in case.of(Rule) for h in r.heads if h[0] == 'begins' and not h[1]}
    begun |= {i.lit[2] for i in case.of(Fact, Claim) if i.period and i.period.kind == 'begins'}
    for p in case.of(Predicate):
        if p.name in begun:
            walk(p.whilst, [p.name])
    for c in case.of(Claim):
        undercut(c.name, [c.lit[2]], c.per)
    for p in case.of(Prefer):
        if p.by:
            undercut(p.name, ['preferred'], p.per)
    if 'preferred' in predicates_of(case):
        edges.setdefault('preferred', set()).update(*about.values())

    def reaches(a, b):
        seen, todo = set(), [a]
        while todo:
            x = todo.pop()
            if x == b:
                return True
            if x not in seen:
                seen.add(x)
                todo.extend(edges.get(x, ()))
        return False
    return ['recursion through within'] if any(reaches(h, a) for a, h in windows) else []


# ---------------------------------------------------------------- one view

class Instance:
    __slots__ = ('rule', 'binding', 'body', 'heads', 'exceptions', 'force', 'n')


class View:
    """The ground theory of a view (S2), its components (S3.2), and the answers."""

    def __init__(self, case, view='all', known_by=None, slicing='component', limit=0, ground_only=False):
        whole, case = case, plain(case)
        self.case, self.view, self.slicing, self.limit = case, view, slicing, limit
        self.items = in_view(case, view)
        if known_by:
            self.items = [i for i in self.items if not self.unknown(i, known_by)]
        self.items = [i for i in self.items if not (isinstance(i, Rule) and i.annulled and
                                                    (known_by is None or span(known_by)[0] >= span(i.annulled)[0]))]
        self.facts = [i for i in self.items if isinstance(i, Fact)]
        self.claims = [(i, n, g) for i in self.items if isinstance(i, Claim)
                       for n, g in enumerate(groups_of(case, i, known_by))]
        self.rules = [freshen(i) for i in self.items if isinstance(i, Rule)]
        self.prefers = [(i, n, g) for i in self.items if isinstance(i, Prefer) and i.by
                        for n, g in enumerate(groups_of(case, i, known_by))]
        self.facts += self.built_in(whole, known_by)
        self.ranking = Ranking(case, self.items, known_by)
        self.scales = scale_of(case)
        self.conflicts = Conflicts(case)
        preds = {p.name: p for p in case.of(Predicate)}
        self.whilst = {n: p for n, p in preds.items() if p.whilst}
        self.once_only = {n for n, p in preds.items() if p.once}
        self.denied = {n for p in case.of(Position) for n in p.denies} if view == 'all' else set()
        if view == 'all':
            stances = {i.name: getattr(i, 'stance', None) for i in case.items if hasattr(i, 'name')}
            self.denied = {n for n in self.denied if stances.get(n) != 'in'} | {n for n, s in stances.items() if s == 'denied'}
        self.counts = {}
        self.unbounded_start = False
        self.ground_theory()
        self.exempt = self.preference_cycles()
        self.answers, self.rivals = {}, {}
        if ground_only:
            return
        self.parts = self.components()
        for component in self.parts:
            self.answer(component)

    def unknown(self, i, known_by):
        if not (isinstance(i, Rule) and i.per):
            return False
        dated = {s.name: s.dated for s in self.case.of(Source)}
        return all(dated.get(s) and span(dated[s])[0] >= span(known_by)[1] for g in i.per for s in g)

    def built_in(self, whole, known_by):
        """S2.6, as facts without a name; only what the case speaks of."""
        out, spoken = [], predicates_of(whole)
        for s in whole.of(Source):
            if not (known_by and s.dated and span(s.dated)[0] >= span(known_by)[1]) and not getattr(s, 'rejected', False):
                out += [('dated', s.name, s.dated and Date(s.dated)), ('author', s.name, s.author), ('kind', s.name, s.kind)]
        for a in [a for a in whole.of(Act) if getattr(a, 'stance', None) != 'out']:
            out += [('dated', a.name, Date(a.on)), ('author', a.name, a.of)]
        acts = {a.name for a in whole.of(Act)}
        for i in self.items:
            if isinstance(i, Rule) and i.force_from and i.name not in acts:
                out.append(('dated', i.name, Date(iso(span(i.force_from)[0]))))
            if i.name:
                out += [('asserts', p, i.name) for p in getattr(i, 'by', ())]
        return [Fact(None, lit(p, a, b)) for p, a, b in out if b and spoken.get(p) == 2]

    def needs(self, l):
        """The ground `while` conditions of a run of l; None where a comparison among them fails."""
        p = self.whilst.get(l[2])
        if not p or (l[1] and not WHILE_NEGATED):
            return ()
        b = dict(zip([Var(v) for v in p.vars], l[3]))
        needed = ground([c for c in p.whilst if c[0] != 'cmp'], self.index, b, set(b))
        try:
            return needed if compare_all(p.whilst, b) else None
        except CaseError:
            if all(w in self.possible for w in literals_in(needed)):
                raise
            return None

    def can_run(self, l):
        needs = self.needs(l)
        return needs is not None and all(w in self.possible for w in literals_in(needs))

    # -------------------------------------------------------- S2.3

    def ground_theory(self):
        self.possible, self.index = set(), {}
        grew = [True]

        def add(l):
            if l[0] == 'begins' and not l[1]:
                if not self.can_run(l[2]):
                    return
                add(l[2])
            if l not in self.possible:
                self.possible.add(l)
                self.index.setdefault(key_of(l), []).append(l)
                grew[0] = True
        self.preferred_facts = []
        if 'preferred' in predicates_of(self.case):
            names = [i.name for i in self.items if i.name in self.ranking.nodes]
            self.preferred_facts = [('lit', False, 'preferred', (a, b)) for a in names for b in names
                                    if a != b and self.ranking.items_less(b, a)]
        for l in self.preferred_facts:
            add(l)
        for p, _, _ in self.prefers:
            add(('lit', False, 'preferred', (p.over, p.under)))
        bound = {r.name: cond_vars(r.body) for r in self.rules}
        while grew[0]:
            grew[0] = False
            for i in self.facts + [c for c, _, _ in self.claims]:
                add(('begins', False, i.lit) if i.period and i.period.kind == 'begins' else i.lit)
            found = {}
            for r in self.rules:
                for b in solve(r.body, self.index, {}, bound[r.name]):
                    found[r.name, tuple(sorted(b.items()))] = r, b
                    for h in r.heads:
                        add(subst(h, b))
        self.instances = []
        for n, (r, b) in enumerate(found.values()):
            i = Instance()
            i.n, i.rule, i.binding = n, r, b
            i.body = ground(r.body, self.index, b, bound[r.name])
            i.heads = [h for h in (subst(h, b) for h in r.heads) if h in self.possible]
            i.exceptions = []
            for u in r.unless:
                outer = bound[r.name] | cond_vars(u)
                for b2 in solve(u, self.index, b, outer):
                    e = ground(u, self.index, b2, outer)
                    if e not in i.exceptions:
                        i.exceptions.append(e)
            i.force = (span(r.force_from)[0] if r.force_from else LO, span(r.force_until)[0] if r.force_until else HI)
            self.instances.append(i)
        plain = [l for l in self.possible if l[0] == 'lit']
        self.conf = self.conflicts.among(plain)
        self.disapplies = {}
        for l in self.possible:
            if l[0] == 'disapplies':
                self.disapplies.setdefault(l[1], []).append(l)

    def disapplied(self, i):
        """The possible `disapplies` literals that meet an instance."""
        return [l for l in self.disapplies.get(i.rule.name, ()) if all(i.binding.get(v) == t for v, t in l[2])]

    def preference_cycles(self):
        """S4.6: the items in a cycle of items that conclude possible preferences about themselves or one another."""
        about = {}
        for name, l in [(p.name, ('lit', False, 'preferred', (p.over, p.under))) for p, _, _ in self.prefers] + \
                [(c.name, c.lit) for c, _, _ in self.claims] + [(i.rule.name, h) for i in self.instances for h in i.heads]:
            if l[0] == 'lit' and l[2] == 'preferred' and not l[1]:
                about.setdefault(name, set()).update(l[3])
        out = set()
        for n in about:
            seen, todo = set(), list(about[n])
            while todo:
                m = todo.pop()
                if m not in seen:
                    seen.add(m)
                    todo.extend(about.get(m, ()))
            if n in seen:
                out.add(n)
        return out

    # -------------------------------------------------------- S3.2

    def components(self):
        parent = {l: l for l in self.possible}

        def find(l):
            while parent[l] != l:
                parent[l] = parent[parent[l]]
                l = parent[l]
            return l

        def join(ls):
            ls = [l for l in ls if l in parent]
            for l in ls[1:]:
                parent[find(ls[0])] = find(l)
        heads = {}
        for i in self.instances:
            if not any(h in parent for h in i.heads):
                continue            # what it begins needs (`while`) is never possible: it joins nothing
            join(list(literals_in(i.body)) + i.heads + [l for e in i.exceptions for l in literals_in(e)]
                 + self.disapplied(i) * bool(i.heads))
            heads.setdefault(i.rule.name, []).extend(i.heads)
        for c, _, g in self.claims:
            join([c.lit] + [('lit', False, 'discredited', (s,)) for s in g] + self.disapplies.get(c.name, []))
            heads.setdefault(c.name, []).append(('begins', False, c.lit) if c.period and c.period.kind == 'begins' else c.lit)
        for p, _, g in self.prefers:
            join([('lit', False, 'preferred', (p.over, p.under))] + [('lit', False, 'discredited', (s,)) for s in g]
                 + (self.disapplies.get(p.name, []) if p.name else []))
            heads.setdefault(p.name, []).append(('lit', False, 'preferred', (p.over, p.under)))
        for l in self.possible:
            if l[0] == 'begins':
                join([l, ('begins', False, l[2])])
                if not l[1]:
                    join([l, l[2]] + list(literals_in(self.needs(l[2]))))
            elif l[0] == 'ends':
                join([l, ('begins', False, l[1])])
            elif l[0] == 'lit' and l[2] == 'preferred' and not l[1]:
                for a in heads.get(l[3][0], ()):
                    for b in heads.get(l[3][1], ()):
                        if self.rebuttable(a, b):
                            join([l, a, b])
        for a, bs in self.conf.items():
            join([a] + bs)
        out = {}
        for l in sorted(self.possible, key=str):
            out.setdefault(find(l), Component()).literals.append(l)
        for f in self.facts:
            if f.lit in parent:
                out[find(f.lit)].facts.append(f)
        for c in self.claims:
            if c[0].lit in parent:
                out[find(c[0].lit)].claims.append(c)
        for i in self.instances:
            if i.heads:
                out[find(i.heads[0])].instances.append(i)
        for c in self.prefers:
            out[find(('lit', False, 'preferred', (c[0].over, c[0].under)))].prefers.append(c)
        return list(out.values())

    def rebuttable(self, a, b):
        """Whether presumptions with these heads can rebut one another."""
        x, y = base(a), base(b)
        if x and y and (y in self.conf.get(x, ()) or (x == y and x[2] in self.once_only and not x[1])):
            return True
        return a[0] == b[0] == 'begins' and a[2] == b[2] and a[1] != b[1]

    # -------------------------------------------------------- slices, S3.2

    def slice_component(self, comp):
        cuts = set()
        for i in comp.facts + [c for c, _, _ in comp.claims]:
            if i.period:
                cuts.update(i.period.bounds())
        for i in comp.instances:
            cuts.update(i.force)
        cuts -= {LO, HI}
        if self.slicing == 'days' and cuts:
            cuts = set(range(min(cuts), max(cuts) + 2))
        windows = self.windows(comp)
        while True:
            shifted = self.shifted(cuts, windows)
            points = [LO] + sorted(cuts | shifted) + [HI]
            comp.slices = list(zip(points, points[1:]))
            new = self.stretches(comp) - cuts - shifted
            if not new:
                break
            cuts |= new

    def windows(self, comp):
        """{(literal, n, unit): the windows that it lies on a chain with, before it}"""
        used, after = {}, {}                       # window -> heads; literal -> what depends on it
        for i in comp.instances:
            parts = [(part, i.heads) for part in (i.body, *i.exceptions)]
            parts += [(self.needs(h[2]), [h]) for h in i.heads if h[0] == 'begins' and not h[1]]
            for part, concluded in parts:
                for l in literals_in(part):
                    after.setdefault(l, set()).update(concluded)
                for w in within_conds(part):
                    used.setdefault(w, set()).update(concluded)
            for l in self.disapplied(i):
                after.setdefault(l, set()).update(i.heads)
        for c, _, g in comp.claims + comp.prefers:
            l = c.lit if isinstance(c, Claim) else ('lit', False, 'preferred', (c.over, c.under))
            for x in [('lit', False, 'discredited', (s,)) for s in g] + self.disapplies.get(c.name, []):
                after.setdefault(x, set()).add(l)
            if isinstance(c, Claim) and c.period and c.period.kind == 'begins' and self.can_run(l):
                for x in literals_in(self.needs(l)):
                    after.setdefault(x, set()).add(l)
        for l in comp.literals:
            if l[0] == 'lit':
                after.setdefault(l, set()).update(self.conf.get(l, ()))
            elif l[0] != 'disapplies':
                after.setdefault(l, set()).update({l[-1], ('begins', True, l[-1]), ('begins', False, l[-1])})
        heads = {}
        for i in comp.instances:
            heads.setdefault(i.rule.name, set()).update(i.heads)
        for l in comp.literals:
            if l[0] == 'lit' and l[2] == 'preferred' and not l[1]:
                for n in l[3]:
                    after.setdefault(l, set()).update(heads.get(n, ()))
                    after[l].update(c.lit for c, _, _ in comp.claims if c.name == n)

        def reached(todo):
            seen, todo = set(), list(todo)
            while todo:
                x = todo.pop()
                if x not in seen:
                    seen.add(x)
                    todo.extend(after.get(x, ()))
            return seen
        below = {w: reached(h) for w, h in used.items()}
        return {w: [v for v in used if w[0] in below[v]] for w in used}

    def shifted(self, cuts, windows):
        """The change days that windows bring about (S3.2)."""
        known = {}

        def of(w):
            if w not in known:
                days = set(cuts).union(*(of(v) for v in windows[w]))
                known[w] = {shift(d - 1, w[1], w[2]) + 1 for d in days}
            return known[w]
        return set().union(*(of(w) for w in windows))

    def stretches(self, comp):
        """Sets comp.stretch[instance number, head] to lists of slices. Gives the change days after their first days."""
        comp.stretch = {}
        beginners = [(i, h) for i in comp.instances for h in i.heads if h[0] == 'begins' and not h[1]]
        if not beginners:
            return set()
        f, derived = self.possibilities(comp)
        atom = f.ids
        applies = {}
        for i, h in beginners:
            applies[i.n, h] = [s for s in range(len(comp.slices)) if atom.get((h, 'of', i.n, s)) in derived]
        fixed = {}
        for x in comp.facts + [c for c, _, _ in comp.claims]:
            if x.period and x.period.kind == 'begins':
                s = comp.slices.index(x.period.bounds())
                if atom.get((('begins', False, x.lit), s)) in derived:
                    fixed.setdefault(x.lit, set()).add(s)
        firsts = fixed
        while True:
            new = {l: set(s) for l, s in fixed.items()}
            for i, h in beginners:
                runs = []
                breaks = set().union(*(firsts.get(l, ()) for l in literals_in(i.body, True)))
                for s in applies[i.n, h]:
                    if runs and runs[-1][-1] == s - 1 and s not in breaks:
                        runs[-1].append(s)
                    else:
                        runs.append([s])
                comp.stretch[i.n, h] = runs
                new.setdefault(h[2], set()).update(r[0] for r in runs)
            if new == firsts:
                break
            firsts = new
        days = {comp.slices[r[0]][0] for runs in comp.stretch.values() for r in runs}
        self.unbounded_start |= LO in days
        return {d + 1 for d in days if d != LO}

    def possibilities(self, comp):
        """What is derivable on each slice if nothing is attacked."""
        f = Framework()
        for s, (lo, hi) in enumerate(comp.slices):
            for x in comp.facts + [c for c, _, _ in comp.claims]:
                if covers(x.period, lo, hi):
                    if x.period and x.period.kind == 'begins':
                        if self.can_run(x.lit):
                            self.could_begin(f, x.lit, s, self.conj(f, comp, self.needs(x.lit), s))
                    else:
                        f.rule(f.atom((x.lit, s)), [])
            for l in comp.literals:
                if l in self.preferred_facts or any(l == ('lit', False, 'preferred', (p.over, p.under)) for p, _, _ in comp.prefers):
                    f.rule(f.atom((l, s)), [])
            for i in comp.instances:
                if i.force[0] <= lo and hi <= i.force[1]:
                    body = self.conj(f, comp, i.body, s)
                    for h in i.heads:
                        if h[0] == 'begins' and not h[1]:
                            mine = f.atom((h, 'of', i.n, s))
                            f.rule(mine, body + self.conj(f, comp, self.needs(h[2]), s))
                            self.could_begin(f, h[2], s, [mine])
                        else:
                            f.rule(f.atom((h, s)), body)
            if s:
                for l in comp.literals:
                    if l[0] == 'lit' and ('begins', False, l) in self.possible:
                        f.rule(f.atom(('run', l, s)), [f.atom(('run', l, s - 1))] + self.conj(f, comp, self.needs(l), s))
                        f.rule(f.atom((l, s)), [f.atom(('run', l, s))])
        return f, f.derive([])

    def could_begin(self, f, l, s, body):
        f.rule(f.atom((('begins', False, l), s)), body)
        f.rule(f.atom(('run', l, s)), body)
        f.rule(f.atom((l, s)), [f.atom(('run', l, s))])

    # -------------------------------------------------------- conditions

    def conj(self, f, comp, conds, s):
        """Atoms for a ground conjunction on a slice; adds the plain inferences they need."""
        return [self.cond(f, comp, c, s) for c in conds if c[0] != 'cmp']

    def cond(self, f, comp, c, s):
        if c[0] == 'is':
            return f.atom((c[1], s))
        if c[0] == 'onday':
            day = span(c[2])[0]
            at = next(n for n, (lo, hi) in enumerate(comp.slices) if lo <= day < hi)
            if len(c) > 3:
                return self.cond(f, comp, (c[3][0], c[1]) + c[3][1:], at)
            return f.atom((c[1], at))
        a = f.atom((c, s))
        if c[0] == 'once':
            for t in range(s + 1):
                f.rule(a, [f.atom((c[1], t))])
        elif c[0] == 'within':
            day = comp.slices[s][0]
            for t in range(s + 1):
                last = comp.slices[t][1] - 1
                if t == s or shift(last, c[2], c[3]) >= day:
                    f.rule(a, [f.atom((c[1], t))])
        elif c[0] == 'any':
            for m in c[1]:
                f.rule(a, self.conj(f, comp, m, s))
        else:
            for chosen in combinations(c[2], c[1]):
                f.rule(a, [x for m in chosen for x in self.conj(f, comp, m, s)])
        return a

    # -------------------------------------------------------- S3.5, S4, S5

    def doubted(self, node, item):
        """S4.7"""
        rank = self.ranking.rank[node]
        order, height = self.scales[rank] if rank else (None, 0)
        if item in self.denied and not (order and order.settled_from and height >= order.ranks.index(order.settled_from)):
            return True
        return bool(order and order.doubt_below and height < order.ranks.index(order.doubt_below)
                    and any(c.name == item for c, _, _ in self.claims))

    def answer(self, comp):
        self.slice_component(comp)
        f = Framework()
        comp.f, comp.presumptions = f, []
        slices = comp.slices
        last = len(slices)
        fact_heads = [{} for _ in slices]         # per slice, literal -> bodies of facts that have it
        fact_begins = [{} for _ in slices]
        runs = []                                 # (key, literal, node, slices on which it could start)

        def tally(what, n=1):
            self.counts[what] = self.counts.get(what, 0) + n

        def presume(kind, item, node, s, head, body, key):
            p = Presumption()
            p.kind, p.item, p.node, p.s, p.head = kind, item, node, s, head
            p.a = f.assume(('presume', key, s))
            p.applied = f.atom(('applied', key, s))
            f.rule(p.applied, [p.a] + body)
            comp.presumptions.append(p)
            tally(kind)
            if kind != 'step' and self.doubted(node, item):
                d = f.assume(('doubt', key, s))
                f.attack(p.a, [d])
                f.attack(d, [p.applied])
                tally('doubt')
            return p

        def start(key, l, s, body):
            """A start of a run on a slice: what it gives."""
            started = f.atom(('started', key, s))
            f.rule(started, body)
            f.rule(f.atom((('begins', False, l), s)), [started])
            f.rule(f.atom(('run', key, s)), [started])

        def need(l, s):
            return self.conj(f, comp, self.needs(l), s)

        for s, (lo, hi) in enumerate(slices):
            for x in comp.facts:
                if not covers(x.period, lo, hi):
                    continue
                if x.period and x.period.kind == 'begins':
                    if not self.can_run(x.lit):
                        continue
                    key = ('fact', x.name)
                    start(key, x.lit, s, need(x.lit, s))
                    runs.append((key, x.lit, None, [s]))
                    fact_heads[s].setdefault(x.lit, []).append((x.name, need(x.lit, s)))
                    fact_begins[s].setdefault(x.lit, []).append((x.name, need(x.lit, s)))
                else:
                    f.rule(f.atom((x.lit, s)), [])
                    fact_heads[s].setdefault(x.lit, []).append((x.name, []))
            for l in comp.literals:
                if l in self.preferred_facts:
                    f.rule(f.atom((l, s)), [])
                    fact_heads[s].setdefault(l, []).append((None, []))
            for c, n, g in comp.claims:
                if not covers(c.period, lo, hi):
                    continue
                key, node = ('claim', c.name, n), (c.name, n)
                if c.period and c.period.kind == 'begins':
                    if not self.can_run(c.lit):
                        continue
                    p = presume('claim', c.name, node, s, ('begins', False, c.lit), need(c.lit, s), key)
                    start(key, c.lit, s, [p.applied])
                    runs.append((key, c.lit, node, [s]))
                else:
                    p = presume('claim', c.name, node, s, c.lit, [], key)
                    f.rule(f.atom((c.lit, s)), [p.applied])
                for d in self.disapplies.get(c.name, ()):
                    f.attack(p.a, [f.atom((d, s))])
                for source in g:
                    if ('lit', False, 'discredited', (source,)) in self.possible:
                        f.attack(p.a, [f.atom((('lit', False, 'discredited', (source,)), s))])
                        tally('discredited')
            for x, n, g in comp.prefers:
                l = ('lit', False, 'preferred', (x.over, x.under))
                p = presume('prefer', x.name, (x.name, n), s, l, [], ('prefer', x.name, n))
                f.rule(f.atom((l, s)), [p.applied])
                for d in self.disapplies.get(x.name, ()):
                    f.attack(p.a, [f.atom((d, s))])
                for source in g:
                    if ('lit', False, 'discredited', (source,)) in self.possible:
                        f.attack(p.a, [f.atom((('lit', False, 'discredited', (source,)), s))])
                        tally('discredited')
            for i in comp.instances:
                if not (i.force[0] <= lo and hi <= i.force[1]):
                    continue
                for h in i.heads:
                    key, node = ('rule', i.n, h), (i.rule.name, 0)
                    body = self.conj(f, comp, i.body, s)
                    if h[0] == 'begins' and not h[1]:
                        stretch = next((r for r in comp.stretch[i.n, h] if s in r), None)
                        if stretch is None:
                            continue
                        p = presume('rule', i.rule.name, node, s, h, body + need(h[2], s), key)
                        start(key + (stretch[0],), h[2], s, [p.applied])
                        first = stretch[0] if UNBOUNDED_FIRST or slices[stretch[0]][0] != LO else None
                        if s == stretch[0]:
                            runs.append((key + (s,), h[2], node, stretch))
                        if s != first:                                                          # S3.5b
                            for t in stretch[:stretch.index(s) + 1]:
                                if ('ends', h[2]) in self.possible:
                                    f.attack(p.a, [f.atom((('ends', h[2]), t))])
                                if t != first:
                                    for c in self.conf.get(h[2], ()):
                                        f.attack(p.a, [f.atom((('begins', False, c), t))])
                    else:
                        p = presume('rule', i.rule.name, node, s, h, body, key)
                        f.rule(f.atom((h, s)), [p.applied])
                    for e in i.exceptions:
                        f.attack(p.a, self.conj(f, comp, e, s))
                        tally('exception')
                    for d in self.disapplied(i):
                        f.attack(p.a, [f.atom((d, s))])
                        tally('disapplies')
        comp.runs = runs
        for key, l, node, starts in runs:                                                      # S3.5a, c
            for s in range(starts[0], last):
                f.rule(f.atom((l, s)), [f.atom(('run', key, s))])
                if s == starts[0]:
                    continue
                p = presume('step', key[1] if node is None else node[0], node, s, ('step', l),
                            [f.atom(('run', key, s - 1))] + need(l, s), ('step', key))
                f.rule(f.atom(('run', key, s)), [p.applied])
                if ('ends', l) in self.possible:
                    f.attack(p.a, [f.atom((('ends', l), s))])
                    if s - 1 in starts:
                        f.attack(p.a, [f.atom((('ends', l), s - 1))])
        self.rebuts(comp, f, fact_heads, fact_begins, tally)
        self.read_off(comp, f)

    def rebuts(self, comp, f, fact_heads, fact_begins, tally):
        by_base, by_exact = {}, {}
        for p in comp.presumptions:
            p.base = base(p.head)
            by_base.setdefault((p.base, p.s), []).append(p)
            by_exact.setdefault((p.head, p.s), []).append(p)
            if p.base and p.base[2] in self.once_only and not p.base[1] and p.kind != 'step':
                by_base.setdefault(p.base, []).append(p)

        def rebut(q, p, across=False):
            """q against p, S4.5 with S3.5e and S4.6"""
            change_q = q.kind == 'rule' and q.head[0] == 'begins' and p.kind == 'step'
            change_p = p.kind == 'rule' and p.head[0] == 'begins' and q.kind == 'step'
            if self.ranking.less(q.node, p.node) or (change_p and not self.ranking.less(p.node, q.node)):
                tally('outranked')
                return
            body = [q.applied]
            preferred = ('lit', False, 'preferred', (p.item, q.item))
            fixed = change_q or change_p or self.ranking.less(p.node, q.node)
            if not fixed and p.node and q.node and preferred in self.possible and not {p.item, q.item} & self.exempt:
                argued = f.assume(('rebut', q.a, p.a))
                f.attack(argued, [f.atom((preferred, p.s))])
                body.append(argued)
            f.attack(p.a, body)
            tally('change' if change_q else 'rebut')
        for p in comp.presumptions:
            rivals = []
            if p.base:
                for c in self.conf.get(p.base, ()):
                    rivals += by_base.get((c, p.s), [])
                    for _, body in fact_heads[p.s].get(c, ()):
                        f.attack(p.a, body)
                        tally('fact')
                rivals += [q for q in by_base.get(p.base, ()) if q.s != p.s and q.item != p.item and p.kind != 'step']
                if p.base[2] in self.once_only and not p.base[1] and p.kind != 'step':
                    for s, heads in enumerate(fact_heads):
                        for name, body in heads.get(p.base, ()):
                            if s != p.s:
                                f.attack(p.a, body)
            if p.head[0] == 'begins':
                rivals += by_exact.get((('begins', not p.head[1], p.head[2]), p.s), [])
                if p.head[1]:
                    for _, body in fact_begins[p.s].get(p.head[2], ()):
                        f.attack(p.a, body)
            for q in rivals:
                rebut(q, p)

    def read_off(self, comp, f):
        for l in comp.literals:
            for s in range(len(comp.slices)):
                f.atom((l, s))
        could = f.derive(f.assumptions)
        comp.grounded = f.grounded()
        stands = f.derive(comp.grounded)
        comp.stands, comp.could = stands, could
        between, large = f.between(self.limit) if self.limit else ({}, could)
        for l in comp.literals:
            periods = []
            for s, (lo, hi) in enumerate(comp.slices):
                a = f.atom((l, s))
                if a in stands:
                    status = 'established'
                elif a not in could:
                    status = 'unsupported'
                elif a in large:
                    status = 'contested'
                else:
                    status = between.get(a, 'defeated')
                if periods and periods[-1][2] == status:
                    periods[-1] = (periods[-1][0], hi, status)
                else:
                    periods.append((lo, hi, status))
            self.answers[l] = periods


    # -------------------------------------------------------- S5.4

    def against(self, l, day):
        """The best status of what conflicts with a plain literal; None where nothing that does is supported."""
        if l not in self.rivals:
            self.rivals[l] = [m for m in self.answers if m[0] == 'lit' and self.conflicts.between(l, m)]
        found = {status_on(self.answers, m, day) for m in self.rivals[l]}
        return next((x for x in ('established', 'contested', 'either_way', 'arguable', 'defeated') if x in found), None)

    def ended(self, l):
        """[(first day, first day no longer in it, the day on which a run of it was stopped by `ends` that nothing has since)]"""
        comp = next((c for c in self.parts if l in c.literals), None)
        if not comp:
            return []
        f, out, day = comp.f, [], None
        has = lambda key, s: f.atom((key, s)) in comp.stands
        for s, (lo, hi) in enumerate(comp.slices):
            for key, run, _, starts in comp.runs if s else ():
                if run == l and f.atom(('run', key, s - 1)) in comp.stands and f.atom(('run', key, s)) not in comp.stands and \
                        (has(('ends', l), s) or (s - 1 in starts and has(('ends', l), s - 1))) and \
                        set(self.conj(f, comp, self.needs(l), s)) <= comp.could:
                    day = lo
            if has(l, s):
                day = None
            out.append((lo, hi, day))
        return out


class Component:
    def __init__(self):
        self.literals, self.facts, self.claims, self.instances, self.prefers = [], [], [], [], []


class Presumption:
    __slots__ = ('kind', 'item', 'node', 's', 'head', 'a', 'applied', 'base')


def base(head):
    """The plain literal that what begins, continues or has it stands for in S4.2; None for heads that have no such conflicts."""
    if head[0] == 'lit':
        return head
    if head[0] == 'step':
        return head[1]
    if head[0] == 'begins' and not head[1]:
        return head[2]
    return None


def covers(period, lo, hi):
    if not period:
        return True
    a, b = period.bounds()
    return a <= lo and hi <= b


def pattern_literals(conds):
    for c in conds:
        if c[0] in ('any', 'atleast'):
            for m in c[-1]:
                yield from pattern_literals(m)
        elif c[0] != 'cmp' and c[1][0] == 'lit':
            yield c[1]


def within_conds(conds):
    for c in conds:
        if c[0] in ('any', 'atleast'):
            for m in c[-1]:
                yield from within_conds(m)
        elif c[0] == 'within':
            yield c[1], c[2], c[3]
        elif c[0] == 'onday' and len(c) > 3 and c[3][0] == 'within':
            yield c[1], c[3][1], c[3][2]


def shift(day, n, unit):
    """A day and n units; the last day of a shorter month stands in (S3.4)."""
    import calendar
    import datetime
    if day <= LO or day >= HI - 1:
        return day
    if unit in ('day', 'days'):
        return day + n
    if unit in ('week', 'weeks'):
        return day + 7 * n
    d = datetime.date.fromordinal(day)
    months = d.year * 12 + d.month - 1 + n * (12 if unit.startswith('year') else 1)
    year, month = months // 12, months % 12 + 1
    return datetime.date(year, month, min(d.day, calendar.monthrange(year, month)[1])).toordinal()


# ---------------------------------------------------------------- the two questions asked of this module

def evaluate(case, view='all', known_by=None, slicing='component'):
    """{literal: [(first day, first day no longer in it, status)]}, where what is between is `contested`."""
    return View(case, view, known_by, slicing).answers


def exact(case, view='all', limit=14, known_by=None):
    """The same with the five statuses of S5.3; `contested` where more than `limit` assumptions that bear on one another stay open."""
    return View(case, view, known_by, limit=limit).answers


def status_on(answers, literal, day):
    for lo, hi, status in answers.get(literal, ()):
        if lo <= day < hi:
            return status
    return 'unsupported'


def describe(answers):
    out = []
    for l in sorted(answers, key=str):
        out.append('%s: %s' % (lit_text(l), '; '.join('[%s, %s) %s' % (iso(lo), iso(hi), st) for lo, hi, st in answers[l])))
    return '\n'.join(out)
