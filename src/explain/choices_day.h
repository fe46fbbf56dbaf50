/* Private to the search over unknown days (choices.h): what comes of a literal on the day asked about, given what the unknown days bring
 * about that it depends on there. */
#ifndef ARG_EXPLAIN_CHOICES_DAY_H
#define ARG_EXPLAIN_CHOICES_DAY_H

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

typedef struct Input {
    uint32_t atom; /* of the framework */
    uint32_t part; /* who knows: the caller's */
    uint8_t state;
} Input;

typedef struct DayView {
    RegionDay day;
    Lists by_head;
    VEC(Input) inputs;
    uint32_t *input; /* by framework atom, or NONE */
    IdVec opposed;   /* by input: an assumption whose contrary it is */
    uint8_t *seen;   /* scratch, by framework atom */
    IdVec stack;
} DayView;

/* Then the inputs are added, for all that is `given` and used, and all guards. False: region.h. To be closed either way. */
bool day_view_open(DayView *v, const Region *region, const uint8_t *given, Day day);
void day_view_add(DayView *v, uint32_t atom, uint32_t part);
/* The input of what is in force (in Region.copies); false where it has none. */
bool day_view_add_copy(DayView *v, uint32_t copy, uint32_t part);
void day_view_close(DayView *v);

/* The best of the atoms' statuses (S5.3); EXPECTED_STATUSES with an unknown input that is to blame, where it is not decided, or NONE where
 * it is between established and unsupported, whatever the unknown inputs are, and not `coarse`. */
uint8_t day_view_decide(DayView *v, const AtomId *atoms, uint32_t count, bool coarse, uint32_t *blamed);

#endif
