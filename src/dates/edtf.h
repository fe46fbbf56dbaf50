/* Dates as written: EDTF (ISO 8601-2). A date stands for a set of days, kept by its bounds, together with its written form.
 * This version reads whole days, months and years, open and closed intervals of them; the rest of EDTF reads as
 * "not yet" (EDTF_LATER) and never as something else. */
#ifndef ARG_DATES_EDTF_H
#define ARG_DATES_EDTF_H

#include "dates/calendar.h"

typedef struct Date {
    Day lo, hi;    /* first and last day of the set; DAY_FIRST and DAY_NONE_AFTER where open or unknown */
    Str written;   /* as in the file; not owned */
    uint8_t level; /* of EDTF: 0, 1 or 2 */
    bool interval;
    bool unknown_lo, unknown_hi; /* `/1985`, `1985/`: unknown, not open */
    bool approximate, uncertain; /* ~ and ? anywhere in it */
} Date;

typedef enum EdtfVerdict {
    EDTF_VALID,
    EDTF_INVALID,     /* not a date at all */
    EDTF_NO_SUCH_DAY, /* well-formed, but the calendar has no such day or month */
    EDTF_BACKWARDS,   /* an interval that ends before it starts */
    EDTF_RANGE,       /* a year out of range */
    EDTF_LATER,       /* valid EDTF that this version does not read yet */
} EdtfVerdict;

/* Reads the whole of `text` as one date. */
EdtfVerdict edtf_read(Str text, Date *date);
/* The number of bytes at the start of `text` that look like one date: the longest run of characters that EDTF uses. 0
 * when it does not look like a date. For the lexer. */
size_t edtf_extent(Str text);
/* When the verdict was EDTF_INVALID, a plausible EDTF form of what was meant (`1/2/1993`, `26.12.1991`, `1991-2-3`), written
 * into `out`; false when there is no guess or it is ambiguous. */
bool edtf_guess(Str text, Text *out);

static inline bool date_is_day(const Date *date)
{
    return date->lo == date->hi;
}

#endif
