/* The heads of items that speak of others: preferences, conflicts, asides, burdens and expectations. */
#include "syntax/parser_internal.h"

/* `prefer custom gray over …`: the first of the two is the preference's name. */
static bool preference_colon(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_WORD || token->line_start || !lexer_peek_word(&p->lexer, STR("over"))) {
        return false;
    }
    Span gap = {p->last_end, p->last_end};
    Diag *diag = parser_error(p, E0103, gap, "a colon is missing after the preference's name");
    diag_help(p->diags, diag, "write `: %s`", parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, gap, ":");
    return true;
}

bool parser_prefer_head(Parser *p)
{
    const Token *token = &p->lexer.token;
    uint32_t first = vec_next_id(&p->tree->names);
    if (!parser_name(p, "after `prefer` the name of what is preferred")) {
        return false;
    }
    if (parser_take_sign(p, TOKEN_COLON) || preference_colon(p)) {
        p->item.name = p->tree->names.at[first].name;
        p->item.name_span = p->tree->names.at[first].span;
        first = vec_next_id(&p->tree->names);
        if (!parser_name(p, "after the colon the name of what is preferred")) {
            return false;
        }
    }
    static const char *const others[] = {"to", "before", "above", "than", "against", "vs", "versus", "beats"};
    for (size_t i = 0; token->kind == TOKEN_WORD && i < sizeof others / sizeof others[0]; i++) {
        if (token->end - token->start == strlen(others[i]) &&
            memcmp(p->lexer.text + token->start, others[i], token->end - token->start) == 0) {
            parser_take_meant(p, STR("over"));
            break;
        }
    }
    Str over = STR("over"), here = {p->lexer.text + token->start, token->end - token->start};
    bool almost = token->kind == TOKEN_WORD && token->word != WORD_OVER && !token->line_start &&
                  nearest_word(here, &over, 1) != NONE;
    if (token->kind == TOKEN_GREATER || almost) {
        parser_take_meant(p, over);
    }
    if (token->kind == TOKEN_WORD && token->word != WORD_OVER && !token->line_start && !parser_at_clause(p)) {
        Span gap = {p->last_end, p->last_end};
        Diag *diag = parser_error(p, E0103, gap, "`over` is missing before what yields");
        diag_help(p->diags, diag, "write `over %s`", parser_shown(p, token_span(token)));
        diag_edit(p->diags, diag, gap, " over");
    } else if (!parser_take_word(p, WORD_OVER)) {
        return parser_missing(p, "`over` is missing: `prefer %s over …`", parser_shown(p, p->tree->names.at[first].span));
    }
    if (!parser_name(p, "after `over` the name of what yields")) {
        return false;
    }
    if (token->word == WORD_OVER) {
        Diag *diag = parser_error(p, E0115, token_span(token), "a preference has two sides");
        diag_help(p->diags, diag, "write a second `prefer` for the third");
        return false;
    }
    p->item.levels = (TreeRange){first, 2};
    return true;
}

bool parser_conflict_head(Parser *p)
{
    const Token *token = &p->lexer.token;
    uint32_t first, second, start = token->start;
    if (!parser_literal_here(p, PLACE_HEAD, &first)) {
        return false;
    }
    Commas commas = {0};
    bool more = token->kind == TOKEN_COMMA ? parser_comma_for_and(p, &commas, "the two statements")
                                           : parser_take_word(p, WORD_AND);
    if (!more && token->word == WORD_OR) {
        parser_take_meant(p, STR("and"));
        parser_next(p);
        more = true;
    }
    if (!more && token->kind == TOKEN_WORD && !token->line_start && parser_peek_character(p) == '(') {
        Span gap = {p->last_end, p->last_end};
        Diag *diag = parser_error(p, E0103, gap, "`and` is missing between the two statements");
        diag_help(p->diags, diag, "write `and %s…`", parser_shown(p, token_span(token)));
        diag_edit(p->diags, diag, gap, " and");
        more = true;
    }
    if (!more) {
        return parser_missing(p, "a second statement is missing: `conflict … and …`");
    }
    bool read = parser_literal_here(p, PLACE_HEAD, &second);
    parser_mend_commas(p, &commas, start);
    if (read && token->word == WORD_AND) {
        Diag *diag = parser_error(p, E0115, token_span(token), "a conflict has two sides");
        diag_help(p->diags, diag, "say in a rule when more than two cannot stand together");
        return false;
    }
    p->item.levels = (TreeRange){first, 2};
    return read;
}

/* `aside SOURCE`: the place follows as a clause. */
bool parser_aside_head(Parser *p)
{
    if (!parser_required_name(p)) {
        return false;
    }
    p->item.levels = (TreeRange){vec_next_id(&p->tree->cites), 1};
    vec_push(&p->tree->cites, ((TreeCite){.source = p->item.name, .span = p->item.name_span, .ref = NONE, .pin = NONE}));
    p->item.name = NONE;
    return true;
}

/* `burden POSITION on STATEMENT` */
bool parser_burden_head(Parser *p)
{
    if (!parser_required_name(p)) {
        return false;
    }
    if (!parser_take_word(p, WORD_ON)) {
        return parser_missing(p, "`on` and a statement are missing: `burden %s on …`",
                              parser_shown(p, p->item.name_span));
    }
    return parser_literal_here(p, PLACE_HEAD, &p->item.literal);
}

/* The word that says what is expected, or what is almost one. */
static bool expected_word_here(Parser *p)
{
    return p->lexer.token.kind <= TOKEN_STRING && !parser_at_reserved(p) && parser_mend_name(p);
}

/* Whether the positions of what is expected follow, behind `for`, which may have been forgotten. */
static bool for_positions(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->word == WORD_BY) {
        parser_take_meant(p, STR("for"));
    }
    if (parser_take_word(p, WORD_FOR)) {
        return true;
    }
    if (token->kind != TOKEN_WORD || token->line_start || parser_at_clause(p)) {
        return false;
    }
    Span gap = {p->last_end, p->last_end};
    Diag *diag;
    Str word = {p->lexer.text + token->start, token->end - token->start};
    Str meant = STR("for");
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    if (ahead.token.kind == TOKEN_WORD && !ahead.token.line_start && nearest_word(word, &meant, 1) != NONE) {
        parser_take_meant(p, meant);
        parser_next(p);
        return true;
    }
    diag = parser_error(p, E0103, gap, "`for` is missing before a position");
    diag_help(p->diags, diag, "write `for %s`", parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, gap, " for");
    return true;
}

/* `popov established`: the view stands before what is expected, which is reported. */
static bool swapped(Parser *p)
{
    static const Str statuses[] = {{"established", 11}, {"excluded", 8}, {"contested", 9},   {"unsupported", 11},
                                   {"defeated", 8},     {"arguable", 8}, {"either_way", 10}, {"depends", 7}};
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    Span here = token_span(&p->lexer.token), next = token_span(&ahead.token);
    bool before = false, behind = false;
    for (size_t i = 0;
         ahead.token.kind == TOKEN_WORD && !ahead.token.line_start && i < sizeof statuses / sizeof statuses[0]; i++) {
        before |= str_equal((Str){p->lexer.text + here.start, here.end - here.start}, statuses[i]);
        behind |= str_equal((Str){p->lexer.text + next.start, next.end - next.start}, statuses[i]);
    }
    if (before || !behind) {
        return false;
    }
    const char *who = parser_shown(p, here), *what = parser_shown(p, next);
    Diag *diag = parser_error(p, E0115, (Span){here.start, next.end}, "what is expected stands before the view");
    diag_help(p->diags, diag, "write `%s for %s`", what, who);
    diag_edit(p->diags, diag, (Span){here.start, next.end}, "%s for %s", what, who);
    return true;
}

static bool expected_words(Parser *p)
{
    const Token *token = &p->lexer.token;
    p->item.levels = (TreeRange){vec_next_id(&p->tree->expected), 0};
    do {
        TreeExpected expected = {.span = token_span(token)};
        p->goes_on = false;
        if (!expected_word_here(p)) {
            return parser_missing(p, "what is expected is missing, such as `established` or `defeated`");
        }
        if (swapped(p)) {
            return false;
        }
        expected.word = parser_symbol(p, token);
        parser_next(p);
        if (for_positions(p) && !parser_names(p, "a position", &expected.positions)) {
            return false;
        }
        vec_push(&p->tree->expected, expected);
        p->item.levels.count++;
    } while (parser_take_sign(p, TOKEN_SEMICOLON) || p->goes_on);
    return true;
}

/* What stands in place of the colon behind what is expected of: nothing, or a word or a sign for it. */
static bool expected_colon(Parser *p)
{
    static const char *const others[] = {"is", "are", "be", "should", "must", "=", "->", "=>"};
    const Token *token = &p->lexer.token;
    if (parser_take_sign(p, TOKEN_COLON)) {
        return true;
    }
    const char *text = p->lexer.text + token->start;
    Span span = {p->last_end, p->last_end};
    for (size_t i = 0; token->kind != TOKEN_STOP && i < sizeof others / sizeof others[0]; i++) {
        size_t len = strlen(others[i]);
        if (strncmp(text, others[i], len) == 0 && (text[len] == ' ' || (unsigned char)text[len - 1] < 'a')) {
            span.end = token->start + (uint32_t)len;
            lexer_recut(&p->lexer, TOKEN_COLON, span.end);
            parser_next(p);
            break;
        }
    }
    if (token->kind != TOKEN_WORD || token->line_start) {
        return parser_missing(p, "after the statement `:` and what is expected are missing");
    }
    Diag *diag = parser_error(p, E0103, span, "a colon is missing before what is expected");
    diag_help(p->diags, diag, "write `: %s`", parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, span, ":");
    return true;
}

bool parser_expect_head(Parser *p)
{
    if (!parser_literal_here(p, PLACE_HEAD, &p->item.literal)) {
        return false;
    }
    if (parser_take_word(p, WORD_ON) && !parser_date(p, "on", &p->item.on)) {
        return false;
    }
    return expected_colon(p) && expected_words(p);
}
