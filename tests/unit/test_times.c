#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/times.h"

static void sets_are_shared(void **state)
{
    (void)state;
    Times times;
    times_init(&times);
    assert_int_equal(times_interval(&times, DAY_FIRST, DAY_NONE_AFTER), TIME_ALWAYS);
    assert_int_equal(times_interval(&times, 5, 5), TIME_NEVER);
    Day pairs[] = {10, 20, 1, 5, 5, 8, 15, 30};
    TimeId joined = times_union_of(&times, pairs, 4);
    uint32_t n;
    const Day *days = times_days(&times, joined, &n);
    assert_int_equal(n, 4);
    assert_int_equal(days[0], 1);
    assert_int_equal(days[1], 8);
    assert_int_equal(days[2], 10);
    assert_int_equal(days[3], 30);
    Day same[] = {1, 8, 10, 30};
    assert_int_equal(times_union_of(&times, same, 2), joined);
    times_free(&times);
}

static void meets(void **state)
{
    (void)state;
    Times times;
    times_init(&times);
    Day x[] = {0, 10, 20, 30, 40, DAY_NONE_AFTER}, y[] = {5, 25, 29, 45};
    TimeId a = times_union_of(&times, x, 3), b = times_union_of(&times, y, 2);
    TimeId meet = times_meet(&times, a, b);
    for (Day day = -5; day < 60; day++) {
        assert_int_equal(times_contain(&times, meet, day),
                         times_contain(&times, a, day) && times_contain(&times, b, day));
    }
    assert_int_equal(times_meet(&times, b, a), meet);
    assert_int_equal(times_meet(&times, a, TIME_ALWAYS), a);
    assert_int_equal(times_meet(&times, TIME_NEVER, a), TIME_NEVER);
    times_free(&times);
}

static void slices_cut_and_cover(void **state)
{
    (void)state;
    Times times;
    times_init(&times);
    Day x[] = {0, 10, 20, 30}, cuts[] = {25, 5, 0, 10, 15, 40, 5};
    TimeId time = times_union_of(&times, x, 2);
    SlicesId slices = times_slices(&times, time, times_day_list(&times, cuts, 7));
    assert_int_equal(slices_count(&times, slices), 4);
    const Day expected[][2] = {{0, 5}, {5, 10}, {20, 25}, {25, 30}};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(slice_from(&times, slices, i), expected[i][0]);
        assert_int_equal(slice_until(&times, slices, i), expected[i][1]);
        assert_int_equal(slice_at(&times, slices, expected[i][0]), i);
        assert_int_equal(slice_at(&times, slices, expected[i][1] - 1), i);
    }
    assert_int_equal(slice_at(&times, slices, 10), NONE);
    assert_int_equal(slice_at(&times, slices, 30), NONE);
    assert_int_equal(slice_at(&times, SLICES_WHOLE, DAY_FIRST), 0);
    times_free(&times);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_are_shared),
        cmocka_unit_test(meets),
        cmocka_unit_test(slices_cut_and_cover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
