/* All SAT solvers behind the seam answer alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sat/sat.h"

static void values(SatBackend backend)
{
    Sat *sat = sat_open(backend, NULL);
    int x = sat_new(sat, 4), y = x + 1, z = x + 2, nowhere = x + 3;
    sat_clause1(sat, -x);
    sat_clause2(sat, x, y);
    sat_clause2(sat, -y, -z);
    assert_int_equal(sat_solve(sat), SAT_YES);
    assert_false(sat_value(sat, x));
    assert_true(sat_value(sat, -x));
    assert_true(sat_value(sat, y));
    assert_false(sat_value(sat, -y));
    assert_false(sat_value(sat, z));
    assert_true(sat_value(sat, nowhere) != sat_value(sat, -nowhere));
    sat_close(sat);
}

static void assumptions(SatBackend backend)
{
    Sat *sat = sat_open(backend, NULL);
    int x = sat_new(sat, 3), y = x + 1, z = x + 2;
    sat_clause2(sat, -x, y);
    sat_assume(sat, x);
    sat_assume(sat, -y);
    sat_assume(sat, z);
    assert_int_equal(sat_solve(sat), SAT_NO);
    assert_true(sat_failed(sat, x));
    assert_true(sat_failed(sat, -y));
    assert_false(sat_failed(sat, z));
    /* They held for that one call. */
    assert_int_equal(sat_solve(sat), SAT_YES);
    sat_clause(sat, NULL, 0);
    assert_int_equal(sat_solve(sat), SAT_NO);
    sat_close(sat);
}

/* One more pigeon than holes: a minute's work and more. */
static Sat *open_hard(SatBackend backend, const Budget *budget)
{
    enum { HOLES = 14 };
    Sat *sat = sat_open(backend, budget);
    int first = sat_new(sat, (HOLES + 1) * HOLES);
    for (int p = 0; p <= HOLES; p++) {
        for (int h = 0; h < HOLES; h++) {
            sat_add(sat, first + p * HOLES + h);
        }
        sat_add(sat, 0);
        for (int h = 0; h < HOLES; h++) {
            for (int q = 0; q < p; q++) {
                sat_clause2(sat, -(first + p * HOLES + h), -(first + q * HOLES + h));
            }
        }
    }
    return sat;
}

static void limits(SatBackend backend)
{
    volatile sig_atomic_t interrupted = 0;
    Budget budget = {.interrupted = &interrupted, .deadline = budget_deadline(0.2)};
    Sat *sat = open_hard(backend, &budget);
    assert_int_equal(sat_try(sat, 20), SAT_UNKNOWN);
    assert_false(budget_spent(&budget)); /* it was the number of conflicts */
    int64_t late = budget_deadline(10);  /* slow machines under sanitizers */
    assert_int_equal(sat_solve(sat), SAT_UNKNOWN);
    assert_true(budget_spent(&budget) && budget_deadline(0) < late);
    budget.deadline = 0;
    interrupted = 1;
    assert_int_equal(sat_solve(sat), SAT_UNKNOWN);
    interrupted = 0;
    /* What was left off can be taken up, with what does away with the work. */
    sat_clause1(sat, 1);
    sat_clause1(sat, -1);
    assert_int_equal(sat_solve(sat), SAT_NO);
    sat_close(sat);
}

static void test_values(void **state)
{
    (void)state;
    values(SAT_CADICAL);
    values(SAT_PICOSAT);
    values(SAT_FOUNDED);
}

static void test_assumptions(void **state)
{
    (void)state;
    assumptions(SAT_CADICAL);
    assumptions(SAT_PICOSAT);
    assumptions(SAT_FOUNDED);
}

static void test_limits(void **state)
{
    (void)state;
    limits(SAT_CADICAL);
    limits(SAT_PICOSAT);
    limits(SAT_FOUNDED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values), cmocka_unit_test(test_assumptions),
                                       cmocka_unit_test(test_limits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
