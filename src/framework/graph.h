/* An abstract argumentation framework (Dung 1995): arguments 0 … n-1 and who attacks whom, in compressed rows both ways. Rows
 * are sorted and free of duplicates; an argument may attack itself. Immutable once made. */
#ifndef ARG_FRAMEWORK_GRAPH_H
#define ARG_FRAMEWORK_GRAPH_H

#include "framework/framework.h"

#include <stdbool.h>

typedef struct Graph {
    uint32_t n;       /* arguments */
    uint32_t attacks; /* attacks, each once */
    Lists in, out;    /* by argument: its attackers; what it attacks */
} Graph;

typedef struct Attack {
    uint32_t from, to;
} Attack;

/* The graph of `count` attacks in any order, with any duplicates; every end must be below n. `attacks` is scratch space to the
 * call: its contents are lost. The caller frees the graph. */
Graph graph_new(uint32_t n, Attack *attacks, size_t count);
void graph_free(Graph *graph);

/* The part of the graph that `keep` lists (each argument once): `keep`'s order numbers the new arguments. `number` is room by
 * argument, NONE everywhere before and after. */
Graph graph_part(const Graph *graph, const uint32_t *keep, uint32_t count, uint32_t *number);
/* Such room; the caller frees it. */
uint32_t *graph_numbers(const Graph *graph);

bool graph_attacks(const Graph *graph, uint32_t from, uint32_t to);

/* For loops over the attackers or the attacked of x: for (const uint32_t *y = list_begin(&g->in, x); y < list_end(&g->in, x); y++) */
static inline const uint32_t *list_begin(const Lists *lists, uint32_t x)
{
    return lists->items + lists->first[x];
}
static inline const uint32_t *list_end(const Lists *lists, uint32_t x)
{
    return lists->items + lists->first[x + 1];
}
static inline uint32_t list_length(const Lists *lists, uint32_t x)
{
    return lists->first[x + 1] - lists->first[x];
}

#endif
