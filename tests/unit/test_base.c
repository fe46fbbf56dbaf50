#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/number.h"
#include "base/text.h"

/* Texts of up to nine bytes that look alike: with zeros, with a length or all bits in the last byte. */
static void short_names_are_told_apart(void **state)
{
    (void)state;
    static const char bytes[] = {0, 1, 2, 3, 7, 8, 9, 'a', 'b', (char)0xff};
    Names names = {0};
    char text[9];
    uint32_t count = 0;
    for (size_t len = 0; len <= sizeof text; len++) {
        for (size_t variant = 0; variant < (len == 0 ? 1 : sizeof bytes * sizeof bytes); variant++) {
            memset(text, 0, sizeof text);
            text[len / 2] = bytes[variant / sizeof bytes];
            if (len) {
                text[len - 1] = bytes[variant % sizeof bytes];
            }
            Str name = {text, len};
            uint32_t before = names_find(&names, name);
            bool known = false; /* found by looking at each */
            for (uint32_t id = 0; id < count; id++) {
                known |= str_equal(names_text(&names, id), name);
            }
            assert_int_equal(known, before != NONE);
            uint32_t id = names_add(&names, name);
            assert_true(str_equal(names_text(&names, id), name));
            count += !known;
            assert_int_equal(names.text.n, count);
        }
    }
    names_free(&names);
}

static void names_are_dense_and_found_again(void **state)
{
    (void)state;
    Names names = {0};
    char word[32];
    for (uint32_t i = 0; i < 5000; i++) {
        int length = snprintf(word, sizeof word, "name%u", i);
        assert_int_equal(names_add(&names, (Str){word, (size_t)length}), i);
    }
    assert_int_equal(names_add(&names, STR("name17")), 17);
    assert_int_equal(names_find(&names, STR("name4999")), 4999);
    assert_int_equal(names_find(&names, STR("name5000")), NONE);
    assert_true(str_equal(names_text(&names, 4321), STR("name4321")));
    assert_int_equal(names_add(&names, STR("")), 5000);
    assert_int_equal(names_find(&names, STR("")), 5000);
    names_free(&names);
}

static void maps_keep_what_is_put_in(void **state)
{
    (void)state;
    Map map = {0};
    assert_int_equal(map_find(&map, 7), NONE);
    for (uint64_t i = 0; i < 3000; i++) {
        uint32_t *value = map_at(&map, i << 32 | (i * 7));
        assert_int_equal(*value, NONE);
        *value = (uint32_t)i;
    }
    for (uint64_t i = 0; i < 3000; i++) {
        assert_int_equal(map_find(&map, i << 32 | (i * 7)), i);
    }
    assert_int_equal(map_find(&map, 1), NONE);
    map_free(&map);

    Dense dense = {0};
    assert_int_equal(dense_find(&dense, 100), NONE);
    *dense_at(&dense, 100) = 3;
    assert_int_equal(dense_find(&dense, 100), 3);
    assert_int_equal(dense_find(&dense, 99), NONE);
    assert_int_equal(*dense_at(&dense, 100000), NONE);
    assert_int_equal(dense_find(&dense, 100), 3);
    dense_free(&dense);
}

static void arena_blocks_stay_where_they_are(void **state)
{
    (void)state;
    Arena arena = {0};
    char *first = arena_alloc(&arena, 3, 1);
    first[0] = 'a';
    Str copy = arena_copy(&arena, STR("hello"));
    for (int i = 0; i < 1000; i++) {
        memset(arena_alloc(&arena, 100, 10), i, 1000);
    }
    assert_int_equal(first[0], 'a');
    assert_string_equal(copy.ptr, "hello");
    Str text = arena_format(&arena, "%s-%d", "x", 42);
    assert_true(str_equal(text, STR("x-42")));
    arena_free(&arena);
    assert_null(arena.chunks);
}

static Number number(const char *text)
{
    Number n;
    assert_true(number_read(str_of(text), &n));
    return n;
}

static void numbers_are_exact(void **state)
{
    (void)state;
    Number n;
    assert_int_equal(number_compare(number("0.1"), number("0.10")), 0);
    assert_true(number_apply('+', number("0.1"), number("0.2"), &n));
    assert_int_equal(number_compare(n, number("0.3")), 0);
    assert_true(number_apply('/', number("1"), number("3"), &n));
    assert_true(number_apply('*', n, number("3"), &n));
    assert_int_equal(number_compare(n, number("1")), 0);
    assert_true(number_compare(number("-2"), number("1_000")) < 0);
    assert_true(number_apply('*', number("82.1"), number("99.9"), &n));
    assert_int_equal(number_compare(n, number("8201.79")), 0);
    assert_false(number_apply('/', number("1"), number("0"), &n));
    assert_false(number_apply('*', number("9000000000000000000"), number("9000000000000000000"), &n));
    assert_false(number_read(STR("1.2.3"), &n));
    assert_false(number_read(STR(""), &n));
    assert_false(number_read(STR("99999999999999999999999999999999999999"), &n));
}

static void text_grows(void **state)
{
    (void)state;
    Text text = {0};
    for (int i = 0; i < 1000; i++) {
        text_format(&text, "%d,", i);
    }
    assert_int_equal(text.len, 10 * 2 + 90 * 3 + 900 * 4);
    assert_int_equal(strlen(text.bytes), text.len);
    text.len = 0;
    text_add(&text, STR("é"));
    text_add_spaces(&text, 2);
    assert_true(str_equal(text_str(&text), STR("é  ")));
    text_free(&text);
}

static void numbers_written_elsewhere(void **state)
{
    (void)state;
    static const char *const guesses[][2] = {
        {"1,000", "1_000"},
        {"1.000.000", "1_000_000"},
        {"1 000 000", "1_000_000"},
        {"1'234'567.5", "1_234_567.5"},
        {"1,5", "1.5"},
        {"-3,25", "-3.25"},
        {"1,234.5", "1_234.5"},
        {"1.234,56", "1_234.56"},
        {"12,345", "12_345"},
        {"1234,5", "1234.5"},
        {"1000", NULL},
        {"1,", NULL},
        {",5", NULL},
        {"1,,5", NULL},
        {"1,23,456", NULL},
        {"1.2.3", NULL},
        {"1 5", NULL},
        {"", NULL},
        {"-", NULL},
        {"1,000,000,000,000,000,000,000,000", NULL},
        {"1234,567,890", NULL},
        {"1,5a", NULL},
    };
    for (size_t i = 0; i < sizeof guesses / sizeof guesses[0]; i++) {
        Text guess = {0};
        bool found = number_guess(str_of(guesses[i][0]), &guess);
        assert_int_equal(found, guesses[i][1] != NULL);
        if (found) {
            assert_string_equal(guess.bytes, guesses[i][1]);
        } else {
            assert_int_equal(guess.len, 0);
        }
        text_free(&guess);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_dense_and_found_again),
        cmocka_unit_test(short_names_are_told_apart),
        cmocka_unit_test(maps_keep_what_is_put_in),
        cmocka_unit_test(arena_blocks_stay_where_they_are),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(numbers_written_elsewhere),
        cmocka_unit_test(text_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
