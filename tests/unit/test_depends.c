/* What depends on unknown days, where the search for it is cut short. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "explain/depends.h"
#include "session/session.h"

#include <string.h>

static const char *const rivals = "case \"Rivals\" as of 1930-01-01\n"
                                  "predicate owner(X) one X\n"
                                  "fact owner(a) begins 1920\n"
                                  "fact owner(b) begins 1920\n"
                                  "fact owner(c) begins 1920-05/1920-07\n"
                                  "fact owner(d) begins 1919-06/1920-06\n"
                                  "rule k if owner(X) then keeper(X)\n";

/* The period of the last atom on the day, where so many regions may be solved. */
static Period with_regions(arguendo_session *s, Day day, size_t most)
{
    Evaluation e;
    Diagnostics aside = {0};
    assert_true(evaluation_run(&e, &s->c, session_viewpoint(s, VIEW_ALL), &aside));
    bool undecided = false;
    e.undecided = &undecided;
    IdVec none = {0};
    const Theory *t = &e.ground.theory;
    AtomId atom = id_of(t->relation.n) - 1;
    while (RELATION_SAID(t->relation.at[atom]) || !relation_arity(&s->c, t->relation.at[atom])) {
        atom--;
    }
    depends_any(&e, atom, &none);
    e.depends->left = most;
    Periods periods = {0};
    evaluation_periods(&e, t->relation.at[atom], atom_args(t, atom), (Wanted){.only = &day, .days = &day, .count = 1},
                       &periods);
    Period found = *periods_at(&periods, day);
    assert_true(undecided || !found.given_up);
    periods_free(&periods);
    evaluation_free(&e);
    diag_free(&aside);
    return found;
}

/* Wherever the search ends, it gives up, or has found what it finds when nothing ends it. */
static void a_search_that_is_cut_short_gives_up(void **state)
{
    (void)state;
    enum { ENOUGH = 10000, MOST = 400 };
    arguendo_session *s = arguendo_open();
    assert_int_equal(arguendo_load(s, "rivals.case", rivals, strlen(rivals)), ARGUENDO_GOOD);
    Day days[] = {day_of_civil((CivilDay){1920, 6, 1}), day_of_civil((CivilDay){1930, 1, 1})};
    for (int i = 0; i < 2; i++) {
        Period whole = with_regions(s, days[i], ENOUGH);
        assert_false(whole.given_up);
        assert_int_equal(whole.status, STATUS_DEPENDS);
        size_t given_up = 0;
        for (size_t most = 0; most < MOST; most++) {
            Period cut = with_regions(s, days[i], most);
            given_up += cut.given_up;
            if (!cut.given_up) {
                assert_int_equal(cut.statuses, whole.statuses);
                assert_int_equal(cut.depends.count, whole.depends.count);
            }
        }
        assert_in_range(given_up, 1, MOST - 1);
    }
    arguendo_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_search_that_is_cut_short_gives_up)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
