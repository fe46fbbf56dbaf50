/* What can be withdrawn from a view or granted to it, one thing at a time (semantics S7.1, S7.2), and what that comes to as a
 * viewpoint: the changes that turning sets and concession sets are made of. */
#ifndef ARG_EXPLAIN_UNITS_H
#define ARG_EXPLAIN_UNITS_H

#include "model/suppose.h"

typedef uint32_t UnitId;

typedef enum UnitKind {
    UNIT_ITEM,   /* a claim, rule, act or preference of the view is withdrawn */
    UNIT_SOURCE, /* a source counts for nothing */
    UNIT_DENIAL, /* a position's denial of an item is withdrawn */
    UNIT_GRANT,  /* an item of others is added to the view */
    UNIT_DENY    /* an act of the view is denied: it was done, but has no effects there */
} UnitKind;

typedef struct Unit {
    uint8_t kind;
    ItemId item;         /* NONE for a source */
    SourceId source;     /* NONE for the others */
    PositionId position; /* whose denial, or NONE */
} Unit;

typedef struct Units {
    const Case *c;
    Viewpoint from; /* whose `supposed` is changed here */
    Supposed supposed;
    VEC(Unit) list;
    uint32_t *of_item;        /* by item: the unit that withdraws or grants it, or NONE */
    uint32_t *of_source;      /* by source, or NONE */
    uint32_t *first_denial;   /* by item, and one more: its units among `denials` */
    IdVec denials;            /* units */
    uint8_t *present;         /* by item: it belongs to the view before anything is changed */
    Supposed accepted;        /* every item accepted: what is doubted then is so by its rank */
    uint8_t *supposed_denied; /* by item: a what-if denies it */
} Units;

/* The changes of one kind in the view of `from`, which is copied with what it supposes: withdrawals (S7.1: items, sources and denials), or
 * concessions (S7.2: items of others, and denials). The caller frees it. */
void units_find(Units *units, const Case *c, Viewpoint from, bool concessions);
/* What makes the view of `from` the view `to`, one thing at a time: items that only one of the two has. From all views together also denials
 * of what stays; to them there is no such way, since there denials count. */
void units_between(Units *units, const Case *c, Viewpoint from, uint32_t to);
void units_free(Units *units);
/* Makes the change, or takes it back, in units->from. */
void units_flip(Units *units, UnitId unit, bool on);
/* Leaves an item out of account, or takes it in again, whatever is flipped. The item must not be one that a unit grants. */
void units_set_aside(Units *units, ItemId item, bool aside);

/* How a unit decides whether something that stems from an item is there: it is, once every ONCE unit is flipped, no UNLESS unit
 * is, and of its DOUBT units, if it has any, not all are. */
typedef enum Role { ROLE_ONCE, ROLE_UNLESS, ROLE_DOUBT } Role;
typedef struct Decides {
    UnitId unit;
    uint8_t role;
} Decides;
typedef VEC(Decides) Conditions;

/* Appends what decides about a presumption of the item (S4.1; `support` of what is claimed, else NONE), about the doubt on it, or about what
 * clauses of a source say. `done`: about the fact that the act was done, which does not belong to one view or another. */
void units_of_presumption(const Units *units, ItemId item, uint32_t support, bool done, Conditions *out);
void units_of_source(const Units *units, SourceId source, Conditions *out);
void units_of_doubt(const Units *units, ItemId item, uint32_t support, Conditions *out);

#endif
