/* Private to the search over unknown days (choices.h): what comes of a literal on the day asked about, given what the unknown days bring
 * about that it depends on there. */
#ifndef ARG_EXPLAIN_CHOICES_DAY_H
#define ARG_EXPLAIN_CHOICES_DAY_H

#include "base/budget.h"
#include "ground/region.h"
#include "solve/grounded.h"

/* What is known of an input: a statement whose other days matter, or that something is in force. */
typedef enum InputState {
    INPUT_ABSENT,   /* it is not possible */
    INPUT_DEFEATED, /* the grounded set attacks it */
    INPUT_OPEN,     /* that leaves it open */
    INPUT_HOLDS,
    INPUT_UNKNOWN /* any of these */
} InputState;

/* What a status that was told says of an input. */
static inline InputState input_state(uint8_t status)
{
    return status == STATUS_UNSUPPORTED   ? INPUT_ABSENT
           : status == STATUS_DEFEATED    ? INPUT_DEFEATED
           : status == STATUS_CONTESTED   ? INPUT_OPEN
           : status == STATUS_ESTABLISHED ? INPUT_HOLDS
                                          : INPUT_UNKNOWN;
}

typedef struct Input {
    uint32_t atom; /* of the framework */
    uint32_t part; /* who knows: the caller's */
    uint8_t state;
} Input;

typedef struct DayView {
    RegionDay day;
    Lists by_head;
    VEC(Input) inputs;
    uint32_t *input; /* by framework atom, or NONE; made with what follows when the view is first decided */
    IdVec order; /* all framework atoms, each after what it depends on; those that depend on one another together, */
    IdVec ends;  /* by such group: its end in `order`, */
    VEC(uint8_t) circles; /* and whether its atoms depend on one another, or one on itself */
    IdVec opposed;        /* by input: an assumption whose contrary it is */
    uint8_t *seen;        /* scratch, by framework atom; and those seen, in turn */
    IdVec seen_atoms;
    bool alone;           /* the caller's: no other day bears on which status in between something has */
    const Budget *budget; /* or NULL */
} DayView;

/* Then the inputs are added, for all that is `given` and used, and all guards; and rules. False: region.h. To be closed either way. */
bool day_view_open(DayView *v, const Region *region, const uint8_t *given, Day day);
void day_view_add(DayView *v, uint32_t atom, uint32_t part);
/* The input of what is in force (in Region.copies); false where it has none. */
bool day_view_add_copy(DayView *v, uint32_t copy, uint32_t part);
void day_view_close(DayView *v);

/* The best of the atoms' statuses (S5.3); EXPECTED_STATUSES with an unknown input that is to blame, where it is not decided, or NONE where
 * it is between established and unsupported, whatever the unknown inputs are, and neither `coarse` nor `alone`; STATUS_CONTESTED also where the
 * budget ended the search for which. */
uint8_t day_view_decide(DayView *v, const AtomId *atoms, uint32_t count, bool coarse, uint32_t *blamed);

/* ---- choices_day_labels.c ---- */

/* Finds the order in which atoms are labelled: once rules are indexed by head. */
void day_labels_open(DayView *v);
/* The grounded set, where inputs from `least` to `most` are there, those that may be anything left open; `derivable`: what is derivable from all
 * assumptions, for all that the inputs may be: only `atom` and `by`. Changes v->seen. */
void day_labels_find(DayView *v, InputState least, InputState most, bool derivable, Grounded *out);

#endif
