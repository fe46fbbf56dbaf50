#!/usr/bin/env python3
"""What the documentation says must be so: every case in it is accepted, and the output fits its schemas.

A case is a fenced block with the info string `case`; see docs/language/reference.md. One whose info string has the name of a file as
its second word, such as `case lib.case`, stands beside the cases of its page; if it is a case or a library, it is checked too."""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

import jsonschema

from program import EXAMPLES, ROOT, TIMEOUT, main, options, run

BLOCK = re.compile(r"^```case\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^```\w+ (\S+\.\w+)\n(.*?)^```$", re.M | re.S)


def validator(name):
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class Cases(unittest.TestCase):
    """One test for each documented case; added below."""

    def good(self, files, name, stdin=None):
        with tempfile.TemporaryDirectory(prefix="docs-") as folder:
            for file, text in files.items():
                path = pathlib.Path(folder, file)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            done = run("check", name, stdin=stdin, cwd=folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


def add_cases():
    elsewhere = [ROOT / "docs/language/tutorial.md"]  # test_tutorial.py follows it
    pages = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("docs/language/*.md"))]
    pages = [page for page in pages if page not in elsewhere]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        files = dict(FILE.findall(text))

        def add(block, test, page=page, text=text):
            line = text.count("\n", 0, block.start()) + 1
            setattr(Cases, f"test_{page.stem}_line_{line}", test)

        for block in BLOCK.finditer(text):
            def test(self, case=block[1], files=files):
                self.good(files, "-", case)
            add(block, test)
        for block in FILE.finditer(text):
            def test_file(self, name=block[1], files=files):
                self.assertIn(" 0 errors, 0 warnings", self.good(files, name))
            if block[1].endswith(".case"):
                add(block, test_file)


class Pages(unittest.TestCase):
    def test_language_has_cases(self):
        self.assertGreater(sum(name.startswith("test_reference") for name in dir(Cases)), 20)
        self.assertEqual(sum(name.startswith("test_card") for name in dir(Cases)), 1)

    def test_links_lead_somewhere(self):
        for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/*.md")]:
            for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")):
                to = page.parent / target if target else page
                self.assertTrue(to.exists(), f"{page.name}: {target}")
                if anchor:
                    self.assertIn(anchor, self.anchors(to), f"{page.name}: {target}")

    @staticmethod
    def anchors(page):
        """Of its headings, as GitHub makes them."""
        headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


class Frameworks(unittest.TestCase):
    """What docs/solve.md shows."""

    def setUp(self):
        self.page = (ROOT / "docs/solve.md").read_text(encoding="utf-8")
        self.examples = ROOT / "examples/frameworks"

    def test_frameworks_are_read(self):
        blocks = re.findall(r"^```\n((?:#[^\n]*\n)?p .*?)^```$", self.page, re.M | re.S)
        self.assertEqual(len(blocks), 2)
        for block in blocks:
            done = run("solve", "-p", "SE-PR", "-f", "-", stdin=block)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_commands_answer_as_shown(self):
        shown = re.findall(r"^```\n\$ arguendo (solve .*?)\n(.*?)^```$", self.page, re.M | re.S)
        self.assertTrue(shown)
        for command, output in shown:
            args = [self.examples / arg if (self.examples / arg).is_file() else arg for arg in command.split()]
            self.assertEqual(run(*args).stdout, output, command)

    def test_bad_input_looks_as_shown(self):
        shown = re.search(r"^```\n(error: .*?)^```$", self.page, re.M | re.S)[1]
        done = run("solve", "-p", "SE-CO", "-f", "-", stdin="p af 3\n1 4\n")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (2, "", shown.replace("case.af", "-")))

    def test_program_prints_what_is_shown(self):
        self.assertEqual(re.search(r"^```c\n(.*?)^```$", self.page, re.M | re.S)[1],
                         (self.examples / "revise.c").read_text(encoding="utf-8"))
        if options.revise:
            done = subprocess.run([options.revise], capture_output=True, timeout=TIMEOUT, encoding="utf-8", check=True)
            self.assertEqual(done.stdout, re.search(r"^```text\n(.*?)^```$", self.page, re.M | re.S)[1])


class Output(unittest.TestCase):
    """The machine output of the examples against schemas/."""

    def fits(self, schema, text):
        errors = [f"{error.json_path}: {error.message}" for error in schema.iter_errors(json.loads(text))]
        self.assertEqual(errors[:5], [])

    def sound(self):
        """The examples that can be asked; at least one must be."""
        sound = [path for path in EXAMPLES if run("status", path).returncode == 0]
        self.assertTrue(sound)
        return sound

    def test_check(self):
        schema = validator("check")
        for path in EXAMPLES:
            with self.subTest(path=path.name):
                self.fits(schema, run("check", "--format", "json", path).stdout)

    def test_check_of_findings(self):
        schema = validator("check")
        for text in ("", "fact", 'case "x"\nfact p(a) on 2000-01-01\nfact not p(a)\n', 'case "x"\nrule r if alpha then beta\n',
                     'case "x"\nclaim a\nexpect a: unsupported\nexpect not a: defeated\n', 'case "x"\nclaim a\nclaim not a\nexpect a: arguable\n'):
            with self.subTest(text=text):
                self.fits(schema, run("check", "--format", "json", "-", stdin=text).stdout)

    def test_read(self):
        schema = validator("read")
        for path in [*EXAMPLES, ROOT / "tests/golden/language/read.case"]:
            told = run("read", "--format", "json", path).stdout
            self.fits(schema, told)
            sentences = json.loads(told)["sentences"]
            self.assertEqual([sentence["number"] for sentence in sentences], list(range(1, len(sentences) + 1)))

    def test_reading_takes_no_side(self):
        """What it says itself; authors may say what they like."""
        words = " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', "".join(
            path.read_text(encoding="utf-8") for path in ROOT.glob("src/report/read*.c"))))
        self.assertIn("says", words)
        self.assertNotRegex(words, r"\b(show|shows|shown|prove|proves|proven|true|false|truth|admits|alleges|literal|string|predicate)\b")

    def test_explain(self):
        self.fits(validator("explain"), run("explain", "--format", "json").stdout)

    def test_version(self):
        self.fits(validator("version"), run("version", "--format", "json").stdout)

    def test_date(self):
        """Each line fits, and the examples of the page are answered as it says."""
        schema = validator("date")
        page = (ROOT / "docs/output.md").read_text(encoding="utf-8")
        arguments, expected = re.search(r"^arguendo date ([^\n]*)\n```\n```json\n(.*?)```", page, re.M | re.S).groups()
        out = run("date", *shlex.split(arguments)).stdout
        self.assertEqual(out, expected)
        for line in out.splitlines():
            self.fits(schema, line)

    def test_what_is_pleaded(self):
        case = ROOT / "tests/golden/language/pleaded.case"
        for command in ("status", "check"):
            self.fits(validator(command), run(command, "--format", "json", case).stdout)

    def test_status(self):
        schema = validator("status")
        for path in self.sound():
            for args in ([], ["--for", "common"], ["--on", "1991-12-26"], ["--on", "1991/.."], ["--known-by", "2000-01-01"]):
                with self.subTest(path=path.name, args=args):
                    self.fits(schema, run("status", "--format", "json", *args, path).stdout)

    def test_what_if(self):
        ball = ROOT / "examples/popov-v-hayashi/ball.case"
        for command, more in (("status", []), ("check", []), ("why", ["possesses(hayashi)"]), ("crux", ["possesses(hayashi)"]),
                              ("compare", []), ("timeline", [])):
            schema = validator(command)
            for args in (["--reject", "full_control"], ["--reject", "tape", "--prefer", "gray:finder"], ["--given", "controlled(popov)"],
                         ["--accept", "no_control", "--deny", "finder"]):
                with self.subTest(command=command, args=args):
                    text = run(command, "--format", "json", *args, ball, *more).stdout
                    self.fits(schema, text)
                    self.assertIn('"supposed"', text)

    def test_crux(self):
        schema = validator("crux")
        for path in self.sound():
            answers = json.loads(run("status", "--format", "json", path).stdout)["answers"]
            asked = sorted({(answer["literal"], answer["for"]) for answer in answers})
            for literal, view in asked[::max(1, len(asked) // (2 if options.few else 8))]:
                for args in ([], ["--status", "defeated", "--size", "1"]):
                    with self.subTest(path=path.name, literal=literal, view=view, args=args):
                        self.fits(schema, run("crux", "--format", "json", "--for", view, *args, path, literal).stdout)
            for args in ([], ["--for", "all"], ["--reject", "tape"] if path.name == "ball.case" else []):
                with self.subTest(path=path.name, args=args):
                    self.fits(schema, run("crux", "--format", "json", *args, path).stdout)

    def test_compare(self):
        schema = validator("compare")
        for path in self.sound():
            for args in ([], ["--between", "all:common"], ["--on", "1991-12-26", "--size", "1"]):
                if args[:1] == ["--between"] and path.stat().st_size > 50000:
                    continue    # hundreds of differences, and finer statuses: seconds
                with self.subTest(path=path.name, args=args):
                    done = run("compare", "--format", "json", *args, path)
                    if args[:1] != ["--between"] and done.returncode == 2:
                        self.assertIn("sets positions against each other", done.stderr)
                        continue
                    self.assertIn(done.returncode, (0, 3), done.stderr)
                    self.fits(schema, done.stdout)

    def test_diff(self):
        schema = validator("diff")
        folder = ROOT / "tests/golden/diff"
        for args in ((folder / "old.case", folder / "new.case"), (folder / "new.case", folder / "old.case", "owes(X)"),
                     (ROOT / "examples/contested-title/title.case", "--on", "1921-01-01/1992-03-03")):
            with self.subTest(args=args):
                self.fits(schema, run("diff", "--format", "json", *args).stdout)

    def test_timeline(self):
        schema = validator("timeline")
        cases = self.sound() + [ROOT / "tests/golden/semantics/acts.case", ROOT / "tests/golden/semantics/other_days.case"]
        for path in cases:
            for args in ([], ["--for", "all"], ["--known-by", "2000-01-01"], ["--on", "1950/2001"]):
                with self.subTest(path=path.name, args=args):
                    self.fits(schema, run("timeline", "--format", "json", *args, path).stdout)
                    picture = xml.etree.ElementTree.fromstring(run("timeline", "--format", "svg", *args, path).stdout)
                    self.assertEqual(picture.get("role"), "img")

    def test_why(self):
        schema = validator("why")
        for path in self.sound():
            answers = json.loads(run("status", "--format", "json", path).stdout)["answers"]
            asked = sorted({(answer["literal"], answer["for"]) for answer in answers})
            for literal, view in asked[::max(1, len(asked) // (5 if options.few else 20))]:
                with self.subTest(path=path.name, literal=literal, view=view):
                    self.fits(schema, run("why", "--format", "json", "--for", view, path, literal).stdout)
            with self.subTest(path=path.name, literal="unheard_of"):
                self.fits(schema, run("why", "--format", "json", path, "unheard_of").stdout)


def add_arguments(parser):
    parser.add_argument("--revise", metavar="PATH", help="examples/frameworks/revise.c, built")
    parser.add_argument("--few", action="store_true", help="less of what takes long: with sanitizers")


if __name__ == "__main__":
    sys.exit(main(__doc__, add_arguments, add_cases))
