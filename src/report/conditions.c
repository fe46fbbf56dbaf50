#include "report/literals.h"

/* Conditions as their author wrote them: with variables, and made of others. */

static void variable_text(Text *out, const Case *c, uint32_t names, uint32_t variable)
{
    Symbol name = c->ids.at[names + variable];
    text_add(out, name == NONE ? STR("_") : tree_symbol(c->tree, name));
}

void condition_text(Text *out, const Case *c, const Literal *literal, uint32_t names, const ConstantId *binding,
                    bool reads)
{
    uint32_t arity = relation_arity(c, literal->relation);
    ConstantId args[MAX_ARITY];
    for (uint32_t i = 0; i < arity; i++) {
        TermCode code = c->terms.at[literal->args + i];
        args[i] = code & VARIABLE ? binding[code & ~VARIABLE] : code;
    }
    (reads ? open_reading : open_text)(out, c, literal->relation, &(Open){args, &c->terms.at[literal->args], names});
}

static void expression_text(Text *out, const Case *c, const Schema *s, uint32_t index, const ConstantId *binding)
{
    const Expression *e = &c->expressions.at[index];
    if (e->op) {
        text_add(out, STR("("));
        expression_text(out, c, s, e->left, binding);
        text_format(out, " %c ", e->op);
        expression_text(out, c, s, e->right, binding);
        text_add(out, STR(")"));
    } else if ((e->term & VARIABLE) && binding[e->term & ~VARIABLE] == NONE) {
        variable_text(out, c, s->names, e->term & ~VARIABLE);
    } else {
        constant_text(out, c, e->term & VARIABLE ? binding[e->term & ~VARIABLE] : e->term);
        if (e->unit) {
            const char *unit = e->unit == 'd' ? "day" : e->unit == 'w' ? "week" : e->unit == 'm' ? "month" : "year";
            text_format(out, " %s%s", unit, c->constants.at[e->term].number.top == 1 ? "" : "s");
        }
    }
}

void comparison_text(Text *out, const Case *c, const Schema *s, const Comparison *comparison, const ConstantId *binding)
{
    static const char *const operators[] = {"=", "!=", "<", "<=", ">", ">="};
    expression_text(out, c, s, comparison->left, binding);
    text_format(out, " %s ", operators[comparison->op]);
    expression_text(out, c, s, comparison->right, binding);
}

/* What a part asks for itself, joined by `and`. Its first variables are the arguments of the condition that it is part of. */
static void part_text(Text *out, const Case *c, const Schema *s, const ConstantId *args, uint32_t arity, bool reads)
{
    ConstantId binding[MAX_VARIABLES];
    memset(binding, 0xff, sizeof binding);
    if (arity) {
        memcpy(binding, args, arity * sizeof *args);
    }
    uint32_t literals = s->body.literals.count - s->around,
             comparisons = s->body.comparisons.count - s->around_comparisons;
    for (uint32_t i = 0; i < literals; i++) {
        text_add(out, i ? STR(" and ") : STR(""));
        condition_text(out, c, &c->literals.at[s->body.literals.first + i], s->names, binding, reads);
    }
    for (uint32_t i = 0; i < comparisons; i++) {
        text_add(out, i || literals ? STR(" and ") : STR(""));
        comparison_text(out, c, s, &c->comparisons.at[s->body.comparisons.first + i], binding);
    }
}

void composite_text(Text *out, const Case *c, RelationId relation, const ConstantId *args, bool reads)
{
    static const char *const units[] = {['d'] = "day", ['w'] = "week", ['m'] = "month", ['y'] = "year"};
    PredicateId id = RELATION_PREDICATE(relation);
    const PredicateDetail *detail = predicate_detail(c, id);
    uint32_t arity = relation_arity(c, relation);
    CompositeKind kind = (CompositeKind)detail->composite;
    if (kind == COMPOSITE_AT_LEAST) {
        text_format(out, "at least %u of (", detail->number);
    } else if (kind == COMPOSITE_ANY && detail->parts.count > 1) {
        text_add(out, STR("any of ("));
    } else if (kind == COMPOSITE_WITHIN) {
        text_add(out, STR("once "));
    }
    for (uint32_t i = 0; i < detail->parts.count; i++) {
        text_add(out, i ? STR(", ") : STR(""));
        part_text(out, c, &c->schemas.at[c->ids.at[detail->parts.first + i]], args, arity - (kind == COMPOSITE_ON),
                  reads);
    }
    if (kind == COMPOSITE_WITHIN) {
        text_format(out, " within %u %s%s", detail->number, units[(unsigned char)detail->unit],
                    detail->number == 1 ? "" : "s");
    } else if (kind == COMPOSITE_ON) {
        text_add(out, STR(" on "));
        if (args[arity - 1] == NONE) {
            text_add(out, STR("that day"));
        } else {
            constant_text(out, c, args[arity - 1]);
        }
    } else if (kind != COMPOSITE_ANY || detail->parts.count > 1) {
        text_add(out, STR(")"));
    }
}
