/* A case file as written: items with their clauses, in the author's order, each with its span. Nothing is resolved here: a
 * name is a symbol (a dense id for a text). All parts live in flat arrays and refer to one another by index; a run of
 * children is contiguous, given by its first index and count. The tree is immutable once parsed, and partial where the
 * text was wrong: an item that could not be read is not in it. */
#ifndef ARG_SYNTAX_TREE_H
#define ARG_SYNTAX_TREE_H

#include "base/map.h"
#include "dates/edtf.h"
#include "source/diagnostics.h"

typedef uint32_t Symbol; /* in Tree.symbols */

typedef struct TreeRange {
    uint32_t first, count;
} TreeRange;

typedef enum TermKind {
    TERM_VARIABLE, /* value: symbol of its name */
    TERM_ANY,      /* `_` */
    TERM_NAME,     /* value: symbol of an identifier */
    TERM_STRING,   /* value: symbol of the text, escapes undone, adjacent strings joined */
    TERM_NUMBER,   /* value: symbol of the number as written */
    TERM_DATE,     /* value: index into Tree.dates (also for `year 1991`) */
    TERM_OPERATION /* op '+', '-', '*', '/'; value and right: indexes of the operands in Tree.terms */
} TermKind;

typedef struct TreeTerm {
    uint8_t kind;
    char op; /* of a TERM_NUMBER: 0, or 'd', 'w', 'm', 'y' for a duration (`D + 6 months`) */
    uint32_t value, right;
    Span span;
} TreeTerm;

typedef enum LiteralMode { MODE_PLAIN, MODE_BEGINS, MODE_ENDS, MODE_DISAPPLIES } LiteralMode;

/* [not] begins|ends [not] name(args), [not] name(args), or disapplies NAME where V = t, ….
 * MODE_DISAPPLIES: name is the symbol of the disapplied item; terms holds the pairs V, t one after the other. */
typedef struct TreeLiteral {
    Symbol name;
    TreeRange args; /* in Tree.terms, contiguous */
    Span span, name_span;
    uint8_t mode;
    bool negated : 1;      /* of the atom: `not a`, `begins not a` */
    bool mode_negated : 1; /* `not begins a`, `not ends a` */
    bool once : 1;
    char within_unit; /* 0, or 'd', 'w', 'm', 'y' for days, weeks, months, years */
    uint32_t within;  /* how many of them */
    uint32_t on;      /* `a on D`: index of the term D in Tree.terms, or NONE */
} TreeLiteral;

/* A literal as it is kept. A large case is literals for the most part, so nearly all of them stand in as little as this; what has
 * no place in it (a long name, many arguments, `within`, `on`) stands whole in Tree.wide. See tree_literal. */
typedef struct KeptLiteral {
    Symbol name;
    uint32_t start; /* of its span; of a wide one its index in Tree.wide */
    uint32_t args;  /* the first in Tree.terms */
    uint32_t wide : 1, negated : 1, mode_negated : 1, once : 1, mode : 2;
    uint32_t arguments : 5;   /* how many */
    uint32_t before : 5;      /* bytes of its span before its name */
    uint32_t name_length : 8; /* in bytes */
    uint32_t behind : 8;      /* bytes of its span behind its name */
} KeptLiteral;

typedef enum ConditionKind {
    CONDITION_LITERAL,  /* a: index in Tree.literals */
    CONDITION_COMPARE,  /* op; a and b: indexes in Tree.terms */
    CONDITION_ANY,      /* `any of (…)`: parts */
    CONDITION_AT_LEAST, /* `at least n of (…)`: n in a, parts */
    CONDITION_ALL       /* `x and y` inside a group: parts */
} ConditionKind;

typedef enum CompareOp {
    COMPARE_EQUAL,
    COMPARE_UNEQUAL,
    COMPARE_LESS,
    COMPARE_AT_MOST,
    COMPARE_GREATER,
    COMPARE_AT_LEAST
} CompareOp;

typedef struct TreeCondition {
    uint8_t kind, op;
    uint32_t a, b;
    TreeRange parts; /* in Tree.conditions, contiguous */
    Span span;
} TreeCondition;

/* How a condition is kept: a literal's index in Tree.literals or, of any other, COMPOSED | its index in Tree.composed. */
#define COMPOSED 0x80000000u

typedef enum ItemKind {
#define ITEM(kind, word) kind,
#include "syntax/items.def"
#undef ITEM
    ITEM_KINDS
} ItemKind;

/* "fact", "always rule": the keyword. */
const char *tree_item_word(uint8_t kind);
/* The same with its article: "a rule", "an order". */
const char *tree_item_noun(uint8_t kind);

typedef enum ClauseKind {
#define CLAUSE(kind, word) kind,
#include "syntax/clauses.def"
#undef CLAUSE
    CLAUSE_KINDS
} ClauseKind;

/* A name in a list, with its place. */
typedef struct TreeName {
    Symbol name;
    Span span;
} TreeName;

/* One source in a `per` list. `joint` ties it to the one before: `per s and t`, `per s via t`. Without it the source starts
 * an independent group (S6.1). */
typedef enum CiteJoin { CITE_ALONE, CITE_AND, CITE_VIA } CiteJoin;
/* Where in a source (S6.3): nothing said, `at "quotation"`, `at 7.2b`, `at mark 1f3a9c2e`, `nowhere "words"`. */
typedef enum PinKind { PIN_NONE, PIN_QUOTATION, PIN_SENTENCE, PIN_MARK, PIN_NOWHERE } PinKind;
typedef struct TreeCite {
    Symbol source;
    Span span;
    uint8_t join, pin_kind;
    uint32_t ref; /* index in Tree.texts of `ref "…"`, or NONE */
    uint32_t pin; /* index in Tree.texts of the quotation, the sentence's number, the mark's digits, the words; or NONE */
    Span pin_span; /* of the whole pin, with `at` or `nowhere` */
} TreeCite;

/* What the range and the two numbers of a clause mean, by kind; unlisted ones are unused.
 *   BY, ATTRIBUTED, ACCEPTS, DENIES, FOR  names in Tree.names
 *   PER                           cites in Tree.cites
 *   RANK, DEFAULT, DOUBT, SETTLED one name in Tree.names (`doubt below L`, `settled from L`)
 *   IF, UNLESS, WHERE, WHILE      conditions in Tree.conditions, joined by `and`
 *   THEN                          literals in Tree.literals, joined by `and`
 *   ON                            dates in Tree.dates (several only in questions, contentions and burdens)
 *   FROM, BEGINS, DURING, UNTIL, DATED, AS_OF, ANNULLED, EFFECTIVE, IN_FORCE
 *                                 a: the date (NONE for `in force until E`), b: for FROM and IN_FORCE the end or NONE;
 *                                 `through` is set when the end is included. `until E` alone is UNTIL with a.
 *   MARGIN                        a: what `~` adds, b: what `?` adds, each a tree_length or NONE
 *   BECAUSE, NOTE, REF, ABOUT, URL, FILE, SHA256, INDEX, TEXT, NOT_TEXT, TABLE
 *                                 a: index in Tree.texts
 *   TABLE                         b: index in Tree.names of an entry that has only the place of the file's name
 *   ALLOW                         a: the code in Tree.names, b: the reason in Tree.texts
 *   AUTHOR, KIND, OF              one name in Tree.names
 *   ONE                           one variable's name in Tree.names
 *   AT                            nothing: the pin is that of the item's source
 *   FOR_EACH, HAPPENS_ONCE        nothing
 */
typedef struct TreeClause {
    uint8_t kind;
    bool through;
    uint16_t keyword; /* the length of its keyword, with which it begins */
    union {
        TreeRange range;
        struct {
            uint32_t a, b;
        };
    };
    Span span; /* the whole clause */
} TreeClause;

/* A length of time in one number: at most 2^24 of a unit of day_add. */
static inline uint32_t tree_length(uint32_t count, char unit)
{
    return (uint32_t)(unsigned char)unit << 24 | count;
}

static inline Span clause_keyword(const TreeClause *clause)
{
    return (Span){clause->span.start, clause->span.start + clause->keyword};
}

/* An item. Heads by kind:
 *   CASE, LIBRARY  text: the title
 *   USE            text: the file's name as written
 *   SECTION        text: the heading
 *   SOURCE, POSITION  name, text
 *   ORDER          name, levels: names in Tree.names, lowest first
 *   NAME           name (a constant), text
 *   PREDICATE      literal: the predicate with its variables
 *   FACT, CLAIM, CONTENTION  name or NONE, literal or NONE (then name is a proposition)
 *   ASIDE          levels: the source, one in Tree.cites
 *   BURDEN         name: the position; literal
 *   FACTS, CLAIMS  literal: with a variable for each column; levels: its rows in Tree.items, FACT and CLAIM items; those that
 *                  stand in the same file come before it
 *   RULE, ALWAYS   name or NONE
 *   ACT            name
 *   PREFER         name or NONE, levels: two names, the preferred one first
 *   CONFLICT       levels: two literals in Tree.literals
 *   QUESTION       name, levels: the literals asked, in Tree.literals
 *   EXPECT         literal, `on` date or NONE, levels: expectations in Tree.expected
 */
typedef struct TreeItem {
    uint8_t kind;
    bool broken;      /* an error inside it was reported: its head is complete, but clauses may be missing */
    Symbol name;      /* or NONE */
    uint32_t literal; /* in Tree.literals, or NONE */
    union {
        uint32_t text; /* in Tree.texts: its sentence, or NONE */
        uint32_t on;   /* of an expectation, which has no sentence: in Tree.dates, or NONE */
    };
    TreeRange levels;
    TreeRange clauses; /* in Tree.clauses */
    Span span;         /* the whole item */
    Span name_span;    /* its name, or its keyword where it has none */
} TreeItem;

/* `WORD for p, q` of an expectation. */
typedef struct TreeExpected {
    Symbol word; /* established, contested, … as written */
    Span span;
    TreeRange positions; /* in Tree.names; none: `all` */
} TreeExpected;

/* Where items stand: from item `first` on, up to the next scope's. */
typedef struct TreeScope {
    uint32_t first;
    uint32_t file;    /* its number in the order of reading; 0 is the case's own, others are libraries */
    uint32_t section; /* the item that heads it, or NONE */
    uint32_t table;   /* of rows: the FACTS or CLAIMS item that they belong to, else NONE */
} TreeScope;

typedef struct Tree {
    Names symbols;
    VEC(TreeScope) scopes; /* none: everything is in file 0 */
    IdVec outside;         /* the items that name a file to be read */
    uint32_t own_end;      /* places from here on are in other files than the case's own */
    VEC(TreeItem) items;
    VEC(TreeClause) clauses;
    bool allows;                 /* some clause is `allow` */
    IdVec conditions;            /* see COMPOSED and tree_condition */
    VEC(TreeCondition) composed; /* those that are no literals */
    VEC(KeptLiteral) literals;   /* see tree_literal */
    VEC(TreeLiteral) wide;
    VEC(TreeTerm) terms;
    VEC(TreeName) names;
    VEC(TreeCite) cites;
    VEC(TreeExpected) expected;
    VEC(Date) dates;
    VEC(Str) texts; /* escapes undone, adjacent strings joined by one space; in `arena` */
    Arena arena;
} Tree;

void tree_free(Tree *tree);
/* The scope of an item. */
const TreeScope *tree_scope(const Tree *tree, uint32_t item);
/* How much of each part there is, and what was added since then moved up by `base`: for a file that does not start at 0. */
typedef struct TreeMark {
    size_t items, clauses, conditions, composed, literals, wide, terms, names, cites, expected, scopes, outside;
} TreeMark;
TreeMark tree_mark(const Tree *tree);
/* Takes away what was added since then. */
void tree_cut(Tree *tree, const TreeMark *since);
void tree_move(Tree *tree, const TreeMark *since, uint32_t base);
/* Frees what only resolving the case needs: clauses, conditions and the lists in them. Items, texts and literals stay. */
void tree_release_clauses(Tree *tree);
/* The name that is spelt like the variable but for its capital letter, A to Z; NONE where nothing is called so. */
Symbol tree_with_small_letter(const Tree *tree, Symbol variable);
static inline Str tree_symbol(const Tree *tree, Symbol symbol)
{
    return names_text(&tree->symbols, symbol);
}
/* Adds a literal; its index. */
uint32_t tree_add_literal(Tree *tree, const TreeLiteral *literal);
static inline TreeLiteral tree_literal(const Tree *tree, uint32_t index)
{
    KeptLiteral kept = tree->literals.at[index];
    if (kept.wide) {
        TreeLiteral wide = tree->wide.at[kept.start];
        wide.name = kept.name; /* which may have been looked up later */
        return wide;
    }
    Span name = {kept.start + kept.before, kept.start + kept.before + kept.name_length};
    return (TreeLiteral){.name = kept.name,
                         .args = {kept.args, kept.arguments},
                         .span = {kept.start, name.end + kept.behind},
                         .name_span = name,
                         .mode = kept.mode,
                         .negated = kept.negated,
                         .mode_negated = kept.mode_negated,
                         .once = kept.once,
                         .on = NONE};
}
void tree_add_condition(Tree *tree, const TreeCondition *condition);
static inline TreeCondition tree_condition(const Tree *tree, uint32_t index)
{
    uint32_t kept = tree->conditions.at[index];
    return kept & COMPOSED
               ? tree->composed.at[kept & ~COMPOSED]
               : (TreeCondition){.kind = CONDITION_LITERAL, .a = kept, .b = NONE, .span = tree_literal(tree, kept).span};
}

#endif
