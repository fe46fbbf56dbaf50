/* Dates, and what may be wrong with them. */
#include "syntax/parser_internal.h"

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
    case TOKEN_BAD:
    case TOKEN_VARIABLE:
        return date_length(p) > 0;
    default:
        return false;
    }
}

/* Year, month and day as far as `part` gives them; what is absent is 0. */
static CivilDay scan(Str part)
{
    int64_t numbers[3] = {0, 0, 0};
    size_t n = 0, at = 0;
    bool negative = part.len && part.ptr[0] == '-';
    for (at = negative; at < part.len && n < 3; at++) {
        char c = part.ptr[at];
        if (c >= '0' && c <= '9') {
            numbers[n] = numbers[n] < 100000 ? numbers[n] * 10 + (c - '0') : numbers[n];
        } else {
            n++;
        }
    }
    return (CivilDay){negative ? -numbers[0] : numbers[0], (int)numbers[1], (int)numbers[2]};
}

static void explain_no_such_day(Parser *p, Diag *diag, Str text)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    const char *slash = memchr(text.ptr, '/', text.len);
    Date ignored;
    if (slash) {
        Str first = {text.ptr, (size_t)(slash - text.ptr)};
        Str second = {slash + 1, text.len - first.len - 1};
        text = edtf_read(first, &ignored) == EDTF_NO_SUCH_DAY ? first : second;
    }
    CivilDay civil = scan(text);
    if (text.ptr[0] == '-' && civil.year == 0) {
        diag_help(p->diags, diag, "the year 0 is written `0000`");
    } else if (civil.month < 1 || civil.month > 12) {
        diag_note(p->diags, diag, "months go from 01 to 12");
    } else if (civil.day < 1) {
        diag_note(p->diags, diag, "days are counted from 01");
    } else if (civil.month == 2 && civil.day == 29) {
        diag_note(p->diags, diag, "%lld was no leap year: February had 28 days", (long long)civil.year);
    } else {
        diag_note(p->diags, diag, "%s %lld had %d days", months[civil.month - 1], (long long)civil.year,
                  days_in_month(civil.year, civil.month));
    }
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
        Text guess = {0};
        bool read = edtf_guess((Str){text + p->lexer.token.start, at - p->lexer.token.start}, &guess);
        text_free(&guess);
        if (read) {
            return at;
        }
    }
    return end;
}

static bool complain(Parser *p, EdtfVerdict verdict, uint32_t length, const char *after)
{
    Span span = {p->lexer.token.start, p->lexer.token.start + length};
    if (verdict == EDTF_INVALID) {
        Text guess = {0};
        if (!edtf_guess((Str){p->lexer.text + span.start, length}, &guess)) {
            span.end = loose_end(p, span.end);
            text_free(&guess);
        }
        text_free(&guess);
    }
    Str text = {p->lexer.text + span.start, span.end - span.start};
    const char *shown = parser_shown(p, span);
    Diag *diag;
    Text guess = {0};
    switch (verdict) {
    case EDTF_NO_SUCH_DAY:
        diag = parser_error(p, E0108, span, "there is no `%s` in the calendar", shown);
        explain_no_such_day(p, diag, text);
        break;
    case EDTF_BACKWARDS:
        parser_error(p, E0309, span, "`%s` ends before it starts", shown);
        break;
    case EDTF_RANGE:
        diag = parser_error(p, E0108, span, "`%s` is too far away: years go from -9999 to 9999", shown);
        break;
    case EDTF_LATER:
        parser_error(p, E0113, span, "dates like `%s` are not read by this version yet", shown);
        break;
    default:
        if (edtf_guess(text, &guess)) {
            diag = parser_error(p, E0108, span, "`%s` is not how dates are written here", shown);
            diag_help(p->diags, diag, "write `%.*s`", STR_ARG(text_str(&guess)));
            diag_edit(p->diags, diag, span, "%.*s", STR_ARG(text_str(&guess)));
        } else if (after || memchr(text.ptr, '-', text.len) || memchr(text.ptr, '/', text.len)) {
            diag = parser_error(p, E0108, span, "`%s` is not a date", shown);
            CivilDay parts = scan(text); /* of 1/2/1993 the last is the year */
            if (parts.day > 999 && parts.day <= 9999 && parts.year > 0 && parts.year <= 12 && parts.month > 0 &&
                parts.month <= 12) {
                diag_help(p->diags, diag, "write `%04d-%02d-%02d` or `%04d-%02d-%02d`, whichever is meant", parts.day,
                          (int)parts.year, parts.month, parts.day, parts.month, (int)parts.year);
            } else {
                diag_help(p->diags, diag, "dates are written year first, as `1991-12-26`, `1991-12` or `1991`");
            }
        } else {
            diag = parser_error(p, E0109, span, "`%s` is not a number", shown);
            diag_help(p->diags, diag, "numbers are written like `82.1` or `1_000_000`, names start with a letter");
        }
        text_free(&guess);
        break;
    }
    return false;
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
    Date date;
    EdtfVerdict verdict = edtf_read((Str){p->lexer.text + token->start, length}, &date);
    if (verdict != EDTF_VALID) {
        return complain(p, verdict, length, after);
    }
    Span span = {token->start, token->start + length};
    lexer_recut(&p->lexer, TOKEN_DATE, span.end);
    parser_next(p);
    if (token->word == WORD_JULIAN) {
        parser_error(p, E0113, token_span(token), "dates of the Julian calendar are not read by this version yet");
        return false;
    }
    *index = vec_next_id(&p->tree->dates);
    vec_push(&p->tree->dates, date);
    return true;
}
