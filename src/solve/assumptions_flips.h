/* A stable set by local search: a random walk (Papadimitriou 1991) with a temperature (Kirkpatrick, Gelatt, Vecchi 1983). From the empty set
 * on, one of the assumptions that are wrong, in the set and attacked or neither, is put in or taken out, and that is taken back with
 * a chance that grows with how many more are wrong then. What the set derives is kept by counting, as each change goes through the rules.
 *
 * How many more are tolerated follows the framework: so many that one change of four is taken back. Between a tenth and a third all measured
 * much the same; with no change taken back a set takes ten to thirty times as long to find, where there are few.
 * Where there is a set, it is often found many times sooner than by a search that learns, but not always; docs/benchmarks.md has both. That
 * there is none it never tells. */
#ifndef ARG_SOLVE_ASSUMPTIONS_FLIPS_H
#define ARG_SOLVE_ASSUMPTIONS_FLIPS_H

#include "solve/assumptions_reduct.h"
#include "solve/search.h"

typedef struct Flips Flips;

/* In a part but for its tail; the set derives (holds) the key, which is not of the tail, or does not. NONE: any set. The caller
 * closes it; the reduct must outlive it. */
Flips *flips_open(const Reduct *reduct, uint32_t part, uint32_t key, bool inside);
/* From now on that key, of the same part and not of its tail, from the set as it is. */
void flips_ask(Flips *flips, uint32_t key, bool inside);
void flips_close(Flips *flips); /* NULL is allowed */
/* Goes on from where it was, for about so many looks at a rule. Whether a set is found: it is stable in the part by the definition,
 * since nothing in it supports only itself. */
bool flips_try(Flips *flips, uint64_t looks, const Budget *budget);
/* After that: appends the members of the set (assumptions of the reduct). */
void flips_set(const Flips *flips, IdVec *set);

/* Rules for the atoms of a part. */
uint64_t flips_rules(const Reduct *reduct, uint32_t part);
/* Looks of a first walk in the part, worth a try before anything else: where it finds a set, it does so many times sooner than a search. */
uint64_t flips_first_walk(const Reduct *reduct, uint32_t part);
/* So many looks take about as long as a conflict of a search. */
enum { FLIPS_LOOKS = 8000 };

#endif
