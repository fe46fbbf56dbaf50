#include "model/advice.h"

#include "base/fatal.h"

#define BIT(kind) (1ull << (kind))

/* Items are asked for a dozen kinds of clause, one after another, and have two or three. */
static uint64_t kinds_of(Builder *b, TreeRange clauses)
{
    if (b->kinds_of.first != clauses.first || b->kinds_of.count != clauses.count) {
        b->kinds_of = clauses;
        b->kinds = 0;
        for (uint32_t i = 0; i < clauses.count; i++) {
            b->kinds |= BIT(b->tree->clauses.at[clauses.first + i].kind);
        }
    }
    return b->kinds;
}

static const TreeClause *own_clause(Builder *b, const TreeItem *item, ClauseKind kind)
{
    const TreeClause *found = NULL;
    if (!(kinds_of(b, item->clauses) & BIT(kind))) {
        return NULL;
    }
    for (uint32_t i = 0; i < item->clauses.count; i++) {
        const TreeClause *clause = &b->tree->clauses.at[item->clauses.first + i];
        if (clause->kind != kind) {
            continue;
        }
        if (found) {
            Diag *diag = diag_add(b->diags, E0111, clause->span, "this is said twice in one item");
            diag_mark(b->diags, diag, found->span, "first here");
            diag_help(b->diags, diag, "keep one of the two, or write two items");
            return found;
        }
        found = clause;
    }
    return found;
}

#define PERIOD (BIT(CLAUSE_ON) | BIT(CLAUSE_FROM) | BIT(CLAUSE_UNTIL) | BIT(CLAUSE_DURING) | BIT(CLAUSE_BEGINS))

/* What a section says in place of its items, and a table in place of its rows. */
static const uint64_t from_around[ITEM_KINDS] = {
    [ITEM_FACT] = BIT(CLAUSE_PER) | PERIOD,
    [ITEM_CLAIM] = BIT(CLAUSE_BY) | BIT(CLAUSE_RANK) | BIT(CLAUSE_PER) | PERIOD,
    [ITEM_RULE] = BIT(CLAUSE_BY) | BIT(CLAUSE_RANK) | BIT(CLAUSE_PER),
    [ITEM_ALWAYS] = BIT(CLAUSE_BY) | BIT(CLAUSE_PER),
    [ITEM_CONTENTION] = BIT(CLAUSE_BY) | BIT(CLAUSE_RANK) | BIT(CLAUSE_PER) | BIT(CLAUSE_ON),
    [ITEM_ACT] = BIT(CLAUSE_PER) | PERIOD,
};

static bool has_period(const Builder *b, const TreeItem *item)
{
    bool found = false;
    for (uint32_t i = 0; i < item->clauses.count && !found; i++) {
        found = BIT(b->tree->clauses.at[item->clauses.first + i].kind) & PERIOD;
    }
    return found;
}

/* What a row takes from its table, and an item from its section: an item with a period of its own takes none. */
static const TreeClause *clause_around(Builder *b, const TreeItem *item, ClauseKind kind)
{
    const TreeScope *scope = tree_scope(b->tree, id_of((size_t)(item - b->tree->items.at)));
    const uint32_t around[] = {scope->table, scope->section};
    const TreeClause *found = NULL;
    bool period = BIT(kind) & PERIOD;
    for (size_t i = 0; i < 2 && !found && !(period && has_period(b, item)); i++) {
        if (around[i] != NONE) {
            item = &b->tree->items.at[around[i]];
            found = own_clause(b, item, kind);
        }
    }
    return found;
}

const TreeClause *builder_clause(Builder *b, const TreeItem *item, ClauseKind kind)
{
    const TreeClause *own = own_clause(b, item, kind);
    bool elsewhere = !own && b->tree->scopes.n > 1 && (from_around[item->kind] & BIT(kind));
    return elsewhere ? clause_around(b, item, kind) : own;
}

const TreeClause *case_clause(const Case *c, uint32_t tree_item, ClauseKind kind)
{
    Builder b = {.tree = (Tree *)(uintptr_t)c->tree}; /* nothing is reported: a clause that is given twice was an error */
    return builder_clause(&b, &c->tree->items.at[tree_item], kind);
}

static uint32_t text_of_clause(Builder *b, const TreeItem *item, ClauseKind kind)
{
    const TreeClause *clause = builder_clause(b, item, kind);
    return clause ? clause->a : NONE;
}

static Symbol name_of_clause(Builder *b, const TreeItem *item, ClauseKind kind)
{
    const TreeClause *clause = builder_clause(b, item, kind);
    return clause && clause->range.count ? b->tree->names.at[clause->range.first].name : NONE;
}

static Margin margin_of(uint32_t length)
{
    return (Margin){length & 0xffffff, (char)(length >> 24)};
}

static void declare_case(Builder *b, const TreeItem *item)
{
    Case *c = b->c;
    c->title = item->text;
    c->about = text_of_clause(b, item, CLAUSE_ABOUT);
    const TreeClause *as_of = builder_clause(b, item, CLAUSE_AS_OF);
    if (as_of) {
        const Date *date = &b->tree->dates.at[as_of->a];
        if (!date_is_day(date)) {
            Text last = {0};
            day_print(&last, date->hi == DAY_NONE_AFTER ? date->lo : date->hi);
            Diag *diag = diag_add(b->diags, E0310, as_of->span, "`as of` needs a whole day");
            diag_help(b->diags, diag, "write year, month and day, such as `as of %.*s`", STR_ARG(text_str(&last)));
            diag_edit(b->diags, diag, as_of->span, "as of %.*s", STR_ARG(text_str(&last)));
            text_free(&last);
        }
        c->has_as_of = true;
        c->as_of = date->lo;
    }
    const TreeClause *margin = builder_clause(b, item, CLAUSE_MARGIN);
    c->has_approximate = margin && margin->a != NONE;
    c->has_uncertain = margin && margin->b != NONE;
    c->approximate = c->has_approximate ? margin_of(margin->a) : (Margin){0, 'd'};
    c->uncertain_margin = c->has_uncertain ? margin_of(margin->b) : (Margin){0, 'd'};
}

static void declare_source(Builder *b, uint32_t index)
{
    const TreeItem *item = &b->tree->items.at[index];
    Case *c = b->c;
    Source source = {.name = item->name,
                     .tree = index,
                     .text = item->text,
                     .dated_lo = DAY_FIRST,
                     .dated_hi = DAY_NONE_AFTER,
                     .date = NONE,
                     .author = name_of_clause(b, item, CLAUSE_AUTHOR),
                     .kind = name_of_clause(b, item, CLAUSE_KIND),
                     .rank = NONE};
    const TreeClause *dated = builder_clause(b, item, CLAUSE_DATED);
    if (dated) {
        source.dated = true;
        const Date *date = &b->tree->dates.at[dated->a];
        builder_date_bounds(b, date, dated->span, &source.dated_lo, &source.dated_hi);
        source.date = builder_date_constant(b, date, dated->a, dated->span);
        source.date_at = dated->a;
    }
    const TreeClause *rank = builder_clause(b, item, CLAUSE_RANK);
    if (rank) {
        source.rank = builder_rank(b, b->tree->names.at[rank->range.first]);
    }
    if (builder_enter_source(b, item, vec_next_id(&c->sources))) {
        vec_push(&c->sources, source);
    }
}

static void declare_position(Builder *b, uint32_t index)
{
    const TreeItem *item = &b->tree->items.at[index];
    Case *c = b->c;
    Str name = tree_symbol(b->tree, item->name);
    if (str_equal(name, STR("all")) || str_equal(name, STR("common"))) {
        diag_add(b->diags, E0202, item->name_span, "`%.*s` means a view of everybody and cannot name a position",
                 STR_ARG(name));
        return;
    }
    if (c->positions.n == MAX_POSITIONS) {
        diag_add(b->diags, E0316, item->name_span, "a case has at most %d positions", MAX_POSITIONS);
        builder_enter_position(b, item, 0);
        return;
    }
    if (!builder_enter_position(b, item, vec_next_id(&c->positions))) {
        return;
    }
    vec_push(&c->positions, ((Position){item->name, item->text, index}));
}

static RankId rank_of_clause(Builder *b, const TreeItem *item, ClauseKind kind)
{
    const TreeClause *clause = builder_clause(b, item, kind);
    return clause ? builder_rank(b, b->tree->names.at[clause->range.first]) : NONE;
}

static void declare_order(Builder *b, uint32_t index)
{
    const TreeItem *item = &b->tree->items.at[index];
    Case *c = b->c;
    uint32_t scale = vec_next_id(&c->scales);
    vec_push(&c->scales, ((Scale){index, id_of(c->ranks.n), item->levels.count, NONE, NONE, NONE}));
    for (uint32_t i = 0; i < item->levels.count; i++) {
        TreeName name = b->tree->names.at[item->levels.first + i];
        uint32_t *rank = dense_at(&b->rank_by_symbol, name.name);
        if (*rank != NONE) {
            Diag *diag =
                diag_add(b->diags, E0202, name.span, "the rank `%.*s` is already in a scale", TEXT_OF(b, name.name));
            diag_help(b->diags, diag, "each rank stands once, in one scale; give this one another name");
        } else {
            *rank = id_of(c->ranks.n);
        }
        vec_push(&c->ranks, ((Rank){name.name, scale, i}));
    }
}

static void finish_order(Builder *b, Scale *scale)
{
    const TreeItem *item = &b->tree->items.at[scale->tree];
    scale->fallback = rank_of_clause(b, item, CLAUSE_DEFAULT);
    scale->doubt_below = rank_of_clause(b, item, CLAUSE_DOUBT);
    scale->settled_from = rank_of_clause(b, item, CLAUSE_SETTLED);
    RankId own[] = {scale->fallback, scale->doubt_below, scale->settled_from};
    for (size_t i = 0; i < 3; i++) {
        if (own[i] != NONE && (own[i] < scale->lowest || own[i] >= scale->lowest + scale->levels)) {
            diag_add(b->diags, E0308, item->name_span, "`%.*s` is not a rank of this scale",
                     TEXT_OF(b, b->c->ranks.at[own[i]].name));
        }
    }
    for (uint32_t i = 0; scale->fallback != NONE && &b->c->scales.at[i] != scale; i++) {
        if (b->c->scales.at[i].fallback != NONE) {
            Diag *diag = diag_add(b->diags, E0314, builder_clause(b, item, CLAUSE_DEFAULT)->span,
                                  "two scales give a default rank");
            diag_mark(b->diags, diag, b->tree->items.at[b->c->scales.at[i].tree].name_span, "the other is here");
            diag_help(b->diags, diag, "keep `default` in one of them");
        }
    }
}

/* `while L`, over the predicate's variables: variable i is argument i. */
/* Warns of `{X}` in a reading, the text of this clause, where the predicate has no place X. */
static void check_places(Builder *b, const TreeItem *item, const TreeClause *clause, uint32_t text)
{
    Str reading = text == NONE || !clause ? (Str){0} : b->tree->texts.at[text];
    TreeLiteral head = tree_literal(b->tree, item->literal);
    Symbol places[MAX_ARITY];
    for (uint32_t i = 0; i < head.args.count; i++) {
        const TreeTerm *t = &b->tree->terms.at[head.args.first + i];
        places[i] = t->kind == TERM_VARIABLE ? t->value : NONE;
    }
    for (size_t at = 0; at < reading.len; at++) {
        const char *end = reading.ptr[at] == '{' ? memchr(reading.ptr + at, '}', reading.len - at) : NULL;
        Str word = {reading.ptr + at + 1, end ? (size_t)(end - reading.ptr) - at - 1 : 0};
        Symbol name = word.len ? names_find(&b->tree->symbols, word) : NONE;
        bool known = !word.len;
        for (uint32_t i = 0; i < head.args.count; i++) {
            known |= name != NONE && places[i] == name;
        }
        if (known) {
            continue;
        }
        /* As long as it is written: then each character of the text stands where it is read. */
        size_t written = clause->span.end - clause->span.start - clause->keyword - (clause->keyword ? 1 : 0);
        uint32_t start = clause->span.end - 1 - (uint32_t)reading.len + (uint32_t)at + 1;
        Span span = written == reading.len + 2 ? (Span){start, start + (uint32_t)word.len} : (Span){0, 0};
        Diag *diag =
            diag_add(b->diags, W0114, span.end ? span : clause->span,
                     "the reading names a place `%.*s`, which `%.*s` has not", STR_ARG(word), TEXT_OF(b, head.name));
        advise_place(b, diag, word, span, places, head.args.count);
    }
}

static void declare_predicate(Builder *b, uint32_t index)
{
    const TreeItem *item = &b->tree->items.at[index];
    TreeLiteral head = tree_literal(b->tree, item->literal);
    if (head.args.count > MAX_ARITY) {
        diag_add(b->diags, E0316, head.span, "a predicate has at most %d places", MAX_ARITY);
        return;
    }
    PredicateId id = builder_predicate(b, head.name, head.args.count, head.name_span);
    PredicateDetail *p = builder_detail(b, id);
    if (p->tree != NONE) {
        Diag *diag =
            diag_add(b->diags, E0202, head.name_span, "the predicate `%.*s` is declared twice", TEXT_OF(b, head.name));
        diag_mark(b->diags, diag, b->tree->items.at[p->tree].name_span, "the first time here");
        return;
    }
    p->tree = index;
    b->c->predicates.at[id].first = head.name_span;
    p->reading = item->text;
    const TreeClause *not_text = builder_clause(b, item, CLAUSE_NOT_TEXT);
    p->not_reading = not_text ? not_text->a : NONE;
    builder_no_variables(b);
    for (uint32_t i = 0; i < head.args.count; i++) {
        const TreeTerm *t = &b->tree->terms.at[head.args.first + i];
        bool again = false;
        for (uint32_t k = 0; k < i; k++) {
            again |= t->kind == TERM_VARIABLE && b->variable[k] == t->value;
        }
        if ((t->kind != TERM_VARIABLE && t->kind != TERM_ANY) || again) {
            Diag *diag =
                diag_add(b->diags, E0115, t->span, "a predicate is declared with a different variable for each place");
            diag_help(b->diags, diag, "write for instance `predicate %.*s(Who, What)`", TEXT_OF(b, head.name));
            return;
        }
        b->variable[i] = t->kind == TERM_VARIABLE ? t->value : NONE;
        b->variable_span[i] = t->span;
    }
    b->variables = head.args.count;
    b->bound = 0;
    check_places(b, item, builder_clause(b, item, CLAUSE_TEXT), p->reading);
    check_places(b, item, not_text, p->not_reading);
    const TreeClause *one = builder_clause(b, item, CLAUSE_ONE);
    if (one) {
        TreeName name = b->tree->names.at[one->range.first];
        for (uint32_t i = 0; i < b->variables; i++) {
            if (b->variable[i] == name.name) {
                p->one = i;
            }
        }
        if (p->one == NONE) {
            Diag *diag = diag_add(b->diags, E0301, name.span, "`%.*s` is not among this predicate's variables",
                                  TEXT_OF(b, name.name));
            advise_nearest_of(b, diag, name.name, name.span, b->variable, b->variables);
        }
    }
    if (builder_clause(b, item, CLAUSE_HAPPENS_ONCE)) {
        p->happens_once = true;
    }
}

static void declare_while(Builder *b, PredicateId id)
{
    const TreeItem *item = &b->tree->items.at[predicate_detail(b->c, id)->tree];
    const TreeClause *clause = builder_clause(b, item, CLAUSE_WHILE);
    if (!clause) {
        return;
    }
    TreeLiteral head = tree_literal(b->tree, item->literal);
    builder_no_variables(b);
    for (uint32_t i = 0; i < head.args.count; i++) {
        const TreeTerm *t = &b->tree->terms.at[head.args.first + i];
        b->variable[i] = t->kind == TERM_VARIABLE ? t->value : NONE;
        b->variable_span[i] = t->span;
    }
    b->variables = head.args.count;
    Scope around = {0};
    vec_append(&around.bound, b->variable, b->variables);
    b->item = NONE;
    b->counted = (Span){0, 0};
    map_free(&b->occurs);
    for (uint32_t i = 0; i < b->variables; i++) {
        *map_at(&b->occurs, b->variable[i]) = UINT32_MAX - 1;
    }
    Body body;
    bool good = builder_body(b, &around, clause->range, &body);
    vec_free(&around.bound);
    if (b->variables > head.args.count) {
        diag_add(b->diags, E0301, b->variable_span[head.args.count],
                 "the condition of `while` can use only the predicate's own variables");
    } else if (good) {
        builder_detail(b, id)->while_ = body;
    }
}

void builder_declare(Builder *b)
{
    Case *c = b->c;
    builder_each(b, ITEM_ORDER, declare_order);
    for (uint32_t i = 0; i < c->scales.n; i++) {
        finish_order(b, &c->scales.at[i]);
    }
    for (size_t k = 0; k < b->others.n; k++) {
        uint32_t i = b->others.at[k];
        const TreeItem *item = &b->tree->items.at[i];
        switch ((ItemKind)item->kind) {
        case ITEM_CASE:
        case ITEM_LIBRARY:
            if (tree_scope(b->tree, i)->file == 0) {
                c->library = item->kind == ITEM_LIBRARY;
                declare_case(b, item);
            }
            break;
        case ITEM_SOURCE:
            declare_source(b, i);
            break;
        case ITEM_POSITION:
            declare_position(b, i);
            break;
        case ITEM_NAME:
            if (*dense_at(&c->reading_by_symbol, item->name) == NONE) {
                *dense_at(&c->reading_by_symbol, item->name) = item->text;
            } else {
                diag_add(b->diags, E0202, item->name_span, "`%.*s` is already given a reading", TEXT_OF(b, item->name));
            }
            break;
        case ITEM_PREDICATE:
            declare_predicate(b, i);
            break;
        default:
            break;
        }
    }
    for (size_t i = 0; i < c->details.n; i++) {
        if (c->details.at[i].tree != NONE) {
            declare_while(b, c->details.at[i].predicate);
        }
    }
}
