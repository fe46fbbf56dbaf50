/* Every complete, preferred or stable set of assumptions: those of each independent part by themselves, and combined. */
#ifndef ARG_SOLVE_ASSUMPTIONS_EACH_H
#define ARG_SOLVE_ASSUMPTIONS_EACH_H

#include "solve/assumptions_encode.h"
#include "solve/each.h"

/* Calls `each` for every such set of the whole framework: `always`, which is ascending (the grounded set), and one of the reduct, which
 * must keep its parts apart. False: the budget or `each` ended it. */
bool assumptions_each(Search *search, const Reduct *reduct, Semantics semantics, const IdVec *always, EachSet each,
                      void *context);

/* How many there are, in decimal digits; NULL: the budget ended the count. The caller frees it. */
char *assumptions_count(Search *search, const Reduct *reduct, Semantics semantics);

#endif
