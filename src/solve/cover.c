#include "solve/cover.h"

#include "base/fatal.h"

enum { FREE, TAKEN, LEFT };

/* A choice: one of its candidates is in. Those before `at` are known to lead nowhere, and were left out. */
typedef struct Choice {
    uint32_t target;       /* what the candidates would cover */
    uint32_t trail;        /* how long the trail was before it */
    uint32_t before;       /* how long it was before the candidate being tried */
    uint32_t first, count; /* its candidates in the pool */
    uint32_t at;
    double weight; /* its share of the search */
} Choice;

struct Cover {
    const Graph *graph;
    CoverKind kind;
    uint8_t *state;
    uint32_t *covered; /* by argument: attackers taken, and itself */
    uint32_t *free;    /* by argument: attackers free, and itself */
    uint32_t *obliged; /* by argument: arguments taken that it attacks; whoever must be covered when admissible sets are sought */
    uint32_t *failed;            /* by argument: choices to cover it that led nowhere */
    IdVec trail;                 /* arguments no longer free, in the order in which they ceased to be */
    uint32_t spread;             /* how many of the trail have been taken into account */
    bool conflict, started, any; /* any: one argument must be taken, whichever */
    VEC(Choice) choices;
    IdVec pool;
    double explored;
};

static inline void put(Cover *c, uint32_t x, uint8_t state)
{
    if (c->state[x] == FREE) {
        c->state[x] = state;
        vec_push(&c->trail, x);
    } else if (c->state[x] != state) {
        c->conflict = true;
    }
}

Cover *cover_open(const Graph *graph, const uint8_t *barred, CoverKind kind)
{
    size_t n = graph->n;
    Cover *c = mem_zero(1, sizeof *c);
    c->graph = graph;
    c->kind = kind;
    c->any = kind == COVER_ADMISSIBLE;
    c->state = mem_zero(n, 1);
    c->covered = mem_zero(n, sizeof(uint32_t));
    c->free = mem_new(n, sizeof(uint32_t));
    c->obliged = mem_zero(n, sizeof(uint32_t));
    c->failed = mem_zero(n, sizeof(uint32_t));
    for (uint32_t x = 0; x < graph->n; x++) {
        c->free[x] = list_length(&graph->in, x) + 1;
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        if ((barred != NULL && barred[x]) || graph_attacks(graph, x, x)) {
            put(c, x, LEFT);
        }
    }
    return c;
}

void cover_close(Cover *c)
{
    if (c != NULL) {
        free(c->state);
        free(c->covered);
        free(c->free);
        free(c->obliged);
        free(c->failed);
        vec_free(&c->trail);
        vec_free(&c->choices);
        vec_free(&c->pool);
        free(c);
    }
}

void cover_require(Cover *c, uint32_t x, bool inside)
{
    BUG_UNLESS(!c->started);
    put(c, x, inside ? TAKEN : LEFT);
    c->any = false;
}

/* The one free argument that can cover x, when the counter says that there is one; it may be about to be left. */
static void take_sole(Cover *c, uint32_t x)
{
    if (c->kind == COVER_STABLE && c->state[x] == FREE) {
        put(c, x, TAKEN);
        return;
    }
    for (const uint32_t *y = list_begin(&c->graph->in, x), *end = list_end(&c->graph->in, x); y < end; y++) {
        if (c->state[*y] == FREE) {
            put(c, *y, TAKEN);
            return;
        }
    }
}

/* x is not covered, and fewer can cover it than before. */
static inline void check(Cover *c, uint32_t x)
{
    if (c->covered[x]) {
        return;
    }
    if (c->kind == COVER_STABLE) {
        if (c->free[x] == 0) {
            c->conflict = true;
        } else if (c->free[x] == 1) {
            take_sole(c, x);
        }
        return;
    }
    uint32_t attackers = c->free[x] - (c->state[x] == FREE);
    if (attackers == 0 && c->obliged[x]) {
        c->conflict = true;
    } else if (attackers == 0) {
        for (const uint32_t *y = list_begin(&c->graph->out, x), *end = list_end(&c->graph->out, x); y < end; y++) {
            put(c, *y, LEFT); /* nothing can defend it */
        }
    } else if (attackers == 1 && c->obliged[x]) {
        take_sole(c, x);
    }
}

static void spread_taken(Cover *c, uint32_t x)
{
    const Graph *graph = c->graph;
    c->covered[x]++;
    c->free[x]--;
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
        c->covered[*y]++;
        c->free[*y]--;
        put(c, *y, LEFT);
    }
    for (const uint32_t *y = list_begin(&graph->in, x), *end = list_end(&graph->in, x); y < end; y++) {
        c->obliged[*y]++;
        put(c, *y, LEFT);
    }
    if (c->kind == COVER_ADMISSIBLE) {
        for (const uint32_t *y = list_begin(&graph->in, x), *end = list_end(&graph->in, x); y < end; y++) {
            check(c, *y);
        }
    }
}

static void spread_left(Cover *c, uint32_t x)
{
    const Graph *graph = c->graph;
    c->free[x]--;
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
        c->free[*y]--;
    }
    check(c, x);
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end && !c->conflict; y++) {
        check(c, *y);
    }
}

/* Every consequence of the trail. False: there is a conflict; the counters then agree with the first `spread` of the trail. */
static bool spread(Cover *c)
{
    while (c->spread < c->trail.n && !c->conflict) {
        uint32_t x = c->trail.at[c->spread++];
        if (c->state[x] == TAKEN) {
            spread_taken(c, x);
        } else {
            spread_left(c, x);
        }
    }
    return !c->conflict;
}

static void undo(Cover *c, uint32_t to)
{
    const Graph *graph = c->graph;
    while (c->trail.n > to) {
        uint32_t x = vec_pop(&c->trail);
        if (c->trail.n < c->spread) {
            bool taken = c->state[x] == TAKEN;
            c->covered[x] -= taken;
            c->free[x]++;
            for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
                c->covered[*y] -= taken;
                c->free[*y]++;
            }
            for (const uint32_t *y = list_begin(&graph->in, x), *end = list_end(&graph->in, x); taken && y < end; y++) {
                c->obliged[*y]--;
            }
        }
        c->state[x] = FREE;
    }
    if (c->spread > to) {
        c->spread = to;
    }
    c->conflict = false;
}

/* The argument to cover next, with the fewest left to cover it; among equals one that failed often or has many neighbours. NONE:
 * all is covered. */
static uint32_t target_of(const Cover *c)
{
    uint32_t best = NONE, fewest = UINT32_MAX, weight = 0;
    for (uint32_t x = 0; x < c->graph->n; x++) {
        if (c->covered[x] || (c->kind == COVER_ADMISSIBLE && !c->obliged[x])) {
            continue;
        }
        uint32_t count = c->free[x];
        if (count > fewest) {
            continue;
        }
        uint32_t here = 4 * c->failed[x] + list_length(&c->graph->in, x) + list_length(&c->graph->out, x);
        if (count < fewest || here > weight) {
            best = x;
            fewest = count;
            weight = here;
        }
    }
    return best;
}

/* How much taking x would cover that is not. */
static uint32_t gain_of(const Cover *c, uint32_t x)
{
    uint32_t gain = 0;
    for (const uint32_t *y = list_begin(&c->graph->out, x), *end = list_end(&c->graph->out, x); y < end; y++) {
        gain += !c->covered[*y];
    }
    return gain;
}

/* Greatest gain first: the gain is the upper half of the word, the lower one counts candidates down. */
static int by_gain(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

static void add_choice(Cover *c, uint32_t target, double weight)
{
    Choice choice = {.target = target, .trail = (uint32_t)c->trail.n, .first = (uint32_t)c->pool.n, .weight = weight};
    VEC(uint64_t) ranked = {0};
#define CANDIDATE(x)                                                                                                   \
    do {                                                                                                               \
        uint32_t candidate_ = (x);                                                                                     \
        if (c->state[candidate_] == FREE) {                                                                            \
            vec_push(&ranked, (uint64_t)gain_of(c, candidate_) << 32 | (UINT32_MAX - candidate_));                     \
        }                                                                                                              \
    } while (0)
    if (target == NONE) {
        for (uint32_t x = 0; x < c->graph->n; x++) {
            CANDIDATE(x);
        }
    } else {
        for (uint32_t i = 0; i < list_length(&c->graph->in, target); i++) {
            CANDIDATE(list_begin(&c->graph->in, target)[i]);
        }
        if (c->kind == COVER_STABLE) {
            CANDIDATE(target);
        }
    }
#undef CANDIDATE
    if (ranked.n > 1) {
        qsort(ranked.at, ranked.n, sizeof *ranked.at, by_gain);
    }
    for (size_t i = 0; i < ranked.n; i++) {
        vec_push(&c->pool, UINT32_MAX - (uint32_t)ranked.at[i]);
    }
    choice.count = (uint32_t)ranked.n;
    vec_free(&ranked);
    vec_push(&c->choices, choice);
}

/* Ends the last choice: none of its candidates that are left can be in. */
static void end_choice(Cover *c)
{
    Choice *choice = &vec_last(&c->choices);
    c->explored += choice->count ? choice->weight * (choice->count - choice->at) / choice->count : choice->weight;
    undo(c, choice->trail);
    c->pool.n = choice->first;
    c->choices.n--;
}

/* After a candidate of the last choice came to nothing: leaves it out. False: the choice is at an end, and so the candidate of the
 * choice before it. */
static bool next_candidate(Cover *c)
{
    for (;;) {
        Choice *choice = &vec_last(&c->choices);
        undo(c, choice->before);
        uint32_t tried = c->pool.at[choice->first + choice->at++];
        put(c, tried, LEFT);
        if (spread(c) && choice->at < choice->count) {
            return true;
        }
        end_choice(c);
        if (!c->choices.n) {
            return false;
        }
    }
}

static SatAnswer start(Cover *c)
{
    c->started = true;
    for (uint32_t x = 0; x < c->graph->n && !c->conflict; x++) {
        check(c, x);
    }
    if (!spread(c)) {
        c->explored = 1;
        return SAT_NO;
    }
    uint32_t target = target_of(c);
    if (target == NONE && !c->any) {
        return SAT_YES;
    }
    add_choice(c, target, 1);
    return SAT_UNKNOWN;
}

SatAnswer cover_run(Cover *c, uint64_t choices)
{
    if (!c->started) {
        SatAnswer answer = start(c);
        if (answer != SAT_UNKNOWN) {
            return answer;
        }
    }
    if (!c->choices.n) {
        return SAT_NO;
    }
    while (choices-- > 0) {
        Choice *choice = &vec_last(&c->choices);
        if (choice->at == choice->count) {
            end_choice(c);
            if (!c->choices.n || !next_candidate(c)) {
                return SAT_NO;
            }
            continue;
        }
        uint32_t candidate = c->pool.at[choice->first + choice->at];
        double share = choice->weight / choice->count;
        choice->before = (uint32_t)c->trail.n;
        if (choice->target != NONE && c->covered[choice->target]) {
            /* Leaving out the others forced one in: nothing to choose any more. */
            c->explored += share * (choice->count - 1 - choice->at);
            choice->at = choice->count - 1;
        } else if (c->state[candidate] == LEFT) {
            /* Leaving out the others ruled it out already. */
            c->explored += share;
            choice->at++;
            continue;
        } else {
            put(c, candidate, TAKEN);
        }
        if (!spread(c)) {
            if (choice->target != NONE) {
                c->failed[choice->target]++;
            }
            c->explored += share;
            if (!next_candidate(c)) {
                return SAT_NO;
            }
            continue;
        }
        uint32_t target = target_of(c);
        if (target == NONE) {
            return SAT_YES;
        }
        add_choice(c, target, share);
    }
    return SAT_UNKNOWN;
}

void cover_set(const Cover *c, IdVec *set)
{
    vec_clear(set);
    for (uint32_t x = 0; x < c->graph->n; x++) {
        if (c->state[x] == TAKEN) {
            vec_push(set, x);
        }
    }
}

double cover_explored(const Cover *c)
{
    return c->explored;
}
