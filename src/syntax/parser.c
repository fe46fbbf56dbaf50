#include "syntax/parser_internal.h"

/* ---- moving ---- */

bool parser_at_year(const Parser *p)
{
    if (p->lexer.token.word != WORD_YEAR) {
        return false;
    }
    char c = parser_peek_character(p);
    return (c >= '0' && c <= '9') || (c && strchr("-XY[{~?%./", c));
}

char parser_peek_character(const Parser *p)
{
    const char *text = p->lexer.text + p->lexer.token.end;
    while (*text == ' ' || *text == '\t') {
        text++;
    }
    return *text;
}

bool parser_at_reserved(const Parser *p)
{
    ClauseKind clause = p->clause_of[p->lexer.token.word];
    return clause != CLAUSE_KINDS && parser_takes_clause(p->item.kind, clause) && parser_peek_character(p) != '(';
}

Span parser_span_from(const Parser *p, uint32_t start)
{
    return (Span){start, p->last_end > start ? p->last_end : start};
}

/* ---- items ---- */

/* Moves on to the next line of this item that starts with a clause's keyword, or to the item's end. */
static void resume(Parser *p)
{
    p->depth = 0;
    vec_clear(&p->pending);
    const Token *token = &p->lexer.token;
    while (token->kind != TOKEN_STOP && !parser_at_row(p) && !(token->line_start && parser_at_clause(p) && !p->in_rows)) {
        lexer_skip_line(&p->lexer);
    }
}

/* Whether the keyword of an item, or of another item's clause, stands here as a statement: there is nothing behind it. */
static bool at_foreign_word(const Parser *p)
{
    if (parser_at_reserved(p)) {
        return false;
    }
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    ClauseKind clause = p->clause_of[ahead.token.word];
    return ahead.token.kind == TOKEN_STOP || ahead.token.kind == TOKEN_COMMA ||
           (clause != CLAUSE_KINDS && parser_takes_clause(p->item.kind, clause));
}

/* Whether a question's statements start here. */
static bool asks_here(const Parser *p)
{
    const Token *token = &p->lexer.token;
    if (p->item.kind != ITEM_QUESTION || p->item.levels.count) {
        return false;
    }
    bool bracket = parser_peek_character(p) == '(';
    bool keyword = (parser_at_clause(p) && token->word != WORD_BEGINS && !at_foreign_word(p)) ||
                   (token->line_start && p->item_of[token->word] != ITEM_KINDS && !at_foreign_word(p));
    return token->kind == TOKEN_VARIABLE || (token->kind == TOKEN_WORD && (bracket || !keyword));
}

/* One clause, or a question's statements. */
static bool read_part(Parser *p)
{
    const Token *token = &p->lexer.token;
    TreeItem *item = &p->item;
    if (parser_at_row(p)) {
        return parser_row(p);
    }
    if (!asks_here(p)) {
        bool negative_reading = token->word == WORD_NOT && item->kind == ITEM_PREDICATE;
        bool clause = token->kind == TOKEN_STRING || negative_reading || parser_at_clause(p);
        return clause ? parser_clause(p) : parser_mistaken_part(p);
    }
    bool capital = token->kind == TOKEN_VARIABLE && parser_peek_character(p) != '(';
    if (capital && item->text == NONE && parser_prose(p)) {
        return true;
    }
    TreeRange asked = {vec_next_id(&p->tree->literals), 0};
    do {
        uint32_t index;
        if (!parser_literal_here(p, PLACE_HEAD, &index)) {
            return false;
        }
        asked.count++;
    } while (parser_take(p, TOKEN_COMMA));
    item->levels = asked;
    return true;
}

/* Someone forgot to indent: the line in column 1 starts with the keyword of a clause. */
static bool goes_on_in_column_1(Parser *p)
{
    Lexer *lexer = &p->lexer;
    if (lexer->token.start >= lexer->len) {
        return false;
    }
    uint32_t start = lexer->token.start, end = start;
    if (lexer->text[start] == '-') {
        return p->item.kind == ITEM_FACTS || p->item.kind == ITEM_CLAIMS;
    }
    if (lexer->text[start] == '"') {
        return p->item.kind != ITEM_KINDS;
    }
    while ((unsigned char)(lexer->text[end] - 'a') < 26 || (unsigned char)(lexer->text[end] - '0') < 10) {
        end++;
    }
    Word word = lexer_word(lexer, (Str){lexer->text + start, end - start});
    ClauseKind clause = p->clause_of[word];
    if (word == WORD_AND) {
        return p->seen & 1ull << CLAUSE_IF;
    }
    bool rule = p->item.kind == ITEM_RULE || p->item.kind == ITEM_ALWAYS;
    if (word == WORD_IF && rule && p->seen & 1ull << CLAUSE_THEN) {
        return false; /* rather the next rule, without its keyword */
    }
    return clause != CLAUSE_KINDS && p->item_of[word] == ITEM_KINDS && parser_takes_clause(p->item.kind, clause);
}

static void complain_of_column_1(Parser *p)
{
    Span span = token_span(&p->lexer.token);
    span.end = p->lexer.token.kind == TOKEN_STRING ? span.start + 1 : span.end;
    const char *shown = parser_shown(p, span);
    Diag *diag = parser_error(p, E0112, span, "`%s` must be indented, to belong to the item above", shown);
    diag_help(p->diags, diag, "put two spaces before `%s`", shown);
    diag_edit(p->diags, diag, (Span){span.start, span.start}, "  ");
}

static void read_parts(Parser *p)
{
    bool complained = false;
    for (;;) {
        while (p->lexer.token.kind != TOKEN_STOP) {
            uint32_t start = p->lexer.token.start;
            if (!read_part(p)) {
                if (p->lexer.token.start == start) {
                    parser_next(p); /* whatever it is, it was reported */
                }
                resume(p);
            }
        }
        if (!goes_on_in_column_1(p)) {
            return;
        }
        lexer_enter(&p->lexer);
        if (!complained) {
            complain_of_column_1(p);
            complained = true;
        }
    }
}

static TreeScope scope_here(const Parser *p)
{
    const Tree *tree = p->tree;
    return tree->scopes.n ? vec_last(&tree->scopes) : (TreeScope){.section = NONE, .table = NONE};
}

/* What follows is in the section that was read last. */
static void open_section(Parser *p)
{
    TreeScope scope = scope_here(p);
    scope.section = vec_next_id(&p->tree->items) - 1;
    scope.first = scope.section + 1;
    vec_push(&p->tree->scopes, scope);
}

/* The rows, which were read before, belong to the table that comes next. */
static void close_table(Parser *p)
{
    Tree *tree = p->tree;
    TreeScope scope = scope_here(p);
    uint32_t table = vec_next_id(&tree->items);
    if (parser_table_complete(p)) {
        vec_push(&tree->outside, table);
    }
    if (p->rows.count) {
        scope.first = p->rows.first;
        scope.table = table;
        vec_push(&tree->scopes, scope);
        scope.first = table;
        scope.table = NONE;
        vec_push(&tree->scopes, scope);
    }
}

static void read_item(Parser *p, ItemKind kind)
{
    Token keyword = p->lexer.token;
    p->item = (TreeItem){.kind = (uint8_t)kind, .name = NONE, .literal = NONE, .text = NONE};
    p->item.clauses.first = vec_next_id(&p->tree->clauses);
    p->item_keyword = token_span(&keyword);
    p->unreadable = false;
    p->seen = 0;
    p->in_rows = false;
    parser_next(p);
    if (kind == ITEM_ALWAYS && !p->rule_forgotten) {
        p->item_keyword.end = p->lexer.token.end;
        parser_next(p);
    }
    p->rule_forgotten = false;
    p->item.name_span = p->item_keyword;
    if (!parser_head(p)) {
        p->unreadable = true;
        resume(p);
    }
    read_parts(p);
    parser_complete(p);
    if (!p->in_rows) {
        p->item.clauses.count = (uint32_t)(p->tree->clauses.n - p->item.clauses.first);
    }
    p->item.span = parser_span_from(p, keyword.start);
    if (!p->unreadable && (kind == ITEM_FACTS || kind == ITEM_CLAIMS)) {
        close_table(p);
    }
    if (!p->unreadable) {
        vec_push(&p->tree->items, p->item);
        parser_add_later(p, p->item.name, p->item.name_span, SYMBOL_OF_ITEM, id_of(p->tree->items.n) - 1);
        if (kind == ITEM_SECTION) {
            open_section(p);
        }
    }
}

/* The item that starts at the current token, or ITEM_KINDS. */
static ItemKind item_here(const Parser *p)
{
    const Token *token = &p->lexer.token;
    ItemKind kind = p->item_of[token->word];
    if (kind == ITEM_ALWAYS && !lexer_peek_word(&p->lexer, STR("rule"))) {
        kind = ITEM_KINDS;
    }
    return kind;
}

/* Whether `p(X…` follows, which stands at the head of a table. */
static bool heads_table(const Parser *p)
{
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    bool name = ahead.token.kind == TOKEN_WORD;
    lexer_next(&ahead);
    bool open = ahead.token.kind == TOKEN_OPEN;
    lexer_next(&ahead);
    return name && open && ahead.token.kind == TOKEN_VARIABLE;
}

/* `always ruel`, or `always` alone: what stands behind it is reported, and taken for `rule` or to follow it. */
static bool always_without_rule(Parser *p)
{
    if (p->lexer.token.word != WORD_ALWAYS) {
        return false;
    }
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    Span span = token_span(&ahead.token), gap = {p->lexer.token.end, p->lexer.token.end};
    Str rule = STR("rule"), here = {p->lexer.text + span.start, span.end - span.start};
    bool almost = ahead.token.kind == TOKEN_WORD && nearest_word(here, &rule, 1) != NONE;
    Diag *diag = parser_error(p, E0101, almost ? span : gap, "behind `always` stands `rule`");
    diag_help(p->diags, diag, "write `always rule`");
    diag_edit(p->diags, diag, almost ? span : gap, "%srule", almost ? "" : " ");
    p->rule_forgotten = !almost;
    return true;
}

/* What stands in column 1 is no item's keyword. Answers which one is meant, or ITEM_KINDS. */
static ItemKind not_an_item(Parser *p)
{
    const Token *token = &p->lexer.token;
    Span span = token_span(token);
    if (token->kind == TOKEN_WORD && p->clause_of[token->word] != CLAUSE_KINDS) {
        complain_of_column_1(p);
        return ITEM_KINDS;
    }
    if (token->kind == TOKEN_BAD) {
        parser_strange(p);
        return ITEM_KINDS;
    }
    if (always_without_rule(p)) {
        return ITEM_ALWAYS;
    }
    span.end = token->kind == TOKEN_STRING ? span.start + 1 : span.end;
    Diag *diag = parser_error(p, E0101, span, "no item starts with `%s`", parser_shown(p, span));
    if (token->kind != TOKEN_WORD && token->kind != TOKEN_VARIABLE) {
        diag_help(p->diags, diag, "put spaces before it if it continues the item above");
        return ITEM_KINDS;
    }
    Str meant = parser_meant_item((Str){p->lexer.text + span.start, span.end - span.start});
    if (!meant.len) {
        diag_help(p->diags, diag,
                  "items start with `fact`, `claim`, `rule`, `source`, …; what continues one is indented");
        return ITEM_KINDS;
    }
    const char *space = memchr(meant.ptr, ' ', meant.len);
    if (heads_table(p)) {
        meant = str_equal(meant, STR("fact")) ? STR("facts") : str_equal(meant, STR("claim")) ? STR("claims") : meant;
    }
    if (space && lexer_peek_word(&p->lexer, (Str){space + 1, meant.len - (size_t)(space + 1 - meant.ptr)})) {
        meant.len = (size_t)(space - meant.ptr);
    }
    diag_help(p->diags, diag, "did you mean `%.*s`?", STR_ARG(meant));
    diag_edit(p->diags, diag, span, "%.*s", STR_ARG(meant));
    p->lexer.token.kind = TOKEN_WORD;
    p->lexer.token.word = (uint8_t)lexer_word(&p->lexer, meant);
    return item_here(p);
}

/* `first` is the keyword of the first item. */
static void check_place_of_case(Parser *p, Span first)
{
    Span span = token_span(&p->lexer.token);
    Diag *diag;
    if (p->trial) {
        return;
    }
    if (p->case_span.end) {
        diag = parser_error(p, E0111, span, "the file already has a title");
        diag_help(p->diags, diag, "write `section \"…\"` for a heading");
        diag_edit(p->diags, diag, span, "section");
        diag_mark(p->diags, diag, p->case_span, "the first one");
        return;
    }
    p->case_span = span;
    if (span.start != first.start) {
        diag = parser_error(p, E0114, span, "`%s` must be the first item of the file", parser_shown(p, span));
        diag_mark(p->diags, diag, first, "this stands before it");
        diag_help(p->diags, diag, "move it to the top");
    }
}

void parser_init(Parser *p, const SourceFile *file, Tree *tree, Diagnostics *diags)
{
    *p = (Parser){.tree = tree, .diags = diags, .item.kind = ITEM_KINDS, .said = NONE};
    lexer_start(&p->lexer, file);
    for (unsigned word = 0; word < WORDS; word++) {
        p->item_of[word] = ITEM_KINDS;
        p->clause_of[word] = CLAUSE_KINDS;
    }
    for (unsigned kind = ITEM_KINDS; kind-- > 0;) {
        Str word = item_word(kind);
        const char *space = memchr(word.ptr, ' ', word.len);
        p->item_of[lexer_word(&p->lexer, (Str){word.ptr, space ? (size_t)(space - word.ptr) : word.len})] = (uint8_t)kind;
    }
    for (unsigned kind = CLAUSE_KINDS; kind-- > 0;) {
        Str word = clause_word(kind);
        const char *space = memchr(word.ptr, ' ', word.len);
        p->clause_of[lexer_word(&p->lexer, (Str){word.ptr, space ? (size_t)(space - word.ptr) : word.len})] =
            (uint8_t)kind;
    }
    p->item_of[WORD_NONE] = ITEM_KINDS;
    p->clause_of[WORD_NONE] = CLAUSE_KINDS; /* CLAUSE_TEXT has no word */
    p->clause_of[WORD_NOT] = CLAUSE_KINDS;  /* see parser_clause: only before a text, and only in a predicate */
}

void parser_free(Parser *p)
{
    parser_look_up(p);
    vec_free(&p->pending);
    vec_free(&p->columns);
}

/* Whether the line in column 1 goes on with a rule that lacks its own keyword. */
static bool goes_on_below(const Parser *p)
{
    Str line = {p->lexer.text + p->lexer.token.start, p->lexer.len - p->lexer.token.start};
    return (line.len > 5 && memcmp(line.ptr, "then ", 5) == 0) || (line.len > 7 && memcmp(line.ptr, "unless ", 7) == 0);
}

static void read_items(Parser *p)
{
    Span first = {0, 0};
    Diag *diag;
    if (p->lexer.token.kind != TOKEN_STOP) {
        diag = parser_error(p, E0112, token_span(&p->lexer.token), "the first line is indented, so nothing begins here");
        diag_help(p->diags, diag, "an item starts at the beginning of its line");
        while (p->lexer.token.kind != TOKEN_STOP) {
            lexer_skip_line(&p->lexer);
        }
    }
    while (lexer_enter(&p->lexer)) {
        uint32_t start = p->lexer.token.start;
        DiagMoment before = diag_moment(p->diags);
        TreeMark mark = tree_mark(p->tree);
        ItemKind kind = item_here(p);
        bool guessed = kind == ITEM_KINDS;
        kind = guessed ? not_an_item(p) : kind;
        if (kind == ITEM_KINDS) {
            do {
                lexer_skip_item(&p->lexer);
            } while (goes_on_below(p));
            parser_mend(p, (Span){start, p->lexer.token.start}, before);
            continue;
        }
        Span span = token_span(&p->lexer.token);
        DiagMoment said = diag_moment(p->diags);
        bool title = kind == ITEM_CASE || kind == ITEM_LIBRARY;
        first = first.end || (guessed && !title) ? first : span;
        if (kind == ITEM_CASE || kind == ITEM_LIBRARY) {
            check_place_of_case(p, first);
        }
        read_item(p, kind);
        if (guessed) { /* whatever else is wrong may be so only because of the guess */
            diag_forget(p->diags, said);
        }
        if (p->diags->errors > before.errors && parser_mend(p, (Span){start, p->lexer.token.start}, before)) {
            parser_look_up(p);
            tree_cut(p->tree, &mark);
        }
    }
    if (p->trial) {
        return;
    }
    if (first.end && !p->case_span.end) {
        diag = parser_error(p, E0114, first, "the file does not begin with the title of its case");
        diag_help(p->diags, diag, "write `case \"…\"` above this line");
    } else if (!first.end && p->diags->errors == 0 && p->lexer.len > 0) {
        diag = parser_error(p, E0114, ((Span){p->lexer.len, p->lexer.len}), "there is no case in this file");
        diag_help(p->diags, diag, "a case begins with `case \"…\"`");
    }
}

/* Makes room for what a long case of short rules or facts has. Room that stays unused costs no memory. */
static void reserve(Tree *tree, size_t bytes)
{
    vec_reserve(&tree->symbols.text, tree->symbols.text.n + bytes / 24);
    vec_reserve(&tree->items, tree->items.n + bytes / 40);
    vec_reserve(&tree->clauses, tree->clauses.n + bytes / 28);
    vec_reserve(&tree->conditions, tree->conditions.n + bytes / 22);
    vec_reserve(&tree->literals, tree->literals.n + bytes / 16);
    vec_reserve(&tree->terms, tree->terms.n + bytes / 24);
    vec_reserve(&tree->dates, tree->dates.n + bytes / 40);
}

void parser_run(const SourceFile *file, Tree *tree, Diagnostics *diags)
{
    Parser p;
    if (!tree->scopes.n) { /* read alone: sections and tables change what holds from here on */
        vec_push(&tree->scopes, ((TreeScope){.section = NONE, .table = NONE}));
    }
    reserve(tree, file->bytes.len);
    parser_init(&p, file, tree, diags);
    read_items(&p);
    parser_free(&p);
}

void parser_trial(const SourceFile *part, Tree *tree, Diagnostics *diags)
{
    Parser p;
    parser_init(&p, part, tree, diags);
    p.trial = true;
    read_items(&p);
    parser_free(&p);
}

uint32_t parser_literal(const SourceFile *file, Tree *tree, Diagnostics *diags)
{
    Parser p;
    parser_init(&p, file, tree, diags);
    p.lexer.no_items = true;
    p.lexer.token = (Token){0};
    p.lexer.line_begin = 0;
    lexer_next(&p.lexer);
    uint32_t index = NONE;
    size_t errors = diags->errors;
    bool read = parser_literal_here(&p, PLACE_HEAD, &index) && diags->errors == errors;
    if (read && p.lexer.token.kind != TOKEN_STOP) {
        read = parser_unexpected(&p);
    }
    parser_free(&p);
    return read ? index : NONE;
}
