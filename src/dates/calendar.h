/* Days as numbers, on the proleptic Gregorian calendar with a year 0 (semantics S3.1). Day 0 is 1970-01-01. Days of the Julian
 * calendar, likewise proleptic and with a year 0, are converted. */
#ifndef ARG_DATES_CALENDAR_H
#define ARG_DATES_CALENDAR_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef int64_t Day;

/* No first, no last day. Every real day lies strictly between. */
#define DAY_FIRST INT64_MIN
#define DAY_NONE_AFTER INT64_MAX

/* The furthest year, either way: its days, and what is calculated from them, are far from the ends of Day. */
#define YEAR_MAX INT64_C(1000000000000000)

typedef enum Calendar { GREGORIAN, JULIAN } Calendar;

typedef struct CivilDay {
    int64_t year;
    int month, day; /* from 1 */
} CivilDay;

/* The day's number; the civil day must exist. Source: Hinnant, "chrono-compatible low-level date algorithms". */
Day day_in(Calendar calendar, CivilDay civil);
CivilDay civil_in(Calendar calendar, Day day);
bool civil_exists_in(Calendar calendar, CivilDay civil);
int days_in_month_of(Calendar calendar, int64_t year, int month);

/* The same in the Gregorian calendar. */
Day day_of_civil(CivilDay civil);
CivilDay civil_of_day(Day day);
bool civil_exists(CivilDay civil);
int days_in_month(int64_t year, int month);

/* The day that is `months` later (earlier: negative); the last day of a shorter month stands in (S3.4). What is beyond the furthest
 * year is unbounded. */
Day day_add_months(Day day, int64_t months);
/* The day that is so many days, weeks, months or years later; the unit is 'd', 'w', 'm' or 'y'. No day stays none. */
Day day_add(Day day, int64_t count, char unit);
/* The first day on which it is longer ago than that, that something held up to `until` (not on it) (S3.4); unbounded where `until` is, or where
 * that is beyond the furthest year. */
Day day_window_end(Day until, int64_t count, char unit);
/* "1991-12-26", "-0043-03-15", "170000002-01-01"; the unbounded ends as "..". */
void day_print(Text *out, Day day);
void day_print_in(Text *out, Calendar calendar, Day day);

#endif
