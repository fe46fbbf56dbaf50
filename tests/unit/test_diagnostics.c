/* How a diagnostic looks: on a terminal and as JSON, for well-meant text and for hostile text. */
#include "report/diagnostics_json.h"
#include "report/diagnostics_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <utf8proc.h>

static void add(Files *files, Str name, Str text)
{
    SourceFile file;
    uint32_t where;
    assert_int_equal(file_from_memory(&file, name, text, &where), FILE_READ);
    files_add(files, &file);
}

static Files loaded(Str text)
{
    Files files = {0};
    add(&files, STR("ball.case"), text);
    return files;
}

/* In the last file. */
static Span span_of(const Files *files, const char *word)
{
    const SourceFile *file = &vec_last(&files->at);
    const char *at = strstr(file->bytes.ptr, word);
    assert_non_null(at);
    uint32_t start = file->base + (uint32_t)(at - file->bytes.ptr);
    return (Span){start, start + (uint32_t)strlen(word)};
}

static void everything_in_one(void **state)
{
    (void)state;
    Files files = loaded(STR("a\nb\nc\npredicate controlled(F)\ne\nf\ng\nh\ni\n  unless controled(G)\n"));
    Diagnostics diags = {0};
    Diag *diag = diag_add(&diags, E0203, span_of(&files, "controled"), "nothing is called `controled`");
    diag_label(&diags, diag, "no fact, claim or rule gives this");
    diag_mark(&diags, diag, span_of(&files, "controlled"), "did you mean this?");
    diag_help(&diags, diag, "write `%s`", "controlled");
    diag_note(&diags, diag, "a note");
    diag_add(&diags, W0104, span_of(&files, "c\n"), "unused");
    diag_sort(&diags);
    Text out = {0};
    diagnostics_text(&out, &diags, &files, false);
    assert_string_equal(out.bytes, "warning[W0104]: unused\n"
                                   "  ┌ ball.case:3:1\n"
                                   "3 │ c\n"
                                   "  │ ^\n"
                                   "error[E0203]: nothing is called `controled`\n"
                                   "   ┌ ball.case:10:10\n"
                                   "10 │   unless controled(G)\n"
                                   "   │          ^^^^^^^^^ no fact, claim or rule gives this\n"
                                   "   ·\n"
                                   " 4 │ predicate controlled(F)\n"
                                   "   │           ---------- did you mean this?\n"
                                   "  = a note\n"
                                   "  help: write `controlled`\n");
    text_free(&out);
    diagnostics_text(&out, &diags, &files, true);
    assert_non_null(strstr(out.bytes, "\x1b[1;31merror[E0203]\x1b[0m"));
    text_free(&out);
    diag_free(&diags);
    files_free(&files);
}

/* A span says in which file it is; a mark in another file shows that file's name. */
static void several_files(void **state)
{
    (void)state;
    Files files = loaded(STR("rule x\nuse y\n"));
    Span first = span_of(&files, "x");
    add(&files, STR(""), STR(""));
    add(&files, STR("lib/y.case"), STR("é\nrule x"));
    Span second = span_of(&files, "x"), end = {files.at.at[0].bytes.len, files.at.at[0].bytes.len};
    assert_int_equal(files_index(&files, end.start), 0);
    assert_int_equal(files_index(&files, files.at.at[1].base), 1);
    assert_int_equal(files_index(&files, files.at.at[2].base), 2);
    assert_int_equal(files_index(&files, UINT32_MAX), 2);
    Diagnostics diags = {0};
    Diag *diag = diag_add(&diags, E0202, second, "taken");
    diag_mark(&diags, diag, first, "first");
    diag_mark(&diags, diag, end, "end");
    diag_add(&diags, E0202, first, "before");
    diag_sort(&diags);
    Text out = {0};
    diagnostics_text(&out, &diags, &files, false);
    assert_string_equal(out.bytes, "error[E0202]: before\n"
                                   "  ┌ ball.case:1:6\n"
                                   "1 │ rule x\n"
                                   "  │      ^\n"
                                   "error[E0202]: taken\n"
                                   "  ┌ lib/y.case:2:6\n"
                                   "2 │ rule x\n"
                                   "  │      ^\n"
                                   "  ┌ ball.case:1:6\n"
                                   "1 │ rule x\n"
                                   "  │      - first\n"
                                   "  ·\n"
                                   "3 │ \n"
                                   "  │ - end\n");
    text_free(&out);
    diag_free(&diags);
    files_free(&files);
}

/* The third line of the output: the carets, with the columns before them. */
static void assert_carets(Str text, const char *marked, const char *source_line, const char *carets)
{
    Files files = loaded(text);
    Diagnostics diags = {0};
    diag_add(&diags, E0115, span_of(&files, marked), "m");
    Text out = {0}, expected = {0};
    diagnostics_text(&out, &diags, &files, false);
    Place place = files_place(&files, diags.list.at[0].span.start).place;
    text_format(&expected, "error[E0115]: m\n  ┌ ball.case:%u:%u\n%u │ %s\n  │ %s\n", place.line, place.column,
                place.line, source_line, carets);
    assert_string_equal(out.bytes, expected.bytes);
    text_free(&out);
    text_free(&expected);
    diag_free(&diags);
    files_free(&files);
}

static void columns(void **state)
{
    (void)state;
    assert_carets(STR("ab cd"), "cd", "ab cd", "   ^^");
    assert_carets(STR("\tab\tcd\r\n"), "cd", "    ab    cd", "          ^^");
    assert_carets(STR("漢字 cd"), "cd", "漢字 cd", "     ^^");
    assert_carets(STR("cd 漢字"), "漢字", "cd 漢字", "   ^^^^");
    assert_carets(STR("cafe\xcc\x81 cd"), "cd", "cafe\xcc\x81 cd", "     ^^");
    assert_carets(STR("e\u0301\u0323 cd"), "cd", "e\u0301\u0323 cd", "  ^^");
    assert_carets(STR("ab e\u0301x"), "e\u0301", "ab e\u0301x", "   ^");
    assert_carets(STR("שָׁלוֹם cd"), "cd", "שָׁלוֹם cd", "     ^^");
    assert_carets(STR("ab שלום cd"), "שלום", "ab שלום cd", "   ^^^^");
    assert_carets(STR("مُحَمَّد cd"), "cd", "مُحَمَّد cd", "     ^^");
    assert_carets(STR("می\u200cخواهم cd"), "cd", "می\u200cخواهم cd", "        ^^");
    assert_carets(STR("ab\u200ccd"), "cd", "ab\\u{200c}cd", "          ^^");
    assert_carets(STR("क्ष cd"), "cd", "क्ष cd", "   ^^");
    assert_carets(STR("กำ cd"), "cd", "กำ cd", "   ^^");
    assert_carets(STR("한국 cd"), "cd", "한국 cd", "     ^^");
    assert_carets(STR("ＡＢ cd"), "cd", "ＡＢ cd", "     ^^");
    assert_carets(STR("😀 cd 😀"), "cd", "😀 cd 😀", "   ^^");
    assert_carets(STR("a 😀😀 b"), "😀😀", "a 😀😀 b", "  ^^^^");
    assert_carets(STR("👩\u200d👧 cd"), "cd", "👩\\u{200d}👧 cd", "             ^^");
    assert_carets(STR("\t\t漢\tcd"), "cd", "        漢    cd", "              ^^");
    assert_carets(STR("\ufeffab cd"), "cd", "ab cd", "   ^^");
    assert_carets(STR("\x1b[2J cd"), "cd", "\\x1b[2J cd", "        ^^");
    assert_carets(STR("x \xe2\x80\xae cd"), "cd", "x \\u{202e} cd", "           ^^");
    assert_carets(STR("one two\nthree"), "two\nthree", "one two", "    ^^^");
    assert_carets(STR("ab"), "", "ab", "^");
}

static void hostile_message(void **state)
{
    (void)state;
    Files files = loaded(STR("x"));
    files.at.at[0].name = STR("\x1b]0;t\x07.case");
    Diagnostics diags = {0};
    Diag *diag = diag_add(&diags, E0101, (Span){0, 1}, "\x1b[31mred");
    diag_help(&diags, diag, "\x07");
    Text out = {0};
    diagnostics_text(&out, &diags, &files, false);
    assert_null(strchr(out.bytes, '\x1b'));
    assert_null(strchr(out.bytes, '\x07'));
    assert_non_null(strstr(out.bytes, "\\x1b[31mred"));
    text_free(&out);
    diag_free(&diags);
    files_free(&files);
}

/* Of a line of a million characters, a hundred columns around the place are shown. */
static void long_line(void **state)
{
    (void)state;
    Text text = {0};
    for (int i = 0; i < 500000; i++) {
        text_add(&text, STR("ab"));
    }
    memcpy(text.bytes + 500000, "HERE", 4);
    Files files = loaded(text_str(&text));
    Diagnostics diags = {0};
    diag_add(&diags, E0115, span_of(&files, "HERE"), "m");
    diag_add(&diags, E0115, (Span){999999, 1000000}, "m");
    diag_add(&diags, E0115, (Span){0, 1000000}, "m");
    Text out = {0};
    diagnostics_text(&out, &diags, &files, false);
    assert_true(out.len < 1500);
    const char *source = strstr(out.bytes, "1 │ …"), *carets = strstr(out.bytes, "^^^^");
    assert_non_null(source);
    assert_non_null(carets);
    const char *here = strstr(source, "HERE"), *line = carets;
    while (line[-1] != '\n') {
        line--;
    }
    /* Both lines start with a bar, three bytes wide; the upper one has `…` too, another three. */
    assert_int_equal(here - source - 2 - 2, carets - line - 2);
    text_free(&out);
    text_free(&text);
    diag_free(&diags);
    files_free(&files);
}

static void limits(void **state)
{
    (void)state;
    Files files = loaded(STR("x"));
    Diagnostics diags = {0};
    for (int i = 0; i < MAX_ERRORS_PER_FILE + 7; i++) {
        Diag *diag = diag_add(&diags, E0101, (Span){0, 1}, "m%d", i);
        diag_label(&diags, diag, "l");
        diag_mark(&diags, diag, (Span){0, 1}, "k");
    }
    assert_int_equal(diags.list.n, MAX_ERRORS_PER_FILE);
    Text out = {0};
    diagnostics_text(&out, &diags, &files, false);
    assert_non_null(strstr(out.bytes, "ball.case: 7 more not shown\n"));
    text_free(&out);
    diag_free(&diags);
    files_free(&files);
}

static void json(void **state)
{
    (void)state;
    Files files = loaded(STR("é\nünless x"));
    Diagnostics diags = {0};
    Diag *diag = diag_add(&diags, W0101, span_of(&files, "x"), "say \"it\" \x1b");
    diag_mark(&diags, diag, span_of(&files, "ünless"), "here");
    diag_help(&diags, diag, "h");
    diag_edit(&diags, diag, span_of(&files, "x"), "y");
    diag_add(&diags, E0004, (Span){0, 0}, "gone")->whole_file = true;
    json_t *array = diagnostics_json(&diags, &files);
    assert_int_equal(json_array_size(array), 2);
    char *text = json_dumps(json_array_get(array, 0), JSON_COMPACT | JSON_SORT_KEYS);
    assert_string_equal(
        text, "{\"code\":\"W0101\",\"column\":8,\"edits\":[{\"column\":8,\"end\":12,\"file\":\"ball.case\",\"line\":2,"
              "\"replacement\":\"y\",\"start\":11}],\"end\":12,\"file\":\"ball.case\",\"help\":\"h\",\"label\":null,"
              "\"line\":2,\"marks\":[{\"column\":1,\"end\":10,\"file\":\"ball.case\",\"label\":\"here\",\"line\":2,"
              "\"start\":3}],"
              "\"message\":\"say \\\"it\\\" \\u001B\",\"note\":null,\"severity\":\"warning\",\"start\":11}");
    free(text);
    json_t *gone = json_array_get(array, 1);
    assert_true(json_is_null(json_object_get(gone, "line")));
    assert_string_equal(json_string_value(json_object_get(gone, "severity")), "error");
    json_decref(array);
    diag_free(&diags);
    files_free(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_in_one),
        cmocka_unit_test(several_files),
        cmocka_unit_test(columns),
        cmocka_unit_test(hostile_message),
        cmocka_unit_test(long_line),
        cmocka_unit_test(limits),
        cmocka_unit_test(json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
