/* Literals, and conditions made of them. */
#include "syntax/parser_internal.h"

/* ---- literals ---- */

/* `once`, `begins`, `ends` and `disapplies` as keywords: not before a bracket, where they are a predicate's name. */
static bool at_mode(const Parser *p, Word word)
{
    return p->lexer.token.word == word && parser_peek_character(p) != '(';
}

/* The arguments behind `(`, which has been taken at `open`. */
static bool arguments(Parser *p, TreeLiteral *literal, Span open)
{
    literal->args.first = vec_next_id(&p->tree->terms);
    if (p->lexer.token.kind == TOKEN_CLOSE) {
        Diag *diag = parser_error(p, E0103, open, "nothing stands between these brackets");
        diag_help(p->diags, diag, "leave the brackets out");
        diag_edit(p->diags, diag, (Span){open.start, p->lexer.token.end}, "%s", "");
        return false;
    }
    do {
        uint32_t index;
        if (!parser_term(p, &index)) {
            return false;
        }
        literal->args.count++;
    } while (parser_take(p, TOKEN_COMMA));
    const Token *token = &p->lexer.token;
    if (token->kind == TOKEN_CLOSE) {
        parser_next(p);
        return true;
    }
    if (token->kind == TOKEN_OPEN) {
        Diag *diag = parser_error(p, E0115, token_span(token), "a statement cannot stand inside another one");
        diag_help(p->diags, diag, "give what is meant a name of its own");
    } else if (token->kind >= TOKEN_PLUS && token->kind <= TOKEN_AT_LEAST) {
        Diag *diag = parser_error(p, E0115, token_span(token), "a calculation cannot stand between these brackets");
        diag_help(p->diags, diag, "write a variable here, and say what it equals in a condition of its own: `and X = …`");
    } else if (token->kind == TOKEN_BAD || token->kind == TOKEN_BAD_NUMBER) {
        return parser_unexpected(p);
    } else {
        bool same_line =
            token->kind != TOKEN_STOP && !token->line_start && !parser_at_clause(p) && token->word != WORD_AND;
        Diag *diag = parser_error(p, E0103, ((Span){p->last_end, p->last_end}),
                                  same_line ? "a comma or the closing `)` is missing" : "the closing `)` is missing");
        diag_mark(p->diags, diag, open, "opened here");
        if (!same_line) {
            diag_help(p->diags, diag, "close it with `)`");
            diag_edit(p->diags, diag, (Span){p->last_end, p->last_end}, ")");
        }
    }
    return false;
}

static bool atom_from(Parser *p, const Token *name, TreeLiteral *literal)
{
    literal->name = parser_symbol_or_later(p, name);
    literal->name_span = token_span(name);
    Span open = token_span(&p->lexer.token);
    return !parser_take(p, TOKEN_OPEN) || arguments(p, literal, open);
}

static bool atom(Parser *p, TreeLiteral *literal)
{
    Token name = p->lexer.token;
    Span span = token_span(&name);
    if (name.kind == TOKEN_VARIABLE) {
        const char *shown = parser_shown(p, span);
        Diag *diag = parser_error(p, E0110, span,
                                  "`%s` is a variable, because of its capital letter; a statement is needed", shown);
        if (name.plain && *shown) {
            diag_help(p->diags, diag, "write `%c%s` if that is its name", shown[0] | 0x20, shown + 1);
            diag_edit(p->diags, diag, (Span){span.start, span.start + 1}, "%c", shown[0] | 0x20);
        }
        return false;
    }
    if (name.kind == TOKEN_OPEN) {
        Diag *diag = parser_error(p, E0115, span, "brackets do not group statements by themselves");
        diag_help(p->diags, diag, "`not` applies to one statement; write one rule for each alternative");
        return false;
    }
    if (name.kind != TOKEN_WORD) {
        return parser_missing(p, "a statement is missing");
    }
    if (name.word == WORD_NOT) {
        Diag *diag = parser_error(p, E0115, span, "`not` stands twice");
        diag_help(p->diags, diag, "leave both out");
        return false;
    }
    if (parser_at_reserved(p) || name.word == WORD_AND) {
        return parser_missing(p, "a statement is missing before `%s`", parser_shown(p, span));
    }
    parser_next(p);
    return atom_from(p, &name, literal);
}

/* Behind `disapplies`: NAME [where V = t, …]. */
static bool disapplied(Parser *p, TreeLiteral *literal)
{
    const Token *token = &p->lexer.token;
    literal->mode = MODE_DISAPPLIES;
    literal->name_span = token_span(token);
    if (token->kind != TOKEN_WORD || parser_at_reserved(p)) {
        return parser_missing(p, "after `disapplies` the name of a rule is missing");
    }
    literal->name = parser_symbol(p, token);
    parser_next(p);
    literal->args = (TreeRange){vec_next_id(&p->tree->terms), 0};
    if (!parser_take_word(p, WORD_WHERE)) {
        return true;
    }
    do {
        uint32_t index;
        if (token->kind != TOKEN_VARIABLE) {
            return parser_missing(p, "after `where` a variable of that rule is missing, as in `where X = …`");
        }
        if (!parser_term(p, &index)) {
            return false;
        }
        if (!parser_take(p, TOKEN_EQUAL)) {
            return parser_missing(p, "`=` is missing after the variable");
        }
        if (!parser_term(p, &index)) {
            return false;
        }
        literal->args.count += 2;
    } while (parser_take(p, TOKEN_COMMA));
    return true;
}

/* `within 6 months` and `on D` behind a literal. */
static bool time_of(Parser *p, TreeLiteral *literal)
{
    const Token *token = &p->lexer.token;
    if (token->word == WORD_WITHIN) {
        if (!literal->once) {
            Diag *diag = parser_error(p, E0115, token_span(token), "`within` needs `once` before the statement");
            diag_help(p->diags, diag, "write `once %s within …`", parser_shown(p, literal->span));
            diag_edit(p->diags, diag, (Span){literal->span.start, literal->span.start}, "once ");
            return false;
        }
        parser_next(p);
        if (!parser_duration(p, &literal->within, &literal->within_unit)) {
            return false;
        }
    }
    if (token->word == WORD_ON) {
        parser_next(p);
        if (parser_at_date(p) && token->kind != TOKEN_VARIABLE) {
            TreeTerm term = {.kind = TERM_DATE, .span = token_span(token)};
            if (!parser_date(p, "on", &term.value)) {
                return false;
            }
            term.span.end = p->last_end;
            literal->on = vec_next_id(&p->tree->terms);
            vec_push(&p->tree->terms, term);
        } else if (token->kind != TOKEN_VARIABLE && token->word != WORD_YEAR) {
            return parser_missing(p, "after `on` a day is missing: a date or a variable");
        } else if (!parser_term(p, &literal->on)) {
            return false;
        }
    }
    return true;
}

static bool keep(Parser *p, TreeLiteral *literal, uint32_t *index)
{
    literal->span.end = p->last_end;
    *index = vec_next_id(&p->tree->literals);
    vec_push(&p->tree->literals, *literal);
    parser_add_later(p, literal->name, literal->name_span, SYMBOL_OF_LITERAL, *index);
    return true;
}

bool parser_literal_here(Parser *p, LiteralPlace place, uint32_t *index)
{
    TreeLiteral literal = {.name = NONE, .on = NONE, .span = token_span(&p->lexer.token)};
    Span once = token_span(&p->lexer.token);
    bool conditional = place == PLACE_CONDITION;
    if (at_mode(p, WORD_ONCE)) {
        if (!conditional) {
            Diag *diag = parser_error(p, E0115, once, "`once` can stand in conditions only");
            diag_help(p->diags, diag, "a conclusion that goes on is written `begins …`");
            return false;
        }
        literal.once = true;
        parser_next(p);
    } else if (!conditional && at_mode(p, WORD_DISAPPLIES)) {
        parser_next(p);
        return disapplied(p, &literal) && keep(p, &literal, index);
    }
    bool negated = parser_take_word(p, WORD_NOT);
    if (negated && at_mode(p, WORD_ONCE)) {
        Diag *diag = parser_error(p, E0115, token_span(&p->lexer.token), "`not once` is not a condition");
        diag_help(p->diags, diag, "write `unless once …`");
        return false;
    }
    if (at_mode(p, WORD_BEGINS) || at_mode(p, WORD_ENDS)) {
        literal.mode = p->lexer.token.word == WORD_BEGINS ? MODE_BEGINS : MODE_ENDS;
        literal.mode_negated = negated;
        parser_next(p);
        negated = parser_take_word(p, WORD_NOT);
    }
    literal.negated = negated;
    if (!atom(p, &literal)) {
        return false;
    }
    literal.span.end = p->last_end;
    return (!conditional || time_of(p, &literal)) && keep(p, &literal, index);
}

/* ---- conditions ---- */

static bool is_compare(const Token *token)
{
    return token->kind >= TOKEN_EQUAL && token->kind <= TOKEN_AT_LEAST;
}

static bool is_calculation(const Token *token)
{
    return token->kind >= TOKEN_PLUS && token->kind <= TOKEN_DIVIDE;
}

/* Goes on behind the first term of a comparison. */
static bool compare_from(Parser *p, uint32_t first, TreeCondition *condition)
{
    const Token *token = &p->lexer.token;
    condition->kind = CONDITION_COMPARE;
    if (!parser_expression_from(p, first, &condition->a)) {
        return false;
    }
    if (!is_compare(token)) {
        Span span = {condition->span.start, p->last_end};
        const TreeTerm *left = &p->tree->terms.at[condition->a];
        if (left->kind == TERM_VARIABLE && token->kind == TOKEN_OPEN) {
            const char *shown = parser_shown(p, span);
            Diag *diag = parser_error(p, E0110, span, "`%s` is a variable, because of its capital letter", shown);
            char first_letter = p->lexer.text[span.start];
            if (first_letter >= 'A' && first_letter <= 'Z' && *shown) {
                diag_help(p->diags, diag, "the name of a statement starts with a small letter: `%c%s(…)`",
                          shown[0] | 0x20, shown + 1);
                diag_edit(p->diags, diag, (Span){span.start, span.start + 1}, "%c", first_letter | 0x20);
            }
            return false;
        }
        if (token->kind == TOKEN_BAD) {
            return parser_unexpected(p);
        }
        Diag *diag = parser_error(p, E0103, span, "`%s` is compared with nothing", parser_shown(p, span));
        diag_help(p->diags, diag, "a condition is a statement, or a comparison with `=`, `!=`, `<`, `<=`, `>`, `>=`");
        return false;
    }
    condition->op = (uint8_t)(token->kind - TOKEN_EQUAL + COMPARE_EQUAL);
    parser_next(p);
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

static bool condition_here(Parser *p, TreeCondition *condition);

/* Moves what is pending above `from` into the tree. */
static TreeRange settle(Parser *p, size_t from)
{
    TreeRange range = {vec_next_id(&p->tree->conditions), (uint32_t)(p->pending.n - from)};
    vec_append(&p->tree->conditions, p->pending.at + from, range.count);
    p->pending.n = from;
    return range;
}

/* A member of a group: one condition, or several joined by `and`. */
static bool member(Parser *p)
{
    size_t from = p->pending.n;
    uint32_t start = p->lexer.token.start;
    do {
        TreeCondition part;
        if (!condition_here(p, &part)) {
            return false;
        }
        vec_push(&p->pending, part);
    } while (parser_take_word(p, WORD_AND));
    if (p->pending.n - from > 1) {
        TreeCondition all = {.kind = CONDITION_ALL, .a = NONE, .b = NONE, .parts = settle(p, from)};
        all.span = parser_span_from(p, start);
        vec_push(&p->pending, all);
    }
    return true;
}

/* `(…)` of a group. */
static bool members(Parser *p, TreeCondition *condition, const char *head)
{
    const Token *token = &p->lexer.token;
    Span open = token_span(token);
    if (p->depth >= MAX_NESTING) {
        Diag *diag = parser_error(p, E0107, open, "brackets are nested more than %d deep", MAX_NESTING);
        diag_help(p->diags, diag, "give an inner group a name with a rule of its own");
        return false;
    }
    if (!parser_take(p, TOKEN_OPEN)) {
        return parser_missing(p, "after `%s` alternatives are missing, in brackets", head);
    }
    size_t from = p->pending.n;
    p->depth++;
    do {
        if (!member(p)) {
            return false; /* the item's loop clears `pending` and `depth` */
        }
    } while (parser_take(p, TOKEN_COMMA));
    p->depth--;
    if (token->kind != TOKEN_CLOSE) {
        if (token->word == WORD_OR) {
            Diag *diag = parser_error(p, E0115, token_span(token), "alternatives are separated by commas here");
            diag_help(p->diags, diag, "write `,` instead of `or`");
            diag_edit(p->diags, diag, token_span(token), ",");
        } else if (token->kind == TOKEN_BAD || token->kind == TOKEN_BAD_NUMBER) {
            return parser_unexpected(p);
        } else {
            Diag *diag =
                parser_error(p, E0103, ((Span){p->last_end, p->last_end}), "the closing `)` of `%s` is missing", head);
            diag_mark(p->diags, diag, open, "opened here");
        }
        return false;
    }
    parser_next(p);
    condition->parts = settle(p, from);
    return true;
}

static bool any_of(Parser *p, TreeCondition *condition)
{
    condition->kind = CONDITION_ANY;
    parser_next(p);
    parser_next(p);
    return members(p, condition, "any of");
}

static bool at_least(Parser *p, TreeCondition *condition)
{
    const Token *token = &p->lexer.token;
    condition->kind = CONDITION_AT_LEAST;
    parser_next(p);
    parser_next(p);
    uint32_t n = 0;
    for (uint32_t at = token->start; token->kind == TOKEN_NUMBER && at < token->end; at++) {
        char c = p->lexer.text[at];
        n = c >= '0' && c <= '9' && n < 1000000 ? n * 10 + (uint32_t)(c - '0') : c == '_' ? n : UINT32_MAX;
        if (n == UINT32_MAX) {
            break;
        }
    }
    if (token->kind != TOKEN_NUMBER) {
        return parser_missing(p, "after `at least` a number is missing, as in `at least 2 of (…)`");
    }
    if (n == 0 || n == UINT32_MAX) {
        parser_error(p, E0109, token_span(token), "`%s` cannot count alternatives", parser_shown(p, token_span(token)));
        return false;
    }
    condition->a = n;
    parser_next(p);
    if (!parser_take_word(p, WORD_OF)) {
        return parser_missing(p, "`of` is missing, as in `at least 2 of (…)`");
    }
    return members(p, condition, "at least … of");
}

/* A word that starts neither a group nor a literal with a mode: a statement, or the left side of a comparison. */
static bool word_here(Parser *p, TreeCondition *condition)
{
    Token name = p->lexer.token;
    if (parser_at_reserved(p) || name.word == WORD_AND) {
        return parser_missing(p, "a condition is missing before `%s`", parser_shown(p, token_span(&name)));
    }
    parser_next(p);
    const Token *token = &p->lexer.token;
    if (is_compare(token) || is_calculation(token)) {
        TreeTerm left = {.kind = TERM_NAME, .span = token_span(&name)};
        left.value = parser_symbol(p, &name);
        uint32_t first = vec_next_id(&p->tree->terms);
        vec_push(&p->tree->terms, left);
        return compare_from(p, first, condition);
    }
    TreeLiteral literal = {.name = NONE, .on = NONE, .span = token_span(&name)};
    condition->kind = CONDITION_LITERAL;
    if (!atom_from(p, &name, &literal)) {
        return false;
    }
    if (is_compare(token)) {
        Diag *diag = parser_error(p, E0115, token_span(token), "a statement cannot be compared");
        diag_help(p->diags, diag, "compare variables, and join the statement with `and`");
        return false;
    }
    literal.span.end = p->last_end;
    return time_of(p, &literal) && keep(p, &literal, &condition->a);
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
    *condition = (TreeCondition){.a = NONE, .b = NONE, .span = token_span(token)};
    bool read;
    if (token->kind == TOKEN_WORD && starts_with_mode(p)) {
        condition->kind = CONDITION_LITERAL;
        read = parser_literal_here(p, PLACE_CONDITION, &condition->a);
    } else if (token->word == WORD_ANY && lexer_peek_word(&p->lexer, STR("of"))) {
        read = any_of(p, condition);
    } else if (token->word == WORD_AT && lexer_peek_word(&p->lexer, STR("least"))) {
        read = at_least(p, condition);
    } else if (token->kind == TOKEN_WORD && !parser_at_year(p)) {
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

bool parser_conditions(Parser *p, TreeRange *range)
{
    size_t from = p->pending.n;
    uint32_t start = p->lexer.token.start;
    Commas commas = {0};
    bool read;
    for (;;) {
        TreeCondition condition;
        read = condition_here(p, &condition);
        if (!read) {
            break;
        }
        vec_push(&p->pending, condition);
        bool more = p->lexer.token.kind == TOKEN_COMMA ? parser_comma_for_and(p, &commas, "conditions")
                                                       : parser_take_word(p, WORD_AND);
        if (!more) {
            break;
        }
    }
    if (read) {
        *range = settle(p, from);
    }
    parser_mend_commas(p, &commas, start);
    return read;
}
