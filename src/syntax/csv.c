#include "syntax/csv.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void skip_blank_lines(Csv *csv)
{
    uint32_t at = csv->at;
    while (is_blank(csv->text[at]) || csv->text[at] == '\n') {
        csv->at = csv->text[at] == '\n' ? at + 1 : csv->at;
        at++;
    }
    csv->at = at >= csv->len ? csv->len : csv->at;
}

void csv_start(Csv *csv, const SourceFile *file)
{
    *csv = (Csv){file->bytes.len ? file->bytes.ptr : "", (uint32_t)file->bytes.len, 0, false};
    if (csv->len >= 3 && memcmp(csv->text, "\xef\xbb\xbf", 3) == 0) {
        csv->at = 3;
    }
    skip_blank_lines(csv);
}

/* Behind a cell's text, at its comma or its line's end. */
static void finish(Csv *csv, CsvCell *cell)
{
    cell->last = csv->text[csv->at] != ',' || csv->at >= csv->len;
    csv->in_a_row = !cell->last;
    csv->at += csv->at < csv->len;
    if (cell->last) {
        skip_blank_lines(csv);
    }
}

static CsvVerdict quoted_cell(Csv *csv, CsvCell *cell)
{
    uint32_t at = cell->start;
    for (;;) {
        const char *mark = at < csv->len ? memchr(csv->text + at, '"', csv->len - at) : NULL;
        if (!mark) {
            csv->at = csv->len;
            return CSV_UNCLOSED;
        }
        at = (uint32_t)(mark - csv->text);
        if (csv->text[at + 1] != '"') {
            break;
        }
        cell->doubled = true;
        at += 2;
    }
    cell->end = at++;
    while (is_blank(csv->text[at])) {
        at++;
    }
    csv->at = at;
    if (at < csv->len && csv->text[at] != ',' && csv->text[at] != '\n') {
        return CSV_BEHIND;
    }
    finish(csv, cell);
    return CSV_CELL;
}

CsvVerdict csv_next(Csv *csv, CsvCell *cell)
{
    const char *text = csv->text;
    uint32_t at = csv->at;
    if (at >= csv->len) {
        *cell = (CsvCell){at, at, .last = true};
        bool empty = csv->in_a_row; /* behind a comma at the end of the file */
        csv->in_a_row = false;
        return empty ? CSV_CELL : CSV_END;
    }
    while (is_blank(text[at])) {
        at++;
    }
    *cell = (CsvCell){.start = at};
    if (text[at] == '"') {
        cell->quoted = true;
        cell->start++;
        return quoted_cell(csv, cell);
    }
    while (text[at] != ',' && text[at] != '\n' && text[at] != '"' && text[at]) {
        at++;
    }
    cell->end = csv->at = at;
    if (text[at] == '"') {
        return CSV_INSIDE;
    }
    while (cell->end > cell->start && is_blank(text[cell->end - 1])) {
        cell->end--;
    }
    finish(csv, cell);
    return CSV_CELL;
}

void csv_skip_row(Csv *csv)
{
    const char *end = csv->at < csv->len ? memchr(csv->text + csv->at, '\n', csv->len - csv->at) : NULL;
    csv->at = end ? (uint32_t)(end + 1 - csv->text) : csv->len;
    csv->in_a_row = false;
    skip_blank_lines(csv);
}
