#!/usr/bin/env python3
"""`check --format sarif`: it has the form that SARIF 2.1.0 asks for, says the same as `--format json`, and its lines and columns
lead to the same places as its bytes."""
import json
import pathlib
import re
import sys
import tempfile
import unittest

import jsonschema

from program import EXAMPLES, ROOT, main, run

SCHEMA = json.loads(pathlib.Path(__file__).with_name("sarif.schema.json").read_text(encoding="utf-8"))
PAGES = ROOT / "docs/errors"
FAILING = re.compile(r"^```case fails\n(.*?)^```$", re.M | re.S)


def place_of(text, offset):
    """Line and column, in code points from 1, of a byte."""
    before = text[:offset].removeprefix(b"\xef\xbb\xbf").decode().split("\n")
    return len(before), len(before[-1]) + 1


class Sarif(unittest.TestCase):
    def setUp(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        self.validator = jsonschema.Draft202012Validator(SCHEMA)

    def log_of(self, *args, status=None, **more):
        done = run("check", "--format", "sarif", *args, **more)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stderr)
        log = json.loads(done.stdout)
        self.assertEqual([f"{error.json_path}: {error.message}" for error in self.validator.iter_errors(log)][:5], [])
        return log["runs"][0]

    def agrees(self, text, name="a case.case"):
        """Checks one case in both formats; returns the results."""
        with tempfile.TemporaryDirectory(prefix="sarif-") as folder:
            pathlib.Path(folder, name).write_bytes(text)
            log = self.log_of(name, cwd=folder)
            checked = json.loads(run("check", "--format", "json", name, cwd=folder).stdout)
        diagnostics = checked["diagnostics"] + checked["allowed"]
        rules = log["tool"]["driver"]["rules"]
        self.assertEqual([(r["ruleId"], r["level"]) for r in log["results"]], [(d["code"], d["severity"]) for d in diagnostics])
        for result, diagnostic in zip(log["results"], diagnostics):
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            self.assertEqual([s["justification"] for s in result.get("suppressions", [])],
                             [diagnostic["reason"]] if "reason" in diagnostic else [])
            message = result["message"]["text"].replace("{{", "{").replace("}}", "}")
            for part in ("message", "label", "help", "note"):
                self.assertIn(diagnostic[part] or "", message)
            places = [location["physicalLocation"] for location in result["locations"] + result.get("relatedLocations", [])]
            regions = [place.get("region") for place in places]
            expected = [diagnostic] + diagnostic["marks"]
            replacements = [replacement for fix in result.get("fixes", []) for change in fix["artifactChanges"]
                            for replacement in change["replacements"]]
            self.assertEqual([r["insertedContent"]["text"] for r in replacements], [e["replacement"] for e in diagnostic["edits"]])
            regions += [replacement["deletedRegion"] for replacement in replacements]
            expected += diagnostic["edits"]
            for region, place in zip(regions, expected, strict=True):
                if place["line"] is None:
                    self.assertIsNone(region)
                    continue
                end = region["byteOffset"] + region["byteLength"]
                self.assertEqual((region["byteOffset"], end), (place["start"], place["end"]))
                self.assertEqual((region["startLine"], region["startColumn"]), (place["line"], place["column"]))
                self.assertEqual((region["startLine"], region["startColumn"]), place_of(text, region["byteOffset"]))
                self.assertEqual((region["endLine"], region["endColumn"]), place_of(text, end))
        return log["results"]

    def test_bad_cases(self):
        found = sum(len(self.agrees(path.read_bytes())) for path in ROOT.glob("tests/golden/bad/*.case"))
        self.assertGreater(found, 50)

    def test_pages(self):
        for page in PAGES.glob("[EW]*.md"):
            for block in FAILING.findall(page.read_text(encoding="utf-8")):
                with self.subTest(page=page.stem):
                    self.agrees(block.encode())

    def test_characters(self):
        results = self.agrees('\ufeffcase "{é}" as of 2000-01-01\nfact 漢字(é): ü(😀)\n'
                              'rule r if שלום(Ä) and  controled(Ä) then b(Ä)\nfact controlled("{0}")\r\n'.encode())
        self.assertTrue(results)

    def test_allowed(self):
        results = self.agrees(b'case "x" as of 2000-01-01\nclaim a allow W0102 "lost"\nclaim b\n')
        self.assertEqual(len(results), 2)

    def test_whole_file(self):
        self.agrees(b"")

    def test_rules_have_their_pages(self):
        with tempfile.TemporaryDirectory(prefix="sarif-") as folder:
            pathlib.Path(folder, "a.case").write_text('case "x" as of 2000-01-01\nfact a: p(X)\n', encoding="utf-8")
            rule = self.log_of("a.case", cwd=folder, status=1)["tool"]["driver"]["rules"][0]
        self.assertEqual(rule["help"]["markdown"], (PAGES / f"{rule['id']}.md").read_text(encoding="utf-8"))
        self.assertEqual(rule["defaultConfiguration"]["level"], "error")

    def test_several_files_make_one_log(self):
        log = self.log_of(*EXAMPLES, EXAMPLES[0], status=0)
        self.assertEqual([result for result in log["results"] if "suppressions" not in result], [])
        files = [a["location"]["uri"] for a in log["artifacts"]]
        cases = [f"file://{path}" for path in EXAMPLES]
        self.assertEqual([file for file in files if file in cases], cases)
        self.assertEqual(len(files), len(set(files)))
        self.assertTrue(log["invocations"][0]["executionSuccessful"])

    def test_other_files(self):
        log = self.log_of("-", stdin='case "x" as of 2000-01-01\nuse "lib/broken.case"\nfactt a\n', cwd=ROOT / "tests/golden/files", status=1)
        self.assertGreater(len({r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["results"]}), 1)

    def test_file_that_cannot_be_read(self):
        log = self.log_of("none.case", "-", stdin='case "x" as of 2000-01-01\nclaim a\n', status=2)
        invocation = log["invocations"][0]
        self.assertFalse(invocation["executionSuccessful"])
        self.assertIn("none.case", invocation["toolExecutionNotifications"][0]["message"]["text"])
        self.assertEqual([r["ruleId"] for r in log["results"]], ["W0102"])

    def test_limit(self):
        log = self.log_of("--limit", "1", EXAMPLES[0], status=3)
        self.assertFalse(log["invocations"][0]["executionSuccessful"])

    def test_no_other_command_has_it(self):
        done = run("status", "--format", "sarif", EXAMPLES[0])
        self.assertEqual((done.returncode, done.stdout), (2, ""))


if __name__ == "__main__":
    sys.exit(main(__doc__))
