#include "model/builder.h"

/* Acts (S4.8): `act n … on D effective E then H` is the fact act(n) on D, and a rule called n, in force on day E only, that concludes H
 * from that act, unless void(n) on day D or on day E. One item has all of it; its first schema is the fact. */

/* The day that the clause gives; false where there is none, or it is no day. */
static bool day_of_clause(Builder *b, const TreeItem *tree, ClauseKind kind, Moment *day)
{
    const TreeClause *clause = builder_clause(b, tree, kind);
    if (!clause) {
        return false;
    }
    uint32_t index = kind == CLAUSE_ON ? clause->range.first : clause->a;
    builder_named_day(b, &b->tree->dates.at[index]);
    return builder_moment(b, index, clause->span, day);
}

/* A literal about the act itself. Nobody need give it: it is not missing. */
static Literal about(Builder *b, const char *word, const TreeItem *tree)
{
    Case *c = b->c;
    PredicateId predicate = builder_predicate(b, names_add(&b->tree->symbols, str_of(word)), 1, tree->name_span);
    c->predicates.at[predicate].asked = c->predicates.at[predicate].concluded = true;
    Literal literal = {RELATION(predicate, 0), id_of(c->terms.n)};
    vec_push(&c->terms, builder_name_constant(b, tree->name));
    return literal;
}

/* One condition, as a body. */
static Body body_of(Builder *b, Literal literal)
{
    Body body = {{id_of(b->c->literals.n), 1}, {0, 0}};
    vec_push(&b->c->literals, literal);
    return body;
}

/* Adds the exception `void(n) on D`. */
static void add_void(Builder *b, const TreeItem *tree, Moment day, Schema *s)
{
    Exception exception = {.variables = 0};
    exception.body = body_of(b, builder_on_day(b, about(b, "void", tree), day, tree->name_span));
    vec_push(&b->c->exceptions, exception);
    s->unless.count++;
}

/* What the act does, as schemas without a head; false when that cannot be read. */
static bool effects(Builder *b, const TreeItem *tree, Schema *rule, Moment on, Moment effective,
                    Literal heads[MOST_CONCLUSIONS], uint32_t *count)
{
    const TreeClause *then = builder_clause(b, tree, CLAUSE_THEN);
    *count = 0;
    if (!then) {
        return true;
    }
    if (!builder_conclusions(b, then, heads, count)) {
        return false;
    }
    if (b->variables) {
        Diag *diag = diag_add(b->diags, E0312, b->variable_span[0],
                              "what an act does is about somebody or something in particular");
        diag_help(b->diags, diag, "let a rule conclude it for each, from a condition such as `act(%.*s)`",
                  TEXT_OF(b, tree->name));
        return false;
    }
    rule->body = body_of(b, builder_on_day(b, about(b, "act", tree), on, tree->name_span));
    rule->unless.first = id_of(b->c->exceptions.n);
    add_void(b, tree, on, rule);
    if (effective.unknown != on.unknown || effective.day != on.day) {
        add_void(b, tree, effective, rule);
    }
    return true;
}

void builder_act(Builder *b, const TreeItem *tree, Item *item, ItemId id)
{
    builder_no_variables(b);
    const TreeClause *of = builder_clause(b, tree, CLAUSE_OF);
    if (of) {
        vec_push(&b->c->act_authors, id);
        vec_push(&b->c->act_authors, b->tree->names.at[of->range.first].name);
    }
    Moment on, effective;
    bool good = day_of_clause(b, tree, CLAUSE_ON, &on), later = day_of_clause(b, tree, CLAUSE_EFFECTIVE, &effective);
    if (!builder_clause(b, tree, CLAUSE_ON) && !tree->broken) {
        Diag *diag = diag_add(b->diags, E0103, tree->name_span, "nothing says on which day this was done");
        diag_help(b->diags, diag,
                  "write `on` and the date, and `effective` and a date where it took effect on another day");
    }
    if (!good || (!later && builder_clause(b, tree, CLAUSE_EFFECTIVE))) {
        return;
    }
    effective = later ? effective : on;
    Schema fact = {.item = id, .role = ROLE_FACT}, rule = {.item = id, .role = ROLE_RULE};
    builder_on_moment(b, on, &fact);
    builder_on_moment(b, effective, &rule);
    Literal heads[MOST_CONCLUSIONS];
    uint32_t count;
    if (effects(b, tree, &rule, on, effective, heads, &count)) {
        fact.head = about(b, "act", tree);
        builder_add_schema(b, item, fact);
        for (uint32_t i = 0; i < count; i++) {
            rule.head = heads[i];
            builder_add_schema(b, item, rule);
        }
    }
}
