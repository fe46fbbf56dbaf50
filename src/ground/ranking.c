#include "ground/ranking.h"

#include "ground/tables.h"

static ConstantId constant_of(const Case *c, ItemId item)
{
    Symbol name = c->items.at[item].name;
    return name == NONE ? NONE : dense_find(&c->constant_by_symbol, name);
}

/* Whether statements can speak of the item: it has a name, and that is of no other item. */
static bool can_be_named(const Case *c, ItemId item)
{
    ConstantId constant = constant_of(c, item);
    return constant != NONE && case_find_item(c, constant) == item;
}

/* The classes of the item's presumptions in this view (S4.3); none for what is no presumption, or is not in the view. */
static void find_classes(const Theory *t, const Viewpoint *from, const Order *order, ItemId id, IdVec *classes)
{
    const Case *c = t->c;
    const Item *item = &c->items.at[id];
    vec_clear(classes);
    if (item->kind == ITEM_FACT || (item->kind == ITEM_PREFER && !item->by) || !case_item_in_view(c, item, from)) {
        return;
    }
    if (!item_is_claimed(item)) {
        vec_push(classes, order_class(order, id, NONE));
        return;
    }
    for (uint32_t i = 0; i < item->supports.count; i++) {
        uint32_t support = item->supports.first + i;
        if (case_support_known(c, &c->supports.at[support], from)) {
            vec_push(classes, order_class(order, id, support));
        }
    }
}

static bool all_less(Order *order, const IdVec *worse, const IdVec *better)
{
    for (size_t i = 0; i < worse->n; i++) {
        for (size_t k = 0; k < better->n; k++) {
            if (!order_less(order, worse->at[i], better->at[k])) {
                return false;
            }
        }
    }
    return worse->n && better->n;
}

static void add_fact(Theory *t, ConstantId better, ConstantId worse)
{
    AtomId atom = theory_add_atom(t, RELATION(t->c->preferred, 0), (ConstantId[]){better, worse});
    theory_add_instance(t, SCHEMA_RANKED, NULL, 0, atom);
    vec_push(&t->factual, atom);
}

void ranking_add_facts(Theory *t)
{
    const Case *c = t->c;
    Order order;
    order_build(&order, c, &t->from);
    IdVec better = {0}, worse = {0};
    if (!order_is_flat(&order)) {
        for (ItemId a = 0; a < c->items.n && !*t->limited; a++) {
            find_classes(t, &t->from, &order, a, &better);
            for (ItemId b = 0; b < c->items.n && better.n && can_be_named(c, a); b++) {
                *t->limited |= ++t->work > t->most_work;
                theory_stopped(t, t->work);
                if (a != b && can_be_named(c, b)) {
                    find_classes(t, &t->from, &order, b, &worse);
                    if (all_less(&order, &worse, &better)) {
                        add_fact(t, constant_of(c, a), constant_of(c, b));
                    }
                }
            }
        }
    }
    vec_free(&better);
    vec_free(&worse);
    order_free(&order);
}

bool ranking_holds(const Theory *t, const Viewpoint *from, Order *order, InstanceId i)
{
    const ConstantId *args = atom_args(t, instance_head(t, i));
    IdVec better = {0}, worse = {0};
    find_classes(t, from, order, case_find_item(t->c, args[0]), &better);
    find_classes(t, from, order, case_find_item(t->c, args[1]), &worse);
    bool holds = all_less(order, &worse, &better);
    vec_free(&better);
    vec_free(&worse);
    return holds;
}

/* Whether any presumption of the one item may be stronger or weaker than one of the other. */
static bool may_compare(Order *order, const IdVec *one, const IdVec *other)
{
    for (size_t i = 0; i < one->n; i++) {
        for (size_t k = 0; k < other->n; k++) {
            if (order_less(order, one->at[i], other->at[k]) || order_less(order, other->at[k], one->at[i])) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a preference says something of the item, so that what is stronger than it may be stronger than another through it. */
static bool is_preferred(const Order *order, const IdVec *classes)
{
    return classes->n && classes->at[0] >= order->first_named;
}

void ranking_find_unsettled(Theory *t)
{
    const Case *c = t->c;
    if (t->from.known_by == DAY_NONE_AFTER) {
        return;
    }
    DaySpan *early = mem_new(c->unknowns.n, sizeof *early);
    bool any = false;
    for (UnknownId u = 0; u < c->unknowns.n; u++) {
        early[u] = (DaySpan){t->domain[u].lo, t->domain[u].lo};
    }
    Viewpoint fewest = t->from; /* with the items that are there however the unknown days fall */
    fewest.taken = early;
    Order order, least;
    order_build(&order, c, &t->from);
    order_build(&least, c, &fewest);
    IdVec classes = {0}, other = {0};
    for (ItemId a = 0; a < c->items.n; a++) {
        const Item *item = &c->items.at[a];
        if (item_annulled_unknown(item) == NONE || !case_item_in_view(c, item, &t->from) ||
            case_item_in_view(c, item, &fewest)) {
            continue;
        }
        any = true;
        find_classes(t, &t->from, &order, a, &classes);
        if (!is_preferred(&order, &classes)) {
            continue;
        }
        vec_push(&t->ordering, item_annulled_unknown(item));
        t->ordered = t->ordered ? t->ordered : mem_zero(c->items.n, 1);
        for (ItemId b = 0; b < c->items.n; b++) {
            find_classes(t, &t->from, &order, b, &other);
            t->ordered[b] |= may_compare(&order, &classes, &other);
        }
    }
    for (InstanceId i = 0; i < t->instance.n && any; i++) {
        if (instance_schema(t, i) == SCHEMA_RANKED && !ranking_holds(t, &fewest, &least, i)) {
            vec_push(&t->uncertain, i);
            for (int k = 0; k < 2; k++) {
                ItemId named = case_find_item(c, atom_args(t, instance_head(t, i))[k]);
                UnknownId unknown = item_annulled_unknown(&c->items.at[named]);
                if (unknown != NONE && !case_item_in_view(c, &c->items.at[named], &fewest) &&
                    !ids_contain(&t->ordering, unknown)) {
                    vec_push(&t->ordering, unknown);
                }
            }
        }
    }
    vec_free(&classes);
    vec_free(&other);
    order_free(&order);
    order_free(&least);
    free(early);
}

/* The table of what is preferred, said so; NULL when nothing is. */
static const Table *find_table(const Theory *t, uint32_t said)
{
    uint32_t table = t->c->preferred == NONE ? NONE : theory_table(t, RELATION(t->c->preferred, said));
    return table == NONE ? NULL : &t->tables.at[table];
}

void ranking_add_opposed(Theory *t)
{
    const Case *c = t->c;
    Order order;
    order_build(&order, c, &t->from);
    IdVec better = {0}, worse = {0}, pairs = {0};
    for (uint32_t said = 0; said <= SAID_NOT; said++) {
        const Table *table = find_table(t, said);
        for (uint32_t row = 0; table && row < table->atoms.n; row++) {
            vec_push(&pairs, table->values.at[2 * row + (said == 0)]);
            vec_push(&pairs, table->values.at[2 * row + (said != 0)]);
        }
    }
    for (size_t i = 0; i < pairs.n && !order_is_flat(&order); i += 2) {
        ItemId a = case_find_item(c, pairs.at[i]), b = case_find_item(c, pairs.at[i + 1]);
        if (a == NONE || b == NONE || a == b) {
            continue;
        }
        find_classes(t, &t->from, &order, a, &better);
        find_classes(t, &t->from, &order, b, &worse);
        if (all_less(&order, &worse, &better)) {
            add_fact(t, pairs.at[i], pairs.at[i + 1]);
        }
    }
    vec_free(&better);
    vec_free(&worse);
    vec_free(&pairs);
    order_free(&order);
}

void ranking_find_items(const Theory *t, IdVec *items)
{
    const Table *table = find_table(t, 0);
    uint8_t *named = table ? mem_zero(t->c->items.n, 1) : NULL;
    for (size_t i = 0; table && i < table->values.n; i++) {
        ItemId item = case_find_item(t->c, table->values.at[i]);
        if (item != NONE) {
            named[item] = 1;
        }
    }
    vec_clear(items);
    for (ItemId i = 0; table && i < t->c->items.n; i++) {
        if (named[i]) {
            vec_push(items, i);
        }
    }
    free(named);
}

AtomId ranking_find(const Theory *t, ItemId a, ItemId b)
{
    ConstantId args[] = {constant_of(t->c, a), constant_of(t->c, b)};
    return t->c->preferred == NONE || args[0] == NONE || args[1] == NONE
               ? NONE
               : theory_find(t, RELATION(t->c->preferred, 0), args);
}

typedef VEC(uint64_t) Pairs;

/* Whether `from` is reached from itself along the sorted pairs. */
static bool reaches_itself(const Pairs *pairs, ItemId from, IdVec *stack, uint8_t *seen, size_t items)
{
    memset(seen, 0, items);
    vec_clear(stack);
    vec_push(stack, from);
    while (stack->n) {
        ItemId item = vec_pop(stack);
        size_t low = 0, high = pairs->n;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (pairs->at[middle] >> 32 < item) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (; low < pairs->n && pairs->at[low] >> 32 == item; low++) {
            ItemId next = (ItemId)pairs->at[low];
            if (next == from) {
                return true;
            }
            if (!seen[next]) {
                seen[next] = 1;
                vec_push(stack, next);
            }
        }
    }
    return false;
}

uint8_t *ranking_find_cycles(const Theory *t)
{
    const Case *c = t->c;
    Pairs about = {0}; /* who concludes a preference about whom */
    for (InstanceId i = 0; i < t->instance.n; i++) {
        AtomId head = instance_head(t, i);
        const Schema *s = instance_said(t, i);
        if (!s || RELATION_PREDICATE(t->relation.at[head]) != c->preferred ||
            (RELATION_SAID(t->relation.at[head]) & ~(uint32_t)SAID_BEGINS)) {
            continue;
        }
        for (uint32_t k = 0; k < 2; k++) {
            ItemId named = case_find_item(c, atom_args(t, head)[k]);
            if (named != NONE) {
                vec_push(&about, pair_key(s->item, named));
            }
        }
    }
    uint8_t *exempt = NULL;
    if (about.n) {
        pairs_sort(about.at, about.n);
        uint8_t *seen = mem_new(c->items.n, 1);
        IdVec stack = {0};
        exempt = mem_zero(c->items.n, 1);
        for (size_t i = 0; i < about.n; i++) {
            ItemId item = (ItemId)(about.at[i] >> 32);
            if (!i || about.at[i - 1] >> 32 != item) {
                exempt[item] = reaches_itself(&about, item, &stack, seen, c->items.n);
            }
        }
        free(seen);
        vec_free(&stack);
    }
    vec_free(&about);
    return exempt;
}

/* Whether an instance of the item gives the atom, itself or as a run. */
static bool item_gives(const Theory *t, const Timeline *line, ItemId item, AtomId atom)
{
    for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1]; k++) {
        uint32_t schema = instance_schema(t, line->by_head[k]);
        if (schema == SCHEMA_RUN ? item_gives(t, line, item, instance_body(t, line->by_head[k])[0])
                                 : schema < SCHEMA_LEAST && t->c->schemas.at[schema].item == item) {
            return true;
        }
    }
    return false;
}

/* The preference joins the conclusion where something of the other item conflicts with it. */
static void join_conclusion(const Theory *t, const Timeline *line, AtomId head, ItemId other, AtomId preferred,
                            IdVec *pairs)
{
    uint32_t said = RELATION_SAID(t->relation.at[head]);
    AtomId heads[] = {head, NONE};
    if ((said & SAID_BEGINS) && !(said & SAID_MODE_NOT)) {
        heads[1] = theory_find_said(t, head, said & SAID_NOT);
    }
    for (int h = 0; h < 2 && heads[h] != NONE; h++) {
        bool meets = theory_happens_once(t, heads[h]) && item_gives(t, line, other, heads[h]);
        for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[heads[h]] : 0;
             t->conflict_first.n && k < t->conflict_first.at[heads[h] + 1] && !meets; k++) {
            meets = item_gives(t, line, other, t->conflicts.at[k]);
        }
        if (meets) {
            for (int k = 0; k < 2 && heads[k] != NONE;
                 k++) { /* the run goes on, and is argued about, on days on which it does not begin */
                vec_push(pairs, heads[k]);
                vec_push(pairs, preferred);
            }
            return;
        }
    }
}

void ranking_find_joins(const Theory *t, const Timeline *line, IdVec *pairs)
{
    const Case *c = t->c;
    const Table *table = find_table(t, 0);
    if (!table) {
        return;
    }
    IdVec items = {0};
    ranking_find_items(t, &items);
    uint8_t *named = mem_zero(c->items.n, 1);
    for (size_t i = 0; i < items.n; i++) {
        named[items.at[i]] = 1;
    }
    Pairs heads = {0}; /* of the named items: item, conclusion */
    for (InstanceId i = 0; i < t->instance.n; i++) {
        const Schema *s = instance_said(t, i);
        if (s && named[s->item]) {
            vec_push(&heads, pair_key(s->item, instance_head(t, i)));
        }
    }
    pairs_sort(heads.at, heads.n);
    uint32_t *first = mem_zero(c->items.n + 2, sizeof *first);
    for (size_t i = 0; i < heads.n; i++) {
        first[(heads.at[i] >> 32) + 1]++;
    }
    for (ItemId i = 0; i < c->items.n; i++) {
        first[i + 1] += first[i];
    }
    for (uint32_t row = 0; row < table->atoms.n; row++) {
        ItemId a = case_find_item(c, table->values.at[2 * row]), b = case_find_item(c, table->values.at[2 * row + 1]);
        for (uint32_t i = a == NONE || b == NONE ? 0 : first[a]; a != NONE && b != NONE && i < first[a + 1]; i++) {
            join_conclusion(t, line, (AtomId)heads.at[i], b, table->atoms.at[row], pairs);
        }
    }
    free(first);
    free(named);
    vec_free(&heads);
    vec_free(&items);
}
