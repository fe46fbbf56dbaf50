/* `diff` as text for people and as JSON (schemas/diff.schema.json). */
#ifndef ARG_REPORT_DIFF_REPORT_H
#define ARG_REPORT_DIFF_REPORT_H

#include "explain/diff.h"
#include "report/timeline_report.h"

#include <jansson.h>

void diff_text(Text *out, const Diff *diff, size_t width);
json_t *diff_json(const Diff *diff);
/* The same between the first and the last day of the report's: what changed, when in between, and by what. */
void diff_days_text(Text *out, const TimelineReport *report);
json_t *diff_days_json(const TimelineReport *report);

#endif
