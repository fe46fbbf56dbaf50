#!/usr/bin/env python3
"""The solvers beside one another on argumentation frameworks: CPU seconds and peak memory of whole processes.

For each problem a Markdown table: the median CPU time (user and system) of each solver on each instance, `>10` for what did not end
in time and counts double, the sum, and the best of all solvers per instance. A solver is any program with the ICCMA command
line (`-p DC-CO -f FILE -a 3`): `--with NAME=COMMAND` adds one, and all run in turn on one instance after the other. Answers must
agree; sets shown are checked from the definitions where that is polynomial. Exit status 1 when something disagrees."""
import argparse
import json
import lzma
import os
import pathlib
import random
import re
import resource
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import threading

import aba_clingo

GRAPH_PROBLEMS = "DC-CO,DS-PR,SE-PR,SE-ST,DC-ST,SE-ID,DS-SST,DC-STG"
ABA_PROBLEMS = "DC-CO,DC-ST,DS-PR,SE-PR,SE-ST"
IGNORED = 0.05  # seconds; smaller differences count for nothing


# ——— instances ———

class Instance:
    def __init__(self, path, query):
        self.path, self.query = path, query
        self.name = path.name.rsplit(".", 1)[0]
        self.aba = path.suffix == ".aba"
        self.graph = None

    def label(self, problem):
        return f"{self.name} {self.query}" if asks(problem) and self.query else self.name


def asks(problem):
    return problem[:2] in ("DC", "DS")


def unpacked(path, cache):
    """The file itself, or what its .xz holds, once in the cache."""
    if path.suffix != ".xz":
        return path
    target = cache / path.name[:-3]
    if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cache, delete=False) as out:
            out.write(lzma.decompress(path.read_bytes()))
        os.replace(out.name, target)
    return target


def default_query(path):
    """The last sentence or argument, when nothing says which one to ask about."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("p "):
                return line.split()[2]
    return None


def renumbered(path, query, copy, cache):
    """The same framework with its sentences or arguments numbered otherwise and its lines in another order, and the query there: what
    a search takes on one copy may be luck."""
    rng = random.Random(f"{path.name} {copy}")
    head, *lines = (line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip() and line[0] != "#")
    numbers = list(range(1, int(head[2]) + 1))
    rng.shuffle(numbers)
    new = {str(old): str(number) for old, number in enumerate(numbers, 1)}
    rng.shuffle(lines)
    target = cache / f"{path.stem}-{copy}{path.suffix}"
    cache.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(" ".join(new.get(word, word) for word in line) + "\n" for line in [head[:2], *lines])
                      .replace(" ".join(head[:2]), " ".join(head), 1), encoding="ascii")
    return target, new.get(query, query)


def find_instances(args, named):
    """Instances of the folder, smallest first; `named`: queries by name from a published table."""
    found = {}
    for path in sorted(pathlib.Path(args.data).iterdir()):
        if re.fullmatch(r".*\.(af|aba)(\.xz)?", path.name):
            found[path.name.removesuffix(".xz").rsplit(".", 1)[0]] = path
    chosen = [name for name in found if not args.instances or any(re.fullmatch(p, name) for p in args.instances.split(","))]
    result = []
    for name in chosen:
        written = pathlib.Path(args.data) / f"{name}.query"
        path = unpacked(found[name], pathlib.Path(args.cache))
        query = args.query or (written.read_text().strip() if written.exists() else named.get(name)) or default_query(path)
        result.append(Instance(path, query))
        result += [Instance(*renumbered(path, query, copy, pathlib.Path(args.cache))) for copy in range(1, args.copies + 1)]
    return sorted(result, key=lambda i: (i.aba, i.name))


# ——— running ———

class Solver:
    def __init__(self, name, command):
        self.name, self.words = name, command

    def command(self, problem, instance):
        return [*self.words, "-p", problem, "-f", str(instance.path), *(["-a", instance.query] if asks(problem) else [])]

    def enough(self, _line):
        return False  # the program ends by itself

    read = staticmethod(lambda problem, text: read_answer(problem, text))


class Clingo(Solver):
    def __init__(self, cache):
        super().__init__("clingo", ["clingo", "--verbose=0", "--outf=0", "-Wno-atom-undefined"])
        self.cache = pathlib.Path(cache)
        self.cache.mkdir(parents=True, exist_ok=True)

    def command(self, problem, instance):
        asked = aba_clingo.question(problem, instance.query)
        if asked is None:
            return None
        text, files, options = asked
        facts, what = self.cache / f"{instance.name}.lp", self.cache / "question.lp"
        if not facts.exists() or facts.stat().st_mtime < instance.path.stat().st_mtime:
            aba_clingo.write_facts(instance.path, facts)
        what.write_text(text, encoding="ascii")
        return [*self.words, *files, str(facts), str(what), *options]

    def enough(self, line):
        return aba_clingo.is_answer(line)

    read = staticmethod(aba_clingo.read_answer)


def run(solver, problem, instance, limit):
    """One process: CPU seconds, peak MB, and its answer; `cut` when the limit ended it. A limit of CPU time, not of the clock."""
    command = solver.command(problem, instance)
    if command is None:
        return {"cpu": 0, "mb": 0, "answer": None, "cut": True, "failure": None}
    seconds = int(limit) + 1
    # The kernel stops each process by its CPU time; the clock stops the whole, should it wait for something.
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1)))
    def stop():
        try:
            os.killpg(child.pid, 9)
        except ProcessLookupError:
            pass  # it ended by itself
    timer = threading.Timer(3 * limit + 2, stop)
    timer.start()
    errors = []
    reader = threading.Thread(target=lambda: errors.append(child.stderr.read()))
    reader.start()
    out = []
    for line in child.stdout:
        text = line.decode(errors="replace")
        out.append(text)
        if solver.enough(text):
            stop()
            break
    _, status, used = os.wait4(child.pid, 0)
    reader.join()
    timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    child.stderr.close()
    cpu = used.ru_utime + used.ru_stime
    answer = solver.read(problem, "".join(out))
    # Close to the limit it is the limit that ended it, whatever the program says of that.
    stopped = child.returncode in (-signal.SIGKILL, -signal.SIGXCPU) or cpu > 0.8 * limit
    cut = cpu > limit or not answer and stopped
    wrong = None if cut or answer else f"exit status {child.returncode} {errors[0][-200:].decode(errors='replace').strip()}"
    return {"cpu": cpu, "mb": used.ru_maxrss / 1000, "answer": None if cut else answer, "cut": cut or not answer, "failure": wrong}


def read_answer(problem, text):
    """(what the table shows, the set shown or None), or None when it is no answer."""
    words = [line.split() for line in text.splitlines() if line.strip()]
    sets = [[int(w) for w in line[1:]] for line in words if line[0] == "w"]
    said = next((line[0] for line in words if line[0] in ("YES", "NO")), None)
    if problem.startswith("SE"):
        return ("one", sets[0]) if sets else ("none", None) if said == "NO" else None
    if problem.startswith("EE"):
        return (f"{len(sets)} sets", None)
    if problem.startswith("CE"):
        return (words[0][0], None) if words and words[0][0].isdigit() else None
    return (said, sets[0] if sets else None) if said else None


# ——— checking ———

def read_graph(path):
    n, attackers = 0, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("p "):
                n = int(line.split()[2])
                attackers = [[] for _ in range(n + 1)]
            elif line.strip() and not line.startswith("#"):
                a, b = line.split()
                attackers[int(b)].append(int(a))
    return attackers


def set_fault(problem, instance, shown):
    """What the definitions say against the set, as far as that is polynomial; None: nothing."""
    semantics = problem[3:]
    if instance.aba or shown is None:
        return None
    if instance.graph is None:
        instance.graph = read_graph(instance.path)
    graph, inside = instance.graph, set(shown)
    out = [any(a in inside for a in attackers) for attackers in graph]
    if any(out[x] for x in inside):
        return "the set is in conflict"
    if semantics == "ST" and any(x not in inside and not out[x] for x in range(1, len(graph))):
        return "the set is not stable"
    if semantics != "STG":
        for x in range(1, len(graph)):
            if (x in inside) != all(out[a] for a in graph[x]):
                return f"the set is not complete at {x}"
    query = int(instance.query) if asks(problem) else None
    if query is not None and (query in inside) != problem.startswith("DC"):
        return "the set does not show the answer"
    return None


# ——— tables ———

def read_anchors(path):
    """{problem: {instance label: (answer, {solver: seconds or None})}} of a Markdown file with a table for each problem."""
    tables, problem, head = {}, None, None
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"#+ ([A-Z]{2}-[A-Z]{2,3})\s*", line):
            problem, head = found[1], None
        elif problem and line.startswith("|"):
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if head is None:
                head = cells
            elif not set(line) <= set("|-: ") and "**" not in line:
                times = {}
                for solver, cell in zip(head[2:], cells[2:]):
                    if re.fullmatch(r">?\d+(\.\d+)?", cell):
                        times[solver] = None if cell.startswith(">") else float(cell)
                tables.setdefault(problem, {})[cells[0]] = (cells[1], times)
        elif line.strip():
            head = None
    return tables


def show_time(seconds, limit):
    return f">{limit:g}" if seconds is None else f"{seconds:.2f}"


def total(times, limit):
    return sum(2 * limit if t is None else t for t in times)


def print_table(problem, rows, solvers, limit):
    print(f"\n### {problem}\n| instance | answer |" + "".join(f" {s.name} | MB |" for s in solvers))
    print("| --- | --- |" + " --- | --- |" * len(solvers))
    for row in rows:
        cells = "".join(f" {show_time(row['cpu'][s.name], limit)} | {row['mb'][s.name]:.0f} |" for s in solvers)
        print(f"| {row['label']} | {row['answer']} |{cells}")
    sums = ""
    for s in solvers:
        solved = sum(row["cpu"][s.name] is not None for row in rows)
        sums += f" **{total([row['cpu'][s.name] for row in rows], limit):.2f}** ({solved}/{len(rows)}) | |"
    print(f"| **sum, {limit:g} s limit counted double** | |{sums}")
    if len(solvers) > 1:
        best = [min((t for t in row["cpu"].values() if t is not None), default=None) for row in rows]
        print(f"\nBest of all per instance (virtual best): {total(best, limit):.2f}.")


def compare(problem, rows, anchors, limit, ours):
    """Prints how the first solver stands beside the published times, or beside the others of this run."""
    lines, over, missed, unsolved = [], [], [], []
    for row in rows:
        times = anchors.get(row["label"], (None, {}))[1]
        best = min((t for t in times.values() if t is not None), default=None)
        mine = row["cpu"][ours]
        if best is None:
            unsolved.append(row)
            continue
        lines.append((mine, best, times))
        if mine is None:
            missed.append(row["label"])
        elif mine > 2 * best and mine - best > IGNORED:
            over.append(f"{row['label']} ({mine:.2f} to {best:.2f})")
    if not lines:
        print("\nNothing to compare: no other solver solved any of these.")
        return unsolved
    names = sorted({name for _, _, times in lines for name in times})
    sums = {name: total([times.get(name) for _, _, times in lines], limit) for name in names}
    mine, virtual = total([m for m, _, _ in lines], limit), total([b for _, b, _ in lines], limit)
    leader = min(sums, key=sums.get)
    print(f"\nOf {len(lines)} that another solved: {ours} {mine:.2f}; half of the best sum ({leader}) {sums[leader] / 2:.2f}"
          f"{'' if mine <= sums[leader] / 2 else ' (missed)'}; virtual best {virtual:.2f}{'' if mine < virtual else ' (missed)'}.")
    print("Over twice the best: " + (", ".join(over) or "none") + ". Unsolved here, solved by another: " +
          (", ".join(missed) or "none") + ".")
    return unsolved


# ——— all of it ———

def measure_problem(problem, instances, solvers, args, wrong):
    rows = []
    for instance in instances:
        runs = {s.name: [] for s in solvers}
        for _ in range(args.repeat):
            for solver in solvers:
                done = runs[solver.name]
                if not done or not (done[-1]["cut"] or sum(r["cpu"] for r in done) > args.limit):
                    done.append(run(solver, problem, instance, args.limit))
        label, answers = instance.label(problem), {}
        for name, done in runs.items():
            for one in done:
                if one["failure"]:
                    wrong.append(f"{problem} {label}, {name}: {one['failure']}")
                elif one["answer"]:
                    answers.setdefault(one["answer"][0], name)
                    if fault := set_fault(problem, instance, one["answer"][1]):
                        wrong.append(f"{problem} {label}, {name}: {fault}")
        if len(answers) > 1:
            wrong.append(f"{problem} {label}: " + ", ".join(f"{name} says {a}" for a, name in answers.items()))
        rows.append({"label": label, "instance": instance, "answer": next(iter(answers), "?"),
                     "cpu": {n: None if any(r["cut"] for r in done) else statistics.median(r["cpu"] for r in done) for n, done in runs.items()},
                     "mb": {n: max(r["mb"] for r in done) for n, done in runs.items()}})
        instance.graph = None
        print(f"{problem} {label}: " + ", ".join(f"{n} {show_time(t, args.limit)}" for n, t in rows[-1]["cpu"].items()), file=sys.stderr)
    return rows


def try_long(problem, unsolved, solver, args):
    if not args.long or not unsolved:
        return
    solved = [row["label"] for row in unsolved
              if row["cpu"][solver.name] is not None or not run(solver, problem, row["instance"], args.long)["cut"]]
    print(f"Of {len(unsolved)} that nobody else solved, within {args.long:g} s: {len(solved)} ({', '.join(solved) or 'none'}).")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder with .af or .aba files, also as .xz, and .query files")
    parser.add_argument("--arguendo", default="build/arguendo", metavar="PROGRAM")
    parser.add_argument("--with", dest="others", action="append", default=[], metavar="NAME=COMMAND", help="another solver, as often as wanted")
    parser.add_argument("--clingo", action="store_true", help="clingo with the published encodings beside it, on .aba files")
    parser.add_argument("--problems", metavar="LIST", help=f"({GRAPH_PROBLEMS}; .aba: {ABA_PROBLEMS})")
    parser.add_argument("--instances", metavar="PATTERNS", help="regular expressions of names, joined by commas")
    parser.add_argument("--aba", action="store_true", help="the .aba files of the folder, instead of the .af ones")
    parser.add_argument("--copies", type=int, default=0, metavar="N", help="also N copies of each, renumbered and in another order")
    parser.add_argument("--query", help="the argument asked about, instead of that of the .query file")
    parser.add_argument("--limit", type=float, default=10, metavar="SECONDS", help="of CPU time, for each process (%(default)g)")
    parser.add_argument("--long", type=float, metavar="SECONDS", help="then try what nobody else solved for so long")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="medians of so many runs (%(default)d)")
    parser.add_argument("--anchors", metavar="FILE", help="published tables to compare with")
    parser.add_argument("--cache", default=os.path.join(tempfile.gettempdir(), "arguendo-bench"), help="where .xz files are unpacked (%(default)s)")
    parser.add_argument("--json", metavar="FILE", help="everything measured")
    args = parser.parse_args()

    solvers = [Solver("arguendo", [os.path.abspath(args.arguendo), "solve"])]
    for other in args.others:
        name, _, command = other.partition("=")
        if not command:
            parser.error(f"`{other}`: write NAME=COMMAND")
        solvers.append(Solver(name, shlex.split(command)))
    if args.clingo:
        solvers.append(Clingo(args.cache))
    anchors = read_anchors(args.anchors) if args.anchors else {}
    named = {words[0]: words[1] for table in anchors.values() for label in table if len(words := label.split()) == 2}
    instances = [i for i in find_instances(args, named) if i.aba == args.aba]
    if not instances:
        parser.error(f"there is nothing to run in {args.data}")
    print(f"CPU seconds, medians of {args.repeat}, limit {args.limit:g} s; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    wrong, everything = [], {}
    for problem in (args.problems or (ABA_PROBLEMS if args.aba else GRAPH_PROBLEMS)).split(","):
        # A published table is compared on its own instances.
        chosen = [i for i in instances if not anchors.get(problem) or i.label(problem) in anchors[problem]]
        rows = measure_problem(problem, chosen, solvers, args, wrong)
        print_table(problem, rows, solvers, args.limit)
        for row in rows:
            told = anchors.get(problem, {}).get(row["label"], ("?",))[0]
            if "?" not in (told, row["answer"]) and told != row["answer"]:
                wrong.append(f"{problem} {row['label']}: {row['answer']}, published {told}")
        beside = {row["label"]: (row["answer"], {s.name: row["cpu"][s.name] for s in solvers[1:]}) for row in rows}
        against = anchors.get(problem) or beside
        if args.anchors or len(solvers) > 1:
            try_long(problem, compare(problem, rows, against, args.limit, "arguendo"), solvers[0], args)
        everything[problem] = [{k: row[k] for k in ("label", "answer", "cpu", "mb")} for row in rows]
        sys.stdout.flush()
    print(f"\n{len(wrong)} problems", *wrong, sep="\n  ")
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
