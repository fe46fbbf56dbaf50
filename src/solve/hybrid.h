/* One question about one part of a graph, put to two searches in turn until either answers: a SAT solver, which learns, and the
 * covering search, which does not and is many times faster where nothing can be learned. */
#ifndef ARG_SOLVE_HYBRID_H
#define ARG_SOLVE_HYBRID_H

#include "solve/cover.h"
#include "solve/search.h"

/* A stable or admissible set of the graph without `barred` arguments (NULL: none is); with a query (NONE: any, and an admissible
 * set not empty) one that has it, or, if not `inside`, one that has not (and then an admissible set may be empty). SAT_YES: it is
 * in `set`, ascending, in place of what that held. */
SatAnswer hybrid_find(Search *search, const Graph *graph, const uint8_t *barred, CoverKind kind, uint32_t query,
                      bool inside, IdVec *set);

#endif
