/* Diagnostics for people: each with the line it is about and the place marked. Columns are those of a terminal: wide and
 * combining characters count as they are shown, a tab as four; what could steer a terminal is shown escaped, and of a very long line
 * only the part around the place is. */
#ifndef ARG_REPORT_DIAGNOSTICS_TEXT_H
#define ARG_REPORT_DIAGNOSTICS_TEXT_H

#include "base/text.h"
#include "source/diagnostics.h"

/* Appends all that were kept, in their order, and says how many were not. `file` is the one their spans count in. */
void diagnostics_text(Text *out, const Diagnostics *diags, Files *files, bool color);

#endif
