/* `timeline`: when what stands changed, as text, JSON and a picture. */
#ifndef ARG_REPORT_TIMELINE_REPORT_H
#define ARG_REPORT_TIMELINE_REPORT_H

#include "explain/chronology.h"
#include "model/suppose.h"

#include <jansson.h>

typedef struct TimelineReport {
    const Case *c;
    const Chronology *chronology;
    const Suppositions *supposed;
    Files *files;
    size_t width; /* in columns; of the text */
    bool ascii;   /* the text's bars in ASCII */
    DaySpan days; /* of the stretch that is shown; DAY_FIRST, DAY_NONE_AFTER: all time */
} TimelineReport;

void timeline_text(Text *out, const TimelineReport *report);
/* A new object, which the caller owns. */
json_t *timeline_json(const TimelineReport *report);
/* A picture by itself, with a title, and all that it shows as its description. */
void timeline_svg(Text *out, const TimelineReport *report);

/* timeline_words.c: what the three share. */
/* "fact left: Avalon seceded, says south". */
void timeline_item(Text *out, const TimelineReport *report, ItemId item);
/* What happens to the item on the day of a change: "rule r is in force from here on". */
void timeline_cause(Text *out, const TimelineReport *report, const Cause *cause);
/* "1918-05-28", "from 1918-05-28", "1918-05-28 to 1918-11-12", "begins 1918-05-28". */
void timeline_days(Text *out, const TimelineReport *report, const DatedItem *dated);
/* Whether the answer is unsupported on every day, and nothing that conflicts with it is established. */
bool timeline_is_empty(const Answer *answer);

#endif
