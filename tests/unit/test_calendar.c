/* Days as numbers: agreement with a slow count, the ends of the calendar, and months added. */
#include "dates/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void known_days(void **state)
{
    (void)state;
    assert_int_equal(day_of_civil((CivilDay){1970, 1, 1}), 0);
    assert_int_equal(day_of_civil((CivilDay){1969, 12, 31}), -1);
    assert_int_equal(day_of_civil((CivilDay){2000, 2, 29}), 11016);
    assert_int_equal(day_of_civil((CivilDay){0, 3, 1}), -719468);
    assert_int_equal(day_of_civil((CivilDay){1991, 12, 26}), 8029);
}

/* Every day from year -801 to 2401, counted one by one. */
static void every_day_follows_the_last(void **state)
{
    (void)state;
    Day expected = day_of_civil((CivilDay){-801, 1, 1});
    for (int64_t year = -801; year <= 2401; year++) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int days = 0;
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= days_in_month(year, month); day++, days++, expected++) {
                assert_int_equal(day_of_civil((CivilDay){year, month, day}), expected);
                CivilDay back = civil_of_day(expected);
                assert_true(back.year == year && back.month == month && back.day == day);
            }
        }
        assert_int_equal(days, leap ? 366 : 365);
    }
}

static void days_that_do_not_exist(void **state)
{
    (void)state;
    assert_true(civil_exists((CivilDay){2000, 2, 29}));
    assert_false(civil_exists((CivilDay){1900, 2, 29}));
    assert_false(civil_exists((CivilDay){1991, 4, 31}));
    assert_false(civil_exists((CivilDay){1991, 0, 1}));
    assert_false(civil_exists((CivilDay){1991, 13, 1}));
    assert_false(civil_exists((CivilDay){1991, 1, 0}));
    assert_true(civil_exists((CivilDay){0, 2, 29}));
    assert_true(civil_exists((CivilDay){-4, 2, 29}));
}

static void assert_months(CivilDay from, int64_t months, CivilDay to)
{
    assert_int_equal(day_add_months(day_of_civil(from), months), day_of_civil(to));
}

static void months_added(void **state)
{
    (void)state;
    assert_months((CivilDay){1991, 1, 31}, 1, (CivilDay){1991, 2, 28});
    assert_months((CivilDay){1992, 1, 31}, 1, (CivilDay){1992, 2, 29});
    assert_months((CivilDay){1991, 12, 26}, 6, (CivilDay){1992, 6, 26});
    assert_months((CivilDay){1991, 1, 15}, -1, (CivilDay){1990, 12, 15});
    assert_months((CivilDay){1, 1, 15}, -13, (CivilDay){-1, 12, 15});
    assert_months((CivilDay){2000, 2, 29}, 12, (CivilDay){2001, 2, 28});
    assert_months((CivilDay){2000, 3, 31}, 0, (CivilDay){2000, 3, 31});
    assert_true(day_add_months(DAY_FIRST, 5) == DAY_FIRST);
    assert_true(day_add(0, INT64_MAX, 'w') == DAY_NONE_AFTER);
    assert_true(day_add(0, -INT64_MAX, 'y') == DAY_FIRST);
    assert_true(day_add(0, YEAR_MAX, 'y') == DAY_NONE_AFTER);
    assert_true(day_add(0, YEAR_MAX - 1970, 'y') == day_of_civil((CivilDay){YEAR_MAX, 1, 1}));
    assert_true(day_window_end(day_of_civil((CivilDay){2000, 2, 1}), 1, 'm') == day_of_civil((CivilDay){2000, 3, 1}));
    assert_true(day_window_end(0, YEAR_MAX, 'y') == DAY_NONE_AFTER && day_window_end(DAY_FIRST, 1, 'd') == DAY_FIRST);
    assert_true(day_add(0, 2, 'w') == 14 && day_add(0, -1, 'd') == -1);
    assert_true(day_add_months(DAY_NONE_AFTER, -5) == DAY_NONE_AFTER);
}

/* Conversions of almanacs; and the calendars part by a day at each 29 February that only one of them has. */
static void julian_days(void **state)
{
    (void)state;
    static const struct {
        CivilDay julian, gregorian;
    } days[] = {
        {{1917, 10, 25}, {1917, 11, 7}}, {{1900, 2, 29}, {1900, 3, 13}}, {{1582, 10, 4}, {1582, 10, 14}},
        {{1783, 4, 8}, {1783, 4, 19}},   {{-43, 3, 15}, {-43, 3, 13}},   {{0, 2, 29}, {0, 2, 27}},
        {{200, 2, 29}, {200, 2, 28}},    {{200, 3, 1}, {200, 3, 1}},     {{300, 2, 28}, {300, 2, 28}},
        {{2100, 2, 28}, {2100, 3, 13}},  {{2100, 2, 29}, {2100, 3, 14}},
    };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        assert_true(day_in(JULIAN, days[i].julian) == day_in(GREGORIAN, days[i].gregorian));
    }
    for (Day day = -800000; day < 800000; day += 7) {
        CivilDay julian = civil_in(JULIAN, day);
        assert_true(civil_exists_in(JULIAN, julian));
        assert_true(day_in(JULIAN, julian) == day);
    }
    assert_false(civil_exists_in(JULIAN, (CivilDay){1901, 2, 29}));
}

static void assert_printed(CivilDay day, const char *expected)
{
    Text out = {0};
    day_print(&out, day_of_civil(day));
    assert_string_equal(out.bytes, expected);
    text_free(&out);
}

static void printed(void **state)
{
    (void)state;
    assert_printed((CivilDay){1991, 12, 26}, "1991-12-26");
    assert_printed((CivilDay){-43, 3, 15}, "-0043-03-15");
    assert_printed((CivilDay){0, 1, 1}, "0000-01-01");
    assert_printed((CivilDay){170000002, 1, 1}, "170000002-01-01");
    assert_printed((CivilDay){-10000, 1, 1}, "-10000-01-01");
    Text out = {0};
    day_print(&out, DAY_FIRST);
    day_print(&out, DAY_NONE_AFTER);
    assert_string_equal(out.bytes, "....");
    text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(every_day_follows_the_last),
        cmocka_unit_test(days_that_do_not_exist),
        cmocka_unit_test(months_added),
        cmocka_unit_test(julian_days),
        cmocka_unit_test(printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
