#!/usr/bin/env python3
"""Measures `arguendo crux` on generated cases of many items, a part of which bears on the question.

crux.py --arguendo build/arguendo"""
import argparse
import json
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

TARGET = 2.0  # seconds


def chain(n):
    """One claim and rules one after another: each turns the answer."""
    return ["claim p0", *(f"rule r{i} if p{i} then p{i + 1}" for i in range(n - 1))], f"p{n - 1}"


def tree(n, rng, attacked):
    """Rules in a tree, some of them alternatives; where `attacked`, a tenth of the leaves are denied by a claim that ranks lower."""
    items, names = [], [0]

    def node(depth):
        me = f"n{names[0]}"
        names[0] += 1
        if len(items) >= n or depth == 0:
            items.append(f"claim c_{me}: {me} rank high")
            if attacked and rng.random() < 0.1:
                items.append(f"claim d_{me}: not {me} rank low")
            return me
        kids = [node(depth - 1) for _ in range(rng.choice((2, 2, 3)))]
        if rng.random() < 0.3:
            items.extend(f"rule r_{me}_{j} if {k} then {me}" for j, k in enumerate(kids))
        else:
            items.append(f"rule r_{me} if {' and '.join(kids)} then {me}")
        return me

    depth = 2
    while 2.3 ** depth < n / 2:
        depth += 1
    root = node(depth)
    return items, root


def defended(n):
    """A rule of many conditions, each attacked, and each attack answered."""
    items = ["rule top if " + " and ".join(f"a{i}" for i in range(n // 5)) + " then goal"]
    for i in range(n // 5):
        items += [f"claim ca{i}: a{i}", f"rule x{i} if b{i} then disapplies ca{i}", f"claim cb{i}: b{i}",
                  f"rule y{i} if e{i} then disapplies x{i}", f"claim ce{i}: e{i}"]
    return items, "goal"


def disputed(n):
    """Conditions that are disputed, each by a claim: nothing single makes the conclusion established."""
    items = ["rule top if " + " and ".join(f"a{i}" for i in range(n // 2)) + " then goal"]
    for i in range(n // 2):
        items += [f"claim ca{i}: a{i}", f"claim na{i}: not a{i}"] if i < 2 else [f"claim ca{i}: a{i}", f"claim cb{i}: a{i}"]
    return items, "goal"


def preferred(n):
    """The same with preferences, each of which shapes what prevails."""
    items = ["rule top if " + " and ".join(f"a{i}" for i in range(n // 3)) + " then goal"]
    for i in range(n // 3):
        items += [f"claim ca{i}: a{i}", f"claim na{i}: not a{i}", f"prefer ca{i} over na{i}"]
    return items, "goal"


def families(rng, n):
    return {"chain": chain(n), "tree": tree(n, rng, False), "attacked": tree(n, rng, True), "defended": defended(n),
            "disputed": disputed(n), "preferred": preferred(n)}


def measure(args, name, items, goal, total, size):
    text = ['case "Crux" as of 2000-01-01', "order weight: low < high", *items]
    text += [f"claim z{i}: zz{i}" for i in range(max(0, total - len(items)))]
    with tempfile.TemporaryDirectory(prefix="crux-") as folder:
        path = pathlib.Path(folder, "crux.case")
        path.write_text("\n".join(text) + "\n", encoding="utf-8")
        times = []
        for _ in range(args.repeat):
            start = time.monotonic()
            done = subprocess.run([args.arguendo, "crux", path, goal, "--size", str(size), "--format", "json"], capture_output=True)
            times.append(time.monotonic() - start)
    side = json.loads(done.stdout)["turning"]
    took = statistics.median(times)
    print(f"{name:10} {total:7} {len(items):7} {size:3} {took:8.2f}{'!' if took > TARGET else ' '} {len(side['sets']):7} "
          f"{side['bearing']:8} {side['examined']:9} {'complete' if side['stopped_by'] is None else 'to ' + str(side['complete_to'])}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", default="build/arguendo", metavar="PROGRAM")
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    print(f"{'family':10} {'items':>7} {'in cone':>7} {'k':>3} {'s':>8}  {'sets':>7} {'bearing':>8} {'examined':>9}")
    for total, cone, size in ((2000, 100, 2), (20000, 20000, 1), (20000, 100, 1)):
        for name, (items, goal) in families(random.Random(1), cone).items():
            if not (name == "preferred" and cone > 1000):
                measure(args, name, items, goal, total, size)


if __name__ == "__main__":
    main()
