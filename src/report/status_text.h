/* `status` for people: a table for each question, views side by side. */
#ifndef ARG_REPORT_STATUS_TEXT_H
#define ARG_REPORT_STATUS_TEXT_H

#include "explain/answers.h"
#include "model/suppose.h"

/* `asked`: the days asked with --on; `lo` is DAY_NONE_AFTER for the questions' own days. `width` in columns; `file` is the case's. Where something
 * is supposed, what that changes follows. */
void status_text(Text *out, const Case *c, const Answers *answers, const Suppositions *supposed, Files *files,
                 DaySpan asked, size_t width);
/* "Popov v. Hayashi · as of 2002-12-18", the first line of every report. */
void status_heading(Text *out, const Case *c);
/* "The ball is his · pleaded by Alex Popov": what a table of answers is about; NULL: what is asked directly. */
void answers_title(Text *out, const Case *c, const Question *question);
/* "1991-12-26", "1991-01-01 to 1994-12-31", "from 1991-01-01", "to 1994-12-31". */
void days_text(Text *out, DaySpan days);

#endif
