#include "solve/preferred.h"

#include "framework/components.h"
#include "solve/encode.h"
#include "solve/hybrid.h"
#include "solve/shape.h"
#include "solve/small.h"
#include "solve/swaps.h"

typedef struct Extender {
    Search *search;
    Labelling *labelling;
    Effort effort;
    Walk walk;
    uint32_t *number; /* for graph_part */
    IdVec members;    /* of the components that wait, the next one last */
    IdVec starts;     /* where in `members` each begins */
} Extender;

/* Splits what is at the end of `members` from `from` on into strongly connected components that wait there instead. */
static void split(Extender *e, uint32_t from)
{
    if (e->members.n == from) {
        return;
    }
    IdVec members = {0}, starts = {0};
    strong_components(&e->walk, e->labelling->graph, e->labelling->label, e->members.at + from,
                      (uint32_t)(e->members.n - from), &members, &starts);
    e->members.n = from;
    /* The first is to be the last: attackers are looked at before what they attack. */
    for (size_t i = starts.n, end = members.n; i-- > 0; end = starts.at[i]) {
        vec_push(&e->starts, vec_next_id(&e->members));
        vec_append(&e->members, members.at + starts.at[i], end - starts.at[i]);
    }
    vec_free(&members);
    vec_free(&starts);
}

static bool may_be_in(const Labelling *l, uint32_t x)
{
    return !l->barred[x] && !graph_attacks(l->graph, x, x);
}

/* Accepts an admissible set, not empty if there is one, of a component of which nothing has been decided. SAT_NO: there is none.
 * `maximal` says whether nothing can be added to it. */
static SatAnswer settle(Extender *e, const uint32_t *members, uint32_t count, bool *maximal)
{
    Labelling *l = e->labelling;
    uint32_t candidates = 0;
    for (uint32_t i = 0; i < count && !candidates; i++) {
        candidates += may_be_in(l, members[i]);
    }
    *maximal = true;
    if (!candidates || count == 1) {
        return SAT_NO;
    }
    Graph part = graph_part(l->graph, members, count, e->number);
    uint8_t *barred = mem_new(count, 1), *sides = mem_new(count, 1);
    for (uint32_t i = 0; i < count; i++) {
        barred[i] = l->barred[members[i]];
    }
    IdVec set = {0};
    SatAnswer answer = SAT_YES;
    if (shape_of(&part, sides) == SHAPE_ODD) {
        answer = SAT_NO; /* without even cycles only the empty set is admissible here (Dunne, Bench-Capon, AIJ 2001) */
    } else if (count > SMALL_MOST || !small_preferred(&part, barred, e->effort == EFFORT_OTHER, &set)) {
        *maximal = false;
        answer = e->effort == EFFORT_LITTLE ? SAT_UNKNOWN
                                            : hybrid_find(e->search, &part, barred, COVER_ADMISSIBLE, NONE, true, &set);
    }
    if (answer == SAT_YES) {
        for (size_t i = 0; i < set.n; i++) {
            set.at[i] = members[set.at[i]];
        }
        labelling_accept(l, set.at, set.n);
    }
    vec_free(&set);
    free(barred);
    free(sides);
    graph_free(&part);
    return answer;
}

static void leave_open(Labelling *l, const uint32_t *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (l->label[members[i]] == ARG_OPEN) {
            labelling_leave(l, members[i]);
        }
    }
}

/* Drops from the component that is next what has been decided; what is left may have fallen apart. */
static bool still_whole(Extender *e, uint32_t start)
{
    size_t kept = start, before = e->members.n;
    for (size_t i = start; i < before; i++) {
        if (e->labelling->label[e->members.at[i]] == ARG_OPEN) {
            e->members.at[kept++] = e->members.at[i];
        }
    }
    e->members.n = kept;
    return kept == before;
}

bool preferred_extend(Search *search, Labelling *labelling, Effort effort)
{
    Extender e = {.search = search, .labelling = labelling, .effort = effort, .number = graph_numbers(labelling->graph)};
    walk_open(&e.walk, labelling->graph);
    labelling_open(labelling, &e.members);
    split(&e, 0);
    IdVec members = {0};
    bool done = true;
    while (done && e.starts.n && !search_over(search)) {
        uint32_t start = vec_pop(&e.starts);
        if (!still_whole(&e, start)) {
            split(&e, start);
            continue;
        }
        bool maximal;
        vec_clear(&members);
        vec_append(&members, e.members.at + start, e.members.n - start);
        SatAnswer answer = settle(&e, members.at, (uint32_t)members.n, &maximal);
        if (answer == SAT_YES && !maximal) {
            vec_push(&e.starts, start); /* what is left of it is looked at again */
        } else if (answer != SAT_UNKNOWN) {
            leave_open(labelling, members.at, members.n);
            e.members.n = start;
        } else {
            done = false;
        }
    }
    done = done && !search->cut;
    vec_free(&members);
    vec_free(&e.members);
    vec_free(&e.starts);
    walk_free(&e.walk);
    free(e.number);
    return done;
}

/* The members of an admissible set that are needed for one of them: the query's defenders, theirs, and so on. */
static void needed_for(const Graph *graph, const IdVec *set, uint32_t query, IdVec *needed)
{
    uint8_t *mark = mem_zero(graph->n, 1); /* 1: in the set, 2: needed */
    uint8_t *met = mem_zero(graph->n, 1);  /* attackers that something needed attacks */
    for (size_t i = 0; i < set->n; i++) {
        mark[set->at[i]] = 1;
    }
    vec_clear(needed);
#define NEED(x)                                                                                                         \
    do {                                                                                                                \
        uint32_t need_ = (x);                                                                                           \
        mark[need_] = 2;                                                                                                \
        vec_push(needed, need_);                                                                                        \
        for (const uint32_t *z = list_begin(&graph->out, need_), *stop = list_end(&graph->out, need_); z < stop; z++) { \
            met[*z] = 1;                                                                                                \
        }                                                                                                               \
    } while (0)
    NEED(query);
    for (size_t i = 0; i < needed->n; i++) {
        uint32_t x = needed->at[i];
        for (uint32_t j = 0; j < list_length(&graph->in, x); j++) {
            uint32_t attacker = list_begin(&graph->in, x)[j];
            if (met[attacker]) {
                continue;
            }
            const uint32_t *y = list_begin(&graph->in, attacker);
            while (mark[*y] == 0) {
                y++;
            }
            NEED(*y);
        }
    }
#undef NEED
    free(mark);
    free(met);
}

/* Adds: whatever attacks a member of the set, one such is in. */
static void must_attack(const Encoding *e, const IdVec *set)
{
    uint8_t *seen = mem_zero(e->graph->n, 1);
    for (size_t i = 0; i < set->n; i++) {
        for (const uint32_t *y = list_begin(&e->graph->in, set->at[i]), *end = list_end(&e->graph->in, set->at[i]);
             y < end; y++) {
            if (!seen[*y]) {
                seen[*y] = 1;
                sat_add(e->sat, is_in(e, *y));
            }
        }
    }
    sat_add(e->sat, 0);
    free(seen);
}

/* Conflicts after which local search has its turn, and how many looks it gets, some tenths of a second at most. */
enum { CONFLICTS_BEFORE_SWAPS = 1000, SWAPS_LOOKS = 1 << 25 };

/* A stable set of the cone without the query, by local search: it is a preferred one without it. */
static bool stable_without(const Search *search, const Graph *cone, uint32_t query, IdVec *set)
{
    if (search->backend != SAT_USUAL) {
        return false;
    }
    Swaps *swaps = swaps_open(cone, NULL, query, false);
    bool found = swaps_try(swaps, SWAPS_LOOKS, search->budget);
    if (found) {
        swaps_set(swaps, set);
    }
    swaps_close(swaps);
    return found;
}

/* On the cone alone. An admissible set S is a counterexample when no admissible set holds S and the query: then no preferred extension
 * above S has it. Where one does, T, every preferred extension without the query conflicts with T, or their union would be a larger
 * admissible set; and being admissible it attacks T. */
static Verdict cone_skeptical(Search *search, const Graph *cone, uint32_t query, IdVec *set)
{
    IdVec with = {0}, needed = {0};
    vec_clear(set);
    SatAnswer answer = hybrid_find(search, cone, NULL, COVER_ADMISSIBLE, query, true, &with);
    if (answer != SAT_YES) {
        return answer == SAT_NO ? VERDICT_NO : VERDICT_UNKNOWN;
    }
    Encoding e = encode(search, cone, NULL, BASE_ADMISSIBLE, false, false);
    Verdict verdict = VERDICT_UNKNOWN;
    bool first = true;
    for (;;) {
        needed_for(cone, &with, query, &needed);
        must_attack(&e, &needed);
        sat_assume(e.sat, -is_in(&e, query));
        answer = first ? sat_try(e.sat, CONFLICTS_BEFORE_SWAPS) : search_solve(search, e.sat);
        if (first && answer == SAT_UNKNOWN && !search_over(search)) {
            if (stable_without(search, cone, query, set)) {
                verdict = VERDICT_NO;
                break;
            }
            sat_assume(e.sat, -is_in(&e, query));
            answer = search_solve(search, e.sat);
        }
        first = false;
        if (answer != SAT_YES) {
            verdict = answer == SAT_NO ? VERDICT_YES : VERDICT_UNKNOWN;
            break;
        }
        encoding_set(&e, set);
        for (size_t i = 0; i < set->n; i++) {
            sat_assume(e.sat, is_in(&e, set->at[i]));
        }
        sat_assume(e.sat, is_in(&e, query));
        answer = search_solve(search, e.sat);
        if (answer != SAT_YES) {
            verdict = answer == SAT_NO ? VERDICT_NO : VERDICT_UNKNOWN;
            break;
        }
        encoding_set(&e, &with);
    }
    vec_free(&with);
    vec_free(&needed);
    encoding_close(&e);
    return verdict;
}

Verdict preferred_skeptical(Search *search, const Labelling *labelling, uint32_t query, IdVec *set)
{
    IdVec cone = {0}, found = {0};
    labelling_cone(labelling, &query, 1, &cone);
    uint32_t *number = graph_numbers(labelling->graph), at = 0;
    Graph part = graph_part(labelling->graph, cone.at, (uint32_t)cone.n, number);
    while (cone.at[at] != query) {
        at++;
    }
    Verdict verdict = cone_skeptical(search, &part, at, &found);
    for (size_t i = 0; verdict == VERDICT_NO && set != NULL && i < found.n; i++) {
        vec_push(set, cone.at[found.at[i]]);
    }
    free(number);
    graph_free(&part);
    vec_free(&cone);
    vec_free(&found);
    return verdict;
}
