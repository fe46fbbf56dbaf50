"""Runs a comparison on many random cases: its options, two processes, what to say of a failure, and the sum."""
import argparse
import multiprocessing
import os
import tempfile

from generate import arguments, chosen


def many(doc, one, prefix, least):
    """`one` takes (program, seed, dated, on, folder, limit) and returns the seed, a complaint or None, and what to count: a word, or a
    number for each word. `least` has, for a word, the part of the cases below which the test shows too little. The exit status."""
    p = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--arguendo', required=True, metavar='PATH')
    p.add_argument('--count', type=int, default=200)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--jobs', type=int, default=2)
    p.add_argument('--keep', metavar='DIR', help='where to keep the cases that fail')
    p.add_argument('--limit', type=int, default=6)
    p.add_argument('--failures', type=int, default=5, help='stop after so many')
    arguments(p)
    a = p.parse_args()
    dated, on = chosen(a)
    keep = a.keep or tempfile.mkdtemp(prefix=prefix + '-')
    os.makedirs(keep, exist_ok=True)
    tally, failed = {}, 0
    jobs = [(os.path.abspath(a.arguendo), s, dated, on, keep, a.limit) for s in range(a.seed, a.seed + a.count)]
    with multiprocessing.Pool(a.jobs) as pool:
        for _, complaint, found in pool.imap_unordered(one, jobs, chunksize=2):
            for word, n in ({found: 1} if isinstance(found, str) else found).items():
                tally[word] = tally.get(word, 0) + n
            if complaint:
                failed += 1
                print(complaint, flush=True)
                if failed >= a.failures:
                    break
        pool.terminate()
    for word, part in least.items():
        if a.count >= 50 and tally.get(word, 0) < a.count * part:
            failed += 1
            print('too little to be shown: %d %s' % (tally.get(word, 0), word))
    print(', '.join('%d %s' % (n, word) for word, n in sorted(tally.items())))
    print('%d passed, %d failed' % (a.count - failed, failed))
    return 1 if failed else 0
