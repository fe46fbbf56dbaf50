#!/usr/bin/env python3
"""Signals, timeouts and too little memory: `arguendo solve`, `status` and `check` end soon, say that the answer is unknown, and print
nothing that reads as one."""
import argparse
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

SOON = 10  # seconds; generous, for slow machines under sanitizers
PAIRS = 40  # 3^40 complete extensions: no enumeration ends
arguendo = str(pathlib.Path(__file__).resolve().parents[2] / "build" / "arguendo")
MANY = f"p af {2 * PAIRS}\n" + "".join(f"{i} {i + 1}\n{i + 1} {i}\n" for i in range(1, 2 * PAIRS, 2))


def hard_assumptions(n=5000, assumptions=1500, most=10):
    """A random framework on which no solver is done soon; a search takes some 30 MB."""
    some = random.Random(7)
    lines = [f"p aba {n}"] + [f"a {a}" for a in range(1, assumptions + 1)]
    lines += [f"c {a} {some.randint(1, n)}" for a in range(1, assumptions + 1)]
    for head in range(assumptions + 1, n + 1):
        for _ in range(some.randint(1, most)):
            body = {some.randint(1, n) for _ in range(some.randint(1, most))} - {head}
            lines.append(" ".join(["r", str(head), *map(str, sorted(body))]))
    return "\n".join(lines) + "\n"


class Interrupts(unittest.TestCase):
    def start(self, *args):
        process = subprocess.Popen([arguendo, "solve", *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, encoding="utf-8")
        self.addCleanup(process.kill)
        return process

    def test_reading_is_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start("-p", "DC-CO", "-f", "-", "-a", "1")
            process.stdin.write("p af 2\n1 2\n")
            process.stdin.flush()
            time.sleep(1)  # it waits for more
            process.send_signal(number)
            # The pipe stays open: only the signal can end it.
            self.assertEqual(process.wait(SOON), 3)
            self.assertEqual(process.stdout.read(), "")
            self.assertIn("unknown", process.stderr.read())
            for stream in (process.stdin, process.stdout, process.stderr):
                stream.close()

    def test_enumeration_is_interrupted(self):
        process = self.start("-p", "EE-CO", "-f", "-")
        process.stdin.write(MANY)
        process.stdin.close()
        lines = [process.stdout.readline() for _ in range(5)]
        process.send_signal(signal.SIGINT)
        lines += process.stdout.read().splitlines()
        self.assertEqual(process.wait(SOON), 3)
        self.assertTrue(all(line.startswith("w") for line in lines))
        self.assertEqual(len(lines), len({line.strip() for line in lines}))
        self.assertIn("not all", process.stderr.read())
        process.stdout.close()
        process.stderr.close()

    def test_time_is_over(self):
        for args in (["EE-PR"], ["EE-CO", "--verify"]):
            process = self.start("-p", *args, "-f", "-", "--timeout", "0.5")
            start = time.monotonic()
            out, err = process.communicate(MANY)
            self.assertLess(time.monotonic() - start, SOON)
            self.assertEqual(process.returncode, 3)
            self.assertIn("unknown", err)
            if "--verify" in args:
                self.assertEqual(out, "")

    def test_time_is_over_with_assumptions(self):
        text = hard_assumptions()
        for backend in ("founded", "cadical", "picosat"):
            process = self.start("-p", "SE-PR", "-f", "-", "--timeout", "0.5", "--backend", backend)
            start = time.monotonic()
            out, err = process.communicate(text)
            self.assertLess(time.monotonic() - start, SOON)
            self.assertEqual((process.returncode, out), (3, ""))
            self.assertIn("unknown", err)


def crossed(n=400):
    """Conditions that share nothing: rules are applied for as long as there is room."""
    return "".join(['case "Crossed"\n'] + [f"fact {p}(x{i})\n" for p in "pqrs" for i in range(n)] +
                   ["rule r if p(A) and q(B) and r(C) and s(D) then far(A, B, C, D)\nquestion q far(x1, x2, x3, x4)\n"])


def holders(n=2500):
    """As many conflicts as pairs of them."""
    return "".join(['case "Holders"\npredicate held(P) one P\n'] + [f"claim held(p{i}) per s\n" for i in range(n)] +
                   ['source s "S"\nquestion q held(p1)\n'])


def chained(n=10000):
    """Windows on windows: what takes long is cutting the days."""
    return "".join(['case "Chained" as of 2000-01-01\nfact e0 on 1990-01-01\n'] +
                   [f"rule r{i} if once e{i} within 2 days then e{i + 1}\n" for i in range(n)] + [f"question q e{n}\n"])


def counted(n=6000):
    """Counting half of them takes a quarter of the square of rules."""
    return "".join(['case "Counted"\n', f"rule r if at least {n // 2} of (m(X)) then done\n"] +
                   [f"fact m(x{i})\n" for i in range(n)] + ["question q done\n"])


class Cases(unittest.TestCase):
    """A case whose rules take long to apply, before anything is searched."""

    def start(self, command, text, *options):
        file = tempfile.NamedTemporaryFile("w", suffix=".case")
        self.addCleanup(file.close)
        file.write(text)
        file.flush()
        process = subprocess.Popen([arguendo, command, file.name, "--limit", "1000000000", *options],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        self.addCleanup(process.kill)
        return process

    def test_time_is_over(self):
        for text in (crossed(), holders(), chained(), counted()):
            for command in ("status", "check"):
                process = self.start(command, text, "--timeout", "0.05")
                start = time.monotonic()
                out, err = process.communicate()
                self.assertLess(time.monotonic() - start, SOON)
                self.assertEqual(process.returncode, 3, (command, text[:40], out, err))
                self.assertIn("unknown", err)
                self.assertNotIn("established", out)
                self.assertNotIn("unsupported", out)

    def test_time_is_over_for_days_in_many_years(self):
        """Each of ten thousand days that a date can be is asked about; the time must end that, too."""
        text = 'case "x" as of 2000-01-01\nfact a from XXXX-01-05\nfact b from XXXX-03-05\nrule r if a and b then begins c\n'
        for command in ("status", "timeline"):
            process = self.start(command, text + 'question q "?" a, b, c, not a, not c\n', "--timeout", "0.3", "--format", "json")
            out, err = process.communicate(timeout=3 * SOON)
            self.assertEqual(process.returncode, 3, err)
            self.assertIn('"unknown"', out)
            self.assertIn("--timeout", err)

    def test_is_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start("status", crossed())
            time.sleep(1)
            process.send_signal(number)
            start = time.monotonic()
            out, err = process.communicate()
            self.assertLess(time.monotonic() - start, SOON)
            self.assertEqual((process.returncode, out), (3, ""), err)
            self.assertIn("interrupted", err)


def large_assumptions(pairs=20000):
    """Many pairs against each other: nothing to search, much to store."""
    lines = [f"p aba {4 * pairs}"]
    for i in range(1, 4 * pairs, 4):
        lines += [f"a {i}", f"a {i + 1}", f"c {i} {i + 2}", f"c {i + 1} {i + 3}", f"r {i + 2} {i + 1}", f"r {i + 3} {i}"]
    return "\n".join(lines) + "\n"


class Memory(unittest.TestCase):
    def ended(self, path, backend, megabytes):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        done = subprocess.run([arguendo, "solve", "-p", "SE-PR", "-f", path, "--backend", backend],
                              capture_output=True, encoding="utf-8", preexec_fn=limit)
        return done.returncode, done.stdout, done.stderr

    def test_memory_runs_out(self):
        with tempfile.NamedTemporaryFile("w", suffix=".aba") as file:
            file.write(large_assumptions())
            file.flush()
            if self.ended(file.name, "founded", 2000)[0] != 0:
                self.skipTest("sanitizers take more room than can be limited")
            for backend in ("founded", "cadical", "picosat"):
                short, megabytes = 0, 8
                while (ended := self.ended(file.name, backend, megabytes))[0] != 0:
                    code, out, err = ended
                    if code != 127:  # the program itself could be loaded
                        self.assertEqual((code, out), (3, ""), (megabytes, err))
                        self.assertIn("out of memory", err)
                        short += 1
                    megabytes += 1
                self.assertGreater(short, 2, backend)


def main():
    global arguendo
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", default=arguendo, metavar="PATH")
    args, rest = parser.parse_known_args()
    arguendo = str(pathlib.Path(args.arguendo).resolve())
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
