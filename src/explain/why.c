#include "explain/why_internal.h"

#include "explain/depends.h"

/* Telling the statuses of steps apart costs a search for each. */
enum { MOST_FINER_STEPS = 24 };

static uint32_t derive_on(Finder *f, AtomId atom, Day day)
{
    uint32_t at = atom == NONE ? NONE : ground_atom_on(f->g, atom, day);
    return at == NONE ? NONE : finder_derive(f, at, NONE);
}

static void add_contrary(Finder *f, AtomId atom, Day day)
{
    uint32_t root = derive_on(f, atom, day);
    if (root != NONE && !ids_contain(&f->why->contrary_roots, root)) {
        vec_push(&f->why->contrary_roots, root);
    }
}

/* A run that a fact stopped is not followed further in the framework: explains it as it was, and what stopped it. */
static void find_lapsed(Finder *f, AtomId atom, Day day)
{
    const Ground *g = f->g;
    const Theory *t = &g->theory;
    SlicesId slices = timeline_slices(&g->timeline, atom);
    uint32_t slice = slice_at(&g->timeline.times, slices, day);
    while (slice != NONE && slice && finder_rule(f, ground_atom(g, atom, slice - 1)) == NONE) {
        slice--;
    }
    if (slice == NONE || !slice) {
        return;
    }
    Why *why = f->why;
    Day last = slice_from(&g->timeline.times, slices, slice - 1);
    why->lapsed = slice_from(&g->timeline.times, slices, slice);
    derive_on(f, atom, last);
    why->own = id_of(why->steps.n);
    AtomId ends = theory_find_said(t, atom, (RELATION_SAID(t->relation.at[atom]) & SAID_NOT) | SAID_ENDS);
    add_contrary(f, ends,
                 evaluation_status(f->e, ends == NONE ? atom : ends, why->lapsed) == STATUS_ESTABLISHED ? why->lapsed
                                                                                                        : last);
    for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[atom] : 0;
         t->conflict_first.n && k < t->conflict_first.at[atom + 1]; k++) {
        add_contrary(f, t->conflicts.at[k], why->lapsed);
    }
}

/* The steps that a list of attacks asks for, each level behind the one before: what makes them, or what answers them. */
static void show_later(Finder *f, bool answers)
{
    Why *why = f->why;
    for (size_t i = 0; i < (answers ? f->answers.n : f->makers.n); i++) {
        Later l = answers ? f->answers.at[i] : f->makers.at[i];
        f->depth = l.depth;
        f->first = finder_label(f, l.atom) == LABEL_IN;
        if (l.failure) {
            uint32_t failure = finder_failure(f, l.atom);
            why->attacks.at[l.attack].failure = failure;
        } else {
            uint32_t step = finder_derive(f, l.atom, l.rule);
            *(answers ? &why->attacks.at[l.attack].answer : &why->attacks.at[l.attack].maker) = step;
        }
        f->first = false;
    }
    f->depth = 0;
}

/* Tells the statuses of the first steps apart as S5.3 does. */
static void tell_statuses(Finder *f)
{
    Why *why = f->why;
    for (size_t i = 0, told = 0; i < why->steps.n && told < MOST_FINER_STEPS; i++) {
        WhyStep *s = &why->steps.at[i];
        if (s->status == STATUS_CONTESTED && s->label == LABEL_OUT) {
            s->status = STATUS_DEFEATED;
        } else if (s->status == STATUS_CONTESTED) {
            const Theory *t = &f->g->theory;
            Day day = s->from <= why->day && why->day < s->until ? why->day : s->from;
            s->status = evaluation_finer(f->e, t->relation.at[s->atom], atom_args(t, s->atom), day);
            told++;
        }
    }
}

static void find_between(Finder *f, AtomId atom)
{
    Why *why = f->why;
    uint32_t at = ground_atom_on(f->g, atom, why->day);
    if (at != NONE && (why->period.status != STATUS_DEFEATED || finder_label(f, at) == LABEL_OPEN)) {
        why_find_readings(f, at);
    }
    if (!why->readings.n) {
        derive_on(f, atom, why->day);
        why->own = id_of(why->steps.n);
    }
}

/* Whose items occur in the derivation that is shown first; a reading's own may be another than the shortest. */
static void find_rests(Why *why, const Case *c, uint32_t root)
{
    IdVec steps = {0};
    vec_push(&steps, root);
    why->period.rests_on = 0;
    for (size_t i = 0; i < steps.n; i++) {
        const WhyStep *s = &why->steps.at[steps.at[i]];
        why->period.rests_on |= s->item == NONE ? 0 : c->items.at[s->item].by;
        for (uint32_t k = 0; k < s->because.count; k++) {
            if (!ids_contain(&steps, why->ids.at[s->because.first + k])) {
                vec_push(&steps, why->ids.at[s->because.first + k]);
            }
        }
    }
    vec_free(&steps);
}

/* The grounding in which the literal is explained: that of the components' own slices, where its finer status was found there. */
static void choose_ground(Finder *f, Evaluation *e, AtomId atom)
{
    bool joined = atom != NONE && f->why->period.status != STATUS_ESTABLISHED && e->has_components &&
                  timeline_slices(&e->joined.timeline, atom) != SLICES_NONE;
    uint32_t at = atom == NONE ? NONE : ground_atom_on(&e->ground, atom, f->why->day);
    joined &= at != NONE && e->grounded.atom[at] == LABEL_OPEN;
    f->g = joined ? &e->joined : &e->ground;
    f->labels = joined ? &e->joined_grounded : &e->grounded;
    f->why->ground = f->g;
}

void why_find(Why *why, Evaluation *e, RelationId relation, const ConstantId *args, Day day)
{
    *why = (Why){.relation = relation, .args = args, .day = day, .lapsed = DAY_NONE_AFTER};
    Periods periods = {0};
    evaluation_periods(e, relation, args, (Wanted){.everywhere = true}, &periods);
    why->period = *periods_at(&periods, day);
    periods_free(&periods);
    AtomId atom = theory_find(&e->ground.theory, relation, args);
    Finder f = {.why = why, .e = e, .argued = NONE};
    choose_ground(&f, e, atom);
    Derivations apart;
    derivations_open(&apart, &f.g->framework, f.labels->atom, f.labels->assumption, f.labels->by);
    f.shortest = f.g == &e->ground ? &e->derivations : &apart;
    f.by_head = derivations_by_head(f.shortest);
    uint8_t status = why->period.status;
    if (status == STATUS_ESTABLISHED) {
        derive_on(&f, atom, day);
        why->own = id_of(why->steps.n);
    } else if (status != STATUS_UNSUPPORTED) {
        find_between(&f, atom);
    }
    if (atom != NONE && !why->own && status != STATUS_UNSUPPORTED) {
        find_lapsed(&f, atom, day);
    } else if (status != STATUS_ESTABLISHED) {
        IdVec against = {0};
        theory_find_conflicts(&e->ground.theory, relation, args, &against);
        for (size_t i = 0; i < against.n && !why->readings.n; i++) {
            add_contrary(&f, against.at[i], day);
        }
        vec_free(&against);
    }
    uint32_t root = why->readings.n ? why->readings.at[0].root : why->own ? 0 : NONE;
    if (root != NONE && !why->cut) {
        find_rests(why, f.g->c, root);
    }
    show_later(&f, false);
    why->against = id_of(why->steps.n);
    show_later(&f, true);
    tell_statuses(&f);
    if (status == STATUS_UNSUPPORTED) {
        why_find_missing(why, e, day);
    }
    derivations_free(&apart);
    for (int i = 0; i < 4; i++) {
        map_free(&f.step_of[i]);
    }
    map_free(&f.failure_of);
    vec_free(&f.pending);
    vec_free(&f.makers);
    vec_free(&f.answers);
}

bool why_choose_days(Evaluation *shown, Evaluation *e, RelationId relation, const ConstantId *args, Day day)
{
    const DaySpan *choice = depends_choice(e, relation, args, day);
    *shown = (Evaluation){0};
    if (!choice) {
        return false;
    }
    Viewpoint from = e->ground.theory.from;
    Diagnostics aside = {0};
    from.taken = choice;
    bool good = evaluation_run_timed(shown, e->ground.c, from, &aside);
    diag_free(&aside);
    return good;
}

void why_note_dates(Why *why, Evaluation *e)
{
    const DaySpan *choice = e->depends->choice;
    Periods periods = {0};
    evaluation_periods(e, why->relation, why->args, (Wanted){.days = &why->day, .count = 1}, &periods);
    why->whole = *periods_at(&periods, why->day);
    for (uint32_t i = 0; i < why->whole.depends.count; i++) {
        UnknownId unknown = periods.unknowns.at[why->whole.depends.first + i];
        vec_push(&why->dates, unknown);
        vec_push(&why->taken, choice[unknown].lo);
    }
    why->whole.depends.first = 0;
    periods_free(&periods);
}

void why_free(Why *why)
{
    vec_free(&why->dates);
    vec_free(&why->taken);
    vec_free(&why->steps);
    vec_free(&why->attacks);
    vec_free(&why->failures);
    vec_free(&why->readings);
    vec_free(&why->kept);
    vec_free(&why->missing);
    vec_free(&why->conditions);
    vec_free(&why->elsewhere);
    vec_free(&why->ids);
    vec_free(&why->contrary_roots);
}
