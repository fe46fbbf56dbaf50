#include "explain/ended.h"

#include "ground/uncertain.h"

static AtomId beginning_of(const Evaluation *e, AtomId atom)
{
    const Theory *t = &e->ground.theory;
    return theory_find_said(t, atom, RELATION_SAID(t->relation.at[atom]) | SAID_BEGINS);
}

/* Whether a run of the atom is established on the slice: it begins there, or goes on. */
static bool runs_there(Evaluation *e, AtomId atom, SlicesId slices, uint32_t slice)
{
    const Ground *g = &e->ground;
    Day from = slice_from(&g->timeline.times, slices, slice);
    if (evaluation_status(e, beginning_of(e, atom), from) == STATUS_ESTABLISHED) {
        return true;
    }
    const Lists *by_head = derivations_by_head(&e->derivations);
    uint32_t at = ground_atom(g, atom, slice);
    bool found = false;
    for (uint32_t k = by_head->first[at]; k < by_head->first[at + 1] && !found; k++) {
        uint32_t rule = by_head->items[k], stems = g->rule_from.at[rule];
        if (stems != NONE) {
            found = g->presumptions.at[stems].kind == CONTINUES; /* then nothing else gives it */
            continue;
        }
        const uint32_t *body =
            g->framework.body.at + g->framework.body_first.at[rule]; /* the grounding's own atom for "a run goes on" */
        uint32_t count = g->framework.body_first.at[rule + 1] - g->framework.body_first.at[rule];
        found = count == 1 && !(*body & ASSUMED) && *body >= g->literals && e->grounded.atom[*body] == LABEL_IN;
    }
    return found;
}

/* Whether what a run of the atom needs (`while`, S3.5f) is possible on the day: else it stops by itself. With `touched`, whether that is
 * certain. */
static bool could_go_on(const Evaluation *e, AtomId atom, Day day, const uint8_t *touched)
{
    const Theory *t = &e->ground.theory;
    const Timeline *line = &e->ground.timeline;
    uint32_t needs = predicate_detail(t->c, RELATION_PREDICATE(t->relation.at[atom]))->while_.literals.count;
    InstanceId start = needs ? line->by_head[line->head_first[beginning_of(e, atom)]] : NONE;
    bool could = true;
    for (uint32_t k = 1; k <= needs && could; k++) {
        AtomId need = instance_body(t, start)[instance_body_count(t, start) - k];
        could = evaluation_status(e, need, day) != STATUS_UNSUPPORTED && !(touched && touched[need]);
    }
    return could;
}

bool ended_here(Evaluation *e, AtomId atom, AtomId ends, SlicesId slices, uint32_t slice)
{
    const Times *times = &e->ground.timeline.times;
    if (!slice || ends == NONE || slice_until(times, slices, slice - 1) != slice_from(times, slices, slice)) {
        return false;
    }
    Day day = slice_from(times, slices, slice), before = slice_from(times, slices, slice - 1);
    return evaluation_status(e, atom, before) == STATUS_ESTABLISHED &&
           evaluation_status(e, atom, day) != STATUS_ESTABLISHED &&
           (evaluation_status(e, ends, day) == STATUS_ESTABLISHED ||
            evaluation_status(e, ends, before) == STATUS_ESTABLISHED) &&
           runs_there(e, atom, slices, slice - 1) && could_go_on(e, atom, day, NULL);
}

bool ended_may_be(const Evaluation *e, AtomId ends, const uint8_t *touched, Day by)
{
    if (ends == NONE || touched[ends]) {
        return false;
    }
    const Times *times = &e->ground.timeline.times;
    SlicesId slices = timeline_slices(&e->ground.timeline, ends);
    bool may = false;
    for (uint32_t k = slices_count(times, slices); k-- && !may;) {
        Day from = slice_from(times, slices, k);
        may = from <= by && evaluation_status(e, ends, from) == STATUS_ESTABLISHED;
    }
    return may;
}

/* Whether the instance can apply on the day, as far as that is certain. */
static bool may_apply(const Evaluation *e, InstanceId instance, Day day, const uint8_t *touched)
{
    const Theory *t = &e->ground.theory;
    const Schema *s = instance_said(t, instance);
    if (!s) {
        return true;
    }
    Stretched surely, possibly;
    uncertain_days(t, instance, t->domain, t->domain, &surely, &possibly);
    bool known = surely.from == possibly.from && surely.until == possibly.until;
    for (uint32_t k = instance_body_count(t, instance); k-- && known;) {
        known = !touched[instance_body(t, instance)[k]];
    }
    const Timeline *line = &e->ground.timeline;
    bool inside = possibly.from <= day && day < possibly.until;
    return inside && (!known || times_contain(&line->times, timeline_instance(line, instance), day));
}

/* Whether a run is all that can give the atom on the day. */
static bool only_by_run(const Evaluation *e, AtomId atom, Day day, const uint8_t *touched)
{
    const Theory *t = &e->ground.theory;
    const Timeline *line = &e->ground.timeline;
    bool only = true;
    for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1] && only; k++) {
        InstanceId instance = line->by_head[k];
        only = instance_schema(t, instance) == SCHEMA_RUN || !may_apply(e, instance, day, touched);
    }
    return only;
}

void ended_note(const Evaluation *e, AtomId atom, AtomId ends, const uint8_t *touched, Periods *periods)
{
    Day ended = DAY_NONE_AFTER;
    bool known = ends != NONE && !touched[ends];
    for (size_t i = 1; i < periods->n && known; i++) {
        Period *p = &periods->at[i];
        const Period *before = p - 1;
        bool was = before->status == STATUS_ESTABLISHED && !before->statuses;
        if (p->given_up || p->status == STATUS_ESTABLISHED || p->statuses >> STATUS_ESTABLISHED & 1) {
            ended = DAY_NONE_AFTER;
        } else if (was &&
                   (evaluation_status(e, ends, p->from) == STATUS_ESTABLISHED ||
                    evaluation_status(e, ends, p->from - 1) == STATUS_ESTABLISHED) &&
                   only_by_run(e, atom, p->from - 1, touched) && could_go_on(e, atom, p->from, touched)) {
            ended = p->from;
        }
        p->ended = ended;
    }
}
