/* Tables: `facts LITERAL(Variables)` and `claims …`, and their rows. */
#include "syntax/parser_internal.h"

/* ---- the head ---- */

void parser_columns(const Tree *tree, const TreeLiteral *literal, IdVec *columns)
{
    columns->n = 0;
    for (uint32_t i = 0; i < literal->args.count; i++) {
        const TreeTerm *term = &tree->terms.at[literal->args.first + i];
        bool known = term->kind != TERM_VARIABLE;
        for (size_t k = 0; k < columns->n && !known; k++) {
            known = columns->at[k] == term->value;
        }
        if (!known) {
            vec_push(columns, term->value);
        }
    }
}

static bool check_columns(Parser *p, const TreeLiteral *literal)
{
    for (uint32_t i = 0; i < literal->args.count; i++) {
        const TreeTerm *term = &p->tree->terms.at[literal->args.first + i];
        if (term->kind == TERM_ANY) {
            Diag *diag = parser_error(p, E0121, term->span, "each column needs a name");
            diag_help(p->diags, diag, "write a variable that says what stands there, such as `Who`");
            return false;
        }
    }
    parser_columns(p->tree, literal, &p->columns);
    if (p->columns.n == 0) {
        Diag *diag = parser_error(p, E0121, literal->span, "a table needs a variable for each of its columns");
        bool one = parser_peek_character(p) != '-';
        const char *single = p->item.kind == ITEM_FACTS ? "fact" : "claim";
        diag_help(p->diags, diag, "write for instance `%s %s(Who, What)`; or `%s` for a single one",
                  item_word((ItemKind)p->item.kind).ptr, parser_shown(p, literal->name_span), single);
        if (one && !parser_at_row(p)) {
            diag_edit(p->diags, diag, p->item_keyword, "%s", single);
        }
        return false;
    }
    return true;
}

bool parser_table_head(Parser *p)
{
    p->rows = (TreeRange){vec_next_id(&p->tree->items), 0};
    p->in_rows = false;
    p->columns.n = 0;
    if (!parser_literal_here(p, PLACE_HEAD, &p->item.literal)) {
        return false;
    }
    parser_look_up(p); /* the rows copy it */
    TreeLiteral literal = tree_literal(p->tree, p->item.literal);
    p->item.name_span = literal.name_span;
    return check_columns(p, &literal);
}

/* ---- rows ---- */

/* The row has `count` values, but not one for each column. */
static void wrong_count(Parser *p, uint32_t count, Span row)
{
    Text names = {0};
    for (size_t i = 0; i < p->columns.n; i++) {
        text_format(&names, "%s%.*s", i ? ", " : "", STR_ARG(tree_symbol(p->tree, p->columns.at[i])));
    }
    Diag *diag = parser_error(p, E0122, row, "this row has %u value%s, and the table %zu column%s", count,
                              count == 1 ? "" : "s", p->columns.n, p->columns.n == 1 ? "" : "s");
    diag_help(p->diags, diag, "write a value for each of %.*s, with commas between them", STR_ARG(text_str(&names)));
    text_free(&names);
}

uint32_t parser_fill_row(Tree *tree, const TreeItem *table, const IdVec *columns, uint32_t values, Span row)
{
    TreeLiteral literal = tree_literal(tree, table->literal);
    TreeRange args = literal.args;
    literal.args = (TreeRange){values, (uint32_t)columns->n};
    if (args.count > columns->n) { /* some column stands twice, or something stands there already */
        literal.args = (TreeRange){vec_next_id(&tree->terms), args.count};
        for (uint32_t i = 0; i < args.count; i++) {
            TreeTerm term = tree->terms.at[args.first + i];
            for (uint32_t k = 0; k < columns->n && term.kind == TERM_VARIABLE; k++) {
                if (columns->at[k] == term.value) {
                    term = tree->terms.at[values + k];
                    break;
                }
            }
            vec_push(&tree->terms, term);
        }
    }
    literal.span = row;
    return tree_add_literal(tree, &literal);
}

/* `a, b`: the values of a row, and what it says with them. */
static bool values(Parser *p, const TreeItem *table)
{
    const Token *token = &p->lexer.token;
    uint32_t first = vec_next_id(&p->tree->terms), count = 0, start = token->start;
    do {
        uint32_t index;
        if (parser_at_reserved(p) && parser_peek_character(p) != ',') {
            return parser_missing(p, "a value is missing before `%s`", parser_shown(p, token_span(token)));
        }
        if (!parser_term(p, &index)) {
            return false;
        }
        count++;
    } while (parser_take_sign(p, TOKEN_COMMA));
    Span row = parser_span_from(p, start);
    p->item.name_span = row;
    bool more = !token->line_start && !parser_at_clause(p) &&
                (token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER || token->kind == TOKEN_DATE);
    if (count < p->columns.n && more) {
        Diag *diag = parser_error(p, E0122, ((Span){p->last_end, p->last_end}), "a comma is missing between two values");
        diag_help(p->diags, diag, "write `%s, %s`", parser_shown(p, p->tree->terms.at[first + count - 1].span),
                  parser_shown(p, token_span(token)));
        diag_edit(p->diags, diag, (Span){p->last_end, p->last_end}, ",");
        return false;
    }
    if (count != p->columns.n) {
        wrong_count(p, count, row);
        return false;
    }
    parser_look_up(p); /* values may be copied */
    p->item.literal = parser_fill_row(p->tree, table, &p->columns, first, row);
    return true;
}

static bool row_clauses(Parser *p)
{
    const Token *token = &p->lexer.token;
    while (token->kind != TOKEN_STOP && !parser_at_row(p)) {
        bool clause = token->kind == TOKEN_STRING || parser_at_clause(p);
        if (clause ? !parser_clause(p) : !parser_mistaken_part(p)) {
            return false;
        }
    }
    return true;
}

bool parser_row(Parser *p)
{
    if (!p->in_rows) { /* the clauses that follow are the rows' */
        p->item.clauses.count = (uint32_t)(p->tree->clauses.n - p->item.clauses.first);
    }
    TreeItem table = p->item;
    uint64_t seen = p->seen;
    uint32_t start = p->lexer.token.start;
    p->in_rows = true;
    if (p->columns.n == 0) {
        return false; /* its head could not be read */
    }
    p->item = (TreeItem){.kind = table.kind == ITEM_FACTS ? ITEM_FACT : ITEM_CLAIM, .name = NONE, .text = NONE};
    p->item.clauses.first = vec_next_id(&p->tree->clauses);
    p->seen = 0;
    parser_next(p);
    bool read = values(p, &table), whole = read && row_clauses(p);
    if (read) {
        p->item.clauses.count = (uint32_t)(p->tree->clauses.n - p->item.clauses.first);
        p->item.span = parser_span_from(p, start);
        vec_push(&p->tree->items, p->item);
        p->rows.count++;
    }
    table.broken |= p->item.broken;
    p->item = table;
    p->seen = seen;
    return whole;
}

bool parser_table_complete(Parser *p)
{
    TreeItem *table = &p->item;
    bool elsewhere = p->seen & 1ull << CLAUSE_TABLE;
    table->levels = p->rows;
    if (elsewhere && p->rows.count) {
        Diag *diag = parser_error(p, E0122, p->tree->items.at[p->rows.first].span,
                                  "the rows of this table stand in a file, and here stands one too");
        diag_help(p->diags, diag, "write a second table for the rows that stand here");
    } else if (!elsewhere && !p->in_rows && !table->broken) {
        Diag *diag = parser_error(p, E0103, p->item.name_span, "the table has no rows");
        diag_help(p->diags, diag, "write them below, each on a line that starts with `-`; or `from table \"file.csv\"`");
    }
    return elsewhere;
}
