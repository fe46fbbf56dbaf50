/* One date of EDTF as it is written, in its parts: what stands alone, on either side of an interval, or in a set. The fields keep what
 * the writing says; part_bounds and part_spans say which days that is. */
#ifndef ARG_DATES_PART_H
#define ARG_DATES_PART_H

#include "dates/edtf.h"

typedef enum PartKind {
    PART_YEAR,   /* four digits, of which some may be unspecified, or a long or exponential year, perhaps with S */
    PART_MONTH,  /* a year and month */
    PART_SEASON, /* a year and 21 to 41 */
    PART_DAY,    /* a year, month and day */
} PartKind;

enum { ALL_MONTHS = 0x1ffe }; /* bits 1 to 12 */
#define ALL_DAYS UINT32_C(0xfffffffe)

typedef struct Part {
    PartKind kind;
    Calendar calendar;
    bool negative;
    /* The first and last year that it may be, with the sign; between them those whose digits are as written. */
    int64_t first_year, last_year;
    char digits[4]; /* of the year, with X for an unspecified one, where first_year != last_year and there is no `significant` */
    uint8_t significant;    /* of S; 0 without */
    uint16_t months;        /* bit m: it may be month m */
    uint32_t days;          /* bit d: it may be day d */
    uint8_t season;         /* 21 to 41 */
    bool unspecified, time; /* has an X; has a time of day */
    uint8_t marks[3];       /* MARK_… of the year, the month or season, and the day */
    uint8_t level;          /* of EDTF, standing alone */
    Str time_written;       /* behind the T */
} Part;

/* Reads the whole of `text` as one date. */
EdtfVerdict part_read(Str text, Calendar calendar, Part *part);
/* Its first and last day; false when the calendar has no such day. */
bool part_bounds(const Part *part, Day *lo, Day *hi);
/* Whether its days are all those between its bounds. */
bool part_is_whole(const Part *part);
/* Appends its days as spans, ascending; not joined. */
void part_spans(const Part *part, DaySpans *spans);
/* The first and last month of a season of the year; the last may be in the next year, and is then above 12. */
void season_months(int season, int *first, int *last);
/* Every mark in it. */
static inline uint8_t part_marks(const Part *part)
{
    return part->marks[0] | part->marks[1] | part->marks[2];
}

#endif
