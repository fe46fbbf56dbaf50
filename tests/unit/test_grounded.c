/* The grounded set of random flat frameworks, against the definition: iterate "defended by" from the empty set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "solve/grounded.h"

#include <stdbool.h>

typedef struct Random {
    uint64_t state;
} Random;

static uint32_t below(Random *r, uint32_t n)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((r->state >> 33) % n);
}

enum { MOST = 64 };

/* Sentences derivable from the assumptions in `set`, by going over all rules until nothing changes. */
static void derive(const Framework *f, const bool *set, bool *derived)
{
    memset(derived, 0, MOST);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t rule = 0; rule < f->head.n; rule++) {
            bool all = !derived[f->head.at[rule]];
            for (uint32_t i = f->body_first.at[rule]; all && i < f->body_first.at[rule + 1]; i++) {
                uint32_t entry = f->body.at[i];
                all = entry & ASSUMED ? set[entry & ~ASSUMED] : derived[entry];
            }
            if (all) {
                derived[f->head.at[rule]] = changed = true;
            }
        }
    }
}

static void naive(const Framework *f, bool *in, bool *derived, bool *possible)
{
    size_t n = f->contrary.n;
    memset(in, 0, MOST);
    for (;;) {
        bool left[MOST] = {false}, next[MOST] = {false};
        derive(f, in, derived);
        for (size_t a = 0; a < n; a++) {
            left[a] = f->contrary.at[a] == NONE || !derived[f->contrary.at[a]];
        }
        derive(f, left, possible);
        for (size_t a = 0; a < n; a++) {
            next[a] = f->contrary.at[a] == NONE || !possible[f->contrary.at[a]];
        }
        if (memcmp(in, next, n * sizeof(bool)) == 0) {
            return;
        }
        memcpy(in, next, sizeof next);
    }
}

static void random_framework(Random *r, Framework *f)
{
    uint32_t atoms = 1 + below(r, 12), assumptions = below(r, 8), rules = below(r, 24);
    framework_add_atoms(f, atoms);
    for (uint32_t a = 0; a < assumptions; a++) {
        framework_add_assumption(f, below(r, 8) ? below(r, atoms) : NONE);
    }
    for (uint32_t i = 0; i < rules; i++) {
        uint32_t body[4], count = below(r, 4);
        for (uint32_t k = 0; k < count; k++) {
            body[k] = assumptions && below(r, 3) == 0 ? ASSUMED | below(r, assumptions) : below(r, atoms);
        }
        framework_add_rule(f, below(r, atoms), body, count);
    }
}

static void random_frameworks_agree_with_the_definition(void **state)
{
    (void)state;
    Random r = {42};
    size_t undecided = 0, out = 0;
    for (int round = 0; round < 30000; round++) {
        Framework f = {0};
        random_framework(&r, &f);
        Grounded g;
        grounded_run(&f, &g);
        bool in[MOST], derived[MOST], possible[MOST];
        naive(&f, in, derived, possible);
        for (uint32_t a = 0; a < f.atoms; a++) {
            Label expected = derived[a] ? LABEL_IN : possible[a] ? LABEL_OPEN : LABEL_OUT;
            assert_int_equal(g.atom[a], expected);
            undecided += expected == LABEL_OPEN;
            out += expected == LABEL_OUT;
        }
        for (uint32_t a = 0; a < f.contrary.n; a++) {
            assert_int_equal(g.assumption[a] == LABEL_IN, in[a]);
            uint32_t contrary = f.contrary.at[a];
            assert_int_equal(g.assumption[a] == LABEL_OUT, contrary != NONE && derived[contrary]);
        }
        /* The derivations recorded are well-founded: each uses only what came before it. */
        bool before[MOST] = {false};
        for (uint32_t i = 0; i < g.in; i++) {
            uint32_t rule = g.by[g.order[i]];
            assert_int_equal(f.head.at[rule], g.order[i]);
            for (uint32_t k = f.body_first.at[rule]; k < f.body_first.at[rule + 1]; k++) {
                uint32_t entry = f.body.at[k];
                assert_true(entry & ASSUMED ? in[entry & ~ASSUMED] : before[entry]);
            }
            before[g.order[i]] = true;
        }
        grounded_free(&g);
        framework_free(&f);
    }
    assert_true(undecided > 1000 && out > 1000); /* the frameworks are worth testing */
}

static void empty_framework(void **state)
{
    (void)state;
    Framework f = {0};
    Grounded g;
    grounded_run(&f, &g);
    assert_int_equal(g.in, 0);
    grounded_free(&g);
    framework_free(&f);
}

/* A long cycle of support that loses its only foundation goes out as a whole. */
static void unfounded_cycle_goes_out(void **state)
{
    (void)state;
    Framework f = {0};
    enum { N = 1000 };
    framework_add_atoms(&f, N + 1);
    uint32_t feed = framework_add_assumption(&f, N);
    framework_add_rule(&f, N, NULL, 0);
    for (uint32_t i = 0; i < N; i++) {
        uint32_t body = i;
        framework_add_rule(&f, (i + 1) % N, &body, 1);
    }
    uint32_t body = ASSUMED | feed;
    framework_add_rule(&f, 0, &body, 1);
    Grounded g;
    grounded_run(&f, &g);
    for (uint32_t i = 0; i < N; i++) {
        assert_int_equal(g.atom[i], LABEL_OUT);
    }
    assert_int_equal(g.atom[N], LABEL_IN);
    grounded_free(&g);
    framework_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_frameworks_agree_with_the_definition),
        cmocka_unit_test(empty_framework),
        cmocka_unit_test(unfounded_cycle_goes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
