#!/usr/bin/env python3
"""Theories of a chosen size, as a case file and as a logic program that says the same.

`generate.py FAMILY N -o FILE --asp FILE` writes N ground rule instances (S2.3); an instance whose conditions are possible on
several slices of days (S3.2) counts once for each, an inertia step never counts. The same seed gives the same bytes. With -o,
a line of JSON on standard output says what was written; without, the case goes to standard output."""
import argparse
import datetime
import itertools
import json
import os
import random
import sys

FIRST_DAY = datetime.date(1900, 1, 1).toordinal()
DAYS = 43800  # about 120 years
AS_OF = "2021-01-01"  # after all of them


class Theory:
    """Writes items in both languages, at once or, shuffled, at the end."""

    def __init__(self, case, asp, n, rng, shuffle):
        self.case, self.asp, self.n, self.rng = case, asp, n, rng
        self.held = [] if shuffle else None
        self.instances = self.rules = self.facts = 0
        self.questions = []
        self.doubled = False
        self._iso = {}

    def item(self, case, asp=""):
        if self.held is None:
            self.case.write(case)
            self.asp.write(asp)
        else:
            self.held.append((case, asp))

    def flush(self):
        if self.held is not None:
            self.rng.shuffle(self.held)
            for case, asp in self.held:
                self.case.write(case)
                self.asp.write(asp)
            self.held = None

    def iso(self, day):
        if day not in self._iso:
            self._iso[day] = datetime.date.fromordinal(FIRST_DAY + day).isoformat()
        return self._iso[day]

    def fact(self, literal, asp=None, day=None):
        self.facts += 1
        on = "" if day is None else f" on {self.iso(day)}"
        asp = asp or literal
        self.item(f"fact f{self.facts}: {literal}{on}\n", f"{asp}.\n{asp}_p.\n" if self.doubled else f"{asp}.\n")

    def rule(self, head, body, unless=(), attacks=None):
        """A rule without variables or days. `attacks`: the atoms whose absence the program asks for, if not `unless`."""
        self.rules += 1
        self.instances += 1
        exceptions = "".join(f"\n  unless {atom}" for atom in unless)
        self.item(f"rule r{self.rules}\n  if {' and '.join(body)}{exceptions}\n  then {head}\n",
                  self.clause(head.replace("not ", "n_"), body, unless if attacks is None else attacks))
        return f"r{self.rules}"

    def clause(self, head, body, attacks):
        if not self.doubled:
            return f"{head} :- {', '.join(itertools.chain(body, ('not ' + a for a in attacks)))}.\n"
        surely = ", ".join(itertools.chain(body, (f"not {a}_p" for a in attacks)))
        possibly = ", ".join(itertools.chain((f"{b}_p" for b in body), (f"not {a}" for a in attacks)))
        return f"{head} :- {surely}.\n{head}_p :- {possibly}.\n:- {head}, not {head}_p.\n"

    def template(self, case, asp):
        """A rule with variables, without its first line; whoever calls adds its instances."""
        self.rules += 1
        self.item(f"rule r{self.rules}\n{case}", asp)

    def ask(self, literal, asp=None, day=None, decided=True):
        """Must not come before flush(). `decided`: true or false in the well-founded model."""
        k, when = len(self.questions), AS_OF if day is None else self.iso(day)
        on = "" if day is None else f"  on {when}"
        self.case.write(f'question q{k} "Number {k}?"\n  {literal}{on}\n')
        self.asp.write(f"#show q({k}) : {asp or literal}.\n")
        self.questions.append({"literal": literal, "on": when, "decided": decided})

    def fill(self):
        """Rules that bring the instances up to n; their last conclusion, if any."""
        left = self.n - self.instances
        if left:
            self.fact("rest0")
            for i in range(1, left + 1):
                self.rule(f"rest{i}", (f"rest{i - 1}",))
        return f"rest{left}" if left else None


def chains(t):
    """p0 -> p1 -> …: one chain of half the rules, and others of a thousand."""
    ends = []
    left, length = t.n, max(1, t.n // 2)
    while left:
        length = min(length, left)
        c = len(ends)
        t.fact(f"a{c}_0")
        for i in range(1, length + 1):
            t.rule(f"a{c}_{i}", (f"a{c}_{i - 1}",))
        ends.append(f"a{c}_{length}")
        left, length = left - length, 1000
    t.flush()
    for end in [ends[0], ends[-1]]:
        t.ask(end)


def trees(t):
    """Eight trees of rules with two or three conditions, the roots written first; the leaves are a hundredth as many facts."""
    count = min(8, t.n)
    leaves = max(3, t.n // 100)
    fresh = count  # nodes from here on are nobody's condition yet
    for node in range(t.n):
        body = []
        for _ in range(t.rng.choice((2, 3))):
            if fresh < t.n:
                body.append(f"t{fresh}")
                fresh += 1
            else:
                body.append(f"leaf{t.rng.randrange(leaves)}")
        t.rule(f"t{node}", tuple(dict.fromkeys(body)))
    for leaf in range(leaves):
        t.fact(f"leaf{leaf}")
    t.flush()
    for root in range(min(2, count)):
        t.ask(f"t{root}")


def cycles(t, unresolved=False):
    """Rules that except one another in rings and ladders, and rules that conclude the contrary of one another.

    Rings of even length stay undecided. In a ring of odd length one member has a further exception that holds, so that
    the program has a stable model; with `unresolved`, half of them have not. What is decided leads on to the next."""
    base, even, false, undecided, count = None, None, None, None, 0
    kinds = ("even", "odd", "rebut", "prefer", "ladder") + (("loose",) if unresolved else ())
    while t.instances < t.n - 8:
        if count % 50 == 0:
            base, even = f"g{count}", None
            t.fact(base)
        x = f"x{count}_"
        kind = t.rng.choice(kinds)
        if kind == "even":
            length = t.rng.choice((2, 4, 6))
            for i in range(length):
                linked = even is not None and i == 0 and t.rng.random() < 0.5
                t.rule(f"{x}{i}", (base,), (f"{x}{(i + 1) % length}",) + ((even,) if linked else ()))
            even = undecided = f"{x}0"
            t.rule(f"{x}then", (even,))
        elif kind in ("odd", "loose"):
            length = t.rng.choice((3, 5))
            if kind == "odd":
                t.rule(f"{x}out", (base,))
            for i in range(length):
                t.rule(f"{x}{i}", (base,), (f"{x}{(i + 1) % length}",) + ((f"{x}out",) if kind == "odd" and i == 0 else ()))
            if kind == "odd":
                base, false = f"{x}{length - 1}", f"{x}0"
            else:
                undecided = f"{x}0"
        elif kind == "rebut":
            t.rule(f"{x}0", (base,), attacks=(f"n_{x}0",))
            t.rule(f"not {x}0", (base,), attacks=(f"{x}0",))
            t.rule(f"{x}then", (f"{x}0",))
            undecided = f"{x}then"
        elif kind == "prefer":
            over = t.rule(f"{x}0", (base,))
            under = t.rule(f"not {x}0", (base,), attacks=(f"{x}0",))
            t.item(f"prefer {over} over {under}\n")
            base = f"{x}0"
        else:
            for i in range(5):
                t.rule(f"{x}{i}", (base,), (f"{x}{i + 1}",))
            t.rule(f"{x}5", (base,))
            base, false = f"{x}1", f"{x}0"
        count += 1
    rest = t.fill()
    t.flush()
    for atom in (base, false, undecided, rest):
        if atom is not None:
            t.ask(atom, decided=atom != undecided)


def odd(t):
    """As `cycles`, with rings of odd length that nothing resolves. The program is the doubled one whose stable models are
    the partial stable models of the plain one, the well-founded model among them: p reads "p", p_p "p, for all that is known"."""
    t.doubled = True
    cycles(t, unresolved=True)


def some_days(t, count):
    """Rising, at least two days apart."""
    return sorted(2 * day for day in t.rng.sample(range(DAYS // 2), count))


def slice_of(days, day):
    """0 before the first of the days, then one slice for each day and one for the time after it."""
    return sum((day >= d) + (day > d) for d in days)


def dates(t):
    """Many small threads of events, each on days of its own: hirings and dismissals that begin and end an employment, some of
    them disputed, and cessions that pass a title on; besides, a tenth as many dated facts that nothing depends on."""
    events = 10
    t.item("predicate title(State, Land) one State\n")
    t.template("  if hired(P)\n  then begins employed(P)\n", "employed(P, T) :- hired(P, T).\n")
    t.template("  if dismissed(P)\n  then ends employed(P)\n",
               "ended(P, T) :- dismissed(P, T).\n"
               "employed(P, T+1) :- employed(P, T), not ended(P, T+1), last(P, M), T < M.\n")
    t.template("  if employed(P)\n  then paid(P)\n", "paid(P, T) :- employed(P, T).\n")
    t.template("  if ceded(S, L)\n  then begins title(S, L)\n",
               "title(S, L, T) :- ceded(S, L, T).\n"
               "lost(S, L, T+1) :- title(S, L, T), ceded(R, L, T+1), R != S.\n"
               "title(S, L, T+1) :- title(S, L, T), not lost(S, L, T+1), last(L, M), T < M.\n")
    t.template("  if title(S, L)\n  then taxes(S, L)\n", "taxes(S, L, T) :- title(S, L, T).\n")
    count, asks = 0, []
    while t.instances + 4 * 2 * events + events <= t.n:
        days = some_days(t, events)
        if count % 5 < 3:
            disputed = False
            for i, day in enumerate(days):
                at = 2 * i + 1
                if i % 2:
                    t.fact(f"dismissed(e{count})", f"dismissed(e{count},{at})", day)
                elif t.rng.random() < 0.05:
                    disputed = True
                    mine, on = f"hired(e{count})", t.iso(day)
                    t.item(f"claim c{count}_{i}: {mine} on {on}\nclaim d{count}_{i}: not {mine} on {on}\n",
                           f"hired(e{count},{at}) :- not n_hired(e{count},{at}).\n"
                           f"n_hired(e{count},{at}) :- not hired(e{count},{at}).\n")
                else:
                    t.fact(f"hired(e{count})", f"hired(e{count},{at})", day)
            t.item("", f"last(e{count},{2 * events}).\n")
            t.instances += events + 2 * events
            if not disputed:
                asks = [(f"paid(e{count})", days, (days[2] + 1, days[3], days[3] + 1, days[8]))]
        else:
            state, first = None, {}
            for i, day in enumerate(days):
                state = t.rng.choice([s for s in range(3) if s != state])
                first.setdefault(state, 2 * i + 1)
                t.fact(f"ceded(s{state}, l{count})", f"ceded(s{state},l{count},{2 * i + 1})", day)
            t.item("", f"last(l{count},{2 * events}).\n")
            t.instances += events + sum(2 * events + 1 - f for f in first.values())
            lands = [(f"taxes(s{s}, l{count})", days, (days[4] + 1, days[5])) for s in range(3)]
        for day in some_days(t, 1):
            t.fact(f"noted(e{count})", f"noted(e{count},{day})", day)
        count += 1
    rest = t.fill()
    t.flush()
    if count > 3:
        for literal, days, when in asks + lands:
            for day in when:
                t.ask(literal, f"{literal[:-1]},{slice_of(days, day)})", day)
    else:
        t.ask(rest)


def dense(t):
    """Few connected parts with many days each: a run that is begun and ended on 50 days, and 100 rules in a chain on it."""
    events, length = (50, 100) if t.n >= 20000 else (6, 5)
    t.template("  if reported(C)\n  then begins p0(C)\n", "p0(C, T) :- reported(C, T).\n")
    t.template("  if withdrawn(C)\n  then ends p0(C)\n",
               "stopped(C, T) :- withdrawn(C, T).\n"
               "p0(C, T+1) :- p0(C, T), not stopped(C, T+1), last(C, M), T < M.\n")
    for i in range(1, length + 1):
        t.template(f"  if p{i - 1}(C)\n  then p{i}(C)\n", f"p{i}(C, T) :- p{i - 1}(C, T).\n")
    count = 0
    each = events + 2 * events * length
    while t.instances + each <= t.n:
        days = some_days(t, events)
        for i, day in enumerate(days):
            what = "withdrawn" if i % 10 == 9 else "reported"
            t.fact(f"{what}(c{count})", f"{what}(c{count},{2 * i + 1})", day)
        t.item("", f"last(c{count},{2 * events}).\n")
        t.instances += each
        count += 1
    rest = t.fill()
    t.flush()
    if count and events > 10:
        for day in (days[8] + 1, days[9], days[9] + 1, days[10], days[-2]):
            t.ask(f"p{length}(c{count - 1})", f"p{length}(c{count - 1},{slice_of(days, day)})", day)
    else:
        t.ask(rest)


def joins(t):
    """Three rules with variables over many facts: two steps in a graph (6 of 10 instances), duties of the members of groups,
    one in a hundred exempt (3 of 10), and colleagues (1 of 10)."""
    degree, groups_of, duties_of, firm = 10, 5, 6, 11
    t.template("  if edge(X, Y) and edge(Y, Z)\n  then reaches(X, Z)\n", "reaches(X, Z) :- edge(X, Y), edge(Y, Z).\n")
    t.template("  if member(P, G) and asks(G, D)\n  unless exempt(P, D)\n  then bound(P, D)\n",
               "bound(P, D) :- member(P, G), asks(G, D), not exempt(P, D).\n")
    t.template("  if works(X, F) and works(Y, F) and X != Y\n  then colleague(X, Y)\n",
               "colleague(X, Y) :- works(X, F), works(Y, F), X != Y.\n")

    def fact(name, *args):
        t.facts += 1
        t.item(f"fact {name}({', '.join(args)})\n", f"{name}({','.join(args)}).\n")

    nodes = t.n * 6 // 10 // degree ** 2
    if nodes > degree:
        for x in range(nodes):
            to = t.rng.sample(range(nodes), degree)
            for y in to:
                fact("edge", f"n{x}", f"n{y}")
        t.instances += nodes * degree ** 2
    people = t.n * 3 // 10 // (groups_of * duties_of)
    groups = max(groups_of, people // 20)
    if people:
        asks = [t.rng.sample(range(4 * groups + duties_of), duties_of) for _ in range(groups)]
        for g in range(groups):
            for d in asks[g]:
                fact("asks", f"g{g}", f"d{d}")
        exempt = set()
        for p in range(people):
            mine = t.rng.sample(range(groups), groups_of)
            for g in mine:
                fact("member", f"p{p}", f"g{g}")
                for d in asks[g]:
                    if t.rng.random() < 0.01 and (p, d) not in exempt:
                        exempt.add((p, d))
                        fact("exempt", f"p{p}", f"d{d}")
        t.instances += people * groups_of * duties_of
    firms = t.n // 10 // (firm * (firm - 1))
    for f in range(firms):
        for w in range(firm):
            fact("works", f"w{f * firm + w}", f"f{f}")
    t.instances += firms * firm * (firm - 1)
    rest = t.fill()
    t.flush()
    if nodes > degree:
        t.ask(f"reaches(n{x}, n{y})")
        t.ask("reaches(n0, n0)")
    if people:
        t.ask(f"bound(p{p}, d{asks[mine[0]][0]})")
        for p, d in sorted(exempt)[-1:]:
            t.ask(f"bound(p{p}, d{d})")
    if firms:
        t.ask(f"colleague(w{firms * firm - 1}, w{firms * firm - 2})")
    if rest:
        t.ask(rest)


def facts(t):
    """N dated facts and no rule: what reading costs."""
    for i in range(t.n):
        day = t.rng.randrange(DAYS)
        who, where = f"w{i // 4}", f"p{t.rng.randrange(1000)}"
        t.fact(f"seen({who}, {where})", f"seen({who},{where},{day})", day)
    t.flush()
    for when in (day, day - 1 if day else day + 1):
        t.ask(f"seen({who}, {where})", f"seen({who},{where},{when})", when)


FAMILIES = {f.__name__: f for f in (chains, trees, cycles, odd, dates, dense, joins, facts)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", choices=FAMILIES)
    parser.add_argument("n", type=int)
    parser.add_argument("-o", "--output", metavar="FILE")
    parser.add_argument("--asp", metavar="FILE", help="the logic program, for clingo")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shuffle", action="store_true", help="the items in random order")
    args = parser.parse_args()
    if args.n < 1:
        parser.error("N is at least 1")

    case = open(args.output, "w", encoding="utf-8") if args.output else sys.stdout
    asp = open(args.asp or os.devnull, "w", encoding="utf-8")
    t = Theory(case, asp, args.n, random.Random(f"{args.family} {args.seed}"), args.shuffle)
    case.write(f'case "{args.family}, {args.n}"\n  as of {AS_OF}\n')
    asp.write("#show.\n")
    FAMILIES[args.family](t)
    asp.close()
    if args.output:
        case.close()
        print(json.dumps({"family": args.family, "n": args.n, "instances": t.instances, "rules": t.rules, "facts": t.facts,
                          "questions": t.questions, "seed": args.seed, "shuffle": args.shuffle}))


if __name__ == "__main__":
    main()
