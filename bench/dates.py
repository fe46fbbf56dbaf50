#!/usr/bin/env python3
"""How many dates `arguendo date --format json` reads in a second: the whole process, reading, answering and writing included."""
import argparse
import pathlib
import random
import resource
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).parent.parent


def valid_dates():
    """The dates of the tests, of every kind and level."""
    for line in (ROOT / "tests/dates/known.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        text, _, valid = line.split("\t")[:3]
        if valid == "1":
            yield text


def measure(command, path):
    """Wall and processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with open(path, "rb") as dates:
        subprocess.run(command, stdin=dates, stdout=subprocess.DEVNULL, check=True)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", default=ROOT / "build/arguendo", type=pathlib.Path)
    parser.add_argument("--count", default=5_000_000, type=int)
    parser.add_argument("--repeat", default=3, type=int)
    options = parser.parse_args()
    source = random.Random(1)
    kinds = {"of every kind": list(valid_dates()), "days alone": None}
    for name, dates in kinds.items():
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            for _ in range(options.count):
                day = dates or [f"{source.randrange(1000, 2100)}-{source.randrange(1, 13):02}-{source.randrange(1, 29):02}"]
                file.write(source.choice(day) + "\n")
            file.flush()
            command = [options.arguendo, "date", "--format", "json"]
            measure(command, file.name)
            runs = [measure(command, file.name) for _ in range(options.repeat)]
            wall, cpu = (statistics.median(column) for column in zip(*runs))
            print(f"{name:14} {options.count:>10} dates  {wall:6.2f} s  {cpu:6.2f} s of processor  "
                  f"{options.count / cpu / 1e6:5.2f} million a second of processor")


if __name__ == "__main__":
    main()
