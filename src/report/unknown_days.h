/* Statuses that depend on days that nobody knows (S3.6), for people. */
#ifndef ARG_REPORT_UNKNOWN_DAYS_H
#define ARG_REPORT_UNKNOWN_DAYS_H

#include "explain/evaluate.h"

/* "established or unsupported". */
void statuses_text(Text *out, uint8_t statuses);
/* "1920 (sale)": the date as written, and where. */
void unknown_day_text(Text *out, const Case *c, UnknownId unknown, Files *files);
/* "established or unsupported, depending on 1920 (sale)" of a period that depends on dates; its `depends` is in `unknowns`. */
void depends_text(Text *out, const Case *c, const Period *p, const IdVec *unknowns, Files *files);
/* Whether what people are told of the period depends on dates: not where it is excluded however they fall. */
bool period_depends(const Period *p);
/* The status; where several occur, "established or unsupported, as dates fall". */
void period_says(Text *out, const Period *p);
/* Whether of two periods the same is said, the dates aside that decide. */
bool periods_say_alike(const Period *a, const Period *b);
/* Whether a period reads like another of the same answer: what people are told of it is the same. */
bool periods_read_alike(const Period *a, const Period *b);

#endif
