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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values), cmocka_unit_test(test_assumptions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
