"""Rebuilds what `arguendo why` says from the evaluator's frameworks (evaluate.py), which are its own: whether the answer is right, each step
follows, each attack is one and none is left out, each fails for what is said, and the coherent readings are coherent and are as told."""
import re
from itertools import product

from evaluate import NODES, View, args_of, base, key_of, match, plain, status_on
from theory import HI, LO, Act, Claim, Fact, Prefer, Rule, day_of, lit_text

FINER = ('established', 'either_way', 'arguable', 'defeated', 'unsupported')


class Wrong(Exception):
    pass


def expect(is_so, *words):
    if not is_so:
        raise Wrong(' '.join(str(w) for w in words))


def squeeze(text):
    return text.replace(' ', '').replace('"', '')


def composite(text):
    return bool(re.match(r'any of|at least', text) or re.search(r' on \S+$| within \d+ \w+$', text))


def bare(text):
    """Of what asks about other days: what it asks for."""
    text = squeeze(text)
    while True:
        less = re.sub(r'^once|on\d{4}-\d\d-\d\d$|within\d+(day|week|month|year)s?$', '', text)
        if less == text:
            return text
        text = less


class Part:
    """A component with its labels: what the grounded set derives, and what it does not rule out."""

    def __init__(self, view, comp):
        self.comp, self.f = comp, comp.f
        f = comp.f
        self.stands = f.derive(comp.grounded)
        self.open = [a for a in f.assumptions if f.contrary[a] not in self.stands]
        self.maybe = f.derive(self.open)
        facts = f.derive([])
        self.could = f.derive([a for a in f.assumptions if f.contrary[a] not in facts])
        self.keys = {n: k for k, n in f.ids.items()}
        self.attacks = {}
        for head, body in f.rules:
            self.attacks.setdefault(head, []).append(body)
        self.by_applied = {p.applied: p for p in comp.presumptions}
        self.sets = None

    def preferred(self):
        if self.sets is None:
            found = self.f.preferred(7)
            self.sets = self.f.search(NODES) if found is None else found
            self.derived = [self.f.derive(s) for s in self.sets] if self.sets is not None else None
        return self.sets

    def label(self, atoms):
        return 'stands' if atoms <= self.stands else 'open' if atoms <= self.maybe else 'fails'

    def slice_on(self, day):
        return next(n for n, (lo, hi) in enumerate(self.comp.slices) if lo <= day < hi)

    def atom(self, literal, s):
        return self.f.ids.get((literal, s))

    def cone(self, atoms):
        """All that the atoms' derivations could touch, with the assumptions."""
        seen, todo = set(), list(atoms)
        while todo:
            x = todo.pop()
            if x not in seen:
                seen.add(x)
                for body in self.attacks.get(x, ()):
                    todo.extend(body)
        return seen

    def derive_from(self, assumptions, atoms, axioms):
        """Derives from assumptions and atoms; facts' rules count only with `axioms`."""
        out = set(assumptions) | set(atoms)
        grew = True
        while grew:
            grew = False
            for head, body in self.f.rules:
                if head not in out and (body or axioms) and body <= out:
                    out.add(head)
                    grew = True
        return out


class Explained:
    def __init__(self, case, view, answer, limit=6):
        self.case, self.answer = case, answer
        self.view = View(case, view, limit=limit)
        self.parts = [Part(self.view, c) for c in self.view.parts]
        self.literals, self.part_of = {}, {}
        for part in self.parts:
            for l in part.comp.literals:
                self.literals[squeeze(lit_text(l))] = l
                self.part_of[l] = part
        self.steps = {s['n']: s for s in answer['steps']}
        self.failures = {f['n']: f for f in answer['failures']}
        self.day = day_of(answer['on']) if answer['on'] else LO
        self.by = {i.name: getattr(i, 'by', ()) for i in case.items if hasattr(i, 'name')}
        self.cited = 0

    def literal(self, text):
        if text.startswith('once '):
            l = self.literal(text[5:])
            self.part_of['once', l] = self.part_of[l]
            return 'once', l
        expect(squeeze(text) in self.literals, 'nobody could say', text)
        return self.literals[squeeze(text)]

    def shown_day(self, step):
        lo = day_of(step['from']) if step['from'] else LO
        hi = day_of(step['until']) if step['until'] else HI
        return self.day if lo <= self.day < hi else hi - 1 if lo == LO else lo

    def place(self, step):
        l = self.literal(step['literal'])
        part = self.part_of[l]
        s = part.slice_on(self.shown_day(step))
        if l[0] == 'once' and part.atom(l, s) is None:      # made only where it is asked for
            s = next((t for t in self.span(part, step) if part.atom(l, t) is not None), s)
        return l, part, s

    def span(self, part, step):
        """The slices for which a step is shown; of what goes on, from where it began."""
        lo = step['from'] if not step['inertia'] else step['runs_since']
        lo = day_of(lo) if lo else LO
        hi = day_of(step['until']) if step['until'] else HI
        return [t for t, (a, b) in enumerate(part.comp.slices) if a < hi and lo < b]

    # ------------------------------------------------------------ steps

    def candidates(self, step):
        """The presumptions that the step may be, each with the run it starts (or None)."""
        l, part, s = self.place(step)
        ran = step['inertia']
        start = part.slice_on(day_of(step['runs_since']) if step['runs_since'] else LO) if ran else s
        head = ('begins', False, l) if ran or step['given_by'] in ('beginning', 'fact') and l[0] == 'lit' else l
        found = []
        for p in part.comp.presumptions:
            began = p.head == ('begins', False, l) and l[0] == 'lit'
            if p.item == step['item'] and p.kind != 'step' and p.s == start and (p.head == l or began):
                found.append(p)
        return l, part, s, start, head, found

    def run_of(self, part, p, start):
        """The keys of the run that p starts."""
        key = part.keys[p.a][1]
        out = []
        for k in part.f.ids:
            if k[0] == 'run' and k[2] == start and (k[1] == key or k[1][:len(key)] == key):
                body = self.part_bodies(part, part.f.ids[k])
                if body:
                    out.append(k[1])
        return out

    @staticmethod
    def part_bodies(part, atom):
        return part.attacks.get(atom, ())

    def step(self, n):
        step = self.steps[n]
        l, part, s, start, _, found = self.candidates(step)
        atom = part.atom(l, s)
        status = status_on(self.view.answers, l, self.shown_day(step)) if l[0] != 'once' else None
        if step['status'] in FINER and status in FINER:
            expect(step['status'] == status, 'step', n, 'is', status)
        expect(step['set_aside'] == (atom not in part.maybe), 'step', n, 'is not set aside, or is')
        because = set()
        for m in step['because']:
            on = self.steps[m]
            k, other, _ = self.place(on)
            if other is part:
                because |= {part.atom(k, t) for t in self.span(part, on)}
        if step['given_by'] in ('rank', 'clause'):
            expect(atom in part.stands, 'step', n, 'is no matter of course')
            return
        mine = {p.a for p in part.comp.presumptions if p.item == step['item']}
        held = part.derive_from(mine, because, step['given_by'] == 'fact')
        expect(atom in held, 'step', n, 'does not follow from what it is said to')
        if step['given_by'] == 'earlier':
            return
        expect(found or step['given_by'] == 'fact', 'step', n, 'is not by', step['item'])
        if found:
            complaints = []
            for p in found:
                try:
                    return self.attacks_on(step, part, p, start, s)
                except Wrong as e:
                    complaints.append(str(e))
            raise Wrong('step %d: %s' % (n, complaints[0]))

    def attacks_on(self, step, part, p, start, s):
        """Every attack on p, and on the steps of the run that it starts, is shown, and nothing else."""
        targets = [p]
        if step['inertia']:
            runs = self.run_of(part, p, start)
            targets += [q for q in part.comp.presumptions if q.kind == 'step' and start < q.s <= s and
                        part.keys[q.a][1][1] in runs]
        there = []                                      # (atoms of the attack, target)
        for q in targets:
            there += [(body, q) for body in part.attacks.get(part.f.contrary[q.a], ())]
        shown = [a for a in step['attacks'] if a['kind'] != 'weaker']
        described = [(self.descriptions(part, body, q), body) for body, q in there]
        for a in shown:
            self.cited += 1
            mine = (frozenset(bare(x) for x in a['literals']), a['item'] if a['kind'] != 'doubt' else 'doubt')
            labels = {label for ways, _ in described for way, label in ways if self.same(way, mine)}
            expect(labels or self.is_fact(a, part), 'attack', mine, 'is none')
            expect(not labels or a['outcome'] in labels, 'attack', mine, a['outcome'], 'but', labels)
        if step['more_attacks']:
            return
        for ways, body in described:
            expect(not body <= part.could or any(self.same(way, (frozenset(bare(x) for x in a['literals']), a['item'] if a['kind'] != 'doubt' else 'doubt'))
                       or a['kind'] == 'since' and a['item'] == way[1] for way, _ in ways for a in shown) or not ways or not body,
                   'an attack is not shown', [part.keys[x] for x in body])
        for a in step['attacks']:
            if a['kind'] == 'weaker':
                rebuts = {part.by_applied[x].item for body, _ in there for x in body if x in part.by_applied}
                expect(a['item'] not in rebuts, a['item'], 'does not rank below')

    def is_fact(self, attack, part):
        return any(i.name == attack['item'] for i in self.view.facts)

    @staticmethod
    def same(way, shown):
        return way[1] == shown[1] and (way[0] == shown[0] or way[0] is None)

    def givers(self, part, literal, s):
        """The presumptions that give a literal on a slice, also by a run."""
        return [q for q in part.comp.presumptions if q.s == s and
                (q.head == literal or (q.kind == 'step' or q.head[0] == 'begins') and base(q.head) == literal)]

    def descriptions(self, part, body, target):
        """What an attack may be shown as: [((literals, item), outcome)]."""
        out, keys = [], [part.keys[x] for x in body]
        applied = [part.by_applied[x] for x in body if x in part.by_applied]
        if any(k[0] == 'presume' for k in keys):
            return []
        if applied:
            q = applied[0]
            b = base(q.head) or q.head
            for l in (b, q.head):
                out.append(((frozenset([squeeze(lit_text(l))]) if l[0] != 'step' else None, q.item), part.label(body)))
            return out
        if any(k[0] == 'doubt' for k in keys):
            return [((frozenset(), 'doubt'), part.label(body))]
        if len(body) == 1 and isinstance(keys[0][0], tuple) and keys[0][0][0] in ('lit', 'begins', 'ends', 'disapplies'):
            l, s = keys[0]
            text = frozenset([squeeze(lit_text(l))])
            for q in self.givers(part, l, s):
                ways = {q.applied}
                out.append(((text, q.item), part.label(ways)))
            for x in self.view.facts:
                if x.lit == l or ('begins', False, x.lit) == l:
                    out.append(((text, x.name and x.name.removeprefix('act ')), part.label(body)))
                elif self.view.needs(x.lit):           # what a fact begins opposes it while that may last
                    out.append(((None, x.name), part.label(body)))
            out.append(((text, None), part.label(body)))
            if l[0] == 'begins':
                out += [((None, i), label) for (_, i), label in list(out)]
            return out
        if len(body) == 1 and keys[0][0][0] in ('once', 'within', 'any', 'atleast'):
            ways = [way for inner in part.attacks.get(next(iter(body)), ()) for way in self.descriptions(part, inner, target)]
            return ways + [(w, part.label(body)) for w, _ in ways]
        if not body:
            return [((None, x), 'stands') for x in {None, *(f.name for f in self.view.facts)}]
        literals = []
        for k in keys:
            if isinstance(k[0], tuple) and k[0][0] in ('lit', 'begins', 'ends', 'disapplies'):
                literals.append(squeeze(lit_text(k[0])))
        return [((frozenset(literals), None), part.label(body)), ((None, None), part.label(body))] + \
            [((None, i.name), part.label(body)) for i in self.case.items if hasattr(i, 'name')]

    # ------------------------------------------------------------ answers to attacks

    def answers(self):
        for n in range(1, len(self.steps) + 1):
            for a in self.steps[n]['attacks']:
                self.answer_to(n, a)
        for f in self.failures.values():
            if composite(f['literal']):
                continue
            l, part, s = self.place({'inertia': False, **f})
            expect(part.atom(l, s) not in part.maybe, f['literal'], 'does not fail')
            for a in f['attempts']:
                self.answer_to(None, a)
            told = {a['item'] for a in f['attempts']}
            for q in self.givers(part, l, s):
                if q.applied in part.could and len(told) < 12:
                    expect(q.item in told, q.item, 'would give', f['literal'])

    def answer_to(self, n, a):
        if a['answered_in'] is not None:
            step = self.steps[a['answered_in']]
            expect(a['outcome'] == 'fails' and step['status'] == 'established', 'step', n, 'is answered by what does not stand')
            expect(a['answered_by'] in (None, step['item']), 'step', n, 'is answered by another item')
        if a['unmet'] is not None:
            l = self.literals.get(squeeze(a['unmet']))
            if l is not None:
                part = self.part_of[l]
                days = range(len(part.comp.slices))
                if a['failure'] is not None:
                    days = [self.place({'inertia': False, **self.failures[a['failure']]})[2]]
                expect(any(part.atom(l, s) not in part.maybe for s in days), a['unmet'], 'is to be had')

    def well_founded(self):
        """Nothing that is established rests, directly or through what answers attacks, on itself."""
        state, path = {}, []

        def below(node):
            kind, n = node
            if kind == 'step':
                step = self.steps[n]
                yield from (('step', m) for m in step['because'])
                attacks = step['attacks']
            else:
                attacks = self.failures[n]['attempts']
            for a in attacks:
                if a['outcome'] == 'fails' and a['answered_in']:
                    yield 'step', a['answered_in']
                if a['outcome'] == 'fails' and a['failure']:
                    yield 'failure', a['failure']

        def visit(node):
            if state.get(node) == 'open':     # what nothing gives but itself is not to be had: such a circle is no answer that attacks
                around = path[path.index(node):]
                expect(all(kind == 'failure' for kind, _ in around), 'these rest on each other:', around)
            if node not in state:
                state[node] = 'open'
                path.append(node)
                for other in below(node):
                    visit(other)
                state[path.pop()] = 'done'
        for n in range(1, self.answer['own_steps'] + 1):
            if self.steps[n]['status'] == 'established':
                visit(('step', n))

    def rests(self, root):
        reached, todo = set(), [root]
        while todo:
            n = todo.pop()
            if n not in reached:
                reached.add(n)
                todo += self.steps[n]['because']
        got = {p for n in reached for p in self.steps[n]['by']}
        expect(got == set(self.answer['rests_on']), 'it rests on', got)
        return reached

    # ------------------------------------------------------------ coherent readings

    def chain(self, root):
        reached, todo = set(), [root]
        while todo:
            n = todo.pop()
            if n not in reached:
                reached.add(n)
                todo += self.steps[n]['because']
        return reached

    def holds_in(self, derived, root):
        """Whether the set derives every step of the derivation."""
        for n in self.chain(root):
            l, part, s = self.place(self.steps[n])
            if part is self.part and part.atom(l, s) not in derived:
                return False
        return True

    def keeps(self, chosen, reading):
        f, part = self.part.f, self.part
        derived = f.derive(chosen)
        settled = part.comp.grounded
        for k in reading['keeps']:
            kind = 'doubt' if k['doubt'] else 'presume'
            ok = [a for a in chosen if a not in settled and part.keys[a][0] == kind and self.item_of(a) == k['item']]
            if not ok and self.knows(k['item']):
                return False
        for k in reading['gives_up']:
            kind = 'doubt' if k['doubt'] else 'presume'
            ok = [a for a in part.open if f.contrary[a] in derived and part.keys[a][0] == kind and self.item_of(a) == k['item']]
            if not ok and self.knows(k['item']):
                return False
        return True

    def knows(self, item):
        return any(getattr(i, 'name', None) == item for i in self.case.items)

    def item_of(self, a):
        part = self.part
        if not hasattr(part, 'items'):
            part.items = {}
            for p in part.comp.presumptions:
                part.items[p.a] = p.item
            for x in part.f.assumptions:
                k = part.keys[x]
                if k[0] == 'doubt':
                    part.items[x] = part.items[part.f.ids[('presume',) + k[1:]]]
        return part.items.get(a)

    def readings(self, literal):
        self.part = self.part_of[literal]
        sets = self.part.preferred()
        if sets is None:
            return
        at = self.part.atom(literal, self.part.slice_on(self.day))
        for r in self.answer['readings']:
            expect(any((at in d) == r['has_it'] and self.keeps(s, r) and (r['root'] is None or self.holds_in(d, r['root']))
                       for s, d in zip(sets, self.part.derived)), 'no coherent reading is as told:', r)
        if self.answer['status'] == 'either_way' and not self.answer['more_readings']:
            for d in self.part.derived:
                expect(any(r['root'] and self.holds_in(d, r['root']) for r in self.answer['readings']),
                       'a reading has it in another way')
        for text in self.answer['common']:
            l = self.literal(text)
            if self.part_of[l] is self.part:
                for d in self.part.derived:
                    expect(any(self.part.atom(l, s) in d for s in range(len(self.part.comp.slices))), text, 'is not common')
        together = self.answer['not_together']
        if together and all(self.knows(k['item']) for k in together):
            choices = [[a for a in self.part.open if self.item_of(a) == k['item'] and
                        self.part.keys[a][0] == ('doubt' if k['doubt'] else 'presume')] for k in together]
            expect(any(not any(set(c) <= s for s in sets) and
                       all(any(set(c) - {a} <= s for s in sets) for a in c) for c in product(*choices)),
                   'kept together, or not even without one:', together)

    # ------------------------------------------------------------ what is missing

    def givers_of(self, literal):
        """The items that could give a literal, whatever they ask for: {name}"""
        heads = (literal, ('begins', False, literal))
        out = set()
        for i in self.case.of(Prefer):
            if literal == ('lit', False, 'preferred', (i.over, i.under)):
                out.add(i.name)
        for i in self.case.of(Act):
            if literal == ('lit', False, 'act', (i.name,)):
                out.add(i.name)
        for i in plain(self.case).of(Fact, Claim, Rule):
            for h in i.heads if isinstance(i, Rule) else [i.lit]:
                if any(key_of(h) == key_of(g) and match(args_of(h), args_of(g), {}) is not None for g in heads):
                    out.add(i.name)
        return out

    def missing(self, literal):
        told = {m['item'] for m in self.answer['missing']}
        want = self.givers_of(literal)
        known = {m for m in told if self.knows(m)}
        expect(known <= want, known - want, 'would not give it')
        if not self.answer['more_missing']:
            expect({w for w in want if w and not w.startswith('act ')} <= told, want - told, 'would give it')
        for m in self.answer['missing']:
            for c in m['conditions']:
                l = self.literals.get(squeeze(c['literal'])) if c['literal'] else None
                if l is None:
                    continue
                now = status_on(self.view.answers, l, self.day) != 'unsupported'
                expect(now == (c['state'] in ('met', 'met of others')), c, 'is not so')
                if c['state'] == 'met on other days':
                    expect(c['from'] or c['until'], c, 'is always so')
                    day = day_of(c['from']) if c['from'] else day_of(c['until']) - 1
                    expect(status_on(self.view.answers, l, day) != 'unsupported', c, 'is never so')
            expect(any(c['state'] != 'met' for c in m['conditions']) or m['comparison_fails'] or not m['in_view'] or
                   not m['in_force'] or not m['conditions'], m['item'], 'lacks nothing')

    # ------------------------------------------------------------ the whole

    def check(self, literal):
        want = status_on(self.view.answers, literal, self.day)
        if want in FINER:
            expect(self.answer['status'] == want, 'it is', want, 'not', self.answer['status'])
        if self.answer['status'] == 'unsupported':
            self.missing(literal)
        for n in self.steps:
            self.step(n)
        self.answers()
        self.well_founded()
        roots = [r['root'] for r in self.answer['readings'][:1]] or ([1] if self.answer['own_steps'] else [])
        if self.answer['status'] != 'unsupported' and roots and roots[0] and self.answer['complete']:
            self.rests(roots[0])
        if literal in self.part_of and self.answer['status'] in ('arguable', 'either_way', 'defeated'):
            expect(self.answer['readings'] or self.answer['own_steps'] or self.answer['status'] == 'defeated', 'nothing is said for it')
            self.readings(literal)
