/* Labels of the arguments of a graph (Caminada 2006), with what follows from them: an argument that an accepted one attacks is
 * out, and one all of whose attackers are out is in. Counters and one queue: each attack is looked at once, whatever is
 * accepted when. Starting from nothing this is the grounded labelling (Modgil, Caminada 2009). */
#ifndef ARG_SOLVE_LABELLING_H
#define ARG_SOLVE_LABELLING_H

#include "framework/graph.h"

enum { ARG_OPEN, ARG_IN, ARG_OUT, ARG_UNDECIDED };

typedef struct Labelling {
    const Graph *graph;
    uint8_t *label;  /* by argument */
    uint32_t *left;  /* by argument: its attackers that are not out */
    uint8_t *barred; /* by argument: an attacker is undecided for good, so it cannot be in (it may be out) */
    IdVec queue;
} Labelling;

/* The grounded labelling: what is neither in nor out is open. The caller frees it; the graph must outlive it. */
Labelling labelling_grounded(const Graph *graph);
/* Everything open, nothing taken for granted. */
Labelling labelling_all_open(const Graph *graph);
Labelling labelling_copy(const Labelling *labelling);
void labelling_free(Labelling *labelling);

/* Puts open arguments in, and what follows. None may attack another or itself. */
void labelling_accept(Labelling *labelling, const uint32_t *args, size_t count);
/* Leaves an open argument undecided for good. */
void labelling_leave(Labelling *labelling, uint32_t x);

/* Appends the arguments that are in, ascending. */
void labelling_accepted(const Labelling *labelling, IdVec *out);
/* Appends the open arguments, ascending. */
void labelling_open(const Labelling *labelling, IdVec *out);
/* Appends, ascending, the open arguments from which an attack leads to one of `from` through open ones, these included: nothing else
 * bears on them (Baroni, Giacomin 2007, directionality). */
void labelling_cone(const Labelling *labelling, const uint32_t *from, size_t count, IdVec *out);

#endif
