#!/usr/bin/env python3
"""Plants mistakes in a case, one at a time, and carries out what the message says: those of ball.txt in ball.case, of lease.txt in lease.case.

A mistake is mended when `check` gives exactly one message, at the right line, with edits, and the case with the edits made
is accepted without a message: its expectations hold again. ball_messages.txt has what is said of each; --bless writes it anew."""
import argparse
import concurrent.futures
import difflib
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
WANTED = 0.95
CASES = ["ball", "lease"]


def blocks(case):
    """Every mistake of a case: its title, the lines that it replaces, those that it puts there, the one that is wrong, and whether none can mend it."""
    text = (HERE / f"{case}.txt").read_text(encoding="utf-8")
    text = re.sub(r"<U\+([0-9A-F]+)>", lambda m: chr(int(m[1], 16)), re.sub(r"\A(#.*\n)*", "", text))
    for block in re.split(r"^== ", text, flags=re.M)[1:]:
        title, *lines = block.split("\n")
        parts = {sign: [line[1:] for line in lines if line.startswith(sign)] for sign in "-+?!"}
        yield title, parts["-"], parts["+"], parts["?"], bool(parts["!"])


def plant(base, old, new, wrong):
    """The case with the mistake, and the number of the line that is wrong."""
    starts = [i for i in range(len(base)) if base[i:i + len(old)] == old]
    if len(starts) != 1:
        raise ValueError(f"the lines to replace must stand once: {old}")
    lines = base[:starts[0]] + new + base[starts[0] + len(old):]
    if wrong:
        return lines, lines.index(wrong[0]) + 1
    differ = [i for i, line in enumerate(new) if i >= len(old) or line != old[i]]
    return lines, starts[0] + differ[0] + 1


def check(arguendo, lines):
    text = ("\n".join(lines) + "\n").encode()
    done = subprocess.run([arguendo, "check", "--format", "json", "-"], input=text, capture_output=True, timeout=20, check=False)
    return text, json.loads(done.stdout)["diagnostics"]


def told(found):
    return f"line {found['line']}: {found['code']} {found['message']}" + (f"\n  help: {found['help']}" if found["help"] else "")


def mend(text, edits):
    for edit in sorted(edits, key=lambda edit: edit["start"], reverse=True):
        text = text[:edit["start"]] + edit["replacement"].encode() + text[edit["end"]:]
    return text.decode().rstrip("\n").split("\n")


def try_one(arguendo, base, mistake):
    """What is said, and why that does not mend it; None when it does. Whether the case is then as it was."""
    title, *parts, told_only = mistake
    lines, line = plant(base, *parts)
    text, found = check(arguendo, lines)
    said = "\n".join(told(one) for one in found)
    if len(found) != 1:
        return title, said, f"{len(found)} messages", False
    if found[0]["line"] != line:
        return title, said, f"at line {found[0]['line']}, not {line}", False
    if told_only:
        return title, said, None, False
    if not found[0]["edits"]:
        return title, said, "no edit", False
    mended = mend(text, found[0]["edits"])
    after = check(arguendo, mended)[1]
    changed = "\n".join(l for l in difflib.unified_diff(lines, mended, lineterm="", n=0) if l[0] in "+-" and l[:3] not in ("+++", "---"))
    if after:
        return title, said, f"after the edit:\n{changed}\n" + "\n".join(told(one) for one in after), False
    return title, said + "\n" + changed, None, mended == base


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arguendo", default="build/arguendo", type=pathlib.Path, metavar="PATH")
    parser.add_argument("--bless", action="store_true", help="write messages.txt anew")
    parser.add_argument("only", nargs="*", metavar="TEXT", help="only mistakes with TEXT in their title; shows what is said")
    args = parser.parse_args()
    arguendo = args.arguendo.resolve()
    return max(try_all(arguendo, case, args) for case in CASES)


def try_all(arguendo, case, args):
    """Tries the mistakes of a case; the exit status."""
    base = (HERE / f"{case}.case").read_text(encoding="utf-8").rstrip("\n").split("\n")
    if check(arguendo, base)[1]:
        print(f"{case}.case is not good itself", *map(told, check(arguendo, base)[1]), sep="\n")
        return 1
    mistakes = [m for m in blocks(case) if not args.only or any(text in m[0] for text in args.only)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda m: try_one(arguendo, base, m), mistakes))
    report = "".join(f"== {title}\n{said}\n" + (f"NOT MENDED: {why}\n" if why else "") + "\n" for title, said, why, _ in results)
    mended = sum(why is None for _, _, why, _ in results)
    exact = sum(same for *_, same in results)
    only_told = sum(m[-1] for m in mistakes)
    summary = f"{case}: {mended} of {len(results)} mistakes are told as they should ({only_told} of them only told, {exact} mended exactly)"
    if args.only:
        print(report + summary)
        return 0
    golden = HERE / f"{case}_messages.txt"
    if args.bless:
        golden.write_text(report, encoding="utf-8")
    want = golden.read_text(encoding="utf-8") if golden.exists() else ""
    diff = list(difflib.unified_diff(want.splitlines(), report.splitlines(), "expected", "said", lineterm=""))
    print(*diff[:100], *(f"NOT MENDED {title}: {why.splitlines()[0]}" for title, _, why, _ in results if why), summary, sep="\n")
    return 1 if diff or mended < WANTED * len(results) else 0


if __name__ == "__main__":
    sys.exit(main())
