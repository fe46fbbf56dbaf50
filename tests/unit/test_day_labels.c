/* The labels of random views of a day, against the grounded set and what is derivable of the same framework with rules for its inputs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "explain/choices_day.h"

enum { ATOMS = 12, INPUTS = 3 };

static void make(Framework *f, uint64_t *random)
{
    framework_add_atoms(f, ATOMS);
    for (uint32_t i = 2 + xorshift_below(random, 5); i--;) {
        framework_add_assumption(f, xorshift_below(random, 5) ? xorshift_below(random, ATOMS) : NONE);
    }
    for (uint32_t i = 2 + xorshift_below(random, 20); i--;) {
        uint32_t body[3], n = xorshift_below(random, 4);
        for (uint32_t k = 0; k < n; k++) {
            body[k] = xorshift_below(random, 3) ? xorshift_below(random, ATOMS)
                                                : ASSUMED | xorshift_below(random, (uint32_t)f->contrary.n);
        }
        framework_add_rule(f, xorshift_below(random, ATOMS), body, n);
    }
}

/* Rules for the inputs that are there; what is left open attacks itself. */
static void add_inputs(const DayView *v, InputState least, InputState most, Framework *f)
{
    for (size_t i = 0; i < v->inputs.n; i++) {
        const Input *in = &v->inputs.at[i];
        uint32_t opposed = ASSUMED | framework_add_assumption(f, in->atom);
        if (in->state >= least && in->state <= most) {
            framework_add_rule(f, in->atom, &opposed, in->state == INPUT_HOLDS ? 0 : 1);
        }
    }
}

static void compare(DayView *v, const Framework *same, InputState least, InputState most, bool derivable)
{
    Framework f = {.atoms = same->atoms};
    Grounded found, expected;
    vec_append(&f.contrary, same->contrary.at, same->contrary.n);
    vec_append(&f.head, same->head.at, same->head.n);
    vec_append(&f.body_first, same->body_first.at, same->body_first.n);
    vec_append(&f.body, same->body.at, same->body.n);
    add_inputs(v, least, most, &f);
    day_labels_find(v, least, most, derivable, &found);
    if (derivable) {
        derivable_run(&f, NULL, &expected);
    } else {
        grounded_run(&f, &expected);
    }
    for (uint32_t atom = 0; atom < ATOMS; atom++) {
        assert_int_equal(derivable ? found.by[atom] == NONE : found.atom[atom],
                         derivable ? expected.by[atom] == NONE : expected.atom[atom]);
    }
    for (uint32_t a = 0; a < same->contrary.n && !derivable; a++) {
        assert_int_equal(found.assumption[a], expected.assumption[a]);
    }
    grounded_free(&found);
    grounded_free(&expected);
    framework_free(&f);
}

static void labels_are_the_grounded_set(void **state)
{
    (void)state;
    uint64_t random = 20261126;
    for (int round = 0; round < 20000; round++) {
        DayView v = {.alone = false};
        Framework *f = &v.day.ground.framework;
        make(f, &random);
        for (int i = 0; i < INPUTS; i++) {
            vec_push(&v.inputs,
                     ((Input){xorshift_below(&random, ATOMS), 0, (uint8_t)xorshift_below(&random, INPUT_UNKNOWN + 1)}));
        }
        v.by_head = framework_rules_by_head(f);
        v.seen = mem_zero(ATOMS, 1);
        day_labels_open(&v);
        compare(&v, f, INPUT_OPEN, INPUT_UNKNOWN, false);
        compare(&v, f, INPUT_DEFEATED, INPUT_HOLDS, true);
        compare(&v, f, INPUT_DEFEATED, INPUT_UNKNOWN, true);
        lists_free(&v.by_head);
        vec_free(&v.inputs);
        vec_free(&v.order);
        vec_free(&v.ends);
        vec_free(&v.circles);
        free(v.seen);
        framework_free(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(labels_are_the_grounded_set)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
