#include "explain/carry.h"

/* What ranking and whole cases may cost, in steps. */
enum { MOST_WORK = 100000000 };

static Day day_of(const Case *c, const Question *q, uint32_t k, Day asked)
{
    return asked != DAY_NONE_AFTER      ? asked
           : q->days.count              ? c->days.at[q->days.first + k]
           : c->as_of != DAY_NONE_AFTER ? c->as_of
                                        : DAY_NONE_AFTER - 1;
}

typedef struct Walk {
    const Case *c;
    Evaluation *e; /* of the view */
    Widest *widest;
    Day day;
    size_t work;
    bool complete;
    /* Called for each answer with the units that turn it alone. */
    void (*each)(void *context, uint32_t question, const Target *target, uint8_t status, const Turning *turning);
    void *context;
} Walk;

static void walk_answer(Walk *w, uint32_t question, RelationId relation, const ConstantId *args, Day day)
{
    Periods periods = {0};
    evaluation_periods(w->e, relation, args, (Wanted){.only = &day}, &periods);
    uint8_t status = periods_at(&periods, day)->status;
    periods_free(&periods);
    Target target = {relation, args, day, STATUS_ESTABLISHED, status == STATUS_ESTABLISHED, 1, 1, MOST_WORK - w->work};
    Turning turning;
    turning_find(&turning, w->widest, &target);
    w->work += turning.work;
    w->complete &= turning.stop == TURNING_COMPLETE;
    w->each(w->context, question, &target, status, &turning);
    turning_free(&turning);
}

static void walk_question(Walk *w, uint32_t index)
{
    const Case *c = w->c;
    const Question *q = &c->questions.at[index];
    IdVec atoms = {0};
    for (uint32_t i = 0; i < q->asked.count; i++) {
        const Asked *asked = &c->asked.at[q->asked.first + i];
        evaluation_matches(w->e, asked, &atoms);
        for (size_t a = 0; a < (asked->variables ? atoms.n : 1); a++) {
            const ConstantId *args =
                asked->variables ? atom_args(&w->e->ground.theory, atoms.at[a]) : &c->terms.at[asked->literal.args];
            uint32_t days = w->day == DAY_NONE_AFTER && q->days.count ? q->days.count : 1;
            for (uint32_t k = 0; k < days && w->complete; k++) {
                walk_answer(w, index, asked->literal.relation, args, day_of(c, q, k, w->day));
            }
        }
    }
    vec_free(&atoms);
}

/* ── By unit of one view ── */

typedef struct Counts {
    uint32_t *count, *latest; /* by unit: questions, and the last one that was counted, plus one */
} Counts;

static void count_answer(void *context, uint32_t question, const Target *target, uint8_t status, const Turning *turning)
{
    Counts *counts = context;
    (void)target;
    (void)status;
    for (size_t i = 0; i < turning->sets.n; i++) {
        UnitId unit = turning->ids.at[turning->sets.at[i].units.first];
        counts->count[unit] += counts->latest[unit] != question + 1;
        counts->latest[unit] = question + 1;
    }
}

uint32_t *carry_by_unit(Units *units, Viewpoint from)
{
    size_t n = units->list.n;
    Counts counts = {mem_zero(n, sizeof(uint32_t)), mem_zero(n, sizeof(uint32_t))};
    Diagnostics aside = {0};
    bool limited = false;
    from.limited = &limited;
    Widest widest = {0};
    Evaluation e = {0};
    if (units->c->questions.n && n && evaluation_run(&e, units->c, from, &aside) && widest_open(&widest, units, &aside)) {
        Walk walk = {units->c, &e, &widest, DAY_NONE_AFTER, 0, true, count_answer, &counts};
        for (uint32_t q = 0; q < units->c->questions.n && walk.complete; q++) {
            walk_question(&walk, q);
        }
    }
    widest_close(&widest);
    evaluation_free(&e);
    diag_free(&aside);
    free(counts.latest);
    return counts.count;
}

/* ── A whole case ── */

typedef struct Gather {
    Carry *carry;
    const Units *units;
    uint32_t view;
    Map by_unit; /* what the unit is -> its carrier */
} Gather;

/* The same for one change in whatever view; a grant is to one view. */
static uint64_t key_of(const Unit *unit, uint32_t view)
{
    uint32_t what = unit->kind == UNIT_SOURCE ? unit->source : unit->item;
    uint32_t whose = unit->kind == UNIT_DENIAL ? unit->position : unit->kind == UNIT_GRANT ? view : 0;
    return (uint64_t)what << 32 | whose << 2 | unit->kind;
}

static void gather_answer(void *context, uint32_t question, const Target *target, uint8_t status, const Turning *turning)
{
    Gather *g = context;
    Carry *carry = g->carry;
    uint32_t answer = id_of(carry->answers.n);
    carry->asked++;
    if (!turning->sets.n) {
        return;
    }
    uint32_t arity = relation_arity(g->units->c, target->relation);
    ConstantId *args = arena_array(&carry->arena, ConstantId, arity);
    for (uint32_t i = 0; i < arity; i++) {
        args[i] = target->args[i];
    }
    vec_push(&carry->answers, ((CarriedAnswer){question, target->relation, args, g->view, target->day, status}));
    for (size_t i = 0; i < turning->sets.n; i++) {
        const Unit *unit = &g->units->list.at[turning->ids.at[turning->sets.at[i].units.first]];
        uint32_t *known = map_at(&g->by_unit, key_of(unit, g->view));
        if (*known == NONE) {
            *known = id_of(carry->carriers.n);
            vec_push(&carry->carriers, ((Carrier){*unit, unit->kind == UNIT_GRANT ? g->view : NONE, 0, {0}}));
        }
        Carrier *carrier = &carry->carriers.at[*known];
        bool first = !carrier->answers.n || carry->answers.at[vec_last(&carrier->answers)].question != question;
        for (size_t k = 0; k < carrier->answers.n && first; k++) {
            first = carry->answers.at[carrier->answers.at[k]].question != question;
        }
        carrier->questions += first;
        vec_push(&carrier->answers, answer);
    }
}

static bool asks_view(const CarryRequest *r, const Question *q, uint32_t view)
{
    if (r->view != NONE || q->kind == QUESTION_BURDEN) {
        return view == (r->view != NONE ? r->view : VIEW_ALL);
    }
    bool asked = !q->views.count && (view == VIEW_ALL || (q->for_each && view != VIEW_COMMON));
    for (uint32_t i = 0; i < q->views.count; i++) {
        asked |= r->c->ids.at[q->views.first + i] == view;
    }
    return asked;
}

/* Everything that is asked from one view, as to withdrawals or to concessions. */
static bool gather_view(const CarryRequest *r, Gather *g, uint32_t view, bool concessions, size_t *work,
                        Diagnostics *diags)
{
    const Case *c = r->c;
    Viewpoint from = r->from;
    from.view = g->view = view;
    Evaluation e;
    Units units;
    Widest widest = {0};
    Diagnostics aside = {0};
    bool limited = false, good = evaluation_run(&e, c, from, diags);
    units_find(&units, c, from, concessions);
    units.from.limited = &limited;
    g->units = &units;
    if (good && units.list.n && widest_open(&widest, &units, &aside)) {
        Walk walk = {c, &e, &widest, r->day, *work, true, gather_answer, g};
        for (uint32_t q = 0; q < c->questions.n && walk.complete; q++) {
            if (c->questions.at[q].kind != QUESTION_BURDEN && asks_view(r, &c->questions.at[q], view)) {
                walk_question(&walk, q);
            }
        }
        *work = walk.work;
        g->carry->complete &= walk.complete;
    }
    widest_close(&widest);
    units_free(&units);
    evaluation_free(&e);
    diag_free(&aside);
    return good;
}

static int by_weight(const void *left, const void *right)
{
    const Carrier *a = left, *b = right;
    if (a->questions != b->questions) {
        return a->questions < b->questions ? 1 : -1;
    }
    if (a->answers.n != b->answers.n) {
        return a->answers.n < b->answers.n ? 1 : -1;
    }
    uint64_t x = key_of(&a->unit, a->view), y = key_of(&b->unit, b->view);
    return (x > y) - (x < y);
}

bool carry_find(Carry *carry, const CarryRequest *r, Diagnostics *diags)
{
    *carry = (Carry){.complete = true};
    const Case *c = r->c;
    Gather g = {.carry = carry};
    size_t work = 0;
    bool good = true;
    for (uint32_t i = 0; i < c->positions.n + 2 && good; i++) {
        uint32_t view = i == 0 ? VIEW_ALL : i == 1 ? VIEW_COMMON : i - 2;
        bool any = false;
        for (size_t q = 0; q < c->questions.n; q++) {
            any |= c->questions.at[q].kind != QUESTION_BURDEN && asks_view(r, &c->questions.at[q], view);
        }
        good = !any || gather_view(r, &g, view, false, &work, diags);
    }
    for (size_t q = 0; q < c->questions.n; q++) {
        carry->questions += c->questions.at[q].kind != QUESTION_BURDEN;
    }
    if (carry->carriers.n) {
        qsort(carry->carriers.at, carry->carriers.n, sizeof(Carrier), by_weight);
    }
    map_free(&g.by_unit);
    return good;
}

void carry_free(Carry *carry)
{
    for (size_t i = 0; i < carry->carriers.n; i++) {
        vec_free(&carry->carriers.at[i].answers);
    }
    vec_free(&carry->carriers);
    vec_free(&carry->answers);
    arena_free(&carry->arena);
}
