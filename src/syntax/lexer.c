#include "syntax/lexer.h"

#include "base/fatal.h"
#include "base/vec.h"
#include "dates/edtf.h"

#include <utf8proc.h>

static const Str words[WORDS] = {
    {"", 0},
#define WORD(id, text) {text, sizeof(text) - 1},
#include "syntax/words.def"
#undef WORD
};

Str word_text(Word word)
{
    return words[word];
}

/* What a byte may do. */
enum { IN_WORD = 1, LOWER = 2, UPPER = 4, DIGIT = 8, BLANK = 16 /* space, tab, carriage return */ };

static void fill_classes(uint8_t classes[256])
{
    for (unsigned c = 0; c < 256; c++) {
        bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z', digit = c >= '0' && c <= '9';
        classes[c] =
            (uint8_t)((lower || upper || digit || c == '_' ? IN_WORD : 0) | (lower ? LOWER : 0) | (upper ? UPPER : 0) |
                      (digit ? DIGIT : 0) | (c == ' ' || c == '\t' || c == '\r' ? BLANK : 0));
    }
}

static inline bool is(const Lexer *lexer, uint32_t at, uint8_t class)
{
    return lexer->classes[(unsigned char)lexer->text[at]] & class;
}

static unsigned word_cell(const char *text, size_t len)
{
    return ((unsigned char)text[0] * 5u + (unsigned char)text[len - 1] * 23u + (unsigned char)text[len / 2] * 71u +
            (unsigned)len * 11u) %
           WORD_CELLS;
}

Word lexer_word(const Lexer *lexer, Str text)
{
    if (text.len == 0) {
        return WORD_NONE;
    }
    for (unsigned cell = word_cell(text.ptr, text.len); lexer->words[cell]; cell = (cell + 1) % WORD_CELLS) {
        const Str *word = &words[lexer->words[cell]];
        if (word->len == text.len && word->ptr[0] == text.ptr[0] && memcmp(word->ptr, text.ptr, text.len) == 0) {
            return lexer->words[cell];
        }
    }
    return WORD_NONE;
}

/* ---- characters beyond ASCII: Unicode's XID by general categories ---- */

static size_t code_point(const Lexer *lexer, uint32_t at, utf8proc_int32_t *c)
{
    utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)lexer->text + at, (utf8proc_ssize_t)(lexer->len - at), c);
    return length > 0 ? (size_t)length : 1;
}

/* TOKEN_WORD or TOKEN_VARIABLE when c may start one, else TOKEN_BAD. */
static TokenKind kind_of_start(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return TOKEN_VARIABLE;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return TOKEN_WORD;
    default:
        return TOKEN_BAD;
    }
}

static bool continues_word(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return kind_of_start(c) != TOKEN_BAD;
    }
}

static uint32_t class_end(const Lexer *lexer, uint32_t at, uint8_t class)
{
    const unsigned char *p = (const unsigned char *)lexer->text + at;
    const uint8_t *classes = lexer->classes;
    while (classes[*p] & class) {
        p++;
    }
    return (uint32_t)(p - (const unsigned char *)lexer->text);
}

/* The end of the word that goes on at `at`; clears *plain when it leaves ASCII. */
static uint32_t word_end(const Lexer *lexer, uint32_t at, bool *plain)
{
    for (;;) {
        at = class_end(lexer, at, IN_WORD);
        if (!((unsigned char)lexer->text[at] & 0x80)) {
            return at;
        }
        utf8proc_int32_t c = 0;
        size_t length = code_point(lexer, at, &c);
        if (!continues_word(c)) {
            return at;
        }
        at += (uint32_t)length;
        *plain = false;
    }
}

/* ---- blanks ---- */

/* Moves *at over blanks and comments; sets *line_begin when a line ends. */
static bool skip_blank(const Lexer *lexer, uint32_t *at, uint32_t *line_begin)
{
    const char *text = lexer->text;
    uint32_t i = *at;
    bool new_line = false;
    for (;;) {
        char c = text[i];
        if (lexer->classes[(unsigned char)c] & BLANK) {
            i++;
        } else if (c == '\n') {
            i++;
            *line_begin = i;
            new_line = true;
        } else if (c == '#') {
            const char *end = memchr(text + i, '\n', lexer->len - i);
            i = end ? (uint32_t)(end - text) : lexer->len;
        } else {
            *at = i;
            return new_line;
        }
    }
}

uint32_t lexer_after_blank(const Lexer *lexer, uint32_t from)
{
    uint32_t line_begin;
    skip_blank(lexer, &from, &line_begin);
    return from;
}

uint32_t lexer_word_end(const Lexer *lexer, uint32_t from)
{
    while (from < lexer->len && (unsigned char)lexer->text[from] > ' ' && !strchr("\"#", lexer->text[from])) {
        from++;
    }
    return from;
}

uint32_t lexer_plain_name(const Lexer *lexer, uint32_t from)
{
    uint32_t end = is(lexer, from, LOWER) ? class_end(lexer, from + 1, IN_WORD) : from;
    return (unsigned char)lexer->text[end] < 0x80 ? end : from;
}

bool lexer_peek_word(const Lexer *lexer, Str text)
{
    uint32_t at = lexer->token.end, line_begin = NONE;
    skip_blank(lexer, &at, &line_begin);
    if (at == line_begin && !lexer->no_items) {
        return false;
    }
    bool plain = true;
    return is(lexer, at, LOWER) && word_end(lexer, at, &plain) == at + text.len &&
           memcmp(lexer->text + at, text.ptr, text.len) == 0;
}

/* ---- tokens ---- */

/* Of an uncertain or approximate date. */
static bool is_mark(char c)
{
    return c == '~' || c == '?' || c == '%';
}

static void lex_number(Lexer *lexer)
{
    Token *token = &lexer->token;
    const char *text = lexer->text;
    uint32_t at = token->start;
    while (is(lexer, at, DIGIT)) {
        at++;
    }
    bool month = text[at] == '-' && (is(lexer, at + 1, DIGIT) || text[at + 1] == 'X') &&
                 (is(lexer, at + 2, DIGIT) || text[at + 2] == 'X');
    if (at == token->start + 4 && (month || is_mark(text[at]) || (text[at] == '-' && is_mark(text[at + 1])))) {
        token->kind = TOKEN_DATE;
        token->end = token->start + (uint32_t)edtf_extent((Str){text + token->start, lexer->len - token->start});
        return;
    }
    bool good = true, point = false;
    for (; is(lexer, at, IN_WORD) || (text[at] == '.' && is(lexer, at + 1, DIGIT)); at++) {
        if (text[at] == '.') {
            good &= !point && is(lexer, at - 1, DIGIT);
            point = true;
        } else if (text[at] == '_') {
            good &= is(lexer, at - 1, DIGIT) && is(lexer, at + 1, DIGIT);
        } else {
            good &= is(lexer, at, DIGIT);
        }
    }
    token->kind = good ? TOKEN_NUMBER : TOKEN_BAD_NUMBER;
    token->end = at;
}

static void lex_string(Lexer *lexer)
{
    Token *token = &lexer->token;
    const char *text = lexer->text;
    uint32_t at = token->start + 1;
    bool escapes = false;
    for (;; at++) {
        char c = text[at];
        if (c == '"' || c == '\n' || (c == '\0' && at >= lexer->len)) {
            break;
        }
        if (c == '\\' && text[at + 1] != '\n' && at + 1 < lexer->len) {
            escapes = true;
            at++;
        }
    }
    token->kind = TOKEN_STRING;
    token->closed = text[at] == '"';
    token->plain = !escapes;
    token->end = at + token->closed;
}

static void lex_other(Lexer *lexer)
{
    Token *token = &lexer->token;
    utf8proc_int32_t c = 0;
    size_t length = code_point(lexer, token->start, &c);
    token->end = token->start + (uint32_t)length;
    token->kind = length > 1 ? kind_of_start(c) : TOKEN_BAD;
    if (token->kind != TOKEN_BAD) {
        token->plain = false;
        token->end = word_end(lexer, token->end, &token->plain);
    }
}

static void sign(Token *token, TokenKind kind, uint32_t length)
{
    token->kind = (uint8_t)kind;
    token->end = token->start + length;
}

static void lex_sign(Lexer *lexer)
{
    Token *token = &lexer->token;
    const char *at = lexer->text + token->start;
    switch (at[0]) {
    case '(':
        sign(token, TOKEN_OPEN, 1);
        break;
    case ')':
        sign(token, TOKEN_CLOSE, 1);
        break;
    case ',':
        sign(token, TOKEN_COMMA, 1);
        break;
    case ':':
        sign(token, TOKEN_COLON, 1);
        break;
    case ';':
        sign(token, TOKEN_SEMICOLON, 1);
        break;
    case '+':
        sign(token, TOKEN_PLUS, 1);
        break;
    case '-':
        sign(token, TOKEN_MINUS, 1);
        break;
    case '*':
        sign(token, TOKEN_TIMES, 1);
        break;
    case '/':
        sign(token, TOKEN_DIVIDE, 1);
        break;
    case '=':
        if (at[1] == '=' || at[1] == '<' || at[1] == '>') {
            sign(token, TOKEN_BAD, 2);
        } else {
            sign(token, TOKEN_EQUAL, 1);
        }
        break;
    case '!':
        sign(token, at[1] == '=' ? TOKEN_UNEQUAL : TOKEN_BAD, at[1] == '=' ? 2 : 1);
        break;
    case '<':
        if (at[1] == '>') {
            sign(token, TOKEN_BAD, 2);
        } else {
            sign(token, at[1] == '=' ? TOKEN_AT_MOST : TOKEN_LESS, at[1] == '=' ? 2 : 1);
        }
        break;
    case '>':
        sign(token, at[1] == '=' ? TOKEN_AT_LEAST : TOKEN_GREATER, at[1] == '=' ? 2 : 1);
        break;
    case '&':
        sign(token, TOKEN_BAD, at[1] == '&' ? 2 : 1);
        break;
    case '|':
        sign(token, TOKEN_BAD, at[1] == '|' ? 2 : 1);
        break;
    default:
        lex_other(lexer);
        break;
    }
}

/* A word that starts with a small ASCII letter. Only words of such letters alone can be keywords, and `sha256`. */
static void lex_word(Lexer *lexer)
{
    Token *token = &lexer->token;
    const char *text = lexer->text;
    token->kind = TOKEN_WORD;
    token->end = class_end(lexer, token->start + 1, LOWER);
    unsigned char next = (unsigned char)text[token->end];
    if ((lexer->classes[next] & IN_WORD) || next >= 0x80) {
        token->end = word_end(lexer, token->end, &token->plain);
        if (text[token->start] != 's' || text[token->end - 1] != '6') {
            return;
        }
    }
    token->word = (uint8_t)lexer_word(lexer, (Str){text + token->start, token->end - token->start});
}

/* The token that starts at token->start, which is not blank. */
static void lex(Lexer *lexer)
{
    Token *token = &lexer->token;
    char c = lexer->text[token->start];
    uint8_t class = lexer->classes[(unsigned char)c];
    token->word = WORD_NONE;
    token->plain = true;
    if (class & LOWER) {
        lex_word(lexer);
    } else if (class & UPPER) {
        token->kind = TOKEN_VARIABLE;
        token->end = word_end(lexer, token->start + 1, &token->plain);
    } else if (class & DIGIT) {
        lex_number(lexer);
    } else if (c == '"') {
        lex_string(lexer);
    } else if (c == '_') {
        token->end = word_end(lexer, token->start + 1, &token->plain);
        token->kind = token->end == token->start + 1 ? TOKEN_ANY : TOKEN_BAD;
    } else {
        lex_sign(lexer);
    }
}

static void stop(Lexer *lexer)
{
    lexer->token.kind = TOKEN_STOP;
    lexer->token.word = WORD_NONE;
    lexer->token.end = lexer->token.start;
}

void lexer_next(Lexer *lexer)
{
    Token *token = &lexer->token;
    uint32_t at = token->end;
    at += lexer->text[at] == ' '; /* mostly, one space and the next token */
    token->line_start = (unsigned char)lexer->text[at] <= '#' && skip_blank(lexer, &at, &lexer->line_begin);
    token->start = at;
    bool column_1 = at == lexer->line_begin && at != lexer->item_start && !lexer->no_items;
    if (at >= lexer->len || column_1) {
        stop(lexer);
        return;
    }
    lex(lexer);
}

void lexer_start(Lexer *lexer, const SourceFile *file)
{
    *lexer =
        (Lexer){.text = file->bytes.len ? file->bytes.ptr : "", .len = (uint32_t)file->bytes.len, .item_start = NONE};
    fill_classes(lexer->classes);
    for (Word word = WORD_NONE + 1; word < WORDS; word++) {
        unsigned cell = word_cell(words[word].ptr, words[word].len);
        while (lexer->words[cell]) {
            cell = (cell + 1) % WORD_CELLS;
        }
        lexer->words[cell] = (uint8_t)word;
    }
    if (lexer->len >= 3 && memcmp(lexer->text, "\xef\xbb\xbf", 3) == 0) {
        lexer->line_begin = lexer->token.end = 3;
    }
    lexer_next(lexer);
}

bool lexer_enter(Lexer *lexer)
{
    BUG_UNLESS(lexer->token.kind == TOKEN_STOP);
    if (lexer->token.start >= lexer->len) {
        return false;
    }
    lexer->item_start = lexer->token.start;
    lexer->token.line_start = true;
    lex(lexer);
    return true;
}

static uint32_t line_end(const Lexer *lexer, uint32_t at)
{
    const char *end = at < lexer->len ? memchr(lexer->text + at, '\n', lexer->len - at) : NULL;
    return end ? (uint32_t)(end - lexer->text) : lexer->len;
}

void lexer_skip_line(Lexer *lexer)
{
    if (lexer->token.kind != TOKEN_STOP) {
        lexer->token.end = line_end(lexer, lexer->token.end);
        lexer_next(lexer);
    }
}

void lexer_skip_item(Lexer *lexer)
{
    uint32_t at = lexer->token.start;
    for (;;) {
        at = line_end(lexer, at);
        if (at >= lexer->len) {
            break;
        }
        lexer->line_begin = ++at;
        if (is(lexer, at, LOWER | UPPER) || (unsigned char)lexer->text[at] >= 0x80) {
            break;
        }
    }
    lexer->token.start = at;
    stop(lexer);
}

void lexer_recut(Lexer *lexer, TokenKind kind, uint32_t end)
{
    lexer->token.kind = (uint8_t)kind;
    lexer->token.end = end;
}
