#!/usr/bin/env python3
"""Time and memory of whole processes on generated theories, side by side with clingo on the same theories in the same run.

Each line of the table is a family and a size; times and memory are medians of the repeats, or the least of them. Marked with `!` is what misses
its target: parsing at 50 MB/s (files from 10 MB); at most 1 s and 400 MB beyond parsing for a million rule instances; at
most 2.2 times as long for twice the work and clingo at least 5 times as long (from 250k). The exit status is 1 when a
program fails or the two disagree about what was asked, and 0 otherwise, targets met or not."""
import argparse
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
FAMILIES = ("chains", "trees", "cycles", "odd", "dates", "dense", "joins", "facts")
QUICK = (250_000, 500_000, 1_000_000)
FULL = (*QUICK, 2_000_000, 4_000_000)
MB = 1e6
PARSING, SECONDS, MEMORY, DOUBLING, TIMES = 50, 1.0, 400, 2.2, 5


def size(text):
    match = re.fullmatch(r"(\d+)([kM]?)", text)
    if not match or not int(match[1]):
        raise argparse.ArgumentTypeError(f"`{text}` is no size; write 1000, 250k or 1M")
    return int(match[1]) * {"": 1, "k": 1000, "M": 1_000_000}[match[2]]


def size_text(n):
    return f"{n // 1_000_000}M" if n % 1_000_000 == 0 else f"{n // 1000}k" if n % 1000 == 0 else str(n)


def measure(command, out, args):
    """Runs the command once: wall and CPU seconds, peak memory in MB, exit status; `cut` says which limit ended it."""
    with open(out, "wb") as stdout:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE)
        stop = threading.Event()
        timer = threading.Timer(args.timeout, lambda: (stop.set(), child.kill()))
        timer.start()
        errors = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    cut = "time" if stop.is_set() else "memory" if re.search(rb"bad_alloc|out of memory", errors, re.I) else None
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "system": used.ru_stime, "mb": used.ru_maxrss * 1024 / MB, "exit": child.returncode,
            "cut": cut, "errors": errors[-400:].decode(errors="replace")}


class Program:
    """A command run several times on one theory."""

    def __init__(self, command, out, args, good=(0,)):
        self.command, self.out, self.args, self.good, self.runs = command, out, args, good, []

    def run(self):
        if self.runs and (self.cut or sum(r["wall"] for r in self.runs) > self.args.timeout / 2):
            return  # enough
        self.runs.append(measure(self.command, self.out, self.args))

    @property
    def cut(self):
        return next((r["cut"] for r in self.runs if r["cut"]), None)

    @property
    def failure(self):
        bad = next((r for r in self.runs if not r["cut"] and r["exit"] not in self.good), None)
        return bad and f"{' '.join(map(str, self.command))}: exit status {bad['exit']} {bad['errors'].strip()}"

    def figure(self, what):
        pick = min if self.args.least else statistics.median
        return None if self.cut or self.failure or not self.runs else pick(r[what] for r in self.runs)

    def data(self):
        return {"command": [pathlib.Path(str(w)).name for w in self.command], "cut": self.cut,
                "runs": [{k: round(r[k], 4) for k in ("wall", "cpu", "system", "mb")} for r in self.runs]}


def answers(out, questions):
    """By question, the status on the day asked about."""
    try:
        found = {a["question"]: a for a in json.loads(out.read_text(encoding="utf-8"))["answers"] if a["for"] == "all"}
    except (ValueError, KeyError):
        return None
    result = []
    for i, asked in enumerate(questions):
        periods = found.get(f"q{i}", {"periods": []})["periods"]
        result.append(next((p["status"] for p in periods if (p["from"] is None or p["from"] <= asked["on"])
                            and (p["until"] is None or asked["on"] < p["until"])), None))
    return result


def disagreements(info, out, model):
    """What the program and the model say differently; `established` is to be true in it, and what is not, false if decided."""
    ours = answers(out, info["questions"])
    if ours is None:
        return ["no answers to compare"]
    theirs = {int(k) for k in re.findall(r"\bq\((\d+)\)", model.read_text(encoding="utf-8"))} if model else None
    wrong = []
    for i, asked in enumerate(info["questions"]):
        told = f"{asked['literal']} on {asked['on']}: {ours[i]}"
        if ours[i] is None or (ours[i] == "established" and not asked["decided"]):
            wrong.append(told)
        elif theirs is not None and asked["decided"] and (ours[i] == "established") != (i in theirs):
            wrong.append(f"{told}, but {'true' if i in theirs else 'false'} in the model")
    return wrong


def measure_theory(family, n, folder, args, with_clingo):
    case, asp = folder / "theory.case", folder / "theory.lp"
    made = subprocess.run([sys.executable, HERE / "generate.py", family, str(n), "-o", case, "--asp", asp, "--seed", str(args.seed),
                           *(["--shuffle"] if args.shuffle else [])], check=True, capture_output=True, text=True)
    info = json.loads(made.stdout)
    for file in (case, asp):  # into the page cache; in pieces, since a process begins with the memory of who starts it
        with open(file, "rb") as read:
            while read.read(1 << 20):
                pass
    programs = {"parse": Program([args.arguendo, "check", "--parse-only", case], os.devnull, args),
                "status": Program([args.arguendo, "status", "--format", "json", case], folder / "answers", args)}
    if with_clingo:
        programs["clingo"] = Program([*args.clingo, asp], folder / "model", args, good=(10, 30))
    for i, command in enumerate(args.against):
        words = [w.replace("{file}", str(case)).replace("{asp}", str(asp)) for w in shlex.split(command)]
        programs[f"against{i}"] = Program(words, os.devnull, args, good=range(256))
    measure(programs["status"].command, os.devnull, args)  # not counted: memory that nobody had lately is slow to come by
    for _ in range(args.repeat):
        for program in programs.values():
            program.run()
    info["bytes"] = case.stat().st_size
    info["wrong"] = [p.failure for p in programs.values() if p.failure]
    if programs["status"].figure("wall") is not None:
        solved = with_clingo and programs["clingo"].figure("wall") is not None
        info["wrong"] += disagreements(info, folder / "answers", folder / "model" if solved else None)
        info["compared"] = sum(q["decided"] for q in info["questions"]) if solved else 0
    return info, programs


def figures(info, programs, half, args):
    """The line of the table, as numbers or None. `half`: the figures for half the size."""
    parse, whole = programs["parse"].figure(args.clock), programs["status"].figure(args.clock)
    clingo = programs["clingo"].figure(args.clock) if "clingo" in programs else None
    line = {"bytes": info["bytes"], "parse": parse, "speed": parse and info["bytes"] / MB / parse, "time": whole,
            "mb": programs["status"].figure("mb"), "clingo": clingo, "clingo_mb": clingo and programs["clingo"].figure("mb"),
            "beyond": None, "mb_beyond": None, "doubling": None, "times": None, "bound": False}
    if parse and whole:
        line["beyond"] = max(0.0, whole - parse)
        line["mb_beyond"] = line["mb"] - programs["parse"].figure("mb")
    if half and half["time"] and whole:
        line["doubling"] = whole / half["time"]
    if whole and clingo:
        line["times"] = clingo / whole
    elif whole and "clingo" in programs and programs["clingo"].cut == "time":
        line["times"], line["bound"] = args.timeout / whole, True
    line["against"] = [programs[f"against{i}"].figure(args.clock) for i in range(len(args.against))]
    return line


def table_line(family, n, x):
    at_million, large = n == 1_000_000 and family != "facts", n >= QUICK[0]

    def show(what, form, misses=None):
        value = x[what]
        return "-" if value is None else format(value, form) + ("!" if misses and misses(value) else "")

    return [family, size_text(n), format(x["bytes"] / MB, ".1f"),
            show("speed", ".0f", lambda v: x["bytes"] >= 10 * MB and v < PARSING),
            show("time", ".2f"), show("beyond", ".2f", lambda v: at_million and v > SECONDS),
            show("doubling", ".2f", lambda v: large and v > DOUBLING), show("mb", ".0f"),
            show("mb_beyond", ".0f", lambda v: at_million and v > MEMORY),
            show("clingo", ".2f"), show("clingo_mb", ".0f"),
            (">" if x["bound"] else "") + show("times", ".1f", lambda v: large and not x["bound"] and v < TIMES),
            *("-" if a is None else format(a, ".2f") for a in x["against"])]


HEAD = ("family", "size", "MB", "MB/s", "s", "s beyond", "doubled", "peak MB", "beyond", "clingo s", "clingo MB", "times")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", default="build/arguendo", metavar="PROGRAM")
    parser.add_argument("--clingo", default="clingo --verbose=0", metavar="COMMAND", help="(%(default)s); '' for none")
    parser.add_argument("--clingo-most", type=size, default="4M", metavar="SIZE", help="the largest size it is run on (%(default)s)")
    parser.add_argument("--against", action="append", default=[], metavar="COMMAND",
                        help="time this too; {file} stands for the case and {asp} for the program")
    parser.add_argument("--families", default=",".join(FAMILIES), help="(%(default)s)")
    parser.add_argument("--sizes", help="such as 1M,2M (250k to 4M)")
    parser.add_argument("--quick", action="store_true", help="sizes up to 1M")
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    parser.add_argument("--least", action="store_true", help="the least of the repeats instead of their median: on a busy machine")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="which time the table shows (wall)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shuffle", action="store_true", help="the items of each theory in random order")
    parser.add_argument("--timeout", type=float, default=120, metavar="SECONDS", help="for each process")
    parser.add_argument("--memory", type=float, metavar="GB", help="for each process (half of what the machine has)")
    parser.add_argument("--json", metavar="FILE", help="everything measured")
    args = parser.parse_args()
    args.clingo = shlex.split(args.clingo)
    if args.clingo and not shutil.which(args.clingo[0]):
        print(f"{args.clingo[0]} is missing (Debian: gringo); measuring without", file=sys.stderr)
        args.clingo = []
    if not shutil.which(args.arguendo):
        parser.error(f"there is no program {args.arguendo}")
    args.arguendo = os.path.abspath(shutil.which(args.arguendo))
    sizes = sorted(map(size, args.sizes.split(","))) if args.sizes else QUICK if args.quick else FULL
    families = args.families.split(",")
    if unknown := set(families) - set(FAMILIES):
        parser.error("no such family: " + ", ".join(sorted(unknown)))
    memory = int(args.memory * 1e9 if args.memory else os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))  # inherited: a preexec_fn makes starting a process several ms slower

    widths = [max(len(h), 7) for h in (*HEAD, *(f"other {i}" for i in range(len(args.against))))]

    def show(cells):
        print("  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths))),
              flush=True)
    print(f"{args.clock} seconds, {'least' if args.least else 'medians'} of {args.repeat}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    show([*HEAD, *(f"other {i}" for i in range(len(args.against)))])
    results, wrong = [], []
    for family in families:
        lines, with_clingo = {}, bool(args.clingo)
        for n in sizes:
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                info, programs = measure_theory(family, n, pathlib.Path(folder), args, with_clingo and n <= args.clingo_most)
            lines[n] = figures(info, programs, lines.get(n // 2), args)
            show(table_line(family, n, lines[n]))
            wrong += [f"{family} {size_text(n)}: {w}" for w in info["wrong"]]
            results.append({**info, **lines[n], "programs": {name: p.data() for name, p in programs.items()}})
            with_clingo = with_clingo and not ("clingo" in programs and programs["clingo"].cut)
            if programs["status"].cut:
                break  # larger ones would be cut too
    compared = sum(r.get("compared", 0) for r in results)
    print(f"{compared} decided answers compared with clingo, {len(wrong)} problems", *wrong, sep="\n  ")
    if args.json:
        machine = {"clock": args.clock, "repeat": args.repeat, "least": args.least, "processors": os.cpu_count(), "memory_limit": memory,
                   "clingo": args.clingo, "clingo_most": args.clingo_most, "against": args.against, "shuffle": args.shuffle, "seed": args.seed}
        pathlib.Path(args.json).write_text(json.dumps({"run": machine, "results": results}, indent=1) + "\n", encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
