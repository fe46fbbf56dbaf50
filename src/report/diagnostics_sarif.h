/* Diagnostics as SARIF 2.1.0 (OASIS): one log with one run, for any number of files checked one after the other. Regions have
 * lines and columns, in code points, as well as bytes; edits are fixes, marks are related locations, and the rules that occur come with
 * their pages. */
#ifndef ARG_REPORT_DIAGNOSTICS_SARIF_H
#define ARG_REPORT_DIAGNOSTICS_SARIF_H

#include "source/diagnostics.h"

#include <jansson.h>

typedef struct Sarif {
    json_t *results, *rules, *artifacts, *notifications; /* NULL: none yet */
    uint32_t rule_index[DIAG_CODES];                     /* 1 + index in `rules`, or 0 */
} Sarif;

/* Adds what was found in the files of one case. */
void sarif_add(Sarif *sarif, const Diagnostics *diags, Files *files);
/* Adds what kept a case from being checked, or from being checked to its end. */
void sarif_add_trouble(Sarif *sarif, Str sentence);
/* The whole log so far, which the caller owns. */
json_t *sarif_log(const Sarif *sarif);
void sarif_free(Sarif *sarif);

#endif
