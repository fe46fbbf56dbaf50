#include "model/advice.h"
#include "model/order.h"

static void preferences(Builder *b)
{
    Order order;
    IdVec cycle = {0};
    const Viewpoint everything = {.view = VIEW_EVERYTHING, .known_by = DAY_NONE_AFTER};
    order_build(&order, b->c, &everything);
    order_find_cycle(&order, &cycle);
    if (cycle.n) {
        Text list = {0};
        for (size_t i = 0; i < cycle.n; i++) {
            text_format(&list, "%s`%.*s`", i ? ", " : "", TEXT_OF(b, b->c->items.at[cycle.at[i]].name));
        }
        /* The place to show: the last preference whose two sides are both on the cycle. */
        Span at = item_span(b->c, &b->c->items.at[cycle.at[0]]);
        bool closing = false;
        for (uint32_t i = 0; i < b->c->items.n; i++) {
            const Item *item = &b->c->items.at[i];
            int sides = 0;
            for (size_t k = 0; item->kind == ITEM_PREFER && !item->by && k < cycle.n; k++) {
                sides += (item->better == cycle.at[k]) + (item->worse == cycle.at[k]);
            }
            if (sides >= 2) {
                at = b->tree->items.at[item->tree].span;
                closing = true;
            }
        }
        Diag *diag = diag_add(b->diags, E0306, at, "preferences run in a circle among %.*s", STR_ARG(text_str(&list)));
        diag_note(b->diags, diag, "ranks and `always` rules count as preferences too");
        diag_help(b->diags, diag,
                  closing ? "take out one of these preferences, for instance this one"
                          : "take out one of these preferences");
        if (closing) {
            diag_edit(b->diags, diag, at, "%s", "");
        }
        text_free(&list);
    }
    vec_free(&cycle);
    order_free(&order);
    for (size_t i = 0; i < b->c->preferences.n; i++) {
        const Item *item = &b->c->items.at[b->c->preferences.at[i]];
        if (item->by && item->better != NONE &&
            item->better == item->worse) { /* the smallest circle; one that is argued is in no order */
            diag_add(b->diags, E0306, b->tree->items.at[item->tree].span, "`%.*s` cannot prevail over itself",
                     TEXT_OF(b, b->c->items.at[item->better].name));
        }
    }
}

/* Where `V` stands in the `disapplies N where V = t` whose N is at `name`. */
static Span place_of_binding(const Builder *b, Span name, Symbol variable)
{
    for (size_t i = 0; i < b->tree->literals.n; i++) {
        TreeLiteral l = tree_literal(b->tree, i);
        for (uint32_t k = 0; l.mode == MODE_DISAPPLIES && l.name_span.start == name.start && k < l.args.count; k += 2) {
            const TreeTerm *t = &b->tree->terms.at[l.args.first + k];
            if (t->kind == TERM_VARIABLE && t->value == variable) {
                return t->span;
            }
        }
    }
    return name;
}

/* The variables of `disapplies N where V = t` must be variables of N's conditions (S4.4). */
static void disapplied_variables(Builder *b)
{
    Case *c = b->c;
    for (size_t i = 0; i < c->details.n; i++) {
        const PredicateDetail *p = &c->details.at[i];
        Span at = c->predicates.at[p->predicate].first;
        if (p->disapplies == NONE) {
            continue;
        }
        const Item *item = &c->items.at[p->disapplies];
        if (item->kind == ITEM_FACT || (item->kind == ITEM_PREFER && !item->by)) {
            diag_add(b->diags, E0205, at,
                     "only rules, acts, claims and preferences that somebody claims can be disapplied");
            continue;
        }
        for (uint32_t k = 0; k < p->where.count; k++) {
            Symbol name = c->ids.at[p->where.first + k];
            bool found = false;
            for (uint32_t s = 0; s < item->schemas.count; s++) {
                const Schema *schema = &c->schemas.at[item->schemas.first + s];
                for (uint32_t v = 0; v < schema->variables; v++) {
                    found |= c->ids.at[schema->names + v] == name;
                }
            }
            if (!found && item->schemas.count) {
                Span place = place_of_binding(b, at, name);
                Diag *diag = diag_add(b->diags, E0201, place, "`%.*s` is not a variable of the conditions of `%.*s`",
                                      TEXT_OF(b, name), TEXT_OF(b, item->name));
                diag_mark(b->diags, diag, item_span(c, item), "its conditions are here");
                const Schema *schema = &c->schemas.at[item->schemas.first];
                advise_nearest_of(b, diag, name, place, &c->ids.at[schema->names], schema->variables);
            }
        }
    }
}

/* Whether what uses something written here, or gives it, would be seen: a library is written for cases to come, and a case that
 * uses it need not use all of it. */
bool builder_is_whole(const Builder *b, Span span)
{
    return !b->c->library && span.start < b->tree->own_end;
}

/* Whether a difference between two names is surely a slip of the pen: they are long enough, one letter of ten is wrong, left out or swapped,
 * and not only a digit (p1, p12). `waived` and `warned` are two words. */
static bool slip(Str a, Str b)
{
    if (a.len < 5 || b.len < 5) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (a.ptr[i] >= '0' && a.ptr[i] <= '9') {
            return false;
        }
    }
    for (size_t i = 0; i < b.len; i++) {
        if (b.ptr[i] >= '0' && b.ptr[i] <= '9') {
            return false;
        }
    }
    size_t shorter = a.len < b.len ? a.len : b.len;
    return word_distance(a, b) <= (shorter < 10 ? 1 : 2);
}

typedef VEC(Str) Words;

/* The predicates that something gives or that are declared, and their names. */
static void find_given(Builder *b, IdVec *given, Words *words)
{
    const Case *c = b->c;
    for (PredicateId i = 0; i < c->predicates.n; i++) {
        const Predicate *p = &c->predicates.at[i];
        if (!predicate_is_hidden(c, i) && (p->concluded || predicate_detail(c, i)->tree != NONE)) {
            vec_push(given, i);
            vec_push(words, tree_symbol(b->tree, p->name));
        }
    }
}

/* What is asked for and given by nothing: an error where another name is so near that this one is surely misspelt,
 * a warning otherwise, since a case may be written before its facts are. */
static void conclusions(Builder *b)
{
    Case *c = b->c;
    IdVec given = {0};
    Words words = {0};
    for (PredicateId i = 0; i < c->predicates.n; i++) {
        const Predicate *p = &c->predicates.at[i];
        b->suspicious |= builder_lacks_way(p);
        if (!p->asked || p->concluded || predicate_detail(c, i)->disapplies != NONE) {
            continue;
        }
        bool other = false; /* said with another number of arguments: E0204 has been given */
        for (PredicateId k = *dense_at(&c->predicate_by_symbol, p->name); k != NONE; k = c->predicates.at[k].same_name) {
            other |= k != i;
        }
        if (other) {
            continue;
        }
        if (!given.n) {
            find_given(b, &given, &words);
        }
        Str name = tree_symbol(b->tree, p->name);
        uint32_t near = predicate_detail(c, i)->tree == NONE ? nearest_word(name, words.at, words.n) : NONE;
        bool same = near != NONE && c->predicates.at[given.at[near]].arity == p->arity;
        if (same && slip(name, words.at[near])) {
            Diag *diag = diag_add(b->diags, E0203, p->first, "nothing is called `%.*s`", STR_ARG(name));
            diag_label(b->diags, diag, "no fact, claim or rule gives this");
            diag_mark(b->diags, diag, c->predicates.at[given.at[near]].first, "did you mean this?");
            diag_help(b->diags, diag, "write `%.*s`", STR_ARG(words.at[near]));
            diag_edit(b->diags, diag, p->first, "%.*s", STR_ARG(words.at[near]));
        } else if (builder_is_whole(b, p->first)) {
            Diag *diag = diag_add(b->diags, W0101, p->first, "no fact, claim or rule gives `%.*s`", STR_ARG(name));
            const Predicate *like = near == NONE ? NULL : &c->predicates.at[given.at[near]];
            if (like && like->arity == p->arity) {
                diag_help(b->diags, diag, "did you mean `%.*s`?", STR_ARG(words.at[near]));
                diag_edit(b->diags, diag, p->first, "%.*s", STR_ARG(words.at[near]));
            } else {
                diag_help(b->diags, diag, "a condition that asks for it can never be met; an exception never applies");
            }
        }
    }
    vec_free(&given);
    vec_free(&words);
}

/* The predicate, which is declared only, is perhaps one that is used only. */
static void help_with_undeclared(Builder *b, Diag *diag, const Predicate *unused)
{
    VEC(Str) words = {0};
    for (PredicateId i = 0; i < b->c->predicates.n; i++) {
        const Predicate *p = &b->c->predicates.at[i];
        if (p->arity == unused->arity && !predicate_is_hidden(b->c, i) && predicate_detail(b->c, i)->tree == NONE) {
            vec_push(&words, tree_symbol(b->tree, p->name));
        }
    }
    uint32_t near = nearest_word(tree_symbol(b->tree, unused->name), words.at, words.n);
    if (near != NONE) {
        diag_help(b->diags, diag, "did you mean `%.*s`?", STR_ARG(words.at[near]));
        diag_edit(b->diags, diag, unused->first, "%.*s", STR_ARG(words.at[near]));
    }
    vec_free(&words);
}

static void unused(Builder *b)
{
    Case *c = b->c;
    for (uint32_t i = 0; i < c->sources.n; i++) {
        Span span = b->tree->items.at[c->sources.at[i].tree].name_span;
        if (!c->sources.at[i].uses && builder_is_whole(b, span)) {
            diag_add(b->diags, W0104, span, "the source `%.*s` is never used", TEXT_OF(b, c->sources.at[i].name));
        }
    }
    for (size_t i = 0; i < c->details.n; i++) {
        const PredicateDetail *detail = &c->details.at[i];
        const Predicate *p = &c->predicates.at[detail->predicate];
        if (detail->tree != NONE && !p->asked && !p->concluded && builder_is_whole(b, p->first)) {
            Diag *diag = diag_add(b->diags, W0105, p->first, "the predicate `%.*s` is never used", TEXT_OF(b, p->name));
            help_with_undeclared(b, diag, p);
        }
    }
    for (uint32_t i = 0; i < c->items.n; i++) {
        const Item *item = &c->items.at[i];
        bool sourced = item->kind != ITEM_CLAIM || builder_clause(b, &b->tree->items.at[item->tree], CLAUSE_PER);
        const TreeScope *scope = sourced ? NULL : tree_scope(b->tree, item->tree);
        if (!sourced && scope->file == 0 && scope->table != NONE) {
            diag_add(b->diags, W0102, b->tree->items.at[scope->table].name_span, "claims of this table name no source");
        } else if (!sourced && scope->file == 0) {
            diag_add(b->diags, W0102, item_span(c, item), "this claim names no source");
        }
    }
    if (!c->has_as_of && !c->library && b->last_named != DAY_FIRST) {
        Text day = {0};
        day_print(&day, b->last_named);
        const TreeItem *first = &b->tree->items.at[0];
        const TreeClause *title = first->kind == ITEM_CASE ? builder_clause(b, first, CLAUSE_TEXT) : NULL;
        Span at = title ? first->name_span : (Span){0, 0};
        Diag *diag = diag_add(b->diags, W0103, at, "the case does not say as of which day it asks");
        diag_note(b->diags, diag, "taken: %.*s, the last day that a period names", STR_ARG(text_str(&day)));
        diag_help(b->diags, diag, "add `as of %.*s` under `case`", STR_ARG(text_str(&day)));
        if (title) {
            diag_edit(b->diags, diag, (Span){title->span.end, title->span.end}, "\n  as of %.*s",
                      STR_ARG(text_str(&day)));
        }
        text_free(&day);
    }
}

static void arities(Builder *b)
{
    for (PredicateId i = 0; i < b->c->predicates.n; i++) {
        const Predicate *p = &b->c->predicates.at[i];
        if (p->odd && dense_find(&b->c->predicate_by_symbol, p->name) == i) {
            advise_arity(b, p->name);
        }
    }
}

void builder_checks(Builder *b)
{
    arities(b);
    preferences(b);
    disapplied_variables(b);
    builder_check_recursion(b);
    conclusions(b);
    unused(b);
    builder_lints(b);
}
