#include "ground/compare.h"

typedef struct Value {
    ConstantKind kind;
    char unit;     /* of a length of time, whose number is whole: as of day_add; otherwise 0 */
    ConstantId id; /* NONE for the result of a calculation */
    TermCode term; /* likewise */
    Number number;
    Day lo, hi;        /* of a date */
    UnknownId unknown; /* of a date: which unknown day it is, or was before what follows was added; or NONE */
    int64_t later;     /* of a date: so many units were added, in one step */
    char later_unit;   /* 0: none; '?': in several steps */
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
    *out = *date;
    out->id = out->term = NONE;
    out->lo = day_add(date->lo, count, length->unit);
    out->hi = day_add(date->hi, count, length->unit);
    out->later = count;
    out->later_unit = date->later_unit ? '?' : length->unit;
}

static Value value_of(const Comparing *by, const Expression *e)
{
    const Case *c = by->c;
    ConstantId id = e->term & VARIABLE ? by->binding[e->term & ~VARIABLE] : e->term;
    const Constant *constant = &c->constants.at[id];
    Value value = {(ConstantKind)constant->kind,
                   e->unit,
                   id,
                   e->term,
                   constant->number,
                   constant->lo,
                   constant->hi,
                   constant->unknown,
                   0,
                   0};
    if (constant->kind == CONSTANT_DATE && constant->unknown != NONE) {
        UnknownId here = e->term & VARIABLE ? by->unknown ? by->unknown[e->term & ~VARIABLE] : NONE : e->unknown;
        value.unknown = here != NONE ? here : constant->unknown;
        if (by->days) {
            value.lo = by->days[value.unknown].lo;
            value.hi = by->days[value.unknown].hi;
        }
    }
    return value;
}

static bool evaluate(const Comparing *by, uint32_t index, Value *out)
{
    const Expression *e = &by->c->expressions.at[index];
    if (!e->op) {
        *out = value_of(by, e);
        return true;
    }
    Value left, right;
    if (!evaluate(by, e->left, &left) || !evaluate(by, e->right, &right)) {
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
        return complain_of_unlike(by->c, e, &left, &right, by->diags);
    }
    *out = (Value){.kind = CONSTANT_NUMBER, .id = NONE, .term = NONE, .unknown = NONE};
    if (!number_apply(e->op, left.number, right.number, &out->number)) {
        complain(by->diags, E0316, e->span, "this calculation leaves the range of exact numbers, or divides by zero");
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

/* One unknown day with itself, so much later: whether the order is the same whatever day it is. */
static bool is_fixed(const Value *a, const Value *b, int *order)
{
    bool alike = !a->later_unit || !b->later_unit || a->later_unit == b->later_unit;
    *order = (a->later > b->later) - (a->later < b->later);
    return alike && a->later_unit != '?' && b->later_unit != '?';
}

/* 1 certain, 0 excluded, -1 neither. */
static int weigh_dates(const Comparing *by, CompareOp op, const Value *a, const Value *b)
{
    int order;
    bool one = a->unknown != NONE && a->unknown == b->unknown;
    /* Where it is not known in which place a date was written, the same may have been written in two. */
    bool places = !by->unknown && a->term != b->term;
    if (one && !places && is_fixed(a, b, &order)) {
        return ordered(op, order);
    }
    return dates_compare(op, a, b);
}

int compare_weigh(const Comparing *by, const Comparison *comparison)
{
    CompareOp op = (CompareOp)comparison->op;
    Value a, b;
    if (!evaluate(by, comparison->left, &a) || !evaluate(by, comparison->right, &b)) {
        return COMPARE_UNLIKE;
    }
    if (a.kind == CONSTANT_NUMBER && b.kind == CONSTANT_NUMBER && !a.unit && !b.unit) {
        return ordered(op, number_compare(a.number, b.number));
    }
    if (a.kind == CONSTANT_DATE && b.kind == CONSTANT_DATE) {
        return weigh_dates(by, op, &a, &b);
    }
    bool equality = op == COMPARE_EQUAL || op == COMPARE_UNEQUAL;
    if (equality && !a.unit && !b.unit) {
        return ordered(op, a.kind == b.kind && a.id == b.id ? 0 : 1);
    }
    if (complain_of_year(by->c, comparison, &a, &b, by->diags) || complain_of_year(by->c, comparison, &b, &a, by->diags)) {
        return COMPARE_UNLIKE;
    }
    Diag *diag = complain(by->diags, E0307, comparison->span, "this compares unlike things");
    if (diag) {
        diag_note(by->diags, diag, "on the left stands %s, on the right %s", kind_name(&a), kind_name(&b));
        diag_help(by->diags, diag,
                  "numbers can be compared with numbers and dates with dates; a year is written `year 1991`");
    }
    return COMPARE_UNLIKE;
}

bool compare_all(const Comparing *by, TreeRange comparisons, bool open)
{
    if (!comparisons.count) {
        return true;
    }
    const Comparison *all = by->c->comparisons.at + comparisons.first;
    Comparing quietly = *by;
    bool good = true;
    quietly.diags = NULL;
    for (uint32_t i = 0; i < comparisons.count; i++) {
        int holds = compare_weigh(&quietly, &all[i]);
        if (!holds) {
            return false;
        }
        good &= holds > 0 || (open && holds == COMPARE_OPEN);
    }
    for (uint32_t i = 0; !good && i < comparisons.count; i++) {
        if (compare_weigh(by, &all[i]) == COMPARE_OPEN && !open) {
            Diag *diag =
                complain(by->diags, E0317, all[i].span, "what conflicts cannot depend on dates that nobody knows");
            if (diag) {
                diag_help(by->diags, diag, "give both dates to the day, or compare them in a rule's conditions");
            }
        }
    }
    return good;
}

bool compare_is_day(const Case *c, ConstantId constant, Span at, Diagnostics *diags)
{
    const Constant *day = &c->constants.at[constant];
    if (day->kind == CONSTANT_DATE) {
        return true; /* one day, or one that nobody knows */
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
