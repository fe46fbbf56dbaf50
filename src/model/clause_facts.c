#include "model/builder.h"

/* Built-in facts (S2.6): what clauses say, as statements. Made for the predicates that somebody asks for, once those are known. */

typedef enum BuiltIn { DATED, AUTHOR, KIND, ASSERTS, BUILT_IN } BuiltIn;

static const char *const words[BUILT_IN] = {
    [DATED] = "dated", [AUTHOR] = "author", [KIND] = "kind", [ASSERTS] = "asserts"};

static void add(Builder *b, PredicateId predicate, ConstantId about, ConstantId what, SourceId source, ItemId item)
{
    Case *c = b->c;
    ClauseFact fact = {{RELATION(predicate, 0), id_of(c->terms.n)}, source, item};
    vec_push(&c->terms, about);
    vec_push(&c->terms, what);
    vec_push(&c->clause_facts, fact);
}

static void from_sources(Builder *b, BuiltIn word, PredicateId predicate)
{
    Case *c = b->c;
    for (SourceId s = 0; s < c->sources.n; s++) {
        const Source *source = &c->sources.at[s];
        Symbol name = word == AUTHOR ? source->author : word == KIND ? source->kind : NONE;
        ConstantId what = word == DATED ? source->date : name == NONE ? NONE : builder_name_constant(b, name);
        if (what != NONE) {
            add(b, predicate, builder_name_constant(b, source->name), what, s, NONE);
            if (word == DATED && c->constants.at[what].unknown != NONE) {
                Span place = b->tree->items.at[c->sources.at[s].tree].name_span;
                builder_note_unknown(b, id_of(c->terms.n) - 1, builder_unknown(b, c->sources.at[s].date_at, place));
            }
        }
    }
}

/* The name that statements can know the item by, or NONE. */
static Symbol name_of(const Case *c, ItemId item)
{
    Symbol name = c->items.at[item].name;
    return name != NONE && dense_find(&c->item_by_symbol, name) == item ? name : NONE;
}

/* A rule's first day in force, an act's day. */
static Day first_day(const Case *c, const Item *item)
{
    bool dated = item->kind == ITEM_RULE || item->kind == ITEM_ALWAYS || item->kind == ITEM_ACT;
    return dated && item->schemas.count ? c->schemas.at[item->schemas.first].from : DAY_FIRST;
}

static void dated_item(Builder *b, PredicateId predicate, ItemId id)
{
    Case *c = b->c;
    const Item *item = &c->items.at[id];
    Day day = first_day(c, item);
    Symbol name = name_of(c, id);
    if (day == DAY_FIRST || name == NONE) {
        return;
    }
    uint32_t uncertain = c->schemas.at[item->schemas.first].uncertain;
    if (uncertain == NONE) {
        add(b, predicate, builder_name_constant(b, name), builder_moment_constant(b, (Moment){day, NONE}), NONE, id);
        return;
    }
    UnknownId unknown = c->uncertain.at[uncertain].from;
    const Unknown *u = &c->unknowns.at[unknown];
    ConstantId written = builder_date_constant(b, &b->tree->dates.at[u->date], u->date, u->place);
    add(b, predicate, builder_name_constant(b, name), written, NONE, id);
    builder_note_unknown(b, id_of(c->terms.n) - 1, unknown);
}

static void asserted(Builder *b, PredicateId predicate, ItemId id)
{
    Case *c = b->c;
    Symbol name = name_of(c, id);
    for (PositionId p = 0; name != NONE && p < c->positions.n; p++) {
        if (c->items.at[id].by >> p & 1) {
            add(b, predicate, builder_name_constant(b, c->positions.at[p].name), builder_name_constant(b, name), NONE,
                id);
        }
    }
}

static void make(Builder *b, BuiltIn word, PredicateId predicate)
{
    Case *c = b->c;
    if (word != ASSERTS) {
        from_sources(b, word, predicate);
    }
    for (ItemId i = 0; i < c->items.n && (word == DATED || word == ASSERTS); i++) {
        (word == DATED ? dated_item : asserted)(b, predicate, i);
    }
    for (size_t i = 0; word == AUTHOR && i < c->act_authors.n; i += 2) {
        Symbol name = name_of(c, c->act_authors.at[i]);
        if (name != NONE) {
            add(b, predicate, builder_name_constant(b, name), builder_name_constant(b, c->act_authors.at[i + 1]), NONE,
                c->act_authors.at[i]);
        }
    }
}

/* Which built-in word the predicate is, or BUILT_IN. */
static BuiltIn word_of(const Case *c, const Predicate *p)
{
    BuiltIn word = 0;
    while (word < BUILT_IN && (p->arity != 2 || !str_equal(tree_symbol(c->tree, p->name), str_of(words[word])))) {
        word++;
    }
    return word;
}

void builder_mark_built_in(Builder *b, PredicateId first)
{
    for (PredicateId i = first; i < b->c->predicates.n; i++) {
        Predicate *p = &b->c->predicates.at[i];
        if (word_of(b->c, p) != BUILT_IN) {
            p->concluded = true;
            p->given_as |= 1;
        }
    }
}

void builder_clause_facts(Builder *b, PredicateId first)
{
    for (PredicateId i = first; i < b->c->predicates.n; i++) {
        BuiltIn word = word_of(b->c, &b->c->predicates.at[i]);
        if (word != BUILT_IN) {
            make(b, word, i);
        }
    }
}
