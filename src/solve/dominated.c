#include "solve/dominated.h"

enum { SUBSTITUTES_MOST = 32, ROW_MOST = 256 };

/* Sets of arguments as words, so that most that are not subsets are told at once. */
static uint64_t shadow(const Lists *lists, uint32_t x)
{
    uint64_t bits = 0;
    for (const uint32_t *y = list_begin(lists, x), *end = list_end(lists, x); y < end; y++) {
        bits |= 1ull << (*y * 0x9e3779b9u >> 26);
    }
    return bits;
}

static bool is_subset(const Lists *lists, uint32_t smaller, uint32_t larger)
{
    const uint32_t *y = list_begin(lists, larger), *end = list_end(lists, larger);
    for (const uint32_t *x = list_begin(lists, smaller), *stop = list_end(lists, smaller); x < stop; x++) {
        while (y < end && *y < *x) {
            y++;
        }
        if (y == end || *y != *x) {
            return false;
        }
    }
    return true;
}

typedef struct Shadows {
    uint64_t *in, *out;
} Shadows;

static bool dominates(const Graph *graph, const Shadows *s, uint32_t y, uint32_t x)
{
    return !(s->in[y] & ~s->in[x]) && !(s->out[x] & ~s->out[y]) && is_subset(&graph->in, y, x) &&
           is_subset(&graph->out, x, y);
}

/* Whoever stands in for x attacks what x attacks: so it is found among the attackers of one of those, the one with the fewest. */
static bool is_dominated(const Graph *graph, const Shadows *s, uint32_t x, uint32_t spared, const uint8_t *barred)
{
    uint32_t rarest = NONE;
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
        if (rarest == NONE || list_length(&graph->in, *y) < list_length(&graph->in, rarest)) {
            rarest = *y;
        }
    }
    if (rarest == NONE || list_length(&graph->in, rarest) > SUBSTITUTES_MOST) {
        return false;
    }
    for (const uint32_t *y = list_begin(&graph->in, rarest), *end = list_end(&graph->in, rarest); y < end; y++) {
        if (*y != x && *y != spared && !barred[*y] && dominates(graph, s, *y, x) &&
            (*y < x || !dominates(graph, s, x, *y))) {
            return true;
        }
    }
    return false;
}

void dominated_bar(const Graph *graph, uint32_t query, bool inside, uint8_t *barred)
{
    Shadows s = {mem_new(graph->n, sizeof(uint64_t)), mem_new(graph->n, sizeof(uint64_t))};
    for (uint32_t x = 0; x < graph->n; x++) {
        s.in[x] = shadow(&graph->in, x);
        s.out[x] = shadow(&graph->out, x);
    }
    uint8_t *found =
        mem_zero(graph->n, 1); /* apart, so that whoever stands in is only looked for among those barred before */
    for (uint32_t x = 0; x < graph->n; x++) {
        if (x != query && !barred[x] && list_length(&graph->out, x) <= ROW_MOST) {
            found[x] = is_dominated(graph, &s, x, inside ? NONE : query, barred);
        }
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        barred[x] |= found[x];
    }
    free(found);
    free(s.in);
    free(s.out);
}
