#!/usr/bin/env python3
"""Scatters random slips over cases, one at a time: letters left out, doubled or swapped, capitals, keywords left out, brackets and commas left
out or doubled, quotation marks, other forms of dates, other words for `and`. Counts, kind by kind, how many are told once, at
their line, with an edit after which nothing is said. Some change only the meaning, and nothing is said of them at all; others
no program can mend. With --least, fails below that share of those of which something is said."""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = [ROOT / "tests/mistakes/ball.case", ROOT / "tests/mistakes/lease.case", ROOT / "examples/popov-v-hayashi/ball.case"]
WORD = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[A-Za-z_]\w*|\d[\d_.\-]*|[^\s\w]|\s+')
KEYWORDS = set(re.findall(r'"([a-z]+)[a-z ]*"', "".join((ROOT / "src/syntax" / name).read_text() for name in ("items.def", "clauses.def", "words.def"))))
MONTHS = "January February March April May June July August September October November December".split()


def check(arguendo, text):
    done = subprocess.run([arguendo, "check", "--format", "json", "-"], input=text.encode(), capture_output=True, timeout=60, check=False)
    return json.loads(done.stdout)["diagnostics"]


def slip_in_word(word, chance):
    """A kind of slip, and the word with it; or None."""
    what = "keyword" if word in KEYWORDS else "name"
    way = chance.random()
    if way < 0.5 and len(word) > 3:
        at = chance.randrange(1, len(word) - 1)
        wrong = chance.choice([word[:at] + word[at + 1:], word[:at] + word[at + 1] + word[at] + word[at + 2:], word[:at] + word[at] + word[at:]])
        return (f"misspelt {what}", wrong) if wrong != word else None
    if way < 0.65:
        return f"{what} with a capital letter", word[0].upper() + word[1:]
    if way < 0.75 and what == "keyword":
        return "keyword left out", ""
    return ("name in quotation marks", f'"{word}"') if way < 0.8 and what == "name" else None


def slip_in_text(text, chance):
    body = text[1:-1]
    return chance.choice([("text not closed", text[:-1]), ("text not opened", text[1:]), ("text in curly marks", f"\u201c{body}\u201d"),
                          ("text without marks", body), ("text in single marks", f"'{body}'")])


def slip_in_date(date, chance):
    year, month, day = date.split("-")
    return "form of a date", chance.choice([f"{day}.{month}.{year}", f"{year}/{month}/{day}", f"{int(day)} {MONTHS[int(month) - 1]} {year}",
                                            f"{year}.{month}.{day}", f"{year}\u2013{month}\u2013{day}", f"{year}{month}{day}"])


def slip(text, chance):
    """A kind of slip, the text with it and the number of its line."""
    words = WORD.findall(text)
    while True:
        at = chance.randrange(len(words))
        word, made = words[at], None
        if word == "and":
            made = "another word for `and`", chance.choice([",", "&", "AND", "or"])
        elif re.fullmatch(r"[a-z]\w{2,}", word):
            made = slip_in_word(word, chance)
        elif word in "():,;<":
            made = (f"`{word}` left out", "") if chance.random() < 0.7 else (f"`{word}` twice", word * 2)
        elif word == "=":
            made = "`==`", "=="
        elif re.fullmatch(r'".{2,}"', word):
            made = slip_in_text(word, chance)
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", word):
            made = slip_in_date(word, chance)
        if made:
            return made[0], "".join(words[:at]) + made[1] + "".join(words[at + 1:]), "".join(words[:at]).count("\n") + 1


def mend(text, edits):
    text = text.encode()
    for edit in sorted(edits, key=lambda edit: edit["start"], reverse=True):
        text = text[:edit["start"]] + edit["replacement"].encode() + text[edit["end"]:]
    return text.decode()


def judge(arguendo, text, line):
    found = check(arguendo, text)
    if not found:
        return "silent", ""
    said = "; ".join(f"{one['line']}: {one['code']} {one['message']} ({one['help']})" for one in found[:3])
    if len(found) > 1:
        return f"{len(found)} messages", said
    if found[0]["line"] != line:
        return "another line", said
    if not found[0]["edits"]:
        return "no edit", said
    return ("still wrong", said) if check(arguendo, mend(text, found[0]["edits"])) else ("mended", said)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", default="build/arguendo", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0)
    parser.add_argument("--show", action="store_true", help="what is not mended")
    args = parser.parse_args()
    arguendo, chance = args.arguendo.resolve(), random.Random(args.seed)
    texts, kinds = [case.read_text(encoding="utf-8") for case in CASES], collections.Counter()
    for _ in range(args.count):
        kind, text, line = slip(chance.choice(texts), chance)
        outcome, said = judge(arguendo, text, line)
        kinds[kind, outcome if outcome in ("silent", "mended") else "not"] += 1
        if args.show and outcome not in ("silent", "mended"):
            print(f"{kind}, {outcome}: {text.splitlines()[line - 1]}\n  {said}")
    for kind in sorted({kind for kind, _ in kinds}):
        print(f"{kind:28} mended {kinds[kind, 'mended']:4}, not {kinds[kind, 'not']:4}, silent {kinds[kind, 'silent']:4}")
    mended, silent = (sum(n for (_, outcome), n in kinds.items() if outcome == wanted) for wanted in ("mended", "silent"))
    share = mended / max(args.count - silent, 1)
    print(f"{mended} of {args.count - silent} mended ({share:.0%}); nothing is said of {silent}")
    return 1 if share < args.least else 0


if __name__ == "__main__":
    sys.exit(main())
