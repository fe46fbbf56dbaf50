/* `why` as text for people and as JSON (schemas/why.schema.json). */
#ifndef ARG_REPORT_WHY_REPORT_H
#define ARG_REPORT_WHY_REPORT_H

#include "explain/crux.h"
#include "explain/why.h"

#include <jansson.h>

typedef enum WhyForm {
    WHY_SHORT, /* trees down to some depth, with the first answers to attacks */
    WHY_TREE,  /* all of it */
    WHY_PROSE  /* sentences */
} WhyForm;

/* `files` are the case's, for the lines of items without a name; `width` in columns; `crux`: what would settle it, or NULL. */
void why_text(Text *out, const Evaluation *e, const Why *why, const Crux *crux, const Suppositions *supposed,
              Files *files, WhyForm form, size_t width);
json_t *why_json(const Evaluation *e, const Why *why, const Suppositions *supposed, Files *files);

#endif
