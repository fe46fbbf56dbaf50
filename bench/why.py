#!/usr/bin/env python3
"""Measures what an explanation takes once a case has been evaluated, on theories of a million rule instances.

why.py build/bench/bench_why"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

TARGET = 0.2  # seconds
QUESTIONS = {
    "trees": [("t0", []), ("t1", [])],
    "cycles": [("x238528_1", []), ("x238527_then", [])],
    "odd": [("x240059_0", []), ("x240057_4", [])],
    "dates": [("paid(e23367)", ["1908-10-18"]), ("taxes(s1, l23364)", ["1984-10-06"])],
    "joins": [("bound(p9999, d1461)", []), ("colleague(w9998, w9997)", [])],
    "chains": [("a0_500000", []), ("a500_1000", [])],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="bench_why, as built")
    args = parser.parse_args()
    print(f"{'family':8} {'statement':24} {'evaluation s':>12} {'why s':>7}")
    with tempfile.TemporaryDirectory(prefix="why-") as folder:
        for family, questions in QUESTIONS.items():
            path = pathlib.Path(folder, f"{family}.case")
            subprocess.run([sys.executable, pathlib.Path(__file__).with_name("generate.py"), family, "1000000", "-o", path], check=True,
                           stdout=subprocess.DEVNULL)
            for literal, day in questions:
                done = subprocess.run([args.program, path, literal, *day], check=True, capture_output=True, text=True)
                evaluated, explained = map(float, done.stdout.split())
                print(f"{family:8} {literal:24} {evaluated:12.3f} {explained:7.3f}{'!' if explained > TARGET else ''}", flush=True)
            path.unlink()


if __name__ == "__main__":
    main()
