#include "solve/hybrid.h"

#include "solve/dominated.h"
#include "solve/encode.h"
#include "solve/shape.h"

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

/* One covering search and how it goes. */
typedef struct Covering {
    Cover *cover;     /* NULL: none, or no longer */
    uint64_t choices; /* in its next turn */
} Covering;

typedef struct Hybrid {
    Search *search;
    const Graph *graph;
    const uint8_t *barred;
    CoverKind kind;
    uint32_t query;
    bool inside;
    Encoding encoding;
    uint32_t conflicts;
} Hybrid;

static Covering open_cover(const Hybrid *h, CoverKind kind)
{
    Covering covering = {cover_open(h->graph, h->barred, kind), FIRST_CHOICES};
    if (h->query != NONE) {
        cover_require(covering.cover, h->query, h->inside);
    }
    return covering;
}

static void open_encoding(Hybrid *h)
{
    Base base = h->kind == COVER_STABLE ? BASE_STABLE : BASE_ADMISSIBLE;
    h->encoding = encode(h->search, h->graph, h->barred, base, false, true);
    Sat *sat = h->encoding.sat;
    if (h->query != NONE) {
        sat_clause1(sat, h->inside ? is_in(&h->encoding, h->query) : -is_in(&h->encoding, h->query));
    } else if (h->kind == COVER_ADMISSIBLE) {
        for (uint32_t x = 0; x < h->graph->n; x++) {
            sat_add(sat, is_in(&h->encoding, x));
        }
        sat_add(sat, 0);
    }
}

/* How many turns like the last the covering search would still need, going on at the rate of that turn. */
static double turns_left(const Cover *cover, double before)
{
    double now = cover_explored(cover);
    return now > before ? (1 - now) / (now - before) : HUGE_VAL;
}

static SatAnswer cover_turn(Hybrid *h, Covering *covering, IdVec *set)
{
    if (covering->cover == NULL) {
        return SAT_UNKNOWN;
    }
    SatAnswer answer = SAT_UNKNOWN;
    double left;
    do {
        double before = cover_explored(covering->cover);
        /* In small steps, so that the budget is asked now and then. */
        uint64_t step = covering->choices < STEP ? covering->choices : STEP, done = 0;
        for (; answer == SAT_UNKNOWN && done < covering->choices && !search_over(h->search); done += step) {
            answer = cover_run(covering->cover, step);
        }
        left = turns_left(covering->cover, before);
    } while (answer == SAT_UNKNOWN && !h->search->cut && left < FEW_TURNS);
    if (left < MANY_TURNS && covering->choices < CHOICES_MOST) {
        covering->choices *= CHOICES_GROWTH;
    }
    if (answer == SAT_YES) {
        cover_set(covering->cover, set);
    }
    return answer;
}

static SatAnswer solver_turn(Hybrid *h, bool last)
{
    if (h->encoding.sat == NULL) {
        open_encoding(h);
    }
    SatAnswer answer = last ? sat_solve(h->encoding.sat) : sat_try(h->encoding.sat, h->conflicts);
    h->search->cut |= answer == SAT_UNKNOWN && (last || budget_spent(h->search->budget));
    h->conflicts = h->conflicts * CONFLICTS_GROWTH < CONFLICTS_MOST ? h->conflicts * CONFLICTS_GROWTH : CONFLICTS_MOST;
    return answer;
}

static SatAnswer search_find(Search *search, const Graph *graph, const uint8_t *barred, CoverKind kind, uint32_t query,
                             bool inside, IdVec *set)
{
    Hybrid h = {search, graph, barred, kind, query, inside, .conflicts = FIRST_CONFLICTS};
    SatAnswer answer = SAT_UNKNOWN;
    bool covering = graph->n <= COVER_MOST;
    Covering exact = {0}, stable = {0};
    if (covering) {
        exact = open_cover(&h, kind);
        if (kind == COVER_ADMISSIBLE && query == NONE) {
            /* A stable set is one of them, with much more to prune by. */
            stable = open_cover(&h, COVER_STABLE);
        }
    }
    while (answer == SAT_UNKNOWN && !search->cut) {
        answer = cover_turn(&h, &exact, set);
        if (answer == SAT_UNKNOWN && !search->cut) {
            answer = solver_turn(&h, !covering);
            if (answer == SAT_YES) {
                encoding_set(&h.encoding, set);
            }
        }
        SatAnswer also = answer == SAT_UNKNOWN ? cover_turn(&h, &stable, set) : SAT_UNKNOWN;
        if (also == SAT_YES) {
            answer = SAT_YES;
        } else if (also == SAT_NO) {
            cover_close(stable.cover);
            stable.cover = NULL;
        }
    }
    cover_close(exact.cover);
    cover_close(stable.cover);
    encoding_close(&h.encoding);
    return answer;
}

SatAnswer hybrid_find(Search *search, const Graph *graph, const uint8_t *barred, CoverKind kind, uint32_t query,
                      bool inside, IdVec *set)
{
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
        answer = search_find(search, graph, barred, kind, query, inside, set);
    }
    free(marks);
    return answer;
}
