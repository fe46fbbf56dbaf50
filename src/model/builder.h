/* Private to model/: the state of building a case, and the parts of it. */
#ifndef ARG_MODEL_BUILDER_H
#define ARG_MODEL_BUILDER_H

#include "model/case.h"

/* A name that nothing has, where diagnostic `diag` says so; `near` is the one that it was taken for. */
typedef struct UnknownName {
    size_t diag;
    Symbol name, near;
} UnknownName;

typedef struct Builder {
    Case *c;
    Tree *tree;
    Diagnostics *diags;
    IdVec others;      /* the items that are neither facts nor claims nor rules, in Tree.items: mostly few */
    Names number_keys; /* value -> constant, through number_ids */
    IdVec number_ids;
    Dense rank_by_symbol;
    VEC(UnknownName) unknown; /* names that nothing has, but for which there is a near one */
    bool late_arity;          /* predicates with several numbers of places are reported at the end */
    /* The variables of the item at hand: symbol by number, where first seen, whether a literal binds them. */
    Symbol variable[MAX_VARIABLES];
    Span variable_span[MAX_VARIABLES];
    uint64_t bound;
    uint32_t variables;
    const IdVec *visible; /* where set, variables called otherwise are different each time */
    ItemId item;          /* whose conditions are at hand; NONE: those of a predicate */
    Span unless;          /* the exception at hand; empty: none */
    Span counted;         /* where the variables in `occurs` were counted: an exception's span, or the item's */
    Map occurs;           /* symbol -> how often it occurs there; of a predicate: its variables */
    TreeRange kinds_of;   /* the clauses of the item last asked about, and their kinds as bits */
    uint64_t kinds;
    bool inexact, inexact_sought; /* some date of the case is not one day */
    bool suspicious;     /* something was met that the lints should look at; mostly they need not read the case again */
    Map unknown_of_date; /* index in Tree.dates -> the unknown day that is meant there */
    struct {
        Span place;
        Str written; /* its `ptr` NULL: there is none */
    } unmargined[2]; /* the first dates with `~` and with `?` that no margin is declared for */
    Day last_named;  /* the last day that a period of the case names, or DAY_FIRST (S3.3) */
} Builder;

/* Conditions joined by `and`, what stands around them, and the names of the variables that they bind (S2.2). */
typedef struct Scope {
    const struct Scope *around; /* or NULL */
    TreeRange conditions;       /* in Tree.conditions */
    IdVec bound;                /* symbols */
} Scope;

/* A day of a period: known, or one that nobody knows, of which `day` is the first that it may be. */
typedef struct Moment {
    Day day;
    UnknownId unknown; /* or NONE */
} Moment;

/* What several items of one bare name map to in Case.item_by_symbol. */
#define AMBIGUOUS (NONE - 1)

/* Calls `read` for each item of this kind, which is not that of a fact, claim or rule. */
void builder_each(Builder *b, ItemKind kind, void (*read)(Builder *b, uint32_t index));
/* names.c: who is called what. */
/* Enters a name; one that is taken is reported. The last two answer whether it was free. */
void builder_enter_item(Builder *b, const TreeItem *item, ItemId id);
void builder_enter_question(Builder *b, uint32_t tree_item);
bool builder_enter_source(Builder *b, const TreeItem *item, SourceId id);
bool builder_enter_position(Builder *b, const TreeItem *item, PositionId id);
/* Where all that use a name are wrong because the item that declares it is misspelt, says so there instead. */
void builder_misspelt_declarations(Builder *b);
/* Whether the item's name is its statement too, which others may assert as well. */
bool builder_is_bare(const TreeItem *item);
/* The position, source, rank or reasoning item called so; NONE after a diagnostic: of which kind it is, or what is near. */
PositionId builder_position(Builder *b, TreeName name);
SourceId builder_source(Builder *b, Symbol name, Span span);
RankId builder_rank(Builder *b, TreeName name);
ItemId builder_item(Builder *b, TreeName name, const char *what_for);
/* silences.c: what warnings are not to be given; before any is given. */
void builder_silences(Builder *b);
/* declare.c: sources, positions, orders, names of items, readings. */
void builder_declare(Builder *b);
/* The item's clause of this kind, or that of its section where an item takes it from there, or NULL. A second one is reported. */
const TreeClause *builder_clause(Builder *b, const TreeItem *item, ClauseKind kind);

/* literals.c: terms, literals, conditions. */
void builder_no_variables(Builder *b);
/* The way in which it is said (SAID_…), but for `once`. */
uint32_t builder_said(const TreeLiteral *literal);
/* `binds` says whether the literal's variables count as bound by it. */
bool builder_literal(Builder *b, uint32_t tree_literal, bool binds, bool may_be_any, Literal *out);
TermCode builder_variable(Builder *b, Symbol symbol, Span span);
TermCode builder_term(Builder *b, uint32_t tree_term, bool binds);
PredicateId builder_predicate(Builder *b, Symbol name, uint32_t arity, Span span);
/* The predicate `preferred` of two items (S4.6), made when first spoken of. */
PredicateId builder_preferred(Builder *b, Span span);
/* The constant of a date: `index` is its place in Tree.dates, NONE where it is written nowhere. */
ConstantId builder_date_constant(Builder *b, const Date *date, uint32_t index, Span place);
/* Takes note that the term at this place of Case.terms is that unknown day. */
void builder_note_unknown(Builder *b, uint32_t at, UnknownId unknown);
/* One of its own for a day of which only its unknown day matters. */
ConstantId builder_moment_constant(Builder *b, Moment moment);
/* As it is written, with `julian`. */
Symbol builder_date_symbol(Builder *b, const Date *date);
/* The constant that an item's or anybody's name stands for. */
ConstantId builder_name_constant(Builder *b, Symbol name);
/* The predicate's own detail, made when it had none; valid until the next is made. */
PredicateDetail *builder_detail(Builder *b, PredicateId predicate);
/* Takes note of the predicates from `first` on that mean something to the program itself. */
void builder_note_predicates(Builder *b, PredicateId first);
/* conditions.c: conditions joined by `and`. `around` is what binds variables beside them, or NULL. */
bool builder_body(Builder *b, const Scope *around, TreeRange conditions, Body *out);
uint32_t builder_expression(Builder *b, uint32_t tree_term);
bool builder_condition_literal(Builder *b, uint32_t tree_literal, Literal *out);
bool builder_comparison(Builder *b, const TreeCondition *condition, Comparison *out);
/* Whether it is a group, or looks at another day. */
bool builder_is_composite(const Builder *b, const TreeCondition *condition);
/* Reports variables from `first` on that nothing binds; false when there was one. */
bool builder_check_bound(Builder *b, uint32_t first, const char *where);

/* composites.c: the same where some of the conditions are made of others; each of those becomes a literal of its own, which
 * schemas of ROLE_PART conclude. */
bool builder_composite_body(Builder *b, const Scope *around, TreeRange conditions, Body *out);
/* All of them as one literal, so that what they compare is a condition like others. */
bool builder_body_as_group(Builder *b, const Scope *around, TreeRange conditions, Span span, Body *out);

/* occurrences.c: the names of the variables that conditions joined by `and` bind (S2.2), added to `out`; that one condition binds; whether
 * what stands around binds one. */
void builder_find_bound(Builder *b, TreeRange conditions, IdVec *out);
void builder_find_bound_by(Builder *b, const TreeCondition *condition, IdVec *out);
bool builder_is_bound(const Scope *scope, Symbol symbol);
/* The variables of a statement, or of a condition with all that is in it, each once. */
void builder_find_in_literal(const Builder *b, uint32_t tree_literal, IdVec *out);
void builder_find_in_condition(const Builder *b, const TreeCondition *condition, IdVec *out);
/* The conditions of alternative i of a group with these parts. */
TreeRange builder_member(const Builder *b, TreeRange parts, uint32_t i);
/* Whether a group of the item's conditions mentions the variable. */
bool builder_is_in_group(const Builder *b, Symbol variable);

/* recursion.c: no condition looks back over a window at what depends on it (S3.4). */
void builder_check_recursion(Builder *b);

/* A look at a literal without variables on this day, as a literal of its own. */
Literal builder_on_day(Builder *b, Literal looked, Moment day, Span span);

enum { MOST_CONCLUSIONS = 16 };
/* items.c: reasoning items. */
/* The statement that the name of an item without one is; its sentence is how it reads. */
Literal builder_proposition(Builder *b, const TreeItem *tree);
/* Whether the item at hand, which is of this kind, has no variables; reports them. */
bool builder_particular(Builder *b, uint8_t kind);
/* The sources that an item cites, in Case.ids; the positions that a clause, or NULL, names. */
TreeRange builder_sources(Builder *b, const TreeItem *tree);
PositionSet builder_positions(Builder *b, const TreeClause *names);
void builder_reasoning_items(Builder *b);
/* periods.c */
/* Takes note that a period names the date. */
void builder_named_day(Builder *b, const Date *date);
/* The days that the date may be, with what its marks add (S3.6). */
void builder_date_days(Builder *b, const Date *date, Span place, DaySpans *days);
/* Their first and last; whether it is one day. */
bool builder_date_bounds(Builder *b, const Date *date, Span place, Day *lo, Day *hi);
/* The unknown day that is written there: the same for whoever reads that place. */
UnknownId builder_unknown(Builder *b, uint32_t date, Span place);
/* The date as one day; false after a diagnostic when it cannot be one. */
bool builder_moment(Builder *b, uint32_t date, Span place, Moment *out);
/* Warns of a bare year or month there: it may be a slip for all of its days, of a fact's or claim's `period`, or for a day. */
void builder_warn_of_plain(Builder *b, uint32_t date, Span place, bool period);
/* Gives the schema that one day. */
void builder_on_moment(Builder *b, Moment moment, Schema *schema);
/* The days of a fact or claim, and whether it is a run; where they have gaps, all of them in `gaps`. False after a diagnostic. */
bool builder_period(Builder *b, const TreeItem *item, Schema *schema, bool *begins, DaySpans *gaps);
/* Warns of marks that no margin is declared for. */
void builder_check_margins(Builder *b);
void builder_in_force(Builder *b, const TreeItem *item, ItemId id, Day *from, Day *until);
void builder_annulled(Builder *b, const TreeItem *tree, Item *item);
/* The literals of `then`; false after a diagnostic. */
bool builder_conclusions(Builder *b, const TreeClause *then, Literal heads[MOST_CONCLUSIONS], uint32_t *count);
/* Adds a schema of the item. All of an item's are added one after the other. */
void builder_add_schema(Builder *b, Item *item, Schema schema);
/* clause_facts.c: built-in facts (S2.6). Both are for the predicates from `first` on: to note which need nobody to conclude
 * them, and to make them. */
void builder_mark_built_in(Builder *b, PredicateId first);
void builder_clause_facts(Builder *b, PredicateId first);
/* acts.c */
void builder_act(Builder *b, const TreeItem *tree, Item *item, ItemId id);
/* questions.c */
void builder_questions(Builder *b);
/* lints.c: what was probably not meant */
void builder_lints(Builder *b);
/* Whether conditions ask for the predicate in a way in which nothing gives it, though something gives it in another. */
bool builder_lacks_way(const Predicate *predicate);
/* checks.c: what must hold of the whole case; lints. */
void builder_checks(Builder *b);
/* Whether this stands in a case's own file, not in a library: what is used, or given, shows only there. */
bool builder_is_whole(const Builder *b, Span span);

#define TEXT_OF(b, symbol) STR_ARG(tree_symbol((b)->tree, symbol))

#endif
