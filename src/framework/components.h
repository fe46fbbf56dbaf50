/* Strongly connected components of a part of a graph, in an order in which attackers come first (Tarjan 1972, without
 * recursion), and weakly connected ones. */
#ifndef ARG_FRAMEWORK_COMPONENTS_H
#define ARG_FRAMEWORK_COMPONENTS_H

#include "framework/graph.h"

/* Room for one walk after another over the same graph; zero-initialised is empty. Between walks every mark is clear. */
typedef struct Walk {
    uint32_t *mark, *low, *next; /* by argument */
    IdVec path, held;
} Walk;

void walk_open(Walk *walk, const Graph *graph);
void walk_free(Walk *walk);

/* Appends to `members` the arguments `args` (each once) grouped by strongly connected component of the part of the graph that they
 * induce, attackers' components first, and to `starts` where in `members` each component begins. Only
 * attacks between arguments x with outside[x] == 0 count, and each of `args` must be such; others that are so too but not
 * listed must not attack a listed one. */
void strong_components(Walk *walk, const Graph *graph, const uint8_t *outside, const uint32_t *args, uint32_t count,
                       IdVec *members, IdVec *starts);

/* The same for weakly connected components of all arguments x with outside[x] == 0 (all when NULL); each component in
 * ascending order. */
void weak_components(const Graph *graph, const uint8_t *outside, IdVec *members, IdVec *starts);

#endif
