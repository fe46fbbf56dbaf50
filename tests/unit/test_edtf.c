/* What a written date means, what is told from a slip, and what is guessed. */
#include "dates/describe.h"
#include "dates/guess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct {
    const char *text, *bounds;
    uint8_t level, shape, lo_marks, hi_marks;
    bool unknown_lo, unknown_hi, scattered;
} valid[] = {
    {"1991-12-26", "1991-12-26 1991-12-26", 0, DATE_SINGLE, 0, 0, false, false, false},
    {"1991", "1991-01-01 1991-12-31", 0, DATE_SINGLE, 0, 0, false, false, false},
    {"-0043-03-15", "-0043-03-15 -0043-03-15", 1, DATE_SINGLE, 0, 0, false, false, false},
    {"1984~", "1984-01-01 1984-12-31", 1, DATE_SINGLE, MARK_APPROXIMATE, MARK_APPROXIMATE, false, false, false},
    {"1984-?06", "1984-06-01 1984-06-30", 2, DATE_SINGLE, MARK_UNCERTAIN, MARK_UNCERTAIN, false, false, false},
    {"1984-06-02%", "1984-06-02 1984-06-02", 1, DATE_SINGLE, 3, 3, false, false, false},
    {"1988/1994", "1988-01-01 1994-12-31", 0, DATE_INTERVAL, 0, 0, false, false, false},
    {"../1985", ".. 1985-12-31", 1, DATE_INTERVAL, 0, 0, false, false, false},
    {"/1985", ".. 1985-12-31", 1, DATE_INTERVAL, 0, 0, true, false, false},
    {"1985-04-12/", "1985-04-12 ..", 1, DATE_INTERVAL, 0, 0, false, true, false},
    {"1984?/2004-06~", "1984-01-01 2004-06-30", 1, DATE_INTERVAL, MARK_UNCERTAIN, MARK_APPROXIMATE, false, false, false},
    {"156X-12-25", "1560-12-25 1569-12-25", 2, DATE_SINGLE, 0, 0, false, false, true},
    {"15XX", "1500-01-01 1599-12-31", 1, DATE_SINGLE, 0, 0, false, false, false},
    {"[1667,1669~]", "1667-01-01 1669-12-31", 2, DATE_ONE_OF, MARK_APPROXIMATE, MARK_APPROXIMATE, false, false, true},
    {"{..1984}", ".. 1984-12-31", 2, DATE_ALL_OF, 0, 0, false, false, false},
};

static void valid_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++) {
        Date date;
        Str text = str_of(valid[i].text);
        assert_int_equal(edtf_read(text, GREGORIAN, &date), EDTF_VALID);
        Text bounds = {0};
        day_print(&bounds, date.lo);
        text_add_char(&bounds, ' ');
        day_print(&bounds, date.hi);
        assert_string_equal(bounds.bytes, valid[i].bounds);
        text_free(&bounds);
        assert_true(str_equal(date.written, text));
        assert_int_equal(date.level, valid[i].level);
        assert_int_equal(date.shape, valid[i].shape);
        assert_int_equal(date.unknown_lo, valid[i].unknown_lo);
        assert_int_equal(date.unknown_hi, valid[i].unknown_hi);
        assert_int_equal(date.lo_marks, valid[i].lo_marks);
        assert_int_equal(date.hi_marks, valid[i].hi_marks);
        assert_int_equal(date.scattered, valid[i].scattered);
        assert_int_equal(date_is_day(&date), date.lo == date.hi);
    }
}

static void verdicts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        EdtfVerdict verdict;
    } cases[] = {
        {"", EDTF_INVALID},
        {"..", EDTF_INVALID},
        {"19911226", EDTF_INVALID},
        {"1988/1990/1994", EDTF_INVALID},
        {"1900-02-29", EDTF_NO_SUCH_DAY},
        {"1991-13", EDTF_NO_SUCH_DAY},
        {"-0000", EDTF_NO_SUCH_DAY},
        {"1991-02-30/1992", EDTF_NO_SUCH_DAY},
        {"19X1-02-29", EDTF_NO_SUCH_DAY},
        {"1994/1988", EDTF_BACKWARDS},
        {"[1994..1988]", EDTF_BACKWARDS},
        {"12345", EDTF_LONG_YEAR},
        {"Y1234", EDTF_SHORT_YEAR},
        {"Y1E16", EDTF_FAR_YEAR},
        {"Y1E99999999999999999999", EDTF_FAR_YEAR},
        {"Y12345-01", EDTF_YEAR_PARTS},
        {"12345-01-01", EDTF_YEAR_PARTS},
        {"1950S5", EDTF_DIGITS},
        {"2001-21-01", EDTF_SEASON_DAY},
        {"1985-04-12T10:30Z", EDTF_TIME},
        {"1985-04-12T10:30:00/1986", EDTF_TIME_HERE},
        {"1984?~", EDTF_MARKS},
        {"1984-?~06", EDTF_MARKS},
        {"[1984..1985-02]", EDTF_UNLIKE},
        {"[1984..,1990]", EDTF_OPEN_MEMBER},
        {"[1984,..1980]", EDTF_OPEN_MEMBER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Date date;
        EdtfVerdict verdict = edtf_read(str_of(cases[i].text), GREGORIAN, &date);
        if (verdict != cases[i].verdict) {
            fail_msg("%s: verdict %d, not %d", cases[i].text, verdict, cases[i].verdict);
        }
    }
}

static void spans_of(const char *written, Margin uncertain, Margin approximate, Text *out)
{
    Date date;
    DaySpans spans = {0};
    assert_int_equal(date_read(str_of(written), &date), EDTF_VALID);
    date_spans(&date, uncertain, approximate, &spans);
    for (size_t i = 0; i < spans.n; i++) {
        text_add(out, i ? STR(" ") : STR(""));
        day_print(out, spans.at[i].lo);
        if (spans.at[i].lo != spans.at[i].hi) {
            text_add_char(out, '/');
            day_print(out, spans.at[i].hi);
        }
    }
    vec_free(&spans);
}

static void spans(void **state)
{
    (void)state;
    static const struct {
        const char *written, *spans;
    } cases[] = {
        {"1991-12-26", "1991-12-26"},
        {"1985/", "1985-01-01/.."},
        {"156X-12-25", "1560-12-25 1561-12-25 1562-12-25 1563-12-25 1564-12-25 1565-12-25 1566-12-25 1567-12-25 "
                       "1568-12-25 1569-12-25"},
        {"1999-0X-31", "1999-01-31 1999-03-31 1999-05-31 1999-07-31 1999-08-31"},
        {"1999-02-X9", "1999-02-09 1999-02-19"},
        {"[1667,1668,1670..1672]", "1667-01-01/1668-12-31 1670-01-01/1672-12-31"},
        {"{1960,1961-12,1960-05}", "1960-01-01/1960-12-31 1961-12-01/1961-12-31"},
        {"[..1760,1770..]", "../1760-12-31 1770-01-01/.."},
        {"1917-10 julian", "1917-10-14/1917-11-13"},
        /* marks: `?` a month, `~` a year */
        {"1991-12-26?", "1991-11-26/1992-01-26"},
        {"1991~", "1990-01-01/1992-12-31"},
        {"2000-03-31%", "1999-02-28/2001-04-30"},
        {"1991?/1993", "1990-12-01/1993-12-31"},
        {"[1667?,1700]", "1666-12-01/1668-01-31 1700-01-01/1700-12-31"},
        {"1991~/..", "1990-01-01/.."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Text out = {0};
        spans_of(cases[i].written, (Margin){1, 'm'}, (Margin){1, 'y'}, &out);
        assert_string_equal(out.bytes, cases[i].spans);
        text_free(&out);
    }
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
        {"-XX00)", 5},
        {"-XXXX-12", 8},
        {"/.. x", 3},
        {"/1985)", 5},
        {"-X", 0},
        {"/ 2", 0},
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
        const char *text, *first, *second;
    } cases[] = {
        {"26.12.1991", "1991-12-26", NULL},
        {"2.1.1991", "1991-01-02", NULL},
        {"12/26/1991", "1991-12-26", NULL},
        {"26/12/1991", "1991-12-26", NULL},
        {"1/1/1993", "1993-01-01", NULL},
        {"1/2/1993", "1993-01-02", "1993-02-01"},
        {"1991-2-3", "1991-02-03", NULL},
        {"1991/12/26", "1991-12-26", NULL},
        {"19911226", "1991-12-26", NULL},
        {"991", "0991", NULL},
        {"26 December 1991", "1991-12-26", NULL},
        {"Dec 26, 1991", "1991-12-26", NULL},
        {"26th Dec. 1991", "1991-12-26", NULL},
        {"December 1991", "1991-12", NULL},
        {"1991-2", "1991-02", NULL},
        {"2023-02-30", "2023-02-28", "2023-02"},
        {"1993-13-01", "1993-01-13", NULL},
        {"1991-02-30/1992", "1991-02-28/1992", "1991-02/1992"},
        {"[1990,1991-06-31]", "[1990,1991-06-30]", "[1990,1991-06]"},
        {"1991-00-00", "1991", NULL},
        {"-0000", "0000", NULL},
        {"-0000-05-01", "0000-05-01", NULL},
        {"1994/1988", "1988/1994", NULL},
        {"12345", "Y12345", NULL},
        {"-12345/-12340", "Y-12345/Y-12340", NULL},
        {"Y1984", "1984", NULL},
        {"Y12345-06", "Y12345", NULL},
        {"1984~?", "1984%", NULL},
        {"1985-04-12T10:30Z", "1985-04-12T10:30:00Z", NULL},
        {"1985-04-12T25:00:00", "1985-04-12", NULL},
        {"1985-04-12T10:00:00/1985-04-13", "1985-04-12/1985-04-13", NULL},
        {"2001-21-01", "2001-01-21", "2001-21"},
        {"[1667, 1668]", "[1667,1668]", NULL},
        {"1988-1994", "1988/1994", NULL},
        {"1988 \xe2\x80\x93 1994", "1988/1994", NULL},
        {"1984..", "1984/..", NULL},
        {"1984/open", "1984/..", NULL},
        {"unknown/1984", "/1984", NULL},
        {"199u", "199X", NULL},
        {"199x-12", "199X-12", NULL},
        {"c. 1920", "1920~", NULL},
        {"circa 12 March 1920", "1920-03-12~", NULL},
        {"before 1920", "../1920", NULL},
        {"1920s", "192X", NULL},
        {"1900s", "19XX", NULL},
        {"19th century", "18XX", NULL},
        {"44 BC", "-0043", NULL},
        {"1 BC", "0000", NULL},
        {"AD 14", "0014", NULL},
        {"31.2.1991", "1991-02-28", "1991-02"},
        {"31 April 1991", "1991-04-30", "1991-04"},
        {"1991-4-31", "1991-04-30", "1991-04"},
        {"1991-02-29T10:00:00", "1991-02-28", "1991-02"},
        {"XXXX-02-30", "XXXX-02", NULL},
        {"19X1-02-29", "19X1-02", NULL},
        {"199X-02-30/2001", "199X-02/2001", NULL},
        {"1991-26-12", "1991-12-26", "1991-26"},
        {"1914-18", "1914/1918", NULL},
        {"1914/18", "1914/1918", NULL},
        {"1914\xe2\x80\x93"
         "18",
         "1914/1918", NULL},
        {"1985\xe2\x80\x93"
         "04\xe2\x80\x93"
         "12",
         "1985-04-12", NULL},
        {"\xe2\x88\x92"
         "0043",
         "-0043", NULL},
        {"-44", "-0044", "-0043"},
        {"+1991", "1991", NULL},
        {"..", "../..", NULL},
        {"192?", "192X", NULL},
        {"192-", "192X", NULL},
        {"19--", "19XX", NULL},
        {"19??", "19XX", NULL},
        {"1920-05-??", "1920-05-XX", NULL},
        {"15 March 44 BC", "-0043-03-15", NULL},
        {"29 Feb 45 BC", "-0044-02-29", NULL},
        {"3rd century BC", "-02XX", NULL},
        {"1st century BC", "-0099/0000", NULL},
        {"19th c.", "18XX", NULL},
        {"the 1920s", "192X", NULL},
        {"the 26th of December 1991", "1991-12-26", NULL},
        {"between 1920 and May 1925", NULL, NULL},
        {"between 1920 and 1925", "[1920..1925]", NULL},
        {"from 1920 to May 1925", "1920/1925-05", NULL},
        {"1988-05-01 - 1994-06-02", "1988-05-01/1994-06-02", NULL},
        {"1988 or 1989", "[1988,1989]", NULL},
        {"Q1 1993", "1993-33", NULL},
        {"1993-Q3", "1993-35", NULL},
        {"winter 1993/94", "1993-24", NULL},
        {"winter 1993", "1992-24", "1993-24"},
        {"1752-09-02 O.S.", "1752-09-02 julian", NULL},
        {"25 October 1917 (Julian)", "1917-10-25 julian", NULL},
        {"1917-10-25 Julian", "1917-10-25 julian", NULL},
        {"1985-04-12 23:59", "1985-04-12T23:59:00", NULL},
        {"[1985..1984]", "[1984..1985]", NULL},
        {"{1985;1986}", "{1985,1986}", NULL},
        {"[1985,1986}", "[1985,1986]", NULL},
        {"[1985,]", "[1985]", NULL},
        {"[1985/1986]", "[1985..1986]", NULL},
        {"1920-18", NULL, NULL},
        {"os", NULL, NULL},
        {"bc", NULL, NULL},
        {"0 BC", NULL, NULL},
        {"from to", NULL, NULL},
        {"[", NULL, NULL},
        {"13/13/1991", NULL, NULL},
        {"1991-13", NULL, NULL},
        {"5", NULL, NULL},
        {"", NULL, NULL},
        {"99999999999999999999", NULL, NULL},
        {"26 Smarch 1991", NULL, NULL},
        {"1/2/93", NULL, NULL},
        {"1991/1992/1993", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Date date;
        DateGuess guess;
        Str text = str_of(cases[i].text);
        date_guess(text, date_read(text, &date), &guess);
        size_t count = (cases[i].first != NULL) + (cases[i].second != NULL);
        if (guess.count != count) {
            fail_msg("%s: %zu guesses, the first %s", cases[i].text, guess.count, guess.count ? guess.forms[0] : "");
        }
        if (count) {
            assert_string_equal(guess.forms[0], cases[i].first);
        }
        if (count > 1) {
            assert_string_equal(guess.forms[1], cases[i].second);
        }
    }
}

static void words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words, *marks;
    } cases[] = {
        {"1991-12-26", "26 December 1991", ""},
        {"1991-12", "December 1991", ""},
        {"0000", "1 BC", ""},
        {"-0043-03-15~", "15 March 44 BC", "approximate"},
        {"201X", "a year from 2010 to 2019", ""},
        {"-01XX", "a year from 200 BC to 101 BC", ""},
        {"20X3", "a year from 2003 to 2093 written 20X3", ""},
        {"156X-12-25", "25 December of a year from 1560 to 1569", ""},
        {"15XX-12-XX", "a day of December of a year from 1500 to 1599", ""},
        {"1984-1X", "a month from October to December of 1984", ""},
        {"1984-X1", "January or November of 1984", ""},
        {"1984-XX-XX", "a day of 1984", ""},
        {"1560-XX-25", "the 25th of a month of 1560", ""},
        {"156X-XX-11", "the 11th of a month of a year from 1560 to 1569", ""},
        {"1984-06-2X", "a day from 20 to 29 of June 1984", ""},
        {"1984-06-X1", "the 1, 11 or 21 of June 1984", ""},
        {"19XX-XX", "a month of a year from 1900 to 1999", ""},
        {"2001-24", "winter 2001 (December to February of the next year)", ""},
        {"2001-34~", "the second quarter of 2001 (April to June)", "approximate"},
        {"1950S2", "a year from 1900 to 1999", ""},
        {"Y-17E7", "170000001 BC", ""},
        {"2004-06~-?11", "11 June 2004", "year approximate, month approximate, day uncertain"},
        {"1985-04-12T23:20:30Z", "12 April 1985, at 23:20:30 UTC", ""},
        {"1985/", "from 1985 to an unknown day", ""},
        {"../1985", "from the beginning of time to 1985", ""},
        {"1985~/1990?", "from 1985 to 1990", "start approximate; end uncertain"},
        {"[..1667,1670..1672~]", "one of these: up to 1667; from 1670 to 1672", "some approximate"},
        {"1917-10-25 julian", "25 October 1917, in the Julian calendar", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Date date;
        Text out = {0}, marks = {0};
        assert_int_equal(date_read(str_of(cases[i].text), &date), EDTF_VALID);
        date_describe(&out, &date);
        date_describe_marks(&marks, &date);
        assert_string_equal(out.bytes, cases[i].words);
        assert_string_equal(marks.bytes ? marks.bytes : "", cases[i].marks);
        text_free(&out);
        text_free(&marks);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_dates), cmocka_unit_test(verdicts), cmocka_unit_test(spans),
        cmocka_unit_test(extents),     cmocka_unit_test(guesses),  cmocka_unit_test(words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
