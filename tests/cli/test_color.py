#!/usr/bin/env python3
"""Colours in messages: on a terminal that has them, unless NO_COLOR says otherwise; and `--color` above all."""
import argparse
import os
import pty
import subprocess
import sys
import unittest

arguendo = None
BAD = b'case "x"\nfactt a\n'


def messages(options, term="xterm", no_color=None, terminal=True):
    """What is printed to standard error, a terminal or a pipe."""
    env = {key: value for key, value in {"TERM": term, "NO_COLOR": no_color}.items() if value is not None}
    command = [arguendo, "check", *options, "-"]
    if not terminal:
        return subprocess.run(command, input=BAD, capture_output=True, env=env, timeout=60).stderr
    ours, theirs = pty.openpty()
    subprocess.run(command, input=BAD, stdout=subprocess.DEVNULL, stderr=theirs, env=env, timeout=60)
    os.close(theirs)
    printed = b""
    try:
        while more := os.read(ours, 65536):
            printed += more
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return printed


class Colors(unittest.TestCase):
    def colored(self, *args, **more):
        printed = messages(*args, **more)
        self.assertIn(b"E0101", printed)
        return b"\x1b[" in printed

    def test_terminal(self):
        self.assertTrue(self.colored([]))
        self.assertFalse(self.colored([], terminal=False))

    def test_term(self):
        self.assertFalse(self.colored([], term="dumb"))
        self.assertFalse(self.colored([], term=""))
        self.assertFalse(self.colored([], term=None))

    def test_no_color(self):
        self.assertFalse(self.colored([], no_color="1"))
        self.assertTrue(self.colored([], no_color=""))

    def test_option(self):
        self.assertTrue(self.colored(["--color", "always"], term="dumb", no_color="1", terminal=False))
        self.assertTrue(self.colored(["--color=auto"]))
        self.assertFalse(self.colored(["--color", "never"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", default="build/arguendo")
    args, rest = parser.parse_known_args()
    arguendo = os.path.abspath(args.arguendo)
    result = unittest.main(argv=[sys.argv[0], *rest], exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(0 if result.wasSuccessful() else 1)
