/* What is supposed against the case, and what that changes, for the heads and ends of reports. */
#ifndef ARG_REPORT_SUPPOSED_H
#define ARG_REPORT_SUPPOSED_H

#include "explain/answers.h"
#include "model/suppose.h"

#include <jansson.h>

/* "Supposing that full_control is left out and that gray is preferred to finder."; nothing when nothing is supposed. */
void supposed_text(Text *out, const Case *c, const Suppositions *supposed, Files *files, size_t width);
/* "As the case is written: arguable."; NULL: that has no answer. */
void as_written_text(Text *out, const Period *written, size_t width);
/* The list of them, as schemas/status.schema.json describes it. */
json_t *supposed_json(const Suppositions *supposed);
/* On the days asked about: the answers that are other ones in the case as written. `asked` as in status_text. */
void changes_text(Text *out, const Case *c, const Answers *answers, DaySpan asked, size_t width);
/* "excluded", "ended" or the status: what a reader wants to know first. */
const char *period_phrase(const Period *p);

#endif
