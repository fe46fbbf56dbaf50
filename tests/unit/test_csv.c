/* Tables as text with commas: cells as RFC 4180 has them, and what a row makes of them. */
#include "base/text.h"
#include "source/diagnostics.h"
#include "syntax/csv.h"
#include "syntax/parser.h"
#include "syntax/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static SourceFile loaded(const char *text)
{
    SourceFile file;
    uint32_t where;
    assert_int_equal(file_from_memory(&file, STR("test"), str_of(text), &where), FILE_READ);
    return file;
}

/* The cells of a text: `|` between cells, a line for each row, quoted ones in brackets, and a word for a mistake. */
static void assert_cells(const char *text, const char *expected)
{
    SourceFile file = loaded(text);
    Csv csv;
    CsvCell cell;
    Text out = {0};
    csv_start(&csv, &file);
    for (CsvVerdict verdict; (verdict = csv_next(&csv, &cell)) != CSV_END;) {
        if (verdict != CSV_CELL) {
            text_format(&out, "%s at %u\n",
                        verdict == CSV_UNCLOSED ? "unclosed"
                        : verdict == CSV_BEHIND ? "behind"
                                                : "inside",
                        csv.at);
            csv_skip_row(&csv);
            continue;
        }
        text_format(&out, cell.quoted ? "[%.*s]%s" : "%.*s%s", (int)(cell.end - cell.start),
                    file.bytes.ptr + cell.start, cell.last ? "\n" : "|");
    }
    assert_string_equal(out.len ? out.bytes : "", expected);
    text_free(&out);
    file_free(&file);
}

static void cells(void **state)
{
    (void)state;
    assert_cells("", "");
    assert_cells("\n\r\n  \n", "");
    assert_cells("a", "a\n");
    assert_cells("a,b\nc,d\n", "a|b\nc|d\n");
    assert_cells("a,b\r\nc,d", "a|b\nc|d\n");
    assert_cells("\xef\xbb\xbf"
                 "a,b",
                 "a|b\n");
    assert_cells("\n\n a , b\t\n\n\n  c  \n\n", "a|b\nc\n");
    assert_cells("a,", "a|\n");
    assert_cells("a,\n", "a|\n");
    assert_cells(",", "|\n");
    assert_cells(",\n,\n", "|\n|\n");
    assert_cells("\"a,b\" ,\"c\nd\"\n\"\",\" e \"", "[a,b]|[c\nd]\n[]|[ e ]\n");
    assert_cells("\"a \"\"b\"\"\",c", "[a \"\"b\"\"]|c\n");
    assert_cells("\"\"\"\"", "[\"\"]\n");
    assert_cells("a,\"b\nc\n", "a|unclosed at 7\n");
    assert_cells("\"", "unclosed at 1\n");
    assert_cells("a,\"b\" c,d\ne", "a|behind at 6\ne\n");
    assert_cells("a\"b,c\nd", "inside at 1\nd\n");
}

/* The refs of the sources that each row cites, `-` for none: a source that is kept for the next row keeps its own. */
static void refs(void **state)
{
    (void)state;
    SourceFile file = loaded("case \"x\"\nfacts p(X)\n  - a\n"),
               rows = loaded("X,per,ref\na,s,\nb,s,one\nc,s,\nd,\"s, t\",two\n");
    Tree tree = {0};
    Diagnostics diags = {0};
    parser_run(&file, &tree, &diags);
    uint32_t table = (uint32_t)tree.items.n - 1;
    table_read(&rows, &tree, table, (Span){0, 0}, &diags);
    assert_int_equal(diags.list.n, 0);
    Text out = {0};
    TreeRange range = tree.items.at[table].levels;
    assert_int_equal(range.count, 4);
    for (uint32_t i = 0; i < range.count; i++) {
        const TreeItem *row = &tree.items.at[range.first + i];
        assert_int_equal(row->clauses.count, 1);
        TreeRange cites = tree.clauses.at[row->clauses.first].range;
        for (uint32_t k = 0; k < cites.count; k++) {
            uint32_t ref = tree.cites.at[cites.first + k].ref;
            text_format(&out, "%.*s ", STR_ARG(ref == NONE ? STR("-") : tree.texts.at[ref]));
        }
    }
    assert_string_equal(out.bytes, "- one - - two ");
    assert_int_equal(tree_scope(&tree, range.first)->table, table);
    text_free(&out);
    tree_free(&tree);
    diag_free(&diags);
    file_free(&file);
    file_free(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cells), cmocka_unit_test(refs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
