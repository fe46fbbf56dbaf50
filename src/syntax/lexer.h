/* Cuts a case file into words, numbers, texts and signs, one at a time and without allocating. Invariant: an item's text ends
 * before the next character in column 1; there, and at the end of the file, the lexer stands at TOKEN_STOP until it is told
 * to enter the next item. So nothing that is wrong inside an item can run over into the next. */
#ifndef ARG_SYNTAX_LEXER_H
#define ARG_SYNTAX_LEXER_H

#include "source/file.h"

typedef enum TokenKind {
    TOKEN_STOP, /* empty: the next item, or the end of the file */
    TOKEN_WORD,
    TOKEN_VARIABLE,
    TOKEN_ANY,        /* `_` */
    TOKEN_NUMBER,     /* digits, `_` between them, at most one `.` */
    TOKEN_BAD_NUMBER, /* starts with a digit but is neither number nor date: `7.2.1`, `1f3a`, `1_` */
    TOKEN_DATE,       /* starts like a full date, `dddd-dd`; the rest is for edtf_read */
    TOKEN_STRING,     /* with its quotation marks; not `closed`: up to the end of the line */
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_COLON,
    TOKEN_SEMICOLON,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_TIMES,
    TOKEN_DIVIDE,
    TOKEN_EQUAL, /* from here to TOKEN_AT_LEAST in the order of CompareOp */
    TOKEN_UNEQUAL,
    TOKEN_LESS,
    TOKEN_AT_MOST,
    TOKEN_GREATER,
    TOKEN_AT_LEAST,
    TOKEN_BAD /* one character, or a known slip of two (`==`), that means nothing */
} TokenKind;

typedef enum Word {
    WORD_NONE,
#define WORD(id, text) id,
#include "syntax/words.def"
#undef WORD
    WORDS
} Word;

typedef struct Token {
    uint8_t kind;
    uint8_t word;    /* of a TOKEN_WORD: which keyword it may be, or WORD_NONE */
    bool line_start; /* the first on its line */
    bool plain;      /* all ASCII; in a text also without escapes */
    bool closed;     /* of a TOKEN_STRING */
    uint32_t start, end;
} Token;

enum { WORD_CELLS = 512 };

typedef struct Lexer {
    const char *text; /* zero-terminated, as SourceFile's */
    uint32_t len;
    uint32_t line_begin;       /* of the line of the current token */
    uint32_t item_start;       /* the only offset in column 1 that is not a stop */
    bool no_items;             /* column 1 means nothing: a literal from a command line */
    Token token;               /* the current one */
    uint8_t classes[256];      /* of bytes, see lexer.c */
    uint8_t words[WORD_CELLS]; /* a hash table of words.def */
} Lexer;

/* Stands before the first character that is neither blank nor in a comment; a byte order mark is skipped. */
void lexer_start(Lexer *lexer, const SourceFile *file);
/* Moves to the next token; stays at TOKEN_STOP. */
void lexer_next(Lexer *lexer);
/* At a TOKEN_STOP: moves to the first token of the next item, or returns false at the end of the file. */
bool lexer_enter(Lexer *lexer);
/* Moves to the first token after the current token's line. */
void lexer_skip_line(Lexer *lexer);
/* Moves to the TOKEN_STOP of the next line that starts in column 1 with a letter, or to the end. */
void lexer_skip_item(Lexer *lexer);
/* Makes the current token longer or shorter: it ends at `end`, and becomes `kind`. */
void lexer_recut(Lexer *lexer, TokenKind kind, uint32_t end);
/* The offset of the first character after `from` that is neither blank nor in a comment. */
uint32_t lexer_after_blank(const Lexer *lexer, uint32_t from);
/* The end of what stands from `from` on without a blank, a quotation mark or a comment. */
uint32_t lexer_word_end(const Lexer *lexer, uint32_t from);
/* The end of the name of ASCII letters, digits and `_` that starts at `from` with a small letter; `from` where there is none. */
uint32_t lexer_plain_name(const Lexer *lexer, uint32_t from);
/* Whether the word `text` follows the current token in the same item. */
bool lexer_peek_word(const Lexer *lexer, Str text);

/* Which keyword this is, or WORD_NONE. */
Word lexer_word(const Lexer *lexer, Str text);
Str word_text(Word word);

static inline Span token_span(const Token *token)
{
    return (Span){token->start, token->end};
}

#endif
