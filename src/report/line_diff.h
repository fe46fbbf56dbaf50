/* What differs between two texts, line by line, as `diff -u` shows it. */
#ifndef ARG_REPORT_LINE_DIFF_H
#define ARG_REPORT_LINE_DIFF_H

#include "base/text.h"

/* Appends nothing when they are equal. Shortest edits (Myers 1986) as long as there are few of them; where very much differs, it is shown as
 * replaced altogether. */
void line_diff(Text *out, Str name, Str before, Str after);

#endif
