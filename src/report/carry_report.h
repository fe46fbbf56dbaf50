/* `crux` of a whole case: which items carry the most; as text and as JSON (schemas/crux.schema.json). */
#ifndef ARG_REPORT_CARRY_REPORT_H
#define ARG_REPORT_CARRY_REPORT_H

#include "explain/carry.h"

#include <jansson.h>

void carry_text(Text *out, const Case *c, const Carry *carry, const Suppositions *supposed, Files *files, size_t width);
json_t *carry_json(const Case *c, const Carry *carry, const Suppositions *supposed, Files *files);

#endif
