#include "solve/range.h"

#include "solve/exchange.h"
#include "solve/maximise.h"
#include "solve/preferred.h"
#include "solve/stable.h"

/* What is looked for: an argument inside or outside, or none (NONE). */
typedef struct Wish {
    uint32_t query;
    bool inside;
} Wish;

/* An encoding to which is said, for good, what has come into the range: assumptions by the ten thousand would be made again at each
 * restart. So it serves as long as the range only grows. */
typedef struct Asker {
    Encoding encoding;
    uint8_t *said; /* by argument: that it is in the range */
} Asker;

static Asker asker_open(Search *search, const Graph *graph, Base base)
{
    return (Asker){encode(search, graph, NULL, base, true, false), mem_zero(graph->n, 1)};
}

static void asker_close(Asker *asker)
{
    encoding_close(&asker->encoding);
    free(asker->said);
    *asker = (Asker){0};
}

/* Asks for a set as wished that has all of `range` (NULL: nothing) and, if `more`, something else in its range. SAT_YES: it is in `set`. */
static SatAnswer ask(Search *search, Asker *asker, Wish wish, const uint8_t *range, bool more, IdVec *set)
{
    const Encoding *e = &asker->encoding;
    int guard = more ? sat_new(e->sat, 1) : 0;
    for (uint32_t x = 0; range != NULL && x < e->graph->n; x++) {
        if (range[x] && !asker->said[x]) {
            asker->said[x] = 1;
            sat_clause1(e->sat, in_range(e, x));
        }
    }
    if (more) {
        one_more(e, guard, e->range, range);
        sat_assume(e->sat, guard);
    }
    if (wish.query != NONE) {
        sat_assume(e->sat, wish.inside ? is_in(e, wish.query) : -is_in(e, wish.query));
    }
    SatAnswer answer = search_solve(search, e->sat);
    if (answer == SAT_YES) {
        encoding_set(e, set);
    }
    if (more) {
        sat_clause1(e->sat, -guard); /* the clause has served; without guards it took up to eight times as long */
    }
    return answer;
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

/* Accepts an admissible set where it is not in already. */
static void accept_all(Labelling *l, const IdVec *set)
{
    IdVec open = {0};
    for (size_t i = 0; i < set->n; i++) {
        if (l->label[set->at[i]] == ARG_OPEN) {
            vec_push(&open, set->at[i]);
        }
    }
    labelling_accept(l, open.at, open.n);
    vec_free(&open);
}

/* Adds to an admissible set what is found without a solver, if it stays as wished. A solver keeps to the model it had, so that each of its
 * steps adds little; this saves most of them. */
static void grow(Search *search, const Graph *graph, Wish wish, IdVec *set)
{
    Labelling l = labelling_grounded(graph);
    IdVec more = {0};
    accept_all(&l, set);
    preferred_extend(search, &l, EFFORT_LITTLE); /* what it has accepted when it gives up is admissible too */
    labelling_accepted(&l, &more);
    if (wish.query == NONE || holds(&more, wish.query) == wish.inside) {
        vec_clear(set);
        vec_append(set, more.at, more.n);
    }
    labelling_free(&l);
    vec_free(&more);
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
        accept_all(&l, found);
        for (size_t i = 0; i < cone->n; i++) {
            if (l.label[cone->at[i]] == ARG_OPEN) {
                labelling_leave(&l, cone->at[i]);
            }
        }
    } else {
        keep_as_found(&l, cone, found);
    }
    bool better = preferred_extend(search, &l, EFFORT_FULL);
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

/* Widens a range on and on. Nothing but the cone of what the range lacks bears on whether it can have more of that; the cone only
 * shrinks, and an earlier one will do. */
typedef struct Widening {
    Search *search;
    const Graph *graph;
    Base base;
    Asker whole; /* opened when it is needed */
    IdVec cone;  /* the arguments of `part` */
    Graph part;
    uint8_t *in_part; /* the range there */
    Asker cone_asker;
} Widening;

static void close_part(Widening *w)
{
    asker_close(&w->cone_asker);
    graph_free(&w->part);
    free(w->in_part);
    w->in_part = NULL;
    vec_clear(&w->cone);
}

static void widening_close(Widening *w)
{
    close_part(w);
    vec_free(&w->cone);
    asker_close(&w->whole);
}

static Asker *whole(Widening *w)
{
    if (w->whole.said == NULL) {
        w->whole = asker_open(w->search, w->graph, w->base);
    }
    return &w->whole;
}

/* A cone is worth a solver of its own when it is so many times smaller than what one is there for. */
enum { SMALLER = 2 };

/* Opens the part of the graph that bears on what the range lacks. False: that is not much less than all of it. */
static bool open_part(Widening *w, const uint8_t *range)
{
    IdVec cone = {0};
    cone_of_missing(w->graph, range, &cone);
    size_t before = w->cone.n ? w->cone.n : w->graph->n;
    if (cone.n <= before / SMALLER) {
        close_part(w);
        uint32_t *number = graph_numbers(w->graph);
        vec_append(&w->cone, cone.at, cone.n);
        w->part = graph_part(w->graph, cone.at, (uint32_t)cone.n, number);
        w->in_part = mem_new(cone.n, 1);
        w->cone_asker = asker_open(w->search, &w->part, w->base);
        free(number);
    }
    vec_free(&cone);
    return w->cone.n > 0;
}

/* Whether the range could be widened as far as the part is concerned. SAT_NO: it cannot be widened. SAT_YES: there it can, with `found`. */
static SatAnswer part_could(Widening *w, Wish wish, const uint8_t *range, IdVec *found)
{
    Wish here = {NONE, wish.inside};
    for (uint32_t i = 0; i < w->part.n; i++) {
        w->in_part[i] = range[w->cone.at[i]];
        here.query = w->cone.at[i] == wish.query ? i : here.query;
    }
    SatAnswer answer = ask(w->search, &w->cone_asker, here, w->in_part, true, found);
    for (size_t i = 0; answer == SAT_YES && i < found->n; i++) {
        found->at[i] = w->cone.at[found->at[i]];
    }
    return answer;
}

/* Widens `range` and `set`, step by step, to a maximal range of a set that is as wished. SAT_NO: it was maximal. */
static SatAnswer widen(Widening *w, Wish wish, uint8_t *range, IdVec *set)
{
    IdVec found = {0};
    SatAnswer widened = SAT_NO, answer = SAT_YES;
    do {
        if (open_part(w, range)) {
            answer = part_could(w, wish, range, &found);
            if (answer != SAT_YES) {
                break;
            }
            if (complete_beyond(w->search, w->graph, w->base, wish, &w->cone, &found, range, set)) {
                widened = SAT_YES;
                continue;
            }
        }
        answer = ask(w->search, whole(w), wish, range, true, set);
        if (answer == SAT_YES) {
            if (w->base == BASE_ADMISSIBLE) {
                grow(w->search, w->graph, wish, set);
            }
            mark_range(w->graph, set, range);
            widened = SAT_YES;
        }
    } while (answer == SAT_YES);
    vec_free(&found);
    return answer == SAT_UNKNOWN ? SAT_UNKNOWN : widened;
}

/* By argument: how many attacks, whichever way, lead from x to it at least; NONE: none do. */
static uint32_t *distances_from(const Graph *graph, uint32_t x)
{
    uint32_t *distance = mem_new(graph->n, sizeof *distance);
    const Lists *ways[] = {&graph->in, &graph->out};
    IdVec queue = {0};
    memset(distance, 0xff, graph->n * sizeof *distance);
    distance[x] = 0;
    vec_push(&queue, x);
    for (size_t i = 0; i < queue.n; i++) {
        uint32_t y = queue.at[i];
        for (int way = 0; way < 2; way++) {
            for (const uint32_t *z = list_begin(ways[way], y); z < list_end(ways[way], y); z++) {
                if (distance[*z] == NONE) {
                    distance[*z] = distance[y] + 1;
                    vec_push(&queue, *z);
                }
            }
        }
    }
    vec_free(&queue);
    return distance;
}

/* Asks for a set as wished that has the members of `like` farther away than `radius`, which grows until there is one; in the end they
 * do not matter. */
static SatAnswer ask_near(Search *search, Asker *asker, Wish wish, const IdVec *like, const uint32_t *distance,
                          uint32_t *radius, IdVec *set)
{
    for (;; ++*radius) {
        bool free = true;
        for (size_t i = 0; i < like->n; i++) {
            if (distance[like->at[i]] != NONE && distance[like->at[i]] > *radius) {
                sat_assume(asker->encoding.sat, is_in(&asker->encoding, like->at[i]));
                free = false;
            }
        }
        SatAnswer answer = ask(search, asker, wish, NULL, false, set);
        if (answer != SAT_NO || free) {
            return answer;
        }
    }
}

/* Looks for a set of maximal range as wished; `start`: `set` holds one as wished to begin with. Each round finds a maximal range that no
 * set as wished has, and asks for another, so rounds end. For stage sets each round after the first
 * starts from a set that no exchange seen before would improve, as near to the last one of maximal range as may be: else what is far from
 * the query would have to be got right again each time. */
static SatAnswer find(Search *search, const Graph *graph, Base base, Wish wish, bool start, IdVec *set)
{
    Asker other = {0}; /* from the second round on: knows the ranges that are not to be had */
    IdVec wished = {0}, like = {0};
    uint32_t *distance = NULL, radius = 1; /* from the second round on, for stage sets */
    uint8_t *range = mem_new(graph->n, 1);
    bool exchange = base == BASE_CONFLICT_FREE;
    SatAnswer answer = SAT_YES;
    for (bool again = true; again;) {
        Widening w = {.search = search, .graph = graph, .base = base};
        again = false;
        if (!start) {
            answer = distance ? ask_near(search, &other, wish, &like, distance, &radius, set)
                              : ask(search, other.said ? &other : whole(&w), wish, NULL, false, set);
        }
        if (answer == SAT_YES) {
            mark_range(graph, set, range);
            answer = widen(&w, wish, range, set);
            answer = answer == SAT_UNKNOWN ? SAT_UNKNOWN : SAT_YES;
        }
        if (answer == SAT_YES && wish.query != NONE) {
            vec_clear(&wished);
            vec_append(&wished, set->at, set->n);
            SatAnswer wider = widen(&w, (Wish){NONE, false}, range, set);
            /* A wider one, not as wished; another set may have that range and be so. */
            answer = wider == SAT_YES  ? ask(search, whole(&w), wish, range, false, set)
                     : wider == SAT_NO ? SAT_YES
                                       : SAT_UNKNOWN;
            again = answer == SAT_NO;
        }
        widening_close(&w);
        if (again) {
            if (other.said == NULL) {
                other = asker_open(search, graph, base);
                if (exchange) {
                    exchange_add_single(&other.encoding);
                    distance = distances_from(graph, wish.query);
                }
            }
            if (exchange) {
                exchange_learn(&other.encoding, &wished, set);
                vec_clear(&like);
                vec_append(&like, set->at, set->n);
            }
            one_more(&other.encoding, 0, other.encoding.range, range);
            start = false;
        }
    }
    free(range);
    free(distance);
    vec_free(&wished);
    vec_free(&like);
    asker_close(&other);
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
