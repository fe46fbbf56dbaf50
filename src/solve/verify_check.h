/* Between verify.c, which knows what an answer claims, and the two kinds of framework. Sets are flags by argument or assumption
 * ("element"). */
#ifndef ARG_SOLVE_VERIFY_CHECK_H
#define ARG_SOLVE_VERIFY_CHECK_H

#include "solve/verify.h"

typedef struct Check Check;

typedef struct CheckKind {
    /* The polynomial part of being an extension: stable for ST, conflict-free for STG, else complete. */
    bool (*fits)(const Check *check, const bool *set);
    bool (*accepts)(const Check *check, const bool *set);
    /* Where SST and STG measure: the set and what it attacks. */
    void (*range)(const Check *check, const bool *set, bool *range);
    void (*grounded)(const Check *check, bool *set);
    /* Cuts a conflict-free set down to its greatest admissible part. */
    void (*defend)(const Check *check, bool *set);
    /* Writes the plain encoding of what `fits` says into check->sat and sets check->in and, for SST and STG, check->range. */
    void (*encode)(Check *check);
    /* After a model: adds what the encoding left out and this model violates; false when there is nothing. NULL: never anything. */
    bool (*refine)(Check *check);
    /* The literal that the query is accepted; that this element is attacked. */
    int (*accepted)(const Check *check);
    int (*attacked)(const Check *check, uint32_t element);
} CheckKind;

struct Check {
    const CheckKind *kind;
    const Graph *graph;         /* one of the two */
    const Framework *framework; /* … */
    const Request *request;
    Semantics semantics; /* whose extensions are looked for: the request's, or PR for ID */
    uint32_t n;          /* elements */
    const char **why;
    Sat *sat;   /* NULL until something is asked */
    int in;     /* in + x: whether x is in the set */
    int range;  /* range + x implies that x is in the range; 0 when not measured */
    void *more; /* of the kind */
};

VerifyResult check_answer(Check *check, const Reply *reply, const SetList *each);

#endif
