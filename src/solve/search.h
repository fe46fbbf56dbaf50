/* What every search is given and shares: which SAT solver, how long, and whether the budget cut it short. */
#ifndef ARG_SOLVE_SEARCH_H
#define ARG_SOLVE_SEARCH_H

#include "sat/sat.h"

typedef struct Search {
    SatBackend backend;
    const Budget *budget;
    bool cut; /* set once the budget ended something: every answer since is unknown */
} Search;

/* sat_solve, noting when the budget ends it. */
static inline SatAnswer search_solve(Search *search, Sat *sat)
{
    SatAnswer answer = sat_solve(sat);
    search->cut |= answer == SAT_UNKNOWN;
    return answer;
}

/* Whether to stop, asked between steps. */
static inline bool search_over(Search *search)
{
    search->cut = search->cut || budget_spent(search->budget);
    return search->cut;
}

#endif
