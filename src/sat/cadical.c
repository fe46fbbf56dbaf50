/* CaDiCaL (Biere, Fazekas, Fleury, Heisinger 2020), the solver that the program uses. */
#include "sat/backend.h"

#include "base/fatal.h"

#include <ccadical.h>

/* std::set_terminate: CaDiCaL is C++, and throws when memory runs out, which no C function can catch. */
extern void (*set_terminate(void (*handler)(void)))(void) __asm__("_ZSt13set_terminatePFvvE");

static int stop(void *state)
{
    return budget_spent((const Budget *)state);
}

static void *cadical_open(const Budget *budget)
{
    set_terminate(fatal_memory);
    CCaDiCaL *solver = ccadical_init();
    ccadical_set_option(solver, "quiet", 1);
    if (budget != NULL) {
        /* The library takes the state as mutable and hands it back untouched. */
        ccadical_set_terminate(solver, (void *)(uintptr_t)budget, stop);
    }
    return solver;
}

static void cadical_expect_hard(void *solver)
{
    ccadical_set_option(solver, "stabilizeonly", 1);
}

static void cadical_close(void *solver)
{
    ccadical_release(solver);
}

static void cadical_add(void *solver, int literal)
{
    ccadical_add(solver, literal);
}

static void cadical_assume(void *solver, int literal)
{
    ccadical_assume(solver, literal);
}

static SatAnswer cadical_solve(void *solver, int conflicts)
{
    if (conflicts) {
        ccadical_limit(solver, "conflicts", conflicts); /* for this call only */
    }
    int answer = ccadical_solve(solver);
    return answer == 10 ? SAT_YES : answer == 20 ? SAT_NO : SAT_UNKNOWN;
}

static bool cadical_value(void *solver, int literal)
{
    /* The sign of ccadical_val is the truth of the literal asked about, for negative ones too: of a false 5, val(5) is -5 and
     * val(-5) is 5. Asked about the variable alone, one that occurs nowhere is false and its negation true. */
    return (ccadical_val(solver, abs(literal)) > 0) == (literal > 0);
}

static bool cadical_failed(void *solver, int literal)
{
    return ccadical_failed(solver, literal) != 0;
}

const Backend cadical_backend = {cadical_open,  cadical_expect_hard, cadical_close,  cadical_add, cadical_assume,
                                 cadical_solve, cadical_value,       cadical_failed, NULL};
