/* Private to ground/: comparisons under a binding (semantics S2.3). */
#ifndef ARG_GROUND_COMPARE_H
#define ARG_GROUND_COMPARE_H

#include "model/case.h"

/* 1 where the comparison holds, 0 where it does not, -1 where the two cannot be compared: a diagnostic at the comparison, once, unless
 * `diags` is NULL. */
int compare_one(const Case *c, const Comparison *comparison, const ConstantId *binding, Diagnostics *diags);
/* Whether all hold. What cannot be compared is a diagnostic, unless another comparison does not hold: then nobody asks. */
bool compare_all(const Case *c, TreeRange comparisons, const ConstantId *binding, Diagnostics *diags);

/* Whether a condition can look at this as a day; if not, a diagnostic at the condition, once. */
bool compare_is_day(const Case *c, ConstantId constant, Span at, Diagnostics *diags);

/* The set of variables in an expression, as bits. */
uint64_t expression_variables(const Case *c, uint32_t expression);

#endif
