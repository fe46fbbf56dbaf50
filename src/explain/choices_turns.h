/* Private to the search over unknown days (choices.h): choices that are made without one.
 *
 * Where all that bears on a literal are facts that each begin something, by one of them everything else ends, and no two different ones can
 * begin on one day, no region needs to be solved. What began last, on the day asked about or before it, is established; what began before
 * that is defeated, and the rest unsupported. So whether a status occurs, and whether it can differ where choices agree on some of the
 * unknown days, asks for days that are within certain spans and not the same for different things. An unknown day with more days left than
 * there are others can be given one after all others are; what remains is searched. */
#ifndef ARG_EXPLAIN_CHOICES_TURNS_H
#define ARG_EXPLAIN_CHOICES_TURNS_H

#include "explain/choices_internal.h"

enum { TURNS_MOST = 64 };

typedef struct Turn {
    AtomId literal;      /* what begins */
    uint32_t number;     /* of its unknown day, or NONE */
    const DaySpan *days; /* on which it may begin, rising */
    uint32_t count;
    DaySpan known;
    bool own; /* of a literal asked about */
} Turn;

/* What one of the days may be in one of the two choices. */
typedef struct Limit {
    Day lo, hi;
    DaySpan barred;
} Limit;

/* How a status comes about in a choice: what began last, and where that is something else, one's own that began before. */
typedef struct Cause {
    uint8_t status;
    uint32_t last, own; /* or NONE */
} Cause;

typedef struct Turns {
    Turn at[TURNS_MOST];
    uint32_t n;
    Day asked;
    uint64_t shared;            /* on which turns both choices agree */
    Limit limit[2][TURNS_MOST]; /* by choice */
    bool wanted;                /* days are to be found, and not only whether there are some */
    Day day[TURNS_MOST];        /* those found for the first choice */
    uint8_t occurring[STATUS_ESTABLISHED + 1];
    uint32_t statuses;    /* how many of these */
    Cause cause;          /* of the status that was found last */
    const Budget *budget; /* or NULL */
    size_t work;          /* for the day asked about */
    size_t steps;         /* of the search for days at hand */
    bool empty;           /* for one of them the limits left no day at all */
    bool spent;           /* a search was given up */
} Turns;

/* The first day from this one on, and the last up to this one, on which it may begin in each of the choices (bits 1 and 2); DAY_NONE_AFTER and
 * DAY_FIRST where there is none. */
Day turns_next_day(const Turns *t, uint32_t turn, uint8_t choices, Day from);
Day turns_last_day(const Turns *t, uint32_t turn, uint8_t choices, Day until);
/* Whether there are days for all in so many choices that keep within the limits; the two agree on what is shared. */
bool turns_fill(Turns *t, uint32_t choices);

#endif
