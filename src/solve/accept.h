/* Acceptance in one flat assumption-based framework, asked again and again: what some admissible set derives (equivalently some
 * complete or preferred one), and what every preferred set derives.
 *
 * What the grounded set decides is answered from its labels. Of the rest only what bears on the query is encoded (rules for it,
 * rules for what they need, contraries of their assumptions, and so on backwards), and SAT solvers are kept from one query to the
 * next, one for each independent part of the framework (small ones together), so that what was learned is not lost. The first
 * skeptical question about a part finds one preferred set of it, which answers most later ones by itself. */
#ifndef ARG_SOLVE_ACCEPT_H
#define ARG_SOLVE_ACCEPT_H

#include "solve/grounded.h"
#include "solve/problem.h"

typedef struct Acceptance Acceptance;

/* All three must outlive it (the budget may be NULL); `grounded` is what grounded_run said of the framework. The caller closes it. */
Acceptance *accept_open(const Framework *framework, const Grounded *grounded, SatBackend backend, const Budget *budget);
void accept_close(Acceptance *acceptance); /* NULL is allowed */

/* Whether some admissible set derives the query: an atom, or ASSUMED | an assumption that it holds. */
Verdict accept_credulous(Acceptance *acceptance, uint32_t query);
/* Whether every preferred set derives it. */
Verdict accept_skeptical(Acceptance *acceptance, uint32_t query);

/* What showed the last answer, ascending, in place of what `set` held: after a credulous YES an admissible set that derives the query,
 * after a skeptical NO one of which no admissible superset does. It holds the grounded set. */
void accept_witness(const Acceptance *acceptance, IdVec *set);

#endif
