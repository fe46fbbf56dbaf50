/* What is said about mistakes that can stand anywhere. */
#include "syntax/parser_internal.h"

#include "source/clean.h"

#include <stdarg.h>
#include <stdio.h>
#include <utf8proc.h>

const char *parser_shown(Parser *p, Span span)
{
    enum { WIDEST = 48 };
    if (!diag_has_room(p->diags)) {
        return ""; /* not kept anyway */
    }
    Str text = {p->lexer.text + span.start, span.end - span.start};
    Text shown = {0};
    size_t width = 0, at = 0;
    while (at < text.len && width < WIDEST) {
        width += clean_character(&shown, text, &at);
    }
    if (at < text.len) {
        text_add(&shown, STR("…"));
    }
    Str kept = arena_copy(&p->diags->arena, text_str(&shown));
    text_free(&shown);
    return kept.ptr;
}

/* A character, or two, that means nothing: what was probably meant, in words and, where it is certain, for an edit. */
typedef struct Slip {
    const char *bad, *help, *mended;
    uint8_t kind, word; /* of the token that is meant; 0: none */
} Slip;

static const Slip *slip_of(Str bad)
{
    static const char quotes[] = "use straight quotation marks: \"…\"", hyphen[] = "write a plain hyphen `-`",
                      space[] = "this blank is a special one: write a plain space",
                      each[] = "write one rule for each alternative";
    static const char in_doubles[] = "text stands in straight double quotation marks: \"…\"";
    static const Slip slips[] = {
        {"\u201c", quotes, "\"", 0, 0},
        {"\u201d", quotes, "\"", 0, 0},
        {"\u201e", quotes, "\"", 0, 0},
        {"\u00ab", quotes, "\"", 0, 0},
        {"\u00bb", quotes, "\"", 0, 0},
        {"\u2018", in_doubles, "\"", 0, 0},
        {"\u2019", in_doubles, "\"", 0, 0},
        {"'", "text stands in double quotation marks: \"…\"", "\"", 0, 0},
        {"\u2013", hyphen, "-", 0, 0},
        {"\u2014", hyphen, "-", 0, 0},
        {"\u2212", hyphen, "-", 0, 0},
        {"\u2260", "write `!=`", "!=", TOKEN_UNEQUAL, 0},
        {"\u2264", "write `<=`", "<=", TOKEN_AT_MOST, 0},
        {"\u2265", "write `>=`", ">=", TOKEN_AT_LEAST, 0},
        {"==", "write `=`", "=", TOKEN_EQUAL, 0},
        {"=<", "write `<=`", "<=", TOKEN_AT_MOST, 0},
        {"=>", "write `>=`", ">=", TOKEN_AT_LEAST, 0},
        {"<>", "write `!=`", "!=", TOKEN_UNEQUAL, 0},
        {"!", "write `not` before a statement, `!=` between two things that differ", "not ", TOKEN_WORD, WORD_NOT},
        {"\u00ac", "write `not`", "not ", TOKEN_WORD, WORD_NOT},
        {"~", "write `not`", "not ", TOKEN_WORD, WORD_NOT},
        {"\u2227", "write `and`", "and", TOKEN_WORD, WORD_AND},
        {"&", "write `and`", "and", TOKEN_WORD, WORD_AND},
        {"&&", "write `and`", "and", TOKEN_WORD, WORD_AND},
        {"|", each, NULL, 0, 0},
        {"||", each, NULL, 0, 0},
        {".", "no full stop ends an item or a clause: leave it out", "", 0, 0},
        {"\u00a0", space, " ", 0, 0},
        {"\u202f", space, " ", 0, 0},
        {"\u2009", space, " ", 0, 0},
    };
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        if (str_equal(bad, str_of(slips[i].bad))) {
            return &slips[i];
        }
    }
    return NULL;
}

/* The other quotation mark of a text that starts with a wrong one at `span`: the last on its line that may close it, but not a straight
 * one. Empty when there is none. */
static Span closing_quote(const Parser *p, Span span)
{
    static const char *const closing[] = {"\u201d", "\u201c", "\u00bb", "\u00ab", "\u2019", "\u2018", "'"};
    const char *text = p->lexer.text;
    Span found = {span.end, span.end};
    for (uint32_t at = span.end; text[at] && text[at] != '\n'; at++) {
        if (text[at] == '"') {
            return found.end > found.start ? found : (Span){at, at + 1};
        }
        for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++) {
            size_t len = strlen(closing[i]);
            if (strncmp(text + at, closing[i], len) == 0) {
                found = (Span){at, at + (uint32_t)len};
            }
        }
    }
    return found;
}

/* The edits for one kind of mistake in all of its places: both quotation marks, all dashes of a date. */
static void mend_slip(Parser *p, Diag *diag, Span span, const char *mended)
{
    if (mended[0] == '"') {
        Span closing = closing_quote(p, span);
        bool name = closing.end > closing.start && p->lexer.text[span.start] == '\'' && p->last_end == span.start &&
                    lexer_word_end(&p->lexer, span.end) > span.end;
        for (uint32_t at = span.end; name && at < closing.start; at++) {
            char c = p->lexer.text[at];
            name = (c >= 'a' && c <= 'z') || c == '_' || (at > span.end && c >= '0' && c <= '9');
        }
        if (name) { /* `old('vera')` */
            diag_help(p->diags, diag, "write `%s`", parser_shown(p, (Span){span.end, closing.start}));
            diag_edit(p->diags, diag, span, "%s", "");
            diag_edit(p->diags, diag, closing, "%s", "");
        } else if (closing.end > closing.start) {
            diag_edit(p->diags, diag, span, "\"");
            diag_edit(p->diags, diag, closing, "\"");
        }
        return;
    }
    diag_edit(p->diags, diag, span, "%s", mended);
    const char *text = p->lexer.text;
    Str bad = {text + span.start, span.end - span.start};
    for (uint32_t at = span.end; mended[0] == '-' && text[at] >= '0' && text[at] <= '9';) {
        while (text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (strncmp(text + at, bad.ptr, bad.len) == 0 && diag->edits < 2) {
            diag_edit(p->diags, diag, (Span){at, at + (uint32_t)bad.len}, "-");
            at += (uint32_t)bad.len;
        }
    }
}

bool parser_strange(Parser *p)
{
    Span span = token_span(&p->lexer.token);
    Str bad = {p->lexer.text + span.start, span.end - span.start};
    const char *shown = parser_shown(p, span);
    if (bad.ptr[0] == '_') {
        Diag *diag = parser_error(p, E0110, span, "`%s` cannot be a name: names start with a letter", shown);
        diag_help(p->diags, diag, "leave out the `_` at its start");
        diag_edit(p->diags, diag, (Span){span.start, span.start + 1}, "%s", "");
        return false;
    }
    utf8proc_int32_t c = 0;
    utf8proc_iterate((const utf8proc_uint8_t *)bad.ptr, (utf8proc_ssize_t)bad.len, &c);
    bool invisible = utf8proc_category(c) >= UTF8PROC_CATEGORY_ZS || utf8proc_category(c) == UTF8PROC_CATEGORY_CN;
    Diag *diag = invisible
                     ? parser_error(p, E0105, span, "an invisible character (U+%04X) cannot stand here", (unsigned)c)
                     : parser_error(p, E0105, span, "`%s` cannot stand here", shown);
    const Slip *slip = slip_of(bad);
    if (slip) {
        diag_help(p->diags, diag, "%s", slip->help);
        if (slip->mended) {
            mend_slip(p, diag, span, slip->mended);
        }
    }
    return false;
}

bool parser_repair(Parser *p, TokenKind kind)
{
    Token *token = &p->lexer.token;
    if (token->kind != TOKEN_BAD) {
        return false;
    }
    const Slip *slip = slip_of((Str){p->lexer.text + token->start, token->end - token->start});
    bool fits = slip && (kind == TOKEN_EQUAL   ? slip->kind >= TOKEN_EQUAL && slip->kind <= TOKEN_AT_LEAST
                         : kind == TOKEN_COMMA ? slip->word == WORD_AND
                                               : slip->word == WORD_NOT);
    if (fits) {
        parser_strange(p);
        token->kind = slip->kind;
        token->word = slip->word;
    }
    return fits;
}

static bool bad_number(Parser *p)
{
    Span span = token_span(&p->lexer.token);
    Diag *diag = parser_error(p, E0109, span, "`%s` is not a number", parser_shown(p, span));
    diag_help(p->diags, diag, "numbers are written like `82.1` or `1_000_000`, names start with a letter");
    return false;
}

bool parser_missing(Parser *p, const char *format, ...)
{
    const Token *token = &p->lexer.token;
    if (token->kind == TOKEN_BAD) {
        return parser_strange(p);
    }
    bool behind = token->kind == TOKEN_STOP || token->line_start;
    Span span = behind ? (Span){p->last_end, p->last_end} : token_span(token);
    if (token->kind == TOKEN_STRING && !behind) {
        span.end = span.start + 1;
    }
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    parser_error(p, E0103, span, "%s", message);
    return false;
}

/* The clause of this item that was probably meant by a word, or NULL. */
static const char *nearest_clause(Parser *p, Str word)
{
    Str words[CLAUSE_KINDS];
    size_t n = 0;
    for (unsigned kind = 0; kind < CLAUSE_KINDS; kind++) {
        if (parser_takes_clause(p->item.kind, kind) && clause_word(kind).len) {
            words[n++] = clause_word(kind);
        }
    }
    uint32_t nearest = nearest_word(word, words, n);
    return nearest == NONE ? NULL : words[nearest].ptr;
}

bool parser_unexpected(Parser *p)
{
    const Token *token = &p->lexer.token;
    Span span = token_span(token);
    Diag *diag;
    if (token->kind == TOKEN_BAD) {
        return parser_strange(p);
    }
    if (token->kind == TOKEN_BAD_NUMBER) {
        return bad_number(p);
    }
    const char *shown = parser_shown(p, span);
    const char *noun = tree_item_noun(p->item.kind);
    if (token->kind == TOKEN_CLOSE) {
        diag = parser_error(p, E0115, span, "this `)` closes nothing");
        diag_help(p->diags, diag, "leave it out");
        diag_edit(p->diags, diag, span, "%s", "");
        parser_next(p);
        return true;
    } else if (token->kind != TOKEN_WORD) {
        parser_error(p, E0115, span, "`%s` cannot stand here", shown);
    } else if (token->line_start && p->item_of[token->word] != ITEM_KINDS) {
        diag = parser_error(p, E0112, span, "`%s` is indented, so it does not begin an item of its own", shown);
        diag_help(p->diags, diag, "remove the spaces before `%s`", shown);
        diag_edit(p->diags, diag, (Span){p->lexer.line_begin, span.start}, "%s", "");
    } else if (token->word == WORD_OR) {
        diag = parser_error(p, E0115, span, "`or` does not join statements");
        diag_help(p->diags, diag, "write one rule for each alternative");
    } else if (token->word == WORD_AND) {
        parser_error(p, E0115, span, "`and` joins nothing here");
    } else {
        const char *clause = nearest_clause(p, (Str){p->lexer.text + span.start, span.end - span.start});
        diag = parser_error(p, E0115, span, "`%s` cannot stand here in %s", shown, noun);
        if (clause) {
            diag_help(p->diags, diag, "did you mean `%s`?", clause);
            diag_edit(p->diags, diag, span, "%s", clause);
        } else if (token->line_start) {
            diag_help(p->diags, diag, "a line of %s starts with one of its keywords", noun);
        }
    }
    return false;
}

bool parser_comma_for_and(Parser *p, Commas *commas, const char *what)
{
    Span span = token_span(&p->lexer.token);
    parser_next(p);
    if (p->lexer.token.kind == TOKEN_STOP || parser_at_reserved(p)) {
        Diag *diag = parser_error(p, E0115, span, "this comma joins nothing");
        diag_help(p->diags, diag, "leave it out");
        diag_edit(p->diags, diag, span, "%s", "");
        return false;
    }
    if (commas->n == 0) {
        const Diag *diag = parser_error(p, E0106, span, "%s are joined by `and`, not by a comma", what);
        commas->diag = diag_is_kept(p->diags, diag) ? p->diags->list.n : 0;
    }
    if (commas->n < sizeof commas->at / sizeof commas->at[0]) {
        commas->at[commas->n++] = span.start;
    }
    parser_take_word(p, WORD_AND); /* `a, and b` */
    return true;
}

/* Each run of blanks and line ends becomes one blank. */
static void add_on_one_line(Text *out, Str text)
{
    bool blank = false;
    for (size_t at = 0; at < text.len;) {
        char c = text.ptr[at];
        bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (is_blank) {
            at++;
        } else {
            if (blank) {
                text_add_char(out, ' ');
            }
            clean_character(out, text, &at);
        }
        blank = is_blank;
    }
}

void parser_mend_commas(Parser *p, const Commas *commas, uint32_t start)
{
    enum { LONGEST = 400 };
    if (commas->diag == 0) {
        return;
    }
    Diag *diag = &p->diags->list.at[commas->diag - 1];
    if (p->last_end - start > LONGEST) {
        diag_help(p->diags, diag, "write `and` instead of the comma");
        return;
    }
    Text mended = {0};
    const char *text = p->lexer.text;
    uint32_t from = start;
    bool few = commas->n <= sizeof diag->edit / sizeof diag->edit[0];
    for (unsigned i = 0; i < commas->n; i++) {
        add_on_one_line(&mended, (Str){text + from, commas->at[i] - from});
        from = lexer_after_blank(&p->lexer, commas->at[i] + 1);
        bool has_and = strncmp(text + from, "and", 3) == 0 && (text[from + 3] == ' ' || text[from + 3] == '\t');
        text_add(&mended, has_and ? STR(" ") : STR(" and "));
        if (few) {
            bool blank = from > commas->at[i] + 1;
            Span comma = {commas->at[i], commas->at[i] + 1};
            diag_edit(p->diags, diag, comma, "%s%s", has_and ? "" : " and", blank ? "" : " ");
        }
    }
    if (from < p->last_end) { /* else what follows the comma could not be read */
        add_on_one_line(&mended, (Str){text + from, p->last_end - from});
        diag_help(p->diags, diag, "write `%.*s`", STR_ARG(text_str(&mended)));
    }
    text_free(&mended);
}
