#!/usr/bin/env python3
"""Golden tests: runs arguendo as written in tests/golden/GROUP/NAME.cmd and compares what it prints.

A .cmd file has one line for each run, holding the arguments after `arguendo`, split as a shell would; the runs follow
one another with the .cmd file's folder as working directory. Besides `#` comments, these lines may stand in it:

    stdin: FILE             what the runs read
    env: NAME=VALUE         added to their environment
    exit: 1                 exit status; with several runs, one for each in order; 0 where none is given
    gen: EXPRESSION -> FILE bytes from a Python expression, written to a temporary folder before the runs
    link: TARGET -> FILE    a symbolic link in that folder

{tmp} in arguments, stdin and env is that folder; in the output its path reads TMP. NAME.out and NAME.err hold what all runs
together print to stdout and stderr; a missing file stands for an empty one. A run fails whatever was expected of it if it
takes too long, dies by a signal, or a sanitizer speaks up; --bless accepts everything else."""
import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

TIMEOUT = 60  # seconds for each run; sanitizers and a busy machine included
ALARM = re.compile(rb"AddressSanitizer|LeakSanitizer|MemorySanitizer|ThreadSanitizer|runtime error:")
HERE = pathlib.Path(__file__).resolve().parent
DIRECTIVE = re.compile(r"(stdin|env|exit|gen|link):\s*(.*)")


class Test:
    """One .cmd file."""

    def __init__(self, path):
        self.path = path
        self.name = str(path.relative_to(HERE).with_suffix(""))
        self.runs, self.stdin, self.env, self.exits, self.gens, self.links = [], None, {}, [], [], []
        for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
            match = DIRECTIVE.fullmatch(line)
            if match is None:
                if line and not line.startswith("#"):
                    self.runs.append(shlex.split(line))
            elif match[1] == "stdin":
                self.stdin = match[2]
            elif match[1] == "env":
                self.env.__setitem__(*match[2].split("=", 1))
            elif match[1] == "exit":
                self.exits = [int(word) for word in match[2].split()]
            else:
                made = self.gens if match[1] == "gen" else self.links
                made.append([part.strip() for part in match[2].rsplit("->", 1)])
        if not self.runs:
            raise ValueError("no command")
        if len(self.exits) > len(self.runs):
            raise ValueError("more exit statuses than commands")
        self.exits += [0] * (len(self.runs) - len(self.exits))

    def run(self, arguendo):
        """Returns stdout, stderr, the exit statuses, and what no test may do."""
        out, err, exits, faults = b"", b"", [], []
        with tempfile.TemporaryDirectory(prefix="golden-") as tmp:
            tmp = os.path.realpath(tmp)
            for expression, file in self.gens:
                pathlib.Path(tmp, file).parent.mkdir(parents=True, exist_ok=True)
                pathlib.Path(tmp, file).write_bytes(eval(expression, {}))  # pylint: disable=eval-used
            for target, file in self.links:
                pathlib.Path(tmp, file).symlink_to(target.replace("{tmp}", tmp))
            env = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS")}
            env |= {"LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "HOME": tmp, "TMPDIR": tmp}
            env |= {k: v.replace("{tmp}", tmp) for k, v in self.env.items()}
            for args in self.runs:
                words = [word.replace("{tmp}", tmp) for word in args]
                stdin = self.path.parent / self.stdin.replace("{tmp}", tmp) if self.stdin else os.devnull
                with open(stdin, "rb") as source:
                    try:
                        run = subprocess.run([arguendo, *words], stdin=source, capture_output=True, timeout=TIMEOUT,
                                             cwd=self.path.parent, env=env, check=False)
                    except subprocess.TimeoutExpired:
                        faults.append(f"took more than {TIMEOUT} s: {shlex.join(args)}")
                        continue
                out, err, exits = out + run.stdout, err + run.stderr, exits + [run.returncode]
                if run.returncode < 0:
                    faults.append(f"died by signal {-run.returncode}: {shlex.join(args)}")
                if ALARM.search(run.stderr):
                    faults.append(f"a sanitizer spoke up: {shlex.join(args)}")
            place = os.fsencode(tmp)
            return out.replace(place, b"TMP"), err.replace(place, b"TMP"), exits, faults

    def bless(self, out, err, exits):
        """Makes what was printed what is expected."""
        for suffix, data in ((".out", out), (".err", err)):
            file = self.path.with_suffix(suffix)
            if data:
                file.write_bytes(data)
            else:
                file.unlink(missing_ok=True)
        if exits != self.exits:
            lines = self.path.read_text(encoding="utf-8").splitlines()
            lines = [line for line in lines if not line.strip().startswith("exit:")]
            if any(exits):
                lines.append("exit: " + " ".join(map(str, exits)))
            self.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def clipped(lines):
    """What of them a person would read."""
    more = [f"... {len(lines) - 100} more lines"] if len(lines) > 100 else []
    return [line if len(line) <= 300 else line[:300] + " ..." for line in lines[:100]] + more


def differences(test, stream, got):
    """A unified diff of one stream, empty if it is as expected."""
    file = test.path.with_suffix("." + stream)
    want = file.read_bytes() if file.exists() else b""
    if got == want:
        return []
    lines = [data.decode("utf-8", "backslashreplace").splitlines() for data in (want, got)]
    diff = list(difflib.unified_diff(*lines, f"{test.name}.{stream}, expected", f"{test.name}.{stream}, printed",
                                     lineterm=""))
    diff = diff or [f"{test.name}.{stream}: differs in line ends only"]
    return clipped(diff)


def check(path, args):
    """Runs one test; the report is empty if it passed."""
    try:
        test = Test(path)
        out, err, exits, report = test.run(args.arguendo)
    except Exception as problem:  # pylint: disable=broad-except; whatever is wrong, this test failed
        return [f"cannot run: {problem}"]
    if report:
        return report + clipped(err.decode("utf-8", "backslashreplace").splitlines())
    if args.bless:
        test.bless(out, err, exits)
        return []
    if exits != test.exits:
        report = [f"exit status {' '.join(map(str, exits))}, expected {' '.join(map(str, test.exits))}"]
    return report + differences(test, "out", out) + differences(test, "err", err)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arguendo", default="build/arguendo", type=os.path.abspath, metavar="PATH")
    parser.add_argument("--bless", action="store_true", help="rewrite what is expected")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument("only", nargs="*", metavar="TEXT", help="run only tests with TEXT in GROUP/NAME")
    args = parser.parse_args()
    tests = [path for path in sorted(HERE.glob("*/*.cmd"))
             if not args.only or any(text in str(path.relative_to(HERE).with_suffix("")) for text in args.only)]
    if not tests:
        print("no golden test to run", file=sys.stderr)
        return 77  # skipped
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for path, report in zip(tests, pool.map(lambda path: check(path, args), tests)):
            if report:
                failed += 1
                print(f"FAILED {path.relative_to(HERE).with_suffix('')}", *report, sep="\n  ", flush=True)
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
