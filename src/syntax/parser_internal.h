/* What the parser's files share. A function that reads something answers false when it could not: by then one diagnostic
 * was given, and the caller gives up up to the item's loop, which resumes at the next clause.
 *
 * Keywords are reserved only where they can stand:
 * - the name of an item, a source, a position or a constant may be any word, except that an optional name may not be a
 *   clause of the same item (`rule if a`: unnamed), unless a colon follows;
 * - a literal's name may be any word that is followed by `(`; without brackets it may not be a clause of the same item
 *   (in a rule `then b` is a clause, but `file` is a proposition: no rule has a file);
 * - `not` and `and` always join or negate; `once`, `begins`, `ends` and `disapplies` do unless followed by `(`;
 *   `any` and `at` only before `of` and `least`. */
#ifndef ARG_SYNTAX_PARSER_INTERNAL_H
#define ARG_SYNTAX_PARSER_INTERNAL_H

#include "base/text.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"

enum { MAX_NESTING = 64, MAX_STEPS = 64 };

/* Symbols that the tree lacks yet: their texts, and where each belongs. They are looked up many at once (see
 * names_add_together); until then NONE or SYMBOL_LATER stands in the tree. */
#define SYMBOL_LATER (NONE - 1)
typedef enum SymbolPlace { SYMBOL_OF_ITEM, SYMBOL_OF_LITERAL, SYMBOL_OF_TERM } SymbolPlace;
typedef struct LaterSymbols {
    Str text[NAMES_AT_ONCE];
    uint32_t index[NAMES_AT_ONCE];
    uint8_t place[NAMES_AT_ONCE];
    size_t n;
} LaterSymbols;

typedef struct Parser {
    Lexer lexer;
    Tree *tree;
    Diagnostics *diags;
    uint32_t last_end;          /* where the token before the current one ends */
    uint8_t item_of[WORDS];     /* the item that a word starts, or ITEM_KINDS */
    uint8_t clause_of[WORDS];   /* the first clause that a word starts, or CLAUSE_KINDS */
    TreeItem item;              /* the one being read */
    Span item_keyword;          /* its keyword, or both */
    bool unreadable;            /* its head could not be read: it is left out of the tree */
    uint64_t seen;              /* bit k: a clause of kind k was met in it */
    unsigned depth;             /* of brackets */
    VEC(TreeCondition) pending; /* conditions whose range is not complete yet */
    Span case_span;             /* of the keyword of the first `case`; empty before */
    IdVec columns;              /* of a table: its variables */
    TreeRange rows;             /* of a table, in Tree.items */
    bool in_rows;               /* its rows have begun */
    bool rule_forgotten;        /* `always` stands alone, which was reported */
    bool has_second;            /* of a keyword of two words only the first stands here, which was reported */
    bool trial;                 /* only to see whether something is readable: it is no whole file */
    size_t tried;               /* bytes read in such trials */
    bool goes_on;               /* of an expectation: a list of views ended where `;` is due */
    LaterSymbols later;
    Symbol said; /* of the statement that was looked up last, which the next is often about; or NONE */
} Parser;

typedef enum LiteralPlace {
    PLACE_HEAD,     /* a conclusion, a fact, a question */
    PLACE_CONDITION /* `once`, `within` and `on` may stand here */
} LiteralPlace;

/* ---- parser.c: moving ---- */

static inline void parser_next(Parser *p)
{
    p->last_end = p->lexer.token.end;
    lexer_next(&p->lexer);
}
static inline bool parser_take(Parser *p, TokenKind kind)
{
    bool here = p->lexer.token.kind == kind;
    if (here) {
        parser_next(p);
    }
    return here;
}
/* Whether this word stands here with a capital letter: it is reported, and taken for it. */
bool parser_is_capital(Parser *p, Word word);
static inline bool parser_take_word(Parser *p, Word word)
{
    bool here = p->lexer.token.word == word || (p->lexer.token.kind == TOKEN_VARIABLE && parser_is_capital(p, word));
    if (here) {
        parser_next(p);
    }
    return here;
}
/* Whether `->` or `--` stands here. */
static inline bool parser_at_arrow(const Parser *p)
{
    const Token *token = &p->lexer.token;
    char next = p->lexer.text[token->end];
    return token->kind == TOKEN_MINUS && (next == '>' || next == '-');
}
/* Whether `year 1991` stands here. */
bool parser_at_year(const Parser *p);
/* Whether the current token is a word that starts a clause of this item. */
static inline bool parser_at_clause(const Parser *p)
{
    return p->clause_of[p->lexer.token.word] != CLAUSE_KINDS;
}
/* Whether a clause may start here, and a literal without brackets may not. */
bool parser_at_reserved(const Parser *p);
/* Whether a row of a table starts here. */
static inline bool parser_at_row(const Parser *p)
{
    bool table = p->item.kind == ITEM_FACTS || p->item.kind == ITEM_CLAIMS || p->in_rows;
    return table && p->lexer.token.kind == TOKEN_MINUS && p->lexer.token.line_start;
}
/* Prepares for parsing a file, or a part of one. Free with parser_free. */
void parser_init(Parser *p, const SourceFile *file, Tree *tree, Diagnostics *diags);
void parser_free(Parser *p);
char parser_peek_character(const Parser *p);
Span parser_span_from(const Parser *p, uint32_t start);
/* ---- parser_errors.c ---- */

/* Reports, and marks the item as broken, so that what is then missing is not reported too. */
#define parser_error(p, ...) ((p)->item.broken = true, diag_add((p)->diags, __VA_ARGS__))
/* The text of a span as it may be shown in a message: cleaned, and cut when long. Lives as long as the diagnostics. */
const char *parser_shown(Parser *p, Span span);
/* Something due does not stand at the current token: reports `message` (E0103), or the strange character that stands there
 * instead. Always false. */
bool parser_missing(Parser *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The current token has no meaning where it stands. Always false. */
bool parser_unexpected(Parser *p);
/* The current token is a character that means nothing. Always false. */
bool parser_strange(Parser *p);
/* Where the current token is a known slip for one of this kind (TOKEN_EQUAL: any comparison; TOKEN_COMMA: `and`; TOKEN_WORD: `not`), reports
 * it and takes it for that. */
bool parser_repair(Parser *p, TokenKind kind);
/* Takes a comma where `and` must stand, which is reported once a list; false when the list ends with it.
 * parser_mend_commas then adds as help how the list, from `start`, should read. */
typedef struct Commas {
    uint32_t at[8];
    unsigned n;
    size_t diag; /* 1 + index of the diagnostic, or 0 */
} Commas;
bool parser_comma_for_and(Parser *p, Commas *commas, const char *what);
void parser_mend_commas(Parser *p, const Commas *commas, uint32_t start);

/* ---- parser_names.c ---- */

/* One name into Tree.names. `what` says which is due. */
bool parser_name(Parser *p, const char *what);
/* Whether another name follows where a comma is due; reported. */
bool parser_comma_forgotten(Parser *p);
/* Whether the word is the name of a source, a position or (ITEM_ORDER) a rank that stands above; else ITEM_KINDS. */
ItemKind parser_declared(Parser *p, Str word);
/* Names with commas between them. */
bool parser_names(Parser *p, const char *what, TreeRange *range);
/* Where a name is due: what is almost one, with a capital letter, a hyphen or quotation marks, is reported and becomes a word, whose symbol is that
 * of the name meant. False where nothing like a name stands; reported only where it has a capital letter beyond ASCII. */
bool parser_mend_name(Parser *p);
Symbol parser_mended_symbol(Parser *p, Str text);
/* Whether the current word goes on behind a hyphen. */
bool parser_at_hyphen(const Parser *p);
/* Where several words stand before a token of this kind on the line, the end of the last one, else 0. */
uint32_t parser_words_before(const Parser *p, TokenKind kind);
/* Takes the words from the current one up to `end` for one name, and reports them. */
void parser_join_words(Parser *p, uint32_t end);

/* ---- parser_signs.c: brackets and other signs that were forgotten, or stand twice ---- */

/* Takes a sign of this kind; reported when it stands twice. */
bool parser_take_sign(Parser *p, TokenKind kind);
/* At the second of two opening brackets: reported. Whether two closing ones follow, of which the next is to be left out, too. */
bool parser_doubled_bracket(Parser *p);
/* Behind a statement: a closing bracket that closes nothing is reported, and left out. */
void parser_stray_bracket(Parser *p);
/* Whether a statement's name stands here whose opening bracket was forgotten, `possessesF)`; it is reported, and the current token becomes
 * the name alone, behind which its list follows. */
bool parser_open_forgotten(Parser *p);
/* The same without a report. */
bool parser_lacks_open(const Parser *p);

/* ---- parser_slips.c: mistakes whose mending is plain ---- */

/* The keyword of a clause of this item, or of an item, that is meant by another word; empty when none is. */
Str parser_meant_clause(const Parser *p, Str word);
Str parser_meant_item(Str word);
/* The same as the first, without what is only near. */
Str parser_other_word(const Parser *p, Str word);
/* Reports that the current word is not the keyword that is due, and reads on as if it were. */
void parser_take_meant(Parser *p, Str meant);
/* Whether another word stands here for `until` or `through`; it is reported and taken for that. */
bool parser_meant_end(Parser *p);
/* Whether a text without its quotation marks stands here; it is reported and taken. `what` says what it is. */
bool parser_bare_text(Parser *p, const char *what, uint32_t *index);
/* Whether many words stand here, and so a text without quotation marks; it is reported and taken for the item's. */
bool parser_prose(Parser *p);
/* Whether the word stands further on in the item. */
bool parser_comes_later(const Parser *p, Word word);
/* What no part of an item starts with. False: it was reported only. */
bool parser_mistaken_part(Parser *p);

/* ---- parser_terms.c: what the smallest parts are ---- */

Symbol parser_symbol(Parser *p, const Token *token);
/* The same where the symbol may come later: SYMBOL_LATER, where parser_add_later must follow once the place is known. */
Symbol parser_symbol_or_later(Parser *p, const Token *token);
/* Enters the symbol of the word at `span` there when it is looked up; `symbol` is what parser_symbol_or_later gave. */
void parser_add_later(Parser *p, Symbol symbol, Span span, SymbolPlace place, uint32_t index);
/* Looks up what is still lacking: before anything reads a symbol from the tree. */
void parser_look_up(Parser *p);
/* The symbol of a text however its accents are encoded: that of its NFC. */
Symbol parser_normal_symbol(Tree *tree, Str text);
/* Adjacent strings, joined; `what` says which text is due. */
bool parser_text(Parser *p, const char *what, uint32_t *index);
/* One name into Tree.names. */
/* Whether a keyword stands here that cannot be meant as a name. */
bool parser_at_no_name(const Parser *p);
/* A text that names a file, one only, behind `keyword`; its place in *span. */
bool parser_file_name(Parser *p, const char *keyword, uint32_t *index, Span *span);
/* A name, a variable, a number, a date or a text, where no calculation can stand. */
bool parser_term(Parser *p, uint32_t *index);
/* The same where one can, so that `1988/1994` is none. */
bool parser_plain_term(Parser *p, uint32_t *index);
/* A term or a calculation. */
bool parser_expression(Parser *p, uint32_t *index);
/* Goes on with a calculation whose first part, already read, is the term `left`. */
bool parser_expression_from(Parser *p, uint32_t left, uint32_t *index);
/* `6 months`: the number in *count, its unit's letter in *unit. */
bool parser_duration(Parser *p, uint32_t *count, char *unit);

/* ---- parser_dates.c ---- */

/* A date where only a date can stand (so 1991 is one); `after` is the word before it, for messages. */
bool parser_date(Parser *p, const char *after, uint32_t *index);
/* Whether a date starts at the current token, where only a date or something else than a number can stand. */
bool parser_at_date(const Parser *p);

/* ---- parser_literals.c ---- */

bool parser_literal_here(Parser *p, LiteralPlace place, uint32_t *index);
/* A statement without `begins` and the like; the same behind its name, which was taken. */
bool parser_atom(Parser *p, TreeLiteral *literal);
bool parser_literal_from(Parser *p, const Token *name, bool open_forgotten, TreeLiteral *literal);
/* `within 6 months` and `on D` behind a literal. */
bool parser_time_of(Parser *p, TreeLiteral *literal);
/* Adds the literal, which ends here, to the tree. */
bool parser_keep_literal(Parser *p, TreeLiteral *literal, uint32_t *index);
/* Another word for `not`, `begins` and the like before a statement: reported, and taken for that. */
void parser_meant_mode(Parser *p);

/* ---- parser_plain.c ---- */

/* The head of a fact or claim, and the day it is `on`, where all of it is plain; else nothing is read. */
bool parser_plain_assertion(Parser *p);

/* ---- parser_conditions.c ---- */

/* Conditions joined by `and`, into Tree.conditions. */
bool parser_conditions(Parser *p, TreeRange *range);

/* ---- parser_tables.c ---- */

bool parser_table_head(Parser *p);
/* A row, at its `-`. */
bool parser_row(Parser *p);
/* Once all of the table has been read: its rows, and what is wrong with them. Whether they stand in a file. */
bool parser_table_complete(Parser *p);
/* The variables of a table's statement, each once, in the order in which they stand. */
void parser_columns(const Tree *tree, const TreeLiteral *literal, IdVec *columns);
/* The statement that a row makes of the table's: `values` is the first of `columns->n` terms. */
uint32_t parser_fill_row(Tree *tree, const TreeItem *table, const IdVec *columns, uint32_t values, Span row);

/* ---- mend.c ---- */

/* Looks for the change that mends what was said of this item, or what stands in its place, since `said`; `item` is up to the next one. Whether
 * it was found, and the item, as it was read, counts for nothing. */
bool parser_mend(Parser *p, Span item, DiagMoment said);

/* ---- parser_items.c ---- */

/* The head of p->item, whose keyword has been taken. */
bool parser_head(Parser *p);
/* Reports what the item lacks, once all of it has been read. */
void parser_complete(Parser *p);
Str item_word(ItemKind kind);
/* The name that the item cannot do without. */
bool parser_required_name(Parser *p);

/* ---- parser_asked.c ---- */

bool parser_prefer_head(Parser *p);
bool parser_conflict_head(Parser *p);
bool parser_aside_head(Parser *p);
bool parser_burden_head(Parser *p);
bool parser_expect_head(Parser *p);

/* ---- parser_clauses.c ---- */

bool parser_takes_clause(ItemKind item, ClauseKind clause);
/* The clause at the current token, a keyword or a text; adds it to the tree. */
bool parser_clause(Parser *p);
/* The same for a clause whose keyword was forgotten; for `from …`, `until …` or `on …` as a rule's force. */
bool parser_contents(Parser *p, ClauseKind kind);
bool parser_force(Parser *p);
/* Reads a clause without keeping it. */
bool parser_discard(Parser *p, ClauseKind kind);

/* ---- parser_misplaced.c ---- */

/* The clause at the current token does not belong to this item. False: it was reported only. */
bool parser_misplaced(Parser *p, ClauseKind kind);
/* The clause, which has been read, was there before. */
void parser_given_twice(Parser *p, const TreeClause *clause);
Str clause_word(ClauseKind kind);
/* A list of sources, with pins, into Tree.cites. */
bool parser_cites(Parser *p, TreeRange *range);

#endif
