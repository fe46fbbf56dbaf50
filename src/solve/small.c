#include "solve/small.h"

#include "base/fatal.h"

enum { STEPS_MOST = 4000 };

typedef struct Small {
    uint64_t in[SMALL_MOST], out[SMALL_MOST]; /* attackers, attacked */
    uint32_t n, steps;
    uint64_t found;
} Small;

static inline uint32_t lowest(uint64_t set)
{
    return (uint32_t)__builtin_ctzll(set);
}

/* Whether each attacker of `set` is attacked by a set between `set` and `set` with `open`. */
static bool defensible(const Small *s, uint64_t set, uint64_t open)
{
    uint64_t against = 0;
    for (uint64_t rest = set; rest; rest &= rest - 1) {
        against |= s->in[lowest(rest)];
    }
    for (; against; against &= against - 1) {
        if (!(s->in[lowest(against)] & (set | open))) {
            return false;
        }
    }
    return true;
}

/* Whether `set` attacks everything that attacks it. */
static bool defended(const Small *s, uint64_t set)
{
    return defensible(s, set, 0);
}

/* The first admissible set with `set`, and otherwise of `open`, in the order that takes a member before it leaves it: it is maximal,
 * since a larger one would come first. */
static bool first(Small *s, uint64_t set, uint64_t open)
{
    if (++s->steps > STEPS_MOST || !defensible(s, set, open)) {
        return false;
    }
    if (!open) {
        s->found = set;
        return defended(s, set);
    }
    uint32_t x = lowest(open);
    uint64_t bit = 1ull << x;
    return first(s, set | bit, open & ~bit & ~s->in[x] & ~s->out[x]) || first(s, set, open & ~bit);
}

bool small_preferred(const Graph *graph, const uint8_t *barred, bool backwards, IdVec *set)
{
    BUG_UNLESS(graph->n <= SMALL_MOST);
    Small s = {.n = graph->n};
    uint64_t open = 0;
#define PLACE(x) (backwards ? graph->n - 1 - (x) : (x))
    for (uint32_t x = 0; x < graph->n; x++) {
        for (const uint32_t *y = list_begin(&graph->in, x), *end = list_end(&graph->in, x); y < end; y++) {
            s.in[PLACE(x)] |= 1ull << PLACE(*y);
            s.out[PLACE(*y)] |= 1ull << PLACE(x);
        }
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        if ((barred == NULL || !barred[x]) && !(s.in[PLACE(x)] >> PLACE(x) & 1)) {
            open |= 1ull << PLACE(x);
        }
    }
    /* The empty set is admissible: only running out of steps fails. */
    if (!first(&s, 0, open)) {
        return false;
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        if (s.found >> PLACE(x) & 1) {
            vec_push(set, x);
        }
    }
#undef PLACE
    return true;
}
