/* `compare` as text for people and as JSON (schemas/compare.schema.json). */
#ifndef ARG_REPORT_COMPARE_REPORT_H
#define ARG_REPORT_COMPARE_REPORT_H

#include "explain/compare.h"
#include "model/suppose.h"

#include <jansson.h>

/* `files` are the case's, for the lines of items without a name; `width` in columns. */
void compare_text(Text *out, const Compare *compare, const Suppositions *supposed, Files *files, size_t width);
json_t *compare_json(const Compare *compare, const Suppositions *supposed, Files *files);

#endif
