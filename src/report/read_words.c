#include "report/read_words.h"

#include "dates/describe.h"

#include <stdarg.h>
#include <stdio.h>

void words_add(Words *w, const char *s)
{
    text_add(w->out, str_of(s));
}

void words_format(Words *w, const char *format, ...)
{
    char buffer[128];
    va_list args;
    va_start(args, format);
    vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);
    words_add(w, buffer);
}

void words_quote(Words *w, uint32_t text)
{
    Str s = w->tree->texts.at[text];
    while (s.len && s.ptr[s.len - 1] == '.') {
        s.len--;
    }
    words_add(w, "“");
    for (size_t i = 0; i < s.len; i++) {
        Str rest = {s.ptr + i, s.len - i};
        bool opens = rest.len >= 3 && memcmp(rest.ptr, "“", 3) == 0,
             closes = rest.len >= 3 && memcmp(rest.ptr, "”", 3) == 0;
        if (opens || closes) { /* a quotation in it */
            words_add(w, opens ? "‘" : "’");
            i += 2;
        } else {
            text_add_char(w->out, s.ptr[i]);
        }
    }
    words_add(w, "”");
}

static void add_plain_name(Words *w, Symbol name)
{
    Str s = tree_symbol(w->tree, name);
    for (size_t i = 0; i < s.len; i++) {
        text_add_char(w->out, s.ptr[i] == '_' ? ' ' : s.ptr[i]);
    }
}

void words_position(Words *w, Symbol name)
{
    size_t from = w->out->len;
    uint32_t reading = dense_find(&w->c->reading_by_symbol, name);
    if (reading != NONE) {
        text_add(w->out, w->tree->texts.at[reading]);
        return;
    }
    add_plain_name(w, name);
    char *first = w->out->bytes + from;
    *first = *first >= 'a' && *first <= 'z' ? (char)(*first - 32) : *first;
}

void words_name(Words *w, Symbol name)
{
    uint32_t reading = dense_find(&w->c->reading_by_symbol, name);
    if (reading == NONE && dense_find(&w->c->position_by_symbol, name) != NONE) {
        words_position(w, name);
    } else if (reading != NONE) {
        text_add(w->out, w->tree->texts.at[reading]);
    } else {
        add_plain_name(w, name);
    }
}

void words_view(Words *w, Symbol name)
{
    Str view = tree_symbol(w->tree, name);
    if (str_equal(view, STR("all"))) {
        words_add(w, "all together");
    } else if (str_equal(view, STR("common"))) {
        words_add(w, "what is common to all");
    } else {
        words_position(w, name);
    }
}

void words_item(Words *w, Symbol name)
{
    const Case *c = w->c;
    ItemId item = dense_find(&c->item_by_symbol, name);
    SourceId source = dense_find(&c->source_by_symbol, name);
    uint32_t tree = item < c->items.n ? c->items.at[item].tree : source != NONE ? c->sources.at[source].tree : NONE;
    if (tree != NONE && w->number.at[tree]) {
        words_format(w, "%u", w->number.at[tree]);
    } else {
        add_plain_name(w, name);
    }
}

/* ---- terms ---- */

static void add_marks(Words *w, const Date *date)
{
    uint8_t marks = date->lo_marks | date->hi_marks;
    if (marks) {
        words_add(w, marks == MARK_APPROXIMATE ? " or thereabouts" : " (uncertain)");
    }
}

void words_date(Words *w, uint32_t index)
{
    const Date *date = &w->tree->dates.at[index];
    date_describe(w->out, date);
    add_marks(w, date);
}

void words_moment(Words *w, uint32_t index)
{
    const Date *date = &w->tree->dates.at[index];
    Text described = {0};
    date_describe(&described, date);
    bool stretch = described.len > 5 && strncmp(described.bytes, "from ", 5) == 0;
    bool several = date->shape == DATE_ONE_OF;
    words_add(w, date_is_day(date) || several ? "" : stretch ? "some day " : "some day of ");
    text_add(w->out, text_str(&described));
    text_free(&described);
    add_marks(w, date);
}

void words_when(Words *w, uint32_t index)
{
    words_add(w, "on ");
    words_moment(w, index);
}

void words_duration(Words *w, uint32_t count, char unit)
{
    const char *word = unit == 'd' ? "day" : unit == 'w' ? "week" : unit == 'm' ? "month" : "year";
    words_format(w, "%u %s%s", count, word, count == 1 ? "" : "s");
}

/* `1_000_000` is 1000000 here. */
static void add_number(Words *w, Str number)
{
    for (size_t i = 0; i < number.len; i++) {
        if (number.ptr[i] != '_') {
            text_add_char(w->out, number.ptr[i]);
        }
    }
}

/* The depth of this recursion is that of brackets, which the parser limits, and of the operations between them. */
static void add_term(Words *w, uint32_t index, bool inner)
{
    const TreeTerm *t = &w->tree->terms.at[index];
    switch ((TermKind)t->kind) {
    case TERM_VARIABLE:
        w->variables = true;
        text_add(w->out, tree_symbol(w->tree, t->value));
        break;
    case TERM_ANY:
        words_add(w, "something");
        break;
    case TERM_NAME:
        words_name(w, t->value);
        break;
    case TERM_STRING:
        words_add(w, "“");
        text_add(w->out, tree_symbol(w->tree, t->value));
        words_add(w, "”");
        break;
    case TERM_NUMBER:
        add_number(w, tree_symbol(w->tree, t->value));
        words_add(w, !t->op         ? ""
                     : t->op == 'd' ? " days"
                     : t->op == 'w' ? " weeks"
                     : t->op == 'm' ? " months"
                                    : " years");
        break;
    case TERM_DATE:
        words_date(w, t->value);
        break;
    case TERM_OPERATION: {
        const char *sign = t->op == '*' ? " × " : t->op == '/' ? " ÷ " : t->op == '+' ? " + " : " − ";
        words_add(w, inner ? "(" : "");
        add_term(w, t->value, true);
        words_add(w, sign);
        add_term(w, t->right, true);
        words_add(w, inner ? ")" : "");
        break;
    }
    }
}

/* ---- statements ---- */

static void add_list(Words *w, TreeRange terms)
{
    for (uint32_t i = 0; i < terms.count; i++) {
        words_add(w, i ? ", " : "");
        add_term(w, terms.first + i, false);
    }
}

/* Replaces {Var} by what stands at its place. */
static void fill(Words *w, const PredicateDetail *detail, Str reading, TreeRange args)
{
    TreeLiteral head = tree_literal(w->tree, w->tree->items.at[detail->tree].literal);
    while (reading.len && reading.ptr[reading.len - 1] == '.') {
        reading.len--;
    }
    for (size_t i = 0; i < reading.len; i++) {
        const char *end = reading.ptr[i] == '{' ? memchr(reading.ptr + i, '}', reading.len - i) : NULL;
        uint32_t place = NONE;
        Str name = {reading.ptr + i + 1, end ? (size_t)(end - reading.ptr) - i - 1 : 0};
        for (uint32_t k = 0; end && k < args.count; k++) {
            const TreeTerm *t = &w->tree->terms.at[head.args.first + k];
            place = t->kind == TERM_VARIABLE && str_equal(tree_symbol(w->tree, t->value), name) ? k : place;
        }
        if (place == NONE) {
            text_add_char(w->out, reading.ptr[i]);
        } else {
            add_term(w, args.first + place, false);
            i = (size_t)(end - reading.ptr);
        }
    }
}

/* `preferred(a, b)`, `discredited(s)`, `void(n)`, and what clauses say of items (S2.6). In `items`, bit k: what stands at place k is an
 * item or a source, told by its number. */
static bool add_special(Words *w, const TreeLiteral *l)
{
    static const struct {
        const char *name;
        uint32_t arity, items;
        const char *before, *between, *after;
    } specials[] = {
        {"preferred", 2, 3, "", " prevails over ", ""},
        {"discredited", 1, 1, "the source ", "", " cannot be relied on"},
        {"void", 1, 1, "the act ", "", " is void"},
        {"act", 1, 1, "the act ", "", " was done"},
        {"dated", 2, 1, "", " is dated ", ""},
        {"author", 2, 1, "the author of ", " is ", ""},
        {"kind", 2, 1, "the kind of ", " is ", ""},
        {"asserts", 2, 2, "", " asserts ", ""},
    };
    Str name = tree_symbol(w->tree, l->name);
    for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++) {
        if (l->args.count != specials[i].arity || !str_equal(name, str_of(specials[i].name))) {
            continue;
        }
        words_add(w, specials[i].before);
        for (uint32_t k = 0; k < l->args.count; k++) {
            const TreeTerm *t = &w->tree->terms.at[l->args.first + k];
            words_add(w, k ? specials[i].between : "");
            if (t->kind == TERM_NAME && (specials[i].items >> k & 1)) {
                words_item(w, t->value);
            } else {
                add_term(w, l->args.first + k, false);
            }
        }
        words_add(w, specials[i].after);
        return true;
    }
    return false;
}

static const PredicateDetail *detail_of(const Words *w, const TreeLiteral *l)
{
    PredicateId id = dense_find(&w->c->predicate_by_symbol, l->name);
    while (id != NONE && w->c->predicates.at[id].arity != l->args.count) {
        id = w->c->predicates.at[id].same_name;
    }
    return id == NONE ? NULL : predicate_detail(w->c, id);
}

/* The statement, without how it is said. */
static void add_atom(Words *w, const TreeLiteral *l)
{
    const PredicateDetail *detail = detail_of(w, l);
    uint32_t reading = NONE;
    if (detail) {
        reading = l->negated && detail->not_reading != NONE ? detail->not_reading : detail->reading;
    }
    bool says_not = detail && l->negated && detail->not_reading != NONE;
    words_add(w, l->negated && !says_not ? "it is not so that " : "");
    if (reading != NONE && detail->tree != NONE) {
        fill(w, detail, w->tree->texts.at[reading], l->args);
    } else if (reading != NONE) {
        words_quote(w, reading); /* a proposition, which reads as its item's sentence */
    } else if (!add_special(w, l)) {
        add_plain_name(w, l->name);
        if (l->args.count) {
            words_add(w, " (");
            add_list(w, l->args);
            words_add(w, ")");
        }
    }
}

static void add_disapplied(Words *w, const TreeLiteral *l)
{
    words_add(w, l->negated || l->mode_negated ? "it is not so that " : "");
    words_item(w, l->name);
    words_add(w, " does not apply");
    for (uint32_t i = 0; i + 1 < l->args.count; i += 2) {
        words_add(w, i ? " and " : " where ");
        add_term(w, l->args.first + i, false);
        words_add(w, " is ");
        add_term(w, l->args.first + i + 1, false);
    }
}

void words_literal(Words *w, uint32_t index)
{
    TreeLiteral l = tree_literal(w->tree, index);
    if (l.mode == MODE_DISAPPLIES) {
        add_disapplied(w, &l);
        return;
    }
    if (l.on != NONE) {
        words_add(w, "on ");
        add_term(w, l.on, false);
        words_add(w, ", ");
    }
    if (l.once && l.within_unit) {
        words_add(w, "at some time in the ");
        words_duration(w, l.within, l.within_unit);
        words_add(w, " before, ");
    } else if (l.once) {
        words_add(w, "then or at some time before, ");
    }
    if (l.mode != MODE_PLAIN) {
        words_add(w, l.mode_negated ? "it does not " : "it ");
        words_add(w, l.mode == MODE_BEGINS ? (l.mode_negated ? "begin" : "begins") : (l.mode_negated ? "end" : "ends"));
        words_add(w, " that ");
    }
    add_atom(w, &l);
}

void words_asked(Words *w, uint32_t index)
{
    TreeLiteral l = tree_literal(w->tree, index);
    IdVec met = {0};
    for (uint32_t i = 0; i < l.args.count; i++) {
        const TreeTerm *t = &w->tree->terms.at[l.args.first + i];
        bool again = t->kind != TERM_VARIABLE;
        for (size_t k = 0; k < met.n && !again; k++) {
            again = met.at[k] == t->value;
        }
        if (!again) {
            words_add(w, met.n ? " and " : "for which ");
            text_add(w->out, tree_symbol(w->tree, t->value));
            vec_push(&met, t->value);
        }
    }
    words_add(w, met.n ? " it is so that " : "whether ");
    vec_free(&met);
    words_literal(w, index);
}

void words_conclusion(Words *w, uint32_t index)
{
    TreeLiteral l = tree_literal(w->tree, index);
    if (l.mode == MODE_BEGINS && !l.mode_negated) {
        words_add(w, "from then on, until something ends it, ");
        add_atom(w, &l);
    } else if (l.mode == MODE_ENDS && !l.mode_negated) {
        words_add(w, "it is no longer so that ");
        add_atom(w, &l);
    } else {
        words_literal(w, index);
    }
}

/* ---- conditions ---- */

static bool has_kind(const Words *w, uint32_t term, TermKind kind, bool duration)
{
    const TreeTerm *t = &w->tree->terms.at[term];
    if (t->kind == TERM_OPERATION) {
        return has_kind(w, t->value, kind, duration) || has_kind(w, t->right, kind, duration);
    }
    return t->kind == kind && (t->op != 0) == duration;
}

static void add_comparison(Words *w, const TreeCondition *condition)
{
    static const char *const words[][3] = {
        /* unlike what is compared: numbers, dates, nobody knows */
        [COMPARE_EQUAL] = {" is ", " is ", " is "},
        [COMPARE_UNEQUAL] = {" is not ", " is not ", " is not "},
        [COMPARE_LESS] = {" is less than ", " is before ", " is less, or earlier, than "},
        [COMPARE_AT_MOST] = {" is at most ", " is not after ", " is not more, or later, than "},
        [COMPARE_GREATER] = {" is more than ", " is after ", " is more, or later, than "},
        [COMPARE_AT_LEAST] = {" is at least ", " is not before ", " is not less, or earlier, than "},
    };
    uint32_t left = condition->a, right = condition->b;
    bool dates = has_kind(w, left, TERM_DATE, false) || has_kind(w, right, TERM_DATE, false) ||
                 has_kind(w, left, TERM_NUMBER, true) || has_kind(w, right, TERM_NUMBER, true);
    bool numbers = has_kind(w, left, TERM_NUMBER, false) || has_kind(w, right, TERM_NUMBER, false);
    add_term(w, left, false);
    words_add(w, words[condition->op][dates ? 1 : numbers ? 0 : 2]);
    add_term(w, right, false);
}

static void add_members(Words *w, TreeRange parts)
{
    for (uint32_t i = 0; i < parts.count; i++) {
        words_format(w, i + 1 < parts.count ? "%s(%c) " : "%sand (%c) ", i ? "; " : "", 'a' + (int)(i % 26));
        words_conditions(w, (TreeRange){parts.first + i, 1});
    }
}

/* The depth of this recursion is that of brackets, which the parser limits. */
void words_conditions(Words *w, TreeRange conditions)
{
    for (uint32_t i = 0; i < conditions.count; i++) {
        TreeCondition condition = tree_condition(w->tree, conditions.first + i);
        words_add(w, i ? ", and " : "");
        switch ((ConditionKind)condition.kind) {
        case CONDITION_LITERAL:
            words_literal(w, condition.a);
            break;
        case CONDITION_COMPARE:
            add_comparison(w, &condition);
            break;
        case CONDITION_ANY:
            words_add(w, "at least one of these holds: ");
            add_members(w, condition.parts);
            break;
        case CONDITION_AT_LEAST:
            words_format(w, "at least %u of these hold: ", condition.a);
            add_members(w, condition.parts);
            break;
        case CONDITION_ALL:
            words_conditions(w, condition.parts);
            break;
        }
    }
}
