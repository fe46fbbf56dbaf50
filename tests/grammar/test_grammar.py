#!/usr/bin/env python3
"""Random cases made from docs/grammar.ebnf: the program reads all of them; laid out by `arguendo fmt` they say the same, and do not change
when they are laid out again; and spoilt in some place, each is read or refused with a place, and never ends the program."""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from grammar import Maker, read  # pylint: disable=wrong-import-position

AT_ONCE = 50
MARK = b"# a comment, \"so"  # as grammar.py makes them
WORD = re.compile(r'"(?:[^"\\\n]|\\.)*"|[^\W\d]\w*|[\d.:-]+|\s+|.', re.S)


class Failed(Exception):
    pass


def run(program, *args, folder):
    try:
        done = subprocess.run([*program, *map(str, args)], cwd=folder, capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired as slow:
        raise Failed(f"no end after 60 s: {' '.join(map(str, args))[:300]}") from slow
    if done.returncode not in (0, 1):
        raise Failed(f"status {done.returncode}: {' '.join(map(str, args))[:300]}\n{done.stderr.decode()[-3000:]}")
    return done


def make(rules, chance, folder, count):
    (folder / "lib.case").write_text('library "Used by all"\n', encoding="utf-8")
    paths = []
    for number in range(count):
        path = folder / f"made{number}.case"
        path.write_bytes(Maker(rules, chance, folder).case().encode())
        paths.append(path)
    return paths


def check_made(arguendo, same_tree, paths, folder):
    """All are read; laid out they have the same tree; laid out again they are the same."""
    done = run([arguendo], "check", "--parse-only", *paths, folder=folder)
    if done.returncode:
        raise Failed(f"not read: {done.stderr.decode()[:3000]}")
    pairs, once = [], []
    for path in paths:
        copy = path.with_suffix(".before")
        copy.write_bytes(path.read_bytes())
        pairs += [copy, path]
    run([arguendo], "fmt", *paths, folder=folder)
    if run([same_tree], *pairs, folder=folder).returncode:
        raise Failed("`fmt` says something else: " + run([same_tree], *pairs, folder=folder).stdout.decode()[:2000])
    once = [path.read_bytes() for path in paths]
    for path, text in zip(paths, once):
        if text.count(MARK) != path.with_suffix(".before").read_bytes().count(MARK):
            raise Failed(f"`fmt` loses or doubles a comment: {path}")
    run([arguendo], "fmt", *paths, folder=folder)
    for path, text in zip(paths, once):
        if path.read_bytes() != text:
            raise Failed(f"`fmt` changes its own layout: {path}")


def spoil(text, chance, others):
    """The text with one to three changes: words left out, twice, swapped, from elsewhere; characters changed; an end cut off."""
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        words = WORD.findall(text)
        if not words:
            break
        at = chance.randrange(len(words))
        way = chance.randrange(7)
        if way == 0:
            del words[at]
        elif way == 1:
            words.insert(at, words[at])
        elif way == 2:
            other = chance.randrange(len(words))
            words[at], words[other] = words[other], words[at]
        elif way == 3:
            words[at] = chance.choice(others)
        elif way == 4:
            words.insert(at, chance.choice(others))
        elif way == 5:
            letter = chance.randrange(len(words[at]))
            words[at] = words[at][:letter] + chance.choice(list("ab_X1\"'()[]{},;:<=>!&|-.\\#\n\t é“”–\u00a0\u200b")) + words[at][letter + 1:]
        else:
            words = words[:at]
        text = "".join(words)
    return text


def check_spoilt(arguendo, paths, folder, program_texts):
    """Each is read or refused; what is refused is refused at a place in it. How many were refused."""
    done = run([arguendo], "check", "--format", "json", *paths, folder=folder)
    refused = 0
    decoder, text = json.JSONDecoder(), done.stdout.decode()
    for path in paths:
        report, end = decoder.raw_decode(text)
        text = text[end:].lstrip()
        lines = program_texts[path].decode().count("\n") + 1
        errors = [d for d in report["diagnostics"] if d["severity"] == "error"]
        refused += bool(errors)
        if report["errors"] and not errors:
            raise Failed(f"refused without a word: {path}")
        for error in errors:
            placed = error["line"] is not None and (error["file"] != path.name or 1 <= error["line"] <= lines)
            if not (placed or error["code"] == "E0004") or not error["message"]:
                raise Failed(f"refused without a place: {path}: {error}")
    return refused


def words_in(paths):
    return sorted({word for path in paths for word in WORD.findall(path.read_bytes().decode())})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", required=True)
    parser.add_argument("--same-tree", required=True)
    parser.add_argument("--count", type=int, default=500, help="of cases; as many spoilt ones (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", metavar="FOLDER", help="leave the files of a failure here")
    options = parser.parse_args()
    arguendo, same_tree = (str(pathlib.Path(path).resolve()) for path in (options.arguendo, options.same_tree))
    rules, made, refused = read(), 0, 0
    for seed in range(options.seed, options.seed + (options.count + AT_ONCE - 1) // AT_ONCE):
        with tempfile.TemporaryDirectory() as name:
            folder, chance = pathlib.Path(name), random.Random(seed)
            try:
                paths = make(rules, chance, folder, min(AT_ONCE, options.count - made))
                texts = {path: path.read_bytes().decode() for path in paths}
                others = words_in(paths)
                check_made(arguendo, same_tree, paths, folder)
                for path in paths:
                    path.write_bytes(spoil(texts[path], chance, others).encode())
                refused += check_spoilt(arguendo, paths, folder, {path: path.read_bytes() for path in paths})
                made += len(paths)
            except Failed as failure:
                if options.keep:
                    subprocess.run(["cp", "-r", str(folder), options.keep], check=True)
                print(f"seed {seed}: {failure}", file=sys.stderr)
                return 1
    print(f"{made} cases are read and laid out; of as many that were spoilt {refused} are refused")
    return 0 if refused > made / 4 else 1


if __name__ == "__main__":
    sys.exit(main())
