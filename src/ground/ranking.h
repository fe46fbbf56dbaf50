/* Preferences that are argued about (S4.6): `preferred(a, b)` as a literal. What S4.3 decides for all presumptions of two items is
 * a fact of this kind; whatever else gives it is an ordinary conclusion, which attacks the rebuts from b to a. */
#ifndef ARG_GROUND_RANKING_H
#define ARG_GROUND_RANKING_H

#include "ground/timeline.h"

/* Adds the facts that S4.3 makes: all of them, for cases that ask for them. */
void ranking_add_facts(Theory *t);
/* Adds only those that conflict with something possible. */
void ranking_add_opposed(Theory *t);
/* Whether such a fact holds in this view, and this order of it. */
bool ranking_holds(const Theory *t, const Viewpoint *from, Order *order, InstanceId i);
/* Where unknown days decide whether items are annulled for this view: finds Theory.ordering and ordered, and appends to Theory.uncertain
 * the facts that S4.3 makes only for some of these days. */
void ranking_find_unsettled(Theory *t);
/* The items that some possible `preferred` names, rising. */
void ranking_find_items(const Theory *t, IdVec *items);
/* By item: whether it is in a cycle of items that conclude possible preferences about themselves or one another; between
 * such items and any other only S4.3 decides. NULL when there is none. The caller frees it. */
uint8_t *ranking_find_cycles(const Theory *t);
/* What depends on argued preferences, as pairs (atom, the preference): conclusions of a that something of b's conflicts with,
 * and preferred(a, b). */
void ranking_find_joins(const Theory *t, const Timeline *line, IdVec *pairs);
/* The atom preferred(a, b), or NONE. */
AtomId ranking_find(const Theory *t, ItemId a, ItemId b);

#endif
