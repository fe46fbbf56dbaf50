/* Private to ground/: comparisons under a binding (semantics S2.3). */
#ifndef ARG_GROUND_COMPARE_H
#define ARG_GROUND_COMPARE_H

#include "model/case.h"

/* Whether the comparison holds. What cannot be compared is false, and a diagnostic at the comparison, once. */
bool compare_holds(const Case *c, const Comparison *comparison, const ConstantId *binding, Diagnostics *diags);

/* Whether a condition can look at this as a day; if not, a diagnostic at the condition, once. */
bool compare_is_day(const Case *c, ConstantId constant, Span at, Diagnostics *diags);

/* The set of variables in an expression, as bits. */
uint64_t expression_variables(const Case *c, uint32_t expression);

#endif
