#include "model/suppose.h"

#include "model/builder.h"
#include "model/order.h"

/* An item of the tree without a place in the file. */
static ItemId add_item(Case *c, ItemKind kind)
{
    Tree *tree = (Tree *)(uintptr_t)c->tree;
    ItemId id = vec_next_id(&c->items);
    Item item = {.kind = (uint8_t)kind,
                 .tree = id_of(tree->items.n),
                 .name = NONE,
                 .rank = NONE,
                 .annulled = NONE,
                 .annulled_unknown = NONE,
                 .supposed = true};
    vec_push(&tree->items, ((TreeItem){.kind = (uint8_t)kind, .name = NONE, .literal = NONE, .text = NONE}));
    vec_push(&c->items, item);
    c->exceptional = true;
    return id;
}

ItemId case_add_given(Case *c, Literal literal)
{
    ItemId id = add_item(c, ITEM_FACT);
    Builder b = {.c = c, .tree = (Tree *)(uintptr_t)c->tree};
    builder_add_schema(&b, &c->items.at[id],
                       (Schema){.item = id,
                                .role = ROLE_FACT,
                                .names = id_of(c->ids.n),
                                .head = literal,
                                .from = DAY_FIRST,
                                .uncertain = NONE,
                                .until = DAY_NONE_AFTER});
    return id;
}

ItemId case_add_preference(Case *c, ItemId better, ItemId worse)
{
    ItemId id = add_item(c, ITEM_PREFER);
    vec_push(&c->preferences, id);
    c->items.at[id].better = better;
    c->items.at[id].worse = worse;
    return id;
}

void supposed_start(Supposed *s, const Case *c)
{
    *s = (Supposed){mem_zero(c->items.n, 1), mem_zero(c->sources.n, 1), NULL, NONE, NONE};
}

void supposed_free(Supposed *s)
{
    free(s->item);
    free(s->source);
    free(s->withdrawn);
    *s = (Supposed){0};
}

void case_find_circle(const Case *c, const Viewpoint *from, IdVec *items)
{
    Order order;
    order_build(&order, c, from);
    order_find_cycle(&order, items);
    order_free(&order);
}
