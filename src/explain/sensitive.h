/* Private to explain/: which answers would be others under another reading of the case (semantics S5.7 of docs/semantics.md). */
#ifndef ARG_EXPLAIN_SENSITIVE_H
#define ARG_EXPLAIN_SENSITIVE_H

#include "explain/answers.h"

/* Adds what there is to be said of the answers in the view, which `e` evaluated. */
void sensitive_find(Answers *answers, const AnswersRequest *request, uint32_t view, Evaluation *e);

#endif
