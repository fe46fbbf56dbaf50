"""Flat assumption-based frameworks for clingo: facts, encodings, and what its answer sets say.

A framework is written as facts once, before anything is measured; then one clingo process reads them with the encodings of
bench/encodings. Problems: SE, DC, DS with CO, PR, ST."""
import pathlib

ENCODINGS = pathlib.Path(__file__).resolve().parent / "encodings"


def write_facts(path, out):
    rule = 0
    with open(path, encoding="ascii") as lines, open(out, "w", encoding="ascii") as to:
        for line in lines:
            kind, *words = line.split() or ["#"]
            if kind == "a":
                to.write(f"assumption({words[0]}).\n")
            elif kind == "c":
                to.write(f"contrary({words[0]},{words[1]}).\n")
            elif kind == "r":
                rule += 1
                to.write(f"head({rule},{words[0]})." + "".join(f"body({rule},{word})." for word in words[1:]) + "\n")


def question(problem, query):
    """What is asked, as program text, and the files and options for it; None when it is not offered."""
    task, semantics = problem.split("-")
    if task not in ("SE", "DC", "DS") or semantics not in ("CO", "PR", "ST"):
        return None
    files = ["stable.lp"] if semantics == "ST" else ["complete.lp"]
    options = ["1"]
    if semantics == "PR" and task != "DC":  # what a complete set accepts, a preferred one does
        files.append("preferred.lp")
        # A preferred set that does not accept the query is looked for among all: a constraint would change what is maximal.
        options = ["--heuristic=Domain", "--enum-mode=domRec", "0" if task == "DS" else "1"]
    text = "#show in/1.\n"
    if task == "DS" and semantics == "PR":
        text += f"accepted :- derived({query}).\n#show accepted/0.\n"
    elif task != "SE":
        text += f":- {'not ' if task == 'DC' else ''}derived({query}).\n"
    return text, [str(ENCODINGS / name) for name in files], options


def is_answer(line):
    """Whether the line is an answer set that shows what is looked for."""
    words = line.split()
    return words not in (["SATISFIABLE"], ["UNSATISFIABLE"], ["UNKNOWN"]) and "accepted" not in words


def read_answer(problem, text):
    """As solve.read_answer."""
    shown = next((line for line in text.splitlines() if is_answer(line)), None)
    members = None if shown is None else sorted(int(word[3:-1]) for word in shown.split())
    if members is None and not text.endswith("SATISFIABLE\n"):
        return None
    if problem.startswith("SE"):
        return ("none", None) if members is None else ("one", members)
    return ("YES" if (members is not None) == problem.startswith("DC") else "NO", members)
