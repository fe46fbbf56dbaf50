/* Arguments that another can stand in for: y dominates x when whoever attacks y attacks x, and whomever x attacks y attacks. In an
 * admissible set with x, x can be exchanged for y: what defends x defends y, and y attacks all that x did; nor can y be at odds with
 * the set, since whoever it attacks would have to attack it back, and so x. So a search for some admissible set need not try x. */
#ifndef ARG_SOLVE_DOMINATED_H
#define ARG_SOLVE_DOMINATED_H

#include "framework/graph.h"

/* Adds to `barred` the arguments that one not barred dominates; of those that dominate one another the first stays. Not `query`
 * (NONE: none), and none for which `query` would have to stand in unless `inside`. Looks at no more than some dozens of
 * possible substitutes for each, so it may miss some. */
void dominated_bar(const Graph *graph, uint32_t query, bool inside, uint8_t *barred);

#endif
