#!/usr/bin/env python3
"""docs/language/tutorial.md, followed step by step: what it shows is what the program prints.

A block `case NAME` writes that file, `case NAME +` adds to it, `diff` replaces lines of it; in a block `console` each line that
begins with `$ arguendo` is run in the same folder, and what follows it is printed. --bless rewrites what is printed."""
import pathlib
import re
import sys
import tempfile
import unittest

from program import ROOT, main, options, run

PAGES = [ROOT / "docs/language/tutorial.md"]
BLOCK = re.compile(r"^```(case \S+(?: \+)?|diff|console)\n(.*?)^```$", re.M | re.S)


class Follower:
    """Does what a page says, in a folder of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.file = None
        self.cases = {}  # by file: its text after the last step

    def change(self, old, new):
        text = self.file.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise AssertionError(f"to be replaced, and not there once:\n{old}")
        self.file.write_text(text.replace(old, new), encoding="utf-8")

    def console(self, block):
        """The block with what is printed now."""
        out = []
        for command in re.findall(r"^\$ arguendo (.*)$", block, re.M):
            words = re.findall(r"'[^']*'|\S+", command)
            done = run(*[word.strip("'") for word in words], cwd=self.folder)
            out.append(f"$ arguendo {command}\n{done.stdout}{done.stderr}")
        return "".join(out)

    def step(self, match):
        info, block = match[1].split(), match[2]
        if info[0] == "case":
            self.file = self.folder / info[1]
            before = self.file.read_text(encoding="utf-8") if info[-1] == "+" else ""
            self.file.write_text(before + block, encoding="utf-8")
        elif info[0] == "diff":
            old, new = ("".join(line[1:] + "\n" for line in block.splitlines() if line[0] == sign) for sign in "-+")
            self.change(old, new)
        else:
            block = self.console(block)
        if self.file:
            self.cases[self.file.name] = self.file.read_text(encoding="utf-8")
        return f"```{match[1]}\n{block}```"


class Tutorial(unittest.TestCase):
    def follow(self, page):
        """The page with what is printed now, and the last state of its cases."""
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory(prefix="tutorial-") as folder:
            follower = Follower(folder)
            return text, BLOCK.sub(follower.step, text), follower.cases

    def test_it_prints_what_is_shown(self):
        for page in PAGES:
            shown, printed, _ = self.follow(page)
            if options.bless and shown != printed:
                page.write_text(printed, encoding="utf-8")
            elif not options.bless:
                self.assertEqual(printed, shown)

    def test_it_ends_with_checked_cases(self):
        for page in PAGES:
            _, _, cases = self.follow(page)
            for case in cases.values():
                done = run("check", "-", stdin=case)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("0 errors, 0 warnings", done.stdout)
                self.assertEqual(run("fmt", "--check", "-", stdin=case).returncode, 0)


def add_arguments(parser):
    parser.add_argument("--bless", action="store_true", help="rewrite what is printed")


if __name__ == "__main__":
    sys.exit(main(__doc__, add_arguments))
