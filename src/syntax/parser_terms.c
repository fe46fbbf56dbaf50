/* The smallest parts: symbols, texts, names, terms and calculations. */
#include "syntax/parser_internal.h"

#include "base/fatal.h"
#include "dates/guess.h"

#include <utf8proc.h>

static Str token_text(const Parser *p, const Token *token)
{
    return (Str){p->lexer.text + token->start, token->end - token->start};
}

Symbol parser_normal_symbol(Tree *tree, Str text)
{
    utf8proc_uint8_t *normal = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &normal,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len < 0) {
        fatal_memory(); /* the text is valid UTF-8 */
    }
    Symbol symbol = names_add(&tree->symbols, (Str){(const char *)normal, (size_t)len});
    free(normal);
    return symbol;
}

Symbol parser_symbol(Parser *p, const Token *token)
{
    Str text = token_text(p, token);
    if (!token->plain) {
        bool mended = token->kind == TOKEN_WORD && (text.ptr[0] == '"' || (text.ptr[0] >= 'A' && text.ptr[0] <= 'Z') ||
                                                    memchr(text.ptr, '-', text.len) || memchr(text.ptr, ' ', text.len));
        return mended ? parser_mended_symbol(p, text) : parser_normal_symbol(p->tree, text);
    }
    bool lasting = !p->lexer.no_items; /* the file outlives the tree, a literal from a command line does not */
    return (lasting ? names_add_borrowed : names_add)(&p->tree->symbols, text);
}

Symbol parser_symbol_or_later(Parser *p, const Token *token)
{
    return token->plain && !p->lexer.no_items ? SYMBOL_LATER : parser_symbol(p, token);
}

void parser_look_up(Parser *p)
{
    LaterSymbols *later = &p->later;
    Symbol symbols[NAMES_AT_ONCE];
    names_add_together(&p->tree->symbols, later->text, later->n, symbols);
    for (size_t i = 0; i < later->n; i++) {
        uint32_t index = later->index[i];
        switch ((SymbolPlace)later->place[i]) {
        case SYMBOL_OF_ITEM:
            p->tree->items.at[index].name = symbols[i];
            break;
        case SYMBOL_OF_LITERAL:
            p->tree->literals.at[index].name = p->said = symbols[i];
            break;
        case SYMBOL_OF_TERM:
            p->tree->terms.at[index].value = symbols[i];
            break;
        }
    }
    later->n = 0;
}

void parser_add_later(Parser *p, Symbol symbol, Span span, SymbolPlace place, uint32_t index)
{
    if (symbol != SYMBOL_LATER) {
        return;
    }
    LaterSymbols *later = &p->later;
    later->text[later->n] = (Str){p->lexer.text + span.start, span.end - span.start};
    later->index[later->n] = index;
    later->place[later->n] = (uint8_t)place;
    if (++later->n == NAMES_AT_ONCE) {
        parser_look_up(p);
    }
}

/* ---- texts ---- */

static void add_unescaped(Parser *p, Text *out, const Token *token)
{
    const char *text = p->lexer.text;
    uint32_t end = token->end - token->closed;
    for (uint32_t at = token->start + 1; at < end; at++) {
        char c = text[at];
        if (c == '\\' && at + 1 < end) {
            c = text[++at];
            if (c == 'n') {
                c = '\n';
            } else if (c != '"' && c != '\\') {
                uint32_t after = at + 1;
                while (after < end && ((unsigned char)text[after] & 0xc0) == 0x80) {
                    after++;
                }
                Span span = {at - 1, after};
                Diag *diag = parser_error(p, E0105, span, "`%s` means nothing in a text", parser_shown(p, span));
                diag_help(p->diags, diag, "write `\\\\` for a backslash; only `\\\"`, `\\\\` and `\\n` are special");
                diag_edit(p->diags, diag, (Span){at - 1, at - 1}, "\\");
            }
        }
        text_add_char(out, c);
    }
}

static void report_open_quote(Parser *p, const Token *token)
{
    Diag *diag = parser_error(p, E0104, ((Span){token->start, token->start + 1}),
                              "this text has no closing quotation mark on its line");
    diag_help(p->diags, diag, "end it with `\"`; a long text goes on as a second text on the next line");
    uint32_t end = token->end;
    while (end > token->start + 1 && (p->lexer.text[end - 1] == ' ' || p->lexer.text[end - 1] == '\r')) {
        end--;
    }
    diag_edit(p->diags, diag, (Span){end, end}, "\"");
}

/* The text at the current token and those right behind it. In the file's own bytes when nothing needed a change, else in
 * `joined`, which the caller frees. */
static Str read_text(Parser *p, Text *joined, bool *plain)
{
    Token first = p->lexer.token;
    if (!first.closed) {
        report_open_quote(p, &first);
    }
    *plain = first.plain;
    parser_next(p);
    if (first.plain && p->lexer.token.kind != TOKEN_STRING) {
        return (Str){p->lexer.text + first.start + 1, first.end - first.closed - first.start - 1};
    }
    add_unescaped(p, joined, &first);
    while (p->lexer.token.kind == TOKEN_STRING) {
        Token more = p->lexer.token;
        if (!more.closed) {
            report_open_quote(p, &more);
        }
        text_add_char(joined, ' ');
        add_unescaped(p, joined, &more);
        parser_next(p);
    }
    return text_str(joined);
}

bool parser_text(Parser *p, const char *what, uint32_t *index)
{
    if (p->lexer.token.kind != TOKEN_STRING) {
        return parser_bare_text(p, what, index) ||
               parser_missing(p, "%s is missing: a text in double quotation marks", what);
    }
    Text joined = {0};
    bool plain;
    Str text = read_text(p, &joined, &plain);
    *index = vec_next_id(&p->tree->texts);
    vec_push(&p->tree->texts, arena_copy(&p->tree->arena, text));
    text_free(&joined);
    return true;
}

/* ---- names ---- */

/* A keyword where a name must stand is one after all when it is the last word of its line (`kind note`). */
bool parser_at_no_name(const Parser *p)
{
    if (!parser_at_reserved(p)) {
        return false;
    }
    const Lexer *lexer = &p->lexer;
    size_t at = p->last_end;
    while (at < lexer->token.start && lexer->text[at] != '\n') {
        at++;
    }
    bool same_line = at == lexer->token.start;
    at = lexer->token.end;
    while (lexer->text[at] == ' ' || lexer->text[at] == '\t' || lexer->text[at] == '\r') {
        at++;
    }
    bool last = lexer->text[at] == '\n' || lexer->text[at] == '\0' || lexer->text[at] == '#';
    return !(same_line && last);
}

/* ---- terms ---- */

static uint32_t add_term(Parser *p, TreeTerm term)
{
    uint32_t index = vec_next_id(&p->tree->terms);
    vec_push(&p->tree->terms, term);
    return index;
}

static Symbol string_symbol(Parser *p)
{
    Text joined = {0};
    bool plain;
    Str text = read_text(p, &joined, &plain);
    bool ascii = true;
    for (size_t i = 0; i < text.len; i++) {
        ascii &= !((unsigned char)text.ptr[i] & 0x80);
    }
    Symbol symbol = ascii ? names_add(&p->tree->symbols, text) : parser_normal_symbol(p->tree, text);
    text_free(&joined);
    return symbol;
}

static bool minus_belongs_to_number(const Parser *p)
{
    const Token *token = &p->lexer.token;
    char c = p->lexer.text[token->end];
    return token->kind == TOKEN_MINUS && c >= '0' && c <= '9';
}

/* `-5`, or a date before the year 0 such as `-0043-03-15`: the sign becomes part of the token. */
static void join_minus(Parser *p)
{
    Lexer *lexer = &p->lexer;
    uint32_t start = lexer->token.start;
    lexer_next(lexer);
    lexer->token.start = start;
}

static bool is_year(const char *text)
{
    for (int i = 0; i < 4; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return text[4] < '0' || text[4] > '9';
}

/* A year of which the last digits may be unspecified: `1993`, `199X`. */
static bool starts_decade(const char *text)
{
    for (int i = 0; i < 4; i++) {
        if (!(text[i] >= '0' && text[i] <= '9') && !(i && text[i] == 'X')) {
            return false;
        }
    }
    return text[4] < '0' || text[4] > '9';
}

/* `1/2/1993`, which is no date here, but meant as one. */
static bool is_numeric_date(const Parser *p)
{
    uint32_t start = p->lexer.token.start;
    DateGuess guess;
    Str text = {p->lexer.text + start, edtf_extent((Str){p->lexer.text + start, p->lexer.len - start})};
    const char *stroke = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    if (!stroke || !memchr(stroke + 1, '/', text.len - (size_t)(stroke + 1 - text.ptr))) {
        return false;
    }
    date_guess(text, EDTF_INVALID, &guess);
    return guess.count > 0;
}

/* Whether what stands here, and is no token of a date, begins one: `1988/1994`, `1985/..`, `../1994`, `[1667,1668]`, `~1985`,
 * `XXXX-12`, `Y-17E7`. Where numbers are calculated with, a stroke may also divide, and `XXXX-12` is a subtraction. */
static bool at_unlike_date(const Parser *p)
{
    const Token *token = &p->lexer.token;
    const char *text = p->lexer.text + token->start, *behind = p->lexer.text + token->end;
    if (token->kind == TOKEN_BAD) {
        return strchr("[{~?%.", *text) && parser_at_date(p);
    }
    if (token->kind == TOKEN_DIVIDE ||
        token->kind == TOKEN_MINUS) { /* `/1985`, `-XX00`: nothing stands before that they could join */
        return (token->kind == TOKEN_DIVIDE || *behind == 'X') && parser_at_date(p);
    }
    if (token->kind == TOKEN_VARIABLE) {
        bool unspecified = behind - text == 4 && *behind == '-' && memchr(text, 'X', 4);
        bool long_year = behind - text == 1 && *text == 'Y' && *behind == '-' && behind[1] >= '1' && behind[1] <= '9';
        return (unspecified || long_year) && parser_at_date(p);
    }
    const char *digits = text + (*text == '-');
    bool year = behind - digits == 4 && is_year(digits);
    bool interval = year && (starts_decade(behind + 1) || (behind[1] && strchr(".-YX),~?%", behind[1])));
    return token->kind == TOKEN_NUMBER && *behind == '/' && (interval || is_numeric_date(p));
}

/* Whether `2000-3-31` stands here, which is a date only where nothing is calculated. */
static bool at_short_date(const Parser *p)
{
    const Token *token = &p->lexer.token;
    const char *text = p->lexer.text + token->start, *behind = p->lexer.text + token->end;
    return token->kind == TOKEN_NUMBER && behind - text == 4 && behind[0] == '-' && behind[1] >= '0' && behind[1] <= '9';
}

/* A date, behind `after` or where nothing but a term can stand (NULL). */
static bool date_term(Parser *p, const char *after, uint32_t start, uint32_t *index)
{
    TreeTerm term = {.kind = TERM_DATE};
    if (!parser_date(p, after, &term.value)) {
        return false;
    }
    term.span = parser_span_from(p, start);
    *index = add_term(p, term);
    return true;
}

bool parser_term(Parser *p, uint32_t *index)
{
    if (minus_belongs_to_number(p)) {
        join_minus(p);
    }
    return at_unlike_date(p) || at_short_date(p) ? date_term(p, NULL, p->lexer.token.start, index)
                                                 : parser_plain_term(p, index);
}

/* `yaer 1991`, `Year 1991` */
static void almost_year(Parser *p)
{
    const Token *token = &p->lexer.token;
    const char *behind = p->lexer.text + token->end;
    bool word = token->kind == TOKEN_WORD || token->kind == TOKEN_VARIABLE;
    if (!word || behind[0] != ' ' || behind[1] < '0' || behind[1] > '9' || token->word == WORD_YEAR) {
        return;
    }
    Str year = STR("year");
    char small[8];
    size_t len = token->end - token->start;
    if (len <= sizeof small) {
        memcpy(small, p->lexer.text + token->start, len);
        small[0] = (char)(small[0] | 0x20);
        if (nearest_word((Str){small, len}, &year, 1) != NONE) {
            parser_take_meant(p, year);
        }
    }
}

static bool missing_term(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->kind == TOKEN_MINUS && !token->line_start) { /* there it is rather of a list */
        Diag *diag = parser_error(p, E0103, token_span(token), "a minus stands before a number, or between two");
        diag_help(p->diags, diag, "in a comparison write `0 - X`; elsewhere leave it out, or give what is meant a name");
        return false;
    }
    return parser_missing(p, p->last_end && p->lexer.text[p->last_end - 1] == ','
                                 ? "after the comma something is missing"
                                 : "a name, a variable, a number, a date or a text is missing");
}

bool parser_plain_term(Parser *p, uint32_t *index)
{
    if (minus_belongs_to_number(p)) {
        join_minus(p);
    }
    const Token *token = &p->lexer.token;
    almost_year(p);
    TreeTerm term = {.span = token_span(token)};
    if (parser_at_year(p)) {
        parser_next(p);
        return date_term(p, "year", term.span.start, index);
    }
    switch (token->kind) {
    case TOKEN_VARIABLE:
        term.kind = TERM_VARIABLE;
        break;
    case TOKEN_WORD:
        term.kind = TERM_NAME;
        if (parser_at_hyphen(p)) {
            parser_mend_name(p);
            term.span = token_span(token);
        }
        break;
    case TOKEN_ANY:
        term.kind = TERM_ANY;
        break;
    case TOKEN_NUMBER:
        term.kind = TERM_NUMBER;
        break;
    case TOKEN_DATE:
    case TOKEN_BAD_NUMBER:
        return date_term(p, NULL, term.span.start, index);
    case TOKEN_STRING:
        term.kind = TERM_STRING;
        term.value = string_symbol(p);
        term.span.end = p->last_end;
        *index = add_term(p, term);
        return true;
    default:
        return missing_term(p);
    }
    if (term.kind == TERM_NAME) {
        term.value = parser_symbol_or_later(p, token);
    } else if (term.kind != TERM_ANY) {
        term.value = parser_symbol(p, token);
    }
    parser_next(p);
    *index = add_term(p, term);
    if (term.kind == TERM_NAME) {
        parser_add_later(p, term.value, term.span, SYMBOL_OF_TERM, *index);
    }
    return true;
}

/* ---- calculations ---- */

static char unit_of(Word word)
{
    switch (word) {
    case WORD_DAY:
    case WORD_DAYS:
        return 'd';
    case WORD_WEEK:
    case WORD_WEEKS:
        return 'w';
    case WORD_MONTH:
    case WORD_MONTHS:
        return 'm';
    case WORD_YEAR:
    case WORD_YEARS:
        return 'y';
    default:
        return 0;
    }
}

bool parser_duration(Parser *p, uint32_t *count, char *unit)
{
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_NUMBER) {
        return parser_missing(p, "a length of time is missing, such as `6 months`");
    }
    uint64_t value = 0;
    for (uint32_t at = token->start; at < token->end; at++) {
        char c = p->lexer.text[at];
        if (c == '.' || value > 1000000) {
            Diag *diag = parser_error(p, c == '.' ? E0109 : E0316, token_span(token), "`%s` cannot be a length of time",
                                      parser_shown(p, token_span(token)));
            diag_help(p->diags, diag, "write a whole number of days, weeks, months or years");
            return false;
        }
        value = c == '_' ? value : value * 10 + (uint64_t)(c - '0');
    }
    parser_next(p);
    *unit = unit_of(token->word);
    *count = (uint32_t)value;
    if (!*unit) {
        return parser_missing(p, "`days`, `weeks`, `months` or `years` is missing");
    }
    parser_next(p);
    return true;
}

static bool operand(Parser *p, uint32_t *index)
{
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_OPEN) {
        bool unlike = token->kind != TOKEN_VARIABLE && at_unlike_date(p);
        if (unlike && p->lexer.text[token->end] == '/' && is_year(p->lexer.text + token->end + 1)) {
            Span years = {token->start, token->end + 5};
            Diag *diag = parser_error(p, E0115, years, "`%s` may be a division, or the years", parser_shown(p, years));
            diag_help(p->diags, diag, "write `year %s` for the years; put blanks around `/` to divide",
                      parser_shown(p, years));
            diag_edit(p->diags, diag, (Span){years.start, years.start}, "year ");
            return false;
        }
        if (unlike ? !date_term(p, NULL, token->start, index) : !parser_plain_term(p, index)) {
            return false;
        }
        TreeTerm *term = &p->tree->terms.at[*index];
        if (term->kind == TERM_NUMBER && token->kind == TOKEN_BAD && p->lexer.text[token->start] == '%') {
            Diag *diag = parser_error(p, E0105, token_span(token), "numbers have no `%%`");
            diag_help(p->diags, diag, "leave it out, and compare with a part of a hundred: `… * 100 / … > 50`");
            diag_edit(p->diags, diag, token_span(token), "%s", "");
            parser_next(p);
        }
        term = &p->tree->terms.at[*index];
        if (term->kind == TERM_NUMBER && (term->op = unit_of(token->word)) != 0) {
            parser_next(p);
            term->span.end = p->last_end;
        } else if (term->kind == TERM_NAME && token->kind == TOKEN_OPEN) {
            Diag *diag = parser_error(p, E0115, term->span, "a statement cannot be part of a comparison");
            diag_help(p->diags, diag, "compare variables, and join the statement with `and`");
            return false;
        }
        return true;
    }
    Span open = token_span(token);
    if (p->depth >= MAX_NESTING) {
        parser_error(p, E0107, open, "brackets are nested more than %d deep", MAX_NESTING);
        return false;
    }
    p->depth++;
    parser_next(p);
    bool read = parser_expression(p, index);
    p->depth--;
    if (read && !parser_take(p, TOKEN_CLOSE)) {
        if (token->word == WORD_AND) {
            Diag *diag = parser_error(p, E0115, open, "brackets do not group conditions by themselves");
            diag_help(p->diags, diag, "leave them out");
            return false;
        }
        return parser_missing(p, "the closing `)` is missing");
    }
    return read;
}

static uint32_t add_operation(Parser *p, char op, uint32_t left, uint32_t right)
{
    Span span = {p->tree->terms.at[left].span.start, p->last_end};
    return add_term(p, (TreeTerm){.kind = TERM_OPERATION, .op = op, .value = left, .right = right, .span = span});
}

/* Whether the calculation goes on for too long: what follows takes apart what is read here step by step within one another. */
static bool too_long(Parser *p, uint32_t *steps)
{
    if (++*steps <= MAX_STEPS) {
        return false;
    }
    parser_error(p, E0316, token_span(&p->lexer.token), "more than %d steps in one calculation", MAX_STEPS);
    return true;
}

static bool products_from(Parser *p, uint32_t left, uint32_t *index)
{
    const Token *token = &p->lexer.token;
    uint32_t steps = 0;
    while (token->kind == TOKEN_TIMES || (token->kind == TOKEN_DIVIDE && p->lexer.text[token->end] != '/')) {
        char op = token->kind == TOKEN_TIMES ? '*' : '/';
        uint32_t right;
        if (too_long(p, &steps)) {
            return false;
        }
        parser_next(p);
        if (!operand(p, &right)) {
            return false;
        }
        left = add_operation(p, op, left, right);
    }
    *index = left;
    return true;
}

bool parser_expression_from(Parser *p, uint32_t left, uint32_t *index)
{
    const Token *token = &p->lexer.token;
    uint32_t steps = 0;
    if (!products_from(p, left, &left)) {
        return false;
    }
    while (token->kind == TOKEN_PLUS || (token->kind == TOKEN_MINUS && !parser_at_arrow(p))) {
        char op = token->kind == TOKEN_PLUS ? '+' : '-';
        uint32_t right;
        if (too_long(p, &steps)) {
            return false;
        }
        parser_next(p);
        if (!operand(p, &right) || !products_from(p, right, &right)) {
            return false;
        }
        left = add_operation(p, op, left, right);
    }
    *index = left;
    return true;
}

bool parser_expression(Parser *p, uint32_t *index)
{
    uint32_t left;
    return operand(p, &left) && parser_expression_from(p, left, index);
}
