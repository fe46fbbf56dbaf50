#include "ground/emit.h"

/* Runs (S3.5): what begins goes on by inertia until something ends it or a contrary prevails. The runs that an instance starts
 * differ in nothing once they go on, so they share one atom for each slice, "a run goes on here", however many start: a step
 * of one is a step of all. Only a start on a slice on which the run may also end has an atom of its own, since the step out of
 * it is excepted by that end too (S3.5c). That a run which has come to such a slice by inertia may go on as all others do loses
 * nothing: the end has excepted the step by which it came. */

typedef struct Runs {
    Emit *e;
    InstanceId instance;
    uint32_t support;
    AtomId begins, plain, ends; /* ends: NONE when nothing can end it */
    uint32_t plain_standing, step_standing;
    bool fact;
    uint32_t low;   /* the first slice of `plain` on which one starts */
    IdVec going;    /* by slice of `plain` from `low`: the framework's atom for "a run goes on here", or NONE */
    IdVec starting; /* by the same: its atom for "one starts here, and may end here"; START where none ends; or NONE */
    bool alone;     /* nothing else gives the literal: its own atoms do for `going` */
} Runs;

#define START 0u

static bool is_apart(uint32_t starting)
{
    return starting != NONE && starting != START;
}

/* A stretch, on each slice of which the instance starts the same run (S3.2). */
typedef struct Stretch {
    uint32_t first, last; /* slices of `begins` */
    uint32_t run_first;   /* slice of `plain` on which it starts */
    uint32_t undone; /* the framework's atom for "undone on this slice of the stretch or before"; NONE: nothing can */
} Stretch;

static Day plain_day(const Runs *r, uint32_t slice)
{
    const Timeline *line = &r->e->g->timeline;
    return slice_from(&line->times, timeline_slices(line, r->plain), slice);
}

static uint32_t ends_on(const Runs *r, uint32_t slice)
{
    return r->ends == NONE ? NONE : emit_atom_on(r->e, r->ends, plain_day(r, slice));
}

/* Whether a fact ends what runs on this slice. */
static bool surely_ends(const Runs *r, uint32_t slice)
{
    Ground *g = r->e->g;
    return r->ends != NONE &&
           times_contain(&g->timeline.times, timeline_given(&g->timeline, &g->theory, r->ends), plain_day(r, slice));
}

/* Whether a fact stops every run for certain at the step into this slice of `plain`. */
static bool surely_stopped(const Runs *r, uint32_t slice)
{
    Ground *g = r->e->g;
    const Theory *t = &g->theory;
    if (surely_ends(r, slice)) {
        return true;
    }
    Day day = plain_day(r, slice);
    for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[r->plain] : 0;
         t->conflict_first.n && k < t->conflict_first.at[r->plain + 1]; k++) {
        if (times_contain(&g->timeline.times, timeline_given(&g->timeline, t, t->conflicts.at[k]), day)) {
            return true;
        }
    }
    return false;
}

/* Where in the body of the instance what the run needs (`while`, S3.5f) begins and ends. */
static uint32_t conditions_of_while(const Runs *r, uint32_t *first)
{
    const Theory *t = &r->e->g->theory;
    const Schema *s = &t->c->schemas.at[instance_schema(t, r->instance)];
    *first = s->body.literals.count - schema_while_count(t->c, s);
    return s->body.literals.count;
}

/* Whether what the run needs (`while`, S3.5f) is possible on this day: the last conditions of the instance. */
static bool can_last(const Runs *r, Day day)
{
    const Theory *t = &r->e->g->theory;
    uint32_t first, end = conditions_of_while(r, &first);
    for (uint32_t w = first; w < end; w++) {
        if (emit_atom_on(r->e, instance_body(t, r->instance)[w], day) == NONE) {
            return false;
        }
    }
    return true;
}

/* Whether a run can step into this slice at all: it joins the one before, what it needs is possible, and no fact stops it. */
static bool can_step(const Runs *r, uint32_t slice)
{
    const Timeline *line = &r->e->g->timeline;
    SlicesId slices = timeline_slices(line, r->plain);
    return slice_from(&line->times, slices, slice) == slice_until(&line->times, slices, slice - 1) &&
           can_last(r, slice_from(&line->times, slices, slice)) && !surely_stopped(r, slice);
}

/* The framework's atom for `begins b` of a conflicting literal b on this day, or NONE. */
static uint32_t conflicting_begin(const Runs *r, AtomId other, Day day)
{
    const Theory *t = &r->e->g->theory;
    uint32_t said = RELATION_SAID(t->relation.at[other]);
    if (said & ~(uint32_t)SAID_NOT) {
        return NONE;
    }
    AtomId begins = theory_find_said(t, other, said | SAID_BEGINS);
    return begins == NONE ? NONE : emit_atom_on(r->e, begins, day);
}

/* In a region it may not be known on which slices there is a stretch at all. */
static void link_undone(const Runs *r, uint32_t into, uint32_t from)
{
    Emit *e = r->e;
    if (!atom_is_fuzzy(&e->g->theory, r->begins)) {
        emit_link(e, into, from);
        return;
    }
    uint32_t body[] = {from, emit_maybe(e)};
    emit_rule(e, into, &(IdVec){body, 2, 2}, NONE);
}

/* S3.5b: makes the atoms that say what came since the stretch began. `undone` on slice k of the stretch (from 1). */
static void mark_undone(const Runs *r, Stretch *s)
{
    Emit *e = r->e;
    Ground *g = e->g;
    const Theory *t = &g->theory;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, r->begins);
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
        uint32_t ends = r->ends == NONE ? NONE : emit_atom_on(e, r->ends, day);
        if (ends != NONE) {
            link_undone(r, into, ends);
        }
        for (uint32_t c = t->conflict_first.n && k > s->first ? t->conflict_first.at[r->plain] : 0;
             t->conflict_first.n && k > s->first && c < t->conflict_first.at[r->plain + 1]; c++) {
            uint32_t begun = conflicting_begin(r, t->conflicts.at[c], day);
            if (begun != NONE) {
                link_undone(r, into, begun);
            }
        }
    }
}

static void add_condition_atoms(const Runs *r, Day day, IdVec *body)
{
    const Theory *t = &r->e->g->theory;
    for (uint32_t k = 0; k < instance_body_count(t, r->instance); k++) {
        vec_push(body, emit_atom_on(r->e, instance_body(t, r->instance)[k], day));
    }
}

static void emit_starts(const Runs *r, const Stretch *s)
{
    Emit *e = r->e;
    Ground *g = e->g;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, r->begins);
    const Schema *schema = &g->c->schemas.at[instance_schema(&g->theory, r->instance)];
    const Item *item = &g->c->items.at[schema->item];
    const Support *support = r->support == NONE ? NULL : &g->c->supports.at[r->support];
    for (uint32_t k = s->first; k <= s->last; k++) {
        uint32_t slice = s->run_first + (k - s->first);
        uint32_t contrary = NONE, rebut = NONE;
        if (!r->fact) {
            const uint32_t rivals[] = {rebuts_of(e, r->plain, slice, r->plain_standing),
                                       once_contrary(e, r->instance, r->support, k)};
            rebut = rivals[0] == NONE ? rivals[1] : emit_either(e, rivals, rivals[1] == NONE ? 1 : 2);
            contrary = emit_contrary(e, r->instance, r->support, k, r->plain_standing, rebut);
            if (k > s->first && s->undone != NONE) {
                uint32_t undone = s->undone + (k - s->first - 1);
                contrary = emit_either(e, (uint32_t[]){undone, contrary}, contrary == NONE ? 1 : 2);
            }
        }
        vec_clear(&e->body);
        vec_clear(&e->targets);
        add_condition_atoms(r, slice_from(times, slices, k), &e->body);
        if (schema->role == ROLE_RULE && atom_is_fuzzy(&g->theory, r->begins)) {
            vec_push(&e->body, emit_maybe(e)); /* nor is it known where a stretch begins anew */
        }
        uint32_t standing = r->fact ? NONE : r->plain_standing, apart = rebuts_apart(e, r->plain, slice, standing);
        rebuts_target(e, r->begins, k, standing, &e->targets);
        uint32_t starting = r->starting.at[slice - r->low];
        vec_push(&e->targets, is_apart(starting) ? starting : r->going.at[slice - r->low]);
        if (apart != NONE) {
            vec_push(&e->targets, apart);
        }
        uint32_t once = once_applied(e, r->instance, r->support, k);
        if (once != NONE) {
            vec_push(&e->targets, once);
        }
        bool doubted = !r->fact && e->doubts && case_doubted(g->c, item, support, &g->theory.from);
        emit_presumption(
            e,
            (Presumption){.instance = r->instance, .support = r->support, .slice = k, .kind = r->fact ? GIVES : STARTS},
            contrary, doubted);
    }
}

/* What excepts the step into the slice (S3.5c): a contrary, the end on it and, for the step out of a start, the end on the slice
 * before. */
static uint32_t step_contrary(const Runs *r, uint32_t slice, bool from_start)
{
    uint32_t found[3], n = 0;
    const uint32_t all[] = {rebuts_of(r->e, r->plain, slice, r->step_standing), ends_on(r, slice),
                            from_start ? ends_on(r, slice - 1) : NONE};
    for (int i = 0; i < 3; i++) {
        if (all[i] != NONE) {
            found[n++] = all[i];
        }
    }
    return emit_either(r->e, found, n);
}

/* The inertia step from an atom of the slice before. */
static void emit_step(const Runs *r, uint32_t from, uint32_t slice, uint32_t contrary)
{
    Emit *e = r->e;
    Ground *g = e->g;
    const Theory *t = &g->theory;
    uint32_t first, end = conditions_of_while(r, &first);
    vec_clear(&e->body);
    vec_push(&e->body, from);
    for (uint32_t w = first; w < end; w++) {
        vec_push(&e->body, emit_atom_on(e, instance_body(t, r->instance)[w], plain_day(r, slice)));
    }
    vec_clear(&e->targets);
    vec_push(&e->targets, r->going.at[slice - r->low]);
    uint32_t apart = rebuts_apart(e, r->plain, slice, r->step_standing);
    if (apart != NONE) {
        vec_push(&e->targets, apart);
    }
    emit_presumption(e, (Presumption){.instance = r->instance, .support = r->support, .slice = slice, .kind = CONTINUES},
                     contrary, false);
}

/* Slice by slice: the atoms of the runs on it, the steps into it, and the literal that they give. */
static void emit_course(Runs *r)
{
    Emit *e = r->e;
    Ground *g = e->g;
    const Theory *t = &g->theory;
    bool lasts = predicate_detail(g->c, RELATION_PREDICATE(t->relation.at[r->plain]))->while_.literals.count > 0;
    uint32_t slices = slices_count(&g->timeline.times, timeline_slices(&g->timeline, r->plain));
    for (uint32_t slice = r->low, at = 0; slice < slices && !*t->limited; slice++, at++) {
        if (at == r->starting.n) { /* past the last start: as long as anything goes on */
            if (r->going.at[at - 1] == NONE && r->starting.at[at - 1] == NONE) {
                break;
            }
            vec_push(&r->starting, NONE);
        }
        uint32_t starting = r->starting.at[at], before = NONE, start_before = NONE, going = NONE;
        if (at && can_step(r, slice)) {
            before = r->going.at[at - 1];
            start_before = surely_ends(r, slice - 1) || !is_apart(r->starting.at[at - 1]) ? NONE : r->starting.at[at - 1];
        }
        uint32_t contrary = before == NONE ? NONE : step_contrary(r, slice, false);
        if (before != NONE && contrary == NONE && start_before == NONE && starting == NONE && !lasts && !r->alone &&
            !atom_has_conflicts(t, r->plain)) {
            going = before; /* nothing can stop it here, and nothing else comes to it: no step is needed */
            before = NONE;
        } else if (before != NONE || start_before != NONE || starting == START) {
            going = r->alone ? ground_atom(g, r->plain, slice) : framework_add_atoms(&g->framework, 1);
        }
        vec_push(&r->going, going);
        if (before != NONE) {
            emit_step(r, before, slice, contrary);
        }
        if (start_before != NONE) {
            emit_step(r, start_before, slice, step_contrary(r, slice, true));
        }
        if (going != NONE && !r->alone) {
            emit_link(e, ground_atom(g, r->plain, slice), going);
        }
        if (is_apart(starting)) {
            emit_link(e, ground_atom(g, r->plain, slice), starting);
        }
    }
}

/* Whether only this instance gives the literal, and no start of it is apart. */
static bool is_alone(const Runs *r)
{
    const Timeline *line = &r->e->g->timeline;
    const AtomId atoms[] = {r->plain, r->begins};
    bool alone =
        r->support == NONE ||
        r->e->g->c->items.at[r->e->g->c->schemas.at[instance_schema(&r->e->g->theory, r->instance)].item].supports.count ==
            1;
    for (int i = 0; i < 2; i++) {
        alone &= line->head_first[atoms[i] + 1] - line->head_first[atoms[i]] == 1;
    }
    for (size_t i = 0; i < r->starting.n; i++) {
        alone &= !is_apart(r->starting.at[i]);
    }
    return alone;
}

/* The stretch that starts on this day; `next` is the day of the next one. */
static Stretch stretch_from(const Runs *r, Day day, Day next)
{
    const Timeline *line = &r->e->g->timeline;
    const Times *times = &line->times;
    SlicesId slices = timeline_slices(line, r->begins);
    TimeId time = timeline_instance(line, r->instance);
    Stretch s = {.first = slice_at(times, slices, day), .undone = NONE};
    s.last = s.first;
    while (s.last + 1 < slices_count(times, slices) &&
           slice_from(times, slices, s.last + 1) == slice_until(times, slices, s.last) &&
           slice_from(times, slices, s.last + 1) < next &&
           times_contain(times, time, slice_from(times, slices, s.last + 1))) {
        s.last++;
    }
    s.run_first = slice_at(times, timeline_slices(line, r->plain), slice_from(times, slices, s.first));
    return s;
}

void emit_runs(Emit *e, InstanceId instance, uint32_t support)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    Timeline *line = &g->timeline;
    const Schema *schema = &g->c->schemas.at[instance_schema(t, instance)];
    Runs r = {.e = e, .instance = instance, .support = support, .begins = instance_head(t, instance)};
    uint32_t said = RELATION_SAID(t->relation.at[r.begins]);
    r.plain = theory_find_said(t, r.begins, said & SAID_NOT);
    r.ends = theory_find_said(t, r.begins, said ^ SAID_BEGINS ^ SAID_ENDS);
    r.fact = schema->role == ROLE_FACT;
    r.plain_standing = standing_of(e, instance, support, schema->role == ROLE_RULE ? ROLE_CHANGE : ROLE_PLAIN);
    r.step_standing = standing_of(e, instance, support, ROLE_STEP);
    timeline_stretches(line, t, instance, &e->stretches);
    if (!e->stretches.n) {
        return; /* it never begins anything */
    }
    VEC(Stretch) stretches = {0};
    for (size_t i = 0; i < e->stretches.n; i++) {
        Day next = i + 1 < e->stretches.n ? e->stretches.at[i + 1] : DAY_NONE_AFTER;
        Stretch s = stretch_from(&r, e->stretches.at[i], next);
        r.low = i ? r.low : s.run_first;
        while (r.starting.n < s.run_first - r.low) {
            vec_push(&r.starting, NONE);
        }
        for (uint32_t k = s.first; k <= s.last; k++) {
            bool apart = ends_on(&r, s.run_first + (k - s.first)) != NONE;
            vec_push(&r.starting, apart ? framework_add_atoms(&g->framework, 1) : START);
        }
        vec_push(&stretches, s);
    }
    r.alone = is_alone(&r);
    emit_course(&r);
    for (size_t i = 0; i < stretches.n && !*t->limited; i++) {
        mark_undone(&r, &stretches.at[i]);
        emit_starts(&r, &stretches.at[i]);
    }
    vec_free(&stretches);
    vec_free(&r.going);
    vec_free(&r.starting);
}
