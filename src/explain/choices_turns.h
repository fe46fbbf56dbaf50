/* Private to the search over unknown days (choices.h): choices that are made without one.
 *
 * Where all that bears on a literal are beginnings, by each of which everything else ends or is disputed, and none is stronger than
 * another, no region needs to be solved. A fact leaves only what it begins; a rule or an act, which prevails over what goes on (S3.5e),
 * leaves what begins on that day, by whatever but facts; a claim is on a par with what goes on, so that it comes to what is left. What
 * alone is left on the day asked about is established; of several, each is arguable; what began before is defeated, and the rest
 * unsupported. So whether a status occurs, and whether it can differ where choices agree on some of the unknown days, asks for days that
 * are within certain spans; and where only facts begin, not the same for different things. There, an unknown day with more days left than
 * there are others can be given one after all others are; what remains is searched. */
#ifndef ARG_EXPLAIN_CHOICES_TURNS_H
#define ARG_EXPLAIN_CHOICES_TURNS_H

#include "explain/choices_internal.h"
#include "model/order.h"

enum { TURNS_MOST = 64 };

typedef struct Turn {
    AtomId literal;      /* what begins */
    uint32_t number;     /* of its unknown day, or NONE */
    const DaySpan *days; /* on which it may begin, rising */
    uint32_t count;
    DaySpan known;
    uint8_t role;  /* SchemaRole of what begins it */
    ClassId class; /* how strong that is */
    bool own;      /* of a literal asked about */
} Turn;

/* What one of the days may be in one of the two choices. */
typedef struct Limit {
    Day lo, hi;
    DaySpan barred;
} Limit;

/* How a status comes about in a choice. Established: by `own`, which was the last but for claims where it is `last`, too. Defeated: by
 * `last`, after `own` began. Arguable: what `last` left, and `own`, which was there or came since; or where only claims began, two. */
typedef struct Cause {
    uint8_t status;
    uint32_t last, own, other; /* or NONE */
} Cause;

typedef VEC(Cause) Causes;

typedef struct Turns {
    Turn at[TURNS_MOST];
    uint32_t n;
    bool disputed; /* not only facts begin something */
    Day asked;
    bool coarse;                /* it does not matter which status in between it is */
    uint64_t shared;            /* on which turns both choices agree */
    Limit limit[2][TURNS_MOST]; /* by choice */
    bool wanted;                /* days are to be found, and not only whether there are some */
    Day day[TURNS_MOST];        /* those found for the first choice */
    uint8_t occurring[STATUS_ESTABLISHED + 1];
    uint32_t statuses; /* how many of these */
    Causes causes[STATUS_ESTABLISHED + 1];
    Cause cause;          /* of the status that was found last */
    const Budget *budget; /* or NULL */
    size_t work;          /* for the day asked about */
    size_t steps;         /* of the search for days at hand */
    bool empty;           /* for one of them the limits left no day at all */
    bool spent;           /* a search was given up */
} Turns;

/* Finds what begins; false where something else bears on what is asked. */
bool turns_open(const Influence *in, Turns *turns);
/* The first day from this one on, and the last up to this one, on which it may begin in each of the choices (bits 1 and 2); DAY_NONE_AFTER and
 * DAY_FIRST where there is none. */
Day turns_next_day(const Turns *t, uint32_t turn, uint8_t choices, Day from);
Day turns_last_day(const Turns *t, uint32_t turn, uint8_t choices, Day until);
/* Whether there are days for all in so many choices that keep within the limits; the two agree on what is shared. Where only facts begin,
 * different things begin on different days. */
bool turns_fill(Turns *t, uint32_t choices);

#endif
