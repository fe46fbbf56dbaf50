/* Stable extensions: conflict-free sets that attack everything else (Dung 1995, definition 13). */
#ifndef ARG_SOLVE_STABLE_H
#define ARG_SOLVE_STABLE_H

#include "framework/graph.h"
#include "solve/search.h"

/* A stable extension of the graph; with a query (NONE: any will do) one that has it, or, if not `inside`, one that has not. SAT_YES:
 * it is in `set`, ascending. */
SatAnswer stable_find(Search *search, const Graph *graph, uint32_t query, bool inside, IdVec *set);

#endif
