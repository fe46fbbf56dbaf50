#include "explain/why_internal.h"

#include "base/fatal.h"

/* Derivations as steps: one for each literal on its slice and the rule that gives it there. */

uint8_t finder_label(const Finder *f, uint32_t entry)
{
    return entry & ASSUMED ? f->labels->assumption[entry & ~ASSUMED] : f->labels->atom[entry];
}

uint32_t finder_when(const Finder *f, uint32_t entry)
{
    return entry & ASSUMED ? f->labels->assumption_when[entry & ~ASSUMED] : f->labels->atom_when[entry];
}

uint32_t finder_rule(Finder *f, uint32_t atom)
{
    if (f->restricted) {
        uint32_t number = dense_find(&f->restricted->number, atom);
        uint32_t rule = number == NONE ? NONE : derivation_rule(f->restricted->derivations, number);
        return rule == NONE ? NONE : f->restricted->rules[rule];
    }
    return f->first && f->labels->by[atom] != NONE ? f->labels->by[atom] : derivation_rule(f->shortest, atom);
}

CompositeKind finder_composite(const Finder *f, uint32_t atom)
{
    AtomId literal;
    uint32_t slice;
    return (atom & ASSUMED) || !ground_find_literal(f->g, atom, &literal, &slice)
               ? COMPOSITE_NONE
               : relation_composite(f->g->c, f->g->theory.relation.at[literal]);
}

uint32_t finder_giving_rule(Finder *f, uint32_t atom)
{
    for (;;) {
        uint32_t rule = finder_rule(f, atom);
        if (rule == NONE || ground_presumption(f->g, rule)) {
            return rule;
        }
        const Framework *fw = &f->g->framework;
        uint32_t first = fw->body_first.at[rule], count = fw->body_first.at[rule + 1] - first;
        uint32_t next = count == 1 ? fw->body.at[first] : NONE;
        if (next == NONE || (next & ASSUMED) || next < f->g->literals) {
            return NONE;
        }
        atom = next;
    }
}

/* Which of Finder.step_of has the step. What follows from nothing is the same however it is come to. */
static Map *steps_of(Finder *f, uint32_t atom, uint32_t rule)
{
    const Framework *fw = &f->g->framework;
    uint32_t last = rule == NONE ? finder_rule(f, atom) : rule;
    bool leaf = last != NONE;
    for (uint32_t i = last == NONE ? 0 : fw->body_first.at[last]; last != NONE && i < fw->body_first.at[last + 1]; i++) {
        leaf &= (fw->body.at[i] & ASSUMED) != 0;
    }
    return &f->step_of[leaf ? 3 : f->restricted ? 2 : f->first ? 1 : 0];
}

/* The step for an atom given by a rule (NONE: through other literals), made when first asked for and filled in later. */
static uint32_t step_for(Finder *f, uint32_t atom, uint32_t rule)
{
    uint32_t *step = map_at(steps_of(f, atom, rule), pair_key(atom, rule));
    if (*step == NONE && f->why->steps.n == WHY_MOST_STEPS) {
        f->why->cut = true;
        return NONE;
    }
    if (*step == NONE) {
        *step = vec_next_id(&f->why->steps);
        vec_push(
            &f->why->steps,
            ((WhyStep){.item = NONE, .support = NONE, .began = DAY_FIRST, .from = DAY_NONE_AFTER, .until = DAY_FIRST}));
        vec_push(&f->pending, pair_key(atom, rule));
    }
    return *step;
}

/* What gives a literal's atom over many slices: a fact of those days, or the start of a run; else NONE. */
static const uint32_t given_by_fact = 1u << 31;

static uint32_t giver_of(Finder *f, AtomId literal, uint32_t atom)
{
    const Framework *fw = &f->g->framework;
    uint32_t rule = finder_giving_rule(f, atom);
    const Presumption *p = rule == NONE ? NULL : ground_presumption(f->g, rule);
    if (p && p->kind == GIVES && instance_head(&f->g->theory, p->instance) == literal) {
        return p->instance | given_by_fact;
    }
    while (p && p->kind == CONTINUES) {
        rule = finder_giving_rule(f, fw->body.at[fw->body_first.at[rule]]);
        p = rule == NONE ? NULL : ground_presumption(f->g, rule);
    }
    return p && p->kind != PRESUMES ? rule : NONE;
}

/* What a step rests on, being gathered. What one fact gives on several days is shown once, for all of those; what goes on is shown for the
 * latest of those on which it is needed, where its whole course is. */
typedef struct Because {
    IdVec steps;
    Map given; /* pair (literal, giver) -> the literal's atom that is shown */
} Because;

/* A fact's step is shown for one more slice. */
static void extend(Finder *f, uint32_t atom, uint32_t number)
{
    AtomId literal;
    uint32_t slice;
    if (number != NONE && ground_find_literal(f->g, atom, &literal, &slice)) {
        WhyStep *step = &f->why->steps.at[number];
        SlicesId slices = timeline_slices(&f->g->timeline, literal);
        Day from = slice_from(&f->g->timeline.times, slices, slice),
            until = slice_until(&f->g->timeline.times, slices, slice);
        step->from = from < step->from ? from : step->from;
        step->until = until > step->until ? until : step->until;
    }
}

static void add_because(Finder *f, uint32_t atom, Because *because)
{
    AtomId literal;
    uint32_t slice;
    if (!ground_find_literal(f->g, atom, &literal, &slice)) {
        BUG("a step without a literal");
    }
    uint32_t giver = giver_of(f, literal, atom);
    uint32_t *known = giver == NONE ? NULL : map_at(&because->given, pair_key(literal, giver));
    if (known && *known != NONE && (giver & given_by_fact)) {
        extend(f, atom, step_for(f, *known, finder_giving_rule(f, *known)));
        return;
    }
    if (known && *known != NONE && atom <= *known) {
        return;
    }
    uint32_t on = step_for(f, atom, finder_giving_rule(f, atom));
    if (on != NONE && !ids_contain(&because->steps, on)) {
        vec_push(&because->steps, on);
    }
    if (known) {
        *known = atom;
    }
}

/* The literals through which a condition made of others is derived. */
static void add_members(Finder *f, uint32_t composite, Because *because)
{
    const Framework *fw = &f->g->framework;
    IdVec open = {0};
    vec_push(&open, composite);
    while (open.n) {
        uint32_t rule = finder_rule(f, vec_pop(&open));
        for (uint32_t i = rule == NONE ? 0 : fw->body_first.at[rule]; rule != NONE && i < fw->body_first.at[rule + 1];
             i++) {
            uint32_t entry = fw->body.at[i];
            if (entry & ASSUMED) {
                continue;
            }
            if (entry >= f->g->literals || finder_composite(f, entry)) {
                vec_push(&open, entry);
            } else {
                add_because(f, entry, because);
            }
        }
    }
    vec_free(&open);
}

/* An entry of a body as what the step rests on. */
static void add_entry(Finder *f, uint32_t entry, Because *because)
{
    if (finder_composite(f, entry)) {
        add_members(f, entry, because);
    } else if (!(entry & ASSUMED) && entry < f->g->literals) {
        add_because(f, entry, because);
    }
}

/* Back along a run from a step of inertia to the rule that started it; the attacks on each step of inertia are gathered, and what each
 * needs. */
static uint32_t run_start(Finder *f, WhyStep *step, uint32_t rule, Because *because)
{
    const Framework *fw = &f->g->framework;
    const Presumption *p = ground_presumption(f->g, rule);
    while (p && p->kind == CONTINUES) {
        finder_attacks(f, step, p);
        for (uint32_t i = fw->body_first.at[rule] + 1; i < fw->body_first.at[rule + 1]; i++) {
            add_entry(f, fw->body.at[i], because); /* S3.5f: `while` */
        }
        rule = finder_giving_rule(f, fw->body.at[fw->body_first.at[rule]]);
        p = rule == NONE ? NULL : ground_presumption(f->g, rule);
    }
    return rule;
}

/* A literal that other literals give (`once`, by itself on an earlier slice or by what it asks for), or that nobody need give. */
static uint32_t plain_rule(Finder *f, WhyStep *step, uint32_t atom)
{
    const Ground *g = f->g;
    const Framework *fw = &g->framework;
    AtomId same = step->atom;
    uint32_t rule = NONE, slice;
    step->kind = PLAIN_STEP;
    for (uint32_t at = atom; same == step->atom && at < g->literals;) {
        rule = finder_rule(f, at);
        if (rule != NONE && fw->body_first.at[rule] == fw->body_first.at[rule + 1]) {
            bool ranked = RELATION_PREDICATE(g->theory.relation.at[step->atom]) == g->c->preferred;
            step->kind = ranked ? RANKED_STEP : CLAUSE_STEP;
            break;
        }
        at = rule == NONE ? NONE : fw->body.at[fw->body_first.at[rule]];
        if (at == NONE || !ground_find_literal(g, at, &same, &slice)) {
            break;
        }
    }
    return rule;
}

static uint32_t presumed_rule(Finder *f, WhyStep *step, uint32_t rule, Because *because)
{
    const Ground *g = f->g;
    const Presumption *p = ground_presumption(g, rule);
    if (p->kind == CONTINUES) {
        rule = run_start(f, step, rule, because);
        p = rule == NONE ? NULL : ground_presumption(g, rule);
        if (!p) {
            return NONE;
        }
    }
    /* A run goes on without a step into a slice on which nothing could stop it. */
    AtomId begins = instance_head(&g->theory, p->instance);
    Day began = slice_from(&g->timeline.times, timeline_slices(&g->timeline, begins), p->slice);
    step->ran = begins != step->atom && began != step->from;
    step->began = step->ran ? began : DAY_FIRST;
    step->kind = p->kind;
    step->item = ground_item(g, p);
    step->support = p->support;
    finder_attacks(f, step, p);
    return rule;
}

static void fill_step(Finder *f, uint32_t atom, uint32_t rule)
{
    const Ground *g = f->g;
    const Framework *fw = &g->framework;
    uint32_t number = *map_at(steps_of(f, atom, rule), pair_key(atom, rule)), slice;
    WhyStep step = f->why->steps.at[number];
    if (!ground_find_literal(g, atom, &step.atom, &slice)) {
        BUG("a step without a literal");
    }
    SlicesId slices = timeline_slices(&g->timeline, step.atom);
    step.from = slice_from(&g->timeline.times, slices, slice);
    step.until = slice_until(&g->timeline.times, slices, slice);
    step.label = finder_label(f, atom);
    step.status = step.label == LABEL_IN ? STATUS_ESTABLISHED : STATUS_CONTESTED;
    step.attacks.first = id_of(f->why->attacks.n);
    Because because = {0};
    rule = rule == NONE ? plain_rule(f, &step, atom) : presumed_rule(f, &step, rule, &because);
    for (uint32_t i = rule == NONE ? 0 : fw->body_first.at[rule]; rule != NONE && i < fw->body_first.at[rule + 1]; i++) {
        add_entry(f, fw->body.at[i], &because);
    }
    step.because = (TreeRange){id_of(f->why->ids.n), (uint32_t)because.steps.n};
    vec_append(&f->why->ids, because.steps.at, because.steps.n);
    vec_free(&because.steps);
    map_free(&because.given);
    Day from = f->why->steps.at[number].from, until = f->why->steps.at[number].until; /* where it was extended */
    step.from = from < step.from ? from : step.from;
    step.until = until > step.until ? until : step.until;
    f->why->steps.at[number] = step;
}

uint32_t finder_derive(Finder *f, uint32_t atom, uint32_t rule)
{
    if (rule == NONE && finder_rule(f, atom) == NONE) {
        return NONE;
    }
    uint32_t root = step_for(f, atom, rule == NONE ? finder_giving_rule(f, atom) : rule);
    for (size_t i = 0; i < f->pending.n; i++) {
        fill_step(f, (uint32_t)(f->pending.at[i] >> 32), (uint32_t)f->pending.at[i]);
    }
    vec_clear(&f->pending);
    return root;
}
