/* What became of burdens (S5.6), as text and as JSON. */
#ifndef ARG_REPORT_BURDENS_H
#define ARG_REPORT_BURDENS_H

#include "explain/burdens.h"

#include <jansson.h>

/* A line for each burden, or only for those that are not met. */
void burdens_text(Text *out, const Case *c, const Burdens *burdens, bool unmet_only, size_t width);
/* A new array, which the caller owns. */
json_t *burdens_json(const Case *c, const Burdens *burdens);

#endif
