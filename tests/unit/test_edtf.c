/* What a written date means, what is told from a slip, and what is guessed. */
#include "dates/edtf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
    const char *text, *bounds;
    uint8_t level;
    bool interval, unknown_lo, unknown_hi, approximate, uncertain;
} valid[] = {
    {"1991-12-26", "1991-12-26 1991-12-26", 0, false, false, false, false, false},
    {"1991", "1991-01-01 1991-12-31", 0, false, false, false, false, false},
    {"1992-02", "1992-02-01 1992-02-29", 0, false, false, false, false, false},
    {"0000", "0000-01-01 0000-12-31", 0, false, false, false, false, false},
    {"-0043-03-15", "-0043-03-15 -0043-03-15", 1, false, false, false, false, false},
    {"-9999", "-9999-01-01 -9999-12-31", 1, false, false, false, false, false},
    {"1984~", "1984-01-01 1984-12-31", 1, false, false, false, true, false},
    {"1984-06?", "1984-06-01 1984-06-30", 1, false, false, false, false, true},
    {"1984-06-02%", "1984-06-02 1984-06-02", 1, false, false, false, true, true},
    {"1988/1994", "1988-01-01 1994-12-31", 0, true, false, false, false, false},
    {"1994-05-03/1994", "1994-05-03 1994-12-31", 0, true, false, false, false, false},
    {"../1985", ".. 1985-12-31", 1, true, false, false, false, false},
    {"1985/..", "1985-01-01 ..", 1, true, false, false, false, false},
    {"/1985", ".. 1985-12-31", 1, true, true, false, false, false},
    {"1985-04-12/", "1985-04-12 ..", 1, true, false, true, false, false},
    {"1984?/2004-06~", "1984-01-01 2004-06-30", 1, true, false, false, true, true},
};

static void valid_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++) {
        Date date;
        Str text = str_of(valid[i].text);
        assert_int_equal(edtf_read(text, &date), EDTF_VALID);
        Text bounds = {0};
        day_print(&bounds, date.lo);
        text_add_char(&bounds, ' ');
        day_print(&bounds, date.hi);
        assert_string_equal(bounds.bytes, valid[i].bounds);
        text_free(&bounds);
        assert_true(str_equal(date.written, text));
        assert_int_equal(date.level, valid[i].level);
        assert_int_equal(date.interval, valid[i].interval);
        assert_int_equal(date.unknown_lo, valid[i].unknown_lo);
        assert_int_equal(date.unknown_hi, valid[i].unknown_hi);
        assert_int_equal(date.approximate, valid[i].approximate);
        assert_int_equal(date.uncertain, valid[i].uncertain);
        assert_int_equal(date_is_day(&date), date.lo == date.hi);
    }
}

static void assert_verdict(EdtfVerdict expected, const char *const *texts)
{
    for (; *texts; texts++) {
        Date date;
        EdtfVerdict verdict = edtf_read(str_of(*texts), &date);
        if (verdict != expected) {
            fail_msg("%s: verdict %d, not %d", *texts, verdict, expected);
        }
    }
}

static void other_verdicts(void **state)
{
    (void)state;
    assert_verdict(EDTF_INVALID,
                   (const char *const[]){"", "-", "/", "..", "1991-", "1991-1", "1991-12-2", "991", "19911226",
                                         "26.12.1991", "1991/12/26", "1991-12-26x", "1991-12-26-01", "1988/1990/1994",
                                         "[1667", "1667]", "1991.", "--1991", NULL});
    assert_verdict(EDTF_NO_SUCH_DAY, (const char *const[]){"1900-02-29", "1991-00", "1991-13", "1991-04-31",
                                                           "1991-01-00", "1991-99", "-0000", "1991-02-30/1992", NULL});
    assert_verdict(EDTF_BACKWARDS, (const char *const[]){"1994/1988", "1991-12-26/1991-12-25", NULL});
    assert_verdict(EDTF_RANGE, (const char *const[]){"12345", "-12345", NULL});
    assert_verdict(EDTF_LATER,
                   (const char *const[]){"Y170000002", "Y-17E7", "201X", "20XX", "2004-06-XX", "156X-12-25", "2001-21",
                                         "1950S2", "2004-06~-11", "?2004-06-~11", "[1667,1668,1670..1672]", "{..1984}",
                                         "1985-04-12T23:20:30Z", "1985-04-12T23:20:30+04:30", "2004-06-XX/2004-07-03",
                                         "../2004-XX", NULL});
}

static void extents(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {
        {"1991-12-26 and", 10},
        {"1991-12-26, 1991-12-27", 10},
        {"2001-10-08: arguable", 10},
        {"1991.", 4},
        {"1985/..", 7},
        {"../1985)", 7},
        {"1920-11~ x", 8},
        {"[1667,1668] x", 11},
        {"[1667 x", 0},
        {"tomorrow", 0},
        {"", 0},
        {"-", 0},
        {"XXXX-12", 7},
        {"26.12.1991", 10},
        {"26 December", 2},
        {"\"1991\"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(edtf_extent(str_of(cases[i].text)), cases[i].length);
    }
}

static void guesses(void **state)
{
    (void)state;
    static const struct {
        const char *text, *guess;
    } cases[] = {
        {"26.12.1991", "1991-12-26"},
        {"2.1.1991", "1991-01-02"},
        {"12/26/1991", "1991-12-26"},
        {"26/12/1991", "1991-12-26"},
        {"1/1/1993", "1993-01-01"},
        {"1991-2-3", "1991-02-03"},
        {"1991/12/26", "1991-12-26"},
        {"19911226", "1991-12-26"},
        {"991", "0991"},
        {"26 December 1991", "1991-12-26"},
        {"Dec 26, 1991", "1991-12-26"},
        {"26th Dec. 1991", "1991-12-26"},
        {"December 1991", "1991-12"},
        {"1991-2", "1991-02"},
        {"1/2/1993", NULL}, /* which is the month? */
        {"31.2.1991", NULL},
        {"13/13/1991", NULL},
        {"5", NULL},
        {"", NULL},
        {"99999999999999999999", NULL},
        {"26 Smarch 1991", NULL},
        {"1/2/93", NULL},
        {"1991/1992/1993", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Text out = {0};
        bool guessed = edtf_guess(str_of(cases[i].text), &out);
        if (guessed != (cases[i].guess != NULL)) {
            fail_msg("%s: %s", cases[i].text, guessed ? out.bytes : "no guess");
        }
        if (guessed) {
            assert_string_equal(out.bytes, cases[i].guess);
            Date date;
            assert_int_equal(edtf_read(text_str(&out), &date), EDTF_VALID);
        }
        text_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_dates),
        cmocka_unit_test(other_verdicts),
        cmocka_unit_test(extents),
        cmocka_unit_test(guesses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
