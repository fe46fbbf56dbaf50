/* A scale for chronologies: days in order, at places from 0 on. Distances grow with the logarithm of the time between two days, so that
 * centuries and days fit side by side; a place stands for the days up to the next. */
#ifndef ARG_REPORT_TIMELINE_SCALE_H
#define ARG_REPORT_TIMELINE_SCALE_H

#include "explain/chronology.h"

typedef struct TimeScale {
    DayVec days;   /* rising; none when nothing has a day */
    IdVec at;      /* by day: its place, rising; several days share one where there are more days than places */
    size_t places; /* in all, with the time before the first day and after the last */
    DaySpan shown; /* what is before or after it counts as always, or for ever */
} TimeScale;

/* The days on which something of the chronology begins or ends, on so many places. The caller frees it. */
void scale_build(TimeScale *scale, const Case *c, const Chronology *chronology, DaySpan shown, size_t places);
void scale_free(TimeScale *scale);
/* The period, or the time for which something is in force, as far as it is shown. */
Period scale_cut(const TimeScale *scale, Period period);
/* The places of [from, until): the first, and the first no longer in it. */
void scale_range(const TimeScale *scale, Day from, Day until, size_t *first, size_t *end);
/* A day as a label: the year alone where the scale spans many, else the month or the day. */
void scale_label(Text *out, const TimeScale *scale, Day day);
/* Whether the item's force is worth a bar: a rule that is not always in force. */
bool timeline_in_force(const Case *c, const DatedItem *dated);

#endif
