#include "sat/sat.h"

#include "base/fatal.h"
#include "base/mem.h"
#include "sat/backend.h"

#include <limits.h>
#include <stdlib.h>

/* Backends may count something else that goes with conflicts, up to so many times. */
enum { CONFLICT_WORTH = 16 };

struct Sat {
    const Backend *backend;
    void *solver;
    const Budget *budget;
    int variables;
    bool open_clause; /* a clause was begun and not ended */
    SatAnswer last;   /* SAT_UNKNOWN: nothing may be asked */
    uint64_t calls;
};

Sat *sat_open(SatBackend backend, const Budget *budget)
{
    Sat *sat = mem_zero(1, sizeof *sat);
    static const Backend *const backends[] = {
        [SAT_USUAL] = &cadical_backend, [SAT_CADICAL] = &cadical_backend, [SAT_PICOSAT] = &picosat_backend, [SAT_FOUNDED] = &founded_backend};
    sat->backend = backends[backend];
    sat->solver = sat->backend->open(budget);
    sat->budget = budget;
    sat->last = SAT_UNKNOWN;
    return sat;
}

void sat_close(Sat *sat)
{
    if (sat != NULL) {
        sat->backend->close(sat->solver);
        free(sat);
    }
}

void sat_expect_hard(Sat *sat)
{
    BUG_UNLESS(sat->variables == 0);
    if (sat->backend->expect_hard != NULL) {
        sat->backend->expect_hard(sat->solver);
    }
}

int sat_new(Sat *sat, uint32_t count)
{
    int first = sat->variables + 1;
    if (count > (uint32_t)(INT_MAX / 2 - sat->variables)) {
        fatal_memory(); /* a solver of this size fits no machine */
    }
    sat->variables += (int)count;
    return first;
}

int sat_variables(const Sat *sat)
{
    return sat->variables;
}

static void check_literal(const Sat *sat, int literal)
{
    BUG_UNLESS(literal != 0 && literal != INT_MIN && abs(literal) <= sat->variables);
}

void sat_add(Sat *sat, int literal)
{
    if (literal != 0) {
        check_literal(sat, literal);
    }
    sat->open_clause = literal != 0;
    sat->last = SAT_UNKNOWN;
    sat->backend->add(sat->solver, literal);
}

void sat_clause(Sat *sat, const int *literals, size_t count)
{
    BUG_UNLESS(!sat->open_clause);
    for (size_t i = 0; i < count; i++) {
        check_literal(sat, literals[i]);
        sat->backend->add(sat->solver, literals[i]);
    }
    sat->backend->add(sat->solver, 0);
    sat->last = SAT_UNKNOWN;
}

bool sat_takes_rules(const Sat *sat)
{
    return sat->backend->rule != NULL;
}

void sat_rule(Sat *sat, int head, int body, const int *inside, size_t count)
{
    BUG_UNLESS(!sat->open_clause && sat_takes_rules(sat));
    check_literal(sat, head);
    check_literal(sat, body);
    for (size_t i = 0; i < count; i++) {
        check_literal(sat, inside[i]);
    }
    sat->last = SAT_UNKNOWN;
    sat->backend->rule(sat->solver, head, body, inside, count);
}

void sat_assume(Sat *sat, int literal)
{
    BUG_UNLESS(!sat->open_clause);
    check_literal(sat, literal);
    sat->last = SAT_UNKNOWN;
    sat->backend->assume(sat->solver, literal);
}

static SatAnswer solve(Sat *sat, int conflicts)
{
    BUG_UNLESS(!sat->open_clause);
    sat->calls++;
    /* Asked even when the budget is spent: a backend forgets its assumptions only by solving. */
    sat->last = sat->backend->solve(sat->solver, conflicts);
    /* A backend that is done at once never looks at the clock: a loop of such calls would not end. */
    if (budget_spent(sat->budget)) {
        sat->last = SAT_UNKNOWN;
    }
    return sat->last;
}

SatAnswer sat_solve(Sat *sat)
{
    return solve(sat, 0);
}

SatAnswer sat_try(Sat *sat, uint32_t conflicts)
{
    BUG_UNLESS(conflicts > 0 && conflicts < INT_MAX / CONFLICT_WORTH);
    return solve(sat, (int)conflicts);
}

bool sat_value(const Sat *sat, int literal)
{
    BUG_UNLESS(sat->last == SAT_YES);
    check_literal(sat, literal);
    return sat->backend->value(sat->solver, literal);
}

bool sat_failed(const Sat *sat, int literal)
{
    BUG_UNLESS(sat->last == SAT_NO);
    check_literal(sat, literal);
    return sat->backend->failed(sat->solver, literal);
}

uint64_t sat_calls(const Sat *sat)
{
    return sat->calls;
}
