#include "solve/exchange.h"

enum { KEPT = 1, THROWN_OUT = 2, PUT_IN = 4, CHANGED = THROWN_OUT | PUT_IN };

typedef struct Exchange {
    const Encoding *e;
    uint8_t *role;  /* by argument; 0: in neither set */
    uint8_t *seen;  /* by argument: its place was found */
    uint8_t *noted; /* by argument: covered by something changed here, or in the clause; all 0 between places */
    IdVec place, touched;
} Exchange;

/* Some argument that covers y and has one of the roles, or NONE. */
static uint32_t coverer(const Exchange *x, uint32_t y, uint8_t roles)
{
    const Lists *in = &x->e->graph->in;
    if (x->role[y] & roles) {
        return y;
    }
    for (const uint32_t *z = list_begin(in, y); z < list_end(in, y); z++) {
        if (x->role[*z] & roles) {
            return *z;
        }
    }
    return NONE;
}

static bool note(Exchange *x, uint32_t y)
{
    if (x->noted[y]) {
        return false;
    }
    x->noted[y] = 1;
    vec_push(&x->touched, y);
    return true;
}

static void forget_notes(Exchange *x)
{
    while (x->touched.n) {
        x->noted[vec_pop(&x->touched)] = 0;
    }
}

static void join(Exchange *x, uint32_t z)
{
    if ((x->role[z] & CHANGED) && !x->seen[z]) {
        x->seen[z] = 1;
        vec_push(&x->place, z);
    }
}

/* Whatever is changed and covers y is of the place. */
static void cover(Exchange *x, uint32_t y)
{
    const Lists *in = &x->e->graph->in;
    if (note(x, y)) {
        join(x, y);
        for (const uint32_t *z = list_begin(in, y); z < list_end(in, y); z++) {
            join(x, *z);
        }
    }
}

/* Into `place`: all that is changed together with the first; into `touched`: what that covers. */
static void find_place(Exchange *x, uint32_t first)
{
    const Lists *out = &x->e->graph->out;
    vec_clear(&x->place);
    join(x, first);
    for (size_t i = 0; i < x->place.n; i++) {
        uint32_t z = x->place.at[i];
        cover(x, z);
        for (const uint32_t *y = list_begin(out, z); y < list_end(out, z); y++) {
            cover(x, *y);
        }
    }
}

static void forbid_unless_in(Exchange *x, uint32_t n)
{
    if (!(x->role[n] & CHANGED) && !graph_attacks(x->e->graph, n, n) && note(x, n)) {
        sat_add(x->e->sat, is_in(x->e, n));
    }
}

/* Clauses: a set that looks alike here covers what is new, as `guard` says, which holds of every such set. */
static void say_place(Exchange *x)
{
    const Encoding *e = x->e;
    const Graph *graph = e->graph;
    IdVec covered = {0}, news = {0}, witnesses = {0};
    vec_append(&covered, x->touched.at, x->touched.n);
    forget_notes(x);
    for (size_t i = 0; i < covered.n; i++) {
        uint32_t y = covered.at[i];
        if (coverer(x, y, KEPT | THROWN_OUT) == NONE) {
            vec_push(&news, y);
        } else if (coverer(x, y, PUT_IN) == NONE && note(x, coverer(x, y, KEPT))) {
            vec_push(&witnesses, coverer(x, y, KEPT));
        }
    }
    if (news.n) {
        int guard = sat_new(e->sat, 1);
        for (size_t i = 0; i < news.n; i++) {
            sat_clause2(e->sat, -guard, in_range(e, news.at[i]));
        }
        sat_add(e->sat, guard);
        for (size_t i = 0; i < witnesses.n; i++) {
            sat_add(e->sat, -is_in(e, witnesses.at[i]));
        }
        for (size_t i = 0; i < x->place.n; i++) {
            uint32_t z = x->place.at[i];
            if (x->role[z] == THROWN_OUT) {
                sat_add(e->sat, -is_in(e, z));
                continue;
            }
            for (const uint32_t *n = list_begin(&graph->in, z); n < list_end(&graph->in, z); n++) {
                forbid_unless_in(x, *n);
            }
            for (const uint32_t *n = list_begin(&graph->out, z); n < list_end(&graph->out, z); n++) {
                forbid_unless_in(x, *n);
            }
        }
        sat_add(e->sat, 0);
    }
    forget_notes(x);
    vec_free(&covered);
    vec_free(&news);
    vec_free(&witnesses);
}

void exchange_learn(const Encoding *e, const IdVec *set, const IdVec *wider)
{
    uint32_t n = e->graph->n;
    Exchange x = {.e = e, .role = mem_zero(n, 1), .seen = mem_zero(n, 1), .noted = mem_zero(n, 1)};
    for (size_t i = 0; i < set->n; i++) {
        x.role[set->at[i]] = THROWN_OUT;
    }
    for (size_t i = 0; i < wider->n; i++) {
        uint8_t *role = &x.role[wider->at[i]];
        *role = *role == THROWN_OUT ? KEPT : PUT_IN;
    }
    for (uint32_t first = 0; first < n; first++) {
        if ((x.role[first] & CHANGED) && !x.seen[first]) {
            find_place(&x, first);
            say_place(&x);
        }
    }
    free(x.role);
    free(x.seen);
    free(x.noted);
    vec_free(&x.place);
    vec_free(&x.touched);
}

void exchange_add_single(const Encoding *e)
{
    const Graph *graph = e->graph;
    for (uint32_t x = 0; x < graph->n; x++) {
        if (graph_attacks(graph, x, x)) {
            continue;
        }
        sat_add(e->sat, in_range(e, x));
        for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
            sat_add(e->sat, is_in(e, *y));
        }
        sat_add(e->sat, 0);
    }
}
