/* Diagnostics for programs: an array of objects {code, severity, message, label, help, note, PLACE, marks: [{PLACE, label}],
 * edits: [{PLACE, replacement}]}, a PLACE being file, line, column, start, end. Lines and columns count from 1, columns in code
 * points; start and end are byte offsets. What is empty, and the place where a whole file is meant, is null. */
#ifndef ARG_REPORT_DIAGNOSTICS_JSON_H
#define ARG_REPORT_DIAGNOSTICS_JSON_H

#include "source/diagnostics.h"

#include <jansson.h>

/* A new array, which the caller owns. */
json_t *diagnostics_json(const Diagnostics *diags, Files *files);
/* Likewise what is silenced, each with its "reason". */
json_t *diagnostics_silenced_json(const Diagnostics *diags, Files *files);

#endif
