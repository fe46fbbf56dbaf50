#!/usr/bin/env python3
"""What every command prints about the small cases beside this file: JSON as schemas/ says, and no day that stands for "none".

    outputs.py --arguendo PATH"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema

from run import BLOCK, HERE, unpack

ROOT = HERE.parents[1]
NO_DAY = re.compile(r"\d{12}")     # the first and last day that a day can be counted as
SCHEMAS = {word: jsonschema.Draft202012Validator(json.loads((ROOT / f"schemas/{word}.schema.json").read_text(encoding="utf-8")))
           for word in ("check", "read", "status", "compare", "timeline", "why", "crux")}


def commands(text, sound):
    """What to ask about a case, without the format."""
    yield from (["check"], ["read"])
    asked = dict(re.findall(r"^expect (.*?)(?: on (\S+?))? ?:", text, re.M))
    if sound and asked:
        yield from ([word, *asked] for word in ("status", "compare", "timeline"))
        for literal, day in list(asked.items())[:4]:
            yield from ([word, literal, *(["--on", day] if day else [])] for word in ("why", "crux"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arguendo", default=ROOT / "build/arguendo", type=pathlib.Path)
    args = parser.parse_args()
    passed = failed = 0
    for path in sorted(HERE.glob("*.txt")):
        for name, options, text in BLOCK.findall(path.read_text(encoding="utf-8")):
            with tempfile.TemporaryDirectory() as folder:
                unpack(text, folder)
                for word, *more in commands(text, "exit=1" not in options):
                    for form in ("json", "text"):
                        done = subprocess.run([args.arguendo.resolve(), word, "main.case", *more, "--format", form], cwd=folder,
                                              capture_output=True, encoding="utf-8", timeout=60)
                        wrong = [f"{error.json_path}: {error.message}" for error in
                                 (SCHEMAS[word].iter_errors(json.loads(done.stdout)) if form == "json" and done.stdout else ())]
                        wrong += NO_DAY.findall(done.stdout + done.stderr) + ([done.stderr] if done.returncode not in (0, 1, 2, 3) else [])
                        passed, failed = passed + (not wrong), failed + bool(wrong)
                        if wrong:
                            print(f"{path.name}: {name}: {word} {more} {form}:", *wrong[:3], sep="\n")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
