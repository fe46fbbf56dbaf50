#include "ground/uncertain.h"

#include "ground/compare.h"
#include "ground/ranking.h"

/* ---- in which place a date was written ---- */

static bool is_unknown(const Case *c, ConstantId constant)
{
    return c->constants.at[constant].kind == CONSTANT_DATE && c->constants.at[constant].unknown != NONE;
}

/* The unknown day that is the argument of an atom: in the one place where it was written; where there are several, that of the date
 * wherever it is written. */
static UnknownId place_of(const Theory *t, AtomId atom, uint32_t argument)
{
    uint32_t found = map_find(&t->places, pair_key(atom, argument));
    return found != NONE ? found : t->c->constants.at[atom_args(t, atom)[argument]].unknown;
}

/* How many of the instance's atoms are those of its schema's conditions, one by one. */
static uint32_t own_literals(const Schema *s)
{
    return s->body.literals.count - s->around;
}

/* Where in the instance's conditions the variable stands; false when it stands in none of its atoms. */
static bool find_variable(const Theory *t, InstanceId i, const Schema *s, TermCode variable, AtomId *atom,
                          uint32_t *argument)
{
    const Case *c = t->c;
    for (uint32_t k = 0; k < own_literals(s); k++) {
        const Literal *literal = &c->literals.at[s->body.literals.first + k];
        for (uint32_t a = 0; a < relation_arity(c, literal->relation); a++) {
            if (c->terms.at[literal->args + a] == variable) {
                *atom = instance_body(t, i)[k];
                *argument = a;
                return true;
            }
        }
    }
    return false;
}

/* The unknown day that the instance gives for an argument of its head, or NONE. */
static UnknownId given_by(const Theory *t, InstanceId i, uint32_t argument)
{
    const Case *c = t->c;
    uint32_t schema = instance_schema(t, i);
    AtomId atom;
    uint32_t at;
    if (schema == SCHEMA_RUN || schema == SCHEMA_ONCE) {
        return place_of(t, instance_body(t, i)[0], argument);
    }
    if (schema >= SCHEMA_LEAST) {
        return NONE;
    }
    const Schema *s = &c->schemas.at[schema];
    TermCode code = c->terms.at[s->head.args + argument];
    if (!(code & VARIABLE)) {
        uint32_t term = s->head.args + argument;
        return term < c->unknown_at.n && c->unknown_at.at[term] != NONE ? c->unknown_at.at[term]
                                                                        : c->constants.at[code].unknown;
    }
    return find_variable(t, i, s, code, &atom, &at) ? place_of(t, atom, at) : NONE;
}

/* Takes note of a place; whether that changes what was known. Two places are as good as none. */
static bool note_place(Theory *t, AtomId atom, uint32_t argument, UnknownId unknown)
{
    uint32_t *known = map_at(&t->places, pair_key(atom, argument));
    UnknownId anywhere = t->c->constants.at[atom_args(t, atom)[argument]].unknown;
    uint32_t now = *known == NONE || *known == unknown ? unknown : anywhere;
    bool changed = now != *known;
    *known = now;
    return changed;
}

/* A fixpoint over the instances, which come after what their conditions are given by. */
static void find_places(Theory *t)
{
    const Case *c = t->c;
    for (size_t i = 0; i < c->clause_facts.n; i++) {
        const Literal *literal = &c->clause_facts.at[i].literal;
        AtomId atom = theory_find(t, literal->relation, &c->terms.at[literal->args]);
        for (uint32_t a = 0; atom != NONE && a < relation_arity(c, literal->relation); a++) {
            uint32_t term = literal->args + a;
            if (is_unknown(c, c->terms.at[term]) && term < c->unknown_at.n && c->unknown_at.at[term] != NONE) {
                note_place(t, atom, a, c->unknown_at.at[term]);
            }
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (InstanceId i = 0; i < t->instance.n; i++) {
            AtomId head = instance_head(t, i);
            const ConstantId *args = atom_args(t, head);
            for (uint32_t a = 0; args && a < relation_arity(c, t->relation.at[head]); a++) {
                UnknownId unknown = is_unknown(c, args[a]) ? given_by(t, i, a) : NONE;
                changed |= unknown != NONE && note_place(t, head, a, unknown);
            }
        }
    }
}

/* ---- comparisons ---- */

typedef struct Bound {
    ConstantId binding[MAX_VARIABLES];
    UnknownId unknown[MAX_VARIABLES];
} Bound;

/* The values of the variables that the instance's comparisons are about, and in which places they were written. */
static void bind(const Theory *t, InstanceId i, const Schema *s, Bound *bound)
{
    const Case *c = t->c;
    const ConstantId *args = atom_args(t, instance_head(t, i));
    memset(bound->binding, 0xff, s->variables * sizeof *bound->binding);
    memset(bound->unknown, 0xff, s->variables * sizeof *bound->unknown);
    for (uint32_t a = 0; args && a < relation_arity(c, s->head.relation); a++) {
        TermCode code = c->terms.at[s->head.args + a];
        if (code & VARIABLE) {
            bound->binding[code & ~VARIABLE] = args[a];
        }
    }
    for (uint32_t v = 0; v < s->variables; v++) {
        AtomId atom;
        uint32_t at;
        if (find_variable(t, i, s, VARIABLE | v, &atom, &at)) {
            bound->binding[v] = atom_args(t, atom)[at];
            bound->unknown[v] = is_unknown(c, bound->binding[v]) ? place_of(t, atom, at) : NONE;
        }
    }
}

/* Of a part, those comparisons that are its own. */
static uint32_t own_comparisons(const Schema *s)
{
    return s->body.comparisons.count - s->around_comparisons;
}

static void expression_unknowns(const Case *c, uint32_t index, const Bound *bound, IdVec *out)
{
    const Expression *e = &c->expressions.at[index];
    if (e->op) {
        expression_unknowns(c, e->left, bound, out);
        expression_unknowns(c, e->right, bound, out);
        return;
    }
    ConstantId id = e->term & VARIABLE ? bound->binding[e->term & ~VARIABLE] : e->term;
    UnknownId unknown = e->term & VARIABLE ? bound->unknown[e->term & ~VARIABLE] : e->unknown;
    if (id != NONE && is_unknown(c, id)) {
        vec_push(out, unknown != NONE ? unknown : c->constants.at[id].unknown);
    }
}

/* What the comparisons come to: 1 all certain, 0 one excluded, -1 neither. */
static int weigh(const Theory *t, InstanceId i, const Schema *s, const DaySpan *days)
{
    Bound bound;
    bind(t, i, s, &bound);
    Comparing by = {.c = t->c, .binding = bound.binding, .unknown = bound.unknown, .days = days};
    int all = 1;
    for (uint32_t k = 0; k < own_comparisons(s) && all; k++) {
        int one = compare_weigh(&by, &t->c->comparisons.at[s->body.comparisons.first + k]);
        all = one > 0 ? all : one;
    }
    return all;
}

/* ---- instances ---- */

static const Item *annulled_some_day(const Theory *t, const Schema *s)
{
    const Item *item = s->item == NONE || s->role == ROLE_PART ? NULL : &t->c->items.at[s->item];
    return item && item_annulled_unknown(item) != NONE && t->from.known_by != DAY_NONE_AFTER ? item : NULL;
}

UnknownId uncertain_looks_at(const Theory *t, InstanceId i)
{
    AtomId head = instance_head(t, i);
    if (relation_composite(t->c, t->relation.at[head]) != COMPOSITE_ON) {
        return NONE;
    }
    return t->c->constants.at[atom_args(t, head)[relation_arity(t->c, t->relation.at[head]) - 1]].unknown;
}

static void expression_days(const Case *c, uint32_t index, const Bound *bound, DayVec *days, bool *measures)
{
    const Expression *e = &c->expressions.at[index];
    if (e->op) {
        *measures = true;
        expression_days(c, e->left, bound, days, measures);
        expression_days(c, e->right, bound, days, measures);
        return;
    }
    ConstantId id = e->term & VARIABLE ? bound->binding[e->term & ~VARIABLE] : e->term;
    if (id != NONE && c->constants.at[id].kind == CONSTANT_DATE && !is_unknown(c, id)) {
        vec_push(days, c->constants.at[id].lo);
    }
}

bool uncertain_compared(const Theory *t, InstanceId i, DayVec *days, bool *measures)
{
    const Case *c = t->c;
    *measures = false;
    if (instance_schema(t, i) == SCHEMA_RANKED) {
        return false;
    }
    const Schema *s = &c->schemas.at[instance_schema(t, i)];
    Bound bound;
    bind(t, i, s, &bound);
    for (uint32_t k = 0; k < own_comparisons(s); k++) {
        const Comparison *comparison = &c->comparisons.at[s->body.comparisons.first + k];
        expression_days(c, comparison->left, &bound, days, measures);
        expression_days(c, comparison->right, &bound, days, measures);
    }
    return own_comparisons(s) > 0;
}

/* Whether what may be annulled on an unknown day decides whether the instance is stronger than others; or, of a preference, whether it is
 * there. */
static bool is_ordered(const Theory *t, InstanceId i)
{
    const Schema *s = instance_said(t, i);
    return s ? t->ordered && t->ordered[s->item] : instance_schema(t, i) == SCHEMA_RANKED;
}

static void add_once(IdVec *ids, uint32_t id)
{
    if (!ids_contain(ids, id)) {
        vec_push(ids, id);
    }
}

void uncertain_unknowns(const Theory *t, InstanceId i, IdVec *unknowns)
{
    const Case *c = t->c;
    if (is_ordered(t, i)) {
        for (size_t k = 0; k < t->ordering.n; k++) {
            add_once(unknowns, t->ordering.at[k]);
        }
    }
    if (instance_schema(t, i) == SCHEMA_RANKED) {
        return;
    }
    const Schema *s = &c->schemas.at[instance_schema(t, i)];
    if (s->uncertain != NONE) {
        const Uncertain *u = &c->uncertain.at[s->uncertain];
        const UnknownId ends[] = {u->from, u->until};
        for (int k = 0; k < 2; k++) {
            if (ends[k] != NONE) {
                add_once(unknowns, ends[k]);
            }
        }
    }
    UnknownId looked = uncertain_looks_at(t, i);
    if (looked != NONE) {
        add_once(unknowns, looked);
    }
    const Item *item = annulled_some_day(t, s);
    if (item) {
        add_once(unknowns, item_annulled_unknown(item));
    }
    Bound bound;
    IdVec compared = {0};
    bind(t, i, s, &bound);
    for (uint32_t k = 0; k < own_comparisons(s); k++) {
        const Comparison *comparison = &c->comparisons.at[s->body.comparisons.first + k];
        expression_unknowns(c, comparison->left, &bound, &compared);
        expression_unknowns(c, comparison->right, &bound, &compared);
    }
    for (size_t k = 0; k < compared.n; k++) {
        add_once(unknowns, compared.at[k]);
    }
    vec_free(&compared);
}

/* The day that a term is; false where it is none. */
static bool day_of_term(const Case *c, const Bound *bound, const Expression *e, UnknownId *unknown, Day *day)
{
    bool variable = e->term & VARIABLE;
    ConstantId id = variable ? bound->binding[e->term & ~VARIABLE] : e->term;
    if (e->op || e->unit || id == NONE || c->constants.at[id].kind != CONSTANT_DATE) {
        return false;
    }
    UnknownId here = variable ? bound->unknown[e->term & ~VARIABLE] : e->unknown;
    *unknown = !is_unknown(c, id) ? NONE : here != NONE ? here : c->constants.at[id].unknown;
    *day = c->constants.at[id].lo;
    return true;
}

bool uncertain_orders(const Theory *t, InstanceId i, DayOrders *out)
{
    const Case *c = t->c;
    const Schema *s = &c->schemas.at[instance_schema(t, i)];
    Bound bound;
    bind(t, i, s, &bound);
    Comparing by = {.c = c, .binding = bound.binding, .unknown = bound.unknown, .days = t->domain};
    bool good = !is_ordered(t, i) && !annulled_some_day(t, s);
    for (uint32_t k = 0; k < own_comparisons(s) && good; k++) {
        const Comparison *comparison = &c->comparisons.at[s->body.comparisons.first + k];
        if (compare_weigh(&by, comparison) == COMPARE_OPEN) {
            DayOrder order = {.op = (CompareOp)comparison->op};
            good = day_of_term(c, &bound, &c->expressions.at[comparison->left], &order.left, &order.left_day) &&
                   day_of_term(c, &bound, &c->expressions.at[comparison->right], &order.right, &order.right_day);
            vec_push(out, order);
        }
    }
    return good;
}

static Day day_after(Day day)
{
    return day == DAY_NONE_AFTER || day == DAY_FIRST ? day : day + 1;
}

/* The own period of what has unknown ends. */
static void own_days(const Theory *t, const Uncertain *u, const DaySpan *taken, Stretched *surely, Stretched *possibly)
{
    if (u->from != NONE) {
        DaySpan from = taken[u->from];
        bool late = from.lo == DAY_LATE;
        surely->from = late ? DAY_NONE_AFTER : from.hi;
        possibly->from = !late ? from.lo : from.hi == DAY_LATE ? DAY_NONE_AFTER : case_unknown_days(t->c, u->from).lo;
    }
    if (u->until != NONE) {
        DaySpan until = taken[u->until];
        bool late = until.lo == DAY_LATE, event = u->from == u->until;
        Day lo = !late ? until.lo : until.hi == DAY_LATE ? DAY_NONE_AFTER : case_unknown_days(t->c, u->until).lo;
        Day hi = late && !event ? DAY_NONE_AFTER : until.hi;
        surely->until = u->after ? day_after(lo) : lo;
        possibly->until = u->after ? day_after(hi) : hi;
    }
}

void uncertain_days(const Theory *t, InstanceId i, const DaySpan *days, const DaySpan *taken, Stretched *surely,
                    Stretched *possibly)
{
    const Case *c = t->c;
    const Schema *s = &c->schemas.at[instance_schema(t, i)];
    *surely = *possibly = (Stretched){s->from, s->until};
    if (s->uncertain != NONE) {
        own_days(t, &c->uncertain.at[s->uncertain], taken, surely, possibly);
    }
    int truth = own_comparisons(s) ? weigh(t, i, s, days) : 1;
    const Item *item = annulled_some_day(t, s);
    if (item && truth) {
        DaySpan annulled = days[item_annulled_unknown(item)];
        truth = annulled.hi <= t->from.known_by ? 0 : annulled.lo > t->from.known_by ? truth : -1;
    }
    *surely = truth > 0 ? *surely : (Stretched){0, 0};
    *possibly = truth ? *possibly : (Stretched){0, 0};
}

Stretched uncertain_surely(const Theory *t, InstanceId i)
{
    const Schema *s = &t->c->schemas.at[instance_schema(t, i)];
    if (s->uncertain == NONE) {
        return instance_days(t, i, s);
    }
    Stretched surely, possibly;
    uncertain_days(t, i, t->domain, t->domain, &surely, &possibly);
    return surely;
}

/* Where one day is taken for each that is unknown: nothing is left that depends on them. */
static void take_chosen(Theory *t)
{
    t->days = mem_new(t->instance.n, sizeof *t->days);
    for (InstanceId i = 0; i < t->instance.n; i++) {
        uint32_t schema = instance_schema(t, i);
        const Schema *s = schema < SCHEMA_LEAST ? &t->c->schemas.at[schema] : NULL;
        Stretched possibly;
        t->days[i] = (Stretched){DAY_FIRST, DAY_NONE_AFTER};
        if (s) {
            uncertain_days(t, i, t->from.taken, t->from.taken, &t->days[i], &possibly);
        }
    }
    t->unknown = t->from.taken;
    vec_clear(&t->uncertain);
}

/* Leaves out what no choice of the days allows, and what they exclude as taken where nothing better is known. */
static void take_days(Theory *t, const IdVec *never)
{
    const Case *c = t->c;
    DaySpan *taken = mem_new(c->unknowns.n, sizeof *taken);
    for (UnknownId u = 0; u < c->unknowns.n; u++) {
        DaySpan all = t->domain[u];
        Day day = all.lo != DAY_FIRST ? all.lo : all.hi != DAY_NONE_AFTER ? all.hi : 0;
        taken[u] = (DaySpan){day, day};
    }
    t->days = mem_new(t->instance.n, sizeof *t->days);
    for (InstanceId i = 0; i < t->instance.n; i++) {
        uint32_t schema = instance_schema(t, i);
        const Schema *s = schema < SCHEMA_LEAST ? &c->schemas.at[schema] : NULL;
        t->days[i] = s ? (Stretched){s->from, s->until} : (Stretched){DAY_FIRST, DAY_NONE_AFTER};
    }
    for (size_t k = 0; k < t->uncertain.n; k++) {
        InstanceId i = t->uncertain.at[k];
        uint32_t schema = instance_schema(t, i);
        const Schema *s = schema < SCHEMA_LEAST ? &c->schemas.at[schema] : NULL;
        if (s && own_comparisons(s) && !weigh(t, i, s, taken)) {
            t->days[i] = (Stretched){0, 0};
        }
    }
    for (size_t k = 0; k < never->n; k++) {
        t->days[never->at[k]] = (Stretched){0, 0};
    }
    free(taken);
}

void uncertain_find(Theory *t)
{
    const Case *c = t->c;
    if (!c->unknowns.n) {
        return;
    }
    find_places(t);
    t->domain = mem_new(c->unknowns.n, sizeof *t->domain);
    for (UnknownId u = 0; u < c->unknowns.n; u++) {
        t->domain[u] = case_unknown_days(c, u);
    }
    if (!t->from.taken) {
        ranking_find_unsettled(t);
    }
    IdVec never = {0}, ranked = t->uncertain;
    t->uncertain = (IdVec){0};
    size_t next = 0;
    for (InstanceId i = 0; i < t->instance.n; i++) {
        uint32_t schema = instance_schema(t, i);
        const Schema *s = schema < SCHEMA_LEAST ? &c->schemas.at[schema] : NULL;
        int truth = s && own_comparisons(s) ? weigh(t, i, s, t->domain) : 1;
        if (!truth) {
            vec_push(&never, i);
        } else if (s ? s->uncertain != NONE || annulled_some_day(t, s) || uncertain_looks_at(t, i) != NONE ||
                           truth < 0 || is_ordered(t, i)
                     : next < ranked.n && ranked.at[next] == i) {
            vec_push(&t->uncertain, i);
            next += !s;
        }
    }
    vec_free(&ranked);
    t->dated |= t->uncertain.n || never.n;
    if (t->from.taken) {
        take_chosen(t);
    } else if (t->uncertain.n || never.n) {
        take_days(t, &never);
    }
    vec_free(&never);
}
