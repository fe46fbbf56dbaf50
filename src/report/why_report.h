/* `why` as text for people and as JSON (schemas/why.schema.json). */
#ifndef ARG_REPORT_WHY_REPORT_H
#define ARG_REPORT_WHY_REPORT_H

#include "explain/why.h"
#include "model/suppose.h"

#include <jansson.h>

/* `file` is the case's, for the lines of items without a name; `width` in columns. */
void why_text(Text *out, const Evaluation *e, const Why *why, const Suppositions *supposed, Files *files, size_t width);
json_t *why_json(const Evaluation *e, const Why *why, const Suppositions *supposed, Files *files);

#endif
