#!/usr/bin/env python3
"""A case with 1,000 dates of which nobody knows the day, each question depending on at most twelve: time of `arguendo status`, and how many
of the answers depend on dates, or are not known because the search was given up."""
import argparse
import json
import pathlib
import random
import resource
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).parent.parent


def successions(threads, rng):
    """Twelve owners in turn, each from some day of a year of its own; asked within one of these years, and between two."""
    for t in range(threads):
        year = 1900 + rng.randrange(20)
        for i in range(12):
            yield f"fact owner(t{t}, o{i}) begins {year + 3 * i}"
        yield f"question q{t} owner(t{t}, X) on {year + 15}-06-01, {year + 16}-06-01"


def meetings(threads, rng):
    """Stays with unknown ends that overlap, and departures that are compared."""
    yield "rule m if lived(T, P) and lived(T, Q) and P != Q then met(T, P)"
    yield "rule e if left(T, P, D) and left(T, Q, E) and D < E then met(T, Q)"
    for t in range(threads):
        year = 1900 + rng.randrange(20)
        for i in range(4):
            yield f"fact lived(t{t}, p{i}) from {year + i} until {year + i + 2}"
            yield f"fact left(t{t}, p{i}, year {year + i + 1})"
        yield f"question q{t} met(t{t}, X) on {year + 2}-06-01, {year + 3}-06-01"


def crowded(threads, rng):
    """The same as successions, but any of four owners may have come before any other."""
    for t in range(threads):
        year = 1900 + rng.randrange(20)
        for i in range(12):
            first, last = (f"{year + n + 3 * i // 12}-{3 * i % 12 + 1:02}-01" for n in (0, 1))
            yield f"fact owner(t{t}, o{i}) begins {first}/{last}"
        yield f"question q{t} owner(t{t}, X) on {year + 2}-02-01"


def in_one_year(threads, rng, times, lines, question):
    """These lines so many times, all about the same year, and a question about it."""
    for t in range(threads):
        year = 1900 + rng.randrange(20)
        for i in range(times):
            for line in lines:
                yield line.format(t=t, i=i, year=year, later=year + 2, no="not " * (i % 2))
        yield question.format(t=t, some=t % times, year=year, next=year + 1, after=year + 10)


def one_year(threads, rng, line="fact owner(t{t}, o{i}) begins {year}", owners=12):
    """Twelve owners, all from some day of one year: who had it in the middle of that year, and who was the last?"""
    return in_one_year(threads, rng, owners, [line], "question q{t} owner(t{t}, o{some}) on {year}-06-01, {after}-06-01")


def hired(threads, rng):
    """Six times hired and dismissed, all on some day of one year."""
    return in_one_year(threads, rng, 12, ["fact {no}employed(t{t}) begins {year}"],
                       "question q{t} employed(t{t}) on {year}-06-01, {after}-06-01")


def firsts(threads, rng):
    """Twelve departures, three in each pair of years, the pairs overlapping by one: was the third of them the first?"""
    yield "rule b if left(T, P, D) and left(T, Q, E) and E < D then beaten(T, P)"
    yield "rule f if left(T, P, D) unless beaten(T, P) then first(T, P)"
    for t in range(threads):
        year = 1900 + rng.randrange(20)
        for i in range(12):
            yield f"fact left(t{t}, p{i}, {year + i // 3}/{year + i // 3 + 1})"
        yield f"question q{t} first(t{t}, p2) on {year + 10}-06-01"


def claimed(threads, rng):
    """The same as successions, but each beginning is somebody's claim."""
    return (line.replace("fact", "claim", 1) if line.startswith("fact") else line for line in successions(threads, rng))


def bought(threads, rng):
    """The same as successions, but a rule concludes each beginning."""
    yield "rule buy if bought(T, X) then begins owner(T, X)"
    for line in successions(threads, rng):
        yield line.replace("owner", "bought", 1).replace(" begins ", " on ", 1) if line.startswith("fact") else line


def rivals(threads, rng):
    """Four claim to have come some day in the same year."""
    return one_year(threads, rng, "claim owner(t{t}, o{i}) begins {year}", 4)


def done(threads, rng):
    """Twelve acts, in the same year, each of which gives it to another."""
    return one_year(threads, rng, "act d{t}x{i} on {year} then begins owner(t{t}, o{i})")


def conditions(threads, rng):
    """A rule that asks for twelve things to have happened, each some day of one year."""
    yield "rule r if " + " and ".join(f"once done(T, p{i})" for i in range(12)) + " then ready(T)"
    yield from asked_soon(threads, rng, 12, ["fact done(t{t}, p{i}) on {year}"], "ready")


def counted(threads, rng):
    """A rule that asks for any four of them."""
    yield "rule r if at least 4 of (once done(T, P)) then ready(T)"
    yield from asked_soon(threads, rng, 12, ["fact done(t{t}, p{i}) on {year}"], "ready")


def excepted(threads, rng):
    """Six things that happened, each an exception to another's effect, in one year."""
    yield "rule r if once warned(T, P) unless once heeded(T, P) then blamed(T)"
    yield from asked_soon(threads, rng, 6, ["fact warned(t{t}, p{i}) on {year}", "fact heeded(t{t}, p{i}) on {year}"], "blamed")


def services(threads, rng):
    """Six services that began and ended in the same years: was anybody in service?"""
    yield "rule r if serves(T, P) then served(T)"
    yield from asked_soon(threads, rng, 6, ["fact serves(t{t}, p{i}) begins {year}",
                                            "fact ends serves(t{t}, p{i}) on {year}/{later}"], "served")


def asked_soon(threads, rng, times, lines, asked):
    return in_one_year(threads, rng, times, lines, "question q{t} " + asked + "(t{t}) on {year}-06-01, {next}-06-01")


def earliest(threads, rng):
    """Twelve filings in one year: which of them was the first?"""
    yield "rule l if filed(T, P, D) and filed(T, Q, E) and P != Q and E < D then late(T, P)"
    yield "rule f if filed(T, P, D) unless late(T, P) then first(T, P)"
    yield from in_one_year(threads, rng, 12, ["fact filed(t{t}, p{i}, {year}-XX)"], "question q{t} first(t{t}, X) on {after}-06-01")


def between(threads, rng):
    """Twelve filings in one year: was the third of them neither the first nor the last?"""
    yield "rule b if filed(T, P, D) and filed(T, Q, E) and D < E then before(T, P, Q)"
    yield "rule w if before(T, P, Q) and before(T, Q, R) then between(T, Q)"
    yield from in_one_year(threads, rng, 12, ["fact filed(t{t}, p{i}, {year}-XX)"], "question q{t} between(t{t}, p2) on {after}-06-01")


def heard(threads, rng):
    """Six times asked and six times answered, in one year: was there ever an answer to a question?"""
    yield "rule h if said(T, P) and once asked(T, Q) then heard(T)"
    yield "rule k if once heard(T) then known(T)"
    yield from asked_soon(threads, rng, 6, ["fact said(t{t}, p{i}) on {year}", "fact asked(t{t}, p{i}) on {year}"], "known")


def contradicted(threads, rng):
    """Six claims of what was so on some day of a year, and six that it was not."""
    return asked_soon(threads, rng, 12, ["claim {no}open(t{t}) on {year}"], "open")


def rehired(threads, rng):
    """Six times hired and dismissed, by rules, each pair in a year of its own."""
    yield "rule h if hires(T) then begins works(T)"
    yield "rule f if fires(T) then ends works(T)"
    for t in range(threads):
        year = 1900 + rng.randrange(20)
        for i in range(6):
            yield f"fact hires(t{t}) on {year + i}"
            yield f"fact fires(t{t}) on {year + i}"
        yield f"question q{t} works(t{t}) on {year + 3}-06-01, {year + 9}-06-01"


def limited(threads, rng):
    """Six suits, each of some day three years after the year of the harm, which must be within three years: was any ever in time?"""
    yield "rule l if once harm(T, P) within 3 years and sued(T, P) then timely(T, P)"
    yield "rule c if once timely(T, P) then allowed(T)"
    for t in range(threads):
        year = 1900 + rng.randrange(20)
        for i in range(6):
            yield f"fact harm(t{t}, p{i}) on {year + i}"
            yield f"fact sued(t{t}, p{i}) on {year + i + 3}"
        yield f"question q{t} allowed(t{t}) on {year + 4}-06-01, {year + 20}-06-01"


def settled(threads, rng):
    """What is settled begins unless it was sold on that day, and ends when sold: both three times in one year, of two things."""
    yield "rule s if settled(T, P) unless sold(T, P) then begins owns(T, P)"
    yield "rule e if sold(T, P) then ends owns(T, P)"
    lines = [f"fact {what}(t{{t}}, p{p}) on {{year}}" for p in range(2) for what in ("settled", "sold")]
    yield from in_one_year(threads, rng, 3, lines, "question q{t} owns(t{t}, p0) on {year}-06-01, {after}-06-01")


def ceded(threads, rng):
    """A title that passes along eleven treaties, from whoever has it on that day, whose years overlap."""
    yield "rule cede if treaty(T, A, B) and held(T, A) then begins held(T, B)"
    yield "rule lose if once treaty(T, A, B) within 1 day unless treaty(T, A, B) then ends held(T, A)"
    for t in range(threads):
        year = 1900 + rng.randrange(20)
        yield f"fact held(t{t}, o0) begins {year - 10}"
        for i in range(11):
            yield f"fact treaty(t{t}, o{i}, o{i + 1}) on {year + i}/{year + i + 1}"
        yield f"question q{t} held(t{t}, X) on {year + 7}-06-01, {year + 20}-06-01"


APART = [conditions, counted, excepted, services]
ORDERED = [earliest, between, heard, contradicted, rehired, limited, settled, ceded]


def case(kind, threads):
    lines = ['case "Unknown days" as of 1990-01-01'] + ["predicate owner(T, Who) one Who"] * (kind not in (meetings, firsts, *APART, *ORDERED))
    return "\n".join(lines + list(kind(threads, random.Random(1)))) + "\n"


def measure(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.decode(), done.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arguendo", default=ROOT / "build/arguendo", type=pathlib.Path)
    parser.add_argument("--dates", default=1000, type=int)
    parser.add_argument("--repeat", default=3, type=int)
    parser.add_argument("--crowded", action="store_true", help="also where the dates can fall in any order")
    parser.add_argument("--disputed", action="store_true", help="also where claims, rules and acts begin things on such days")
    parser.add_argument("--apart", action="store_true", help="also where an answer depends on many such dates, but not on their order")
    parser.add_argument("--ordered", action="store_true", help="also where an answer depends on the order of many such dates")
    options = parser.parse_args()
    for kind in ([successions, meetings] + [one_year, hired, crowded, firsts] * options.crowded +
                 [claimed, bought, rivals, done] * options.disputed + APART * options.apart + ORDERED * options.ordered):
        with tempfile.NamedTemporaryFile("w", suffix=".case") as file:
            file.write(case(kind, options.dates // 12))
            file.flush()
            text = [measure([options.arguendo, "status", file.name]) for _ in range(options.repeat)]
            whole = [measure([options.arguendo, "status", file.name, "--format", "json"]) for _ in range(options.repeat)]
        periods = [p for a in json.loads(whole[0][1])["answers"] for p in a["periods"]]
        print(f"{kind.__name__:12} {statistics.median(t for t, _, _ in text):6.2f} s"
              f"   every day {statistics.median(t for t, _, _ in whole):6.2f} s"
              f"   depend {sum('statuses' in p for p in periods)} of {len(periods)} periods"
              f"   unknown {sum(p['status'] == 'unknown' for p in periods)}", flush=True)


if __name__ == "__main__":
    main()
