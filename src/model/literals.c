#include "model/builder.h"

void builder_no_variables(Builder *b)
{
    b->variables = 0;
    b->bound = 0;
}

TermCode builder_variable(Builder *b, Symbol symbol, Span span)
{
    symbol = b->visible && !ids_contain(b->visible, symbol) ? NONE : symbol;
    for (uint32_t i = 0; i < b->variables && symbol != NONE; i++) {
        if (b->variable[i] == symbol) {
            return VARIABLE | i;
        }
    }
    if (b->variables == MAX_VARIABLES) {
        diag_add(b->diags, E0316, span, "more than %d different variables in one item", MAX_VARIABLES);
        return NONE;
    }
    b->variable[b->variables] = symbol;
    b->variable_span[b->variables] = span;
    return VARIABLE | b->variables++;
}

static ConstantId constant_keyed(Builder *b, ConstantKind kind, Symbol text)
{
    uint32_t *id = kind == CONSTANT_NAME ? dense_at(&b->c->constant_by_symbol, text)
                                         : map_at(&b->c->constant_by_key, pair_key(kind, text));
    if (*id == NONE) {
        *id = vec_next_id(&b->c->constants);
        vec_push(&b->c->constants, ((Constant){.kind = (uint8_t)kind, .text = text, .unknown = NONE}));
    }
    return *id;
}

ConstantId builder_name_constant(Builder *b, Symbol name)
{
    return constant_keyed(b, CONSTANT_NAME, name);
}

static ConstantId constant_number(Builder *b, Symbol text, Span span)
{
    Number number;
    if (!number_read(tree_symbol(b->tree, text), &number)) {
        diag_add(b->diags, E0316, span, "the number `%.*s` is too long to be kept exactly", TEXT_OF(b, text));
        return NONE;
    }
    uint32_t key = names_add(&b->number_keys, (Str){(const char *)&number, sizeof number});
    if (key == b->number_ids.n) {
        vec_push(&b->number_ids, vec_next_id(&b->c->constants));
        vec_push(&b->c->constants,
                 ((Constant){.kind = CONSTANT_NUMBER, .text = text, .number = number, .unknown = NONE}));
    }
    return b->number_ids.at[key];
}

Symbol builder_date_symbol(Builder *b, const Date *date)
{
    if (date->calendar == GREGORIAN) {
        return names_add(&b->tree->symbols, date->written);
    }
    Text text = {0};
    date_print(&text, date);
    Symbol symbol = names_add(&b->tree->symbols, text_str(&text));
    text_free(&text);
    return symbol;
}

/* Whole days are equal by the day they name, and read as first written; less exact dates by how they are written. */
ConstantId builder_date_constant(Builder *b, const Date *date, uint32_t index, Span place)
{
    Day lo, hi;
    bool day = builder_date_bounds(b, date, place, &lo, &hi);
    Symbol written = builder_date_symbol(b, date), key = written;
    if (day && (date->calendar != GREGORIAN || date->written.len != 10)) {
        Text text = {0};
        day_print(&text, date->lo);
        key = names_add(&b->tree->symbols, text_str(&text));
        text_free(&text);
    }
    Case *c = b->c;
    size_t before = c->constants.n;
    ConstantId id = constant_keyed(b, CONSTANT_DATE, key);
    if (c->constants.n > before) {
        UnknownId unknown = day || index == NONE ? NONE : builder_unknown(b, index, place);
        Constant *constant = &c->constants.at[id];
        constant->text = written;
        constant->lo = lo;
        constant->hi = hi;
        constant->unknown = unknown;
    }
    return id;
}

ConstantId builder_moment_constant(Builder *b, Moment moment)
{
    Case *c = b->c;
    if (moment.unknown == NONE) {
        Text text = {0};
        day_print(&text, moment.day);
        Date date = {.written = text_str(&text), .lo = moment.day, .hi = moment.day};
        ConstantId id = builder_date_constant(b, &date, NONE, (Span){0, 0});
        text_free(&text);
        return id;
    }
    const Unknown *u = &c->unknowns.at[moment.unknown];
    const DaySpan *days = &c->day_spans.at[u->days.first];
    vec_push(&c->constants, ((Constant){.kind = CONSTANT_DATE,
                                        .text = u->written,
                                        .lo = days[0].lo,
                                        .hi = days[u->days.count - 1].hi,
                                        .unknown = moment.unknown}));
    return id_of(c->constants.n) - 1;
}

void builder_note_unknown(Builder *b, uint32_t at, UnknownId unknown)
{
    Case *c = b->c;
    while (c->unknown_at.n <= at) {
        vec_push(&c->unknown_at, NONE);
    }
    c->unknown_at.at[at] = unknown;
}

TermCode builder_term(Builder *b, uint32_t index, bool binds)
{
    const TreeTerm *t = &b->tree->terms.at[index];
    switch ((TermKind)t->kind) {
    case TERM_VARIABLE: {
        TermCode code = builder_variable(b, t->value, t->span);
        if (binds && code != NONE) {
            b->bound |= (uint64_t)1 << (code & ~VARIABLE);
        }
        return code;
    }
    case TERM_ANY: {
        TermCode code = builder_variable(b, NONE, t->span);
        if (code != NONE) {
            b->bound |= (uint64_t)1 << (code & ~VARIABLE);
        }
        return code;
    }
    case TERM_NAME:
        return constant_keyed(b, CONSTANT_NAME, t->value);
    case TERM_STRING:
        return constant_keyed(b, CONSTANT_STRING, t->value);
    case TERM_NUMBER:
        return constant_number(b, t->value, t->span);
    case TERM_DATE:
        return builder_date_constant(b, &b->tree->dates.at[t->value], t->value, t->span);
    case TERM_OPERATION:
        break;
    }
    diag_add(b->diags, E0115, t->span, "a calculation can stand only in a comparison");
    return NONE;
}

PredicateDetail *builder_detail(Builder *b, PredicateId predicate)
{
    Case *c = b->c;
    if (c->predicates.at[predicate].detail == NONE) {
        PredicateDetail none = *predicate_detail(c, predicate);
        none.predicate = predicate;
        c->predicates.at[predicate].detail = vec_next_id(&c->details);
        vec_push(&c->details, none);
    }
    return &c->details.at[c->predicates.at[predicate].detail];
}

PredicateId builder_predicate(Builder *b, Symbol name, uint32_t arity, Span span)
{
    Case *c = b->c;
    uint32_t *first = dense_at_of(&c->predicate_by_symbol, name, b->tree->symbols.text.n);
    for (PredicateId id = *first; id != NONE; id = c->predicates.at[id].same_name) {
        if (c->predicates.at[id].arity == arity) {
            return id;
        }
    }
    PredicateId made = vec_next_id(&c->predicates);
    vec_push(&c->predicates,
             ((Predicate){.name = name, .arity = arity, .first = span, .same_name = NONE, .detail = NONE}));
    if (*first == NONE) {
        *first = made;
    } else {
        Predicate *other = &c->predicates.at[*first];
        c->predicates.at[made].same_name = other->same_name;
        other->same_name = made;
        if (b->late_arity) {
            c->predicates.at[made].odd = c->predicates.at[*first].odd = true;
            return made;
        }
        Diag *diag = diag_add(b->diags, E0204, span, "`%.*s` has %u %s here, and %u elsewhere", TEXT_OF(b, name), arity,
                              arity == 1 ? "place" : "places", other->arity);
        diag_mark(b->diags, diag, other->first, "%u %s here", other->arity, other->arity == 1 ? "place" : "places");
        diag_help(b->diags, diag, "use the same number everywhere, or another name for the other meaning");
    }
    return made;
}

/* `disapplies N where V = t, …`: a predicate of its own for each N and set of variables, its arguments in the order of the
 * variables' symbols. */
static bool disapplies(Builder *b, const TreeLiteral *l, bool binds, bool may_be_any, Literal *out)
{
    Case *c = b->c;
    ItemId item = builder_item(b, (TreeName){l->name, l->name_span},
                               "`disapplies` names the claim, rule, act or preference that is not to apply");
    if (item == NONE) {
        return false;
    }
    uint32_t pairs = l->args.count / 2;
    if (pairs > MAX_ARITY) {
        diag_add(b->diags, E0316, l->span, "at most %d variables can be given after `where`", MAX_ARITY);
        return false;
    }
    Symbol names[MAX_ARITY];
    TermCode terms[MAX_ARITY];
    for (uint32_t i = 0; i < pairs; i++) {
        const TreeTerm *v = &b->tree->terms.at[l->args.first + 2 * i];
        if (v->kind != TERM_VARIABLE) {
            Diag *diag =
                diag_add(b->diags, E0115, v->span, "before `=` stands a variable of `%.*s`", TEXT_OF(b, l->name));
            diag_help(b->diags, diag, "write for instance `where F = …`, with a variable of that rule's conditions");
            return false;
        }
        TermCode code = builder_term(b, l->args.first + 2 * i + 1, binds);
        if (code == NONE) {
            return false;
        }
        const TreeTerm *t = &b->tree->terms.at[l->args.first + 2 * i + 1];
        if (t->kind == TERM_ANY && !may_be_any) {
            Diag *diag = diag_add(b->diags, E0301, t->span, "`_` cannot stand in a conclusion");
            diag_help(b->diags, diag, "leave out what is said of `%.*s`: it may be anything then", TEXT_OF(b, v->value));
            return false;
        }
        for (uint32_t k = 0; k < i; k++) {
            if (names[k] == v->value) {
                Diag *diag = diag_add(b->diags, E0111, v->span, "`%.*s` is given twice", TEXT_OF(b, v->value));
                diag_help(b->diags, diag, "keep one of the two; write a second conclusion for another instance");
                return false;
            }
        }
        uint32_t at = i;
        for (; at && names[at - 1] > v->value; at--) {
            names[at] = names[at - 1];
            terms[at] = terms[at - 1];
        }
        names[at] = v->value;
        terms[at] = code;
    }
    Text key = {0};
    text_format(&key, "disapplies %.*s", TEXT_OF(b, l->name));
    for (uint32_t i = 0; i < pairs; i++) {
        text_format(&key, "%s%.*s", i ? ", " : " where ", TEXT_OF(b, names[i]));
    }
    Symbol symbol = names_add(&b->tree->symbols, text_str(&key));
    text_free(&key);
    PredicateId predicate = builder_predicate(b, symbol, pairs, l->name_span);
    if (predicate_detail(c, predicate)->disapplies == NONE) {
        PredicateDetail *p = builder_detail(b, predicate);
        p->disapplies = item;
        p->where = (TreeRange){id_of(c->ids.n), pairs};
        vec_append(&c->ids, names, pairs);
    }
    *out = (Literal){RELATION(predicate, l->negated || l->mode_negated ? SAID_NOT : 0), id_of(c->terms.n)};
    vec_append(&c->terms, terms, pairs);
    return true;
}

static bool is_preferred(const Builder *b, const TreeLiteral *l)
{
    return l->args.count == 2 && str_equal(tree_symbol(b->tree, l->name), STR("preferred"));
}

/* `preferred(a, b)` is about items. */
static bool check_items(Builder *b, const TreeLiteral *l)
{
    bool good = true;
    for (uint32_t i = 0; i < 2; i++) {
        const TreeTerm *t = &b->tree->terms.at[l->args.first + i];
        if (t->kind == TERM_VARIABLE || t->kind == TERM_ANY) {
            continue;
        }
        if (t->kind != TERM_NAME) {
            Diag *diag = diag_add(b->diags, E0205, t->span, "`preferred` is about two items of the case");
            diag_help(b->diags, diag, "write the name of a claim or a rule");
            good = false;
            continue;
        }
        ItemId item = builder_item(b, (TreeName){t->value, t->span}, "`preferred` is about two claims or rules");
        good &= item != NONE;
        if (item != NONE && b->c->items.at[item].kind == ITEM_FACT) {
            diag_add(b->diags, E0205, t->span, "a fact is undisputed; preferences are between claims and rules");
            good = false;
        }
    }
    return good;
}

/* `void(n)` is about an act. */
static bool check_act(Builder *b, const TreeTerm *t)
{
    if (t->kind == TERM_VARIABLE || t->kind == TERM_ANY) {
        return true;
    }
    ItemId item = t->kind == TERM_NAME ? builder_item(b, (TreeName){t->value, t->span}, "`void` is about an act") : NONE;
    if (t->kind == TERM_NAME && (item == NONE || b->c->items.at[item].kind == ITEM_ACT)) {
        return item != NONE;
    }
    Diag *diag = diag_add(b->diags, E0205, t->span, "`void` is about an act, and this is none");
    diag_help(b->diags, diag, "write the name of an item `act`; for a rule or a claim, write `disapplies` and its name");
    return false;
}

static bool check_kind_of_argument(Builder *b, const TreeLiteral *l)
{
    if (is_preferred(b, l)) {
        return !b->c->items.n || check_items(b, l); /* of `while`, before the items are known */
    }
    if (l->args.count == 1 && str_equal(tree_symbol(b->tree, l->name), STR("void"))) {
        return !b->c->items.n || check_act(b, &b->tree->terms.at[l->args.first]); /* likewise */
    }
    if (l->args.count == 1 && str_equal(tree_symbol(b->tree, l->name), STR("discredited"))) {
        const TreeTerm *t = &b->tree->terms.at[l->args.first];
        if (t->kind == TERM_NAME) {
            SourceId source = builder_source(b, t->value, t->span);
            if (source != NONE) {
                b->c->sources.at[source].uses++;
            }
            return source != NONE;
        }
    }
    return true;
}

PredicateId builder_preferred(Builder *b, Span span)
{
    Case *c = b->c;
    if (c->preferred == NONE) {
        c->preferred = builder_predicate(b, names_add(&b->tree->symbols, STR("preferred")), 2, span);
        c->predicates.at[c->preferred].concluded = true; /* by what is ranked (S4.3) */
    }
    return c->preferred;
}

uint32_t builder_said(const TreeLiteral *l)
{
    return (l->negated ? SAID_NOT : 0u) | (l->mode == MODE_BEGINS ? SAID_BEGINS : 0u) |
           (l->mode == MODE_ENDS ? SAID_ENDS : 0u) | (l->mode_negated ? SAID_MODE_NOT : 0u);
}

bool builder_literal(Builder *b, uint32_t index, bool binds, bool may_be_any, Literal *out)
{
    TreeLiteral l = tree_literal(b->tree, index);
    if (l.mode == MODE_DISAPPLIES) {
        return disapplies(b, &l, binds, may_be_any, out);
    }
    if (l.args.count > MAX_ARITY) {
        diag_add(b->diags, E0316, l.span, "a predicate has at most %d places", MAX_ARITY);
        return false;
    }
    if (!check_kind_of_argument(b, &l)) {
        return false;
    }
    TermCode terms[MAX_ARITY];
    for (uint32_t i = 0; i < l.args.count; i++) {
        terms[i] = builder_term(b, l.args.first + i, binds);
        if (terms[i] == NONE) {
            return false;
        }
        if (!may_be_any && b->tree->terms.at[l.args.first + i].kind == TERM_ANY) {
            diag_add(b->diags, E0301, b->tree->terms.at[l.args.first + i].span, "`_` cannot stand in a conclusion");
            return false;
        }
    }
    PredicateId predicate = is_preferred(b, &l) ? builder_preferred(b, l.name_span)
                                                : builder_predicate(b, l.name, l.args.count, l.name_span);
    uint32_t said = builder_said(&l) | (l.once ? SAID_ONCE : 0u);
    *out = (Literal){RELATION(predicate, said), id_of(b->c->terms.n)};
    vec_append(&b->c->terms, terms, l.args.count);
    for (uint32_t i = 0; i < l.args.count; i++) {
        const TreeTerm *term = &b->tree->terms.at[l.args.first + i];
        if (term->kind == TERM_DATE && b->c->constants.at[terms[i]].unknown != NONE) {
            builder_note_unknown(b, out->args + i, builder_unknown(b, term->value, term->span));
        }
    }
    return true;
}
