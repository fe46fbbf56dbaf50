"""What the tests of the documentation share: the program that is tested, and how a test program of unittest is run."""
import argparse
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*/*.case"))
TIMEOUT = 300  # seconds; the slowest takes 30 on an idle machine
options = argparse.Namespace(same_tree=None, arguendo=str(ROOT / "build" / "arguendo"))


def run(*args, stdin=None, cwd=None, env=None):
    """Runs the program; a crash is an error whatever was expected. With bytes as input the output is bytes too."""
    encoding = None if isinstance(stdin, bytes) else "utf-8"
    done = subprocess.run([options.arguendo, *map(str, args)], input=stdin, capture_output=True, timeout=TIMEOUT,
                          encoding=encoding, cwd=cwd, env=env)
    if done.returncode not in range(4):
        raise AssertionError(f"{args}: status {done.returncode}\n{done.stderr}")
    return done


def main(doc, add_arguments=lambda parser: None, prepare=lambda: None):
    """Runs the unittest classes of the main module on the program given by --arguendo; returns the exit status."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arguendo", default=options.arguendo, metavar="PATH")
    add_arguments(parser)
    _, rest = parser.parse_known_args(namespace=options)
    options.arguendo = str(pathlib.Path(options.arguendo).resolve())
    prepare()
    result = unittest.main(argv=[sys.argv[0], *rest], exit=False).result
    failed = len({test.id() for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - min(failed, result.testsRun)} passed, {failed} failed")
    return 0 if result.wasSuccessful() else 1
