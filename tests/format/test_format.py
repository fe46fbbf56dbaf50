#!/usr/bin/env python3
"""`arguendo fmt`, on every case there is: examples, golden tests, and the blocks of the documentation.

The layout says the same (the same tree, with --same-tree; the same answers), keeps every comment, does not change when it is laid out
again, and depends on nothing but what a case says: with other blanks and line ends it comes out the same."""
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "docs"))
from program import EXAMPLES, ROOT, main, options, run  # pylint: disable=wrong-import-position

BLOCK = re.compile(r"^```case[^\n]*\n(.*?)^```$", re.M | re.S)
TEXT = r'"(?:[^"\\\n]|\\.)*"'
COMMENT = re.compile(rf'{TEXT}|(#[^\n]*)')


def all_cases():
    """(name, text, folder) of every case that has no error of form."""
    cases = [(str(path.relative_to(ROOT)), path.read_bytes(), path.parent)
             for path in [*sorted(ROOT.glob("examples/*/*.case")), *sorted(ROOT.glob("tests/golden/**/*.case"))]]
    for page in [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]:
        for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8"))):
            cases.append((f"{page.relative_to(ROOT)} block {number}", block.encode(), ROOT))
    return cases


def comments(text):
    return [match[1].rstrip() for match in COMMENT.finditer(text.decode()) if match[1]]


def respaced(text, chance):
    """The case with other blanks and line ends between its words; `rule` keeps its name on its line."""
    out, at = [], 0
    for match in re.finditer(rf"{TEXT}|\brule(?=\s)|[ \t\n]+", text):
        out.append(text[at:match.start()])
        blank = match[0]
        if blank.strip() == "" and not blank.endswith("\n") and not out[-1].endswith("rule") and chance.random() < 0.5:
            blank = chance.choice([" ", "   ", "\n  ", "\n\n      ", "\t", " \r\n\t "])
        out.append(blank)
        at = match.end()
    return "".join(out) + text[at:]


class Layout(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cases = []
        for name, text, folder in all_cases():
            done = run("fmt", "-", stdin=text)
            if done.returncode != 1:
                cls.cases.append((name, text, folder, done))

    def test_there_are_cases(self):
        self.assertGreater(len(self.cases), 150)

    def test_examples_are_in_the_layout(self):
        done = run("fmt", "--check", *EXAMPLES)
        self.assertEqual((done.returncode, done.stdout), (0, ""), "run arguendo fmt")

    def test_each_is_laid_out(self):
        for name, _, _, done in self.cases:
            self.assertEqual((done.returncode, done.stderr), (0, b""), name)

    def test_twice_is_once(self):
        for name, _, _, done in self.cases:
            self.assertEqual(run("fmt", "-", stdin=done.stdout).stdout, done.stdout, name)

    def test_comments_are_kept(self):
        for name, text, _, done in self.cases:
            self.assertEqual(comments(text), comments(done.stdout), name)

    def test_no_blank_is_left(self):
        for name, _, _, done in self.cases:
            self.assertNotRegex(done.stdout, rb"[ \t\r]\n|\t|\n\n\n|\n\n\Z|\A\n", name)
            self.assertTrue(done.stdout.endswith(b"\n"), name)

    def test_the_page_shows_the_layout(self):
        name, text, _, done = next(case for case in self.cases if b'case "Laid out"' in case[1])
        self.assertEqual(text.decode(), done.stdout.decode(), name)

    def test_it_answers_the_same(self):
        for name, text, folder, done in self.cases:
            for command in (["check"], ["status", "--format", "json"]):
                before, after = (run(*command, "-", stdin=case, cwd=folder) for case in (text, done.stdout))
                self.assertEqual((before.stdout, before.returncode), (after.stdout, after.returncode), f"{name}: {command}")

    def test_the_tree_is_the_same(self):
        if not options.same_tree:
            self.skipTest("no --same-tree")
        with tempfile.TemporaryDirectory(prefix="format-") as folder:
            for number, (_, text, _, done) in enumerate(self.cases):
                pathlib.Path(folder, f"{number}.before").write_bytes(text)
                pathlib.Path(folder, f"{number}.after").write_bytes(done.stdout)
            files = [f"{number}.{side}" for number in range(len(self.cases)) for side in ("before", "after")]
            compared = subprocess.run([os.path.abspath(options.same_tree), *files], cwd=folder, capture_output=True, encoding="utf-8")
        self.assertEqual(compared.returncode, 0, compared.stderr)
        self.assertEqual(compared.stdout, f"{len(self.cases)} pairs\n")

    def test_other_blanks_change_nothing(self):
        chance, tried = random.Random(5), 0
        for name, _, _, done in self.cases:
            bare = COMMENT.sub(lambda match: "" if match[1] else match[0], done.stdout.decode())
            once = run("fmt", "-", stdin=bare.encode())
            for _ in range(2):
                other = respaced(once.stdout.decode(), chance)
                again = run("fmt", "-", stdin=other.encode())
                if again.returncode == 0:  # else a name on a line of its own was taken for a clause
                    tried += 1
                    self.assertEqual(again.stdout.decode(), once.stdout.decode(), name)
        self.assertGreater(tried, len(self.cases))


class Files(unittest.TestCase):
    """What becomes of the files."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="format-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, text, mode=0o644):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def test_in_place(self):
        path = self.file("a.case", 'case   "A"\nfact  a\n', 0o640)
        done = run("fmt", path)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(path.read_text(), 'case "A"\nfact a\n')
        self.assertEqual(path.stat().st_mode & 0o7777, 0o640)
        self.assertEqual(os.listdir(self.folder), ["a.case"])

    def test_what_is_laid_out_is_not_touched(self):
        path = self.file("a.case", 'case "A"\nfact a\n')
        before = path.stat()
        self.assertEqual(run("fmt", path).returncode, 0)
        self.assertEqual((path.stat().st_mtime_ns, path.stat().st_ino), (before.st_mtime_ns, before.st_ino))

    def test_a_file_with_errors_is_left(self):
        bad, good = self.file("bad.case", 'case  "A"\nfactt  a\n'), self.file("good.case", 'case  "A"\n')
        done = run("fmt", bad, good)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("E0101", done.stderr)
        self.assertEqual(bad.read_text(), 'case  "A"\nfactt  a\n')
        self.assertEqual(good.read_text(), 'case "A"\n')

    def test_filter(self):
        done = run("fmt", "-", stdin='case  "A"\n')
        self.assertEqual((done.returncode, done.stdout), (0, 'case "A"\n'))
        done = run("fmt", "-", stdin='case  "A"\nfact\n')
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("E0103", done.stderr)

    def test_check_and_diff(self):
        other, good = self.file("other.case", 'case  "A"\nfact a\n'), self.file("good.case", 'case "A"\n')
        done = run("fmt", "--check", other, good)
        self.assertEqual((done.returncode, done.stdout), (1, f"{other}\n"))
        self.assertEqual(run("fmt", "--check", good).returncode, 0)
        done = run("fmt", "--diff", other, good)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, f'--- {other}\n+++ {other}\n@@ -1,2 +1,2 @@\n-case  "A"\n+case "A"\n fact a\n')
        self.assertEqual(other.read_text(), 'case  "A"\nfact a\n')

    def test_links_stay(self):
        path = self.file("a.case", 'case  "A"\n')
        link = self.folder / "link.case"
        link.symlink_to("a.case")
        self.assertEqual(run("fmt", link).returncode, 0)
        self.assertTrue(link.is_symlink())
        self.assertEqual(path.read_text(), 'case "A"\n')

    def test_what_cannot_be_written_is_left(self):
        path = self.file("a.case", 'case  "A"\n')
        self.folder.chmod(0o555)
        self.addCleanup(self.folder.chmod, 0o755)
        if os.access(self.folder, os.W_OK):
            self.skipTest("this user may write everywhere")
        done = run("fmt", path)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(path.read_text(), 'case  "A"\n')

    def test_new(self):
        path = self.folder / "my.case"
        done = run("new", path)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(path.read_text(encoding="utf-8"), (ROOT / "docs/language/first.case").read_text(encoding="utf-8"))
        checked = run("check", path)
        self.assertEqual(checked.returncode, 0)
        self.assertIn("0 errors, 0 warnings; 3 of 3 expectations hold", checked.stdout)
        self.assertEqual(run("fmt", "--check", path).returncode, 0)
        self.assertEqual(run("new").stdout, path.read_text(encoding="utf-8"))

    def test_new_never_overwrites(self):
        path = self.file("a.case", "mine")
        done = run("new", path)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("is there already", done.stderr)
        self.assertEqual(path.read_text(), "mine")
        self.assertEqual(run("new", self.folder / "no" / "a.case").returncode, 2)

    def test_missing_file(self):
        done = run("fmt", self.folder / "none.case")
        self.assertEqual((done.returncode, done.stdout), (2, ""))

    def test_a_diff_can_be_applied(self):
        chance = random.Random(7)
        for _ in range(60):
            lines = [f"fact a{i}" + chance.choice(["", "", "", "  ", "  per  s"]) for i in range(chance.randrange(1, 60))]
            path = self.file("a.case", chance.choice(['case "A"\n', 'case  "A"\n']) + "\n".join(lines) + chance.choice(["", "\n"]))
            diff = run("fmt", "--diff", path).stdout
            patched = subprocess.run(["patch", "--silent", "-o", "-", path], input=diff, capture_output=True, encoding="utf-8")
            wanted = run("fmt", "-", stdin=path.read_text()).stdout
            self.assertEqual(patched.stdout if diff else path.read_text(), wanted, patched.stderr)


def add_arguments(parser):
    parser.add_argument("--same-tree", metavar="PATH", help="same_tree.c, built")


if __name__ == "__main__":
    sys.exit(main(__doc__, add_arguments))
