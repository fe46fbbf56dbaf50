#include "ground/compare.h"

typedef struct Value {
    ConstantKind kind;
    char unit;     /* of a length of time, whose number is whole: as of day_add; otherwise 0 */
    ConstantId id; /* NONE for the result of a calculation */
    Number number;
    Day lo, hi; /* of a date */
} Value;

/* Comparisons run once for each binding; the same complaint is made once. NULL: it is not to be made, or was. */
static Diag *complain(Diagnostics *diags, DiagCode code, Span span, const char *message)
{
    for (size_t i = 0; diags && i < diags->list.n; i++) {
        if (diags->list.at[i].code == code && diags->list.at[i].span.start == span.start) {
            return NULL;
        }
    }
    return diags ? diag_add(diags, code, span, "%s", message) : NULL;
}

static const char *kind_name(const Value *value)
{
    static const char *const kinds[] = {"a name", "a text", "a number", "a date"};
    return value->unit ? "a length of time" : kinds[value->kind];
}

/* Values that an operation is not for; false, for the caller to return. */
static bool complain_of_unlike(const Case *c, const Expression *e, const Value *left, const Value *right,
                               Diagnostics *diags)
{
    bool dates = left->kind == CONSTANT_DATE || right->kind == CONSTANT_DATE || left->unit || right->unit;
    const char *message = dates ? "this does not calculate with a date as one can"
                                : "this calculates with something that is not a number";
    Diag *diag = complain(diags, dates ? E0320 : E0307, e->span, message);
    if (diag && dates) {
        diag_note(diags, diag, "on the left stands %s, on the right %s", kind_name(left), kind_name(right));
        diag_help(diags, diag,
                  "a length of time can be added to a date or taken from it, as in `D + 6 months` or `D - 3 days`");
    } else if (diag) {
        bool odd_left = left->kind != CONSTANT_NUMBER;
        ConstantId id = odd_left ? left->id : right->id;
        diag_mark(diags, diag, c->expressions.at[odd_left ? e->left : e->right].span, "here it is `%.*s`",
                  STR_ARG(tree_symbol(c->tree, c->constants.at[id].text)));
    }
    return false;
}

/* A date and a length of time (S3.6): every day that the date may be, so much later. */
static void add_length(Value *out, const Value *date, const Value *length, char op)
{
    int64_t count = op == '-' ? -length->number.top : length->number.top;
    *out = (Value){.kind = CONSTANT_DATE, .id = NONE};
    out->lo = day_add(date->lo, count, length->unit);
    out->hi = day_add(date->hi, count, length->unit);
}

static bool evaluate(const Case *c, uint32_t index, const ConstantId *binding, Diagnostics *diags, Value *out)
{
    const Expression *e = &c->expressions.at[index];
    if (!e->op) {
        ConstantId id = e->term & VARIABLE ? binding[e->term & ~VARIABLE] : e->term;
        const Constant *constant = &c->constants.at[id];
        *out = (Value){(ConstantKind)constant->kind, e->unit, id, constant->number, constant->lo, constant->hi};
        return true;
    }
    Value left, right;
    if (!evaluate(c, e->left, binding, diags, &left) || !evaluate(c, e->right, binding, diags, &right)) {
        return false;
    }
    if (left.kind == CONSTANT_DATE && right.unit && (e->op == '+' || e->op == '-')) {
        add_length(out, &left, &right, e->op);
        return true;
    }
    if (left.unit && right.kind == CONSTANT_DATE && e->op == '+') {
        add_length(out, &right, &left, e->op);
        return true;
    }
    if (left.kind != CONSTANT_NUMBER || right.kind != CONSTANT_NUMBER || left.unit || right.unit) {
        return complain_of_unlike(c, e, &left, &right, diags);
    }
    *out = (Value){.kind = CONSTANT_NUMBER, .id = NONE};
    if (!number_apply(e->op, left.number, right.number, &out->number)) {
        complain(diags, E0316, e->span, "this calculation leaves the range of exact numbers, or divides by zero");
        return false;
    }
    return true;
}

static bool ordered(CompareOp op, int order)
{
    switch (op) {
    case COMPARE_EQUAL:
        return order == 0;
    case COMPARE_UNEQUAL:
        return order != 0;
    case COMPARE_LESS:
        return order < 0;
    case COMPARE_AT_MOST:
        return order <= 0;
    case COMPARE_GREATER:
        return order > 0;
    case COMPARE_AT_LEAST:
        return order >= 0;
    }
    return false;
}

/* S3.6: 1 certain, 0 excluded, -1 neither. */
static int dates_compare(CompareOp op, const Value *a, const Value *b)
{
    bool before = a->hi<b->lo, not_after = a->hi <= b->lo, after = a->lo> b->hi, not_before = a->lo >= b->hi;
    switch (op) {
    case COMPARE_LESS:
        return before ? 1 : not_before ? 0 : -1;
    case COMPARE_AT_MOST:
        return not_after ? 1 : after ? 0 : -1;
    case COMPARE_GREATER:
        return after ? 1 : not_after ? 0 : -1;
    case COMPARE_AT_LEAST:
        return not_before ? 1 : before ? 0 : -1;
    case COMPARE_EQUAL:
    case COMPARE_UNEQUAL: {
        int equal = before || after ? 0 : a->lo == a->hi && b->lo == b->hi ? 1 : -1;
        return equal < 0 ? -1 : equal == (op == COMPARE_EQUAL);
    }
    }
    return -1;
}

/* The place where a number is written as a thing that a statement is about; of a number in the comparison itself, there. */
static Span place_of_number(const Case *c, const Comparison *comparison, ConstantId number)
{
    Span found = {0, 0};
    for (size_t i = 0; i < c->tree->terms.n; i++) {
        const TreeTerm *t = &c->tree->terms.at[i];
        bool same = t->kind == TERM_NUMBER && t->op == 0 && t->value == c->constants.at[number].text;
        bool here = t->span.start >= comparison->span.start && t->span.end <= comparison->span.end;
        if (same && (here || found.end == 0)) {
            found = t->span;
            if (here) {
                break;
            }
        }
    }
    return found;
}

/* Whether a date is compared with a number that is meant as a year: reported where the number is written. */
static bool complain_of_year(const Case *c, const Comparison *comparison, const Value *date, const Value *year,
                             Diagnostics *diags)
{
    bool whole = year->number.bottom == 1 && year->number.top >= 1000 && year->number.top <= 2999;
    if (!diags || date->kind != CONSTANT_DATE || year->kind != CONSTANT_NUMBER || year->unit || year->id == NONE ||
        !whole) {
        return false;
    }
    Span place = place_of_number(c, comparison, year->id);
    if (place.end == 0) {
        return false;
    }
    Str number = tree_symbol(c->tree, c->constants.at[year->id].text);
    for (size_t i = 0; i < diags->list.n; i++) {
        if (diags->list.at[i].code == E0307 && diags->list.at[i].span.start == place.start) {
            return true;
        }
    }
    Diag *diag =
        diag_add(diags, E0307, place, "`%.*s` is a number here, and it is compared with a date", STR_ARG(number));
    if (place.start < comparison->span.start || place.end > comparison->span.end) {
        diag_mark(diags, diag, comparison->span, "compared here");
    }
    diag_help(diags, diag, "write `year %.*s` for the year", STR_ARG(number));
    diag_edit(diags, diag, (Span){place.start, place.start}, "year ");
    return true;
}

int compare_one(const Case *c, const Comparison *comparison, const ConstantId *binding, Diagnostics *diags)
{
    CompareOp op = (CompareOp)comparison->op;
    Value a, b;
    if (!evaluate(c, comparison->left, binding, diags, &a) || !evaluate(c, comparison->right, binding, diags, &b)) {
        return -1;
    }
    if (a.kind == CONSTANT_NUMBER && b.kind == CONSTANT_NUMBER && !a.unit && !b.unit) {
        return ordered(op, number_compare(a.number, b.number));
    }
    if (a.id == b.id && a.id != NONE && (a.kind == CONSTANT_DATE || op == COMPARE_EQUAL || op == COMPARE_UNEQUAL)) {
        return ordered(op, 0); /* one date is equal to itself, however exact */
    }
    if (a.kind == CONSTANT_DATE && b.kind == CONSTANT_DATE) {
        int answer = dates_compare(op, &a, &b);
        if (answer < 0) {
            Diag *diag =
                complain(diags, E0317, comparison->span,
                         "these dates are not exact enough to compare, and this version does not weigh such dates yet");
            if (diag && a.id != NONE && b.id != NONE) {
                diag_note(diags, diag, "it compares `%.*s` with `%.*s`",
                          STR_ARG(tree_symbol(c->tree, c->constants.at[a.id].text)),
                          STR_ARG(tree_symbol(c->tree, c->constants.at[b.id].text)));
                diag_help(diags, diag, "give both dates to the day");
            }
        }
        return answer;
    }
    if ((op == COMPARE_EQUAL || op == COMPARE_UNEQUAL) && !a.unit && !b.unit) {
        return op == COMPARE_UNEQUAL;
    }
    if (complain_of_year(c, comparison, &a, &b, diags) || complain_of_year(c, comparison, &b, &a, diags)) {
        return -1;
    }
    Diag *diag = complain(diags, E0307, comparison->span, "this compares unlike things");
    if (diag) {
        diag_note(diags, diag, "on the left stands %s, on the right %s", kind_name(&a), kind_name(&b));
        diag_help(diags, diag,
                  "numbers can be compared with numbers and dates with dates; a year is written `year 1991`");
    }
    return -1;
}

bool compare_all(const Case *c, TreeRange comparisons, const ConstantId *binding, Diagnostics *diags)
{
    const Comparison *all = c->comparisons.at + comparisons.first;
    int least = 1;
    for (uint32_t i = 0; i < comparisons.count; i++) {
        int holds = compare_one(c, &all[i], binding, NULL);
        if (!holds) {
            return false;
        }
        least = holds < least ? holds : least;
    }
    for (uint32_t i = 0; least < 0 && i < comparisons.count; i++) {
        compare_one(c, &all[i], binding, diags);
    }
    return least > 0;
}

bool compare_is_day(const Case *c, ConstantId constant, Span at, Diagnostics *diags)
{
    const Constant *day = &c->constants.at[constant];
    if (day->kind == CONSTANT_DATE && day->lo == day->hi) {
        return true;
    }
    Diag *diag = complain(diags, E0331, at, "this looks at a day, and what is given for it is not one day");
    if (diag) {
        diag_note(diags, diag, "here it is `%.*s`", STR_ARG(tree_symbol(c->tree, day->text)));
        diag_help(diags, diag, "give the date with year, month and day");
    }
    return false;
}

uint64_t expression_variables(const Case *c, uint32_t index)
{
    const Expression *e = &c->expressions.at[index];
    if (e->op) {
        return expression_variables(c, e->left) | expression_variables(c, e->right);
    }
    return e->term & VARIABLE ? (uint64_t)1 << (e->term & ~VARIABLE) : 0;
}
