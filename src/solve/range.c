#include "solve/range.h"

#include "solve/maximise.h"

static SatAnswer solve_assuming(Search *search, const Encoding *e, const Literals *fixed, const uint8_t *marked)
{
    assume_marked(e, fixed, e->range, marked);
    return search_solve(search, e->sat);
}

/* Looks for a set of maximal range under `fixed`. Each round finds a maximal range that no set under `fixed` has, and asks for
 * another, so rounds end. */
static SatAnswer find(Search *search, const Encoding *e, const Literals *fixed, uint8_t *range, IdVec *set)
{
    Literals nothing = {0};
    memset(range, 1, e->graph->n);
    SatAnswer answer = solve_assuming(search, e, fixed, range);
    if (answer != SAT_NO) {
        if (answer == SAT_YES) {
            encoding_set(e, set); /* stable */
        }
        return answer;
    }
    for (;;) {
        memset(range, 0, e->graph->n);
        answer = solve_assuming(search, e, fixed, range);
        if (answer != SAT_YES) {
            return answer;
        }
        if (!maximise(search, e, fixed, e->range, range, set)) {
            return SAT_UNKNOWN;
        }
        if (fixed->n == 0) {
            return SAT_YES;
        }
        /* Is there a larger range without the condition? */
        int more = sat_new(e->sat, 1);
        one_more(e, more, e->range, range);
        sat_assume(e->sat, more);
        answer = solve_assuming(search, e, &nothing, range);
        if (answer != SAT_YES) {
            return answer == SAT_NO ? SAT_YES : SAT_UNKNOWN;
        }
        if (!maximise(search, e, &nothing, e->range, range, set)) {
            return SAT_UNKNOWN;
        }
        sat_clause1(e->sat, -more);
        /* Another set may have that range and fulfil the condition. */
        answer = solve_assuming(search, e, fixed, range);
        if (answer != SAT_NO) {
            if (answer == SAT_YES) {
                encoding_set(e, set);
            }
            return answer;
        }
        one_more(e, 0, e->range, range);
    }
}

SatAnswer range_find(Search *search, const Graph *graph, Base base, uint32_t query, bool inside, IdVec *set)
{
    Encoding e = encode(search, graph, NULL, base, true, false);
    Literals fixed = {0};
    if (query != NONE) {
        vec_push(&fixed, inside ? is_in(&e, query) : -is_in(&e, query));
    }
    uint8_t *range = mem_new(graph->n, 1);
    SatAnswer answer = find(search, &e, &fixed, range, set);
    free(range);
    vec_free(&fixed);
    encoding_close(&e);
    return answer;
}

/* Every set that has this range, each once: two such sets never hold one another, so leaving one out for good loses none. */
static bool each_of_range(Search *search, const Encoding *e, const uint8_t *range, IdVec *set,
                          bool (*each)(void *, const uint32_t *, size_t), void *context)
{
    Literals nothing = {0};
    for (;;) {
        SatAnswer answer = solve_assuming(search, e, &nothing, range);
        if (answer != SAT_YES) {
            return answer == SAT_NO;
        }
        encoding_set(e, set);
        if (!each(context, set->at, set->n)) {
            return false;
        }
        for (size_t i = 0; i < set->n; i++) {
            sat_add(e->sat, -is_in(e, set->at[i]));
        }
        sat_add(e->sat, 0);
    }
}

bool range_each(Search *search, const Graph *graph, Base base, bool (*each)(void *, const uint32_t *, size_t),
                void *context)
{
    Encoding e = encode(search, graph, NULL, base, true, false);
    Literals nothing = {0};
    IdVec set = {0};
    uint8_t *range = mem_zero(graph->n, 1);
    bool done = false;
    for (;;) {
        SatAnswer answer = search_solve(search, e.sat);
        if (answer != SAT_YES) {
            done = answer == SAT_NO;
            break;
        }
        if (!maximise(search, &e, &nothing, e.range, range, &set) ||
            !each_of_range(search, &e, range, &set, each, context)) {
            break;
        }
        one_more(&e, 0, e.range, range);
    }
    free(range);
    vec_free(&set);
    encoding_close(&e);
    return done;
}
