#include "model/advice.h"

/* Conditions that are literals and comparisons joined by `and`. Those made of others are composites.c's. */

/* Of `6 months`, whether the number can be the number of a length of time. */
static bool is_length(Builder *b, const TreeTerm *t, ConstantId number)
{
    Number n = b->c->constants.at[number].number;
    Number most = {.top = LENGTH_MOST, .bottom = 1};
    if (n.bottom == 1 && number_compare(n, most) <= 0) {
        return true;
    }
    Diag *diag = diag_add(b->diags, n.bottom == 1 ? E0316 : E0109, t->span, "this cannot be a length of time");
    diag_help(b->diags, diag, "write a whole number of days, weeks, months or years, up to %d", LENGTH_MOST);
    return false;
}

uint32_t builder_expression(Builder *b, uint32_t index)
{
    const TreeTerm t = b->tree->terms.at[index];
    Expression e = {.term = NONE, .left = NONE, .right = NONE, .unknown = NONE, .span = t.span};
    if (t.kind == TERM_OPERATION) {
        e.op = t.op;
        e.left = builder_expression(b, t.value);
        e.right = e.left == NONE ? NONE : builder_expression(b, t.right);
        if (e.right == NONE) {
            return NONE;
        }
    } else {
        e.term = builder_term(b, index, false);
        e.unit = t.op;
        if (e.term == NONE || (t.op && !is_length(b, &t, e.term))) {
            return NONE;
        }
        if (t.kind == TERM_DATE && b->c->constants.at[e.term].unknown != NONE) {
            e.unknown = builder_unknown(b, t.value, t.span);
        }
        if (t.kind == TERM_ANY) {
            diag_add(b->diags, E0301, t.span, "`_` cannot be compared: nothing says what it is");
            return NONE;
        }
    }
    vec_push(&b->c->expressions, e);
    return id_of(b->c->expressions.n) - 1;
}

bool builder_condition_literal(Builder *b, uint32_t tree_literal, Literal *out)
{
    Case *c = b->c;
    if (!builder_literal(b, tree_literal, true, true, out)) {
        return false;
    }
    Predicate *predicate = &c->predicates.at[RELATION_PREDICATE(out->relation)];
    predicate->asked = true;
    predicate->asked_as |= (uint16_t)(1u << (RELATION_SAID(out->relation) & ~(uint32_t)SAID_ONCE));
    c->ranking_asked |= RELATION_PREDICATE(out->relation) == c->preferred;
    return true;
}

bool builder_comparison(Builder *b, const TreeCondition *condition, Comparison *out)
{
    *out = (Comparison){.op = condition->op, .span = condition->span};
    out->left = builder_expression(b, condition->a);
    out->right = builder_expression(b, condition->b);
    return out->left != NONE && out->right != NONE;
}

bool builder_is_composite(const Builder *b, const TreeCondition *condition)
{
    if (condition->kind == CONDITION_LITERAL) {
        TreeLiteral l = tree_literal(b->tree, condition->a);
        return l.within_unit || l.on != NONE;
    }
    return condition->kind != CONDITION_COMPARE;
}

bool builder_body(Builder *b, const Scope *around, TreeRange conditions, Body *out)
{
    Case *c = b->c;
    bool good = true;
    for (uint32_t i = 0; i < conditions.count; i++) {
        TreeCondition condition = tree_condition(b->tree, conditions.first + i);
        if (builder_is_composite(b, &condition)) {
            return builder_composite_body(b, around, conditions, out);
        }
    }
    out->literals.first = id_of(c->literals.n);
    out->comparisons.first = id_of(c->comparisons.n);
    for (uint32_t i = 0; i < conditions.count; i++) {
        TreeCondition condition = tree_condition(b->tree, conditions.first + i);
        if (condition.kind == CONDITION_LITERAL) {
            Literal literal;
            if (builder_condition_literal(b, condition.a, &literal)) {
                vec_push(&c->literals, literal);
            } else {
                good = false;
            }
        } else {
            Comparison comparison;
            good &= builder_comparison(b, &condition, &comparison);
            vec_push(&c->comparisons, comparison);
        }
    }
    out->literals.count = id_of(c->literals.n) - out->literals.first;
    out->comparisons.count = id_of(c->comparisons.n) - out->comparisons.first;
    return good;
}

bool builder_check_bound(Builder *b, uint32_t first, const char *where)
{
    bool good = true;
    bool broken = b->item != NONE && b->tree->items.at[b->c->items.at[b->item].tree].broken;
    if (broken && b->bound != (b->variables == 64 ? ~(uint64_t)0 : ((uint64_t)1 << b->variables) - 1)) {
        return false; /* what would bind them may be what could not be read */
    }
    for (uint32_t i = first; i < b->variables; i++) {
        if (!(b->bound >> i & 1)) {
            Diag *diag = diag_add(b->diags, E0301, b->variable_span[i], "nothing says what `%.*s` can be",
                                  TEXT_OF(b, b->variable[i]));
            if (builder_is_in_group(b, b->variable[i])) {
                diag_note(b->diags, diag,
                          "it stands in some of the alternatives only, and is a thing of their own there");
            }
            diag_help(b->diags, diag, "add a condition that mentions it to %s, such as `and some_predicate(%.*s)`",
                      where, TEXT_OF(b, b->variable[i]));
            if (diag_is_kept(b->diags, diag)) {
                advise_variable(b, diag, i);
            }
            good = false;
        }
    }
    return good;
}
