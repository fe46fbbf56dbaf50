#!/usr/bin/env python3
"""docs/worked/: what its pages show is what the program prints. In a block `console` each line that begins with `$ arguendo` is run at
the root of the project, and what follows it is printed. --bless rewrites what is printed."""
import re
import sys
import unittest

from program import ROOT, main, options
from test_tutorial import Follower

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


class Worked(unittest.TestCase):
    def test_pages_print_what_is_shown(self):
        pages = sorted(ROOT.glob("docs/worked/*.md"))
        shown_by = [page for page in pages if BLOCK.search(page.read_text(encoding="utf-8"))]
        self.assertGreaterEqual(len(shown_by), 5)
        for page in shown_by:
            text = page.read_text(encoding="utf-8")
            printed = BLOCK.sub(lambda match: "```console\n" + Follower(ROOT).console(match[1]).rstrip("\n") + "\n```", text)
            if options.bless and printed != text:
                page.write_text(printed, encoding="utf-8")
            elif not options.bless:
                with self.subTest(page=page.name):
                    self.assertEqual(printed, text)

    def test_each_page_is_listed(self):
        index = (ROOT / "docs/worked/README.md").read_text(encoding="utf-8")
        for page in ROOT.glob("docs/worked/*.md"):
            if page.name != "README.md":
                self.assertIn(f"({page.name})", index)


def add_arguments(parser):
    parser.add_argument("--bless", action="store_true", help="rewrite what is printed")


if __name__ == "__main__":
    sys.exit(main(__doc__, add_arguments))
