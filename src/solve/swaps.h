/* A stable set of a graph by local search. A set without conflicts is kept; an argument that is neither in it nor attacked by it is taken at
 * random, and of it and its attackers one is put in, and what is in conflict with that thrown out: the one of which least is, and of
 * several the one longest left alone. So the set stays large (as in searches for independent sets: Andrade, Resende, Werneck 2012), and
 * what attacks much is not preferred to what fits; counting what would be attacked instead measured worse.
 *
 * Where stable sets are hidden in a dense graph this finds them thousands of times sooner than a search that learns. That there is none it never
 * tells. */
#ifndef ARG_SOLVE_SWAPS_H
#define ARG_SOLVE_SWAPS_H

#include "base/budget.h"
#include "framework/graph.h"

typedef struct Swaps Swaps;

/* `barred` (NULL: none) cannot be in; the query (NONE: no matter) must be in or not. The graph must outlive it; the caller closes it. */
Swaps *swaps_open(const Graph *graph, const uint8_t *barred, uint32_t query, bool inside);
void swaps_close(Swaps *swaps); /* NULL is allowed */
/* Goes on from where it was, for about so many looks at an attack. Whether the set is stable now. */
bool swaps_try(Swaps *swaps, uint64_t looks, const Budget *budget);
/* The members, ascending, in place of what `set` held. */
void swaps_set(const Swaps *swaps, IdVec *set);

#endif
