#include "solve/range.h"

#include "solve/maximise.h"
#include "solve/preferred.h"
#include "solve/stable.h"

static SatAnswer solve_assuming(Search *search, const Encoding *e, const Literals *fixed, const uint8_t *marked)
{
    assume_marked(e, fixed, e->range, marked);
    return search_solve(search, e->sat);
}

/* Marks the range of the set. */
static void mark_range(const Graph *graph, const IdVec *set, uint8_t *range)
{
    memset(range, 0, graph->n);
    for (size_t i = 0; i < set->n; i++) {
        range[set->at[i]] = 1;
        for (const uint32_t *y = list_begin(&graph->out, set->at[i]), *end = list_end(&graph->out, set->at[i]); y < end;
             y++) {
            range[*y] = 1;
        }
    }
}

/* Whether `set` is of maximal range, whatever was fixed when it was found. SAT_NO: it is not, and becomes a set that is, of larger
 * range, without heed to what is fixed. */
static SatAnswer is_maximal(Search *search, const Encoding *e, uint8_t *range, IdVec *set)
{
    Literals nothing = {0};
    int more = sat_new(e->sat, 1);
    one_more(e, more, e->range, range);
    sat_assume(e->sat, more);
    SatAnswer answer = solve_assuming(search, e, &nothing, range);
    if (answer == SAT_YES && !maximise(search, e, &nothing, e->range, range, set)) {
        return SAT_UNKNOWN;
    }
    if (answer != SAT_UNKNOWN) {
        sat_clause1(e->sat, -more);
    }
    return answer == SAT_YES ? SAT_NO : answer == SAT_NO ? SAT_YES : SAT_UNKNOWN;
}

/* Looks for a set of maximal range under `fixed`; `start`: `set` holds one under `fixed` to begin with. Each round finds a maximal
 * range that no set under `fixed` has, and asks for another, so rounds end. */
static SatAnswer find(Search *search, const Encoding *e, const Literals *fixed, bool start, uint8_t *range, IdVec *set)
{
    for (;;) {
        if (start) {
            mark_range(e->graph, set, range);
            start = false;
        } else {
            memset(range, 0, e->graph->n);
            SatAnswer answer = solve_assuming(search, e, fixed, range);
            if (answer != SAT_YES) {
                return answer;
            }
            encoding_set(e, set);
            mark_range(e->graph, set, range);
        }
        if (!maximise_from(search, e, fixed, e->range, range, set)) {
            return SAT_UNKNOWN;
        }
        SatAnswer answer = fixed->n ? is_maximal(search, e, range, set) : SAT_YES;
        if (answer != SAT_NO) {
            return answer;
        }
        /* Another set may have that range and be as fixed. */
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

/* A stable set, or, where there is none, an admissible one of large range to start from; `set` stays empty where even that is
 * much work. */
static SatAnswer some_stable(Search *search, const Graph *graph, Base base, IdVec *set)
{
    Labelling labelling = labelling_grounded(graph);
    bool stable = preferred_extend(search, &labelling, base == BASE_ADMISSIBLE ? EFFORT_FULL : EFFORT_LITTLE);
    vec_clear(set);
    if (stable) {
        labelling_accepted(&labelling, set);
    }
    for (uint32_t x = 0; stable && x < graph->n; x++) {
        stable = labelling.label[x] != ARG_UNDECIDED;
    }
    labelling_free(&labelling);
    if (search->cut) {
        return SAT_UNKNOWN;
    }
    return stable ? SAT_YES : stable_find(search, graph, NONE, true, set);
}

static bool holds(const IdVec *set, uint32_t x)
{
    for (size_t i = 0; i < set->n; i++) {
        if (set->at[i] == x) {
            return true;
        }
    }
    return false;
}

SatAnswer range_find(Search *search, const Graph *graph, Base base, uint32_t query, bool inside, IdVec *set)
{
    SatAnswer stable = some_stable(search, graph, base, set);
    bool fits = query == NONE || holds(set, query) == inside;
    if (stable == SAT_YES) {
        /* Then the stable sets are the ones. */
        return fits ? SAT_YES : stable_find(search, graph, query, inside, set);
    }
    if (stable == SAT_UNKNOWN) {
        return SAT_UNKNOWN;
    }
    Encoding e = encode(search, graph, NULL, base, true, false);
    Literals fixed = {0};
    if (query != NONE) {
        vec_push(&fixed, inside ? is_in(&e, query) : -is_in(&e, query));
    }
    uint8_t *range = mem_new(graph->n, 1);
    SatAnswer answer = find(search, &e, &fixed, fits, range, set);
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
