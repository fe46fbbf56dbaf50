#include "explain/why_internal.h"

#include "ground/compare.h"

/* For what nothing gives: the items that would, and what each of them lacks; and where else the literal holds. */

enum { MOST_MISSING = 8, MOST_ELSEWHERE = 6, MOST_TRIES = 20000 };

/* Binds the variables of a literal to the arguments of an atom; false where they do not fit. `binding` is then as before. */
static bool bind(const Case *c, const Literal *literal, const ConstantId *args, ConstantId *binding)
{
    uint32_t arity = relation_arity(c, literal->relation);
    ConstantId before[MAX_VARIABLES];
    memcpy(before, binding, sizeof before);
    for (uint32_t i = 0; i < arity; i++) {
        TermCode code = c->terms.at[literal->args + i];
        ConstantId *value = code & VARIABLE ? &binding[code & ~VARIABLE] : &code;
        if (*value != NONE && *value != args[i]) {
            memcpy(binding, before, sizeof before);
            return false;
        }
        *value = args[i];
    }
    return true;
}

/* The binding under which most conditions are met on the day, by trying. */
typedef struct Fitting {
    const Evaluation *e;
    const Schema *s;
    Day day;
    uint32_t conditions, best, score, tries;
    AtomId atoms[MAX_CONDITIONS], best_atoms[MAX_CONDITIONS];
    ConstantId binding[MAX_VARIABLES], best_binding[MAX_VARIABLES];
    bool tried;
    uint32_t failing; /* with the best, this comparison */
} Fitting;

static bool holds_then(const Evaluation *e, AtomId atom, Day day)
{
    return evaluation_status(e, atom, day) != STATUS_UNSUPPORTED;
}

/* The first comparison that fails, in Case.comparisons; NONE where none does, or not all is known that they compare. */
static uint32_t failing_comparison(const Fitting *x)
{
    const Case *c = x->e->ground.c;
    TreeRange comparisons = x->s->body.comparisons;
    uint32_t failing = NONE;
    for (uint32_t v = 0; v < x->s->variables; v++) {
        comparisons.count = x->binding[v] == NONE ? 0 : comparisons.count;
    }
    for (uint32_t i = 0; i < comparisons.count && failing == NONE; i++) {
        Comparing by = {.c = c, .binding = x->binding, .days = x->e->ground.theory.unknown};
        int holds = compare_weigh(&by, &c->comparisons.at[comparisons.first + i]);
        failing = holds == 1 || holds == COMPARE_OPEN ? NONE : comparisons.first + i;
    }
    return failing;
}

static void keep_if_better(Fitting *x, uint32_t met)
{
    uint32_t failing = failing_comparison(x);
    bool fits = failing == NONE;
    uint32_t score = 2 * met + 2 * fits + fits; /* a comparison weighs as much as a condition, and a little more */
    if (!x->tried || score > x->score) {
        x->tried = true;
        x->score = score;
        x->best = met;
        x->failing = failing;
        memcpy(x->best_atoms, x->atoms, sizeof x->atoms);
        memcpy(x->best_binding, x->binding, sizeof x->binding);
    }
}

/* The relation's rows; a relation without arguments has one, its atom. */
static uint32_t rows_of(const Theory *t, RelationId relation, uint32_t *table)
{
    uint32_t arity = relation_arity(t->c, relation);
    *table = arity ? theory_table(t, relation) : NONE;
    return arity ? (*table == NONE ? 0 : (uint32_t)t->tables.at[*table].atoms.n) : 1;
}

static AtomId row_atom(const Theory *t, RelationId relation, uint32_t table, uint32_t row)
{
    return table == NONE ? theory_find(t, relation, NULL) : t->tables.at[table].atoms.at[row];
}

static void fit(Fitting *x, uint32_t condition, uint32_t met)
{
    const Theory *t = &x->e->ground.theory;
    const Case *c = t->c;
    if (condition == x->conditions) {
        keep_if_better(x, met);
        return;
    }
    if (x->tried && 2 * (met + x->conditions - condition) + 3 <= x->score) {
        return;
    }
    const Literal *literal = &c->literals.at[x->s->body.literals.first + condition];
    uint32_t table, rows = rows_of(t, literal->relation, &table);
    ConstantId before[MAX_VARIABLES];
    memcpy(before, x->binding, sizeof before);
    for (uint32_t row = 0; row < rows && ++x->tries < MOST_TRIES; row++) {
        AtomId atom = row_atom(t, literal->relation, table, row);
        if (atom == NONE || !holds_then(x->e, atom, x->day) ||
            !bind(c, literal, table == NONE ? NULL : atom_args(t, atom), x->binding)) {
            continue;
        }
        x->atoms[condition] = atom;
        fit(x, condition + 1, met + 1);
        memcpy(x->binding, before, sizeof before);
    }
    x->atoms[condition] = NONE;
    fit(x, condition + 1, met);
}

static Day distance(Day from, Day until, Day day)
{
    return day < from ? from - day : day >= until ? day - until + 1 : 0;
}

/* The days nearest to the asked one on which the atom is supported; false: there are none. */
static bool nearest_days(const Evaluation *e, AtomId atom, Day day, Day *from, Day *until)
{
    const Timeline *line = &e->ground.timeline;
    uint32_t n;
    const Day *days = times_days(&line->times, timeline_possible(line, atom), &n);
    for (uint32_t i = 0; i < n; i += 2) {
        if (!i || distance(days[i], days[i + 1], day) < distance(*from, *until, day)) {
            *from = days[i];
            *until = days[i + 1];
        }
    }
    return n > 0;
}

/* What comes nearest to a condition that is not met under the binding. What holds on the day and fits the condition does not fit the
 * others, or what the rule compares. */
static WhyCondition look_for(const Evaluation *e, const Literal *literal, const ConstantId *binding, Day day)
{
    const Theory *t = &e->ground.theory;
    WhyCondition found = {CONDITION_MISSING, NONE, DAY_FIRST, DAY_NONE_AFTER};
    uint32_t table, rows = rows_of(t, literal->relation, &table);
    for (uint32_t row = 0; row < rows; row++) {
        AtomId atom = row_atom(t, literal->relation, table, row);
        if (atom == NONE) {
            continue;
        }
        ConstantId trial[MAX_VARIABLES];
        memcpy(trial, binding, sizeof trial);
        Day from = DAY_FIRST, until = DAY_NONE_AFTER;
        bool then = holds_then(e, atom, day);
        bool fits = !then && bind(t->c, literal, table == NONE ? NULL : atom_args(t, atom), trial);
        if (!nearest_days(e, atom, day, &from, &until)) {
            continue;
        }
        if (fits && (found.state < CONDITION_OTHER_DAYS || found.state == CONDITION_OTHERS ||
                     distance(from, until, day) < distance(found.from, found.until, day))) {
            found = (WhyCondition){CONDITION_OTHER_DAYS, atom, from, until};
        } else if (then && found.state == CONDITION_MISSING) {
            found = (WhyCondition){CONDITION_OTHERS, atom, from, until};
        }
    }
    return found;
}

static void add_missing(Why *why, Evaluation *e, uint32_t schema, Day day)
{
    const Case *c = e->ground.c;
    const Schema *s = &c->schemas.at[schema];
    Fitting *x = mem_zero(1, sizeof *x);
    *x = (Fitting){.e = e, .s = s, .day = day, .conditions = s->body.literals.count};
    memset(x->binding, 0xff, sizeof x->binding);
    memset(x->atoms, 0xff, sizeof x->atoms);
    if (!bind(c, &s->head, why->args, x->binding)) {
        free(x);
        return;
    }
    memcpy(x->best_binding, x->binding, sizeof x->binding);
    memset(x->best_atoms, 0xff, sizeof x->best_atoms);
    x->failing = NONE;
    fit(x, 0, 0);
    WhyMissing missing = {.item = s->item,
                          .schema = schema,
                          .conditions = {id_of(why->conditions.n), x->conditions},
                          .binding = {id_of(why->ids.n), s->variables},
                          .out_of_force = !(s->from <= day && day < s->until),
                          .out_of_view = !case_item_in_view(c, &c->items.at[s->item], &e->ground.theory.from),
                          .comparison = x->failing,
                          .met = x->best};
    vec_append(&why->ids, x->best_binding, s->variables);
    for (uint32_t k = 0; k < x->conditions; k++) {
        WhyCondition condition = {CONDITION_MET, x->best_atoms[k], DAY_FIRST, DAY_NONE_AFTER};
        if (condition.atom == NONE) {
            condition = look_for(e, &c->literals.at[s->body.literals.first + k], x->best_binding, day);
        }
        vec_push(&why->conditions, condition);
    }
    vec_push(&why->missing, missing);
    free(x);
}

/* A preference that nobody disputes gives `preferred(a, b)` by being there, if both sides are. */
static void add_preferences(Why *why, const Evaluation *e)
{
    const Case *c = e->ground.c;
    const Viewpoint *from = &e->ground.theory.from;
    for (size_t i = 0; why->relation == RELATION(c->preferred, 0) && i < c->preferences.n; i++) {
        const Item *item = &c->items.at[c->preferences.at[i]];
        const ItemId sides[] = {item->better, item->worse};
        bool says = !item->schemas.count, seen = true;
        for (int k = 0; k < 2; k++) {
            says &= sides[k] != NONE && c->constants.at[why->args[k]].kind == CONSTANT_NAME &&
                    c->items.at[sides[k]].name == c->constants.at[why->args[k]].text;
            seen &= sides[k] != NONE && case_item_in_view(c, &c->items.at[sides[k]], from);
        }
        if (says) {
            vec_push(&why->missing, ((WhyMissing){.item = c->preferences.at[i],
                                                  .schema = NONE,
                                                  .comparison = NONE,
                                                  .out_of_view = !case_item_in_view(c, item, from),
                                                  .out_of_sight = !seen}));
        }
    }
}

/* Fewest conditions unmet first; then what is of the view and in force. */
static int by_nearness(const void *left, const void *right)
{
    const WhyMissing *a = left, *b = right;
    uint32_t x =
        a->conditions.count - a->met + a->out_of_view + a->out_of_force + a->out_of_sight + (a->comparison != NONE);
    uint32_t y =
        b->conditions.count - b->met + b->out_of_view + b->out_of_force + b->out_of_sight + (b->comparison != NONE);
    return x != y ? (x > y) - (x < y) : (a->item > b->item) - (a->item < b->item);
}

static void find_items(Why *why, Evaluation *e, Day day)
{
    const Case *c = e->ground.c;
    uint32_t said = RELATION_SAID(why->relation);
    RelationId begins = said & ~(uint32_t)SAID_NOT ? why->relation : why->relation + SAID_BEGINS;
    for (uint32_t i = 0; i < c->schemas.n; i++) {
        const Schema *s = &c->schemas.at[i];
        if (s->role == ROLE_PART || (s->head.relation != why->relation && s->head.relation != begins) ||
            (c->items.at[s->item].supposed && !case_item_in_view(c, &c->items.at[s->item], &e->ground.theory.from))) {
            continue;
        }
        bool again = why->missing.n && vec_last(&why->missing).item == s->item;
        if (again) {
            continue;
        }
        if (why->missing.n < 4 * MOST_MISSING) {
            add_missing(why, e, i, day);
        } else {
            why->missing_more++;
        }
    }
    add_preferences(why, e);
    if (why->missing.n > 1) {
        qsort(why->missing.at, why->missing.n, sizeof(WhyMissing), by_nearness);
    }
    if (why->missing.n > MOST_MISSING) {
        why->missing_more += (uint32_t)why->missing.n - MOST_MISSING;
        why->missing.n = MOST_MISSING;
    }
}

/* Others of which the same is said and which it is supported of on the day. */
static void find_others(Why *why, const Evaluation *e, Day day)
{
    const Theory *t = &e->ground.theory;
    uint32_t table, rows = rows_of(t, why->relation, &table), found = 0;
    for (uint32_t row = 0; table != NONE && row < rows && found < MOST_ELSEWHERE; row++) {
        AtomId atom = t->tables.at[table].atoms.at[row];
        if (holds_then(e, atom, day)) {
            vec_push(&why->elsewhere, ((WhyElsewhere){atom, NONE, day, day + 1, evaluation_status(e, atom, day)}));
            found++;
        }
    }
}

static void find_days(Why *why, Evaluation *e)
{
    Periods periods = {0};
    evaluation_periods(e, why->relation, why->args, (Wanted){0}, &periods);
    uint32_t found = 0;
    for (size_t i = 0; i < periods.n && found < MOST_ELSEWHERE; i++) {
        const Period *p = &periods.at[i];
        bool on = i && periods.at[i - 1].status == p->status; /* it rests on others from then on, or such */
        if (on && p->status != STATUS_UNSUPPORTED) {
            vec_last(&why->elsewhere).until = p->until;
        } else if (p->status != STATUS_UNSUPPORTED) {
            vec_push(&why->elsewhere, ((WhyElsewhere){NONE, NONE, p->from, p->until, p->status}));
            found++;
        }
    }
    periods_free(&periods);
}

/* Evaluating the other views costs as much as this one did. */
enum { MOST_RULES_FOR_VIEWS = 200000 };

static void find_views(Why *why, Evaluation *e, Day day)
{
    const Case *c = e->ground.c;
    bool small = e->ground.framework.head.n < MOST_RULES_FOR_VIEWS;
    for (uint32_t i = 0; small && i < c->positions.n + 1; i++) {
        Viewpoint from = e->ground.theory.from;
        uint32_t view = i ? i - 1 : VIEW_ALL;
        if (view == from.view) {
            continue;
        }
        Evaluation other;
        Diagnostics aside = {0};
        bool limited = false;
        from.view = view;
        from.limited = &limited;
        if (evaluation_run(&other, c, from, &aside)) {
            AtomId atom = theory_find(&other.ground.theory, why->relation, why->args);
            uint8_t status = atom == NONE ? STATUS_UNSUPPORTED : evaluation_status(&other, atom, day);
            if (status != STATUS_UNSUPPORTED) {
                vec_push(&why->elsewhere, ((WhyElsewhere){NONE, view, day, day + 1, status}));
            }
        }
        evaluation_free(&other);
        diag_free(&aside);
    }
}

void why_find_missing(Why *why, Evaluation *e, Day day)
{
    find_items(why, e, day);
    find_days(why, e);
    find_others(why, e, day);
    find_views(why, e, day);
}
