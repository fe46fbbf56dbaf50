/* Conditions: literals, comparisons, and groups of them. */
#include "syntax/parser_internal.h"

/* ---- comparisons ---- */

static bool is_compare(const Token *token)
{
    return token->kind >= TOKEN_EQUAL && token->kind <= TOKEN_AT_LEAST;
}

static bool is_calculation(const Parser *p)
{
    const Token *token = &p->lexer.token;
    bool comment = token->kind == TOKEN_DIVIDE && p->lexer.text[token->end] == '/';
    return token->kind >= TOKEN_PLUS && token->kind <= TOKEN_DIVIDE && !parser_at_arrow(p) && !comment;
}

/* `is` and the like for a sign of comparison: reported, and taken for that. */
static bool meant_compare(Parser *p)
{
    static const struct {
        const char *words, *sign;
        TokenKind kind;
    } signs[] = {
        {"is not", "!=", TOKEN_UNEQUAL},  {"is", "=", TOKEN_EQUAL},        {"equals", "=", TOKEN_EQUAL},
        {"differs", "!=", TOKEN_UNEQUAL}, {"exceeds", ">", TOKEN_GREATER}, {"below", "<", TOKEN_LESS},
        {"above", ">", TOKEN_GREATER},    {"before", "<", TOKEN_LESS},     {"after", ">", TOKEN_GREATER},
    };
    Token *token = &p->lexer.token;
    if (token->kind != TOKEN_WORD || token->line_start || parser_at_clause(p)) {
        return false;
    }
    const char *text = p->lexer.text + token->start;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        uint32_t len = (uint32_t)strlen(signs[i].words);
        if (strncmp(text, signs[i].words, len) != 0 || (text[len] != ' ' && text[len] != '\n')) {
            continue;
        }
        Span span = {token->start, token->start + len};
        Diag *diag = parser_error(p, E0115, span, "`%s` does not compare", signs[i].words);
        diag_help(p->diags, diag, "write `%s`", signs[i].sign);
        diag_edit(p->diags, diag, span, "%s", signs[i].sign);
        lexer_recut(&p->lexer, signs[i].kind, span.end);
        return true;
    }
    return false;
}

/* Goes on behind the first term of a comparison. */
static bool compare_from(Parser *p, uint32_t first, TreeCondition *condition)
{
    const Token *token = &p->lexer.token;
    condition->kind = CONDITION_COMPARE;
    if (!parser_expression_from(p, first, &condition->a)) {
        return false;
    }
    if (!is_compare(token) && !parser_repair(p, TOKEN_EQUAL) && !meant_compare(p)) {
        Span span = {condition->span.start, p->last_end};
        if (token->kind == TOKEN_BAD) {
            return parser_unexpected(p);
        }
        Diag *diag = parser_error(p, E0103, span, "`%s` is compared with nothing", parser_shown(p, span));
        diag_help(p->diags, diag, "a condition is a statement, or a comparison with `=`, `!=`, `<`, `<=`, `>`, `>=`");
        return false;
    }
    condition->op = (uint8_t)(token->kind - TOKEN_EQUAL + COMPARE_EQUAL);
    parser_take_sign(p, token->kind);
    if (is_compare(token) && token->start == p->last_end) { /* `!==` */
        Diag *diag =
            parser_error(p, E0115, token_span(token), "`%s` is too much here", parser_shown(p, token_span(token)));
        diag_help(p->diags, diag, "leave it out");
        diag_edit(p->diags, diag, token_span(token), "%s", "");
        parser_next(p);
    }
    if (!parser_expression(p, &condition->b)) {
        return false;
    }
    if (is_compare(token)) {
        Diag *diag = parser_error(p, E0115, token_span(token), "a comparison has two sides");
        diag_help(p->diags, diag, "write two comparisons, joined by `and`");
        return false;
    }
    return true;
}

/* ---- groups ---- */

static bool condition_here(Parser *p, TreeCondition *condition);
static bool run(Parser *p, Commas *commas);

/* Moves what is pending above `from` into the tree. */
static TreeRange settle(Parser *p, size_t from)
{
    TreeRange range = {vec_next_id(&p->tree->conditions), (uint32_t)(p->pending.n - from)};
    for (size_t i = from; i < p->pending.n; i++) {
        tree_add_condition(p->tree, &p->pending.at[i]);
    }
    p->pending.n = from;
    return range;
}

/* Makes one condition of those pending above `from`, which are joined by `and`. */
static void make_one(Parser *p, size_t from, uint32_t start)
{
    if (p->pending.n - from > 1) {
        TreeCondition all = {.kind = CONDITION_ALL, .a = NONE, .b = NONE, .parts = settle(p, from)};
        all.span = parser_span_from(p, start);
        vec_push(&p->pending, all);
    }
}

/* A member of a group: one condition, or several joined by `and`. */
static bool member(Parser *p)
{
    size_t from = p->pending.n;
    uint32_t start = p->lexer.token.start;
    bool read = run(p, NULL);
    if (read) {
        make_one(p, from, start);
    }
    return read;
}

/* Between two members of a group: a comma, or `or`, which is reported. */
static bool more_members(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->word != WORD_OR) {
        return parser_take_sign(p, TOKEN_COMMA);
    }
    Diag *diag = parser_error(p, E0115, token_span(token), "alternatives are separated by commas here");
    diag_help(p->diags, diag, "write `,` instead of `or`");
    diag_edit(p->diags, diag, (Span){p->last_end, token->end}, ",");
    parser_next(p);
    return true;
}

/* The members of a group whose brackets were forgotten, up to the end of the list. */
static bool bare_members(Parser *p, const char *head)
{
    Span start = {p->lexer.token.start, p->lexer.token.start};
    Diag *diag = parser_error(p, E0103, start, "the alternatives of `%s` stand in brackets", head);
    size_t number = diag_is_kept(p->diags, diag) ? p->diags->list.n : 0;
    diag_help(p->diags, diag, "write `%s (…, …)`", head);
    do {
        if (!member(p)) {
            return false;
        }
    } while (more_members(p));
    bool closed = p->lexer.token.kind == TOKEN_CLOSE && p->depth == 1;
    if (number) {
        diag = &p->diags->list.at[number - 1];
        diag_edit(p->diags, diag, start, "(");
        if (!closed) {
            diag_edit(p->diags, diag, (Span){p->last_end, p->last_end}, ")");
        }
    }
    if (closed) {
        parser_next(p);
    }
    return true;
}

/* `(…)` of a group. */
static bool members(Parser *p, TreeCondition *condition, const char *head)
{
    const Token *token = &p->lexer.token;
    Span open = token_span(token);
    size_t from = p->pending.n;
    if (p->depth >= MAX_NESTING) {
        Diag *diag = parser_error(p, E0107, open, "brackets are nested more than %d deep", MAX_NESTING);
        diag_help(p->diags, diag, "give an inner group a name with a rule of its own");
        return false;
    }
    if (token->kind == TOKEN_WORD && !token->line_start && !parser_at_reserved(p)) {
        p->depth++;
        bool read = bare_members(p, head);
        p->depth--;
        condition->parts = read ? settle(p, from) : condition->parts;
        return read;
    }
    if (!parser_take(p, TOKEN_OPEN)) {
        return parser_missing(p, "after `%s` alternatives are missing, in brackets", head);
    }
    p->depth++;
    do {
        if (!member(p)) {
            return false; /* the item's loop clears `pending` and `depth` */
        }
    } while (more_members(p));
    p->depth--;
    if (token->kind == TOKEN_CLOSE) {
        parser_next(p);
    } else if (token->kind == TOKEN_BAD || token->kind == TOKEN_BAD_NUMBER) {
        return parser_unexpected(p);
    } else {
        Span gap = {p->last_end, p->last_end};
        Diag *diag = parser_error(p, E0103, gap, "the closing `)` of `%s` is missing", head);
        diag_mark(p->diags, diag, open, "opened here");
        diag_help(p->diags, diag, "close it with `)`");
        diag_edit(p->diags, diag, gap, ")");
    }
    condition->parts = settle(p, from);
    return true;
}

static bool any_of(Parser *p, TreeCondition *condition)
{
    condition->kind = CONDITION_ANY;
    parser_next(p);
    if (!parser_take_word(p, WORD_OF)) {
        Span gap = {p->last_end, p->last_end};
        Diag *diag = parser_error(p, E0103, gap, "behind `any` the word `of` is missing");
        diag_help(p->diags, diag, "write `any of (…)`");
        diag_edit(p->diags, diag, gap, " of");
    }
    return members(p, condition, "any of");
}

/* Whether `any (p(a), …)` stands here: alternatives, not what a statement `any` is about. */
static bool at_any_without_of(const Parser *p)
{
    Lexer ahead = p->lexer;
    if (ahead.token.word != WORD_ANY) {
        return false;
    }
    lexer_next(&ahead);
    if (ahead.token.kind != TOKEN_OPEN) {
        return false;
    }
    lexer_next(&ahead);
    bool word = ahead.token.kind == TOKEN_WORD;
    lexer_next(&ahead);
    return word && (ahead.token.kind == TOKEN_OPEN || ahead.token.kind == TOKEN_WORD);
}

/* How many alternatives are needed: a number in digits, or, reported, in words. 0 after a message. */
static uint32_t count_of(Parser *p)
{
    static const char *const words[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
    const Token *token = &p->lexer.token;
    Span span = token_span(token);
    uint32_t n = 0;
    if (token->kind == TOKEN_WORD) {
        for (uint32_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            bool same = strlen(words[i]) == span.end - span.start &&
                        memcmp(words[i], p->lexer.text + span.start, span.end - span.start) == 0;
            n = same ? i + 1 : n;
        }
        if (n) {
            Diag *diag = parser_error(p, E0109, span, "numbers are written in digits here, not `%s`", words[n - 1]);
            diag_help(p->diags, diag, "write `%u`", n);
            diag_edit(p->diags, diag, span, "%u", n);
            return n;
        }
    }
    if (token->kind != TOKEN_NUMBER) {
        parser_missing(p, "after `at least` a number is missing, as in `at least 2 of (…)`");
        return 0;
    }
    bool good = true;
    for (uint32_t at = span.start; good && at < span.end; at++) {
        char c = p->lexer.text[at];
        good = c == '_' || (c >= '0' && c <= '9' && n < 1000000);
        n = c == '_' ? n : n * 10 + (uint32_t)(c - '0');
    }
    if (!good || n == 0) {
        parser_error(p, E0109, span, "`%s` cannot count alternatives", parser_shown(p, span));
        return 0;
    }
    return n;
}

static bool at_least(Parser *p, TreeCondition *condition)
{
    condition->kind = CONDITION_AT_LEAST;
    parser_next(p);
    parser_next(p);
    condition->a = count_of(p);
    if (condition->a == 0) {
        return false;
    }
    parser_next(p);
    if (!parser_take_word(p, WORD_OF)) {
        return parser_missing(p, "`of` is missing, as in `at least 2 of (…)`");
    }
    return members(p, condition, "at least … of");
}

/* ---- brackets around conditions, and `or` between them ---- */

/* Whether the bracket here stands around conditions, rather than around a part of a calculation. `or` says whether `or` joins them. */
static bool at_grouping(const Parser *p, bool *alternatives)
{
    Lexer ahead = p->lexer;
    unsigned depth = 0;
    bool grouping = false, word = false;
    *alternatives = false;
    do {
        const Token *token = &ahead.token;
        depth += token->kind == TOKEN_OPEN;
        depth -= token->kind == TOKEN_CLOSE;
        grouping |= (word && token->kind == TOKEN_OPEN) || (depth == 1 && is_compare(token)) ||
                    token->word == WORD_NOT || token->word == WORD_AND || token->word == WORD_OR;
        *alternatives |= depth == 1 && token->word == WORD_OR;
        word = token->kind == TOKEN_WORD;
        lexer_next(&ahead);
    } while (depth && ahead.token.kind != TOKEN_STOP);
    return grouping && depth == 0;
}

/* `(a and b)` or `(a or b)`, which is reported; what it holds is pending then, or one group of alternatives. */
static bool grouping(Parser *p, bool alternatives)
{
    Span open = token_span(&p->lexer.token);
    if (p->depth >= MAX_NESTING) {
        parser_error(p, E0107, open, "brackets are nested more than %d deep", MAX_NESTING);
        return false;
    }
    Diag *diag = parser_error(p, E0115, open, "brackets do not group conditions by themselves");
    size_t number = diag_is_kept(p->diags, diag) ? p->diags->list.n : 0;
    size_t from = p->pending.n;
    IdVec ors = {0};
    bool read;
    diag_help(p->diags, diag, alternatives ? "write `any of (…, …)`" : "leave them out");
    p->depth++;
    parser_next(p);
    do {
        read = alternatives ? member(p) : run(p, NULL);
        if (read && p->lexer.token.word == WORD_OR) {
            vec_push(&ors, p->last_end);
            vec_push(&ors, p->lexer.token.end);
        }
    } while (read && parser_take_word(p, WORD_OR));
    p->depth--;
    Span close = token_span(&p->lexer.token);
    if (read && parser_take(p, TOKEN_CLOSE) && number) {
        diag = &p->diags->list.at[number - 1];
        bool fits = ors.n / 2 < sizeof diag->edit / sizeof diag->edit[0];
        if (fits) {
            diag_edit(p->diags, diag, open, alternatives ? "any of (" : "");
        }
        for (size_t i = 0; fits && i < ors.n; i += 2) {
            diag_edit(p->diags, diag, (Span){ors.at[i], ors.at[i + 1]}, ",");
        }
        if (!alternatives) {
            diag_edit(p->diags, diag, close, "%s", "");
        }
    }
    vec_free(&ors);
    if (read && alternatives) {
        TreeCondition any = {.kind = CONDITION_ANY, .a = NONE, .b = NONE, .span = parser_span_from(p, open.start)};
        any.parts = settle(p, from);
        vec_push(&p->pending, any);
    }
    return read;
}

/* The conditions pending above `from`, and those behind `or`, are alternatives: reported, and made a group. */
static bool alternatives(Parser *p, size_t from, uint32_t start)
{
    Span first = token_span(&p->lexer.token);
    Diag *diag = parser_error(p, E0115, first, "`or` does not join conditions");
    size_t number = diag_is_kept(p->diags, diag) ? p->diags->list.n : 0;
    Text mended = {0};
    uint32_t part = start;
    bool read = true;
    text_add(&mended, STR("any of ("));
    make_one(p, from, start);
    do {
        text_add(&mended, (Str){p->lexer.text + part, p->last_end - part});
        text_add(&mended, STR(", "));
        parser_next(p);
        part = p->lexer.token.start;
        read = member(p);
    } while (read && p->lexer.token.word == WORD_OR);
    if (read) {
        text_add(&mended, (Str){p->lexer.text + part, p->last_end - part});
        text_add(&mended, STR(")"));
    }
    if (read && number) {
        diag = &p->diags->list.at[number - 1];
        Str all = text_str(&mended);
        if (memchr(all.ptr, '\n', all.len)) {
            diag_help(p->diags, diag, "write `any of (…, …)` around the alternatives, with commas between them");
        } else {
            diag_help(p->diags, diag, "write `%.*s`", STR_ARG(all));
        }
        diag_edit(p->diags, diag, (Span){start, p->last_end}, "%.*s", STR_ARG(all));
        TreeCondition any = {.kind = CONDITION_ANY, .a = NONE, .b = NONE, .parts = settle(p, from)};
        any.span = parser_span_from(p, start);
        vec_push(&p->pending, any);
    }
    text_free(&mended);
    return read;
}

/* ---- one condition, and several ---- */

/* A word that starts neither a group nor a literal with a mode: a statement, or the left side of a comparison. */
static bool word_here(Parser *p, TreeCondition *condition)
{
    if (parser_at_reserved(p) || p->lexer.token.word == WORD_AND) {
        return parser_missing(p, "a condition is missing before `%s`", parser_shown(p, token_span(&p->lexer.token)));
    }
    if (!parser_mend_name(p)) {
        return false;
    }
    bool forgotten = parser_open_forgotten(p);
    Token name = p->lexer.token;
    parser_next(p);
    const Token *token = &p->lexer.token;
    if (!forgotten &&
        (is_compare(token) || is_calculation(p) || (token->kind == TOKEN_BAD && parser_repair(p, TOKEN_EQUAL)))) {
        TreeTerm left = {.kind = TERM_NAME, .span = token_span(&name)};
        left.value = parser_symbol(p, &name);
        uint32_t first = vec_next_id(&p->tree->terms);
        vec_push(&p->tree->terms, left);
        return compare_from(p, first, condition);
    }
    TreeLiteral literal = {.name = NONE, .on = NONE, .span = token_span(&name)};
    condition->kind = CONDITION_LITERAL;
    if (!parser_literal_from(p, &name, forgotten, &literal)) {
        return false;
    }
    if (is_compare(token)) {
        Diag *diag = parser_error(p, E0115, token_span(token), "a statement cannot be compared");
        diag_help(p->diags, diag, "compare variables, and join the statement with `and`");
        return false;
    }
    literal.span.end = p->last_end;
    return parser_time_of(p, &literal) && parser_keep_literal(p, &literal, &condition->a);
}

static bool starts_with_mode(const Parser *p)
{
    switch (p->lexer.token.word) {
    case WORD_NOT:
        return true;
    case WORD_ONCE:
    case WORD_BEGINS:
    case WORD_ENDS:
        return parser_peek_character(p) != '(';
    default:
        return false;
    }
}

static bool condition_here(Parser *p, TreeCondition *condition)
{
    const Token *token = &p->lexer.token;
    parser_repair(p, TOKEN_WORD);
    parser_meant_mode(p);
    *condition = (TreeCondition){.a = NONE, .b = NONE, .span = token_span(token)};
    bool read;
    if (token->kind == TOKEN_WORD && starts_with_mode(p)) {
        condition->kind = CONDITION_LITERAL;
        read = parser_literal_here(p, PLACE_CONDITION, &condition->a);
    } else if ((token->word == WORD_ANY || (token->kind == TOKEN_VARIABLE && parser_is_capital(p, WORD_ANY))) &&
               (lexer_peek_word(&p->lexer, STR("of")) || at_any_without_of(p))) {
        read = any_of(p, condition);
    } else if (token->word == WORD_AT && lexer_peek_word(&p->lexer, STR("least"))) {
        read = at_least(p, condition);
    } else if (token->kind == TOKEN_WORD && !parser_at_year(p)) {
        read = word_here(p, condition);
    } else if ((token->kind == TOKEN_VARIABLE || token->kind == TOKEN_STRING) && parser_peek_character(p) == '(') {
        read = word_here(p, condition);
    } else {
        uint32_t first;
        bool is_term = token->kind != TOKEN_STOP && token->kind != TOKEN_CLOSE && token->kind != TOKEN_COMMA;
        if (!is_term) {
            return parser_missing(p, "a condition is missing");
        }
        read = parser_expression(p, &first) && compare_from(p, first, condition);
    }
    condition->span.end = p->last_end;
    return read;
}

/* Whether a condition follows that nothing joins to the last; reported. */
static bool and_forgotten(Parser *p)
{
    const Token *token = &p->lexer.token;
    char next = parser_peek_character(p);
    bool statement = token->kind == TOKEN_WORD && (next == '(' || (token->word == WORD_NOT && next != '"')) &&
                     !parser_at_clause(p) && p->item_of[token->word] == ITEM_KINDS && token->word != WORD_OR &&
                     token->word != WORD_AND;
    bool comparison = token->kind == TOKEN_VARIABLE && next && strchr("=<>!", next);
    if ((!statement && !comparison) || token->line_start) {
        return false;
    }
    bool rule = p->item.kind == ITEM_RULE || p->item.kind == ITEM_ALWAYS;
    if (rule && !(p->seen & 1ull << CLAUSE_THEN) && !parser_comes_later(p, WORD_THEN)) {
        return false; /* rather `then` was forgotten */
    }
    Span gap = {p->last_end, p->last_end};
    Diag *diag = parser_error(p, E0103, gap, "`and` is missing between two conditions");
    diag_help(p->diags, diag, "write `and %s…`", parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, gap, " and");
    return true;
}

/* Whether another condition follows, behind `and` or what people write for it. In a list of alternatives (`commas` is NULL) a comma
 * does not join. */
static bool more_conditions(Parser *p, Commas *commas)
{
    const Token *token = &p->lexer.token;
    if (token->kind == TOKEN_BAD) {
        parser_repair(p, TOKEN_COMMA);
    }
    if (token->kind == TOKEN_COMMA && commas) {
        return parser_comma_for_and(p, commas, "conditions");
    }
    return parser_take_word(p, WORD_AND) || and_forgotten(p);
}

/* Conditions joined by `and`, onto those pending. */
static bool run(Parser *p, Commas *commas)
{
    do {
        bool any;
        if (p->lexer.token.kind == TOKEN_OPEN && at_grouping(p, &any)) {
            if (!grouping(p, any)) {
                return false;
            }
            continue;
        }
        TreeCondition condition;
        if (!condition_here(p, &condition)) {
            return false;
        }
        vec_push(&p->pending, condition);
    } while (more_conditions(p, commas));
    return true;
}

bool parser_conditions(Parser *p, TreeRange *range)
{
    size_t from = p->pending.n;
    uint32_t start = p->lexer.token.start;
    Commas commas = {0};
    bool read = run(p, &commas);
    if (read && p->lexer.token.word == WORD_OR) {
        read = alternatives(p, from, start);
    }
    if (read) {
        *range = settle(p, from);
    }
    parser_mend_commas(p, &commas, start);
    return read;
}
