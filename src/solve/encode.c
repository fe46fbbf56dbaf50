#include "solve/encode.h"

/* Some attacker of x is in. */
static void add_attackers(const Encoding *e, uint32_t x)
{
    for (const uint32_t *y = list_begin(&e->graph->in, x), *end = list_end(&e->graph->in, x); y < end; y++) {
        sat_add(e->sat, is_in(e, *y));
    }
}

static void conflict_free(const Encoding *e)
{
    for (uint32_t x = 0; x < e->graph->n; x++) {
        for (const uint32_t *y = list_begin(&e->graph->out, x), *end = list_end(&e->graph->out, x); y < end; y++) {
            /* A mutual attack is one conflict. */
            if (*y >= x || !graph_attacks(e->graph, *y, x)) {
                sat_clause2(e->sat, -is_in(e, x), -is_in(e, *y));
            }
        }
    }
}

/* in(x) needs each attacker out; out(x) needs an attacker in; never both: so no two members attack one another. */
static void admissible(const Encoding *e)
{
    for (uint32_t x = 0; x < e->graph->n; x++) {
        sat_add(e->sat, -is_out(e, x));
        add_attackers(e, x);
        sat_add(e->sat, 0);
        sat_clause2(e->sat, -is_in(e, x), -is_out(e, x));
        for (const uint32_t *y = list_begin(&e->graph->in, x), *end = list_end(&e->graph->in, x); y < end; y++) {
            sat_clause2(e->sat, -is_in(e, x), is_out(e, *y));
        }
    }
}

/* What an admissible set lacks to be complete: what is attacked is out, what is defended is in. */
static void complete(const Encoding *e, const uint8_t *barred)
{
    for (uint32_t x = 0; x < e->graph->n; x++) {
        for (const uint32_t *y = list_begin(&e->graph->in, x), *end = list_end(&e->graph->in, x); y < end; y++) {
            sat_clause2(e->sat, -is_in(e, *y), is_out(e, x));
        }
        if (barred == NULL || !barred[x]) {
            sat_add(e->sat, is_in(e, x));
            for (const uint32_t *y = list_begin(&e->graph->in, x), *end = list_end(&e->graph->in, x); y < end; y++) {
                sat_add(e->sat, -is_out(e, *y));
            }
            sat_add(e->sat, 0);
        }
    }
}

/* Each argument is in or has an attacker that is: the range is everything. */
static void covering(const Encoding *e)
{
    for (uint32_t x = 0; x < e->graph->n; x++) {
        sat_add(e->sat, is_in(e, x));
        add_attackers(e, x);
        sat_add(e->sat, 0);
    }
}

static void ranges(const Encoding *e)
{
    for (uint32_t x = 0; x < e->graph->n; x++) {
        sat_add(e->sat, -in_range(e, x));
        sat_add(e->sat, is_in(e, x));
        if (e->out) {
            sat_add(e->sat, is_out(e, x));
        } else {
            add_attackers(e, x);
        }
        sat_add(e->sat, 0);
    }
}

Encoding encode(Search *search, const Graph *graph, const uint8_t *barred, Base base, bool with_range, bool hard)
{
    Encoding e = {.sat = sat_open(search->backend, search->budget), .graph = graph};
    if (hard) {
        sat_expect_hard(e.sat);
    }
    e.in = sat_new(e.sat, graph->n);
    if (base == BASE_ADMISSIBLE || base == BASE_COMPLETE) {
        e.out = sat_new(e.sat, graph->n);
        admissible(&e);
        if (base == BASE_COMPLETE) {
            complete(&e, barred);
        }
    } else {
        conflict_free(&e);
        if (base == BASE_STABLE) {
            covering(&e);
        }
    }
    if (with_range) {
        e.range = sat_new(e.sat, graph->n);
        ranges(&e);
    }
    for (uint32_t x = 0; barred != NULL && x < graph->n; x++) {
        if (barred[x]) {
            sat_clause1(e.sat, -is_in(&e, x));
        }
    }
    return e;
}

void encoding_close(Encoding *e)
{
    sat_close(e->sat);
    *e = (Encoding){0};
}

void encoding_set(const Encoding *e, IdVec *set)
{
    vec_clear(set);
    for (uint32_t x = 0; x < e->graph->n; x++) {
        if (sat_value(e->sat, is_in(e, x))) {
            vec_push(set, x);
        }
    }
}
