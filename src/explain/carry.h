/* Which items carry the most (semantics S7.1, for a whole case): how many of its questions turn on each of them alone. Data only. */
#ifndef ARG_EXPLAIN_CARRY_H
#define ARG_EXPLAIN_CARRY_H

#include "explain/turning.h"

/* By unit: how many of the case's questions have, as seen from the units' viewpoint, an answer that is established, or is not, and would
 * be otherwise if this unit alone were flipped. Where that would cost too much some are left out. The caller frees it. */
uint32_t *carry_by_unit(Units *units, Viewpoint from);

/* An answer that turns on something. */
typedef struct CarriedAnswer {
    uint32_t question; /* in Case.questions */
    RelationId relation;
    const ConstantId *args; /* in Carry.arena */
    uint32_t view;
    Day day;
    uint8_t status; /* as things are */
} CarriedAnswer;

/* What can be withdrawn, or granted, and the answers that turn on it. */
typedef struct Carrier {
    Unit unit;
    uint32_t view;      /* of a grant: to whose view; else NONE */
    uint32_t questions; /* how many different ones its answers are to */
    IdVec answers;      /* in Carry.answers */
} Carrier;

typedef struct CarryRequest {
    const Case *c;
    Viewpoint from;
    uint32_t view; /* NONE: as each question says */
    Day day;       /* the one day asked about; DAY_NONE_AFTER: those of the questions */
} CarryRequest;

typedef struct Carry {
    VEC(CarriedAnswer) answers;
    VEC(Carrier) carriers; /* those on which most questions turn first, then most answers, then by unit */
    uint32_t questions;    /* how many there are */
    size_t asked;          /* answers looked at */
    bool complete;         /* all of them were */
    Arena arena;
} Carry;

/* False, with diagnostics, when the case cannot be evaluated or a limit was reached. The caller frees it either way. */
bool carry_find(Carry *carry, const CarryRequest *request, Diagnostics *diags);
void carry_free(Carry *carry);

#endif
