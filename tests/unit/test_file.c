/* Reading files: what is text, what is refused, and where lines are. */
#include "base/mem.h"
#include "source/clean.h"
#include "source/diagnostics.h"
#include "source/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <unistd.h>

static SourceFile loaded(const char *text)
{
    SourceFile file;
    uint32_t where;
    assert_int_equal(file_from_memory(&file, STR("test"), str_of(text), &where), FILE_READ);
    return file;
}

static void assert_trouble(FileTrouble expected, uint32_t place, Str bytes)
{
    SourceFile file;
    uint32_t where = 99;
    assert_int_equal(file_from_memory(&file, STR("test"), bytes, &where), expected);
    if (expected == FILE_READ) {
        assert_true(str_equal(file.bytes, bytes));
    } else {
        assert_int_equal(where, place);
        assert_int_equal(file.bytes.len, place);
    }
    assert_int_equal(file.bytes.ptr[file.bytes.len], '\0');
    file_free(&file);
}

static void utf8(void **state)
{
    (void)state;
    assert_trouble(FILE_READ, 0, STR(""));
    assert_trouble(FILE_READ, 0, STR("plain text that is longer than a machine word\r\n"));
    assert_trouble(FILE_READ, 0,
                   STR("\xef\xbb\xbf"
                       "caf\xc3\xa9 \xe6\xbc\xa2 \xf0\x9f\x98\x80 \xf4\x8f\xbf\xbf"));
    assert_trouble(FILE_BINARY, 9, STR("123456789\0rest"));
    assert_trouble(FILE_NOT_UTF8, 3, STR("abc\xff"));
    assert_trouble(FILE_NOT_UTF8, 8, STR("12345678\x80"));
    assert_trouble(FILE_NOT_UTF8, 1, STR("a\xc0\xaf"));         /* overlong */
    assert_trouble(FILE_NOT_UTF8, 1, STR("a\xe0\x80\xaf"));     /* overlong */
    assert_trouble(FILE_NOT_UTF8, 1, STR("a\xed\xa0\x80"));     /* a surrogate */
    assert_trouble(FILE_NOT_UTF8, 1, STR("a\xf4\x90\x80\x80")); /* beyond Unicode */
    assert_trouble(FILE_NOT_UTF8, 1, STR("a\xf8\x88\x80\x80\x80"));
    assert_trouble(FILE_NOT_UTF8, 4, STR("abcd\xe6\xbc")); /* cut at the end */
}

static void lines_and_places(void **state)
{
    (void)state;
    SourceFile file = loaded("one\r\ncaf\xc3\xa9 au lait\n\nend");
    assert_true(str_equal(file_line(&file, 1), STR("one")));
    assert_true(str_equal(file_line(&file, 2), STR("caf\xc3\xa9 au lait")));
    assert_true(str_equal(file_line(&file, 3), STR("")));
    assert_true(str_equal(file_line(&file, 4), STR("end")));
    assert_true(str_equal(file_line(&file, 5), STR("")));
    assert_int_equal(file.lines, 4);
    static const struct {
        uint32_t offset, line, column;
    } places[] = {{0, 1, 1},  {2, 1, 3},  {4, 1, 5},  {5, 2, 1},  {8, 2, 4},  {10, 2, 5},
                  {19, 3, 1}, {20, 4, 1}, {22, 4, 3}, {23, 4, 4}, {999, 4, 4}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        Place place = file_place(&file, places[i].offset);
        assert_int_equal(place.line, places[i].line);
        assert_int_equal(place.column, places[i].column);
    }
    assert_int_equal(file_line_start(&file, 2), 5);
    file_free(&file);
    file = loaded("");
    assert_int_equal(file_place(&file, 0).line, 1);
    assert_int_equal(file_line(&file, 1).len, 0);
    file_free(&file);
}

static void files_on_disk(void **state)
{
    (void)state;
    SourceFile file;
    uint32_t where;
    assert_int_equal(file_read(&file, "no/such/file.case", &where), FILE_MISSING);
    file_free(&file);
    assert_int_equal(file_read(&file, ".", &where), FILE_NOT_A_FILE);
    file_free(&file);
    assert_int_equal(file_read(&file, "/dev/null", &where), FILE_NOT_A_FILE);
    file_free(&file);
    char path[] = "/tmp/arguendo-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    size_t big = 300000;
    char *bytes = mem_new(big, 1);
    memset(bytes, 'x', big);
    assert_int_equal(write(fd, bytes, big), (ssize_t)big);
    assert_int_equal(file_read(&file, path, &where), FILE_READ);
    assert_int_equal(file.bytes.len, big);
    assert_memory_equal(file.bytes.ptr, bytes, big);
    file_free(&file);
    assert_int_equal(ftruncate(fd, 0), 0);
    assert_int_equal(file_read(&file, path, &where), FILE_READ);
    assert_int_equal(file.bytes.len, 0);
    file_free(&file);
    close(fd);
    unlink(path);
    free(bytes);
}

static void assert_clean(const char *text, const char *shown, size_t width)
{
    Text out = {0};
    assert_int_equal(text_add_clean(&out, str_of(text)), width);
    assert_string_equal(text_str(&out).ptr, shown);
    text_free(&out);
}

static void cleaned(void **state)
{
    (void)state;
    assert_clean("plain", "plain", 5);
    assert_clean("\x1b[31m\x07", "\\x1b[31m\\x07", 12);
    assert_clean("a\tb\n", "a    b\\n", 8);
    assert_clean("\x7f\xc2\x9b", "\\x7f\\x9b", 8);
    assert_clean("\xe2\x80\xae", "\\u{202e}", 8);
    assert_clean("\xe6\xbc\xa2 e\xcc\x81", "\xe6\xbc\xa2 e\xcc\x81", 4);
    assert_clean("\xe6\xbc", "\\xe6\\xbc", 8); /* cut in two */
}

static void nearest(void **state)
{
    (void)state;
    const Str words[] = {STR("unless"),
                         STR("until"),
                         STR("rule"),
                         STR("per"),
                         STR("by"),
                         STR("d\xc3\xa9"
                             "cret")};
    size_t n = sizeof words / sizeof words[0];
    assert_int_equal(nearest_word(STR("unles"), words, n), 0);
    assert_int_equal(nearest_word(STR("unlses"), words, n), 0); /* two neighbours swapped count once */
    assert_int_equal(nearest_word(STR("rule"), words, n), 2);
    assert_int_equal(nearest_word(STR("rul"), words, n), 2);
    assert_int_equal(nearest_word(STR("decret"), words, n), 5); /* one letter, though two bytes */
    assert_int_equal(nearest_word(STR("because"), words, n), NONE);
    assert_int_equal(nearest_word(STR("x"), words, n), NONE);
    assert_int_equal(nearest_word(STR(""), words, n), NONE);
    assert_int_equal(
        nearest_word(STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), words, n), NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8),    cmocka_unit_test(lines_and_places), cmocka_unit_test(files_on_disk),
        cmocka_unit_test(cleaned), cmocka_unit_test(nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
