#include "syntax/table.h"

#include "syntax/table_internal.h"

/* What may stand in a table beside its variables. */
static const uint8_t extra[] = {CLAUSE_ON,  CLAUSE_FROM, CLAUSE_UNTIL, CLAUSE_DURING, CLAUSE_BEGINS,
                                CLAUSE_PER, CLAUSE_BY,   CLAUSE_RANK,  CLAUSE_REF,    CLAUSE_NOTE};
enum { EXTRAS = sizeof extra };

/* ---- clauses ---- */

static bool cell_date(Table *t, const CsvCell *cell, const char *word, uint32_t *index)
{
    Date date;
    Str text = table_text(t, cell);
    if (date_read(text, &date) == EDTF_VALID) {
        *index = vec_next_id(&t->tree->dates);
        vec_push(&t->tree->dates, date);
        return true;
    }
    Detour detour = table_enter_cell(t, cell);
    return table_leave_cell(t, cell, &detour, parser_date(&t->parser, word, index));
}

static bool cell_cites(Table *t, const CsvCell *cell, TreeClause *clause)
{
    Str text = table_text(t, cell);
    if (table_is_plain_name(text)) {
        if (str_equal(text, t->last_source)) { /* as in the row above */
            clause->range = t->last_cite;
            return true;
        }
        clause->range = (TreeRange){vec_next_id(&t->tree->cites), 1};
        t->last_source = text;
        t->last_cite = clause->range;
        vec_push(&t->tree->cites, ((TreeCite){.source = names_add_borrowed(&t->tree->symbols, text),
                                              .span = table_cell_span(t, cell),
                                              .ref = NONE,
                                              .pin = NONE}));
        return true;
    }
    Detour detour = table_enter_cell(t, cell);
    return table_leave_cell(t, cell, &detour, parser_cites(&t->parser, &clause->range));
}

static bool cell_names(Table *t, const CsvCell *cell, TreeClause *clause)
{
    Detour detour = table_enter_cell(t, cell);
    bool read = clause->kind == CLAUSE_BY ? parser_names(&t->parser, "the name of a position", &clause->range)
                                          : parser_name(&t->parser, "the name of a rank");
    if (clause->kind == CLAUSE_RANK) {
        clause->range = (TreeRange){(uint32_t)detour.mark.names, 1};
    }
    return table_leave_cell(t, cell, &detour, read);
}

static bool second_period(Table *t, const CsvCell *cell)
{
    Diag *diag = diag_add(t->diags, E0111, table_cell_span(t, cell), "a row has one period");
    diag_help(t->diags, diag, "leave all but one of these cells empty");
    return false;
}

static bool clause(Table *t, const CsvCell *cell, uint8_t kind)
{
    TreeClause clause = {.kind = kind, .a = NONE, .b = NONE, .span = table_cell_span(t, cell)};
    if (cell->start == cell->end) {
        return true; /* empty: as if it were not there */
    }
    switch (kind) {
    case CLAUSE_UNTIL:
    case THROUGH:
        if (t->until != NONE || t->through != NONE) {
            return second_period(t, cell);
        }
        return cell_date(t, cell, kind == THROUGH ? "through" : "until", kind == THROUGH ? &t->through : &t->until);
    case CLAUSE_ON:
    case CLAUSE_FROM:
    case CLAUSE_DURING:
    case CLAUSE_BEGINS:
        if (t->period.kind != CLAUSE_KINDS) {
            return second_period(t, cell);
        }
        t->period = clause;
        if (!cell_date(t, cell, clause_word((ClauseKind)kind).ptr, &t->period.a)) {
            return false;
        }
        if (kind == CLAUSE_ON) {
            t->period.range = (TreeRange){t->period.a, 1};
        }
        return true;
    case CLAUSE_PER:
        t->per = clause;
        return cell_cites(t, cell, &t->per);
    case CLAUSE_REF:
    case CLAUSE_NOTE:
        clause.a = vec_next_id(&t->tree->texts);
        vec_push(&t->tree->texts, table_text(t, cell));
        if (kind == CLAUSE_REF) {
            t->ref = clause;
        } else {
            vec_push(&t->tree->clauses, clause);
        }
        return true;
    default:
        if (!cell_names(t, cell, &clause)) {
            return false;
        }
        vec_push(&t->tree->clauses, clause);
        return true;
    }
}

/* The clauses that several cells make together. */
static bool finish_clauses(Table *t, Span row)
{
    TreeClause *period = &t->period;
    uint32_t end = t->until != NONE ? t->until : t->through;
    if (end != NONE && period->kind == CLAUSE_FROM) {
        period->b = end;
    } else if (end != NONE && period->kind == CLAUSE_KINDS) {
        *period = (TreeClause){.kind = CLAUSE_UNTIL, .a = end, .b = NONE, .span = row};
    } else if (end != NONE) {
        Diag *diag = diag_add(t->diags, E0111, row, "a row has one period");
        diag_help(t->diags, diag, "`until` and `through` go with `from`");
        return false;
    }
    if (period->kind != CLAUSE_KINDS) {
        period->through = t->through != NONE;
        vec_push(&t->tree->clauses, *period);
    }
    if (t->per.kind == CLAUSE_PER) {
        TreeCite last = t->tree->cites.at[t->per.range.first + t->per.range.count - 1];
        if (t->ref.kind == CLAUSE_REF && last.ref == NONE) {
            last.ref = t->ref.a;
            t->ref.kind = CLAUSE_KINDS;
            if (t->per.range.count == 1) { /* it may be shared with other rows */
                t->per.range.first = vec_next_id(&t->tree->cites);
                vec_push(&t->tree->cites, last);
            } else {
                vec_last(&t->tree->cites) = last;
            }
        }
        vec_push(&t->tree->clauses, t->per);
    }
    if (t->ref.kind == CLAUSE_REF) {
        vec_push(&t->tree->clauses, t->ref);
    }
    return true;
}

/* ---- rows ---- */

static void complain_of_quotes(Table *t, CsvVerdict verdict, const CsvCell *cell)
{
    Diag *diag;
    uint32_t at = t->csv.at;
    switch (verdict) {
    case CSV_UNCLOSED:
        diag = diag_add(t->diags, E0120, table_span(t, cell->start - 1, cell->start),
                        "this quotation mark is never closed");
        diag_help(t->diags, diag, "end the value with `\"`; a quotation mark inside it is written twice");
        break;
    case CSV_BEHIND:
        diag =
            diag_add(t->diags, E0120, table_span(t, at, at + 1), "after a value in quotation marks a comma must follow");
        diag_help(t->diags, diag, "a quotation mark inside a value is written twice: `\"\"`");
        break;
    default:
        diag = diag_add(t->diags, E0120, table_span(t, at, at + 1),
                        "a quotation mark in a value that does not begin with one");
        diag_help(t->diags, diag, "put the whole value into quotation marks, and write those inside it twice");
        break;
    }
}

static void wrong_count(Table *t, uint32_t count, Span row)
{
    Diag *diag = diag_add(t->diags, E0122, row, "this row has %u value%s, and the first row names %u", count,
                          count == 1 ? "" : "s", t->count);
    diag_help(t->diags, diag, "%s",
              count > t->count ? "put a value that contains a comma into quotation marks"
                               : "write a comma for each value, also where one is left out");
}

static bool cell_of_row(Table *t, const CsvCell *cell, uint32_t number)
{
    const Column *column = &t->columns[number];
    switch (column->use) {
    case COLUMN_VALUE: {
        TreeTerm term;
        bool read = table_value(t, cell, column, &term);
        if (read) {
            t->tree->terms.at[t->values + column->value] = term;
        }
        return read;
    }
    case COLUMN_CLAUSE:
        return clause(t, cell, column->clause);
    default:
        return true;
    }
}

static void keep_row(Table *t, TreeRange clauses, Span row)
{
    Tree *tree = t->tree;
    TreeItem item = {.kind = t->head.kind == ITEM_FACTS ? ITEM_FACT : ITEM_CLAIM,
                     .name = NONE,
                     .literal = parser_fill_row(tree, &t->head, &t->variables, t->values, row),
                     .text = NONE,
                     .clauses = clauses,
                     .span = row,
                     .name_span = row};
    vec_push(&tree->items, item);
}

/* One row. False at the end of the file. */
static bool read_row(Table *t)
{
    Tree *tree = t->tree;
    CsvCell cell;
    uint32_t number = 0, start = 0, end = 0;
    bool good = true;
    TreeRange clauses = {vec_next_id(&tree->clauses), 0};
    t->values = vec_next_id(&tree->terms);
    for (size_t i = 0; i < t->variables.n; i++) {
        vec_push(&tree->terms, (TreeTerm){0});
    }
    t->period.kind = t->per.kind = t->ref.kind = CLAUSE_KINDS;
    t->until = t->through = NONE;
    do {
        CsvVerdict verdict = csv_next(&t->csv, &cell);
        if (verdict == CSV_END) {
            return false;
        }
        if (verdict != CSV_CELL) {
            complain_of_quotes(t, verdict, &cell);
            csv_skip_row(&t->csv);
            return true;
        }
        start = number ? start : cell.start - cell.quoted;
        end = cell.end + cell.quoted;
        if (number < t->count) {
            good = cell_of_row(t, &cell, number) && good;
        }
        number++;
    } while (!cell.last);
    Span row = table_span(t, start, end);
    if (number != t->count) {
        wrong_count(t, number, row);
    } else if (good && finish_clauses(t, row)) {
        clauses.count = (uint32_t)(tree->clauses.n - clauses.first);
        keep_row(t, clauses, row);
    }
    return true;
}

/* ---- the first row ---- */

static Str header_word(uint8_t clause)
{
    return clause == THROUGH ? STR("through") : clause_word((ClauseKind)clause);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_letters(Str a, Str b)
{
    for (size_t i = 0; a.len == b.len && i < a.len; i++) {
        if (lower(a.ptr[i]) != lower(b.ptr[i])) {
            return false;
        }
    }
    return a.len == b.len;
}

/* The variable called so, or NONE; capital or small letters do not matter when `loose`. */
static uint32_t variable_called(const Table *t, Str name, bool loose)
{
    for (uint32_t i = 0; i < t->variables.n; i++) {
        Str variable = tree_symbol(t->tree, t->variables.at[i]);
        if (loose ? same_letters(variable, name) : str_equal(variable, name)) {
            return i;
        }
    }
    return NONE;
}

static void name_column(const Table *t, Column *column, Str name)
{
    column->value = variable_called(t, name, false);
    if (column->value != NONE) {
        column->use = COLUMN_VALUE;
        return;
    }
    for (size_t i = 0; i <= EXTRAS; i++) {
        uint8_t clause = i < EXTRAS ? extra[i] : (uint8_t)THROUGH;
        if (str_equal(header_word(clause), name)) {
            column->use = COLUMN_CLAUSE;
            column->clause = clause;
            return;
        }
    }
    column->value = variable_called(t, name, true);
    column->use = column->value == NONE ? COLUMN_UNUSED : COLUMN_VALUE;
}

static bool read_header(Table *t, Span name)
{
    CsvCell cell;
    bool mine = false;
    do {
        CsvVerdict verdict = csv_next(&t->csv, &cell);
        if (verdict == CSV_END) {
            diag_add(t->diags, E0121, name, "this table has no rows: its file is empty");
            return false;
        }
        if (verdict != CSV_CELL || t->count == MAX_COLUMNS) {
            break; /* it does not look like a table */
        }
        Column *column = &t->columns[t->count++];
        *column = (Column){.header = cell};
        name_column(t, column, table_text(t, &cell));
        mine |= column->use != COLUMN_UNUSED;
    } while (!cell.last);
    if (!mine || !cell.last) { /* nothing of what may be another file is shown */
        Text names = {0};
        for (size_t i = 0; i < t->variables.n; i++) {
            text_format(&names, "%s%.*s", i ? "," : "", STR_ARG(tree_symbol(t->tree, t->variables.at[i])));
        }
        Diag *diag = diag_add(t->diags, E0121, name, "the first row of this file does not name the table's columns");
        Str first = t->count == 1 ? table_text(t, &t->columns[0].header) : STR("");
        bool other = memchr(first.ptr, ';', first.len) || memchr(first.ptr, '\t', first.len);
        diag_help(t->diags, diag, "let the file begin with the line `%.*s`%s", STR_ARG(text_str(&names)),
                  other ? "; values are separated by commas, not by semicolons or tabs" : "");
        text_free(&names);
        return false;
    }
    return true;
}

/* A column that is called as another one, or as a clause that a fact does not have. */
static bool check_column(Table *t, uint32_t number)
{
    const Column *column = &t->columns[number];
    ItemKind row = t->head.kind == ITEM_FACTS ? ITEM_FACT : ITEM_CLAIM;
    Span span = table_cell_span(t, &column->header);
    if (column->use == COLUMN_CLAUSE && column->clause != THROUGH &&
        !parser_takes_clause(row, (ClauseKind)column->clause)) {
        Diag *diag = diag_add(t->diags, E0121, span, "a fact has no `%s`", header_word(column->clause).ptr);
        diag_help(t->diags, diag, "write `claims` instead of `facts` for what somebody asserts");
        return false;
    }
    for (uint32_t i = 0; i < number && column->use != COLUMN_UNUSED; i++) {
        const Column *other = &t->columns[i];
        if (other->use == column->use && other->value == column->value && other->clause == column->clause) {
            Diag *diag = diag_add(t->diags, E0121, span, "two columns are called `%s`", table_shown(t, span));
            diag_mark(t->diags, diag, table_cell_span(t, &other->header), "the first one");
            return false;
        }
    }
    return true;
}

/* The unused column whose name is nearest to what is missed, or NONE. */
static uint32_t misspelt_column(const Table *t, Str wanted)
{
    Str names[MAX_COLUMNS];
    uint32_t numbers[MAX_COLUMNS];
    size_t n = 0;
    for (uint32_t i = 0; i < t->count; i++) {
        const CsvCell *header = &t->columns[i].header;
        if (t->columns[i].use == COLUMN_UNUSED && !header->doubled) {
            names[n] = (Str){t->csv.text + header->start, header->end - header->start};
            numbers[n++] = i;
        }
    }
    uint32_t near = nearest_word(wanted, names, n);
    return near == NONE ? NONE : numbers[near];
}

static bool check_variables(Table *t, Span name)
{
    bool good = true;
    for (uint32_t v = 0; v < t->variables.n; v++) {
        bool found = false;
        for (uint32_t i = 0; i < t->count; i++) {
            found |= t->columns[i].use == COLUMN_VALUE && t->columns[i].value == v;
        }
        if (found) {
            continue;
        }
        Str variable = tree_symbol(t->tree, t->variables.at[v]);
        uint32_t near = misspelt_column(t, variable);
        Span span = near == NONE ? name : table_cell_span(t, &t->columns[near].header);
        Diag *diag = diag_add(t->diags, E0121, span, "no column of this table is called `%.*s`", STR_ARG(variable));
        if (near != NONE) {
            diag_help(t->diags, diag, "did you mean `%.*s`?", STR_ARG(variable));
            diag_edit(t->diags, diag, span, "%.*s", STR_ARG(variable));
            t->columns[near].use = COLUMN_VALUE; /* said enough of it */
        } else {
            diag_help(t->diags, diag, "the first row of the file names the columns, by the variables of the table");
        }
        good = false;
    }
    return good;
}

/* What else the file has: near to a clause's name it is a slip, else just not used. */
static bool check_unused(Table *t)
{
    bool good = true;
    for (uint32_t i = 0; i < t->count; i++) {
        if (t->columns[i].use != COLUMN_UNUSED) {
            continue;
        }
        Str words[EXTRAS + 1];
        for (size_t k = 0; k < EXTRAS; k++) {
            words[k] = header_word(extra[k]);
        }
        words[EXTRAS] = header_word(THROUGH);
        const CsvCell *header = &t->columns[i].header;
        Span span = table_cell_span(t, header);
        uint32_t near = nearest_word((Str){t->csv.text + header->start, header->end - header->start}, words, EXTRAS + 1);
        if (near != NONE && header->end - header->start > 2) {
            Diag *diag = diag_add(t->diags, E0121, span, "a table has no column `%s`", table_shown(t, span));
            diag_help(t->diags, diag, "did you mean `%s`?", words[near].ptr);
            diag_edit(t->diags, diag, span, "%s", words[near].ptr);
            good = false;
        } else {
            diag_add(t->diags, W0160, span, "the column `%s` is not used", table_shown(t, span));
        }
    }
    return good;
}

static bool check_header(Table *t, Span name)
{
    bool good = true;
    for (uint32_t i = 0; i < t->count; i++) {
        good = check_column(t, i) && good;
    }
    good = check_variables(t, name) && good;
    return check_unused(t) && good;
}

void table_read(const SourceFile *file, Tree *tree, uint32_t table, Span span, Diagnostics *diags)
{
    Table *t = mem_zero(1, sizeof *t);
    *t = (Table){.tree = tree, .diags = diags, .head = tree->items.at[table], .index = table, .base = file->base};
    csv_start(&t->csv, file);
    parser_init(&t->parser, file, tree, diags);
    TreeLiteral said = tree_literal(tree, t->head.literal);
    parser_columns(tree, &said, &t->variables);
    if (read_header(t, span) && check_header(t, span)) {
        TreeScope scope = *tree_scope(tree, table);
        scope.first = vec_next_id(&tree->items);
        scope.table = table;
        vec_push(&tree->scopes, scope);
        while (read_row(t)) {
        }
        tree->items.at[table].levels = (TreeRange){scope.first, (uint32_t)(tree->items.n - scope.first)};
    }
    parser_free(&t->parser);
    vec_free(&t->variables);
    free(t);
}
