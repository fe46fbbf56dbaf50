/* Encodings of a graph's sets into clauses (Besnard, Doutre 2004, in the compact form of Niskanen, Järvisalo 2020 and Fudge): a
 * variable per argument for "in the set", one for "attacked by the set", and where ranges matter one for either. */
#ifndef ARG_SOLVE_ENCODE_H
#define ARG_SOLVE_ENCODE_H

#include "framework/graph.h"
#include "solve/search.h"

typedef enum Base {
    BASE_CONFLICT_FREE,
    BASE_ADMISSIBLE, /* out(x) implies attacked, not the reverse: every admissible set has a model, and in() of a model is one */
    BASE_COMPLETE, /* both ways */
    BASE_STABLE,
} Base;

typedef struct Encoding {
    Sat *sat;
    const Graph *graph;
    int in, out, range; /* the variable of argument 0 in each row; 0: no such row */
} Encoding;

/* `barred` (NULL: none) are arguments that cannot be in; `hard` as in sat_expect_hard. The caller closes it; the graph must outlive it. */
Encoding encode(Search *search, const Graph *graph, const uint8_t *barred, Base base, bool with_range, bool hard);
void encoding_close(Encoding *encoding);

static inline int is_in(const Encoding *e, uint32_t x)
{
    return e->in + (int)x;
}
static inline int is_out(const Encoding *e, uint32_t x)
{
    return e->out + (int)x;
}
/* Accepted or attacked: implies it (the reverse is left open). */
static inline int in_range(const Encoding *e, uint32_t x)
{
    return e->range + (int)x;
}

/* After SAT_YES: the members of the set found, ascending, in place of what `set` held. */
void encoding_set(const Encoding *encoding, IdVec *set);

#endif
