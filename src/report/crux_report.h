/* `crux` as text for people and as JSON (schemas/crux.schema.json). */
#ifndef ARG_REPORT_CRUX_REPORT_H
#define ARG_REPORT_CRUX_REPORT_H

#include "explain/crux.h"
#include "model/suppose.h"

#include <jansson.h>

/* `files` are the case's, for the lines of items without a name; `width` in columns. */
void crux_text(Text *out, const Crux *crux, const Suppositions *supposed, Files *files, size_t width);
json_t *crux_json(const Crux *crux, const Suppositions *supposed, Files *files);

#endif
