"""Runs a comparison on many random cases: its options, its processes, what to say of a failure, and the sum.

The first half of the cases has the seeds from --seed on, always the same. Where the environment has ARGUENDO_SEED, a number, the
second half has others, which that number decides; else it goes on where the first half ends. The seeds are printed: with `--seed N
--count 1` a case is tried again."""
import argparse
import multiprocessing
import os
import shutil
import tempfile

from generate import arguments, chosen


def seeds_of(first, count, fresh):
    """The seeds, and these in words."""
    fixed = count - count // 2 if fresh else count
    start = 10 ** 6 * (1 + int(fresh) % 10 ** 6) if fresh else 0
    words = 'seeds %d to %d' % (first, first + fixed - 1)
    if fresh:
        words += ' and %d to %d' % (start, start + count - fixed - 1)
    return [*range(first, first + fixed), *range(start, start + count - fixed)], words


def many(doc, one, prefix, least, most=(), options=()):
    """`one` takes (program, seed, dated, on, folder, limit), and the values of the further `options` [(name, how to add it)], and returns
    the seed, a complaint or None, and what to count: a word, or a number for each word. `least` has, for a word, the part of the
    cases below which the test shows too little, `most` the part above which it does (two are always allowed). The exit status."""
    p = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--arguendo', required=True, metavar='PATH')
    p.add_argument('--count', type=int, default=200)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--jobs', type=int, default=2)
    p.add_argument('--keep', metavar='DIR', help='where to keep the cases that fail')
    p.add_argument('--limit', type=int, default=14, help='statuses in between are compared where at most so many assumptions are open, '
                   'or a short search finds them (14)')
    p.add_argument('--failures', type=int, default=5, help='stop after so many')
    for name, how in options:
        p.add_argument('--' + name, **how)
    arguments(p)
    a = p.parse_args()
    dated, on = chosen(a)
    keep = a.keep or tempfile.mkdtemp(prefix=prefix + '-')
    os.makedirs(keep, exist_ok=True)
    seeds, words = seeds_of(a.seed, a.count, os.environ.get('ARGUENDO_SEED'))
    print(words, flush=True)
    more = tuple(getattr(a, name) for name, _ in options)
    tally, done, failed = {}, 0, 0
    with multiprocessing.Pool(a.jobs) as pool:
        for _, complaint, found in pool.imap_unordered(one, [(os.path.abspath(a.arguendo), s, dated, on, keep, a.limit) + more
                                                             for s in seeds], chunksize=2):
            done += 1
            for word, n in ({found: 1} if isinstance(found, str) else found).items():
                tally[word] = tally.get(word, 0) + n
            if complaint:
                failed += 1
                print(complaint + '\n', flush=True)
                if failed >= a.failures:
                    break
        pool.terminate()
    passed = done - failed
    for word, part in least.items() if done == a.count >= 50 else ():
        if tally.get(word, 0) < a.count * part:
            failed += 1
            print('too little to be shown: %d %s' % (tally.get(word, 0), word))
    for word, part in dict(most).items():
        if tally.get(word, 0) > max(2, a.count * part):
            failed += 1
            print('too many: %d %s' % (tally[word], word))
    if not failed and not a.keep:
        shutil.rmtree(keep)
    if tally:
        print(', '.join('%d %s' % (n, word) for word, n in sorted(tally.items())))
    print('%d passed, %d failed' % (passed, failed))
    return 1 if failed else 0
