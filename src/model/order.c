#include "model/order.h"

/* Nodes: CLASS_PLAIN, CLASS_ALWAYS (which also stands for "stronger than whatever is not an always rule"), one per rank
 * (which also stands for "stronger than every lower rank of the scale"), then the named presumptions. */

static uint32_t rank_node(RankId rank)
{
    return 2 + rank;
}

/* Gives the item's presumptions, as far as they are known (S1.4), classes of their own; appends these to `out`. */
static void name_item(Order *order, ItemId id, const Viewpoint *from, IdVec *out)
{
    const Case *c = order->c;
    const Item *item = &c->items.at[id];
    bool claim = item_is_claimed(item);
    uint32_t count = claim ? item->supports.count : 1;
    vec_clear(out);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t support = claim ? item->supports.first + i : NONE;
        if (claim && !case_support_known(c, &c->supports.at[support], from)) {
            continue;
        }
        uint32_t *class = support == NONE ? dense_at_of(&order->class_of_rule, id, c->items.n)
                                          : map_at(&order->class_by_unit, pair_key(id, support));
        if (*class == NONE) {
            *class = order->first_named + id_of(order->named_item.n);
            vec_push(&order->named_item, id);
            vec_push(&order->named_support, support);
        }
        vec_push(out, *class);
    }
}

static void chain_members(Order *order);

typedef VEC(uint64_t) Pairs;

/* Every presumption of the one item over every one of the other, as pairs (weaker class, stronger class), if both are in the view. */
static void add_preference(Order *order, ItemId better, ItemId worse, const Viewpoint *from, Pairs *pairs)
{
    const Case *c = order->c;
    if (better == NONE || worse == NONE || !case_item_in_view(c, &c->items.at[better], from) ||
        !case_item_in_view(c, &c->items.at[worse], from)) {
        return;
    }
    IdVec up = {0}, down = {0};
    name_item(order, better, from, &up);
    name_item(order, worse, from, &down);
    for (size_t w = 0; w < down.n; w++) {
        for (size_t b = 0; b < up.n; b++) {
            vec_push(pairs, pair_key(down.at[w], up.at[b]));
        }
    }
    vec_free(&up);
    vec_free(&down);
}

void order_build(Order *order, const Case *c, const Viewpoint *from)
{
    order_build_apart(order, c, from, &(IdVec){0});
}

void order_build_apart(Order *order, const Case *c, const Viewpoint *from, const IdVec *items)
{
    *order = (Order){.c = c, .unranked = from->unranked, .first_named = 2 + id_of(c->ranks.n)};
    Pairs pairs = {0};
    for (size_t i = 0; i < c->preferences.n && !from->unranked; i++) {
        const Item *item = &c->items.at[c->preferences.at[i]];
        if (!item->by && case_item_in_view(c, item, from)) {
            add_preference(order, item->better, item->worse, from, &pairs);
        }
    }
    if (from->supposed && !from->unranked) {
        add_preference(order, from->supposed->better, from->supposed->worse, from, &pairs);
    }
    IdVec apart = {0};
    for (size_t i = 0; i < items->n; i++) {
        name_item(order, items->at[i], from, &apart);
    }
    vec_free(&apart);
    order->nodes = order->first_named + id_of(order->named_item.n);
    vec_reserve(&order->edge_first, order->nodes + 1);
    order->edge_first.n = order->nodes + 1;
    memset(order->edge_first.at, 0, order->edge_first.n * sizeof(uint32_t));
    for (size_t i = 0; i < pairs.n; i++) {
        order->edge_first.at[(pairs.at[i] >> 32) + 1]++;
    }
    for (uint32_t i = 0; i < order->nodes; i++) {
        order->edge_first.at[i + 1] += order->edge_first.at[i];
    }
    vec_reserve(&order->edges, pairs.n + 1);
    order->edges.n = pairs.n;
    IdVec next = {0};
    vec_append(&next, order->edge_first.at, order->nodes);
    for (size_t i = 0; i < pairs.n; i++) {
        order->edges.at[next.at[pairs.at[i] >> 32]++] = (uint32_t)pairs.at[i];
    }
    vec_free(&next);
    vec_free(&pairs);
    vec_reserve(&order->seen, order->nodes);
    order->seen.n = order->nodes;
    memset(order->seen.at, 0, order->nodes * sizeof(uint32_t));
    chain_members(order);
}

void order_free(Order *order)
{
    vec_free(&order->named_item);
    vec_free(&order->named_support);
    vec_free(&order->first_member);
    vec_free(&order->next_member);
    vec_free(&order->edge_first);
    vec_free(&order->edges);
    vec_free(&order->stack);
    vec_free(&order->seen);
    dense_free(&order->class_of_rule);
    map_free(&order->class_by_unit);
    map_free(&order->known);
    dense_free(&order->row);
    vec_free(&order->rows);
}

/* Whether only preferences can make one presumption stronger than another: then no item need be looked at. */
static bool has_no_ranks(const Order *order)
{
    return (order->unranked || !order->c->ranks.n) && !order->c->always;
}

static RankId rank_of(const Order *order, ItemId item, uint32_t support)
{
    const Case *c = order->c;
    return order->unranked ? NONE : support == NONE ? c->items.at[item].rank : c->supports.at[support].rank;
}

ClassId order_class(const Order *order, ItemId id, uint32_t support)
{
    if (order->named_item.n) {
        uint32_t class = support == NONE ? dense_find(&order->class_of_rule, id)
                                         : map_find(&order->class_by_unit, pair_key(id, support));
        if (class != NONE) {
            return class;
        }
    }
    if (has_no_ranks(order)) {
        return CLASS_PLAIN;
    }
    if (order->c->items.at[id].kind == ITEM_ALWAYS) {
        return CLASS_ALWAYS;
    }
    RankId rank = rank_of(order, id, support);
    return rank == NONE ? CLASS_PLAIN : rank_node(rank);
}

/* The node of its rank or of the always rules that a named presumption belongs to, or NONE. */
static uint32_t standing_node(const Order *order, uint32_t named)
{
    ItemId item = order->named_item.at[named];
    if (has_no_ranks(order)) {
        return NONE;
    }
    if (order->c->items.at[item].kind == ITEM_ALWAYS) {
        return CLASS_ALWAYS;
    }
    RankId rank = rank_of(order, item, order->named_support.at[named]);
    return rank == NONE ? NONE : rank_node(rank);
}

/* Chains the named presumptions of each rank, and of always rules. */
static void chain_members(Order *order)
{
    for (uint32_t node = 0; node < order->first_named; node++) {
        vec_push(&order->first_member, NONE);
    }
    for (uint32_t i = 0; i < order->named_item.n; i++) {
        uint32_t node = standing_node(order, i);
        vec_push(&order->next_member, node == NONE ? NONE : order->first_member.at[node]);
        if (node != NONE) {
            order->first_member.at[node] = i;
        }
    }
}

/* From a node that stands for a whole rank or for the always rules, the named presumptions that have it. */
static void add_named_members(const Order *order, uint32_t node, IdVec *out)
{
    for (uint32_t i = order->first_member.at[node]; i != NONE; i = order->next_member.at[i]) {
        vec_push(out, order->first_named + i);
    }
}

/* What is directly stronger than a presumption of this standing. A rank or CLASS_ALWAYS among the answers means all
 * presumptions of that standing. */
static void add_stronger(const Order *order, ClassId class, IdVec *out)
{
    const Case *c = order->c;
    bool named = class >= order->first_named;
    uint32_t at = named ? class - order->first_named : 0;
    bool always = named ? c->items.at[order->named_item.at[at]].kind == ITEM_ALWAYS : class == CLASS_ALWAYS;
    RankId rank = named        ? rank_of(order, order->named_item.at[at], order->named_support.at[at])
                  : class >= 2 ? class - 2
                               : NONE;
    if (!always) {
        vec_push(out, CLASS_ALWAYS);
    }
    if (rank != NONE && !always) {
        const Scale *scale = &c->scales.at[c->ranks.at[rank].scale];
        for (RankId higher = rank + 1; higher < scale->lowest + scale->levels; higher++) {
            vec_push(out, rank_node(higher));
        }
    }
    vec_append(out, order->edges.at + order->edge_first.at[class],
               order->edge_first.at[class + 1] - order->edge_first.at[class]);
}

/* The edges out of a node of the graph. */
static void add_next(const Order *order, uint32_t node, IdVec *out)
{
    if (node >= order->first_named) {
        add_stronger(order, node, out);
    } else {
        add_named_members(order, node, out);
    }
}

/* Marks everything strictly stronger than `class` as seen in a new round; how much that is. */
static uint32_t mark_stronger(Order *order, ClassId class)
{
    IdVec *stack = &order->stack;
    uint32_t marked = 0;
    order->round++;
    vec_clear(stack);
    add_stronger(order, class, stack);
    while (stack->n) {
        uint32_t node = vec_pop(stack);
        if (order->seen.at[node] == order->round) {
            continue;
        }
        order->seen.at[node] = order->round;
        marked++;
        add_next(order, node, stack);
    }
    return marked;
}

/* Keeps what is marked, so that what is below many is not followed upward for each of them. */
static void keep_row(Order *order, ClassId class)
{
    *dense_at(&order->row, class) = id_of(order->rows.n);
    for (uint32_t node = 0; node < order->nodes; node += 32) {
        uint32_t bits = 0;
        for (uint32_t k = 0; k < 32 && node + k < order->nodes; k++) {
            bits |= (uint32_t)(order->seen.at[node + k] == order->round) << k;
        }
        vec_push(&order->rows, bits);
    }
}

static bool is_always(const Order *order, ClassId class)
{
    if (!order->c->always) {
        return false;
    }
    ItemId item = order_item(order, class);
    return item == NONE ? class == CLASS_ALWAYS : order->c->items.at[item].kind == ITEM_ALWAYS;
}

/* Most answers need no search: a preference says so, or nothing but the always rules is stronger. 0 or 1, else -1. */
static int less_at_once(const Order *order, ClassId a, ClassId b)
{
    uint32_t first = order->edge_first.at[a], end = order->edge_first.at[a + 1];
    for (uint32_t i = first; i < end && i < first + 4; i++) {
        if (order->edges.at[i] == b) {
            return 1;
        }
    }
    bool ranked = a == CLASS_ALWAYS || (a >= 2 && a < order->first_named) ||
                  (a >= order->first_named && standing_node(order, a - order->first_named) != NONE);
    bool edges = first != end || order->first_member.at[CLASS_ALWAYS] != NONE;
    return ranked || edges ? -1 : is_always(order, b);
}

bool order_less(Order *order, ClassId a, ClassId b)
{
    int at_once = a == b ? 0 : less_at_once(order, a, b);
    if (at_once >= 0) {
        return at_once;
    }
    enum { MANY = 32, MOST_KEPT = 1 << 24 };
    uint32_t row = dense_find(&order->row, a);
    if (row != NONE) {
        return order->rows.at[row + b / 32] >> b % 32 & 1;
    }
    uint32_t *known = map_at(&order->known, pair_key(a, b));
    if (*known == NONE) {
        uint32_t marked = mark_stronger(order, a);
        *known = order->seen.at[b] == order->round;
        if (marked > MANY && order->rows.n < MOST_KEPT) {
            keep_row(order, a);
        }
    }
    return *known;
}

bool order_is_flat(const Order *order)
{
    return !order->named_item.n && has_no_ranks(order);
}

/* Removes, again and again, what nothing weaker leads to (Kahn 1962); true when some named class is left. `left` counts
 * the edges that still lead to each node. */
static bool has_cycle(const Order *order, IdVec *left)
{
    IdVec next = {0}, ready = {0};
    vec_reserve(left, order->nodes);
    left->n = order->nodes;
    memset(left->at, 0, left->n * sizeof(uint32_t));
    size_t named = order->named_item.n;
    for (uint32_t node = 0; node < order->nodes; node++) {
        vec_clear(&next);
        add_next(order, node, &next);
        for (size_t i = 0; i < next.n; i++) {
            left->at[next.at[i]]++;
        }
    }
    for (uint32_t node = 0; node < order->nodes; node++) {
        if (!left->at[node]) {
            vec_push(&ready, node);
        }
    }
    while (ready.n) {
        uint32_t node = vec_pop(&ready);
        named -= node >= order->first_named;
        vec_clear(&next);
        add_next(order, node, &next);
        for (size_t i = 0; i < next.n; i++) {
            if (--left->at[next.at[i]] == 0) {
                vec_push(&ready, next.at[i]);
            }
        }
    }
    vec_free(&next);
    vec_free(&ready);
    return named > 0;
}

void order_find_cycle(Order *order, IdVec *items)
{
    IdVec left = {0};
    bool cyclic = has_cycle(order, &left);
    /* What is left lies on a cycle or behind one: the first that reaches itself, with all that it reaches and that reach it. */
    for (uint32_t class = order->first_named; cyclic && class < order->nodes && !items->n; class ++) {
        if (!left.at[class]) {
            continue;
        }
        mark_stronger(order, class);
        if (order->seen.at[class] != order->round) {
            continue;
        }
        IdVec up = {0};
        for (uint32_t other = order->first_named; other < order->nodes; other++) {
            if (order->seen.at[other] == order->round) {
                vec_push(&up, other);
            }
        }
        for (size_t i = 0; i < up.n && items->n < 20; i++) {
            mark_stronger(order, up.at[i]);
            if (order->seen.at[class] == order->round) {
                ItemId item = order->named_item.at[up.at[i] - order->first_named];
                if (!items->n || vec_last(items) != item) {
                    vec_push(items, item);
                }
            }
        }
        vec_free(&up);
    }
    vec_free(&left);
}
