#!/usr/bin/env python3
"""Dated facts on as many different days, in unrelated threads of ten, and fifty rules: the time of `arguendo status` must grow with the
facts and not with the days.

threads.py --arguendo build/arguendo           100,000 facts and, for the growth, half and twice as many
threads.py 100000 -o FILE                      writes the case
"""
import argparse
import datetime
import os
import random
import statistics
import subprocess
import sys
import tempfile

FIRST_DAY = datetime.date(1600, 1, 1).toordinal()
EVENTS = 10  # of a thread, each on a day that no other fact has
KINDS = 20   # of events: what begins a state, or moves it on; a thread has ten in a row of them


def rules():
    """Fifty: what each event begins and ends, what it still bears on years later, and what speaks against that."""
    for i in range(KINDS):
        yield f"rule begins_{i} if v{i}(X) then begins s{i}(X)"
        if i + 1 < KINDS:
            yield f"rule ends_{i} if v{i + 1}(X) then ends s{i}(X)"
    for i in range(6):
        k = 3 * i
        yield f"rule lately_{i} if once v{k}(X) within 20 years and s{k + 1}(X) unless v{k + 2}(X) then w{i}(X)"
    for i in range(3):
        yield f"rule group_{i} if at least 2 of (s{6 * i}(X), w{2 * i}(X), w{2 * i + 1}(X)) then g{i}(X)"
    yield "rule norm_0 if begins s7(X) unless any of (w0(X), w1(X) and s6(X)) then not g1(X)"
    yield "rule norm_1 if any of (ends s9(X), v10(X)) and once s8(X) then not g2(X)"
    yield "prefer group_1 over norm_0"


def write(out, facts, seed=1):
    rng = random.Random(f"threads {seed}")
    days = list(range(facts))
    rng.shuffle(days)
    out.write(f'case "Threads, {facts}"\n  as of 1900-01-01\n')
    for rule in rules():
        out.write(rule + "\n")
    for thread in range(facts // EVENTS):
        first = rng.randrange(KINDS - EVENTS + 1)
        for event, day in enumerate(sorted(days[thread * EVENTS:(thread + 1) * EVENTS])):
            out.write(f"fact v{first + event}(c{thread}) on {datetime.date.fromordinal(FIRST_DAY + day).isoformat()}\n")
    some = [thread * (facts // EVENTS - 1) // 4 for thread in range(5)]
    asked = ", ".join(f"{p}(c{thread})" for thread in some for p in ("s6", "w1", "g1"))
    out.write(f'question some "What stands?"\n  {asked}\n  on 1700-01-01, 1800-01-01\n')


def measure(program, facts, repeat):
    """(median processor seconds, largest MB) of whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "threads.case")
        with open(path, "w", encoding="utf-8") as f:
            write(f, facts)
        seconds, memory = [], 0
        for _ in range(repeat + 1):
            p = subprocess.Popen([program, "status", path, "--format", "json"], stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(p.pid, 0)
            if status:
                sys.exit(f"status {status} with {facts} facts")
            seconds.append(used.ru_utime + used.ru_stime)
            memory = max(memory, used.ru_maxrss // 1024)
        return statistics.median(seconds[1:]), memory


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=int, nargs="?", default=100000)
    parser.add_argument("--arguendo", metavar="PATH")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("-o", "--output", metavar="FILE")
    args = parser.parse_args()
    if args.output:
        with open(args.output, "w", encoding="utf-8") as f:
            write(f, args.facts)
        return
    if not args.arguendo:
        parser.error("--arguendo or -o is needed")
    times = {n: measure(args.arguendo, n, args.repeat) for n in (args.facts // 2, args.facts, 2 * args.facts)}
    for n, (seconds, memory) in times.items():
        print(f"{n:>8} facts  {seconds:6.2f} s  {memory:5} MB")
    slow = times[args.facts][0] >= 1
    steep = times[2 * args.facts][0] > 2.4 * times[args.facts][0]
    print(f"processor time; target 1 s: {'missed' if slow else 'kept'}; growth {times[2 * args.facts][0] / times[args.facts][0]:.2f} for twice the facts")
    sys.exit(slow or steep)


if __name__ == "__main__":
    main()
