/* Which presumption is stronger (S4.3), in one view. Presumptions of equal standing share a *class*: unranked and named in no
 * preference; of one rank; of always rules; and one of its own for each presumption of an item that a preference names.
 * Nodes of the graph are the classes; an edge leads to what is stronger. */
#ifndef ARG_MODEL_ORDER_H
#define ARG_MODEL_ORDER_H

#include "model/case.h"

typedef uint32_t ClassId;
#define CLASS_PLAIN 0u
#define CLASS_ALWAYS 1u /* every always rule that no preference names */

typedef struct Order {
    const Case *c;
    bool unranked; /* only the always rules are stronger than others */
    uint32_t nodes;
    uint32_t first_named;            /* classes of named presumptions start here */
    IdVec named_item, named_support; /* by class - first_named; support NONE for rules */
    Dense class_of_rule;             /* by item: of its one presumption that has no support */
    Map class_by_unit;               /* pair_key(item, support) */
    IdVec first_member,
        next_member; /* named presumptions by rank or always-ness, chained: the first by node, then by presumption */
    IdVec edge_first, edges; /* the preferences, by class, upward */
    Map known;               /* pair_key(class, class) -> 0 or 1, answers found so far */
    Dense row; /* by class below many: where in `rows` its bits start, one for each node that is stronger */
    IdVec rows;
    IdVec stack;
    VEC(uint32_t) seen;
    uint32_t round;
} Order;

void order_build(Order *order, const Case *c, const Viewpoint *from);
/* The same, where the presumptions of these items too have classes of their own. */
void order_build_apart(Order *order, const Case *c, const Viewpoint *from, const IdVec *items);
void order_free(Order *order);
/* The class of a presumption: `support` is the support's index in Case.supports, NONE for rules. */
ClassId order_class(const Order *order, ItemId item, uint32_t support);
/* The item whose presumptions alone are of the class; NONE when it has no such item. */
static inline ItemId order_item(const Order *order, ClassId class)
{
    return class < order->first_named ? NONE : order->named_item.at[class - order->first_named];
}
/* Whether a's presumptions are strictly weaker than b's. */
bool order_less(Order *order, ClassId a, ClassId b);
/* Whether any two classes could differ at all; false lets callers skip every comparison. */
bool order_is_flat(const Order *order);
/* A cycle of preferences as item ids, weakest first; empty when there is none. */
void order_find_cycle(Order *order, IdVec *items);

#endif
