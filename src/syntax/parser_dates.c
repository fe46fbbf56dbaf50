/* Dates, and what may be wrong with them. */
#include "syntax/parser_internal.h"

#include "dates/guess.h"

static uint32_t date_length(const Parser *p)
{
    uint32_t start = p->lexer.token.start;
    return (uint32_t)edtf_extent((Str){p->lexer.text + start, p->lexer.len - start});
}

bool parser_at_date(const Parser *p)
{
    switch (p->lexer.token.kind) {
    case TOKEN_NUMBER:
    case TOKEN_BAD_NUMBER:
    case TOKEN_DATE:
    case TOKEN_MINUS:
    case TOKEN_DIVIDE:
    case TOKEN_BAD:
    case TOKEN_VARIABLE:
        return date_length(p) > 0;
    default:
        return false;
    }
}

static bool is_guessed(Str text)
{
    DateGuess guess;
    date_guess(text, EDTF_INVALID, &guess);
    return guess.count > 0;
}

/* Extends a span that is no date over the words that may belong to one: `26 December 1991`, `December 26, 1991`. */
static uint32_t loose_end(const Parser *p, uint32_t end)
{
    const char *text = p->lexer.text;
    uint32_t at = end;
    for (int word = 0; word < 3; word++) {
        uint32_t start = at;
        while (text[at] == ' ' || text[at] == ',') {
            at++;
        }
        uint32_t first = at;
        while ((unsigned char)((text[at] | 0x20) - 'a') < 26 || (unsigned char)(text[at] - '0') < 10) {
            at++;
        }
        if (at == first || at - start > 16) {
            break;
        }
        if (is_guessed((Str){text + p->lexer.token.start, at - p->lexer.token.start})) {
            return at;
        }
    }
    return end;
}

/* What to write instead, and why; with one form only, a program can write it. */
static void advise(Parser *p, Diag *diag, Str text, Span span, EdtfVerdict verdict)
{
    DateGuess guess;
    date_guess(text, verdict, &guess);
    Text note = {0};
    if (date_note(text, verdict, &note)) {
        diag_note(p->diags, diag, "%s", note.bytes);
    }
    text_free(&note);
    if (guess.count == 1) {
        diag_help(p->diags, diag, "write `%s`", guess.forms[0]);
    } else if (guess.count) {
        diag_help(p->diags, diag, "write `%s` or `%s`, whichever is meant", guess.forms[0], guess.forms[1]);
    }
    if (guess.count == 1 ||
        (guess.count && verdict == EDTF_NO_SUCH_DAY)) { /* `1991-11-31`: rather the last day of the month */
        diag_edit(p->diags, diag, span, "%s", guess.forms[0]);
    }
    if (guess.count) {
        return;
    } else if (verdict == EDTF_INVALID) {
        diag_help(p->diags, diag, "dates are written year first, as `1991-12-26`, `1991-12` or `1991`");
    }
}

static bool complain(Parser *p, EdtfVerdict verdict, uint32_t length, const char *after)
{
    static const char *const sentences[] = {
#define VERDICT(name, sentence) sentence,
#include "dates/verdicts.def"
#undef VERDICT
    };
    Span span = {p->lexer.token.start, p->lexer.token.start + length};
    if (verdict == EDTF_INVALID && !is_guessed((Str){p->lexer.text + span.start, length})) {
        span.end = loose_end(p, span.end);
    }
    Str text = {p->lexer.text + span.start, span.end - span.start};
    const char *shown = parser_shown(p, span);
    Diag *diag;
    if (verdict == EDTF_BACKWARDS) {
        diag = parser_error(p, E0309, span, "`%s` ends before it starts", shown);
    } else if (verdict == EDTF_NO_SUCH_DAY) {
        diag = parser_error(p, E0108, span, "there is no `%s` in the calendar", shown);
    } else if (verdict == EDTF_INVALID && is_guessed(text)) {
        diag = parser_error(p, E0108, span, "`%s` is not how dates are written here", shown);
    } else if (verdict != EDTF_INVALID || after || memchr(text.ptr, '-', text.len) || memchr(text.ptr, '/', text.len)) {
        diag = parser_error(p, E0108, span, "`%s` %s", shown, sentences[verdict]);
    } else {
        diag = parser_error(p, E0109, span, "`%s` is not a number", shown);
        diag_help(p->diags, diag, "numbers are written like `82.1` or `1_000_000`, names start with a letter");
        return false;
    }
    advise(p, diag, text, span, verdict);
    return false;
}

/* The end of a date that is written with a printed text's dashes from `end` on: `1991–12–26`. `end` when it is not. */
static uint32_t dashed_end(const Parser *p, uint32_t end)
{
    static const char *const dashes[] = {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"};
    const char *text = p->lexer.text;
    if (text[end] != dashes[0][0]) { /* they all begin with one byte */
        return end;
    }
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0];) {
        size_t len = strlen(dashes[i]);
        bool dash = strncmp(text + end, dashes[i], len) == 0 && text[end + len] >= '0' && text[end + len] <= '9';
        if (!dash) {
            i++;
            continue;
        }
        end += (uint32_t)len;
        while (text[end] >= '0' && text[end] <= '9') {
            end++;
        }
        i = 0;
    }
    return end;
}

/* Reports the dashes of the date up to `end`, and reads it as if they were hyphens. */
static bool dashed_date(Parser *p, uint32_t end, uint32_t *index)
{
    Span span = {p->lexer.token.start, end};
    Text mended = {0};
    for (uint32_t at = span.start; at < end;) {
        bool digit = (unsigned char)p->lexer.text[at] < 0x80;
        text_add_char(&mended, digit ? p->lexer.text[at] : '-');
        at += digit ? 1 : 3;
    }
    Str kept = arena_copy(&p->tree->arena, text_str(&mended));
    text_free(&mended);
    Diag *diag = parser_error(p, E0105, span, "dates are written with plain hyphens, not `%s`", parser_shown(p, span));
    diag_help(p->diags, diag, "write `%.*s`", STR_ARG(kept));
    diag_edit(p->diags, diag, span, "%.*s", STR_ARG(kept));
    Date date;
    bool read = edtf_read(kept, GREGORIAN, &date) == EDTF_VALID;
    lexer_recut(&p->lexer, TOKEN_DATE, end);
    parser_next(p);
    if (read) {
        *index = vec_next_id(&p->tree->dates);
        vec_push(&p->tree->dates, date);
    }
    return read;
}

/* What stands where a date is due, and does not look like one. */
static bool no_date(Parser *p, const char *after)
{
    const Token *token = &p->lexer.token;
    if (token->kind == TOKEN_WORD || token->kind == TOKEN_VARIABLE) {
        uint32_t end = loose_end(p, token->end);
        if (end != token->end) {
            return complain(p, EDTF_INVALID, end - token->start, after);
        }
    }
    return parser_missing(p, "after `%s` a date is missing, such as `1991-12-26`", after ? after : "year");
}

/* The end of the word `julian` behind a date that ends at `at`; 0 when there is none. */
static uint32_t julian_end(const Parser *p, uint32_t at)
{
    static const char word[] = "julian";
    const char *text = p->lexer.text;
    uint32_t start = at, length = sizeof word - 1;
    while (text[start] == ' ' || text[start] == '\t') {
        start++;
    }
    bool there = start > at && p->lexer.len - start >= length && memcmp(text + start, word, length) == 0;
    char next = there ? text[start + length] : '\0';
    bool longer = (unsigned char)next >= 0x80 || next == '_' || (unsigned char)((next | 0x20) - 'a') < 26 ||
                  (unsigned char)(next - '0') < 10;
    return there && !longer ? start + length : 0;
}

bool parser_date(Parser *p, const char *after, uint32_t *index)
{
    Token *token = &p->lexer.token;
    uint32_t length = date_length(p);
    if (length == 0 || token->kind == TOKEN_STOP || token->kind == TOKEN_STRING) {
        return no_date(p, after);
    }
    if (token->kind == TOKEN_BAD_NUMBER && token->end > token->start + length) {
        length = token->end - token->start;
    }
    uint32_t dashed = dashed_end(p, token->start + length);
    if (dashed > token->start + length) {
        return dashed_date(p, dashed, index);
    }
    uint32_t julian = julian_end(p, token->start + length);
    Date date;
    EdtfVerdict verdict = edtf_read((Str){p->lexer.text + token->start, length}, julian ? JULIAN : GREGORIAN, &date);
    if (verdict != EDTF_VALID) {
        return complain(p, verdict, julian ? julian - token->start : length, after);
    }
    lexer_recut(&p->lexer, TOKEN_DATE, julian ? julian : token->start + length);
    parser_next(p);
    *index = vec_next_id(&p->tree->dates);
    vec_push(&p->tree->dates, date);
    return true;
}
