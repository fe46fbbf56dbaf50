/* The cells of a table that stands in a file: their places, and what their texts mean. */
#include "syntax/table_internal.h"

#include "base/number.h"
#include "dates/guess.h"

Span table_span(const Table *t, uint32_t start, uint32_t end)
{
    return (Span){t->base + start, t->base + end};
}

Span table_cell_span(const Table *t, const CsvCell *cell)
{
    return table_span(t, cell->start, cell->end);
}

/* The cell's text; its doubled quotation marks undone, then in the tree's arena. */
Str table_text(Table *t, const CsvCell *cell)
{
    Str text = {t->csv.text + cell->start, cell->end - cell->start};
    if (!cell->doubled) {
        return text;
    }
    char *out = arena_alloc(&t->tree->arena, text.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        out[len++] = text.ptr[i];
        i += text.ptr[i] == '"'; /* they come in pairs */
    }
    out[len] = '\0';
    return (Str){out, len};
}

const char *table_shown(Table *t, Span span)
{
    Span here = {span.start - t->base, span.end - t->base};
    SourceFile whole = {.bytes = {t->csv.text, t->csv.len}};
    lexer_start(&t->parser.lexer, &whole);
    return parser_shown(&t->parser, here);
}

/* ---- cells that are read as in a case ---- */

/* Lets the parser stand at the start of a cell, as if it were a file of its own. */
Detour table_enter_cell(Table *t, const CsvCell *cell)
{
    Detour detour = {tree_mark(t->tree), t->diags->list.n};
    Str text = arena_copy(&t->tree->arena, table_text(t, cell));
    SourceFile file = {.bytes = text};
    Lexer *lexer = &t->parser.lexer;
    lexer_start(lexer, &file);
    lexer->no_items = true;
    lexer->token = (Token){0};
    lexer->line_begin = 0;
    lexer_next(lexer);
    t->parser.last_end = 0;
    t->parser.depth = 0;
    t->parser.pending.n = 0;
    t->parser.item.kind = t->head.kind == ITEM_FACTS ? ITEM_FACT : ITEM_CLAIM;
    return detour;
}

/* Moves what was read there to its place in the table's file. */
bool table_leave_cell(Table *t, const CsvCell *cell, const Detour *detour, bool read)
{
    if (read && t->parser.lexer.token.kind != TOKEN_STOP) {
        read = parser_unexpected(&t->parser);
    }
    tree_move(t->tree, &detour->mark, t->base + cell->start);
    diag_move(t->diags, detour->diags, t->base + cell->start);
    return read;
}

static bool parsed_term(Table *t, const CsvCell *cell, TreeTerm *term)
{
    Detour detour = table_enter_cell(t, cell);
    uint32_t index;
    bool read = table_leave_cell(t, cell, &detour, parser_term(&t->parser, &index));
    if (read) {
        *term = t->tree->terms.at[index];
        t->tree->terms.n = detour.mark.terms;
    }
    return read;
}

/* ---- values ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* As the language writes numbers: digits, `_` between them, at most one `.`; perhaps a sign. */
static bool is_number(Str text)
{
    bool point = false;
    size_t first = text.ptr[0] == '-', i = first;
    for (; i < text.len; i++) {
        char c = text.ptr[i];
        bool between = i > first && i + 1 < text.len && is_digit(text.ptr[i - 1]) && is_digit(text.ptr[i + 1]);
        if (!is_digit(c) && !(between && (c == '_' || (c == '.' && !point)))) {
            return false;
        }
        point |= c == '.';
    }
    return i > first;
}

/* Any date but a bare year, which is a number, and what might be a name or a code, which is a text (`Y17000`, `XXXX`). */
static bool is_date(Str text, Date *date)
{
    bool sign = text.ptr[0] == '-' && text.len > 1;
    return (is_digit(text.ptr[sign]) || memchr("[{~?%./", text.ptr[0], 7)) && date_read(text, date) == EDTF_VALID;
}

/* Whether it is so much like a number or a date that it is no text: `26.12.1991`, `1.000.000`, `1991-13-01`. */
static bool is_figure(Str text)
{
    bool sign = text.ptr[0] == '-' && text.len > 1;
    for (size_t i = sign; i < text.len; i++) {
        if (!is_digit(text.ptr[i]) && !memchr("-./,_ ~?%X", text.ptr[i], 10)) {
            return false;
        }
    }
    return is_digit(text.ptr[sign]);
}

/* A number as the language does not write them, and no date. */
static bool foreign_number(Table *t, const CsvCell *cell, Str text)
{
    Text guess = {0};
    DateGuess date;
    date_guess(text, EDTF_INVALID, &date);
    bool found = !date.count && number_guess(text, &guess);
    if (found) {
        Diag *diag = diag_add(t->diags, E0109, table_cell_span(t, cell), "`%.*s` is not how numbers are written here",
                              STR_ARG(text));
        diag_help(t->diags, diag, "write `%.*s`", STR_ARG(text_str(&guess)));
        diag_edit(t->diags, diag, table_span(t, cell->start - cell->quoted, cell->end + cell->quoted), "%.*s",
                  STR_ARG(text_str(&guess)));
    }
    text_free(&guess);
    return found;
}

bool table_is_plain_name(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool lower = c >= 'a' && c <= 'z', more = (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
        if (!lower && !(more && i > 0)) {
            return false;
        }
    }
    return text.len > 0;
}

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] & 0x80) {
            return false;
        }
    }
    return true;
}

/* Whether all of a text, with other letters than English ones, is one name. */
static bool is_other_name(Str text)
{
    SourceFile file = {.bytes = text};
    Lexer lexer;
    lexer_start(&lexer, &file);
    return lexer.token.kind == TOKEN_STOP && lexer_enter(&lexer) && lexer.token.kind == TOKEN_WORD &&
           lexer.token.end == text.len;
}

/* `Sweden` is a text, and not the `sweden` that stands elsewhere. */
static void warn_of_capital(Table *t, const CsvCell *cell, Str text)
{
    char small[64];
    if (t->warned || text.len >= sizeof small || text.ptr[0] < 'A' || text.ptr[0] > 'Z') {
        return;
    }
    memcpy(small, text.ptr, text.len);
    small[0] |= 0x20;
    Str name = {small, text.len};
    if (table_is_plain_name(name) && names_find(&t->tree->symbols, name) != NONE) {
        Diag *diag = diag_add(t->diags, W0161, table_cell_span(t, cell), "`%.*s` is a text here, not the name `%.*s`",
                              STR_ARG(text), STR_ARG(name));
        diag_help(t->diags, diag, "write `%.*s` if that is meant; said of the first such text of this table",
                  STR_ARG(name));
        diag_edit(t->diags, diag, table_cell_span(t, cell), "%.*s", STR_ARG(name));
        t->warned = true;
    }
}

bool table_value(Table *t, const CsvCell *cell, const Column *column, TreeTerm *term)
{
    Str text = table_text(t, cell);
    Names *symbols = &t->tree->symbols;
    Date date;
    *term = (TreeTerm){.span = table_cell_span(t, cell)};
    if (text.len == 0) {
        diag_add(t->diags, E0122, table_span(t, cell->start, cell->end), "a value is missing in the column `%.*s`",
                 STR_ARG(tree_symbol(t->tree, t->variables.at[column->value])));
        return false;
    }
    if (table_is_plain_name(text)) {
        term->kind = TERM_NAME;
        term->value = names_add_borrowed(symbols, text);
        return true;
    }
    if (is_number(text)) {
        term->kind = TERM_NUMBER;
        term->value = names_add_borrowed(symbols, text);
        return true;
    }
    if (is_date(text, &date)) {
        term->kind = TERM_DATE;
        term->value = vec_next_id(&t->tree->dates);
        vec_push(&t->tree->dates, date);
        return true;
    }
    if (is_figure(text) && foreign_number(t, cell, text)) {
        return false;
    }
    bool year = text.len > 5 && memcmp(text.ptr, "year ", 5) == 0;
    bool marked = text.len > 1 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"';
    if (year || marked || is_figure(text) || (!is_ascii(text) && is_other_name(text))) {
        return parsed_term(t, cell, term);
    }
    warn_of_capital(t, cell, text);
    term->kind = TERM_STRING;
    term->value = is_ascii(text) ? names_add_borrowed(symbols, text) : parser_normal_symbol(t->tree, text);
    return true;
}
