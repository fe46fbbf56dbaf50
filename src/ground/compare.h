/* Private to ground/: comparisons under a binding (semantics S2.3). */
#ifndef ARG_GROUND_COMPARE_H
#define ARG_GROUND_COMPARE_H

#include "model/case.h"

/* What is known where a comparison is made. */
typedef struct Comparing {
    const Case *c;
    const ConstantId *binding; /* by variable */
    const UnknownId *unknown;  /* by variable: which unknown day its date is, or NONE; NULL: nothing is known of that */
    const DaySpan *days;       /* by unknown day: from when to when it may be; NULL: as the dates say */
    Diagnostics *diags;        /* or NULL */
} Comparing;

/* S3.6: 1 where the comparison is certain, 0 where it is excluded, or: */
enum {
    COMPARE_OPEN = -1,  /* neither */
    COMPARE_UNLIKE = -2 /* the two cannot be compared: a diagnostic at the comparison, once */
};
int compare_weigh(const Comparing *by, const Comparison *comparison);
/* Whether all are certain, or `open`: none is excluded. What cannot be compared, or is neither where it must be one of them, is a
 * diagnostic, unless another comparison does not hold: then nobody asks. */
bool compare_all(const Comparing *by, TreeRange comparisons, bool open);

/* Whether a condition can look at this as a day; if not, a diagnostic at the condition, once. */
bool compare_is_day(const Case *c, ConstantId constant, Span at, Diagnostics *diags);

/* The set of variables in an expression, as bits. */
uint64_t expression_variables(const Case *c, uint32_t expression);

#endif
