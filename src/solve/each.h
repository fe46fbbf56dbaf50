/* Every extension: each weakly connected component's sets are found by themselves, and combined. */
#ifndef ARG_SOLVE_EACH_H
#define ARG_SOLVE_EACH_H

#include "solve/labelling.h"
#include "solve/problem.h"
#include "solve/search.h"

typedef bool (*EachSet)(void *context, const uint32_t *members, size_t count);

/* Calls `each` for every extension of the labelling's graph; `labelling` is grounded (or, for stage extensions, all open). False: the
 * budget or `each` ended it, and some may be missing. */
bool each_extension(Search *search, const Labelling *labelling, Semantics semantics, EachSet each, void *context);

/* How many there are, in decimal digits; NULL: the budget ended the count. The caller frees it. */
char *count_extensions(Search *search, const Labelling *labelling, Semantics semantics);

#endif
