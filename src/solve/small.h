/* Maximal admissible sets of graphs of at most 64 arguments, by search over sets as words: for the thousands of small strongly
 * connected components of large frameworks, each too small to be worth a SAT solver. */
#ifndef ARG_SOLVE_SMALL_H
#define ARG_SOLVE_SMALL_H

#include "framework/graph.h"

enum { SMALL_MOST = 64 };

/* A subset-maximal admissible set within the arguments not barred (NULL: none is), appended to `set`, ascending. `backwards`
 * prefers high numbers to low ones, to get another one. False: given up after some thousand steps. */
bool small_preferred(const Graph *graph, const uint8_t *barred, bool backwards, IdVec *set);

#endif
