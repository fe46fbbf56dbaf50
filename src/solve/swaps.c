#include "solve/swaps.h"

#include "base/random.h"

enum {
    ANY_OF = 64,            /* one in so many choices is blind */
    LEFT_ALONE = 3,         /* swaps before an argument is put in again */
    LOOK_AT_CLOCK = 1 << 20 /* looks, some milliseconds */
};

struct Swaps {
    const Graph *graph;
    uint8_t *in;
    uint8_t *never;    /* by argument: it cannot be in */
    uint32_t *covered; /* by argument: attackers that are in, and itself */
    uint32_t *clashes; /* by argument: attacks between it and the set */
    uint64_t *changed; /* by argument: the swap in which it was last put in or thrown out */
    IdVec open;        /* arguments not covered */
    uint32_t *place;   /* by argument: where in `open` */
    IdVec out;         /* room */
    bool hopeless;     /* something can never be covered */
    uint64_t swaps, looks, random;
};

static void cover(Swaps *s, uint32_t x)
{
    if (s->covered[x]++ == 0) {
        uint32_t last = vec_pop(&s->open);
        if (last != x) {
            s->open.at[s->place[x]] = last;
            s->place[last] = s->place[x];
        }
    }
}

static void uncover(Swaps *s, uint32_t x)
{
    if (--s->covered[x] == 0) {
        s->place[x] = vec_next_id(&s->open);
        vec_push(&s->open, x);
    }
}

static void put_in(Swaps *s, uint32_t x)
{
    const Graph *graph = s->graph;
    s->in[x] = 1;
    s->changed[x] = s->swaps;
    s->looks += list_length(&graph->out, x) + list_length(&graph->in, x);
    cover(s, x);
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
        cover(s, *y);
        s->clashes[*y]++;
    }
    for (const uint32_t *y = list_begin(&graph->in, x), *end = list_end(&graph->in, x); y < end; y++) {
        s->clashes[*y]++;
    }
}

static void throw_out(Swaps *s, uint32_t x)
{
    const Graph *graph = s->graph;
    s->in[x] = 0;
    s->changed[x] = s->swaps;
    s->looks += list_length(&graph->out, x) + list_length(&graph->in, x);
    uncover(s, x);
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
        uncover(s, *y);
        s->clashes[*y]--;
    }
    for (const uint32_t *y = list_begin(&graph->in, x), *end = list_end(&graph->in, x); y < end; y++) {
        s->clashes[*y]--;
    }
}

static void swap_in(Swaps *s, uint32_t x)
{
    const Graph *graph = s->graph;
    s->swaps++;
    vec_clear(&s->out);
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
        if (s->in[*y]) {
            vec_push(&s->out, *y);
        }
    }
    for (const uint32_t *y = list_begin(&graph->in, x), *end = list_end(&graph->in, x); y < end; y++) {
        if (s->in[*y]) {
            vec_push(&s->out, *y);
        }
    }
    for (size_t i = 0; i < s->out.n; i++) {
        if (s->in[s->out.at[i]]) { /* attackers that are attacked stand there twice */
            throw_out(s, s->out.at[i]);
        }
    }
    put_in(s, x);
}

static bool can_be_covered(const Swaps *s, uint32_t x)
{
    bool can = !s->never[x];
    for (const uint32_t *y = list_begin(&s->graph->in, x), *end = list_end(&s->graph->in, x); !can && y < end; y++) {
        can = !s->never[*y];
    }
    return can;
}

static void forbid(Swaps *s, const Lists *lists, uint32_t x)
{
    for (const uint32_t *y = list_begin(lists, x), *end = list_end(lists, x); y < end; y++) {
        s->never[*y] = 1;
    }
}

Swaps *swaps_open(const Graph *graph, const uint8_t *barred, uint32_t query, bool inside)
{
    size_t n = graph->n;
    Swaps *s = mem_zero(1, sizeof *s);
    s->graph = graph;
    s->random = 0x9e3779b97f4a7c15u;
    s->swaps = LEFT_ALONE;
    s->in = mem_zero(n, 1);
    s->never = mem_zero(n, 1);
    s->covered = mem_zero(n, sizeof *s->covered);
    s->clashes = mem_zero(n, sizeof *s->clashes);
    s->changed = mem_zero(n, sizeof *s->changed);
    s->place = mem_new(n, sizeof *s->place);
    for (uint32_t x = 0; x < n; x++) {
        s->never[x] = (barred != NULL && barred[x]) || graph_attacks(graph, x, x);
        s->place[x] = x;
        vec_push(&s->open, x);
    }
    if (query != NONE && inside) {
        s->hopeless = s->never[query];
        if (!s->hopeless) {
            put_in(s, query);
            forbid(s, &graph->out, query); /* so nothing throws it out */
            forbid(s, &graph->in, query);
        }
    } else if (query != NONE) {
        s->never[query] = 1;
    }
    for (uint32_t x = 0; !s->hopeless && x < n; x++) {
        s->hopeless = s->covered[x] == 0 && !can_be_covered(s, x);
    }
    return s;
}

void swaps_close(Swaps *s)
{
    if (s != NULL) {
        free(s->in);
        free(s->never);
        free(s->covered);
        free(s->clashes);
        free(s->changed);
        free(s->place);
        vec_free(&s->open);
        vec_free(&s->out);
        free(s);
    }
}

/* Which argument to put in so that x is covered, or NONE: all were changed just now. */
static uint32_t choose(Swaps *s, uint32_t x)
{
    const uint32_t *attackers = list_begin(&s->graph->in, x);
    uint32_t count = list_length(&s->graph->in, x), best = NONE;
    s->looks += count + 1;
    if (xorshift_below(&s->random, ANY_OF) == 0) {
        uint32_t i = xorshift_below(&s->random, count + 1), any = i < count ? attackers[i] : x;
        if (!s->never[any]) {
            return any;
        }
    }
    for (uint32_t i = 0; i <= count; i++) {
        uint32_t y = i < count ? attackers[i] : x;
        if (s->never[y] || s->changed[y] + LEFT_ALONE > s->swaps) {
            continue;
        }
        if (best == NONE || s->clashes[y] < s->clashes[best] ||
            (s->clashes[y] == s->clashes[best] && s->changed[y] < s->changed[best])) {
            best = y;
        }
    }
    return best;
}

bool swaps_try(Swaps *s, uint64_t looks, const Budget *budget)
{
    uint64_t end = s->looks + looks, clock = s->looks + LOOK_AT_CLOCK;
    while (!s->hopeless && s->open.n && s->looks < end) {
        uint32_t x = choose(s, s->open.at[xorshift_below(&s->random, (uint32_t)s->open.n)]);
        if (x != NONE) {
            swap_in(s, x);
        } else {
            s->swaps++; /* the next time it is free again */
        }
        if (s->looks >= clock) {
            clock += LOOK_AT_CLOCK;
            if (budget_spent(budget)) {
                return false;
            }
        }
    }
    return !s->hopeless && s->open.n == 0;
}

void swaps_set(const Swaps *s, IdVec *set)
{
    vec_clear(set);
    for (uint32_t x = 0; x < s->graph->n; x++) {
        if (s->in[x]) {
            vec_push(set, x);
        }
    }
}
