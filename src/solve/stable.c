#include "solve/stable.h"

#include "framework/components.h"
#include "solve/hybrid.h"

/* Steps in which a graph of many components is given to the solver, and the size from which it is worth it. */
enum { STEPS = 64, STEPWISE_FROM = 1024 };

static void add_argument(Sat *sat, const Graph *graph, int in, uint32_t x)
{
    const uint32_t *begin = list_begin(&graph->in, x), *end = list_end(&graph->in, x);
    for (const uint32_t *y = begin; y < end; y++) {
        sat_clause2(sat, -(in + (int)x), -(in + (int)*y));
    }
    sat_add(sat, in + (int)x);
    for (const uint32_t *y = begin; y < end; y++) {
        sat_add(sat, in + (int)*y);
    }
    sat_add(sat, 0);
}

/* Gives the solver the graph component by component, attackers first, and asks after every few: what a stable set is on the first of
 * them depends on nothing later, so the solver settles one after another instead of all at once, and a part without one ends it. */
static SatAnswer stepwise(Search *search, const Graph *graph, const IdVec *members, const IdVec *starts, uint32_t query,
                          bool inside, IdVec *set)
{
    Sat *sat = sat_open(search->backend, search->budget);
    sat_expect_hard(sat);
    int in = sat_new(sat, graph->n);
    if (query != NONE) {
        sat_clause1(sat, inside ? in + (int)query : -(in + (int)query));
    }
    SatAnswer answer = SAT_YES;
    size_t step = members->n / STEPS + 1, asked = 0;
    for (size_t i = 0; answer == SAT_YES && i < starts->n; i++) {
        size_t end = i + 1 < starts->n ? starts->at[i + 1] : members->n;
        for (size_t j = starts->at[i]; j < end; j++) {
            add_argument(sat, graph, in, members->at[j]);
        }
        if (end - asked >= step || end == members->n) {
            answer = search_solve(search, sat);
            asked = end;
        }
    }
    vec_clear(set);
    for (uint32_t x = 0; answer == SAT_YES && x < graph->n; x++) {
        if (sat_value(sat, in + (int)x)) {
            vec_push(set, x);
        }
    }
    sat_close(sat);
    return answer;
}

SatAnswer stable_find(Search *search, const Graph *graph, uint32_t query, bool inside, IdVec *set)
{
    IdVec members = {0}, starts = {0}, all = {0};
    uint32_t largest = graph->n;
    /* A query that must be in comes late, and would overthrow what was settled before. */
    if (graph->n >= STEPWISE_FROM && (query == NONE || !inside)) {
        Walk walk;
        uint8_t *outside = mem_zero(graph->n, 1);
        walk_open(&walk, graph);
        for (uint32_t x = 0; x < graph->n; x++) {
            vec_push(&all, x);
        }
        strong_components(&walk, graph, outside, all.at, graph->n, &members, &starts);
        walk_free(&walk);
        free(outside);
        largest = 0;
        for (size_t i = 0; i < starts.n; i++) {
            uint32_t size = (i + 1 < starts.n ? starts.at[i + 1] : graph->n) - starts.at[i];
            largest = size > largest ? size : largest;
        }
    }
    SatAnswer answer = largest <= graph->n / 4 ? stepwise(search, graph, &members, &starts, query, inside, set)
                                               : hybrid_find(search, graph, NULL, COVER_STABLE, query, inside, set);
    vec_free(&members);
    vec_free(&starts);
    vec_free(&all);
    return answer;
}
