#!/usr/bin/env python3
"""The pages about errors, docs/errors: there is one for each code, its examples do what they say, and no message uses a word
that only programmers know.

In a page a block with the info string `case fails` gives exactly the code of the page, and one with `case` is accepted
without a message. `bytes fails` is the same with \\xNN for a byte. A block whose info string has a file's name as its second
word, such as `case lib.case`, is a file that stands beside the examples of its page. A page may instead say "No version gives
this message any more." when nothing in src/ does."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from program import ROOT, main, run

CODES = re.findall(r'^DIAG\((\w+), SEVERITY_(\w+), "(.*)"\)', (ROOT / "src/source/codes.def").read_text(encoding="utf-8"), re.M)
PAGES = ROOT / "docs/errors"
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)
FORMER = "No version gives this message any more."

# Words that a lawyer does not use, or uses for something else. As whole words, in any form that starts so.
BANNED = ("token|pars(e|er|ing)|lexer|lexical|null|arguments?|arity|AST|UNSAT|SAT|strings?|identifiers?|syntax|syntactic|integers?|"
          "literals?|boolean|array|buffer|pointer|constants?|atoms?|schemas?|instances|expressions?|operators?|operands?|tuples?|"
          "unbound|bindings|grounded|grounding|scope|invalid|illegal|runtime|stack|overflow|debug|compile|regex|enum|"
          "namespace|nodes?|hash|keys?|loops?|recursi(on|ve)|unresolved|undefined|undeclared|EOF|whitespace|newline|delimiter|"
          "bytecode|callback|function|parameters?|char|exception thrown|fatal|abort|core dump|malformed")
DIAGNOSTICS = re.compile(r"\b(diag_(?:add|help|note|label|mark)|parser_(?:error|missing|names?|text|comma_for_and)|lacking|taken|unknown|builder_item)\s*\(")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def diagnostics_of(text, files=()):
    """What `check` says of a case, with other files beside it."""
    with tempfile.TemporaryDirectory(prefix="errors-") as folder:
        for name, content in dict(files).items():
            pathlib.Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(folder, name).write_text(content, encoding="utf-8")
        pathlib.Path(folder, "example.case").write_bytes(text)
        done = run("check", "--format", "json", "example.case", cwd=folder)
    return json.loads(done.stdout)["diagnostics"]


def codes_of(text, files):
    return sorted({diagnostic["code"] for diagnostic in diagnostics_of(text, files)})


def plain_bytes(text):
    return re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), text.encode())


class Examples(unittest.TestCase):
    """One test for each page; added below."""


def add_examples():
    for code, _, title in CODES:
        def test(self, code=code, title=title):
            page = PAGES / f"{code}.md"
            self.assertTrue(page.exists(), f"write docs/errors/{code}.md; CONTRIBUTING.md says how")
            text = page.read_text(encoding="utf-8")
            self.assertTrue(text.startswith(f"# {code}: {title}\n"), f"{page.name} starts with the title in codes.def")
            if FORMER in text:
                return
            blocks = BLOCK.findall(text)
            files = {info.split()[1]: block for info, block in blocks if len(info.split()) > 1 and "." in info.split()[1]}
            failing = [block.encode() for info, block in blocks if info == "case fails"]
            failing += [plain_bytes(block) for info, block in blocks if info == "bytes fails"]
            mended = [block.encode() for info, block in blocks if info == "case"]
            self.assertTrue(failing and mended, "a failing and a mended example")
            for block in failing:
                self.assertEqual(codes_of(block, files), [code], block.decode(errors="replace"))
            for block in mended:
                self.assertEqual(codes_of(block, files), [], block.decode())
        setattr(Examples, f"test_{code}", test)


class Edits(unittest.TestCase):
    """Carrying out the edits of a message makes it go away, and brings no other error."""

    def carried_out(self, text, files=()):
        """Tries each message of the case on its own; returns how many had edits."""
        before, tried = diagnostics_of(text, files), 0
        for diagnostic in before:
            first = next(d for d in before if d["line"] == diagnostic["line"]) is diagnostic  # others may follow from it
            if diagnostic["edits"] and first:
                tried += 1
                mended = text
                for edit in sorted(diagnostic["edits"], key=lambda edit: edit["start"], reverse=True):
                    mended = mended[:edit["start"]] + edit["replacement"].encode() + mended[edit["end"]:]
                after = diagnostics_of(mended, files)
                told = f"{diagnostic['code']} {diagnostic['message']}\n{mended.decode()}"
                same = [d for d in after if (d["code"], d["message"], d["line"]) ==
                        (diagnostic["code"], diagnostic["message"], diagnostic["line"])]
                self.assertEqual(same, [], told)
                if len(before) == 1:  # else others may have hidden behind it
                    self.assertEqual([d for d in after if d["severity"] == "error"], [], told)
        return tried

    def test_pages(self):
        tried = 0
        for page in PAGES.glob("E*.md"):
            for info, block in BLOCK.findall(page.read_text(encoding="utf-8")):
                tried += self.carried_out(block.encode()) if info == "case fails" else 0
        self.assertGreater(tried, 5)

    def test_bad_cases(self):
        self.assertGreater(sum(self.carried_out(path.read_bytes()) for path in ROOT.glob("tests/golden/bad/*.case")), 5)

    def test_slips(self):
        slips = ["fact seen(a) note \u201cthere\u201d", "fact seen(a) note \u00abthere\u00bb", "fact seen(a) note 'there'",
                 "fact seen(a) during 1991\u201312\u201326", "rule r if n(X) and X \u2265 3 then m(X)", "rule r if n(X) and X == 3 then m(X)",
                 "rule r if n(X) & m(X) then o(X)", "fact seen(a).", "fact seen(a)\u00a0note \"b\"", "fact _seen(a)", "fact Seen(a)",
                 "fact seen()", "fact seen(a", "fact a seen(b)", "fact a: \"It was seen.\"", "rule r: if n(X) then m(X)",
                 "rule r if N(X) then m(X)", "fact seen(a) note \"b\\c\"", "  fact seen(a)", "fact seen(a) oon 1991-12-26",
                 "fatc seen(a)", "rule r if n(X), and m(X),k(X) then o(X)", "rule r if n(X) then m(X), o(X)", "fact seen(a) on 26 December 1991",
                 "fact seen(a) note \"b"]
        for slip in slips:
            with self.subTest(slip=slip):
                text = f'case "Slips" as of 2000-01-01\nfact n(1)\nfact m(1)\nfact k(1)\n{slip}\n'
                self.assertGreater(self.carried_out(text.encode()), 0)


class Pages(unittest.TestCase):
    def test_pages_are_of_codes(self):
        self.assertEqual({page.stem for page in PAGES.glob("*.md")} - {"README"}, {code for code, _, _ in CODES})

    def test_index_is_up_to_date(self):
        page = PAGES / "README.md"
        rows = re.findall(r"^\| \[(\w+)\]\((\w+)\.md\) \| (.*) \|$", page.read_text(encoding="utf-8"), re.M)
        self.assertEqual(rows, [(code, code, title) for code, _, title in CODES], "run tools/error-pages --index")

    def test_former_messages_are_given_nowhere(self):
        for page in PAGES.glob("[EW]*.md"):
            if FORMER in page.read_text(encoding="utf-8"):
                used = subprocess.run(["grep", "-rlw", page.stem, ROOT / "src", "--include=*.c"], capture_output=True,
                                      encoding="utf-8").stdout
                self.assertEqual(used, "", page.name)


class Explain(unittest.TestCase):
    def test_every_page_is_shown(self):
        for code, _, title in CODES:
            shown = run("explain", code.lower()).stdout
            self.assertTrue(shown.startswith(f"{code}: {title}\n"), code)
            self.assertNotRegex(shown, r"\]\(|\*\*|^```|^#", code)
            prose = [line for line in shown.splitlines() if not line.startswith("    ")]
            self.assertLessEqual(max(map(len, prose)), 80, code)

    def test_all_codes_are_listed(self):
        self.assertEqual([line[:5] for line in run("explain").stdout.splitlines() if line[0] != " "], [code for code, _, _ in CODES])

    def test_json(self):
        codes = json.loads(run("explain", "--format", "json").stdout)["codes"]
        self.assertEqual([(entry["code"], entry["severity"].upper(), entry["title"]) for entry in codes], CODES)
        for entry in codes:
            self.assertEqual(entry["page"], (PAGES / f"{entry['code']}.md").read_text(encoding="utf-8"))

    def test_it_needs_no_files(self):
        with tempfile.TemporaryDirectory() as folder:
            done = run("explain", "E0106", cwd=folder, env={})
        self.assertIn("joined by", done.stdout)

    def test_near_misses(self):
        done = run("explain", "E0160")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("did you mean E0106 (a comma cannot join conditions)?", done.stderr)
        self.assertNotIn("did you mean", run("explain", "nonsense").stderr)


def messages():
    """Every text that a call in src/ puts into a diagnostic, as (place, text)."""
    for path in sorted((ROOT / "src").rglob("*.c")):
        source = path.read_text(encoding="utf-8")
        for call in DIAGNOSTICS.finditer(source):
            depth, at = 1, call.end()
            while depth and at < len(source):
                if match := STRING.match(source, at):
                    yield f"{path.relative_to(ROOT)}:{source.count(chr(10), 0, at) + 1}", match[1]
                    at = match.end()
                    continue
                depth += {"(": 1, ")": -1}.get(source[at], 0)
                at += 1


class Words(unittest.TestCase):
    banned = re.compile(rf"\b({BANNED})\b", re.I)

    def test_the_list_works(self):
        self.assertGreater(sum(1 for _ in messages()), 200)
        for text in ("unexpected token", "2 arguments", "Invalid date", "a string"):
            self.assertRegex(text, self.banned)
        self.assertNotRegex("a condition stands in brackets", self.banned)

    def test_titles(self):
        self.assertEqual([title for _, _, title in CODES if self.banned.search(title)], [])

    def test_messages(self):
        found = [f"{place}: {text}" for place, text in messages() if self.banned.search(text)]
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_pages(self):
        for page in PAGES.glob("*.md"):
            prose = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", page.read_text(encoding="utf-8")))
            self.assertNotRegex(prose, self.banned, page.name)


if __name__ == "__main__":
    sys.exit(main(__doc__, prepare=add_examples))
