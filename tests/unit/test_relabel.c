/* solve/relabel.h against grounded_run: switches, looks, undoing, and that reasons hold as long as they say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "solve/relabel.h"

static uint32_t below(uint64_t *seed, uint32_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % n);
}

static void random_framework(uint64_t *seed, Framework *f)
{
    uint32_t atoms = 1 + below(seed, 12), assumptions = below(seed, 8), rules = below(seed, 24);
    *f = (Framework){0};
    framework_add_atoms(f, atoms);
    for (uint32_t i = 0; i < assumptions; i++) {
        framework_add_assumption(f, below(seed, 8) ? below(seed, atoms) : NONE);
    }
    vec_reserve(&f->body_first, 1);
    for (uint32_t i = 0; i < rules; i++) {
        uint32_t body[3], n = below(seed, 4);
        n -= n == 0 && below(seed, 2) ? 0 : n == 3;
        for (uint32_t k = 0; k < n; k++) {
            body[k] = assumptions && below(seed, 2) ? ASSUMED | below(seed, assumptions) : below(seed, atoms);
        }
        framework_add_rule(f, below(seed, atoms), body, n);
    }
}

static uint32_t element_at(const Framework *f, uint32_t i)
{
    return i < f->head.n ? i : ASSUMED | (i - (uint32_t)f->head.n);
}

/* The labels of the atoms with some elements off, by grounded_run on what is left. */
static void expect_labels(const Framework *f, const uint8_t *off, uint8_t *labels)
{
    Framework left = {0};
    framework_add_atoms(&left, f->atoms + 1); /* the last one is always derived */
    framework_add_rule(&left, f->atoms, NULL, 0);
    for (uint32_t i = 0; i < f->contrary.n; i++) {
        framework_add_assumption(&left, off[f->head.n + i] ? f->atoms : f->contrary.at[i]);
    }
    for (uint32_t i = 0; i < f->head.n; i++) {
        if (!off[i]) {
            size_t count = f->body_first.at[i + 1] - f->body_first.at[i];
            framework_add_rule(&left, f->head.at[i], count ? f->body.at + f->body_first.at[i] : NULL, count);
        }
    }
    Grounded g;
    grounded_run(&left, &g);
    for (uint32_t i = 0; i < f->atoms; i++) {
        labels[i] = g.atom[i];
    }
    grounded_free(&g);
    framework_free(&left);
}

static void assert_labels(const Framework *f, Relabel *r, const uint8_t *off)
{
    uint8_t labels[16];
    expect_labels(f, off, labels);
    for (uint32_t i = 0; i < f->atoms; i++) {
        assert_int_equal(relabel_label(r, i), labels[i]);
    }
}

static void flip_some(uint64_t *seed, const Framework *f, Relabel *r, uint8_t *off)
{
    uint32_t elements = (uint32_t)(f->head.n + f->contrary.n);
    for (uint32_t n = elements ? below(seed, 4) : 0; n; n--) {
        uint32_t i = below(seed, elements);
        off[i] ^= 1;
        relabel_switch(r, element_at(f, i), !off[i]);
    }
}

static void labels_follow_switches(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 4000; trial++) {
        uint64_t seed = trial;
        Framework f;
        random_framework(&seed, &f);
        Relabel *r = relabel_open(&f);
        uint8_t off[64] = {0}, kept[64], labels[16];
        assert_labels(&f, r, off);
        for (int step = 0; step < 6; step++) {
            flip_some(&seed, &f, r, off);
            relabel_run(r);
            assert_labels(&f, r, off);
            relabel_settle(r);
            memcpy(kept, off, sizeof off);
            for (int look = 0; look < 12; look++) {
                size_t mark = relabel_mark(r);
                uint32_t atom = look < 6 ? 0 : below(&seed, f.atoms); /* what is remembered is about one atom */
                relabel_settle(r);
                for (int again = 0; again < 3; again++) {
                    flip_some(&seed, &f, r, off);
                    expect_labels(&f, off, labels);
                    assert_int_equal(relabel_look(r, atom), labels[atom]);
                    relabel_undo(r, mark);
                    memcpy(off, kept, sizeof off);
                }
            }
            assert_labels(&f, r, off);
        }
        relabel_close(r);
        framework_free(&f);
    }
}

static void reasons_hold(void **state)
{
    (void)state;
    size_t spared = 0, all = 0;
    for (uint64_t trial = 0; trial < 4000; trial++) {
        uint64_t seed = trial + 100000;
        Framework f;
        random_framework(&seed, &f);
        Relabel *r = relabel_open(&f);
        uint8_t off[64] = {0}, fixed[64], labels[16];
        uint32_t elements = (uint32_t)(f.head.n + f.contrary.n);
        for (int step = 0; step < 3; step++) {
            flip_some(&seed, &f, r, off);
            relabel_run(r);
            uint32_t atom = below(&seed, f.atoms);
            bool in = relabel_label(r, atom) == LABEL_IN;
            IdVec used = {0}, barred = {0};
            relabel_reasons(r, atom, &used, &barred);
            memset(fixed, 0, sizeof fixed);
            for (size_t i = 0; i < used.n; i++) {
                assert_true(relabel_is_on(r, used.at[i]));
                fixed[used.at[i] & ASSUMED ? f.head.n + (used.at[i] & ~ASSUMED) : used.at[i]]++;
            }
            for (size_t i = 0; i < barred.n; i++) {
                assert_false(relabel_is_on(r, barred.at[i]));
                fixed[barred.at[i] & ASSUMED ? f.head.n + (barred.at[i] & ~ASSUMED) : barred.at[i]]++;
            }
            for (int change = 0; change < 16; change++) {
                uint8_t other[64];
                for (uint32_t i = 0; i < elements; i++) {
                    assert_true(fixed[i] <= 1);
                    other[i] = fixed[i] || (change && below(&seed, 2)) ? off[i] : !off[i];
                    spared += !fixed[i];
                    all++;
                }
                expect_labels(&f, other, labels);
                assert_int_equal(labels[atom] == LABEL_IN, in);
            }
            vec_free(&used);
            vec_free(&barred);
        }
        relabel_close(r);
        framework_free(&f);
    }
    assert_true(spared > all / 2); /* reasons that name everything would hold as well */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_follow_switches),
        cmocka_unit_test(reasons_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
