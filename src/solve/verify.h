/* Checks every answer again from the definitions, sharing nothing with the encodings and algorithms that found it.
 *
 * What is polynomial is looked at directly, at any size: conflict, defence, derivation, the grounded set, whether the query is in the
 * set shown. That nothing larger exists, that nothing accepts the query, or that no extension is missing is asked of the plain
 * textbook encoding (labellings, Caminada 2006), by the SAT solver that did not find the answer, within the request's budget. */
#ifndef ARG_SOLVE_VERIFY_H
#define ARG_SOLVE_VERIFY_H

#include "solve/problem.h"

/* VERIFY_UNCHECKED: the answer was "unknown", the budget is spent, or there is too much to go through. */
typedef enum VerifyResult { VERIFY_HOLDS, VERIFY_FAILS, VERIFY_UNCHECKED } VerifyResult;

/* Sets of arguments in the order they were given; zero-initialised is empty. */
typedef struct SetList {
    IdVec first; /* by set: where it starts in `members`; it ends where the next starts */
    IdVec members;
} SetList;

void set_list_add(SetList *list, const uint32_t *members, size_t count);
void set_list_free(SetList *list);

/* Whether the reply is right. `each` is what EE gave, else NULL. `*why` becomes a sentence, or NULL when it holds. */
VerifyResult verify_graph(const Graph *graph, const Request *request, const Reply *reply, const SetList *each,
                          const char **why);
VerifyResult verify_assumptions(const Framework *framework, const Request *request, const Reply *reply,
                                const SetList *each, const char **why);

#endif
