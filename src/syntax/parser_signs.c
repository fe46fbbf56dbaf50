/* Brackets and other signs that were forgotten, or stand twice. */
#include "syntax/parser_internal.h"

/* ---- twice ---- */

/* The current token is the sign that was just taken: reported, and left out. */
static void doubled(Parser *p)
{
    Span span = token_span(&p->lexer.token);
    Diag *diag = parser_error(p, E0115, span, "`%s` stands twice", parser_shown(p, span));
    diag_help(p->diags, diag, "leave one of them out");
    diag_edit(p->diags, diag, span, "%s", "");
    parser_next(p);
}

bool parser_take_sign(Parser *p, TokenKind kind)
{
    bool here = parser_take(p, kind);
    while (here && p->lexer.token.kind == kind && !p->lexer.token.line_start) {
        doubled(p);
    }
    return here;
}

bool parser_doubled_bracket(Parser *p)
{
    const char *text = p->lexer.text;
    Span open = token_span(&p->lexer.token);
    Diag *diag = parser_error(p, E0115, open, "`(` stands twice");
    diag_help(p->diags, diag, "leave one of them out");
    diag_edit(p->diags, diag, open, "%s", "");
    uint32_t at = open.end;
    while (text[at] && text[at] != '\n' && text[at] != '"' && text[at] != '(' && text[at] != ')') {
        at++;
    }
    if (text[at] == '(') {
        return false; /* rather one statement in another */
    }
    parser_next(p);
    if (text[at] == ')' && text[at + 1] == ')' && p->depth == 0) {
        diag_edit(p->diags, diag, (Span){at, at + 1}, "%s", "");
        return true;
    }
    return false;
}

void parser_stray_bracket(Parser *p)
{
    if (p->depth == 0 && p->lexer.token.kind == TOKEN_CLOSE && !p->lexer.token.line_start) {
        doubled(p);
    }
}

/* ---- forgotten ---- */

static bool is_in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

/* How much of this word is the name of a statement that is written with brackets elsewhere in the file: the most that is; 0 when none. */
static uint32_t name_before_bracket(const Parser *p, Str word)
{
    enum { FARTHEST = 1 << 20 };
    const char *text = p->lexer.text;
    uint32_t len = p->lexer.len < FARTHEST ? p->lexer.len : FARTHEST, found = 0;
    for (const char *at = memchr(text, '(', len); at; at = memchr(at + 1, '(', len - (size_t)(at + 1 - text))) {
        const char *start = at;
        while (start > text && is_in_name(start[-1])) {
            start--;
        }
        uint32_t n = (uint32_t)(at - start);
        if (n > found && n < word.len && memcmp(start, word.ptr, n) == 0) {
            found = n;
        }
    }
    return found;
}

/* Whether from here on there is a list that ends with `)`, which nothing opens. */
static bool closes_later(const Parser *p, bool spaced)
{
    Lexer ahead = p->lexer;
    bool comma = true;
    for (lexer_next(&ahead); !ahead.token.line_start; lexer_next(&ahead)) {
        switch (ahead.token.kind) {
        case TOKEN_CLOSE:
            return true;
        case TOKEN_COMMA:
            comma = true;
            break;
        case TOKEN_WORD:
        case TOKEN_VARIABLE:
        case TOKEN_ANY:
        case TOKEN_NUMBER:
        case TOKEN_DATE:
        case TOKEN_STRING:
            if ((!comma && ahead.token.kind == TOKEN_WORD) || (spaced && ahead.token.word == WORD_AND)) {
                return false;
            }
            comma = false;
            break;
        default:
            return false;
        }
        spaced = false;
    }
    return false;
}

/* How much of the current word is the name before the bracket; 0 where none is missing. */
static uint32_t name_without_bracket(const Parser *p, bool *blank)
{
    const Token *token = &p->lexer.token;
    char next = parser_peek_character(p), close = p->lexer.text[token->end];
    if (p->depth || token->kind != TOKEN_WORD || next == '(' || next == ':' || next == '\n' || next == '"' || !next) {
        return 0;
    }
    bool spaced = next != ')' && next != ',';
    if (spaced) {
        uint32_t at = token->end + 1;
        while (is_in_name(p->lexer.text[at])) {
            at++;
        }
        if (close != ' ' || at == token->end + 1 || (p->lexer.text[at] != ')' && p->lexer.text[at] != ',')) {
            return 0;
        }
    }
    *blank = spaced;
    if (!closes_later(p, spaced)) {
        return 0;
    }
    const char *text = p->lexer.text + token->start;
    uint32_t len = token->end - token->start;
    if (!spaced) {
        uint32_t known = name_before_bracket(p, (Str){text, len});
        for (uint32_t i = 1; known == 0 && i < len; i++) {
            known = text[i] >= 'A' && text[i] <= 'Z' && text[i - 1] != '_' ? i : 0;
        }
        len = known;
    }
    return len;
}

bool parser_lacks_open(const Parser *p)
{
    bool blank;
    return name_without_bracket(p, &blank) > 0;
}

bool parser_open_forgotten(Parser *p)
{
    Token *token = &p->lexer.token;
    bool blank = false;
    uint32_t len = name_without_bracket(p, &blank);
    if (len == 0) {
        return false;
    }
    Span gap = {token->start + len, token->start + len + blank};
    Diag *diag = parser_error(p, E0103, gap, "an opening `(` is missing");
    diag_help(p->diags, diag, "write `%s(…)`", parser_shown(p, (Span){token->start, gap.start}));
    diag_edit(p->diags, diag, gap, "(");
    lexer_recut(&p->lexer, TOKEN_WORD, gap.start);
    token->word = (uint8_t)lexer_word(&p->lexer, (Str){p->lexer.text + token->start, len});
    return true;
}
