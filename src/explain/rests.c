#include "explain/rests.h"

static const Item *rule_item(const Evaluation *e, uint32_t rule, const Presumption **presumption)
{
    const Ground *g = &e->ground;
    *presumption = ground_presumption(g, rule);
    return *presumption ? &g->c->items.at[ground_item(g, *presumption)] : NULL;
}

/* Whether an item of a position that is not among these could help to derive the atom. */
static bool others_behind(Evaluation *e, uint32_t atom, PositionSet by)
{
    const Framework *f = &e->ground.framework;
    const Lists *by_head = &e->derivations.by_head;
    IdVec *stack = &e->stack;
    bool others = false;
    vec_clear(stack);
    vec_push(stack, atom);
    e->round++;
    while (stack->n && !others) {
        uint32_t at = vec_pop(stack);
        if (e->seen[at] == e->round) {
            continue;
        }
        e->seen[at] = e->round;
        for (uint32_t k = by_head->first[at]; k < by_head->first[at + 1] && !others; k++) {
            uint32_t rule = by_head->items[k];
            const Presumption *p;
            const Item *item = rule_item(e, rule, &p);
            others = item && (item->by & ~by);
            for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
                if (!(f->body.at[i] & ASSUMED) && e->seen[f->body.at[i]] != e->round) {
                    vec_push(stack, f->body.at[i]);
                }
            }
        }
    }
    return others;
}

/* Whether items of a position that this step is not of attack it: by what could derive its contrary, or by a denial. */
static bool step_answered(Evaluation *e, const Item *item, const Presumption *p)
{
    const Framework *f = &e->ground.framework;
    if (p->kind == GIVES) {
        return false;
    }
    bool denied = p->doubted && (case_stance(e->ground.c, item).denied & ~item->by);
    return denied || (p->assumption != NONE && others_behind(e, f->contrary.at[p->assumption], item->by));
}

enum { NOT_TRACED, TRACING, TRACED };

/* The atom's own rule and what its conditions have been found to rest on. */
static void trace_atom(Evaluation *e, uint32_t atom, uint32_t rule)
{
    const Framework *f = &e->ground.framework;
    const Presumption *p;
    const Item *item = rule_item(e, rule, &p);
    PositionSet rests = item ? item->by : 0;
    bool answered = item && step_answered(e, item, p);
    for (uint32_t k = f->body_first.at[rule]; k < f->body_first.at[rule + 1]; k++) {
        uint32_t entry = f->body.at[k];
        if (!(entry & ASSUMED)) {
            rests |= e->rests[entry];
            answered |= e->answered[entry];
        }
    }
    e->rests[atom] = rests;
    e->answered[atom] = answered;
    e->traced[atom] = TRACED;
}

/* S5.4 for one atom, along its derivation. */
static void trace(Evaluation *e, uint32_t atom)
{
    const Framework *f = &e->ground.framework;
    if (!e->rests) {
        e->rests = mem_zero(f->atoms, sizeof *e->rests);
        e->answered = mem_zero(f->atoms, 1);
        e->traced = mem_zero(f->atoms, 1);
        e->seen = mem_zero(f->atoms, sizeof *e->seen);
    }
    IdVec path = {0};
    if (!e->traced[atom] && evaluation_rule(e, atom) != NONE) {
        vec_push(&path, atom);
    }
    while (path.n) {
        uint32_t at = vec_last(&path), rule = evaluation_rule(e, at);
        if (e->traced[at] == NOT_TRACED) {
            e->traced[at] = TRACING;
            for (uint32_t k = f->body_first.at[rule]; k < f->body_first.at[rule + 1]; k++) {
                uint32_t entry = f->body.at[k];
                if (!(entry & ASSUMED) && e->traced[entry] == NOT_TRACED) {
                    vec_push(&path, entry);
                }
            }
            continue;
        }
        path.n--;
        if (e->traced[at] == TRACING) {
            trace_atom(e, at, rule);
        }
    }
    vec_free(&path);
}

void rests_note(Evaluation *e, AtomId atom, uint32_t slice, Period *period)
{
    bool anybody = e->ground.c->positions.n > 0;
    uint32_t at = ground_atom(&e->ground, atom, slice);
    if (anybody) {
        trace(e, at);
    }
    period->rests_on = anybody ? e->rests[at] : 0;
    period->unanswered = !anybody || !e->answered[at];
}

/* The same for its derivations on all its slices together. */
static void note_any(Evaluation *e, AtomId atom, Period *period)
{
    const Timeline *line = &e->ground.timeline;
    Period all = {.unanswered = true}, one;
    for (uint32_t k = slices_count(&line->times, timeline_slices(line, atom)); k--;) {
        rests_note(e, atom, k, &one);
        all.rests_on |= one.rests_on;
        all.unanswered &= one.unanswered;
    }
    period->rests_on = all.rests_on;
    period->unanswered = all.unanswered;
}

void rests_add(Evaluation *e, AtomId atom, Period p, Periods *out)
{
    const Times *times = &e->ground.timeline.times;
    SlicesId slices = timeline_slices(&e->ground.timeline, atom);
    Day end = p.until;
    for (uint32_t k = 0; p.from < end && k <= slices_count(times, slices); k++) {
        bool past = k == slices_count(times, slices);
        Day from = past ? end : slice_from(times, slices, k), until = past ? end : slice_until(times, slices, k);
        if (until <= p.from && !past) {
            continue;
        }
        if (from > p.from) {
            p.until = from < end ? from : end;
            note_any(e, atom, &p);
            periods_add(out, p);
            p.from = p.until;
        }
        if (p.from < end && !past) {
            p.until = until < end ? until : end;
            rests_note(e, atom, k, &p);
            periods_add(out, p);
            p.from = p.until;
        }
    }
}
