/* Literals: statements with what they are said of. */
#include "syntax/parser_internal.h"

/* `once`, `begins`, `ends` and `disapplies` as keywords: not before a bracket, where they are a predicate's name. */
static bool at_mode(const Parser *p, Word word)
{
    return p->lexer.token.word == word && parser_peek_character(p) != '(';
}

/* ---- what a statement is said of ---- */

/* The bracket that opens the list of what a statement is said of; another kind of bracket is reported. */
static bool opens(Parser *p, bool *square)
{
    const Token *token = &p->lexer.token;
    char c = p->lexer.text[token->start];
    *square = token->kind == TOKEN_BAD && (c == '[' || c == '{') && token->start == p->last_end;
    if (!*square) {
        return token->kind == TOKEN_OPEN;
    }
    Span open = token_span(token);
    Diag *diag = parser_error(p, E0115, open, "statements have round brackets");
    diag_help(p->diags, diag, "write `(…)`");
    diag_edit(p->diags, diag, open, "(");
    const char *text = p->lexer.text;
    for (uint32_t at = open.end; text[at] && text[at] != '\n'; at++) {
        if (text[at] == (c == '[' ? ']' : '}')) {
            diag_edit(p->diags, diag, (Span){at, at + 1}, ")");
            break;
        }
    }
    return true;
}

static bool closes(const Parser *p, bool square)
{
    const Token *token = &p->lexer.token;
    char c = p->lexer.text[token->start];
    return token->kind == TOKEN_CLOSE || (square && token->kind == TOKEN_BAD && (c == ']' || c == '}'));
}

/* Whether something that a statement can be about starts here. */
static bool at_term(const Parser *p)
{
    const Token *token = &p->lexer.token;
    switch (token->kind) {
    case TOKEN_WORD:
        return !parser_at_clause(p) && token->word != WORD_AND && token->word != WORD_OR;
    case TOKEN_VARIABLE:
    case TOKEN_ANY:
    case TOKEN_NUMBER:
    case TOKEN_DATE:
    case TOKEN_STRING:
        return true;
    default:
        return false;
    }
}

/* Whether the list goes on or ends behind the text that stands here; else it is no part of the list. */
static bool closed_behind_text(const Parser *p)
{
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    return !ahead.token.line_start && (ahead.token.kind == TOKEN_CLOSE || ahead.token.kind == TOKEN_COMMA);
}

/* Between two arguments: a comma, or what was written or forgotten in its place. */
static bool more_arguments(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (parser_take_sign(p, TOKEN_COMMA)) {
        return true;
    }
    Span gap = {p->last_end, p->last_end};
    if (token->kind == TOKEN_SEMICOLON) {
        Diag *diag = parser_error(p, E0115, token_span(token), "commas separate what a statement is about, not `;`");
        diag_help(p->diags, diag, "write `,`");
        diag_edit(p->diags, diag, token_span(token), ",");
        parser_next(p);
        return true;
    }
    if (!at_term(p) || token->line_start) {
        return false;
    }
    if (token->kind == TOKEN_STRING && !closed_behind_text(p)) {
        return false;
    }
    Diag *diag = parser_error(p, E0103, gap, "a comma is missing between two things that the statement is about");
    diag_help(p->diags, diag, "write `, %s`", parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, gap, ",");
    return true;
}

/* Something else than `)` stands where the list should end. Whether reading can go on as if it ended here. */
static bool not_closed(Parser *p, const TreeLiteral *literal, Span open)
{
    const Token *token = &p->lexer.token;
    Span gap = {p->last_end, p->last_end};
    Diag *diag;
    if (token->kind == TOKEN_OPEN) {
        diag = parser_error(p, E0115, token_span(token), "a statement cannot stand inside another one");
        if (p->depth && literal->args.count > 1) { /* in a group of statements */
            uint32_t end = p->tree->terms.at[literal->args.first + literal->args.count - 2].span.end;
            diag_help(p->diags, diag, "close the first one with `)`");
            diag_edit(p->diags, diag, (Span){end, end}, ")");
        } else {
            diag_help(p->diags, diag, "give what is meant a name of its own");
        }
        return false;
    }
    bool arrow = token->kind == TOKEN_MINUS && p->lexer.text[token->end] == '>';
    if (token->kind >= TOKEN_PLUS && token->kind <= TOKEN_DIVIDE && !token->line_start && !arrow) {
        diag = parser_error(p, E0115, token_span(token), "a calculation cannot stand between these brackets");
        diag_help(p->diags, diag, "write a variable here, and say what it equals in a condition of its own: `and X = …`");
        return false;
    }
    if (token->kind == TOKEN_BAD_NUMBER || (token->kind == TOKEN_BAD && !arrow)) {
        return parser_unexpected(p);
    }
    diag = parser_error(p, E0103, gap, "the closing `)` is missing");
    diag_mark(p->diags, diag, open, "opened here");
    diag_help(p->diags, diag, "close it with `)`");
    diag_edit(p->diags, diag, gap, ")");
    return true;
}

/* The arguments behind `(`, which has been taken at `open`. */
static bool arguments(Parser *p, TreeLiteral *literal, Span open, bool square)
{
    literal->args.first = vec_next_id(&p->tree->terms);
    bool two = p->lexer.token.kind == TOKEN_OPEN && p->last_end == open.end && parser_doubled_bracket(p);
    if (closes(p, square)) {
        Diag *diag = parser_error(p, E0103, open, "nothing stands between these brackets");
        diag_help(p->diags, diag, "leave the brackets out");
        diag_edit(p->diags, diag, (Span){open.start, p->lexer.token.end}, "%s", "");
        parser_next(p);
        return true;
    }
    do {
        uint32_t index;
        if (!parser_term(p, &index)) {
            return false;
        }
        literal->args.count++;
    } while (more_arguments(p));
    if (!closes(p, square)) {
        return not_closed(p, literal, open);
    }
    parser_next(p);
    if (two) {
        parser_next(p);
    }
    parser_stray_bracket(p);
    return true;
}

bool parser_literal_from(Parser *p, const Token *name, bool open_forgotten, TreeLiteral *literal)
{
    literal->name = parser_symbol_or_later(p, name);
    literal->name_span = token_span(name);
    Span open = token_span(&p->lexer.token);
    bool square = false;
    if (open_forgotten) {
        return arguments(p, literal, literal->name_span, square);
    }
    if (!opens(p, &square)) {
        return true;
    }
    parser_next(p);
    return arguments(p, literal, open, square);
}

/* ---- statements ---- */

/* Another word for `not`, `begins` and the like before a statement: reported, and taken for that. */
void parser_meant_mode(Parser *p)
{
    static const struct {
        Word word;
        const char *others;
    } modes[] = {
        {WORD_NOT, " no never nor isnt non without "},
        {WORD_BEGINS, " begin starts start began beginning commences "},
        {WORD_ENDS, " end stops stop ended ceases terminates "},
        {WORD_ONCE, " ever previously formerly already earlier "},
        {WORD_DISAPPLIES, " disapply overrides excludes suspends defeats "},
    };
    const Token *token = &p->lexer.token;
    char here[32];
    size_t len = token->end - token->start;
    if (token->kind != TOKEN_WORD || token->word != WORD_NONE || len + 3 > sizeof here) {
        return;
    }
    /* Most statements are seen at once not to be such a word, or to be followed by none. */
    unsigned char last = (unsigned char)p->lexer.text[token->end - 1], next = (unsigned char)parser_peek_character(p);
    if (last < 'a' || last > 'z' || !((next >= 'a' && next <= 'z') || next >= 0x80)) {
        return;
    }
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    if (ahead.token.kind != TOKEN_WORD || ahead.token.line_start || p->clause_of[ahead.token.word] != CLAUSE_KINDS ||
        ahead.token.word == WORD_AND || ahead.token.word == WORD_OR) {
        return;
    }
    here[0] = here[len + 1] = ' ';
    memcpy(here + 1, p->lexer.text + token->start, len);
    here[len + 2] = '\0';
    bool bracket = p->lexer.text[ahead.token.end] == '(';
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        Str word = word_text(modes[i].word);
        bool near = (bracket || modes[i].word == WORD_DISAPPLIES) && nearest_word((Str){here + 1, len}, &word, 1) != NONE;
        if (near || strstr(modes[i].others, here)) {
            parser_take_meant(p, word);
            return;
        }
    }
}

/* `(p(a))`: one statement in brackets that it does not need. */
static bool bracketed(Parser *p, TreeLiteral *literal)
{
    Span open = token_span(&p->lexer.token);
    if (p->depth >= MAX_NESTING) {
        parser_error(p, E0107, open, "brackets are nested more than %d deep", MAX_NESTING);
        return false;
    }
    Diag *diag = parser_error(p, E0115, open, "brackets do not group statements by themselves");
    size_t number = diag_is_kept(p->diags, diag) ? p->diags->list.n : 0;
    diag_help(p->diags, diag, "leave them out: `not` applies to one statement");
    p->depth++;
    parser_next(p);
    bool read = parser_atom(p, literal);
    p->depth--;
    if (read && p->lexer.token.kind == TOKEN_CLOSE) {
        if (number) {
            diag = &p->diags->list.at[number - 1];
            diag_edit(p->diags, diag, open, "%s", "");
            diag_edit(p->diags, diag, token_span(&p->lexer.token), "%s", "");
        }
        parser_next(p);
    }
    return read;
}

/* Behind one `not` stand more of them: reported once, and taken in pairs. */
static void several_nots(Parser *p, TreeLiteral *literal)
{
    Span span = token_span(&p->lexer.token);
    uint32_t first = p->last_end >= 3 ? p->last_end - 3 : 0;
    Diag *diag = parser_error(p, E0115, span, "`not` stands twice");
    while (p->lexer.token.word == WORD_NOT) {
        literal->negated = !literal->negated;
        parser_next(p);
    }
    diag_help(p->diags, diag, literal->negated ? "leave two of them out" : "leave both out");
    if (memcmp(p->lexer.text + first, "not", 3) == 0) {
        diag_edit(p->diags, diag, (Span){first, p->lexer.token.start}, "%s", literal->negated ? "not " : "");
    }
}

bool parser_atom(Parser *p, TreeLiteral *literal)
{
    parser_meant_mode(p);
    const Token *token = &p->lexer.token;
    Span span = token_span(token);
    if (token->kind == TOKEN_OPEN) {
        return bracketed(p, literal);
    }
    if (token->word == WORD_NOT) {
        several_nots(p, literal);
        span = token_span(token);
        if (token->kind != TOKEN_WORD && token->kind != TOKEN_VARIABLE && token->kind != TOKEN_OPEN) {
            return false;
        }
    }
    if (token->kind == TOKEN_VARIABLE && parser_peek_character(p) != '(') {
        const char *shown = parser_shown(p, span);
        Diag *diag = parser_error(p, E0110, span,
                                  "`%s` is a variable, because of its capital letter; a statement is needed", shown);
        if (token->plain && *shown) {
            diag_help(p->diags, diag, "write `%c%s` if that is its name", shown[0] | 0x20, shown + 1);
            diag_edit(p->diags, diag, (Span){span.start, span.start + 1}, "%c", shown[0] | 0x20);
        }
        return false;
    }
    size_t errors = p->diags->errors;
    bool text = token->kind == TOKEN_STRING && parser_peek_character(p) != '(';
    if (text || !parser_mend_name(p)) {
        return p->diags->errors > errors ? false : parser_missing(p, "a statement is missing");
    }
    if (parser_at_reserved(p) || token->word == WORD_AND) {
        return parser_missing(p, "a statement is missing before `%s`", parser_shown(p, span));
    }
    bool forgotten = parser_open_forgotten(p);
    Token name = *token;
    parser_next(p);
    return parser_literal_from(p, &name, forgotten, literal);
}

/* Whether another word stands here for `where`, and `V =` behind it. */
static bool behind_other_where(const Parser *p)
{
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    bool variable = ahead.token.kind == TOKEN_VARIABLE;
    lexer_next(&ahead);
    return variable && ahead.token.kind == TOKEN_EQUAL;
}

/* Almost `where` before `V = t`, or nothing: reported, and the current token becomes it. */
static void meant_where(Parser *p)
{
    Token *token = &p->lexer.token;
    Str where = STR("where"), here = {p->lexer.text + token->start, token->end - token->start};
    bool almost = token->word == WORD_NONE && nearest_word(here, &where, 1) != NONE;
    if (token->kind == TOKEN_WORD && token->word != WORD_WHERE && !token->line_start &&
        (almost || behind_other_where(p))) {
        parser_take_meant(p, where);
    } else if (token->kind == TOKEN_VARIABLE && !token->line_start && parser_peek_character(p) == '=') {
        Span gap = {p->last_end, p->last_end};
        Diag *diag = parser_error(p, E0103, gap, "`where` is missing before a variable of the rule");
        diag_help(p->diags, diag, "write `where %s = …`", parser_shown(p, token_span(token)));
        diag_edit(p->diags, diag, gap, " where");
        lexer_recut(&p->lexer, TOKEN_WORD, token->start);
        token->word = WORD_WHERE;
    }
}

/* Behind `disapplies`: NAME [where V = t, …]. */
static bool disapplied(Parser *p, TreeLiteral *literal)
{
    const Token *token = &p->lexer.token;
    literal->mode = MODE_DISAPPLIES;
    literal->name_span = token_span(token);
    size_t errors = p->diags->errors;
    if (parser_at_reserved(p) || !parser_mend_name(p)) {
        return p->diags->errors > errors ? false : parser_missing(p, "after `disapplies` the name of a rule is missing");
    }
    literal->name = parser_symbol(p, token);
    literal->name_span = token_span(token);
    parser_next(p);
    literal->args = (TreeRange){vec_next_id(&p->tree->terms), 0};
    meant_where(p);
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
bool parser_time_of(Parser *p, TreeLiteral *literal)
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

bool parser_keep_literal(Parser *p, TreeLiteral *literal, uint32_t *index)
{
    literal->span.end = p->last_end;
    *index = tree_add_literal(p->tree, literal);
    parser_add_later(p, literal->name, literal->name_span, SYMBOL_OF_LITERAL, *index);
    return true;
}

bool parser_literal_here(Parser *p, LiteralPlace place, uint32_t *index)
{
    TreeLiteral literal = {.name = NONE, .on = NONE, .span = token_span(&p->lexer.token)};
    parser_repair(p, TOKEN_WORD);
    parser_meant_mode(p);
    Span once = token_span(&p->lexer.token);
    bool conditional = place == PLACE_CONDITION;
    if (at_mode(p, WORD_ONCE)) {
        if (!conditional) {
            Diag *diag = parser_error(p, E0115, once, "`once` can stand in conditions only");
            diag_help(p->diags, diag, "a conclusion that goes on is written `begins …`");
            diag_edit(p->diags, diag, once, "begins");
        }
        literal.once = conditional;
        parser_next(p);
    } else if (!conditional && at_mode(p, WORD_DISAPPLIES)) {
        parser_next(p);
        return disapplied(p, &literal) && parser_keep_literal(p, &literal, index);
    }
    bool negated = parser_take_word(p, WORD_NOT);
    if (negated && at_mode(p, WORD_ONCE)) {
        Diag *diag = parser_error(p, E0115, token_span(&p->lexer.token), "`not once` is not a condition");
        diag_help(p->diags, diag, "write `unless once …`");
        return false;
    }
    parser_meant_mode(p);
    if (at_mode(p, WORD_BEGINS) || at_mode(p, WORD_ENDS)) {
        literal.mode = p->lexer.token.word == WORD_BEGINS ? MODE_BEGINS : MODE_ENDS;
        literal.mode_negated = negated;
        parser_next(p);
        negated = parser_take_word(p, WORD_NOT);
    }
    literal.negated = negated;
    if (!parser_atom(p, &literal)) {
        return false;
    }
    literal.span.end = p->last_end;
    return (!conditional || parser_time_of(p, &literal)) && parser_keep_literal(p, &literal, index);
}
