/* What an answer turns on (semantics S7.1, S7.2), as data: turning sets, concession sets, and preferences that would settle it. */
#ifndef ARG_EXPLAIN_CRUX_H
#define ARG_EXPLAIN_CRUX_H

#include "explain/turning.h"

/* Withdrawals, or concessions. */
typedef struct CruxSide {
    Units units;
    Turning found; /* of one size, what carries more comes first */
} CruxSide;

/* A preference between two items that conflict and that nothing ranks, and what it would come to. */
typedef struct SettlingPreference {
    ItemId better, worse;
    uint8_t after, against;
} SettlingPreference;

typedef struct CruxRequest {
    const Case *c;
    Viewpoint from;
    RelationId relation;
    const ConstantId *args;
    Day day;
    uint32_t size;    /* the most units in a set */
    uint32_t further; /* as in Target */
    uint8_t status;   /* the status to gain or lose; STATUS_ESTABLISHED unless asked otherwise */
    bool first;       /* only the smallest sets are wanted, and nothing about what they carry or come to */
} CruxRequest;

typedef struct Crux {
    CruxRequest request;
    Period period;  /* the answer as things are */
    IdVec dates;    /* the unknown days that decide it, where it depends on dates: its `depends` is in here */
    bool has;       /* whether it has the status */
    Period written; /* left to the caller: where something is supposed, the answer of the case as written */
    bool has_written;
    CruxSide withdrawals, concessions;
    VEC(SettlingPreference) preferences;
    bool preferences_cut; /* there were more pairs than were tried */
} Crux;

/* Finds them; from then on the crux must not be moved. False, with diagnostics, when the case cannot be evaluated or a limit was
 * reached. The caller frees it either way. */
bool crux_find(Crux *crux, const CruxRequest *request, Diagnostics *diags);
void crux_free(Crux *crux);

#endif
