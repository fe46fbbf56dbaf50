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


def head(out, facts):
    out.write(f'case "Threads, {facts}"\n  as of 1900-01-01\n')


def shuffled_days(facts, seed):
    """The random numbers, and by thread its days."""
    rng = random.Random(f"threads {seed}")
    days = [datetime.date.fromordinal(FIRST_DAY + d) for d in range(facts)]
    rng.shuffle(days)
    return rng, [days[i:i + EVENTS] for i in range(0, facts - EVENTS + 1, EVENTS)]


def some(of):
    """Five of so many threads."""
    return [thread * (of - 1) // 4 for thread in range(5)]


def write_states(out, facts, seed=1):
    rng, threads = shuffled_days(facts, seed)
    head(out, facts)
    for rule in rules():
        out.write(rule + "\n")
    for thread, days in enumerate(threads):
        first = rng.randrange(KINDS - EVENTS + 1)
        for event, day in enumerate(sorted(days)):
            out.write(f"fact v{first + event}(c{thread}) on {day.isoformat()}\n")
    asked = ", ".join(f"{p}(c{thread})" for thread in some(len(threads)) for p in ("s6", "w1", "g1"))
    out.write(f'question some "What stands?"\n  {asked}\n  on 1700-01-01, 1800-01-01\n')


def write_offices(out, facts, seed=1):
    """Nine holders of an office follow one another, each begins on a known day, and one of six people; what offices entitle to."""
    rng, threads = shuffled_days(facts, seed)
    head(out, facts)
    out.write("predicate holds(X, O) one X\n")
    for i in range(16):
        out.write(f"rule entitled_{i} if holds(X, O) and grade{i}(O) then entitled{i}(X, O)\n"
                  f"rule paid_{i} if entitled{i}(X, O) unless barred(X) then paid{i}(X, O)\n"
                  f"rule title_{i} if once holds(X, O) and grade{i}(O) then begins title{i}(X)\n")
    out.write("rule retired if once honoured(X) then not barred(X)\nrule dismissed if dismissed(X, O) then ends holds(X, O)\n")
    for thread, days in enumerate(threads):
        out.write(f"fact grade{thread % 16}(o{thread})\n")
        for day in days[:-1]:
            out.write(f"fact holds(p{thread}_{rng.randrange(6)}, o{thread}) begins {day.isoformat()}\n")
        out.write(f"claim barred(p{thread}_0) from {days[-1].isoformat()}\n")
    asked = ", ".join(f"{p}(p{t}_{n}, o{t})" for t in some(len(threads)) for p in ("holds", f"paid{t % 16}") for n in (0, 1))
    out.write(f'question some "Who?"\n  {asked}\n  on 1700-01-01, 1800-01-01\n')


def write_all(out, facts, seed=1):
    """The first again, and asked about every thread: nothing can be left out."""
    write_states(out, facts, seed)
    out.write('question all "What stands in every thread?"\n  g0(X), g1(X), g2(X), w1(X), not g1(X), not g2(X)\n  on 1800-01-01\n')


KINDS_OF_CASE = {"states": write_states, "offices": write_offices, "all asked": write_all}


def measure(program, write, facts, repeat):
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
    parser.add_argument("--kind", choices=KINDS_OF_CASE, default="states", help="which -o writes")
    parser.add_argument("--arguendo", metavar="PATH")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("-o", "--output", metavar="FILE")
    args = parser.parse_args()
    if args.output:
        with open(args.output, "w", encoding="utf-8") as f:
            KINDS_OF_CASE[args.kind](f, args.facts)
        return
    if not args.arguendo:
        parser.error("--arguendo or -o is needed")
    bad = False
    for kind, write in KINDS_OF_CASE.items():
        times = {n: measure(args.arguendo, write, n, args.repeat) for n in (args.facts // 2, args.facts, 2 * args.facts)}
        for n, (seconds, memory) in times.items():
            print(f"{kind:<10} {n:>8} facts  {seconds:6.2f} s  {memory:5} MB")
        growth = times[2 * args.facts][0] / times[args.facts][0]
        kept = times[args.facts][0] < 1
        print(f"processor time; target 1 s: {'kept' if kept else 'missed'}; growth {growth:.2f} for twice the facts")
        bad |= not kept or growth > 2.4
    sys.exit(bad)


if __name__ == "__main__":
    main()
