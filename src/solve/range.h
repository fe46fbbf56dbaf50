/* Semi-stable and stage extensions: admissible (Caminada, Carnielli, Dunne 2012) and conflict-free (Verheij 1996) sets whose range,
 * what they hold or attack, is maximal. Neither can be found component by strongly connected component, but both by weakly connected
 * one; where a stable extension exists they are the stable ones. Found by counterexample (Dvořák, Järvisalo, Wallner, Woltran,
 * AIJ 2014). */
#ifndef ARG_SOLVE_RANGE_H
#define ARG_SOLVE_RANGE_H

#include "solve/encode.h"

/* A set of maximal range; with a query (NONE: any will do) one that has it, or, if not `inside`, one that has not. SAT_YES: it is in
 * `set`, ascending. `base` is BASE_ADMISSIBLE or BASE_CONFLICT_FREE. */
SatAnswer range_find(Search *search, const Graph *graph, Base base, uint32_t query, bool inside, IdVec *set);

/* Every set of maximal range. False: the budget or `each` ended it. */
bool range_each(Search *search, const Graph *graph, Base base, bool (*each)(void *, const uint32_t *, size_t),
                void *context);

#endif
