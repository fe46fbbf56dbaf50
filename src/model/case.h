/* The resolved case: every name an id, every rule ready to be instantiated. Immutable once built.
 *
 * A *relation* is a predicate together with how it is said (plain, negated, begins, ends, once …): the unit of storage and
 * joins. A *schema* is one presumption-to-be: a fact, a claim or one conclusion of a rule, with its conditions; a rule
 * with two conclusions is one item with two schemas (S2.5). Terms are encoded in 32 bits: a constant's id, or VARIABLE |
 * the variable's number in its schema. */
#ifndef ARG_MODEL_CASE_H
#define ARG_MODEL_CASE_H

#include "base/budget.h"
#include "base/number.h"
#include "syntax/tree.h"

typedef uint32_t ItemId, SourceId, PositionId, PredicateId, RelationId, ConstantId, SchemaId, RankId, TermCode, UnknownId;

enum { MAX_POSITIONS = 64, MAX_ARITY = 32, MAX_VARIABLES = 64, MAX_CONDITIONS = 256 };
typedef uint64_t PositionSet; /* bit i: position i */

#define VARIABLE 0x80000000u
enum { LENGTH_MOST = 1000000 }; /* days, weeks, months or years of a length of time */

/* How a predicate is said: bits of a relation's low half. */
enum {
    SAID_NOT = 1,      /* of the atom: `not a` */
    SAID_BEGINS = 2,   /* `begins a` */
    SAID_ENDS = 4,     /* `ends a` */
    SAID_MODE_NOT = 8, /* `not begins a`, `not ends a` */
    SAID_ONCE = 16,    /* `once a` */
    SAID_WAYS = 32
};
#define RELATION(predicate, said) ((predicate)*SAID_WAYS + (said))
#define RELATION_PREDICATE(relation) ((relation) / SAID_WAYS)
#define RELATION_SAID(relation) ((relation) % SAID_WAYS)

typedef enum ConstantKind { CONSTANT_NAME, CONSTANT_STRING, CONSTANT_NUMBER, CONSTANT_DATE } ConstantKind;

typedef struct Constant {
    uint8_t kind;
    uint32_t text; /* symbol: the name, the string, the number or date as first written */
    Number number;
    Day lo, hi;        /* of a date: the first and the last day that it may be */
    UnknownId unknown; /* of a date that is not one day, where it is not known where it was written; else NONE */
} Constant;

typedef struct Literal {
    RelationId relation;
    uint32_t args; /* first of the predicate's arity many terms in Case.terms */
} Literal;

/* Arithmetic: a term, or an operation on two expressions. A whole number with a unit is a length of time, to be added to a date or
 * taken from it. */
typedef struct Expression {
    char op;   /* 0 for a term */
    char unit; /* of a term: 0, or as of day_add */
    TermCode term;
    uint32_t left, right; /* in Case.expressions */
    uint32_t unknown;     /* of a term that is a date: the unknown day that is written there, or NONE */
    Span span;
} Expression;

typedef struct Comparison {
    uint8_t op;           /* CompareOp */
    uint32_t left, right; /* in Case.expressions */
    Span span;
} Comparison;

/* A conjunction: literals and comparisons. */
typedef struct Body {
    TreeRange literals;    /* in Case.literals */
    TreeRange comparisons; /* in Case.comparisons */
} Body;

/* ROLE_PART: no presumption, but a plain inference to a condition made of others (CompositeKind). */
typedef enum SchemaRole { ROLE_FACT, ROLE_CLAIM, ROLE_RULE, ROLE_PART } SchemaRole;

/* A date of which one day is meant that nobody knows (S3.6): each in the place where it is written. */
typedef struct Unknown {
    uint32_t date;  /* in Tree.dates; NONE: the same date in several places that cannot be told apart */
    Symbol written; /* with `julian` */
    ItemId item;    /* in which it is written; NONE: elsewhere */
    Span place;
    TreeRange days; /* in Case.day_spans: the days that it may be, ascending, at least two */
} Unknown;

/* Whose period has an unknown end: the days on which it can apply are [from, until), of which the schema has what is taken where nothing
 * better is known. */
typedef struct Uncertain {
    UnknownId from, until; /* NONE: known */
    bool after;            /* it ends on the day after `until` */
} Uncertain;

typedef struct Schema {
    ItemId item; /* of a part of `while`, which belongs to no item: NONE */
    uint8_t role;
    uint8_t variables; /* numbered from 0 */
    uint16_t around;   /* of a part: how many of its literals, the last ones, only say what its variables can be */
    uint16_t around_comparisons; /* likewise of its comparisons */
    uint32_t names;              /* first of their symbols in Case.ids; NONE for `_` */
    Literal head;
    Body body;
    TreeRange unless;   /* in Case.exceptions; their local variables are numbered after the schema's own */
    Day from, until;    /* the days on which it can apply, [from, until) */
    uint32_t uncertain; /* in Case.uncertain; NONE: both are known */
} Schema;

/* One `unless`: its local variables are numbered from the schema's variables up to `variables`. */
typedef struct Exception {
    Body body;
    uint8_t variables;
} Exception;

/* What a clause of a source or an item says, as a statement (S2.6). */
typedef struct ClauseFact {
    Literal literal;       /* without variables */
    uint32_t source, item; /* the one that it is about, the other NONE */
} ClauseFact;

/* Where in a source an item's `per` points, or how it comes by it. */
typedef struct Pin {
    uint8_t kind, join; /* PinKind, CiteJoin of the tree */
    uint32_t text, ref; /* in Tree.texts, or NONE */
} Pin;

/* One independent group of sources: one presumption of the claim (S6.1). */
typedef struct Support {
    TreeRange sources; /* in Case.ids; empty for a claim without source */
    RankId rank;       /* or NONE */
} Support;

/* A reasoning item: fact, claim, rule, act or preference. A preference with `by` has a schema: it is presumed (S4.1). */
typedef struct Item {
    uint8_t kind;  /* ItemKind of the tree */
    bool supposed; /* not of the case: it counts only where a viewpoint supposes it (suppose.h) */
    uint32_t tree; /* its index in Tree.items */
    Symbol name;   /* or NONE */
    RankId rank;   /* its own; or NONE */
    PositionSet by;
    TreeRange schemas; /* in Case.schemas; empty for preferences without `by` */
    union {
        TreeRange supports; /* what is claimed (item_is_claimed): in Case.supports, at least one */
        TreeRange sources;  /* others: their authorities, in Case.ids */
    };
    union {
        struct {
            ItemId better, worse; /* preferences; NONE when unknown */
        };
        struct {
            uint32_t annulled; /* others, see item_annulled: in Case.days, or NONE */
            UnknownId annulled_unknown; /* the day that is meant there, if nobody knows it: `annulled` is then the last that it may be */
        };
    };
} Item;

/* Who accepts and who denies an item (S1.3). */
typedef struct Stance {
    PositionSet accepted, denied;
} Stance;

/* Where a rule says when it is in force. */
typedef struct Force {
    ItemId item;
    Span span;
} Force;

typedef struct Source {
    Symbol name;
    uint32_t tree;
    uint32_t text;          /* in Tree.texts, or NONE */
    Day dated_lo, dated_hi; /* DAY_FIRST, DAY_NONE_AFTER when undated */
    bool dated;
    ConstantId date;     /* as written, or NONE */
    uint32_t date_at;    /* where: in Tree.dates */
    Symbol author, kind; /* or NONE */
    RankId rank;
    uint32_t uses;
} Source;

typedef struct Position {
    Symbol name;
    uint32_t text;
    uint32_t tree;
} Position;

typedef struct Rank {
    Symbol name;
    uint32_t scale; /* in order of declaration */
    uint32_t level; /* 0 is the lowest of its scale */
} Rank;

typedef struct Scale {
    uint32_t tree;
    RankId lowest; /* its ranks are lowest, lowest + 1, … */
    uint32_t levels;
    RankId fallback, doubt_below, settled_from; /* or NONE */
} Scale;

typedef struct Predicate {
    Symbol name;
    uint32_t arity;
    Span first;            /* where it is first used or declared */
    PredicateId same_name; /* the next one of this name, with another arity; or NONE */
    uint32_t detail;       /* in Case.details, or NONE: see predicate_detail */
    /* In which ways, as bits 1 << SAID_…, without SAID_ONCE: facts, claims and rules say it; conditions ask for it. */
    uint16_t given_as, asked_as;
    bool concluded, asked; /* some schema concludes it; some condition asks for it */
    bool odd;              /* there is another of this name: an error */
    bool derived; /* something else than facts concludes it, or facts say more than it: `not`, `begins`, `ends` */
} Predicate;

/* Conditions made of others have predicates of their own, which nobody can name. Their arguments are the variables that the
 * condition shares with what stands around it; schemas of ROLE_PART conclude them. */
typedef enum CompositeKind {
    COMPOSITE_NONE,
    COMPOSITE_ANY,      /* `any of (…)`: a part for each member */
    COMPOSITE_AT_LEAST, /* `at least n of (…)`: holds when n of the members concluded by its parts do */
    COMPOSITE_MEMBER, /* a member of `at least n of`; its arguments are those of the group, then the member's own variables */
    COMPOSITE_ON,    /* `a on D`: its last argument is D */
    COMPOSITE_WITHIN /* `once a within n months` */
} CompositeKind;

/* What few predicates have. */
typedef struct PredicateDetail {
    PredicateId predicate;
    uint8_t composite; /* CompositeKind */
    char unit;         /* of `within`: 'd', 'w', 'm', 'y' */
    uint32_t number;   /* of `at least`, `within` */
    PredicateId group; /* of a member: the group's predicate */
    TreeRange parts;   /* in Case.ids: the schemas of its members, one for each as written */

    uint32_t tree;    /* its `predicate` item, or NONE */
    uint32_t reading; /* in Tree.texts, or NONE */
    uint32_t not_reading;
    uint32_t one; /* the argument with at most one value, or NONE */
    Body while_;  /* over its own variables, numbered by argument */
    bool happens_once;
    uint32_t disapplies; /* for `disapplies N where …`: the item N, else NONE */
    TreeRange where;     /* in Case.ids: the variables of N that its arguments bind, as symbols */
} PredicateDetail;

typedef struct Conflict {
    TreeRange literals; /* in Case.literals: the two */
    Body where;         /* comparisons only */
    uint32_t tree;
} Conflict;

typedef struct Asked {
    Literal literal;
    uint8_t variables;
} Asked;

/* What is asked, what somebody pleads, and what somebody must establish: all three are reported, and change nothing. */
typedef enum QuestionKind { QUESTION_ASKED, QUESTION_CONTENTION, QUESTION_BURDEN } QuestionKind;

typedef struct Question {
    uint8_t kind;
    bool for_each;
    uint32_t tree;
    Symbol name;            /* or NONE */
    uint32_t text;          /* in Tree.texts, or NONE */
    TreeRange asked;        /* in Case.asked; one of a contention or a burden */
    TreeRange days;         /* in Case.days */
    TreeRange views;        /* in Case.ids: view ids; empty and not for_each: `all` */
    PositionSet by;         /* who pleads it; whose burden it is */
    PositionSet attributed; /* to whom those who plead it attribute it */
    TreeRange sources;      /* in Case.ids */
} Question;

/* A sentence of a source that needs no item (S6.4). */
typedef struct Aside {
    uint32_t tree;
    SourceId source;
} Aside;

/* Views as ids: a position's id, or one of these. */
#define VIEW_ALL 0xfffffff0u
#define VIEW_COMMON 0xfffffff1u
#define VIEW_EVERYTHING 0xfffffff2u /* nobody's: annulled rules too, for what must hold of all items together */

/* What is supposed against the case as written; suppose.h says what each means. */
enum { SUPPOSED_IN = 1, SUPPOSED_OUT = 2, SUPPOSED_DENIED = 4 };
typedef struct Supposed {
    uint8_t *item;          /* by item: bits of the above */
    uint8_t *source;        /* by source: whether it is rejected */
    PositionSet *withdrawn; /* by item: the positions whose denial of it does not count; NULL: none */
    ItemId better, worse;   /* one more undisputed preference; NONE: there is none */
} Supposed;

/* From where a case is looked at: whose view, what was known, what is supposed, and how much work it may make. */
typedef struct Viewpoint {
    uint32_t view;
    Day known_by;             /* DAY_NONE_AFTER: everything is known */
    const Supposed *supposed; /* NULL: the case as written */
    size_t limit;             /* the most rule instances; other work is limited in proportion */
    bool *limited;            /* set when a limit stopped the work: nothing is decided then */
    const Budget *budget;     /* for the search for finer statuses, or NULL */
    bool *undecided;          /* set when that ended some search: a status is then unknown */
    bool unranked;            /* no undisputed preference and no rank makes anything stronger (always rules stay so) */
    bool *impossible;         /* set when facts contradict each other however the unknown days fall (S4.9); or NULL */
    const DaySpan *taken; /* by unknown day: the one day, or the days, that it is taken to be (S3.6); NULL: all that it may be count */
} Viewpoint;

typedef enum ExpectedStatus {
#define STATUS(status, word) status,
#include "model/statuses.def"
#undef STATUS
    EXPECTED_STATUSES
} ExpectedStatus;

typedef struct Expectation {
    uint32_t tree;
    Asked asked;
    Day on; /* DAY_NONE_AFTER: the case's own day */
    uint8_t status;
    uint32_t view;
    Span span;
} Expectation;

typedef struct Case {
    const Tree *tree;
    bool library;   /* a library by itself, not a case */
    uint32_t title; /* in Tree.texts, or NONE */
    uint32_t about;
    bool has_as_of;
    Day as_of; /* the default day; DAY_NONE_AFTER when no period names one */
    VEC(Item) items;
    VEC(Stance) stances; /* by item; shorter, or empty: nobody accepts or denies those behind */
    VEC(Source) sources;
    VEC(Position) positions;
    VEC(Rank) ranks;
    VEC(Scale) scales;
    VEC(Predicate) predicates;
    VEC(PredicateDetail) details;
    VEC(Constant) constants;
    VEC(Schema) schemas;
    VEC(Exception) exceptions;
    VEC(Support) supports;
    VEC(Force) forces; /* by item */
    VEC(ClauseFact) clause_facts;
    VEC(Pin) pins;
    Dense pin_by_id;   /* place in `ids`, of a source among those of an item -> its pin */
    IdVec act_authors; /* pairs: an act, and the symbol of whose it is */
    VEC(Literal) literals;
    VEC(TermCode) terms;
    VEC(Expression) expressions;
    VEC(Comparison) comparisons;
    VEC(Conflict) conflicts;
    VEC(Question) questions; /* what is asked, then contentions, then burdens */
    VEC(Aside) asides;
    VEC(Expectation) expectations;
    VEC(Asked) asked; /* by questions, and directly: what is not asked for may be left out of an evaluation */
    VEC(Day) days;
    Margin approximate, uncertain_margin; /* what `~` and `?` add (S3.6) */
    bool has_approximate, has_uncertain;
    VEC(DaySpan) day_spans;
    VEC(Unknown) unknowns;
    VEC(Uncertain) uncertain;
    IdVec unknown_pairs; /* the first is never later than the second */
    IdVec unknown_at; /* by term in Case.terms: the unknown day that is written there, or NONE; shorter: none behind */
    IdVec ids;
    bool always;               /* some item is an always rule */
    bool exceptional;          /* some item is annulled, an act or supposed: not every view of all has everything */
    IdVec preferences;         /* the items of ITEM_PREFER */
    VEC(uint64_t) disapplying; /* pair_key(item, predicate) for each predicate that disapplies an item, sorted */
    PredicateId discredited;   /* of one argument; NONE when nothing speaks of it */
    PredicateId maybe;         /* without arguments: what may hold or not (S3.6); NONE when no day is unknown */
    PredicateId preferred;     /* of two items (S4.6); likewise */
    bool ranking_asked;        /* a condition, question or expectation asks for it */
    Dense item_by_symbol, source_by_symbol, position_by_symbol; /* symbol -> id */
    Dense predicate_by_symbol;                                  /* symbol -> the first predicate of that name */
    Dense constant_by_symbol;                                   /* of names */
    Map constant_by_key;                                        /* pair_key(kind, symbol) -> strings, dates */
    Dense reading_by_symbol;                                    /* symbol -> text of `name` items */
    Map question_by_symbol;                                     /* symbol -> the tree's item that asks or pleads */
} Case;

/* Resolves the tree, which must outlive the case. Whatever is wrong becomes a diagnostic; the case is then partial and must
 * not be evaluated. */
void case_build(Case *c, Tree *tree, Diagnostics *diags);
void case_free(Case *c);

/* The item's clause of this kind, or that of its table or section where an item takes it from there; NULL when there is none. Only while
 * the tree has its clauses. */
const TreeClause *case_clause(const Case *c, uint32_t tree_item, ClauseKind kind);

/* Warns of names that are spelt almost alike (W0111). */
/* Warns of texts (W0162) and variables (W0163) that are spelt like a name of the case. */
void case_check_likeness(const Case *c, Diagnostics *diags);
/* Warns of numbers that were probably meant as thousands (W0195) or as a month (W0196). */
void case_check_figures(const Case *c, Diagnostics *diags);
void case_check_spelling(const Case *c, Diagnostics *diags);

/* The item that a constant names; NONE when it names none, or several. */
ItemId case_find_item(const Case *c, ConstantId constant);
/* The first and the last day that an unknown day may be. */
DaySpan case_unknown_days(const Case *c, UnknownId unknown);
/* Whether surely every item and support belongs to the view, so that none need be looked at. */
bool case_is_whole(const Case *c, const Viewpoint *from);
/* Whether the item belongs to the viewpoint's view (S1.3), as known by its day (S1.4) and with what it supposes. */
bool case_item_in_view(const Case *c, const Item *item, const Viewpoint *from);
/* Whether the claim's group of sources counts: it was known by the day (S1.4), and none of it is rejected. */
bool case_support_known(const Case *c, const Support *support, const Viewpoint *from);
/* Whether the view has the fact that the act was done (S4.8), whatever becomes of its effects. */
bool case_act_done(const Case *c, const Item *act, const Viewpoint *from);
/* Whether the view puts a doubt on this presumption of the item (S4.7). `support` is NULL for rules. */
bool case_doubts(const Case *c,
                 const Viewpoint *from); /* whether there may be any doubt: it is asked of every presumption */
bool case_doubted(const Case *c, const Item *item, const Support *support, const Viewpoint *from);

/* Resolves a literal from the command line (parsed into the case's own tree) with variables numbered from 0. A predicate that the
 * case does not know gives false and a diagnostic with near misses. */
bool case_resolve_asked(Case *c, uint32_t tree_literal, Asked *out, Diagnostics *diags);
/* The view called by this name: `all`, `common` or a position; NONE when there is none. */
uint32_t case_find_view(const Case *c, Str name);
Str case_view_name(const Case *c, uint32_t view);

/* The predicate's detail; one that says nothing when it has none. */
const PredicateDetail *predicate_detail(const Case *c, PredicateId predicate);
/* Whether it is not one that a case can name: of `disapplies N`, or of a condition made of others. */
bool predicate_is_hidden(const Case *c, PredicateId predicate);

static inline CompositeKind relation_composite(const Case *c, RelationId relation)
{
    return (CompositeKind)predicate_detail(c, RELATION_PREDICATE(relation))->composite;
}
static inline uint32_t relation_arity(const Case *c, RelationId relation)
{
    return c->predicates.at[RELATION_PREDICATE(relation)].arity;
}
/* How many of the schema's conditions, the last ones, are its head's `while` (S3.5f). */
static inline uint32_t schema_while_count(const Case *c, const Schema *s)
{
    uint32_t said = RELATION_SAID(s->head.relation);
    bool begins = (said & SAID_BEGINS) && !(said & SAID_MODE_NOT);
    return begins ? predicate_detail(c, RELATION_PREDICATE(s->head.relation))->while_.literals.count : 0;
}
/* A claim, or a preference with `by`: one presumption for each group of sources (S4.1, S6.1). */
static inline bool item_is_claimed(const Item *item)
{
    return item->kind == ITEM_CLAIM || (item->kind == ITEM_PREFER && item->by);
}
/* Preferences are not annulled. */
static inline uint32_t item_annulled(const Item *item)
{
    return item->kind == ITEM_PREFER ? NONE : item->annulled;
}
static inline UnknownId item_annulled_unknown(const Item *item)
{
    return item->kind == ITEM_PREFER ? NONE : item->annulled_unknown;
}
static inline Stance case_stance(const Case *c, const Item *item)
{
    size_t id = (size_t)(item - c->items.at);
    return id < c->stances.n ? c->stances.at[id] : (Stance){0, 0};
}
static inline Span item_span(const Case *c, const Item *item)
{
    return c->tree->items.at[item->tree].name_span;
}

#endif
