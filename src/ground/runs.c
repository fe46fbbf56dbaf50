#include "ground/emit.h"

/* Runs (S3.5): what begins goes on by inertia until something ends it or a contrary prevails. Each stretch of an instance
 * starts one run; its atoms stand for "this run, on this slice". */

typedef struct Stretch {
    Emit *e;
    InstanceId instance;
    uint32_t support;
    AtomId begins, plain, ends; /* ends: NONE when nothing can end it */
    uint32_t plain_standing, step_standing;
    bool fact;
    uint32_t first, last; /* slices of `begins` in the stretch */
    uint32_t run_first;   /* slice of `plain` on which it starts */
    uint32_t runs;        /* slices that the run can reach */
    uint32_t run;         /* the framework's first atom for it */
    uint32_t undone; /* the framework's atom for "undone on this slice of the stretch or before"; NONE: nothing can */
} Stretch;

/* Whether a fact stops the run for certain at the step into this slice of `plain`. */
static bool surely_stopped(const Stretch *s, uint32_t slice)
{
    Ground *g = s->e->g;
    const Theory *t = &g->theory;
    Timeline *line = &g->timeline;
    SlicesId slices = timeline_slices(line, s->plain);
    Day day = slice_from(&line->times, slices, slice);
    if (s->ends != NONE) {
        TimeId ended = timeline_given(line, t, s->ends);
        if (times_contain(&line->times, ended, day) ||
            (slice == s->run_first + 1 &&
             times_contain(&line->times, ended, slice_from(&line->times, slices, s->run_first)))) {
            return true;
        }
    }
    for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[s->plain] : 0;
         t->conflict_first.n && k < t->conflict_first.at[s->plain + 1]; k++) {
        if (times_contain(&line->times, timeline_given(line, t, t->conflicts.at[k]), day)) {
            return true;
        }
    }
    return false;
}

/* Whether what the run needs (`while`, S3.5f) is possible on this day: the last conditions of the instance. */
static bool can_last(const Stretch *s, Day day)
{
    const Theory *t = &s->e->g->theory;
    const PredicateDetail *p = predicate_detail(t->c, RELATION_PREDICATE(t->relation.at[s->plain]));
    uint32_t count = instance_body_count(t, s->instance);
    for (uint32_t w = count - p->while_.literals.count; w < count; w++) {
        if (emit_atom_on(s->e, instance_body(t, s->instance)[w], day) == NONE) {
            return false;
        }
    }
    return true;
}

/* How many slices the run can reach: as long as the plain atom's slices join, what it needs is possible, and no fact stops it
 * for certain. */
static void measure(Stretch *s)
{
    Ground *g = s->e->g;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, s->plain);
    uint32_t stretch = s->last - s->first + 1;
    s->run_first = slice_at(times, slices, slice_from(times, timeline_slices(&g->timeline, s->begins), s->first));
    s->runs = stretch;
    for (uint32_t k = s->run_first + stretch; k < slices_count(times, slices); k++, s->runs++) {
        if (slice_from(times, slices, k) != slice_until(times, slices, k - 1) ||
            !can_last(s, slice_from(times, slices, k)) || surely_stopped(s, k)) {
            break;
        }
    }
    s->run = framework_add_atoms(&g->framework, s->runs);
}

/* The framework's atom for `begins b` of a conflicting literal b on this day, or NONE. */
static uint32_t conflicting_begin(const Stretch *s, AtomId other, Day day)
{
    const Theory *t = &s->e->g->theory;
    uint32_t said = RELATION_SAID(t->relation.at[other]);
    if (said & ~(uint32_t)SAID_NOT) {
        return NONE;
    }
    AtomId begins = theory_find_said(t, other, said | SAID_BEGINS);
    return begins == NONE ? NONE : emit_atom_on(s->e, begins, day);
}

/* S3.5b: makes the atoms that say what came since the stretch began. `undone` on slice k of the stretch (from 1). */
static void mark_undone(Stretch *s)
{
    Emit *e = s->e;
    Ground *g = e->g;
    const Theory *t = &g->theory;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, s->begins);
    s->undone = NONE;
    if (s->last == s->first) {
        return;
    }
    s->undone = framework_add_atoms(&g->framework, s->last - s->first);
    for (uint32_t k = s->first; k <= s->last; k++) {
        Day day = slice_from(times, slices, k);
        uint32_t into = s->undone + (k == s->first ? 0 : k - s->first - 1);
        if (k > s->first + 1) {
            emit_link(e, into, into - 1);
        }
        uint32_t ends = s->ends == NONE ? NONE : emit_atom_on(e, s->ends, day);
        if (ends != NONE) {
            emit_link(e, into, ends);
        }
        for (uint32_t c = t->conflict_first.n && k > s->first ? t->conflict_first.at[s->plain] : 0;
             t->conflict_first.n && k > s->first && c < t->conflict_first.at[s->plain + 1]; c++) {
            uint32_t begun = conflicting_begin(s, t->conflicts.at[c], day);
            if (begun != NONE) {
                emit_link(e, into, begun);
            }
        }
    }
}

static void add_condition_atoms(const Stretch *s, Day day, IdVec *body)
{
    const Theory *t = &s->e->g->theory;
    for (uint32_t k = 0; k < instance_body_count(t, s->instance); k++) {
        vec_push(body, emit_atom_on(s->e, instance_body(t, s->instance)[k], day));
    }
}

static void emit_starts(Stretch *s)
{
    Emit *e = s->e;
    Ground *g = e->g;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, s->begins);
    const Schema *schema = &g->c->schemas.at[instance_schema(&g->theory, s->instance)];
    const Item *item = &g->c->items.at[schema->item];
    const Support *support = s->support == NONE ? NULL : &g->c->supports.at[s->support];
    for (uint32_t k = s->first; k <= s->last; k++) {
        uint32_t slice = s->run_first + (k - s->first);
        uint32_t contrary = NONE, rebut = NONE;
        if (!s->fact) {
            rebut = rebuts_of(e, s->plain, slice, s->plain_standing);
            contrary = emit_contrary(e, s->instance, s->support, k, s->plain_standing, rebut);
            if (k > s->first && s->undone != NONE) {
                uint32_t undone = s->undone + (k - s->first - 1);
                contrary = emit_either(e, (uint32_t[]){undone, contrary}, contrary == NONE ? 1 : 2);
            }
        }
        vec_clear(&e->body);
        vec_clear(&e->targets);
        add_condition_atoms(s, slice_from(times, slices, k), &e->body);
        rebuts_target(e, s->begins, k, s->fact ? NONE : s->plain_standing, &e->targets);
        vec_push(&e->targets, s->run + (k - s->first));
        if (e->conflicts && e->split.at[s->plain] != NONE) {
            rebuts_target(e, s->plain, slice, s->fact ? NONE : s->plain_standing, &e->targets);
        }
        bool doubted = !s->fact && e->doubts && case_doubted(g->c, item, support, g->theory.view);
        emit_presumption(
            e,
            (Presumption){.instance = s->instance, .support = s->support, .slice = k, .kind = s->fact ? GIVES : STARTS},
            contrary, doubted);
    }
}

/* The inertia step into each later slice (S3.5c). */
static void emit_steps(Stretch *s)
{
    Emit *e = s->e;
    Ground *g = e->g;
    const Theory *t = &g->theory;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, s->plain);
    const Body *while_ = &predicate_detail(g->c, RELATION_PREDICATE(t->relation.at[s->plain]))->while_;
    const Schema *schema = &g->c->schemas.at[instance_schema(t, s->instance)];
    IdVec under = {0};
    for (uint32_t k = 0; k < s->runs; k++) {
        uint32_t slice = s->run_first + k;
        if (!e->conflicts || e->split.at[s->plain] == NONE) {
            emit_link(e, ground_atom(g, s->plain, slice), s->run + k);
        }
        if (k == 0) {
            continue;
        }
        Day day = slice_from(times, slices, slice), before = slice_from(times, slices, slice - 1);
        vec_clear(&under);
        uint32_t rebut = rebuts_of(e, s->plain, slice, s->step_standing);
        if (rebut != NONE) {
            vec_push(&under, rebut);
        }
        uint32_t ends = s->ends == NONE ? NONE : emit_atom_on(e, s->ends, day);
        if (ends != NONE) {
            vec_push(&under, ends);
        }
        ends = s->ends == NONE || k - 1 > s->last - s->first ? NONE : emit_atom_on(e, s->ends, before);
        if (ends != NONE) {
            vec_push(&under, ends);
        }
        uint32_t contrary = emit_either(e, under.at, under.n);
        vec_clear(&e->body);
        vec_push(&e->body, s->run + k - 1);
        /* `while`: the last conditions of the instance (S3.5f). */
        for (uint32_t w = 0; w < while_->literals.count; w++) {
            AtomId needed = instance_body(t, s->instance)[schema->body.literals.count - while_->literals.count + w];
            vec_push(&e->body, emit_atom_on(e, needed, day));
        }
        vec_clear(&e->targets);
        vec_push(&e->targets, s->run + k);
        if (e->conflicts && e->split.at[s->plain] != NONE) {
            rebuts_target(e, s->plain, slice, s->step_standing, &e->targets);
        }
        emit_presumption(e,
                         (Presumption){.instance = s->instance, .support = s->support, .slice = slice, .kind = CONTINUES},
                         contrary, false);
    }
    vec_free(&under);
}

void emit_runs(Emit *e, InstanceId instance, uint32_t support)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    Timeline *line = &g->timeline;
    const Schema *schema = &g->c->schemas.at[instance_schema(t, instance)];
    Stretch s = {.e = e, .instance = instance, .support = support, .begins = instance_head(t, instance)};
    uint32_t said = RELATION_SAID(t->relation.at[s.begins]);
    s.plain = theory_find_said(t, s.begins, said & SAID_NOT);
    s.ends = theory_find_said(t, s.begins, said ^ SAID_BEGINS ^ SAID_ENDS);
    s.fact = schema->role == ROLE_FACT;
    s.plain_standing = standing_of(e, instance, support, schema->role == ROLE_RULE ? ROLE_CHANGE : ROLE_PLAIN);
    s.step_standing = standing_of(e, instance, support, ROLE_STEP);
    SlicesId slices = timeline_slices(line, s.begins);
    TimeId time = timeline_instance(line, instance);
    timeline_stretches(line, t, instance, &e->stretches);
    DayVec days = e->stretches;
    e->stretches = (DayVec){0};
    for (size_t i = 0; i < days.n && !*t->limited; i++) {
        s.first = s.last = slice_at(&line->times, slices, days.at[i]);
        while (s.last + 1 < slices_count(&line->times, slices) &&
               slice_from(&line->times, slices, s.last + 1) == slice_until(&line->times, slices, s.last) &&
               (i + 1 == days.n || slice_from(&line->times, slices, s.last + 1) < days.at[i + 1]) &&
               times_contain(&line->times, time, slice_from(&line->times, slices, s.last + 1))) {
            s.last++;
        }
        measure(&s);
        mark_undone(&s);
        emit_starts(&s);
        emit_steps(&s);
    }
    vec_free(&e->stretches);
    e->stretches = days;
}
