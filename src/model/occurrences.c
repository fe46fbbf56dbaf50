/* Which variables occur where in the conditions of an item, and which of them a condition binds. */
#include "model/builder.h"

/* No more than make an error anyway. */
static void add_once(IdVec *symbols, Symbol symbol)
{
    if (symbols->n <= MAX_VARIABLES && !ids_contain(symbols, symbol)) {
        vec_push(symbols, symbol);
    }
}

static void find_in_term(const Builder *b, uint32_t index, IdVec *out)
{
    const TreeTerm *t = &b->tree->terms.at[index];
    if (t->kind == TERM_VARIABLE) {
        add_once(out, t->value);
    } else if (t->kind == TERM_OPERATION) {
        find_in_term(b, t->value, out);
        find_in_term(b, t->right, out);
    }
}

void builder_find_in_literal(const Builder *b, uint32_t index, IdVec *out)
{
    TreeRange args = tree_literal(b->tree, index).args;
    for (uint32_t i = 0; i < args.count; i++) {
        find_in_term(b, args.first + i, out);
    }
}

/* The members of a group as written: each a condition, or several joined by `and`. */
TreeRange builder_member(const Builder *b, TreeRange parts, uint32_t i)
{
    TreeCondition part = tree_condition(b->tree, parts.first + i);
    return part.kind == CONDITION_ALL ? part.parts : (TreeRange){parts.first + i, 1};
}

/* Every variable in a condition. */
void builder_find_in_condition(const Builder *b, const TreeCondition *condition, IdVec *out)
{
    switch ((ConditionKind)condition->kind) {
    case CONDITION_LITERAL: {
        uint32_t on = tree_literal(b->tree, condition->a).on;
        builder_find_in_literal(b, condition->a, out);
        if (on != NONE) {
            find_in_term(b, on, out);
        }
        break;
    }
    case CONDITION_COMPARE:
        find_in_term(b, condition->a, out);
        find_in_term(b, condition->b, out);
        break;
    default:
        for (uint32_t i = 0; i < condition->parts.count; i++) {
            TreeCondition part = tree_condition(b->tree, condition->parts.first + i);
            builder_find_in_condition(b, &part, out);
        }
    }
}

/* Adds how often each variable occurs in the condition. */
static void count_all(const Builder *b, const TreeCondition *condition, Map *counts)
{
    IdVec one = {0};
    if (condition->kind == CONDITION_LITERAL || condition->kind == CONDITION_COMPARE) {
        builder_find_in_condition(b, condition, &one);
    } else {
        for (uint32_t i = 0; i < condition->parts.count; i++) {
            TreeCondition part = tree_condition(b->tree, condition->parts.first + i);
            count_all(b, &part, counts);
        }
    }
    for (size_t i = 0; i < one.n; i++) {
        uint32_t *count = map_at(counts, one.at[i]);
        *count = *count == NONE ? 1 : *count + 1;
    }
    vec_free(&one);
}

/* Counts the variables of the item at hand: of its conditions and conclusions, and of the exception at hand or else of all. */
static void count_item(Builder *b)
{
    const TreeItem *item = &b->tree->items.at[b->c->items.at[b->item].tree];
    Span here = b->unless.end ? b->unless : item->span;
    if (b->counted.start == here.start && b->counted.end == here.end) {
        return;
    }
    b->counted = here;
    map_free(&b->occurs);
    for (uint32_t i = 0; i < item->clauses.count; i++) {
        const TreeClause *clause = &b->tree->clauses.at[item->clauses.first + i];
        bool other = clause->kind == CLAUSE_UNLESS && b->unless.end && clause->span.start != b->unless.start;
        for (uint32_t k = 0;
             (clause->kind == CLAUSE_IF || clause->kind == CLAUSE_UNLESS) && !other && k < clause->range.count; k++) {
            TreeCondition condition = tree_condition(b->tree, clause->range.first + k);
            count_all(b, &condition, &b->occurs);
        }
        for (uint32_t k = 0; clause->kind == CLAUSE_THEN && k < clause->range.count; k++) {
            IdVec names = {0};
            builder_find_in_literal(b, clause->range.first + k, &names);
            for (size_t n = 0; n < names.n; n++) {
                uint32_t *count = map_at(&b->occurs, names.at[n]);
                *count = *count == NONE ? 1 : *count + 1;
            }
            vec_free(&names);
        }
    }
}

/* What `at least n of` a single member binds: what it shares with the rest of the rule. Anything else is what it counts. */
static void find_bound_by_single(Builder *b, const TreeCondition *condition, IdVec *out)
{
    IdVec bound = {0};
    Map here = {0};
    builder_find_bound(b, builder_member(b, condition->parts, 0), &bound);
    count_all(b, condition, &here);
    if (b->item != NONE) {
        count_item(b);
    }
    for (size_t i = 0; i < bound.n; i++) {
        uint32_t all = map_find(&b->occurs, bound.at[i]);
        if (all != NONE && all > map_find(&here, bound.at[i])) {
            add_once(out, bound.at[i]);
        }
    }
    map_free(&here);
    vec_free(&bound);
}

/* Whether a literal of the condition mentions the variable. */
static bool mentions(const Builder *b, const TreeCondition *condition, Symbol variable)
{
    bool found = false;
    if (condition->kind == CONDITION_LITERAL) {
        IdVec names = {0};
        builder_find_in_literal(b, condition->a, &names);
        found = ids_contain(&names, variable);
        vec_free(&names);
    }
    for (uint32_t i = 0; i < condition->parts.count && condition->kind != CONDITION_COMPARE && !found; i++) {
        TreeCondition part = tree_condition(b->tree, condition->parts.first + i);
        found = mentions(b, &part, variable);
    }
    return found;
}

bool builder_is_in_group(const Builder *b, Symbol variable)
{
    const TreeItem *item = b->item == NONE ? NULL : &b->tree->items.at[b->c->items.at[b->item].tree];
    bool found = false;
    for (uint32_t i = 0; item && variable != NONE && i < item->clauses.count; i++) {
        const TreeClause *clause = &b->tree->clauses.at[item->clauses.first + i];
        for (uint32_t k = 0; clause->kind == CLAUSE_IF && k < clause->range.count; k++) {
            TreeCondition condition = tree_condition(b->tree, clause->range.first + k);
            found |= condition.kind != CONDITION_LITERAL && mentions(b, &condition, variable);
        }
    }
    return found;
}

/* What a condition binds: the variables of a literal, of a group those that every member binds. */
void builder_find_bound_by(Builder *b, const TreeCondition *condition, IdVec *out)
{
    if (condition->kind == CONDITION_LITERAL) {
        builder_find_in_literal(b, condition->a, out);
        return;
    }
    if (condition->kind == CONDITION_COMPARE) {
        return;
    }
    if (condition->kind == CONDITION_AT_LEAST && condition->a > 1 && condition->parts.count == 1) {
        find_bound_by_single(b, condition, out);
        return;
    }
    IdVec every = {0}, one = {0};
    for (uint32_t i = 0; i < condition->parts.count; i++) {
        vec_clear(&one);
        builder_find_bound(b, builder_member(b, condition->parts, i), &one);
        size_t kept = 0;
        for (size_t k = 0; i && k < every.n; k++) {
            if (ids_contain(&one, every.at[k])) {
                every.at[kept++] = every.at[k];
            }
        }
        every.n = kept;
        if (!i) {
            vec_append(&every, one.at, one.n);
        }
    }
    for (size_t k = 0; k < every.n; k++) {
        add_once(out, every.at[k]);
    }
    vec_free(&every);
    vec_free(&one);
}

void builder_find_bound(Builder *b, TreeRange conditions, IdVec *out)
{
    for (uint32_t i = 0; i < conditions.count; i++) {
        TreeCondition condition = tree_condition(b->tree, conditions.first + i);
        builder_find_bound_by(b, &condition, out);
    }
}

bool builder_is_bound(const Scope *scope, Symbol symbol)
{
    for (; scope; scope = scope->around) {
        if (ids_contain(&scope->bound, symbol)) {
            return true;
        }
    }
    return false;
}
