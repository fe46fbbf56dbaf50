#include "solve/hybrid.h"

#include "solve/dominated.h"
#include "solve/encode.h"
#include "solve/shape.h"
#include "solve/swaps.h"

#include <math.h>

/* Choices of the covering search in its first turn, conflicts of the solver in its first; both take some milliseconds. */
enum { FIRST_CHOICES = 256, FIRST_CONFLICTS = 1000 };
/* The covering search looks through all arguments at each choice: larger parts are not for it. */
enum { COVER_MOST = 8192 };
/* Turns grow so: the turns that did not answer cost little beside the one that does. */
enum { CHOICES_GROWTH = 8, CHOICES_MOST = 1 << 17, CONFLICTS_GROWTH = 4, CONFLICTS_MOST = 1 << 20 };
/* The covering search goes on by itself when so few turns are left, and gets no longer ones where so many are. */
enum { FEW_TURNS = 32, MANY_TURNS = 1 << 13 };
enum { STEP = 2048 };
/* Looks of local search in its first turn, some ten milliseconds. Its turns grow less than the others, since it may find nothing. */
enum { FIRST_LOOKS = 1 << 21, LOOKS_GROWTH = 2, LOOKS_MOST = 1 << 28 };
/* Turns in which only a stable set is looked for, where one will do. */
enum { STABLE_FIRST = 4 };

typedef struct Question {
    Search *search;
    const Graph *graph;
    const uint8_t *barred;
    uint32_t query;
    bool inside;
    IdVec *set;
} Question;

/* Both searches for one kind of set, and how long their next turns are. */
typedef struct Pair {
    CoverKind kind;
    bool covering; /* not too large for the covering search */
    Cover *cover;
    Encoding encoding;
    uint64_t choices;
    uint32_t conflicts;
} Pair;

static Pair pair_for(const Question *q, CoverKind kind)
{
    return (Pair){
        .kind = kind, .covering = q->graph->n <= COVER_MOST, .choices = FIRST_CHOICES, .conflicts = FIRST_CONFLICTS};
}

static void pair_close(Pair *pair)
{
    cover_close(pair->cover);
    encoding_close(&pair->encoding);
}

static void open_encoding(const Question *q, Pair *pair)
{
    Base base = pair->kind == COVER_STABLE ? BASE_STABLE : BASE_ADMISSIBLE;
    pair->encoding = encode(q->search, q->graph, q->barred, base, false, true);
    const Encoding *e = &pair->encoding;
    if (q->query != NONE) {
        sat_clause1(e->sat, q->inside ? is_in(e, q->query) : -is_in(e, q->query));
    } else if (pair->kind == COVER_ADMISSIBLE) {
        for (uint32_t x = 0; x < q->graph->n; x++) {
            sat_add(e->sat, is_in(e, x));
        }
        sat_add(e->sat, 0);
    }
}

/* How many turns like the last the covering search would still need, going on at the rate of that turn. */
static double turns_left(const Cover *cover, double before)
{
    double now = cover_explored(cover);
    return now > before ? (1 - now) / (now - before) : HUGE_VAL;
}

static SatAnswer cover_turn(const Question *q, Pair *pair)
{
    if (pair->cover == NULL) {
        pair->cover = cover_open(q->graph, q->barred, pair->kind);
        if (q->query != NONE) {
            cover_require(pair->cover, q->query, q->inside);
        }
    }
    SatAnswer answer = SAT_UNKNOWN;
    double left;
    do {
        double before = cover_explored(pair->cover);
        /* In small steps, so that the budget is asked now and then. */
        uint64_t step = pair->choices < STEP ? pair->choices : STEP, done = 0;
        for (; answer == SAT_UNKNOWN && done < pair->choices && !search_over(q->search); done += step) {
            answer = cover_run(pair->cover, step);
        }
        left = turns_left(pair->cover, before);
    } while (answer == SAT_UNKNOWN && !q->search->cut && left < FEW_TURNS);
    if (left < MANY_TURNS && pair->choices < CHOICES_MOST) {
        pair->choices *= CHOICES_GROWTH;
    }
    if (answer == SAT_YES) {
        cover_set(pair->cover, q->set);
    }
    return answer;
}

static SatAnswer solver_turn(const Question *q, Pair *pair)
{
    if (pair->encoding.sat == NULL) {
        open_encoding(q, pair);
    }
    SatAnswer answer = sat_try(pair->encoding.sat, pair->conflicts);
    if (pair->conflicts < CONFLICTS_MOST) {
        pair->conflicts *= CONFLICTS_GROWTH;
    }
    if (answer == SAT_YES) {
        encoding_set(&pair->encoding, q->set);
    }
    return answer;
}

static SatAnswer turn(const Question *q, Pair *pair)
{
    SatAnswer answer = pair->covering ? cover_turn(q, pair) : SAT_UNKNOWN;
    if (answer == SAT_UNKNOWN && !search_over(q->search)) {
        answer = solver_turn(q, pair);
    }
    return answer;
}

/* Local search for a stable set that is as asked. */
typedef struct Local {
    bool worth;
    const uint8_t *barred;
    Swaps *swaps;
    uint64_t looks;
} Local;

static SatAnswer local_turn(const Question *q, Local *local)
{
    if (local->swaps == NULL) {
        local->swaps = swaps_open(q->graph, local->barred, q->query, q->inside);
        local->looks = FIRST_LOOKS;
    }
    bool found = swaps_try(local->swaps, local->looks, q->search->budget);
    if (found) {
        swaps_set(local->swaps, q->set);
    }
    if (local->looks < LOOKS_MOST) {
        local->looks *= LOOKS_GROWTH;
    }
    return found ? SAT_YES : SAT_UNKNOWN;
}

static SatAnswer search_find(const Question *q, CoverKind kind, const uint8_t *barred)
{
    Pair exact = pair_for(q, kind), stable = pair_for(q, COVER_STABLE);
    /* Where any admissible set will do a stable one will, and there is much more to prune by. */
    bool also_stable = kind == COVER_ADMISSIBLE && q->query == NONE;
    Local local = {.worth = q->search->backend == SAT_USUAL && (kind == COVER_STABLE || also_stable || q->inside),
                   .barred = barred};
    SatAnswer answer = SAT_UNKNOWN;
    for (uint32_t turns = 0; answer == SAT_UNKNOWN && !search_over(q->search); turns++) {
        if (local.worth && turns > 0) {
            answer = local_turn(q, &local);
        }
        if (answer == SAT_UNKNOWN && also_stable) {
            answer = turn(q, &stable);
            also_stable = answer != SAT_NO;
            local.worth = local.worth && also_stable;
            answer = answer == SAT_YES ? SAT_YES : SAT_UNKNOWN;
        }
        /* A small set is soon found, but then it may take long to see that nothing can be added to it. */
        if (answer == SAT_UNKNOWN && (!also_stable || turns >= STABLE_FIRST)) {
            answer = turn(q, &exact);
        }
    }
    pair_close(&exact);
    pair_close(&stable);
    swaps_close(local.swaps);
    return answer;
}

SatAnswer hybrid_find(Search *search, const Graph *graph, const uint8_t *barred, CoverKind kind, uint32_t query,
                      bool inside, IdVec *set)
{
    const uint8_t *given = barred;
    uint8_t *marks = mem_new(graph->n, 1);
    Shape shape = shape_of(graph, marks);
    SatAnswer answer = SAT_UNKNOWN;
    if (shape != SHAPE_ANY) {
        answer = shape_find(graph, shape, marks, barred, kind, query, inside, set);
    }
    if (answer == SAT_UNKNOWN && kind == COVER_ADMISSIBLE) {
        memset(marks, 0, graph->n);
        for (uint32_t x = 0; barred != NULL && x < graph->n; x++) {
            marks[x] = barred[x];
        }
        dominated_bar(graph, query, inside, marks);
        barred = marks;
    }
    if (answer == SAT_UNKNOWN) {
        Question question = {search, graph, barred, query, inside, set};
        answer = search_find(&question, kind, given);
    }
    free(marks);
    return answer;
}
