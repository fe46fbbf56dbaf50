#!/usr/bin/env python3
"""Measures reading and checking a long case of the kind that people write: sources, claims with sentences and places in sources, rules
with exceptions, preferences, contentions and expectations, in sections of fifteen items about things of their own.

check.py build/arguendo build/bench/bench_check"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HEAD = """case "A long case"
  as of 2002-12-18

position popov "Alex Popov, plaintiff"
position hayashi "Patrick Hayashi, defendant"
position court "The court"
order evidence: testimony < film < finding
  default testimony  doubt below testimony  settled from finding
"""
SECTION = """
section "Part {k}"

source film{k} "Television footage, reel {k}"
  dated 2001-10-07  rank film
source ruling{k} "Statement of decision, no. {k}"
  author superior_court  dated 2002-12-18  kind judgment  rank finding
predicate possesses{k}(F) "{{F}} possesses thing {k}" not "{{F}} does not possess thing {k}"
fact glove{k}: in_glove{k}(popov{k}) per film{k} on 2001-10-07
fact crowd{k} "A crowd took Popov down, in part {k}."
  on 2001-10-07
fact picked_up{k}(hayashi{k}) on 2001-10-07 per film{k} ref "minute {k}"
fact price{k}(ball{k}, 450_000) per ruling{k}
claim control{k}: controlled{k}(popov{k})
  "Popov had the ball under control when his momentum stopped."
  by popov  per film{k} at "the catch", ruling{k} at 7.2
  on 2001-10-07
claim given_up{k}: abandoned{k}(ball{k}) per ruling{k}
  from 2001-10-07 until 2002-01-01
rule gray{k} "A fan owns the ball once he has complete control of it."
  by popov  per ruling{k} ref "p. {k}"
  if controlled{k}(F)
  then begins possesses{k}(F)
rule finder{k} "Whoever first secures loose property possesses it."
  in force from 1851
  per ruling{k}
  if picked_up{k}(F) and abandoned{k}(ball{k}) and crowd{k}
  unless controlled{k}(G) and G != F
  unless price{k}(B, P) and P > 1_000_000
  then begins possesses{k}(F)
conflict possesses{k}(F) and possesses{k}(G) where F != G
prefer finder{k} over gray{k} because "The general rule comes first."
contention his{k}: possesses{k}(popov{k}) by popov per ruling{k} at 12.1
expect in_glove{k}(popov{k}) on 2001-10-07: established
"""
ITEMS_OF_HEAD, ITEMS_OF_SECTION = 5, 16
TIMES = 9


def case(items):
    count = (items - ITEMS_OF_HEAD) // ITEMS_OF_SECTION
    return HEAD + "".join(SECTION.format(k=k) for k in range(count))


def seconds(*command):
    """Wall and processor seconds of the whole process; medians."""
    wall, cpu = [], []
    for _ in range(TIMES):
        before, start = os.times(), time.perf_counter()
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        wall.append(time.perf_counter() - start)
        cpu.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(wall), statistics.median(cpu)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("arguendo")
    parser.add_argument("again", help="bench_check, as built")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        for items in (50_000, 400_000):
            path = pathlib.Path(folder, f"{items}.case")
            path.write_text(case(items), encoding="utf-8")
            size = path.stat().st_size / 1e6
            wall, cpu = seconds(args.arguendo, "check", "--parse-only", path)
            print(f"{items:7} items  {size:5.1f} MB  read and parsed  {wall:6.3f} s wall  {cpu:6.3f} s cpu  {size / cpu:5.0f} MB/s")
            wall, cpu = seconds(args.arguendo, "check", path)
            print(f"{items:7} items  {size:5.1f} MB  checked          {wall:6.3f} s wall  {cpu:6.3f} s cpu")
        path = pathlib.Path(folder, "5000.case")
        path.write_text(case(5_000), encoding="utf-8")
        again = subprocess.run([args.again, str(path)], check=True, capture_output=True, text=True).stdout.split()
        print(f"   5000 items  checked again after an edit: median {again[0]} ms, longest {again[1]} ms")
    return 0


sys.exit(main())
