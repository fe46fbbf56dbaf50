#include "model/builder.h"

/* Conditions made of others (S2.5, S3.4). Each becomes a predicate of its own over the variables that it shares with what stands
 * around it, and the rule asks for that. A group's members, and what `on` and `within` look at, become schemas that conclude it.
 * A variable that not every member binds belongs to the member alone; one that a member shares and does not bind itself gets its
 * values from what stands around the group, which the schema then takes up as well: so grounding meets no more than it would in
 * the rule itself. */

enum { MOST_WAYS = 64 };

/* What to put back after a part, whose variables are numbered anew. */
typedef struct Saved {
    Symbol variable[MAX_VARIABLES];
    Span span[MAX_VARIABLES];
    uint64_t bound;
    uint32_t variables;
} Saved;

static void start_part(Builder *b, Saved *saved)
{
    memcpy(saved->variable, b->variable, sizeof b->variable);
    memcpy(saved->span, b->variable_span, sizeof b->variable_span);
    saved->bound = b->bound;
    saved->variables = b->variables;
    builder_no_variables(b);
}

static void end_part(Builder *b, const Saved *saved)
{
    memcpy(b->variable, saved->variable, sizeof b->variable);
    memcpy(b->variable_span, saved->span, sizeof b->variable_span);
    b->bound = saved->bound;
    b->variables = saved->variables;
}

/* ---- what stands around a part, where that says what its variables can be ---- */

/* Literals of the tree, as ways to bind something: one list for each way. */
typedef VEC(IdVec) Ways;

static void free_ways(Ways *ways)
{
    for (size_t i = 0; i < ways->n; i++) {
        vec_free(&ways->at[i]);
    }
    vec_free(ways);
}

/* The literals that give the symbol its values, one in each way to meet the conditions. */
static void find_ways(Builder *b, TreeRange conditions, Symbol symbol, IdVec *literals)
{
    IdVec bound = {0};
    TreeRange group = {0, 0}; /* of the first group that does, where no literal does */
    for (uint32_t i = 0; i < conditions.count; i++) {
        TreeCondition condition = tree_condition(b->tree, conditions.first + i);
        vec_clear(&bound);
        builder_find_bound_by(b, &condition, &bound);
        if (ids_contain(&bound, symbol)) {
            if (condition.kind == CONDITION_LITERAL) {
                vec_push(literals, condition.a);
                group.count = 0;
                break;
            }
            group = group.count ? group : condition.parts;
        }
    }
    for (uint32_t i = 0; i < group.count; i++) {
        find_ways(b, builder_member(b, group, i), symbol, literals);
    }
    vec_free(&bound);
}

/* Multiplies the ways so far with the ways to bind one more symbol. */
static bool multiply(Ways *ways, const IdVec *literals)
{
    if (ways->n * literals->n > MOST_WAYS) {
        return false;
    }
    Ways product = {0};
    for (size_t i = 0; i < ways->n; i++) {
        for (size_t k = 0; k < literals->n; k++) {
            IdVec way = {0};
            vec_append(&way, ways->at[i].at, ways->at[i].n);
            vec_push(&way, literals->at[k]);
            vec_push(&product, way);
        }
    }
    free_ways(ways);
    *ways = product;
    return true;
}

static bool binds(const Builder *b, Symbol symbol)
{
    for (uint32_t i = 0; i < b->variables; i++) {
        if (b->variable[i] == symbol) {
            return b->bound >> i & 1;
        }
    }
    return false;
}

/* Whether a comparison of the part may be of unlike things: then it is made only where what stands around the part is there. */
static bool may_be_unlike(const Builder *b, const Schema *s)
{
    const Case *c = b->c;
    for (uint32_t i = 0; i < s->body.comparisons.count; i++) {
        const Comparison *comparison = &c->comparisons.at[s->body.comparisons.first + i];
        const Expression *sides[] = {&c->expressions.at[comparison->left], &c->expressions.at[comparison->right]};
        bool name = false; /* which is equal to something or not, whatever that is */
        for (int k = 0; k < 2; k++) {
            name |=
                !sides[k]->op && !(sides[k]->term & VARIABLE) && c->constants.at[sides[k]->term].kind == CONSTANT_NAME;
        }
        bool equal = comparison->op == COMPARE_EQUAL || comparison->op == COMPARE_UNEQUAL;
        if (!equal || !name || sides[0]->op || sides[1]->op) {
            return true;
        }
    }
    return false;
}

/* The literals around the part, `but` left out: as many scopes outward as are needed (`all`: all of them), and further ways where only
 * groups bind what is missing. False when there are too many. */
static bool find_around(Builder *b, const Scope *scope, uint32_t but, bool all, IdVec *literals, Ways *ways)
{
    IdVec missing = {0};
    for (uint32_t i = 0; i < b->variables; i++) {
        if (!(b->bound >> i & 1)) {
            vec_push(&missing, b->variable[i]);
        }
    }
    vec_push(ways, (IdVec){0});
    bool few = true;
    for (const Scope *s = scope; s && (all || missing.n) && few; s = s->around) {
        IdVec here = {0};
        for (uint32_t i = 0; i < s->conditions.count; i++) {
            TreeCondition condition = tree_condition(b->tree, s->conditions.first + i);
            if (condition.kind == CONDITION_LITERAL && condition.a != but) {
                vec_push(literals, condition.a);
                builder_find_in_literal(b, condition.a, &here);
            }
        }
        size_t kept = 0;
        for (size_t i = 0; i < missing.n && few; i++) {
            if (ids_contain(&here, missing.at[i])) {
                continue;
            }
            if (!ids_contain(&s->bound, missing.at[i])) {
                missing.at[kept++] = missing.at[i];
                continue;
            }
            IdVec found = {0};
            find_ways(b, s->conditions, missing.at[i], &found);
            few = multiply(ways, &found);
            vec_free(&found);
        }
        missing.n = kept;
        vec_free(&here);
    }
    vec_free(&missing);
    return few;
}

/* Adds the comparisons around the part whose variables are all bound in it. */
static bool add_comparisons(Builder *b, const Scope *scope)
{
    bool good = true;
    IdVec names = {0};
    for (; scope && good; scope = scope->around) {
        for (uint32_t i = 0; i < scope->conditions.count && good; i++) {
            TreeCondition condition = tree_condition(b->tree, scope->conditions.first + i);
            if (condition.kind != CONDITION_COMPARE) {
                continue;
            }
            vec_clear(&names);
            builder_find_in_condition(b, &condition, &names);
            bool all = true;
            for (size_t k = 0; k < names.n; k++) {
                all &= binds(b, names.at[k]);
            }
            Comparison comparison;
            if (all) {
                good = builder_comparison(b, &condition, &comparison);
                vec_push(&b->c->comparisons, comparison);
            }
        }
    }
    vec_free(&names);
    return good;
}

/* Literals for their values alone: whenever they hold, and whatever else is asked of them. */
static bool add_literals(Builder *b, const IdVec *tree_literals, const IdVec *visible)
{
    b->visible = visible;
    bool good = true;
    for (size_t i = 0; i < tree_literals->n && good; i++) {
        Literal literal;
        good = builder_literal(b, tree_literals->at[i], true, true, &literal);
        literal.relation &= ~(RelationId)SAID_ONCE;
        vec_push(&b->c->literals, literal);
    }
    b->visible = NULL;
    return good;
}

/* ---- parts ---- */

static void push_part(Builder *b, Schema *s)
{
    s->variables = (uint8_t)b->variables;
    s->names = id_of(b->c->ids.n);
    vec_append(&b->c->ids, b->variable, b->variables);
    vec_push(&b->c->schemas, *s);
}

/* Adds the schema whose own conditions have been read, once for each way in which what stands around it can bind what it does not;
 * `guarded`: it takes up what stands around it in any case. */
static bool finish_part(Builder *b, const Scope *scope, uint32_t but, bool guarded, Schema *s, Span span)
{
    Case *c = b->c;
    uint64_t all = b->variables == MAX_VARIABLES ? UINT64_MAX : ((uint64_t)1 << b->variables) - 1;
    if ((b->bound & all) == all && !guarded) {
        push_part(b, s);
        return true;
    }
    IdVec literals = {0}, visible = {0};
    Ways ways = {0};
    bool good = find_around(b, scope, but, guarded, &literals, &ways);
    if ((b->bound & all) == all &&
        s->body.literals.count + literals.n > MAX_CONDITIONS) { /* then it is compared on its own */
        vec_clear(&literals);
    }
    if (!good) {
        diag_add(b->diags, E0316, span, "too many alternatives stand beside this one");
    } else if (!ways.n) {
        Diag *diag = diag_add(b->diags, E0332, span, "in `while`, this alternative says nothing about `%.*s`",
                              TEXT_OF(b, b->variable[0]));
        diag_help(b->diags, diag, "conclude the group in a rule of its own, and write `while` with what that concludes");
        good = false;
    }
    for (const Scope *around = scope; around; around = around->around) {
        vec_append(&visible, around->bound.at, around->bound.n);
    }
    Body own = s->body;
    uint32_t variables = b->variables;
    uint64_t bound = b->bound;
    for (size_t w = 0; w < ways.n && good; w++) {
        b->variables = variables;
        b->bound = bound;
        s->body.literals.first = id_of(c->literals.n);
        for (uint32_t i = 0; i < own.literals.count; i++) {
            Literal copy = c->literals.at[own.literals.first + i];
            vec_push(&c->literals, copy);
        }
        good = add_literals(b, &literals, NULL) && add_literals(b, &ways.at[w], &visible);
        s->body.literals.count = id_of(c->literals.n) - s->body.literals.first;
        s->around = (uint16_t)(s->body.literals.count - own.literals.count);
        s->body.comparisons.first = id_of(c->comparisons.n);
        for (uint32_t i = 0; i < own.comparisons.count; i++) {
            Comparison copy = c->comparisons.at[own.comparisons.first + i];
            vec_push(&c->comparisons, copy);
        }
        good = good && add_comparisons(b, scope);
        s->body.comparisons.count = id_of(c->comparisons.n) - s->body.comparisons.first;
        s->around_comparisons = (uint16_t)(s->body.comparisons.count - own.comparisons.count);
        if (s->body.literals.count > MAX_CONDITIONS) {
            diag_add(b->diags, E0316, span, "more than %d conditions in one rule", MAX_CONDITIONS);
            good = false;
        }
        push_part(b, s);
    }
    vec_free(&literals);
    vec_free(&visible);
    free_ways(&ways);
    return good;
}

/* A predicate that no name leads to. */
static PredicateId add_predicate(Builder *b, CompositeKind kind, uint32_t arity, Span span)
{
    PredicateId id = vec_next_id(&b->c->predicates);
    vec_push(&b->c->predicates, ((Predicate){.name = names_add(&b->tree->symbols, STR("")),
                                             .arity = arity,
                                             .first = span,
                                             .same_name = NONE,
                                             .detail = NONE,
                                             .concluded = true,
                                             .asked = true}));
    builder_detail(b, id)->composite = (uint8_t)kind;
    if (arity > MAX_ARITY) {
        diag_add(b->diags, E0316, span, "more than %d different variables in this condition", MAX_ARITY);
    }
    return id;
}

/* A literal of the predicate about the first variables of the part at hand. */
static Literal about_variables(Builder *b, PredicateId predicate, uint32_t count)
{
    Literal literal = {RELATION(predicate, 0), id_of(b->c->terms.n)};
    for (uint32_t i = 0; i < count; i++) {
        vec_push(&b->c->terms, VARIABLE | i);
    }
    return literal;
}

/* ---- groups ---- */

/* One member of a group, as a schema that concludes the group, or the member where they are counted. The first schema, where there are
 * several, is given in `schema`. */
static bool member(Builder *b, const Scope *scope, const TreeCondition *group, PredicateId id, const IdVec *shared,
                   uint32_t i, uint32_t *schema)
{
    Case *c = b->c;
    Span span = tree_condition(b->tree, group->parts.first + i).span;
    Saved saved;
    start_part(b, &saved);
    for (size_t k = 0; k < shared->n; k++) {
        builder_variable(b, shared->at[k], span);
    }
    Schema s = {.item = b->item, .role = ROLE_PART, .from = DAY_FIRST, .until = DAY_NONE_AFTER, .uncertain = NONE};
    bool good = builder_body(b, scope, builder_member(b, group->parts, i), &s.body) &&
                builder_check_bound(b, id_of(shared->n), "that alternative");
    bool counted = predicate_detail(c, id)->composite == COMPOSITE_AT_LEAST;
    uint32_t own = counted ? b->variables : id_of(shared->n);
    PredicateId head = id;
    if (counted) {
        head = add_predicate(b, COMPOSITE_MEMBER, own, span);
        builder_detail(b, head)->group = id;
        good &= own <= MAX_ARITY;
    }
    s.head = about_variables(b, head, own);
    *schema = vec_next_id(&c->schemas);
    good = good && finish_part(b, scope, NONE, may_be_unlike(b, &s), &s, span);
    end_part(b, &saved);
    return good;
}

/* Whether a member has variables of its own, and may so stand for several. */
static bool any_own(const Case *c, const IdVec *schemas, uint32_t shared)
{
    for (size_t i = 0; i < schemas->n; i++) {
        if (relation_arity(c, c->schemas.at[schemas->at[i]].head.relation) > shared) {
            return true;
        }
    }
    return false;
}

/* Adds a group's predicate and schemas, and gives the literal that asks for it. */
static bool group(Builder *b, const Scope *scope, const TreeCondition *condition, Literal *out)
{
    Case *c = b->c;
    IdVec all = {0}, shared = {0}, bound = {0}, schemas = {0};
    builder_find_in_condition(b, condition, &all);
    for (size_t i = 0; i < all.n; i++) {
        if (builder_is_bound(scope, all.at[i])) {
            vec_push(&shared, all.at[i]);
        }
    }
    bool counted = condition->kind == CONDITION_AT_LEAST && condition->a > 1;
    PredicateId id = add_predicate(b, counted ? COMPOSITE_AT_LEAST : COMPOSITE_ANY, id_of(shared.n), condition->span);
    builder_detail(b, id)->number = counted ? condition->a : 1;
    bool good = shared.n <= MAX_ARITY;
    for (uint32_t i = 0; i < condition->parts.count && shared.n <= MAX_ARITY; i++) {
        uint32_t schema;
        good &= member(b, scope, condition, id, &shared, i, &schema);
        vec_push(&schemas, schema);
    }
    if (good && counted && condition->a > condition->parts.count && !any_own(c, &schemas, id_of(shared.n))) {
        Diag *diag = diag_add(b->diags, W0150, condition->span, "of %u alternatives, %u can never hold",
                              condition->parts.count, condition->a);
        diag_help(b->diags, diag, "write `at least %u of`, or `any of`", condition->parts.count);
    }
    builder_detail(b, id)->parts = (TreeRange){id_of(c->ids.n), id_of(schemas.n)};
    vec_append(&c->ids, schemas.at, schemas.n);
    builder_find_bound_by(b, condition, &bound);
    TermCode terms[MAX_ARITY];
    for (size_t i = 0; i < shared.n && good; i++) {
        terms[i] = builder_variable(b, shared.at[i], condition->span);
        good = terms[i] != NONE;
        if (good && ids_contain(&bound, shared.at[i])) {
            b->bound |= (uint64_t)1 << (terms[i] & ~VARIABLE);
        }
    }
    *out = (Literal){RELATION(id, 0), id_of(c->terms.n)};
    if (good) {
        vec_append(&c->terms, terms, shared.n);
    }
    vec_free(&all);
    vec_free(&shared);
    vec_free(&bound);
    vec_free(&schemas);
    return good;
}

/* ---- other days ---- */

/* The day of `a on D`, as a term of the part at hand. */
static TermCode day_term(Builder *b, const Scope *scope, uint32_t index)
{
    const TreeTerm *t = &b->tree->terms.at[index];
    if (t->kind == TERM_DATE) {
        Moment day;
        builder_warn_of_plain(b, t->value, t->span, false);
        return builder_moment(b, t->value, t->span, &day) ? builder_moment_constant(b, day) : NONE;
    }
    if (t->kind != TERM_VARIABLE || !builder_is_bound(scope, t->value)) {
        Diag *diag = diag_add(b->diags, E0301, t->span, "nothing says which day this can be");
        if (t->kind == TERM_VARIABLE) {
            diag_help(b->diags, diag, "add a condition that mentions it, such as `and some_predicate(%.*s)`",
                      TEXT_OF(b, t->value));
        }
        return NONE;
    }
    return builder_term(b, index, false);
}

/* The literal whose other days are asked about: `once a within 6 months` and `a on D` become predicates over the variables of a;
 * `once a within 6 months on D` is the first of them on D. */
static bool other_days(Builder *b, const Scope *scope, const TreeCondition *condition, Literal *out)
{
    Case *c = b->c;
    TreeLiteral l = tree_literal(b->tree, condition->a);
    Saved saved;
    start_part(b, &saved);
    Schema s = {.item = b->item, .role = ROLE_PART, .from = DAY_FIRST, .until = DAY_NONE_AFTER, .uncertain = NONE};
    Literal looked;
    bool good = builder_condition_literal(b, condition->a, &looked);
    uint32_t own = b->variables;
    if (good && l.within_unit) {
        looked.relation &= ~(RelationId)SAID_ONCE;
        PredicateId id = add_predicate(b, COMPOSITE_WITHIN, own, condition->span);
        PredicateDetail *detail = builder_detail(b, id);
        detail->unit = l.within_unit;
        detail->number = l.within;
        detail->parts = (TreeRange){id_of(c->ids.n), 1};
        vec_push(&c->ids, vec_next_id(&c->schemas));
        s.body.literals = (TreeRange){id_of(c->literals.n), 1};
        vec_push(&c->literals, looked);
        s.head = looked = about_variables(b, id, own);
        push_part(b, &s);
    }
    TermCode day = good && l.on != NONE ? day_term(b, scope, l.on) : NONE;
    good &= l.on == NONE || day != NONE;
    if (good && l.on != NONE) {
        PredicateId id = add_predicate(b, COMPOSITE_ON, own + 1, condition->span);
        builder_detail(b, id)->parts = (TreeRange){id_of(c->ids.n), 1};
        vec_push(&c->ids, vec_next_id(&c->schemas));
        s.body.literals = (TreeRange){id_of(c->literals.n), 1};
        vec_push(&c->literals, looked);
        s.head = looked = about_variables(b, id, own);
        vec_push(&c->terms, day);
        good = own < MAX_ARITY && finish_part(b, scope, condition->a, day & VARIABLE, &s, condition->span);
    }
    Saved part;
    memcpy(part.variable, b->variable, sizeof part.variable);
    memcpy(part.span, b->variable_span, sizeof part.span);
    end_part(b, &saved);
    /* The same arguments where the condition stands. */
    TermCode terms[MAX_ARITY];
    for (uint32_t i = 0; i < own && good; i++) {
        terms[i] = builder_variable(b, part.variable[i], part.span[i]);
        good = terms[i] != NONE;
        b->bound |= good ? (uint64_t)1 << (terms[i] & ~VARIABLE) : 0;
    }
    if (good && l.on != NONE) {
        /* A date is here the day that the part looks at, and nothing else. */
        terms[own] = b->tree->terms.at[l.on].kind == TERM_VARIABLE ? builder_term(b, l.on, false) : day;
        good = terms[own] != NONE;
    }
    *out = (Literal){looked.relation, id_of(c->terms.n)};
    if (good) {
        vec_append(&c->terms, terms, own + (l.on != NONE));
    }
    return good;
}

Literal builder_on_day(Builder *b, Literal looked, Moment day, Span span)
{
    Case *c = b->c;
    ConstantId constant = builder_moment_constant(b, day);
    PredicateId id = add_predicate(b, COMPOSITE_ON, 1, span);
    builder_detail(b, id)->parts = (TreeRange){id_of(c->ids.n), 1};
    vec_push(&c->ids, vec_next_id(&c->schemas));
    Literal on = {RELATION(id, 0), id_of(c->terms.n)};
    vec_push(&c->terms, constant);
    Schema s = {.item = b->item,
                .role = ROLE_PART,
                .names = id_of(c->ids.n),
                .from = DAY_FIRST,
                .until = DAY_NONE_AFTER,
                .uncertain = NONE};
    s.body.literals = (TreeRange){id_of(c->literals.n), 1};
    vec_push(&c->literals, looked);
    s.head = on;
    vec_push(&c->schemas, s);
    return on;
}

bool builder_body_as_group(Builder *b, const Scope *around, TreeRange conditions, Span span, Body *out)
{
    Case *c = b->c;
    TreeCondition all = {.kind = CONDITION_ALL, .parts = conditions, .span = span};
    TreeCondition any = {.kind = CONDITION_ANY, .parts = {vec_next_id(&b->tree->conditions), 1}, .span = span};
    tree_add_condition(b->tree, &all);
    Literal literal;
    if (!group(b, around, &any, &literal)) {
        return false;
    }
    *out = (Body){{id_of(c->literals.n), 1}, {0, 0}};
    vec_push(&c->literals, literal);
    return true;
}

bool builder_composite_body(Builder *b, const Scope *around, TreeRange conditions, Body *out)
{
    Case *c = b->c;
    Scope scope = {.around = around, .conditions = conditions};
    builder_find_bound(b, conditions, &scope.bound);
    VEC(Literal) literals = {0};
    VEC(Comparison) comparisons = {0};
    bool good = true;
    /* First what composites take up from beside them: an error in it is then said once. */
    for (int composite = 0; composite < 2 && good; composite++) {
        for (uint32_t i = 0; i < conditions.count; i++) {
            TreeCondition condition = tree_condition(b->tree, conditions.first + i);
            if (builder_is_composite(b, &condition) != (composite == 1)) {
                continue;
            }
            Literal literal;
            Comparison comparison;
            if (condition.kind == CONDITION_COMPARE) {
                good &= builder_comparison(b, &condition, &comparison);
                vec_push(&comparisons, comparison);
                continue;
            }
            good &= condition.kind != CONDITION_LITERAL ? group(b, &scope, &condition, &literal)
                    : composite                         ? other_days(b, &scope, &condition, &literal)
                                                        : builder_condition_literal(b, condition.a, &literal);
            vec_push(&literals, literal);
        }
    }
    out->literals = (TreeRange){id_of(c->literals.n), id_of(literals.n)};
    vec_append(&c->literals, literals.at, literals.n);
    out->comparisons = (TreeRange){id_of(c->comparisons.n), id_of(comparisons.n)};
    vec_append(&c->comparisons, comparisons.at, comparisons.n);
    vec_free(&literals);
    vec_free(&comparisons);
    vec_free(&scope.bound);
    return good;
}
