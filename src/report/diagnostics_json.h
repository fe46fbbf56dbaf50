/* Diagnostics for programs: an array of objects {code, severity, message, label, help, note, file, line, column, start, end,
 * marks: [{line, column, start, end, label}], edits: [{line, column, start, end, replacement}]}. Lines and columns count from 1, columns in code points; start and end are byte
 * offsets. What is empty, and the place where a whole file is meant, is null. */
#ifndef ARG_REPORT_DIAGNOSTICS_JSON_H
#define ARG_REPORT_DIAGNOSTICS_JSON_H

#include "source/diagnostics.h"

#include <jansson.h>

/* A new array, which the caller owns. `file` is the one the spans count in. */
json_t *diagnostics_json(const Diagnostics *diags, SourceFile *file);

#endif
