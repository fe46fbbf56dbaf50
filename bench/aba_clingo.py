#!/usr/bin/env python3
"""clingo behind the ICCMA command line, for flat assumption-based frameworks: aba_clingo.py -p DC-CO -f FILE -a 3

Writes the framework as facts and gives them, with the encodings of bench/encodings, to one clingo process; the time of
both is the time of this program and its child. Problems: SE, DC, DS with CO, PR, ST."""
import argparse
import pathlib
import subprocess
import sys

ENCODINGS = pathlib.Path(__file__).resolve().parent / "encodings"
PREFERRED = ["--heuristic=Domain", "--enum-mode=domRec", "0"]


def facts(path):
    """The framework as facts, and whether each rule, contrary and assumption was understood."""
    rule, out = 0, []
    with open(path, encoding="ascii") as lines:
        for line in lines:
            kind, *words = line.split() or ["#"]
            if kind == "a":
                out.append(f"assumption({words[0]}).")
            elif kind == "c":
                out.append(f"contrary({words[0]},{words[1]}).")
            elif kind == "r":
                rule += 1
                out.append(f"head({rule},{words[0]})." + "".join(f"body({rule},{word})." for word in words[1:]))
    return "\n".join(out)


def question(task, semantics, query):
    """The encodings, the constraint and the options for the problem."""
    files = ["stable.lp"] if semantics == "ST" else ["complete.lp"]
    if semantics == "PR" and task != "DC":  # what a complete set accepts, a preferred one does
        files.append("preferred.lp")
    each = semantics == "PR" and task == "DS"
    constraint = "" if each or task == "SE" else f":- {'not ' if task == 'DC' else ''}derived({query})."
    # A preferred set that does not accept the query is looked for among all of them: a constraint would change what is maximal.
    shown = f"#show. #show in(A) : in(A). {f'#show accepted : derived({query}).' if each else ''}"
    return files, constraint + shown, PREFERRED if "preferred.lp" in files else ["1"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-p", required=True, metavar="PROBLEM")
    parser.add_argument("-f", required=True, metavar="FILE")
    parser.add_argument("-a", metavar="QUERY", type=int)
    parser.add_argument("--clingo", default="clingo")
    args = parser.parse_args()
    task, semantics = args.p.split("-")
    if task not in ("SE", "DC", "DS") or semantics not in ("CO", "PR", "ST") or (task != "SE") != (args.a is not None):
        parser.error("SE, DC and DS with CO, PR and ST; -a for DC and DS")
    files, rest, options = question(task, semantics, args.a)
    if task == "SE" and options != ["1"]:
        options = [*options[:-1], "1"]
    command = [args.clingo, "--verbose=0", "--outf=0", "-Wno-atom-undefined", *(str(ENCODINGS / name) for name in files), "-", *options]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    child.stdin.write(facts(args.f) + "\n" + rest + "\n")
    child.stdin.close()
    found = None
    for line in child.stdout:
        words = line.split()
        if words in (["UNSATISFIABLE"], ["SATISFIABLE"], ["UNKNOWN"]):
            continue
        if "accepted" not in words:
            found = sorted(int(word[3:-1]) for word in words)
            child.kill()
            break
    child.wait()
    if found is None and child.returncode not in (10, 20, 30):
        sys.exit(f"clingo ended with status {child.returncode}")
    yes = (found is not None) == (task != "DS")
    print("YES" if yes and task != "SE" else "NO" if not yes else "", end="\n" if task != "SE" or not yes else "")
    if found is not None:
        print("w", *found)


main()
