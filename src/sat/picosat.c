/* PicoSAT (Biere 2008), the second opinion: small enough for the page, and a cross-check in tests. */
#include "sat/backend.h"

#include "base/fatal.h"
#include "base/mem.h"

#include <picosat/picosat.h>
#include <stdlib.h>

static int stop(void *state)
{
    return budget_spent((const Budget *)state);
}

static void *new_block(void *state, size_t size)
{
    (void)state;
    return mem_new(size, 1);
}

static void *resize_block(void *state, void *old, size_t have, size_t want)
{
    (void)state;
    (void)have;
    return mem_resize(old, want, 1);
}

static void free_block(void *state, void *block, size_t size)
{
    (void)state;
    (void)size;
    free(block);
}

static void *pico_open(const Budget *budget)
{
    /* Our own memory, since PicoSAT ends the process with a message of its own when memory runs out. */
    PicoSAT *solver = picosat_minit(NULL, new_block, resize_block, free_block);
    if (budget != NULL) {
        picosat_set_interrupt(solver, (void *)(uintptr_t)budget, stop);
    }
    return solver;
}

static void pico_close(void *solver)
{
    picosat_reset(solver);
}

static void pico_add(void *solver, int literal)
{
    picosat_add(solver, literal);
}

static void pico_assume(void *solver, int literal)
{
    picosat_assume(solver, literal);
}

static SatAnswer pico_solve(void *solver, int conflicts)
{
    /* It counts decisions; ten to a conflict is usual. */
    int answer = picosat_sat(solver, conflicts ? 10 * conflicts : -1);
    return answer == PICOSAT_SATISFIABLE ? SAT_YES : answer == PICOSAT_UNSATISFIABLE ? SAT_NO : SAT_UNKNOWN;
}

static bool pico_value(void *solver, int literal)
{
    int variable = abs(literal);
    if (variable > picosat_variables(solver)) {
        return literal < 0; /* occurs in no clause */
    }
    return picosat_deref(solver, literal) > 0;
}

static bool pico_failed(void *solver, int literal)
{
    return picosat_inconsistent(solver) ? false : picosat_failed_assumption(solver, literal) != 0;
}

const Backend picosat_backend = {pico_open,  NULL,       pico_close,  pico_add, pico_assume,
                                 pico_solve, pico_value, pico_failed, NULL};
