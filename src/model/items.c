#include "model/advice.h"

static bool reasoning(uint8_t kind)
{
    return kind == ITEM_FACT || kind == ITEM_CLAIM || kind == ITEM_RULE || kind == ITEM_ALWAYS || kind == ITEM_ACT ||
           kind == ITEM_PREFER;
}

/* The expression with the head's arguments for the predicate's variables. */
static uint32_t about_head(Case *c, uint32_t index, const Literal *head)
{
    Expression e = c->expressions.at[index];
    if (e.op) {
        e.left = about_head(c, e.left, head);
        e.right = about_head(c, e.right, head);
    } else if (e.term & VARIABLE) {
        e.term = c->terms.at[head->args + (e.term & ~VARIABLE)];
    }
    vec_push(&c->expressions, e);
    return id_of(c->expressions.n) - 1;
}

/* Adds the conditions of the head's `while` to a copy of the body (S3.5f): its literals last, so that they can be told apart. */
static void add_while(Builder *b, const Literal *head, Body *body)
{
    Case *c = b->c;
    const PredicateDetail *p = predicate_detail(c, RELATION_PREDICATE(head->relation));
    if (!(RELATION_SAID(head->relation) & SAID_BEGINS) || (RELATION_SAID(head->relation) & SAID_MODE_NOT) ||
        (!p->while_.literals.count && !p->while_.comparisons.count)) {
        return;
    }
    Body all = {{id_of(c->literals.n), 0}, {id_of(c->comparisons.n), 0}};
    for (uint32_t i = 0; i < body->comparisons.count; i++) {
        Comparison copy = c->comparisons.at[body->comparisons.first + i];
        vec_push(&c->comparisons, copy);
    }
    for (uint32_t i = 0; i < p->while_.comparisons.count; i++) {
        Comparison copy = c->comparisons.at[p->while_.comparisons.first + i];
        copy.left = about_head(c, copy.left, head);
        copy.right = about_head(c, copy.right, head);
        vec_push(&c->comparisons, copy);
    }
    all.comparisons.count = id_of(c->comparisons.n) - all.comparisons.first;
    for (uint32_t i = 0; i < body->literals.count; i++) {
        Literal copy = c->literals.at[body->literals.first + i];
        vec_push(&c->literals, copy);
    }
    for (uint32_t i = 0; i < p->while_.literals.count; i++) {
        Literal copy = c->literals.at[p->while_.literals.first + i];
        uint32_t arity = relation_arity(c, copy.relation), args = id_of(c->terms.n);
        for (uint32_t k = 0; k < arity; k++) {
            TermCode code = c->terms.at[copy.args + k];
            if (code & VARIABLE) {
                code = c->terms.at[head->args + (code & ~VARIABLE)];
            }
            vec_push(&c->terms, code);
        }
        copy.args = args;
        vec_push(&c->literals, copy);
    }
    all.literals.count = id_of(c->literals.n) - all.literals.first;
    *body = all;
}

void builder_add_schema(Builder *b, Item *item, Schema schema)
{
    Case *c = b->c;
    Predicate *predicate = &c->predicates.at[RELATION_PREDICATE(schema.head.relation)];
    predicate->concluded = true;
    predicate->given_as |= (uint16_t)(1u << RELATION_SAID(schema.head.relation));
    predicate->derived |= schema.role != ROLE_FACT || RELATION_SAID(schema.head.relation);
    add_while(b, &schema.head, &schema.body);
    if (!item->schemas.count) {
        item->schemas.first = id_of(c->schemas.n);
    }
    item->schemas.count++;
    vec_push(&c->schemas, schema);
}

Literal builder_proposition(Builder *b, const TreeItem *tree)
{
    PredicateId predicate = builder_predicate(b, tree->name, 0, tree->name_span);
    if (tree->text != NONE && predicate_detail(b->c, predicate)->reading == NONE) {
        builder_detail(b, predicate)->reading = tree->text;
    }
    return (Literal){RELATION(predicate, 0), id_of(b->c->terms.n)};
}

bool builder_particular(Builder *b, uint8_t kind)
{
    if (b->variables == 0) {
        return true;
    }
    Diag *diag = diag_add(b->diags, E0312, b->variable_span[0], "a %s is about somebody or something in particular",
                          tree_item_word(kind));
    if (b->variable[0] != NONE) {
        advise_name_for_variable(b, diag);
    }
    return false;
}

/* What a fact or claim says. */
static bool assertion_head(Builder *b, const TreeItem *tree, bool begins, Schema *schema)
{
    if (tree->literal == NONE) {
        schema->head = builder_proposition(b, tree);
    } else if (!builder_literal(b, tree->literal, true, true, &schema->head)) {
        return false;
    }
    if (!builder_particular(b, tree->kind)) {
        b->c->predicates.at[RELATION_PREDICATE(schema->head.relation)].concluded = true;
        return false;
    }
    if (schema->role == ROLE_FACT && RELATION_PREDICATE(schema->head.relation) == b->c->preferred) {
        Diag *diag =
            diag_add(b->diags, E0205, tree->name_span, "a preference that nobody disputes is an item of its own");
        diag_help(b->diags, diag, "write `prefer A over B`, or make this a claim");
        return false;
    }
    if (begins) {
        if (RELATION_SAID(schema->head.relation) & ~(uint32_t)SAID_NOT) {
            advise_begun_twice(b, tree);
        } else {
            schema->head.relation += SAID_BEGINS;
        }
    }
    if (RELATION_SAID(schema->head.relation) & SAID_ONCE) {
        diag_add(b->diags, E0102, tree->name_span, "`once` belongs to conditions");
        return false;
    }
    return true;
}

static void assertion(Builder *b, const TreeItem *tree, Item *item, ItemId id)
{
    builder_no_variables(b);
    Schema schema = {.item = id,
                     .role = tree->kind == ITEM_FACT ? ROLE_FACT : ROLE_CLAIM,
                     .names = id_of(b->c->ids.n),
                     .uncertain = NONE};
    bool begins = false;
    DaySpans gaps = {0}; /* of a period with gaps: its days, each stretch of them a schema of its own */
    if (builder_period(b, tree, &schema, &begins, &gaps) && assertion_head(b, tree, begins, &schema)) {
        for (size_t i = 0; i < gaps.n; i++) {
            schema.from = gaps.at[i].lo;
            schema.until = gaps.at[i].hi == DAY_NONE_AFTER ? DAY_NONE_AFTER : gaps.at[i].hi + 1;
            builder_add_schema(b, item, schema);
        }
        if (!gaps.n) {
            builder_add_schema(b, item, schema);
        }
    }
    vec_free(&gaps);
}
bool builder_conclusions(Builder *b, const TreeClause *then, Literal heads[MOST_CONCLUSIONS], uint32_t *count)
{
    *count = 0;
    for (uint32_t i = 0; i < then->range.count; i++) {
        if (*count == MOST_CONCLUSIONS) {
            diag_add(b->diags, E0316, then->span, "more than %d conclusions in one item", MOST_CONCLUSIONS);
            return false;
        }
        Literal *head = &heads[(*count)++];
        if (!builder_literal(b, then->range.first + i, false, false, head)) {
            return false;
        }
        if (RELATION_SAID(head->relation) & SAID_ONCE) {
            diag_add(b->diags, E0102, then->span, "`once` belongs to conditions");
            return false;
        }
    }
    return true;
}

/* Whether the lints should look at it: a lone exception that has the name of a conclusion. */
static bool excepts_conclusion(const Builder *b, TreeRange exception, TreeRange conclusions)
{
    if (exception.count != 1 || tree_condition(b->tree, exception.first).kind != CONDITION_LITERAL) {
        return false;
    }
    TreeCondition only = tree_condition(b->tree, exception.first);
    bool found = false;
    for (uint32_t i = 0; i < conclusions.count; i++) {
        found |= tree_literal(b->tree, only.a).name == tree_literal(b->tree, conclusions.first + i).name;
    }
    return found;
}

/* Whether comparisons of unknown days may be among the conditions. */
static bool compares_dates(Builder *b, TreeRange conditions)
{
    if (!b->inexact_sought) {
        b->inexact_sought = true;
        for (size_t i = 0; i < b->tree->dates.n && !b->inexact; i++) {
            const Date *date = &b->tree->dates.at[i];
            b->inexact = !date_is_day(date) || date->lo_marks || date->hi_marks;
        }
    }
    bool compares = false;
    for (uint32_t i = 0; b->inexact && i < conditions.count; i++) {
        compares |= tree_condition(b->tree, conditions.first + i).kind == CONDITION_COMPARE;
    }
    return compares;
}

static void rule(Builder *b, const TreeItem *tree, Item *item, ItemId id)
{
    Case *c = b->c;
    builder_no_variables(b);
    Schema schema = {.item = id, .role = ROLE_RULE, .uncertain = NONE};
    builder_in_force(b, tree, id, &schema.from, &schema.until);
    const TreeClause *conditions = builder_clause(b, tree, CLAUSE_IF), *then = builder_clause(b, tree, CLAUSE_THEN);
    Scope around = {.conditions = conditions ? conditions->range : (TreeRange){0, 0}};
    bool good = !conditions || builder_body(b, NULL, conditions->range, &schema.body);
    good = good && builder_check_bound(b, 0, "`if`");
    uint32_t variables = b->variables;
    if (variables && schema.body.literals.count > MAX_CONDITIONS) {
        diag_add(b->diags, E0316, clause_keyword(conditions), "more than %d conditions in one rule", MAX_CONDITIONS);
        good = false;
    }
    if (!then && tree->broken) {
        return; /* what is wrong with it has been said */
    }
    if (!then) {
        Diag *diag = diag_add(b->diags, E0103, tree->name_span, "this rule has no conclusion");
        diag_help(b->diags, diag, "add a line `then …` with what follows");
        return;
    }
    Literal heads[MOST_CONCLUSIONS];
    uint32_t count = 0;
    good = good && builder_conclusions(b, then, heads, &count) && builder_check_bound(b, variables, "`if`");
    if (!good) {
        return;
    }
    schema.variables = (uint8_t)variables;
    schema.names = id_of(c->ids.n);
    vec_append(&c->ids, b->variable, variables);
    schema.unless.first = id_of(c->exceptions.n);
    uint64_t bound = b->bound;
    for (uint32_t i = 0; i < tree->clauses.count; i++) {
        const TreeClause *clause = &b->tree->clauses.at[tree->clauses.first + i];
        if (clause->kind != CLAUSE_UNLESS) {
            continue;
        }
        if (tree->kind == ITEM_ALWAYS) {
            Diag *diag = diag_add(b->diags, E0311, clause_keyword(clause), "an `always rule` has no exceptions");
            diag_help(b->diags, diag, "write `rule`, or move the exception into the conditions");
            advise_plain_rule(b, diag, tree);
            continue;
        }
        Exception exception = {.variables = 0};
        b->suspicious |= excepts_conclusion(b, clause->range, then->range);
        if (!around.bound.n && variables) {
            builder_find_bound(b, around.conditions, &around.bound);
        }
        b->unless = clause->span;
        good = compares_dates(b, clause->range)
                   ? builder_body_as_group(b, &around, clause->range, clause->span, &exception.body)
                   : builder_body(b, &around, clause->range, &exception.body);
        good = good && builder_check_bound(b, variables, "`unless`");
        exception.variables = (uint8_t)b->variables;
        if (exception.body.literals.count > MAX_CONDITIONS) {
            diag_add(b->diags, E0316, clause_keyword(clause), "more than %d conditions in one exception", MAX_CONDITIONS);
            good = false;
        }
        if (good) {
            vec_push(&c->exceptions, exception);
        }
        b->variables = variables;
        b->bound = bound;
    }
    b->unless = (Span){0, 0};
    vec_free(&around.bound);
    schema.unless.count = id_of(c->exceptions.n) - schema.unless.first;
    for (uint32_t i = 0; i < count; i++) {
        schema.head = heads[i];
        builder_add_schema(b, item, schema);
    }
}

/* The rank of a group of sources that are needed together: the lowest (S4.3). */
static RankId lowest_rank(Builder *b, TreeRange sources, Span span)
{
    Case *c = b->c;
    RankId lowest = NONE;
    for (uint32_t i = 0; i < sources.count; i++) {
        RankId rank = c->sources.at[c->ids.at[sources.first + i]].rank;
        if (rank == NONE) {
            continue;
        }
        if (lowest != NONE && c->ranks.at[lowest].scale != c->ranks.at[rank].scale) {
            Diag *diag =
                diag_add(b->diags, E0308, span, "these sources are ranked on different scales: `%.*s` and `%.*s`",
                         TEXT_OF(b, c->ranks.at[lowest].name), TEXT_OF(b, c->ranks.at[rank].name));
            diag_help(b->diags, diag, "say the claim's own rank with `rank …`");
            return NONE;
        }
        if (lowest == NONE || rank < lowest) {
            lowest = rank;
        }
    }
    return lowest;
}

static RankId default_rank(const Case *c)
{
    RankId fallback = NONE;
    for (uint32_t i = 0; i < c->scales.n; i++) {
        if (c->scales.at[i].fallback != NONE) {
            fallback = c->scales.at[i].fallback;
        }
    }
    return fallback;
}

/* Preferences are unranked, whatever their sources are. */
/* A source that an item cites, with where in it, if that is said. */
static void add_cited(Builder *b, SourceId source, const TreeCite *cite)
{
    Case *c = b->c;
    c->sources.at[source].uses++;
    if (cite->pin_kind != PIN_NONE || cite->ref != NONE || cite->join == CITE_VIA) {
        *dense_at(&c->pin_by_id, id_of(c->ids.n)) = id_of(c->pins.n);
        vec_push(&c->pins, ((Pin){cite->pin_kind, cite->join, cite->pin, cite->ref}));
    }
    vec_push(&c->ids, source);
}

static void supports(Builder *b, const TreeItem *tree, Item *item)
{
    Case *c = b->c;
    bool ranked = item->kind == ITEM_CLAIM;
    RankId fallback = ranked ? default_rank(c) : NONE;
    item->supports.first = id_of(c->supports.n);
    const TreeClause *per = builder_clause(b, tree, CLAUSE_PER);
    for (uint32_t i = 0; per && i < per->range.count;) {
        Support support = {{id_of(c->ids.n), 0}, NONE};
        Span span = b->tree->cites.at[per->range.first + i].span;
        do {
            const TreeCite *cite = &b->tree->cites.at[per->range.first + i];
            SourceId source = builder_source(b, cite->source, cite->span);
            if (source != NONE) {
                add_cited(b, source, cite);
            }
            i++;
        } while (i < per->range.count && b->tree->cites.at[per->range.first + i].join != CITE_ALONE);
        support.sources.count = id_of(c->ids.n) - support.sources.first;
        support.rank = item->rank != NONE || !ranked ? item->rank : lowest_rank(b, support.sources, span);
        support.rank = support.rank == NONE ? fallback : support.rank;
        vec_push(&c->supports, support);
    }
    item->supports.count = id_of(c->supports.n) - item->supports.first;
    if (!item->supports.count) {
        vec_push(&c->supports, ((Support){{0, 0}, item->rank != NONE ? item->rank : fallback}));
        item->supports.count = 1;
    }
}

TreeRange builder_sources(Builder *b, const TreeItem *tree)
{
    Case *c = b->c;
    const TreeClause *per = builder_clause(b, tree, CLAUSE_PER);
    uint32_t first = id_of(c->ids.n);
    for (uint32_t i = 0; per && i < per->range.count; i++) {
        const TreeCite *cite = &b->tree->cites.at[per->range.first + i];
        SourceId source = builder_source(b, cite->source, cite->span);
        if (source != NONE) {
            add_cited(b, source, cite);
        }
    }
    return (TreeRange){first, id_of(c->ids.n) - first};
}

PositionSet builder_positions(Builder *b, const TreeClause *names)
{
    PositionSet set = 0;
    for (uint32_t i = 0; names && i < names->range.count; i++) {
        TreeName name = b->tree->names.at[names->range.first + i];
        size_t errors = b->diags->errors;
        PositionId position = builder_position(b, name);
        if (b->diags->errors > errors && names->kind == CLAUSE_BY &&
            str_equal(tree_symbol(b->tree, name.name), STR("all"))) {
            Diag *diag = &vec_last(&b->diags->list);
            if (!diag->edits && diag->span.start == name.span.start) {
                advise_leaving_out(b, diag, names, i);
            }
        }
        set |= position == NONE ? 0 : (PositionSet)1 << position;
    }
    return set;
}

/* S4.1: `prefer a over b by p` presumes preferred(a, b), once for each group of its sources and unranked. */
static void argued_preference(Builder *b, const TreeItem *tree, Item *item, ItemId id)
{
    Case *c = b->c;
    Schema schema = {.item = id,
                     .role = ROLE_CLAIM,
                     .names = id_of(c->ids.n),
                     .from = DAY_FIRST,
                     .until = DAY_NONE_AFTER,
                     .uncertain = NONE};
    schema.head = (Literal){RELATION(builder_preferred(b, tree->name_span), 0), id_of(c->terms.n)};
    vec_push(&c->terms, builder_name_constant(b, c->items.at[item->better].name));
    vec_push(&c->terms, builder_name_constant(b, c->items.at[item->worse].name));
    builder_add_schema(b, item, schema);
}

static void preference(Builder *b, const TreeItem *tree, Item *item, ItemId id)
{
    uint32_t *sides[] = {&item->better, &item->worse};
    if (item->by) {
        supports(b, tree, item);
    } else {
        item->sources = builder_sources(b, tree);
    }
    for (uint32_t i = 0; i < 2; i++) {
        *sides[i] = builder_item(b, b->tree->names.at[tree->levels.first + i], "only items with a name can be preferred");
    }
    for (uint32_t i = 0; i < 2; i++) {
        if (*sides[i] != NONE && b->c->items.at[*sides[i]].kind == ITEM_FACT) {
            diag_add(b->diags, E0205, b->tree->names.at[tree->levels.first + i].span,
                     "a fact is undisputed; preferences are between claims and rules");
        }
    }
    if (item->by && item->better != NONE && item->worse != NONE) {
        argued_preference(b, tree, item, id);
    }
}

static void reasoning_item(Builder *b, uint32_t index, ItemId id)
{
    const TreeItem *tree = &b->tree->items.at[index];
    Item item = b->c->items.at[id];
    b->item = id;
    const TreeClause *rank = builder_clause(b, tree, CLAUSE_RANK), *by = builder_clause(b, tree, CLAUSE_BY);
    if (rank) {
        if (tree->kind == ITEM_ALWAYS) {
            Diag *diag =
                diag_add(b->diags, E0311, rank->span, "an `always rule` has no rank: it overrides every other rule");
            diag_help(b->diags, diag, "leave the rank out, or write `rule` to rank it");
            diag_edit(b->diags, diag, rank->span, "%s", "");
        } else {
            item.rank = builder_rank(b, b->tree->names.at[rank->range.first]);
        }
    }
    item.by = builder_positions(b, by);
    switch ((ItemKind)tree->kind) {
    case ITEM_CLAIM:
        supports(b, tree, &item);
        assertion(b, tree, &item, id);
        break;
    case ITEM_FACT:
        item.sources = builder_sources(b, tree);
        assertion(b, tree, &item, id);
        break;
    case ITEM_RULE:
    case ITEM_ALWAYS:
        builder_annulled(b, tree, &item);
        item.sources = builder_sources(b, tree);
        rule(b, tree, &item, id);
        break;
    case ITEM_ACT:
        item.sources = builder_sources(b, tree);
        builder_act(b, tree, &item, id);
        break;
    default:
        preference(b, tree, &item, id);
        break;
    }
    b->c->items.at[id] = item;
}

static Stance *stance_of(Case *c, ItemId item)
{
    while (c->stances.n <= item) {
        vec_push(&c->stances, ((Stance){0, 0}));
    }
    return &c->stances.at[item];
}

/* S1.3: what each position accepts and denies. */
static void stances(Builder *b, uint32_t index)
{
    Case *c = b->c;
    const TreeItem *tree = &b->tree->items.at[index];
    PositionId position = dense_find(&c->position_by_symbol, tree->name);
    if (position == NONE || c->positions.at[position].tree != index) {
        return;
    }
    PositionSet me = (PositionSet)1 << position;
    for (uint32_t i = 0; i < tree->clauses.count; i++) {
        const TreeClause *clause = &b->tree->clauses.at[tree->clauses.first + i];
        bool denies = clause->kind == CLAUSE_DENIES;
        for (uint32_t k = 0; (denies || clause->kind == CLAUSE_ACCEPTS) && k < clause->range.count; k++) {
            TreeName name = b->tree->names.at[clause->range.first + k];
            ItemId id =
                builder_item(b, name, "a position accepts or denies facts, claims, rules and preferences by name");
            if (id == NONE) {
                continue;
            }
            Item *item = &c->items.at[id];
            if (denies && (item->kind == ITEM_FACT || (item->kind == ITEM_PREFER && !item->by))) {
                Diag *diag = diag_add(b->diags, E0303, name.span, "`%.*s` is a fact, which nobody disputes",
                                      TEXT_OF(b, name.name));
                diag_mark(b->diags, diag, item_span(c, item), "declared here");
                diag_help(
                    b->diags, diag,
                    item->kind == ITEM_FACT
                        ? "leave it out here; or, if it is disputed, write it as a `claim … by` whoever asserts it"
                        : "leave it out here; or, if it is disputed, say with `by` whose preference it is");
                advise_leaving_out(b, diag, clause, k);
                continue;
            }
            if (denies && (item->by & me)) {
                Diag *diag =
                    diag_add(b->diags, E0305, name.span, "`%.*s` denies what it asserts itself", TEXT_OF(b, tree->name));
                diag_mark(b->diags, diag, item_span(c, item), "asserted here");
                diag_help(b->diags, diag, "leave it out here, or `%.*s` out of its `by`", TEXT_OF(b, tree->name));
                advise_leaving_out(b, diag, clause, k);
                continue;
            }
            Stance *stance = stance_of(c, id);
            *(denies ? &stance->denied : &stance->accepted) |= me;
            if (stance->denied & stance->accepted & me) {
                Diag *diag = diag_add(b->diags, E0304, name.span, "`%.*s` both accepts and denies `%.*s`",
                                      TEXT_OF(b, tree->name), TEXT_OF(b, name.name));
                diag_help(b->diags, diag, "leave out one of the two");
                advise_leaving_out(b, diag, clause, k);
            }
        }
    }
}

void builder_reasoning_items(Builder *b)
{
    Case *c = b->c;
    for (uint32_t i = 0; i < b->tree->items.n; i++) {
        const TreeItem *tree = &b->tree->items.at[i];
        if (reasoning(tree->kind)) {
            ItemId id = vec_next_id(&c->items);
            vec_push(&c->items, ((Item){.kind = tree->kind,
                                        .tree = i,
                                        .name = tree->name,
                                        .rank = NONE,
                                        .annulled = NONE,
                                        .annulled_unknown = NONE}));
            if (tree->kind == ITEM_PREFER) {
                vec_last(&c->items).better = vec_last(&c->items).worse = NONE;
                vec_push(&c->preferences, id);
            }
            c->always |= tree->kind == ITEM_ALWAYS;
            c->exceptional |= tree->kind == ITEM_ACT;
            builder_enter_item(b, tree, id);
        } else if (tree->kind == ITEM_QUESTION || tree->kind == ITEM_CONTENTION) {
            builder_enter_question(b, i);
        }
    }
    for (ItemId id = 0; id < c->items.n; id++) {
        reasoning_item(b, c->items.at[id].tree, id);
    }
    b->item = NONE;
    builder_each(b, ITEM_POSITION, stances);
}
