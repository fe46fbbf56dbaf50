#!/usr/bin/env python3
"""Signals and timeouts: `arguendo solve` ends soon, says that the answer is unknown, and prints nothing that reads as one."""
import argparse
import pathlib
import signal
import subprocess
import sys
import time
import unittest

SOON = 10  # seconds; generous, for slow machines under sanitizers
PAIRS = 40  # 3^40 complete extensions: no enumeration ends
arguendo = str(pathlib.Path(__file__).resolve().parents[2] / "build" / "arguendo")
MANY = f"p af {2 * PAIRS}\n" + "".join(f"{i} {i + 1}\n{i + 1} {i}\n" for i in range(1, 2 * PAIRS, 2))


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


def main():
    global arguendo
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", default=arguendo, metavar="PATH")
    args, rest = parser.parse_known_args()
    arguendo = str(pathlib.Path(args.arguendo).resolve())
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
