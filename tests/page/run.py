#!/usr/bin/env python3
"""Small cases whose answers docs/semantics.md dictates, worked out by hand.

    run.py [--arguendo PATH] [WORD…]      all, or those with a word in their name

In the .txt files each case stands under a line `=== NAME`, which may add `exit=1` (what `arguendo check` returns, else 0) and
`has=E0101,W0102` (the codes of all its messages; without it, no errors). The case says with `expect` what must stand. Behind it may
come `? OPTIONS: STATEMENT STATUS; …`, what `arguendo status` answers with these options on the last day, or the one of `--on`, and
other files, each under `--- NAME`."""
import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BLOCK = re.compile(r"^=== (\S+)([^\n]*)\n(.*?)(?=^=== |\Z)", re.M | re.S)


def run(program, folder, *args):
    return subprocess.run([program, *args], cwd=folder, capture_output=True, encoding="utf-8", timeout=60)


def asked(program, folder, line):
    """What is wrong with the answers to a line `? OPTIONS: STATEMENT STATUS; …`."""
    options, _, answers = line[1:].partition(":")
    want = dict(answer.strip().rsplit(" ", 1) for answer in answers.split(";"))
    done = run(program, folder, "status", "main.case", "--format", "json", "--for", "all", *shlex.split(options), *want)
    if done.returncode:
        return [f"{line}: exit {done.returncode}\n{done.stderr}"]
    got = {answer["literal"]: answer["periods"][-1]["status"] for answer in json.loads(done.stdout)["answers"]}
    return [f"{options.strip()}: {literal} is {got.get(literal)}, not {status}" for literal, status in want.items()
            if got.get(literal) != status]


def unpack(text, folder):
    """Writes the files of a block; the case is main.case."""
    case, *files = re.split(r"^--- (\S+)\n", text, flags=re.M)
    for name, content in zip(["main.case", *files[::2]], [case, *files[1::2]]):
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(line for line in content.splitlines(True) if not line.startswith("? ")), encoding="utf-8")


def wrong(program, options, text):
    """What is wrong with a case; an empty list is right."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(text, folder)
        done = run(program, folder, "check", "main.case")
        codes = sorted(set(re.findall(r"^(?:error|warning)\[([EW]\d+)\]", done.stderr, re.M)))
        fits = codes == options["has"].split(",") if "has" in options else not any(code[0] == "E" for code in codes)
        out = [] if done.returncode == int(options.get("exit", 0)) and fits else [done.stdout + done.stderr]
        for line in re.findall(r"^\? [^\n]*", text, re.M):
            out += asked(program, folder, line)
        return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arguendo", default=HERE.parents[1] / "build/arguendo", type=pathlib.Path)
    parser.add_argument("word", nargs="*")
    args = parser.parse_args()
    passed = failed = 0
    for path in sorted(HERE.glob("*.txt")):
        for name, options, text in BLOCK.findall(path.read_text(encoding="utf-8")):
            if args.word and not any(word in name for word in args.word):
                continue
            found = wrong(args.arguendo.resolve(), dict(option.split("=") for option in options.split()), text)
            passed, failed = passed + (not found), failed + bool(found)
            if found:
                print(f"{path.name}: {name}:", *found, sep="\n")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
