/* What-if: what a viewpoint supposes against the case as written, in the terms of S1.3 (docs/semantics.md, S7.4).
 *
 *   accept i    i belongs to the view asked, as though everybody whose view it is asserted it; no denial of it counts
 *   reject i    i belongs to no view
 *   reject s    the source s counts for nothing: no group of sources that needs it supports a claim
 *   deny i      as though everybody whose view is asked denied i: it is not in a position's view, nor in the common one; in the
 *               view `all` it is in doubt (S4.7)
 *   prefer a:b  `prefer a over b`, in every view
 *   given l     the fact l on every day, in every view
 *
 * The last two are items appended to the case and marked `supposed`: they count only where a viewpoint has them in. */
#ifndef ARG_MODEL_SUPPOSE_H
#define ARG_MODEL_SUPPOSE_H

#include "model/case.h"

typedef enum SuppositionKind {
    SUPPOSE_ACCEPT,
    SUPPOSE_REJECT,
    SUPPOSE_DENY,
    SUPPOSE_PREFER,
    SUPPOSE_GIVEN
} SuppositionKind;

typedef struct Supposition {
    uint8_t kind;
    ItemId item;     /* the item, the fact or the preference; NONE for a source */
    SourceId source; /* rejected, or NONE */
    char *what;      /* as asked */
} Supposition;

typedef VEC(Supposition) Suppositions;

/* A fact that states the ground literal on every day, or a preference; they count only where supposed. */
ItemId case_add_given(Case *c, Literal literal);
ItemId case_add_preference(Case *c, ItemId better, ItemId worse);
static inline bool is_undisputed(const Item *item)
{
    return item->kind == ITEM_FACT || (item->kind == ITEM_PREFER && !item->by);
}
/* Supposes nothing yet, with room for every item and source of the case. The caller frees it. */
void supposed_start(Supposed *s, const Case *c);
void supposed_free(Supposed *s);
/* The items, weakest first, of a circle of preferences that this viewpoint makes; empty when there is none. */
void case_find_circle(const Case *c, const Viewpoint *from, IdVec *items);

#endif
