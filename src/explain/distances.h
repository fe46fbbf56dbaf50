/* Limits to how far days that nobody knows are apart, and whether days can be found that meet them (difference constraints; Dechter, Meiri
 * and Pearl 1991, "Temporal constraint networks"): of pairs of days, the most that one is after the other; and alternatives, of which
 * one must hold. A known day is one that is so many days after day 0, which is a day like the others: the last. */
#ifndef ARG_EXPLAIN_DISTANCES_H
#define ARG_EXPLAIN_DISTANCES_H

#include "base/vec.h"
#include "model/case.h"

#include <stdbool.h>

#define DISTANCE_ANY (DAY_NONE_AFTER / 4)

/* Day `one` is from `least` to `most` days after `other`. */
typedef struct Apart {
    uint32_t one, other;
    Day least, most; /* -DISTANCE_ANY, DISTANCE_ANY: without limit */
} Apart;

typedef VEC(Apart) Aparts;

typedef struct Distances {
    uint32_t side; /* days, with day 0 */
    Day *most;     /* most[a * side + b]: the most that a is after b; all that follows is worked in */
    Aparts ways;   /* of alternatives, one after the other */
    IdVec ends;    /* by alternative: the end of its ways */
} Distances;

/* Of so many days besides day 0, without limits. To be freed. */
void distances_open(Distances *d, uint32_t days);
void distances_copy(Distances *to, const Distances *from);
void distances_free(Distances *d);

/* Works in what follows of limits of so many days; false when they cannot be met. */
bool distances_follow(Day *most, size_t side);
/* Whether days that meet the one limits and days that meet the other, each of so many days with what follows worked in, can be the same
 * `among` these (day 0 is one): `shared` is set to the limits that follow for them. `work` grows by the steps. */
bool distances_agree(const Day *a, const Day *b, size_t side, const IdVec *among, Day *shared, size_t *work);
/* Adds a limit; false when it cannot be met, alternatives aside: what is there then is to be freed. */
bool distances_limit(Distances *d, Apart way);
/* One of these must hold. */
void distances_either(Distances *d, const Apart *ways, size_t count);
/* Whether it holds for all days that meet the limits (1), for none (0), or neither is known (-1). */
int distances_weigh(const Distances *d, Apart way);
/* Works in alternatives of which only one is left; false when none is left of one. */
bool distances_settle(Distances *d);
/* Whether these days meet all limits and alternatives. */
bool distances_meet(const Distances *d, const Day *days);
/* Days that meet all limits and alternatives, by number: 1; there are none: 0; -1: that was not found in so many `steps`, which are counted
 * down. `days` may be NULL. */
int distances_solve(const Distances *d, Day *days, size_t *steps);

#endif
