/* Names, alone and in lists, and what people write in their place. */
#include "syntax/parser_internal.h"

static Str token_text(const Parser *p, const Token *token)
{
    return (Str){p->lexer.text + token->start, token->end - token->start};
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_in_word(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* `POPOV` */
static bool all_capitals(Str word)
{
    bool all = word.len > 1;
    for (size_t i = 0; i < word.len; i++) {
        all &= !is_lower(word.ptr[i]) && word.ptr[i] != '"';
    }
    return all;
}

/* The symbol of a name that was mended (parser_mend_name): without quotation marks, with a small letter first, `_` for hyphens. */
Symbol parser_mended_symbol(Parser *p, Str text)
{
    Text name = {0};
    bool capitals = all_capitals(text);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        c = (i == 0 || capitals) && c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
        if (c == '-' || c == ' ') {
            c = '_';
        }
        if (c != '"') {
            text_add_char(&name, c);
        }
    }
    Symbol symbol = parser_normal_symbol(p->tree, text_str(&name));
    text_free(&name);
    return symbol;
}

bool parser_at_hyphen(const Parser *p)
{
    const Token *token = &p->lexer.token;
    const char *behind = p->lexer.text + token->end;
    return token->kind == TOKEN_WORD && behind[0] == '-' && is_lower(behind[1]) && token->end < p->lexer.len;
}

static void become_word(Parser *p, uint32_t end)
{
    Token *token = &p->lexer.token;
    token->kind = TOKEN_WORD;
    token->word = WORD_NONE;
    token->plain = false;
    token->end = end;
}

/* `full-control` */
static void mend_hyphens(Parser *p)
{
    const char *text = p->lexer.text;
    Span span = token_span(&p->lexer.token);
    while (text[span.end] == '-' ? is_lower(text[span.end + 1]) : is_in_word(text[span.end])) {
        span.end++;
    }
    Diag *diag = parser_error(p, E0110, span, "a name has no hyphen: `%s`", parser_shown(p, span));
    Text mended = {0};
    for (uint32_t at = span.start; at < span.end; at++) {
        text_add_char(&mended, text[at] == '-' ? '_' : text[at]);
    }
    diag_help(p->diags, diag, "write `%.*s`", STR_ARG(text_str(&mended)));
    diag_edit(p->diags, diag, span, "%.*s", STR_ARG(text_str(&mended)));
    text_free(&mended);
    become_word(p, span.end);
}

/* `"diary"` where a name is due */
static bool mend_quoted(Parser *p)
{
    const Token *token = &p->lexer.token;
    Str text = token_text(p, token);
    bool name = token->closed && text.len > 2 && is_lower(text.ptr[1]);
    for (size_t i = 1; name && i + 1 < text.len; i++) {
        name = is_in_word(text.ptr[i]);
    }
    if (!name) {
        return false;
    }
    Span span = token_span(token);
    Diag *diag = parser_error(p, E0110, span, "a name stands without quotation marks: %s", parser_shown(p, span));
    diag_help(p->diags, diag, "write `%s`", parser_shown(p, (Span){span.start + 1, span.end - 1}));
    diag_edit(p->diags, diag, (Span){span.start, span.start + 1}, "%s", "");
    diag_edit(p->diags, diag, (Span){span.end - 1, span.end}, "%s", "");
    become_word(p, span.end);
    return true;
}

static bool mend_capital(Parser *p)
{
    const Token *token = &p->lexer.token;
    Span span = token_span(token);
    const char *shown = parser_shown(p, span);
    Diag *diag = parser_error(p, E0110, span, "`%s` cannot be a name: names start with a small letter", shown);
    if (!token->plain) {
        return false;
    }
    Str text = token_text(p, token);
    if (all_capitals(text)) {
        Text small = {0};
        for (size_t i = 0; i < text.len; i++) {
            char c = text.ptr[i];
            text_add_char(&small, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
        }
        diag_help(p->diags, diag, "write `%.*s`", STR_ARG(text_str(&small)));
        diag_edit(p->diags, diag, span, "%.*s", STR_ARG(text_str(&small)));
        text_free(&small);
    } else {
        diag_help(p->diags, diag, "write `%c%s`", shown[0] | 0x20, *shown ? shown + 1 : "");
        diag_edit(p->diags, diag, (Span){span.start, span.start + 1}, "%c", p->lexer.text[span.start] | 0x20);
    }
    become_word(p, span.end);
    return true;
}

bool parser_mend_name(Parser *p)
{
    switch (p->lexer.token.kind) {
    case TOKEN_WORD:
        if (parser_at_hyphen(p)) {
            mend_hyphens(p);
        }
        return true;
    case TOKEN_VARIABLE:
        return mend_capital(p);
    case TOKEN_STRING:
        return mend_quoted(p);
    default:
        return false;
    }
}

void parser_join_words(Parser *p, uint32_t end)
{
    const char *text = p->lexer.text;
    Span span = {p->lexer.token.start, end};
    Diag *diag = parser_error(p, E0110, span, "a name is one word: `%s`", parser_shown(p, span));
    Text mended = {0};
    for (uint32_t at = span.start; at < span.end; at++) {
        bool blank = text[at] == ' ' || text[at] == '\t';
        if (!blank || (text[at - 1] != ' ' && text[at - 1] != '\t')) {
            text_add_char(&mended, blank ? '_' : text[at]);
        }
    }
    diag_help(p->diags, diag, "write `%.*s`", STR_ARG(text_str(&mended)));
    diag_edit(p->diags, diag, span, "%.*s", STR_ARG(text_str(&mended)));
    text_free(&mended);
    become_word(p, end);
}

uint32_t parser_words_before(const Parser *p, TokenKind kind)
{
    unsigned char next = (unsigned char)parser_peek_character(p);
    if (next < 0x80 && (unsigned char)((next | 0x20) - 'a') >= 26) {
        return 0; /* no second word follows; else the lexer is copied to look further */
    }
    Lexer ahead = p->lexer;
    uint32_t end = ahead.token.end;
    unsigned words = 0;
    while ((ahead.token.kind == TOKEN_WORD || (words && ahead.token.kind == TOKEN_VARIABLE)) &&
           !(words && ahead.token.line_start)) {
        ClauseKind clause = p->clause_of[ahead.token.word];
        bool pin = ahead.token.word == WORD_NOWHERE || ahead.token.word == WORD_VIA || ahead.token.word == WORD_MARK;
        if (words && (pin || (clause != CLAUSE_KINDS && parser_takes_clause(p->item.kind, clause)))) {
            return 0;
        }
        words++;
        end = ahead.token.end;
        lexer_next(&ahead);
    }
    bool fits = ahead.token.kind == kind && (kind != TOKEN_STRING || ahead.token.closed);
    return words > 1 && fits && !ahead.token.line_start ? end : 0;
}

bool parser_name(Parser *p, const char *what)
{
    const Token *token = &p->lexer.token;
    Span span = token_span(token);
    if (token->kind == TOKEN_BAD_NUMBER || token->kind == TOKEN_NUMBER) {
        parser_error(p, E0110, span, "`%s` cannot be a name: names start with a small letter", parser_shown(p, span));
        return false;
    }
    size_t errors = p->diags->errors;
    if (!parser_mend_name(p)) {
        return p->diags->errors > errors ? false : parser_missing(p, "%s is missing", what);
    }
    vec_push(&p->tree->names, ((TreeName){parser_symbol(p, token), token_span(token)}));
    parser_next(p);
    return true;
}

/* Whether another name follows without a comma: a word that cannot be anything else, before the end of the line or a sign. */
static bool at_next_name(const Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_WORD || token->line_start || parser_at_clause(p) || token->word != WORD_NONE) {
        return false;
    }
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    uint8_t kind = ahead.token.kind;
    bool clause = p->clause_of[ahead.token.word] != CLAUSE_KINDS;
    clause |= ahead.token.word == WORD_AT || ahead.token.word == WORD_NOWHERE || ahead.token.word == WORD_VIA;
    return kind == TOKEN_STOP || kind == TOKEN_COMMA || kind == TOKEN_SEMICOLON || ahead.token.line_start || clause;
}

ItemKind parser_declared(Parser *p, Str word)
{
    parser_look_up(p);
    Symbol name = names_find(&p->tree->symbols, word);
    for (size_t i = 0; name != NONE && i < p->tree->items.n; i++) {
        const TreeItem *item = &p->tree->items.at[i];
        if ((item->kind == ITEM_SOURCE || item->kind == ITEM_POSITION) && item->name == name) {
            return (ItemKind)item->kind;
        }
        for (uint32_t k = 0; item->kind == ITEM_ORDER && k < item->levels.count; k++) {
            if (p->tree->names.at[item->levels.first + k].name == name) {
                return ITEM_ORDER;
            }
        }
    }
    return ITEM_KINDS;
}

/* `by popov   tape`: what follows is a source. */
static bool per_forgotten(Parser *p)
{
    const Token *token = &p->lexer.token;
    bool takes =
        p->item.kind != ITEM_KINDS && parser_takes_clause(p->item.kind, CLAUSE_PER) && !(p->seen & 1ull << CLAUSE_PER);
    if (!takes || token->kind != TOKEN_WORD || token->line_start || parser_at_clause(p)) {
        return false;
    }
    if (parser_declared(p, token_text(p, token)) != ITEM_SOURCE) {
        return false;
    }
    Span gap = {p->last_end, p->last_end};
    Diag *diag = parser_error(p, E0103, gap, "`per` is missing before a source");
    diag_help(p->diags, diag, "write `per %s`", parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, gap, " per");
    return parser_contents(p, CLAUSE_PER);
}

bool parser_comma_forgotten(Parser *p)
{
    if (!at_next_name(p)) {
        return false;
    }
    Span gap = {p->last_end, p->last_end};
    Diag *diag = parser_error(p, E0103, gap, "a comma is missing between two names");
    diag_help(p->diags, diag, "write `, %s`", parser_shown(p, token_span(&p->lexer.token)));
    diag_edit(p->diags, diag, gap, ",");
    return true;
}

/* What stands between two names of a list: a comma, or what people write for it. */
static bool more_names(Parser *p, const char *what)
{
    const Token *token = &p->lexer.token;
    Span gap = {p->last_end, token->word == WORD_AND ? token->end : p->last_end};
    Span comma = token_span(token);
    if (parser_take_sign(p, TOKEN_COMMA)) {
        if (p->item.kind == ITEM_EXPECT && token->kind == TOKEN_WORD && lexer_peek_word(&p->lexer, STR("for"))) {
            Diag *diag = parser_error(p, E0115, comma, "what else is expected stands behind `;`, not behind a comma");
            diag_help(p->diags, diag, "write `; %s for …`", parser_shown(p, token_span(token)));
            diag_edit(p->diags, diag, comma, ";");
            p->goes_on = true;
            return false;
        }
        if (token->kind == TOKEN_STOP || (token->line_start && parser_at_clause(p))) {
            Diag *diag = parser_error(p, E0115, comma, "behind this comma %s is missing", what);
            diag_help(p->diags, diag, "leave it out");
            diag_edit(p->diags, diag, comma, "%s", "");
            return false;
        }
        return true;
    }
    if (token->word == WORD_AND) {
        Diag *diag = parser_error(p, E0115, token_span(token), "commas separate the names in a list, not `and`");
        parser_next(p);
        diag_help(p->diags, diag, "write `, %s`", parser_shown(p, token_span(token)));
        diag_edit(p->diags, diag, gap, ",");
        return true;
    }
    if (p->item.kind == ITEM_EXPECT && token->kind == TOKEN_WORD && !parser_at_reserved(p) &&
        lexer_peek_word(&p->lexer, STR("for"))) {
        gap = (Span){p->last_end, p->last_end};
        Diag *diag = parser_error(p, E0103, gap, "`;` is missing before what else is expected");
        diag_help(p->diags, diag, "write `; %s for …`", parser_shown(p, token_span(token)));
        diag_edit(p->diags, diag, gap, ";");
        p->goes_on = true;
        return false;
    }
    return !per_forgotten(p) && parser_comma_forgotten(p);
}

bool parser_names(Parser *p, const char *what, TreeRange *range)
{
    *range = (TreeRange){vec_next_id(&p->tree->names), 0};
    do {
        if (parser_at_no_name(p)) {
            return parser_missing(p, "%s is missing before `%s`", what, parser_shown(p, token_span(&p->lexer.token)));
        }
        if (!parser_name(p, what)) {
            return false;
        }
        range->count++;
    } while (more_names(p, what));
    return true;
}
