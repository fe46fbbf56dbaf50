/* The brute force against what the papers say of their examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brute.h"

/* Sets are bit masks; `is` lists them and ends with NONE. */
static void expect(const Brute *brute, Semantics semantics, const uint32_t *is)
{
    uint32_t count = 0;
    for (; is[count] != NONE; count++) {
        assert_true(brute->is[semantics][is[count]]);
    }
    assert_int_equal(brute_count(brute, semantics), count);
}
#define EXPECT(semantics, ...) expect(&brute, SEMANTICS_##semantics, (uint32_t[]){__VA_ARGS__, NONE})

static Brute graph_of(uint32_t n, Attack *attacks, size_t count)
{
    Graph graph = graph_new(n, attacks, count);
    Brute brute;
    brute_graph(&graph, &brute);
    graph_free(&graph);
    return brute;
}
#define GRAPH(n, ...) graph_of(n, (Attack[]){__VA_ARGS__}, sizeof((Attack[]){__VA_ARGS__}) / sizeof(Attack))

/* Dung 1995: the Nixon diamond. */
static void test_mutual(void **state)
{
    (void)state;
    Brute brute = GRAPH(2, {0, 1}, {1, 0});
    EXPECT(COMPLETE, 0, 1, 2);
    EXPECT(GROUNDED, 0);
    EXPECT(PREFERRED, 1, 2);
    EXPECT(STABLE, 1, 2);
    EXPECT(IDEAL, 0);
}

/* Verheij 1996: in an odd ring the stage extensions are the single arguments. */
static void test_odd_ring(void **state)
{
    (void)state;
    Brute brute = GRAPH(3, {0, 1}, {1, 2}, {2, 0});
    EXPECT(COMPLETE, 0);
    EXPECT(PREFERRED, 0);
    expect(&brute, SEMANTICS_STABLE, (uint32_t[]){NONE});
    EXPECT(SEMI_STABLE, 0);
    EXPECT(STAGE, 1, 2, 4);
}

/* Floating acceptance (Prakken, Vreeswijk 2002): a and b attack each other and c, which attacks d. */
static void test_floating(void **state)
{
    (void)state;
    Brute brute = GRAPH(4, {0, 1}, {1, 0}, {0, 2}, {1, 2}, {2, 3});
    EXPECT(COMPLETE, 0, 1 + 8, 2 + 8);
    EXPECT(PREFERRED, 1 + 8, 2 + 8);
    EXPECT(IDEAL, 0);
}

/* Dung, Mancarella, Toni 2007: ideal is more than grounded when the attacker defeats itself. */
static void test_ideal(void **state)
{
    (void)state;
    Brute brute = GRAPH(2, {0, 0}, {0, 1}, {1, 0});
    EXPECT(GROUNDED, 0);
    EXPECT(IDEAL, 2);
}

/* Caminada 2006: of two preferred extensions only one is semi-stable; here no stable one gets in the way. */
static void test_semi_stable(void **state)
{
    (void)state;
    /* a <-> b, b -> c, c -> d -> e -> c */
    Brute brute = GRAPH(5, {0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 4}, {4, 2});
    EXPECT(PREFERRED, 1, 2 + 8);
    EXPECT(SEMI_STABLE, 2 + 8);
    EXPECT(STABLE, 2 + 8);
    /* with f attacking itself there is no stable extension, and the semi-stable one stays */
    brute = GRAPH(6, {0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 4}, {4, 2}, {5, 5});
    expect(&brute, SEMANTICS_STABLE, (uint32_t[]){NONE});
    EXPECT(SEMI_STABLE, 2 + 8);
}

static void test_small(void **state)
{
    (void)state;
    Brute brute = graph_of(0, (Attack[]){{0, 0}}, 0);
    EXPECT(STABLE, 0);
    EXPECT(STAGE, 0);
    EXPECT(IDEAL, 0);
    brute = GRAPH(1, {0, 0});
    expect(&brute, SEMANTICS_STABLE, (uint32_t[]){NONE});
    EXPECT(STAGE, 0);
    EXPECT(COMPLETE, 0);
}

/* Toni 2014 (A tutorial on assumption-based argumentation), example 1: p <- q, a; q <-; r <- b, c; contraries r, s, t. */
static void test_tutorial(void **state)
{
    (void)state;
    enum { P, Q, R, S, T };
    Framework f = {0};
    framework_add_atoms(&f, 5);
    framework_add_assumption(&f, R);
    framework_add_assumption(&f, S);
    framework_add_assumption(&f, T);
    framework_add_rule(&f, P, (uint32_t[]){Q, ASSUMED | 0}, 2);
    framework_add_rule(&f, Q, NULL, 0);
    framework_add_rule(&f, R, (uint32_t[]){ASSUMED | 1, ASSUMED | 2}, 2);
    Brute brute;
    brute_framework(&f, &brute);
    EXPECT(COMPLETE, 2 + 4);
    EXPECT(STABLE, 2 + 4);
    EXPECT(GROUNDED, 2 + 4);
    assert_true(brute_accepts(&brute, true, 2 + 4, R) && brute_accepts(&brute, true, 2 + 4, Q));
    assert_true(brute_accepts(&brute, true, 2 + 4, ASSUMED | 1));
    assert_false(brute_accepts(&brute, true, 2 + 4, P) || brute_accepts(&brute, true, 2 + 4, ASSUMED | 0));
    framework_free(&f);
}

/* Support in a circle derives nothing: x <- y, y <- x; and a, b attack each other through contraries that are assumptions. */
static void test_circle(void **state)
{
    (void)state;
    enum { X, Y, NOT_A, NOT_B };
    Framework f = {0};
    framework_add_atoms(&f, 4);
    framework_add_assumption(&f, NOT_A);
    framework_add_assumption(&f, NOT_B);
    framework_add_assumption(&f, X);
    framework_add_rule(&f, X, (uint32_t[]){Y}, 1);
    framework_add_rule(&f, Y, (uint32_t[]){X}, 1);
    framework_add_rule(&f, NOT_A, (uint32_t[]){ASSUMED | 1}, 1);
    framework_add_rule(&f, NOT_B, (uint32_t[]){ASSUMED | 0}, 1);
    Brute brute;
    brute_framework(&f, &brute);
    EXPECT(COMPLETE, 4, 4 + 1, 4 + 2);
    EXPECT(PREFERRED, 4 + 1, 4 + 2);
    EXPECT(STABLE, 4 + 1, 4 + 2);
    EXPECT(IDEAL, 4);
    framework_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mutual),   cmocka_unit_test(test_odd_ring),    cmocka_unit_test(test_floating),
        cmocka_unit_test(test_ideal),    cmocka_unit_test(test_semi_stable), cmocka_unit_test(test_small),
        cmocka_unit_test(test_tutorial), cmocka_unit_test(test_circle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
