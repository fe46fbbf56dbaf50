#include "solve/range.h"

#include "solve/maximise.h"
#include "solve/preferred.h"
#include "solve/stable.h"

/* What is looked for: an argument inside or outside, or none (NONE). */
typedef struct Wish {
    uint32_t query;
    bool inside;
} Wish;

static void require(const Encoding *e, Wish wish)
{
    if (wish.query != NONE) {
        sat_clause1(e->sat, wish.inside ? is_in(e, wish.query) : -is_in(e, wish.query));
    }
}

static void require_range(const Encoding *e, const uint8_t *range)
{
    for (uint32_t x = 0; x < e->graph->n; x++) {
        if (range[x]) {
            sat_clause1(e->sat, in_range(e, x));
        }
    }
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

/* The arguments whose attacks lead to one that is not in the range, these included; ascending. */
static void cone_of_missing(const Graph *graph, const uint8_t *range, IdVec *cone)
{
    Labelling open = labelling_all_open(graph);
    IdVec missing = {0};
    for (uint32_t x = 0; x < graph->n; x++) {
        if (!range[x]) {
            vec_push(&missing, x);
        }
    }
    labelling_cone(&open, missing.at, missing.n, cone);
    vec_free(&missing);
    labelling_free(&open);
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

/* Labels without what would follow from them for admissible sets: members need no defence, so what is in no range bars nothing. */
static void keep_as_found(Labelling *l, const IdVec *cone, const IdVec *found)
{
    const Graph *graph = l->graph;
    for (size_t i = 0; i < cone->n; i++) {
        l->label[cone->at[i]] = ARG_UNDECIDED;
    }
    for (size_t i = 0; i < found->n; i++) {
        uint32_t x = found->at[i];
        l->label[x] = ARG_IN;
        for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
            l->label[*y] = ARG_OUT;
        }
    }
}

/* Looks beyond the cone for what else can be with `found`, a set of the cone. True: with it, it covers `range` and is as wished, and
 * is in `set` and `range` now. */
static bool complete_beyond(Search *search, const Graph *graph, Base base, Wish wish, const IdVec *cone,
                            const IdVec *found, uint8_t *range, IdVec *set)
{
    Labelling l = base == BASE_ADMISSIBLE ? labelling_grounded(graph) : labelling_all_open(graph);
    IdVec open = {0};
    if (base == BASE_ADMISSIBLE) {
        for (size_t i = 0; i < found->n; i++) {
            if (l.label[found->at[i]] == ARG_OPEN) {
                vec_push(&open, found->at[i]);
            }
        }
        labelling_accept(&l, open.at, open.n);
        for (size_t i = 0; i < cone->n; i++) {
            if (l.label[cone->at[i]] == ARG_OPEN) {
                labelling_leave(&l, cone->at[i]);
            }
        }
    } else {
        keep_as_found(&l, cone, found);
    }
    bool better = preferred_extend(search, &l, EFFORT_FULL);
    vec_clear(&open);
    labelling_accepted(&l, &open);
    labelling_free(&l);
    uint8_t *now = mem_new(graph->n, 1);
    mark_range(graph, &open, now);
    for (uint32_t x = 0; better && x < graph->n; x++) {
        better = now[x] >= range[x];
    }
    better = better && (wish.query == NONE || holds(&open, wish.query) == wish.inside);
    if (better) {
        memcpy(range, now, graph->n);
        vec_clear(set);
        vec_append(set, open.at, open.n);
    }
    free(now);
    vec_free(&open);
    return better;
}

/* Whether the range could be widened as far as the cone of what it lacks is concerned: nothing else bears on that, and what else is in
 * the range need not be looked at. SAT_NO: it cannot be widened. SAT_YES: in the cone it can, with `found`. */
static SatAnswer cone_could(Search *search, const Graph *graph, Base base, Wish wish, const uint8_t *range,
                            const IdVec *cone, IdVec *found)
{
    uint32_t *number = graph_numbers(graph), count = (uint32_t)cone->n;
    Graph part = graph_part(graph, cone->at, count, number);
    uint8_t *inside = mem_new(count, 1);
    Wish here = {NONE, wish.inside};
    for (uint32_t i = 0; i < count; i++) {
        inside[i] = range[cone->at[i]];
        here.query = cone->at[i] == wish.query ? i : here.query;
    }
    Encoding e = encode(search, &part, NULL, base, true, false);
    require(&e, here);
    require_range(&e, inside);
    one_more(&e, 0, e.range, inside);
    SatAnswer answer = search_solve(search, e.sat);
    if (answer == SAT_YES) {
        encoding_set(&e, found);
        for (size_t i = 0; i < found->n; i++) {
            found->at[i] = cone->at[found->at[i]];
        }
    }
    encoding_close(&e);
    graph_free(&part);
    free(inside);
    free(number);
    return answer;
}

/* Widens `range` and `set`, step by step, to a maximal range of a set that is as wished. SAT_NO: it was maximal. A solver of its own,
 * since what only ever grows can be said for good: assumptions by the ten thousand would be made again at each restart. */
static SatAnswer widen(Search *search, const Graph *graph, Base base, Wish wish, uint8_t *range, IdVec *set)
{
    Encoding e = {0};
    IdVec cone = {0}, found = {0};
    SatAnswer widened = SAT_NO, answer = SAT_YES;
    do {
        vec_clear(&cone);
        cone_of_missing(graph, range, &cone);
        if (cone.n < graph->n) {
            answer = cone_could(search, graph, base, wish, range, &cone, &found);
            if (answer != SAT_YES) {
                break;
            }
            if (complete_beyond(search, graph, base, wish, &cone, &found, range, set)) {
                widened = SAT_YES;
                continue;
            }
        }
        if (e.sat == NULL) {
            e = encode(search, graph, NULL, base, true, false);
            require(&e, wish);
        }
        require_range(&e, range);
        int more = sat_new(e.sat, 1);
        one_more(&e, more, e.range, range);
        sat_assume(e.sat, more);
        answer = search_solve(search, e.sat);
        if (answer == SAT_YES) {
            encoding_set(&e, set);
            mark_range(graph, set, range);
            widened = SAT_YES;
        }
        sat_clause1(e.sat, -more);
    } while (answer == SAT_YES);
    vec_free(&cone);
    vec_free(&found);
    encoding_close(&e);
    return answer == SAT_UNKNOWN ? SAT_UNKNOWN : widened;
}

/* A set as wished that has all of `range`. */
static SatAnswer with_range(Search *search, const Graph *graph, Base base, Wish wish, const uint8_t *range, IdVec *set)
{
    Encoding e = encode(search, graph, NULL, base, true, false);
    require(&e, wish);
    require_range(&e, range);
    SatAnswer answer = search_solve(search, e.sat);
    if (answer == SAT_YES) {
        encoding_set(&e, set);
    }
    encoding_close(&e);
    return answer;
}

/* Looks for a set of maximal range as wished; `start`: `set` holds one as wished to begin with. Each round finds a maximal range that no
 * set as wished has, and asks for another, so rounds end. */
static SatAnswer find(Search *search, const Graph *graph, Base base, Wish wish, bool start, IdVec *set)
{
    Encoding e = {0};
    uint8_t *range = mem_new(graph->n, 1);
    SatAnswer answer;
    for (;;) {
        if (!start) {
            if (e.sat == NULL) {
                e = encode(search, graph, NULL, base, true, false);
                require(&e, wish);
            }
            answer = search_solve(search, e.sat);
            if (answer != SAT_YES) {
                break;
            }
            encoding_set(&e, set);
        }
        mark_range(graph, set, range);
        answer = widen(search, graph, base, wish, range, set);
        if (answer == SAT_UNKNOWN) {
            break;
        }
        answer = wish.query == NONE ? SAT_NO : widen(search, graph, base, (Wish){NONE, false}, range, set);
        if (answer != SAT_YES) {
            answer = answer == SAT_NO ? SAT_YES : SAT_UNKNOWN;
            break;
        }
        /* A wider one, not as wished; another set may have that range and be so. */
        answer = with_range(search, graph, base, wish, range, set);
        if (answer != SAT_NO) {
            break;
        }
        if (e.sat == NULL) {
            e = encode(search, graph, NULL, base, true, false);
            require(&e, wish);
        }
        one_more(&e, 0, e.range, range);
        start = false;
    }
    free(range);
    encoding_close(&e);
    return answer;
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
    return find(search, graph, base, (Wish){query, inside}, fits, set);
}

/* Every set that has this range, each once: two such sets never hold one another, so leaving one out for good loses none. */
static bool each_of_range(Search *search, const Encoding *e, const uint8_t *range, IdVec *set,
                          bool (*each)(void *, const uint32_t *, size_t), void *context)
{
    for (;;) {
        assume_marked(e, e->range, range);
        SatAnswer answer = search_solve(search, e->sat);
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
    IdVec set = {0};
    uint8_t *range = mem_zero(graph->n, 1);
    bool done = false;
    for (;;) {
        SatAnswer answer = search_solve(search, e.sat);
        if (answer != SAT_YES) {
            done = answer == SAT_NO;
            break;
        }
        if (!maximise(search, &e, e.range, range, &set) || !each_of_range(search, &e, range, &set, each, context)) {
            break;
        }
        one_more(&e, 0, e.range, range);
    }
    free(range);
    vec_free(&set);
    encoding_close(&e);
    return done;
}
