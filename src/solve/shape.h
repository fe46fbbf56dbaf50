/* Shapes of graphs for which admissible sets are found without search (Dunne, AIJ 2007; Coste-Marquis, Devred, Marquis, ECSQARU 2005). An
 * acyclic graph is not among them: its grounded labelling leaves nothing open. */
#ifndef ARG_SOLVE_SHAPE_H
#define ARG_SOLVE_SHAPE_H

#include "framework/graph.h"
#include "solve/cover.h"

typedef enum Shape {
    SHAPE_ANY,
    SHAPE_SYMMETRIC, /* whoever is attacked attacks back, and none attacks itself */
    SHAPE_BIPARTITE, /* two sides, and no attack within either: every cycle is even */
    SHAPE_ODD,       /* every cycle is odd (recognised where one argument is on all of them) */
} Shape;

/* The shape, and for SHAPE_BIPARTITE the side (0 or 1) of each argument in `side`, which has room for all. */
Shape shape_of(const Graph *graph, uint8_t *side);

/* As hybrid_find, for graphs of that shape; SAT_UNKNOWN: the shape does not help with this question. */
SatAnswer shape_find(const Graph *graph, Shape shape, const uint8_t *side, const uint8_t *barred, CoverKind kind,
                     uint32_t query, bool inside, IdVec *set);

#endif
