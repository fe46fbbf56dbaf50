#include "solve/shape.h"

/* ---- recognition ---- */

static bool is_symmetric(const Graph *graph)
{
    /* Rows are sorted: they must be the same both ways. */
    for (uint32_t x = 0; x < graph->n; x++) {
        uint32_t length = list_length(&graph->in, x);
        if (length != list_length(&graph->out, x) ||
            (length && memcmp(list_begin(&graph->in, x), list_begin(&graph->out, x), length * sizeof(uint32_t)) != 0) ||
            graph_attacks(graph, x, x)) {
            return false;
        }
    }
    return true;
}

enum { NO_SIDE = 2 };

/* Gives x the side, and its neighbours wait for the other. False: it has the other already. */
static bool place(uint8_t *side, uint32_t x, uint8_t wanted, IdVec *queue)
{
    if (side[x] == NO_SIDE) {
        side[x] = wanted;
        vec_push(queue, x);
    }
    return side[x] == wanted;
}

static bool is_bipartite(const Graph *graph, uint8_t *side)
{
    IdVec queue = {0};
    bool fits = true;
    memset(side, NO_SIDE, graph->n);
    for (uint32_t start = 0; fits && start < graph->n; start++) {
        if (side[start] != NO_SIDE) {
            continue;
        }
        fits = place(side, start, 0, &queue);
        while (fits && queue.n) {
            uint32_t x = vec_pop(&queue);
            for (uint32_t i = 0; fits && i < list_length(&graph->in, x); i++) {
                fits = place(side, list_begin(&graph->in, x)[i], !side[x], &queue);
            }
            for (uint32_t i = 0; fits && i < list_length(&graph->out, x); i++) {
                fits = place(side, list_begin(&graph->out, x)[i], !side[x], &queue);
            }
        }
    }
    vec_free(&queue);
    return fits;
}

/* An order of all arguments but `gone` in which attackers come first; false: there is a cycle among them. */
static bool ordered_without(const Graph *graph, uint32_t gone, IdVec *order)
{
    uint32_t *left = mem_new(graph->n, sizeof *left);
    vec_clear(order);
    for (uint32_t x = 0; x < graph->n; x++) {
        left[x] = list_length(&graph->in, x) - graph_attacks(graph, gone, x);
        if (left[x] == 0 && x != gone) {
            vec_push(order, x);
        }
    }
    for (size_t i = 0; i < order->n; i++) {
        uint32_t x = order->at[i];
        for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
            if (*y != gone && --left[*y] == 0) {
                vec_push(order, *y);
            }
        }
    }
    free(left);
    return order->n == graph->n - 1;
}

/* Where every cycle meets one argument, paths from it back to it without it in between are simple: their parities are the cycles'. */
static bool only_odd_through(const Graph *graph, uint32_t hub, const IdVec *order)
{
    /* Bit 0: some path of even length from the hub ends here; bit 1: one of odd length. */
    uint8_t *parities = mem_zero(graph->n, 1);
    uint8_t back = 0;
#define FOLLOW(x, ways)                                                                                                \
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {              \
        uint8_t next = (uint8_t)(((ways)&1) << 1 | ((ways)&2) >> 1);                                                   \
        if (*y == hub) {                                                                                               \
            back |= next;                                                                                              \
        } else {                                                                                                       \
            parities[*y] |= next;                                                                                      \
        }                                                                                                              \
    }
    FOLLOW(hub, 1)
    for (size_t i = 0; i < order->n; i++) {
        uint32_t x = order->at[i];
        FOLLOW(x, parities[x])
    }
#undef FOLLOW
    free(parities);
    return !(back & 1);
}

/* The argument of a cycle with the most neighbours, or NONE: there is no cycle. */
static uint32_t hub_of(const Graph *graph)
{
    uint32_t best = NONE, most = 0;
    for (uint32_t x = 0; x < graph->n; x++) {
        uint32_t in = list_length(&graph->in, x), out = list_length(&graph->out, x);
        uint32_t here = in < out ? in : out;
        if (here > most) {
            best = x;
            most = here;
        }
    }
    return best;
}

static bool is_odd(const Graph *graph)
{
    uint32_t hub = hub_of(graph);
    IdVec order = {0};
    bool odd = hub != NONE && ordered_without(graph, hub, &order) && only_odd_through(graph, hub, &order);
    vec_free(&order);
    return odd;
}

Shape shape_of(const Graph *graph, uint8_t *side)
{
    return is_symmetric(graph)         ? SHAPE_SYMMETRIC
           : is_bipartite(graph, side) ? SHAPE_BIPARTITE
           : is_odd(graph)             ? SHAPE_ODD
                                       : SHAPE_ANY;
}

/* ---- answers ---- */

static bool barred_any(const Graph *graph, const uint8_t *barred)
{
    return barred != NULL && memchr(barred, 1, graph->n) != NULL;
}

/* Any conflict-free set of a symmetric graph is admissible, and a maximal one stable: so members are taken as they come, first the
 * query, or what attacks it. */
static SatAnswer symmetric_find(const Graph *graph, const uint8_t *barred, CoverKind kind, uint32_t query, bool inside,
                                IdVec *set)
{
    uint32_t first = query;
    if (kind == COVER_STABLE && barred_any(graph, barred)) {
        return SAT_UNKNOWN;
    }
    if (query != NONE && !inside) {
        if (kind == COVER_ADMISSIBLE) {
            vec_clear(set);
            return SAT_YES; /* the empty set */
        }
        if (list_length(&graph->in, query) == 0) {
            return SAT_NO;
        }
        first = *list_begin(&graph->in, query);
    }
    if (query != NONE && inside && barred != NULL && barred[query]) {
        return SAT_NO;
    }
    uint8_t *taken = mem_zero(graph->n, 1); /* in, or attacked */
    vec_clear(set);
#define TAKE(x)                                                                                                        \
    do {                                                                                                               \
        uint32_t take_ = (x);                                                                                          \
        taken[take_] = 1;                                                                                              \
        vec_push(set, take_);                                                                                          \
        for (uint32_t i = 0; i < list_length(&graph->out, take_); i++) {                                               \
            taken[list_begin(&graph->out, take_)[i]] = 1;                                                              \
        }                                                                                                              \
    } while (0)
    if (first != NONE) {
        TAKE(first);
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        if (!taken[x] && (barred == NULL || !barred[x])) {
            TAKE(x);
        }
    }
#undef TAKE
    free(taken);
    return set->n ? SAT_YES : kind == COVER_STABLE && graph->n == 0 ? SAT_YES : SAT_NO;
}

/* The largest admissible set of one side: what it does not defend is dropped until all is defended. */
static void side_set(const Graph *graph, const uint8_t *side, uint8_t which, const uint8_t *barred, uint8_t *member)
{
    IdVec dropped = {0};
    uint32_t *against = mem_zero(graph->n, sizeof *against); /* attackers among the members */
    for (uint32_t x = 0; x < graph->n; x++) {
        member[x] = side[x] == which;
        for (uint32_t i = 0; member[x] && i < list_length(&graph->out, x); i++) {
            against[list_begin(&graph->out, x)[i]]++;
        }
    }
#define DROP_IF(x, condition)                                                                                          \
    if (member[x] && (condition)) {                                                                                    \
        member[x] = 0;                                                                                                 \
        vec_push(&dropped, x);                                                                                         \
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        DROP_IF(x, barred != NULL && barred[x])
        for (uint32_t i = 0; i < list_length(&graph->in, x); i++) {
            DROP_IF(x, against[list_begin(&graph->in, x)[i]] == 0)
        }
    }
    while (dropped.n) {
        uint32_t x = vec_pop(&dropped);
        for (uint32_t i = 0; i < list_length(&graph->out, x); i++) {
            uint32_t y = list_begin(&graph->out, x)[i];
            if (--against[y] == 0) {
                for (uint32_t j = 0; j < list_length(&graph->out, y); j++) {
                    uint32_t z = list_begin(&graph->out, y)[j];
                    DROP_IF(z, true)
                }
            }
        }
    }
#undef DROP_IF
    free(against);
    vec_free(&dropped);
}

/* The part of an admissible set on one side is admissible by itself, since its attackers and their attackers are on opposite sides: so
 * the largest sets of the two sides decide. */
static SatAnswer bipartite_find(const Graph *graph, const uint8_t *side, const uint8_t *barred, uint32_t query,
                                bool inside, IdVec *set)
{
    vec_clear(set);
    if (query != NONE && !inside) {
        return SAT_YES; /* the empty set */
    }
    uint8_t *member = mem_new(graph->n, 1);
    for (uint8_t which = 0; which < 2 && !set->n; which++) {
        if (query != NONE && side[query] != which) {
            continue;
        }
        side_set(graph, side, which, barred, member);
        for (uint32_t x = 0; x < graph->n && (query == NONE || member[query]); x++) {
            if (member[x]) {
                vec_push(set, x);
            }
        }
    }
    free(member);
    return set->n ? SAT_YES : SAT_NO;
}

SatAnswer shape_find(const Graph *graph, Shape shape, const uint8_t *side, const uint8_t *barred, CoverKind kind,
                     uint32_t query, bool inside, IdVec *set)
{
    SatAnswer answer = SAT_UNKNOWN;
    if (shape == SHAPE_SYMMETRIC) {
        answer = symmetric_find(graph, barred, kind, query, inside, set);
    } else if (shape == SHAPE_BIPARTITE && kind == COVER_ADMISSIBLE) {
        answer = bipartite_find(graph, side, barred, query, inside, set);
    }
    if (answer == SAT_YES) {
        ids_sort(set);
    }
    return answer;
}
