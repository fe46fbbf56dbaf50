/* Stable and admissible sets by search without learning: take the argument that must still be attacked and has the fewest left to attack
 * it, and try each of those. On dense random graphs, where what a SAT solver learns is of no use again, this is many times
 * faster; on structured ones it is not, so it runs for a while, tells how far it came, and can go on (hybrid.h).
 * (Labels and their spread as in Nofal, Atkinson, Dunne, AIJ 2014; the choice as in Knuth's covering, TAOCP 7.2.2.1.) */
#ifndef ARG_SOLVE_COVER_H
#define ARG_SOLVE_COVER_H

#include "framework/graph.h"
#include "sat/sat.h"

typedef struct Cover Cover;

typedef enum CoverKind {
    COVER_STABLE,
    COVER_ADMISSIBLE, /* not empty, unless cover_require asked for something else */
} CoverKind;

/* `barred` (NULL: none) cannot be in. The graph must outlive it; the caller closes it. */
Cover *cover_open(const Graph *graph, const uint8_t *barred, CoverKind kind);
void cover_close(Cover *cover); /* NULL is allowed */

/* Before the first run: the argument must be in, or must not. */
void cover_require(Cover *cover, uint32_t x, bool inside);

/* Goes on for about that many choices. SAT_UNKNOWN: not yet done. After SAT_YES nothing more may be run. */
SatAnswer cover_run(Cover *cover, uint64_t choices);
/* After SAT_YES: the set, ascending, in place of what `set` held. */
void cover_set(const Cover *cover, IdVec *set);
/* How much of the search is done, 0 to 1, as if all choices weighed alike. */
double cover_explored(const Cover *cover);

#endif
