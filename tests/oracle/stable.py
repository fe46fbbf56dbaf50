#!/usr/bin/env python3
"""Stable sets of random frameworks of 20 to 200 arguments or sentences: `arguendo solve` and clingo must agree.

Half are Dung frameworks, half flat assumption-based ones; EE-ST and CE-ST where clingo finds at most a few thousand sets, and
DC-ST on some arguments. Prints `N passed, M failed`; a framework that fails is printed whole."""
import argparse
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
import aba_clingo  # noqa: E402

MOST = 3000


def random_graph(rng):
    n = rng.randint(20, 200)
    attacks, kind = set(), rng.randrange(4)
    count = int(n * rng.choice((0.6, 1, 1.5, 2, 3, 6)))
    block = rng.randint(3, 12)
    for _ in range(count):
        a = rng.randrange(n)
        b = rng.randrange(n) if kind != 1 else min(n - 1, a // block * block + rng.randrange(2 * block))
        if a != b or rng.random() < 0.05:
            attacks.add((a + 1, b + 1))
            if kind == 2 and rng.random() < 0.5:
                attacks.add((b + 1, a + 1))
    if kind == 3:  # even rings, which have stable sets, under random attacks
        for a in range(0, n - 1, 2):
            attacks |= {(a + 1, a + 2), (a + 2, a + 1)}
        attacks = {(a, b) for a, b in attacks if a != b}
    return f"p af {n}\n" + "".join(f"{a} {b}\n" for a, b in sorted(attacks)), range(1, n + 1)


def random_aba(rng):
    n = rng.randint(20, 200)
    assumptions = rng.randint(3, max(4, min(n - 2, n // rng.choice((2, 3, 5)))))
    atoms = range(assumptions + 1, n + 1)
    lines = [f"p aba {n}"] + [f"a {a}" for a in range(1, assumptions + 1)]
    # Contraries among assumptions make even rings, which have stable sets.
    lines += [f"c {a} {rng.randint(1, assumptions) if rng.random() < 0.3 else rng.choice(atoms)}" for a in range(1, assumptions + 1)]
    longest = rng.randint(1, 4)
    for _ in range(rng.randint(n // 2, 2 * n)):
        body = [rng.randint(1, n) if rng.random() < 0.6 else rng.randint(1, assumptions) for _ in range(rng.randint(rng.random() > 0.1, longest))]
        lines.append(" ".join(map(str, ("r", rng.choice(atoms), *sorted(set(body))))))
    return "\n".join(lines) + "\n", range(1, n + 1)


def clingo(facts, encoding, shown, constraint, most):
    """Up to `most` answer sets, as sorted tuples."""
    done = subprocess.run(["clingo", "--verbose=0", "-Wno-atom-undefined", encoding, "-", str(most)], capture_output=True, text=True,
                          input=facts + f"\n#show. #show X : {shown}(X).\n{constraint}", timeout=120)
    if done.returncode not in (10, 20, 30):
        raise RuntimeError(done.stderr)
    lines = done.stdout.splitlines()[:-1]  # the last says (UN)SATISFIABLE
    return [tuple(sorted(map(int, line.split()))) for line in lines]


class Comparison:
    def __init__(self, args, folder):
        self.args, self.folder, self.passed, self.failed, self.complete = args, folder, 0, 0, 0

    def solve(self, problem, path, query=None):
        command = [self.args.arguendo, "solve", "-p", problem, "-f", path, *(["-a", str(query)] if query else [])]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if done.returncode != 0 and not done.stdout:
            raise RuntimeError(f"{problem}: exit status {done.returncode}: {done.stderr}")
        lines = [line.split() for line in done.stdout.splitlines()]
        return lines, [tuple(map(int, words[1:])) for words in lines if words[:1] == ["w"]]

    def expect(self, what, condition, text):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{what}\n{text}")

    def compare(self, rng, aba):
        text, queries = random_aba(rng) if aba else random_graph(rng)
        path = self.folder / ("f.aba" if aba else "f.af")
        path.write_text(text, encoding="ascii")
        if aba:
            aba_clingo.write_facts(path, self.folder / "facts.lp")
            facts, encoding, accepted = (self.folder / "facts.lp").read_text(), aba_clingo.ENCODINGS / "stable.lp", "derived"
        else:
            pairs = [line.split() for line in text.splitlines()[1:]]
            facts = f"arg(1..{len(queries)})." + "".join(f"att({a},{b})." for a, b in pairs)
            encoding, accepted = aba_clingo.ENCODINGS / "stable_graph.lp", "in"
        sets = clingo(facts, encoding, "in", "", MOST + 1)
        if len(sets) <= MOST:
            self.complete += 1
            lines, given = self.solve("EE-ST", path)
            self.expect(f"EE-ST: {len(given)} sets, clingo {len(sets)}", sorted(given) == sorted(sets), text)
            lines, _ = self.solve("CE-ST", path)
            self.expect(f"CE-ST: {lines}, clingo {len(sets)}", lines == [[str(len(sets))]], text)
        for query in rng.sample(queries, 2):
            holds = bool(clingo(facts, encoding, "in", f":- not {accepted}({query}).", 1))
            lines, given = self.solve("DC-ST", path, query)
            self.expect(f"DC-ST {query}: {lines}, clingo {holds}", lines[:1] == [["YES" if holds else "NO"]], text)
            if given:
                inside = "".join(f":- not in({x})." for x in given[0]) + f":- in(X), not shown(X). {''.join(f'shown({x}).' for x in given[0])}"
                shows = clingo(facts, encoding, "in", inside + f":- not {accepted}({query}).", 1)
                self.expect(f"DC-ST {query}: {given[0]} does not show it", shows == [given[0]], text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", required=True)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("af", "aba"), help="one kind of framework")
    args = parser.parse_args()
    if not shutil.which("clingo"):
        print("clingo is missing (Debian: gringo)", file=sys.stderr)
        return 77  # skipped
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(args, pathlib.Path(folder))
        for i in range(args.count):
            aba = args.only == "aba" or (args.only is None and i % 2 == 1)
            comparison.compare(random.Random(args.seed << 32 | i), aba)
            if comparison.failed > 5:
                break
    print(f"{args.count} frameworks, {comparison.complete} enumerated")
    print(f"{comparison.passed} passed, {comparison.failed} failed")
    return 1 if comparison.failed else 0


if __name__ == "__main__":
    sys.exit(main())
