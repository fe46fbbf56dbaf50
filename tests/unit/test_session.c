/* The public header, as a program that embeds Arguendo would use it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arguendo.h"

#include <jansson.h>
#include <string.h>

static const char *const ball = "case \"Ball\"\n"
                                "  as of 2002-12-18\n"
                                "position popov \"Alex Popov\"\n"
                                "position hayashi \"Patrick Hayashi\"\n"
                                "predicate possesses(F) \"{F} possesses the ball\"\n"
                                "fact up: picked_up(hayashi) on 2001-10-07\n"
                                "claim full: controlled(popov) by popov on 2001-10-07\n"
                                "rule gray if controlled(F) then begins possesses(F)\n"
                                "rule finder if picked_up(F) unless controlled(G) and G != F then begins possesses(F)\n"
                                "conflict possesses(F) and possesses(G) where F != G\n"
                                "question owner \"Who owns the ball?\" possesses(F) for each\n";

static arguendo_session *loaded(const char *text)
{
    arguendo_session *s = arguendo_open();
    assert_int_equal(arguendo_load(s, "ball.case", text, strlen(text)), ARGUENDO_GOOD);
    return s;
}

static json_t *answers_of(arguendo_session *s, json_t **whole)
{
    const char *out;
    assert_int_equal(arguendo_status(s, NULL, 0, ARGUENDO_JSON, &out), ARGUENDO_GOOD);
    *whole = json_loads(out, 0, NULL);
    assert_non_null(*whole);
    return json_object_get(*whole, "answers");
}

static const char *status_of(json_t *answer, size_t period)
{
    return json_string_value(json_object_get(json_array_get(json_object_get(answer, "periods"), period), "status"));
}

static void a_case_is_answered_for_each(void **state)
{
    (void)state;
    arguendo_session *s = loaded(ball);
    json_t *whole, *answers = answers_of(s, &whole);
    static const struct {
        const char *literal, *view, *after;
    } expected[] = {
        {"possesses(hayashi)", "all", "defeated"},        {"possesses(hayashi)", "popov", "defeated"},
        {"possesses(hayashi)", "hayashi", "established"}, {"possesses(popov)", "all", "established"},
        {"possesses(popov)", "popov", "established"},     {"possesses(popov)", "hayashi", "unsupported"},
    };
    assert_int_equal(json_array_size(answers), 6);
    for (size_t i = 0; i < 6; i++) {
        json_t *a = json_array_get(answers, i);
        assert_string_equal(json_string_value(json_object_get(a, "literal")), expected[i].literal);
        assert_string_equal(json_string_value(json_object_get(a, "for")), expected[i].view);
        size_t last = json_array_size(json_object_get(a, "periods")) - 1;
        assert_string_equal(status_of(a, last), expected[i].after);
    }
    json_decref(whole);
    arguendo_close(s);
}

static void a_day_gives_its_one_period(void **state)
{
    (void)state;
    arguendo_session *s = loaded(ball);
    arguendo_set_view(s, "hayashi");
    assert_int_equal(arguendo_set_days(s, "2001-10-06"), ARGUENDO_GOOD);
    json_t *whole, *answers = answers_of(s, &whole);
    json_t *first = json_array_get(answers, 0);
    assert_int_equal(json_array_size(json_object_get(first, "periods")), 1);
    assert_string_equal(status_of(first, 0), "unsupported");
    json_decref(whole);
    arguendo_close(s);
}

static void misuse_is_told(void **state)
{
    (void)state;
    const char *out;
    arguendo_session *s = loaded(ball);
    assert_int_equal(arguendo_set_days(s, "1991-13"), ARGUENDO_MISUSE);
    assert_non_null(strstr(arguendo_messages(s, 0), "months go from 01 to 12"));
    assert_int_equal(arguendo_set_days(s, "1991"), ARGUENDO_GOOD);
    assert_int_equal(arguendo_why(s, "possesses(hayashi)", ARGUENDO_TEXT, &out), ARGUENDO_MISUSE);
    assert_non_null(strstr(arguendo_messages(s, 0), "1991-12-26"));
    assert_int_equal(arguendo_set_days(s, NULL), ARGUENDO_GOOD);
    arguendo_set_view(s, "hayasi");
    assert_int_equal(arguendo_status(s, NULL, 0, ARGUENDO_TEXT, &out), ARGUENDO_MISUSE);
    assert_non_null(strstr(arguendo_messages(s, 0), "hayashi"));
    arguendo_set_view(s, NULL);
    const char *wrong = "possesses(";
    assert_int_equal(arguendo_status(s, &wrong, 1, ARGUENDO_TEXT, &out), ARGUENDO_MISUSE);
    assert_true(strlen(arguendo_messages(s, 0)) > 0);
    assert_int_equal(arguendo_why(s, "possesses(X)", ARGUENDO_TEXT, &out), ARGUENDO_MISUSE);
    assert_int_equal(arguendo_load(s, "/no/such/file.case", NULL, 0), ARGUENDO_MISUSE);
    assert_int_equal(arguendo_status(s, NULL, 0, ARGUENDO_TEXT, &out), ARGUENDO_FINDINGS);
    arguendo_close(s);
    arguendo_close(NULL);
}

static void a_session_can_be_loaded_again(void **state)
{
    (void)state;
    const char *out;
    arguendo_session *s = loaded(ball);
    const char *broken = "case \"x\"\nfact f: p(X)\n";
    assert_int_equal(arguendo_load(s, "broken", broken, strlen(broken)), ARGUENDO_FINDINGS);
    assert_non_null(strstr(arguendo_messages(s, 0), "E0312"));
    const char *good = "case \"x\"\nfact f: p(a)\n";
    assert_int_equal(arguendo_load(s, "good", good, strlen(good)), ARGUENDO_GOOD);
    assert_int_equal(arguendo_why(s, "p(a)", ARGUENDO_TEXT, &out), ARGUENDO_GOOD);
    assert_non_null(strstr(out, "established"));
    assert_non_null(strstr(out, "undisputed"));
    arguendo_close(s);
}

static void what_was_not_known_is_left_out(void **state)
{
    (void)state;
    const char *text = "case \"T10\"\n  as of 1954-03-01\n"
                       "source gazette \"Gazette\" dated 1954-02-27\n"
                       "source minutes \"Minutes\" dated 1992-05-21\n"
                       "claim printed: published per gazette\n"
                       "claim few: no_quorum per minutes\n"
                       "rule d if published then valid\n"
                       "rule x if no_quorum then not valid\n"
                       "prefer x over d\n"
                       "question q \"Valid?\" valid\n";
    arguendo_session *s = loaded(text);
    json_t *whole, *answers = answers_of(s, &whole);
    assert_string_equal(status_of(json_array_get(answers, 0), 0), "defeated");
    json_decref(whole);
    assert_int_equal(arguendo_set_known_by(s, "1990-01-01"), ARGUENDO_GOOD);
    answers = answers_of(s, &whole);
    assert_string_equal(status_of(json_array_get(answers, 0), 0), "established");
    json_decref(whole);
    arguendo_close(s);
}

static void what_is_supposed_is_dropped_again(void **state)
{
    (void)state;
    const char *text = "case \"x\"\nclaim c: p\nrule r if p unless q then s\nquestion ask \"S?\" s\n";
    arguendo_session *s = loaded(text);
    json_t *whole, *answers;
    assert_int_equal(arguendo_suppose(s, ARGUENDO_GIVEN, "q"), ARGUENDO_GOOD);
    assert_int_equal(arguendo_suppose(s, ARGUENDO_REJECT, "nothing"), ARGUENDO_MISUSE);
    answers = answers_of(s, &whole);
    assert_string_equal(status_of(json_array_get(answers, 0), 0), "defeated");
    json_decref(whole);
    assert_int_equal(arguendo_suppose(s, ARGUENDO_ACCEPT, NULL), ARGUENDO_GOOD);
    answers = answers_of(s, &whole);
    assert_string_equal(status_of(json_array_get(answers, 0), 0), "established");
    json_decref(whole);
    arguendo_close(s);
}

static void expectations_are_checked(void **state)
{
    (void)state;
    const char *out, *text = "case \"x\"\nfact f: p(a)\nclaim c: q\nexpect p(a): established\nexpect q: unsupported\n"
                             "expect not p(a): excluded\n";
    arguendo_session *s = loaded(text);
    assert_int_equal(arguendo_check(s, ARGUENDO_TEXT, &out), ARGUENDO_FINDINGS);
    assert_non_null(strstr(out, "2 of 3 expectations hold"));
    assert_non_null(strstr(arguendo_messages(s, 0), "expected unsupported for all, is established"));
    arguendo_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_is_answered_for_each),
        cmocka_unit_test(a_day_gives_its_one_period),
        cmocka_unit_test(misuse_is_told),
        cmocka_unit_test(a_session_can_be_loaded_again),
        cmocka_unit_test(what_was_not_known_is_left_out),
        cmocka_unit_test(what_is_supposed_is_dropped_again),
        cmocka_unit_test(expectations_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
