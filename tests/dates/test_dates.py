#!/usr/bin/env python3
"""Dates as `arguendo date` reads them, against tables of what they mean.

known.tsv has examples of the Library of Congress specification of EDTF (2019-02-04) and strings on whose reading at least three
implementations agree; more.tsv has further cases derived from the specification by hand, and Julian dates, whose conversions are
those of almanacs. Columns: string, level, whether it is a date, first and last day (`inf` open, `?` unknown), origin. (The
specification gives `2004-06-11%` as an example at levels 1 and 2; the lower is right, as for every other mark at the end.)
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).parent
BOUNDS = {"inf": "..", "-inf": "..", "?": None, "": None}


def rows(name):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines()[1:]:
        text, level, valid, low, high, _ = line.split("\t")
        yield {"input": text, "valid": valid == "1", "level": int(level) if level else None,
               "min": BOUNDS.get(low, low), "max": BOUNDS.get(high, high)}


def run(*arguments, stdin=b""):
    return subprocess.run([OPTIONS.arguendo, "date", *arguments], input=stdin, capture_output=True, check=False)


def answers(result):
    return [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]


class Tables(unittest.TestCase):
    def compare(self, name):
        expected = list(rows(name))
        given = "".join(row["input"] + "\n" for row in expected).encode("utf-8")
        found = answers(run("--format", "json", stdin=given))
        self.assertEqual(len(found), len(expected))
        for row, answer in zip(expected, found):
            self.assertEqual(answer, row)

    def test_known(self):
        self.compare("known.tsv")

    def test_more(self):
        self.compare("more.tsv")

    def test_arguments(self):
        """The same when the dates are arguments, of which many start with a minus."""
        expected = [row for name in ("known.tsv", "more.tsv") for row in rows(name) if row["input"] != "-"]
        for start in range(0, len(expected), 100):
            part = expected[start:start + 100]
            result = run("--format=json", *(row["input"] for row in part))
            self.assertEqual(answers(result), part)
            self.assertEqual(result.returncode, 0 if all(row["valid"] for row in part) else 1)
            self.assertEqual(len(result.stderr.splitlines()), sum(not row["valid"] for row in part))

    def test_text(self):
        """Every date can also be told in words, and only errors are told on standard error."""
        expected = [row for name in ("known.tsv", "more.tsv") for row in rows(name)]
        given = "".join(row["input"] + "\n" for row in expected).encode("utf-8")
        result = run(stdin=given)
        told = result.stdout.decode("utf-8").split("\n\n")
        self.assertEqual([text.split("\n")[0] for text in told], [row["input"] for row in expected if row["valid"]])
        for text in told:
            self.assertIn("\n  means     ", text)

    def test_round_trip(self):
        """Every date stands in a case as it was written after `fmt`, as a clause and as what a statement is about."""
        dates = [row["input"] for name in ("known.tsv", "more.tsv") for row in rows(name) if row["valid"]]
        alone = re.compile(r"[0-9]{1,4}( julian)?|Y[0-9].*|[0-9X]{4}")   # read as numbers or names without `year`
        terms = [("year " if alone.fullmatch(date) else "") + date for date in dates]
        lines = ['case "x" as of 2000-01-01', *('source s%d "S" dated %s' % d for d in enumerate(dates)),
                 *("fact f%d: p(%s)" % d for d in enumerate(terms))]
        done = subprocess.run([OPTIONS.arguendo, "fmt", "-"], input="\n".join(lines) + "\n", capture_output=True, encoding="utf-8", check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(re.findall(r"(?m)dated (.*)$", done.stdout), dates)
        self.assertEqual(re.findall(r"(?m): p\((.*)\)$", done.stdout), terms)

    def test_guesses(self):
        """What is offered in place of what is no date is a date."""
        bad = [row["input"] for name in ("known.tsv", "more.tsv") for row in rows(name)
               if not row["valid"] and row["input"] != "-"]
        errors = run(*bad, "--format", "json").stderr.decode("utf-8").splitlines()
        forms = [form for error in errors if "; write `" in error for form in error.split("; write ")[1].split("`")[1::2]]
        self.assertGreater(len(forms), 60)
        self.assertEqual([a["input"] for a in answers(run(*forms, "--format", "json")) if not a["valid"]], [])


class Streams(unittest.TestCase):
    def test_separators(self):
        found = answers(run("--format", "json", stdin=b"1985\r\n\n1986\n1987"))
        self.assertEqual([a["input"] for a in found], ["1985", "1986", "1987"])
        self.assertTrue(all(a["valid"] for a in found))

    def test_dash(self):
        found = answers(run("--format", "json", "1985", "-", "-0043", stdin=b"1986\n"))
        self.assertEqual([a["input"] for a in found], ["1985", "1986", "-0043"])

    def test_bytes(self):
        """Whatever the bytes, each line has an answer that is JSON."""
        source = random.Random(5)
        lines = [bytes(source.choice(b"0123456789-~?%XY/.,[]{}TZES: \xff\xc3\xa9\x00\x1b\"\\") for _ in
                       range(source.randrange(1, 24))) for _ in range(20000)]
        result = run("--format", "json", stdin=b"\n".join(lines))
        self.assertIn(result.returncode, (0, 1))
        self.assertEqual(len(answers(result)), len([line for line in lines if line not in (b"", b"\r")]))

    def test_changed(self):
        """The same for dates with one byte changed, which come nearer to being dates."""
        source = random.Random(6)
        dates = [row["input"].encode("utf-8") for row in rows("known.tsv") if row["valid"]]
        lines = []
        for _ in range(20000):
            line = bytearray(source.choice(dates))
            line[source.randrange(len(line))] = source.choice(b"0123456789-~?%XY/.,[]{}TZES:")
            lines.append(bytes(line))
        found = answers(run("--format", "json", stdin=b"\n".join(lines)))
        self.assertEqual([a["input"].encode("utf-8") for a in found], lines)
        for a in found:
            if a["valid"] and None not in (a["min"], a["max"]) and ".." not in (a["min"], a["max"]):
                self.assertLessEqual(day_key(a["min"]), day_key(a["max"]))

    def test_long_lines(self):
        found = answers(run("--format", "json", stdin=b"1985\n" + b"1" * 300000 + b"\n1986\n"))
        self.assertEqual([a["valid"] for a in found], [True, False, True])
        many = b"[" + b",".join([b"1985"] * 30000) + b"]"
        found = answers(run("--format", "json", stdin=b"1984\n" + many + b"\n1986"))
        self.assertEqual([a["min"] for a in found], ["1984-01-01", "1985-01-01", "1986-01-01"])
        cut = run("--format", "json", stdin=b"1" * (1 << 24) + b"1\n1986\n")
        self.assertEqual([a["input"] for a in answers(cut)], ["1986"])
        self.assertEqual((cut.returncode, cut.stderr.count(b"left out")), (1, 1))

    def test_mark(self):
        """A mark of byte order before the first line is no part of it."""
        found = answers(run("--format", "json", stdin=b"\xef\xbb\xbf1985\r\n1986\r\n"))
        self.assertEqual([a["input"] for a in found], ["1985", "1986"])

    def test_misuse(self):
        self.assertEqual(run("--on", "1985", "1985").returncode, 2)
        self.assertEqual(run("--nothing", "1985").returncode, 2)


def day_key(day):
    year, month, day_of_month = day.rsplit("-", 2)
    return int(year), int(month), int(day_of_month)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", required=True)
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
