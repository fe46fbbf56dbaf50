/* Many questions about a framework that changes between them, with one SAT solver: what it learns is kept. The clauses of an argument
 * (who attacks it) hold while a selector is assumed, which a group of arguments shares; when an argument's attackers change the
 * selector of its group is set false for good, and what is needed again is encoded under a new one (Niskanen, Järvisalo, IJCAI 2020 and
 * the IPAFAIR solvers of ICCMA'23). Only what the grounded labelling leaves open and bears on a question is ever encoded. Once
 * more than half of the clauses have been retired, the solver is made anew. */
#ifndef ARG_SOLVE_DYNAMIC_H
#define ARG_SOLVE_DYNAMIC_H

#include "solve/problem.h"

typedef struct Dynamic Dynamic;

Dynamic *dynamic_open(void);
void dynamic_close(Dynamic *dynamic); /* NULL is allowed */

/* A graph as it is now. Its argument i is slot[i] of the framework that changes (NULL: the same), which has `slots` of them; the attackers
 * of slot x, which may be absent here, last changed at the time changed[x]; it is `now`. */
typedef struct DynamicGraph {
    const Graph *graph;
    const uint32_t *slot, *changed;
    size_t slots;
    uint32_t now;
} DynamicGraph;

/* DC under CO and PR, DC and DS under ST: whether some extension, every extension, holds all targets (arguments of the graph). Under ST the
 * graph is the whole framework, otherwise at least all that can reach a target. The request's backend and budget must be those of the
 * last call or the solver is made anew; the budget must outlive `dynamic`. VERDICT_UNKNOWN: the budget is spent, or the question is not one for
 * this method: not of this kind, or too hard within its bounds. */
Verdict dynamic_ask(Dynamic *dynamic, const DynamicGraph *now, const Request *request, const uint32_t *targets,
                    size_t count);

#endif
