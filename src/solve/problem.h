/* What can be asked of a framework, and what is answered: the problems of the ICCMA (Järvisalo, Lehtonen, Niskanen, AIJ 2025) for
 * Dung frameworks and flat assumption-based ones. */
#ifndef ARG_SOLVE_PROBLEM_H
#define ARG_SOLVE_PROBLEM_H

#include "framework/framework.h"
#include "framework/graph.h"
#include "sat/sat.h"

typedef enum Semantics {
#define SEMANTICS(id, word, name, graphs, assumptions) SEMANTICS_##id,
#include "solve/problems.def"
#undef SEMANTICS
    SEMANTICS_COUNT
} Semantics;

typedef enum Task {
#define TASK(id, word, help, query) TASK_##id,
#include "solve/problems.def"
#undef TASK
    TASK_COUNT_
} Task;

/* VERDICT_UNKNOWN: the budget ended the search. */
typedef enum Verdict { VERDICT_NO, VERDICT_YES, VERDICT_UNKNOWN } Verdict;

typedef struct Request {
    Task task;
    Semantics semantics;
    uint32_t query;   /* DC, DS: an argument; of an assumption-based framework an atom, or ASSUMED | an assumption */
    bool certificate; /* DC, DS: whether the set that shows it is wanted */
    SatBackend backend;
    const Budget *budget; /* or NULL */
    /* EE: called for each extension, in any order, members sorted, valid during the call; false ends the enumeration (UNKNOWN). */
    bool (*each)(void *context, const uint32_t *members, size_t count);
    void *context;
} Request;

/* SE: YES with the set, or NO (no stable extension). DC: YES with an extension that has the query. DS: NO with one that has
 * not. EE: YES when every extension was given. CE: YES with the number. Members are arguments (or assumptions), sorted. */
typedef struct Reply {
    Verdict verdict;
    bool has_set;
    IdVec set;
    char *count; /* decimal digits; NULL unless CE was answered */
} Reply;

/* Every problem on a Dung framework. The caller frees the reply. */
void graph_solve(const Graph *graph, const Request *request, Reply *reply);
/* Every problem on a flat assumption-based framework, for the semantics that problems.def offers there. Extensions are sets of
 * assumptions; the query is accepted by a set that derives it. */
void assumptions_solve(const Framework *framework, const Request *request, Reply *reply);
void reply_free(Reply *reply);

#endif
