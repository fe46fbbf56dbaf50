/* Sets of days, shared: each different list of days is stored once and known by its id, so that equal sets compare by id and
 * most work on undated cases is none. A *time* is a strictly rising list [from, until, from, until, …) of half-open
 * intervals; a *day list* any strictly rising list. Slices are the pieces of a time between the days of a list. */
#ifndef ARG_GROUND_TIMES_H
#define ARG_GROUND_TIMES_H

#include "base/map.h"
#include "dates/calendar.h"

typedef uint32_t TimeId; /* also of day lists */
#define TIME_NEVER 0u
#define TIME_ALWAYS 1u
#define DAYS_NONE 0u

typedef uint32_t SlicesId;
#define SLICES_NONE 0u
#define SLICES_WHOLE 1u /* one slice: all days */

typedef VEC(Day) DayVec;

typedef struct DayRange {
    uint32_t first, count; /* in Times.days */
} DayRange;

typedef struct TimesCell {
    uint32_t hash; /* so that growth and misses read no list */
    TimeId id;     /* NONE: an empty cell */
} TimesCell;

typedef struct Times {
    DayVec days;
    VEC(DayRange) lists;     /* by TimeId */
    struct TimesCell *cells; /* hash table of ids */
    size_t room;
    Map meets;            /* pair of times -> their intersection */
    DayVec bounds;        /* from and until of each slice */
    VEC(DayRange) slices; /* by SlicesId; counted in pairs */
    Map slices_by_cut;    /* pair (time, day list) -> slices */
    DayVec scratch;
} Times;

void times_init(Times *times);
void times_free(Times *times);

/* The id of a strictly rising list. */
TimeId times_intern(Times *times, const Day *days, size_t count);
/* The id of the union of half-open intervals, given in any order as pairs; the array is sorted in place. */
TimeId times_union_of(Times *times, Day *pairs, size_t count_of_pairs);
/* The id of a day list, given in any order and with repetitions; sorted in place. */
TimeId times_day_list(Times *times, Day *days, size_t count);
TimeId times_interval(Times *times, Day from, Day until);
TimeId times_meet(Times *times, TimeId a, TimeId b);
const Day *times_days(const Times *times, TimeId id, uint32_t *count);
bool times_contain(const Times *times, TimeId time, Day day);

/* The slices of a time as cut by a day list. */
SlicesId times_slices(Times *times, TimeId time, TimeId cuts);
static inline uint32_t slices_count(const Times *times, SlicesId id)
{
    return times->slices.at[id].count;
}
static inline Day slice_from(const Times *times, SlicesId id, uint32_t i)
{
    return times->bounds.at[2 * (size_t)(times->slices.at[id].first + i)];
}
static inline Day slice_until(const Times *times, SlicesId id, uint32_t i)
{
    return times->bounds.at[2 * (size_t)(times->slices.at[id].first + i) + 1];
}
/* The slice that contains the day, or NONE. */
uint32_t slice_at(const Times *times, SlicesId id, Day day);

#endif
