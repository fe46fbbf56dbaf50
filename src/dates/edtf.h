/* Dates as written: EDTF levels 0 to 2 (ISO 8601-2, after the Library of Congress specification of 2019-02-04), and the same in the
 * Julian calendar. A date stands for a set of days, kept by its bounds together with its written form, from which all else
 * about it can be had again.
 *
 * Readings where the specification leaves room: winter is December to February of the next year; an unknown end is unknown and not
 * open; unspecified digits range over real days; `~`, `?` and `%` widen nothing by themselves; a time of day names its
 * local day; years from -YEAR_MAX to YEAR_MAX. */
#ifndef ARG_DATES_EDTF_H
#define ARG_DATES_EDTF_H

#include "base/vec.h"
#include "dates/calendar.h"

typedef enum DateShape {
    DATE_SINGLE,   /* a day, month, season or year */
    DATE_INTERVAL, /* a/b */
    DATE_ONE_OF,   /* [a,b..c] */
    DATE_ALL_OF,   /* {a,b..c} */
} DateShape;

enum { MARK_UNCERTAIN = 1, MARK_APPROXIMATE = 2 }; /* `?`, `~`; `%` is both */

typedef struct Date {
    Day lo, hi;                  /* first and last day of the set; DAY_FIRST and DAY_NONE_AFTER where open or unknown */
    Str written;                 /* as in the file, without `julian`; not owned */
    uint8_t level;               /* of EDTF: 0, 1 or 2 */
    uint8_t shape;               /* a DateShape */
    uint8_t calendar;            /* a Calendar */
    uint8_t lo_marks, hi_marks;  /* MARK_… of an interval's two ends; otherwise both are all marks in it */
    bool unknown_lo, unknown_hi; /* `/1985`, `1985/`: unknown, not open */
    bool scattered;              /* its days may not be all those between lo and hi: see date_spans */
} Date;

typedef enum EdtfVerdict {
#define VERDICT(name, sentence) EDTF_##name,
#include "dates/verdicts.def"
#undef VERDICT
} EdtfVerdict;

typedef struct DaySpan {
    Day lo, hi; /* both included */
} DaySpan;
typedef VEC(DaySpan) DaySpans;

/* How much a mark adds before and after (S3.6). */
typedef struct Margin {
    int64_t count;
    char unit; /* as of day_add */
} Margin;

/* Reads the whole of `text`, which has no `julian` behind it, as one date. Reads without allocating. */
EdtfVerdict edtf_read(Str text, Calendar calendar, Date *date);
/* The same for a date that may have `julian` behind it. */
EdtfVerdict date_read(Str text, Date *date);
/* As written, with `julian` where it is. */
void date_print(Text *out, const Date *date);
/* The days that it may be, ascending, neither touching nor overlapping, into `spans`, which is cleared. Each is widened for the marks
 * of what it comes from: by `uncertain` for `?`, by `approximate` for `~`, by both for `%`. */
void date_spans(const Date *date, Margin uncertain, Margin approximate, DaySpans *spans);

/* The number of bytes at the start of `text` that look like one date: the longest run of characters that EDTF uses. 0
 * when it does not look like a date. For the lexer. */
size_t edtf_extent(Str text);

static inline bool date_is_day(const Date *date)
{
    return date->lo == date->hi;
}

#endif
