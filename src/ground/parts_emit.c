#include "ground/emit.h"

/* Conditions made of others, as plain inferences of the framework (S2.5, S3.4). All are linear: `at least n` of k members takes
 * n (k - n + 1) rules twice on a slice, a window as many as there are slices that it looks at or is asked about. */

/* The first of the atom's slices that the instance has days in, and how many follow. */
static bool first_slice(const Emit *e, InstanceId instance, uint32_t *slice)
{
    const Ground *g = e->g;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, instance_head(&g->theory, instance));
    TimeId time = timeline_instance(&g->timeline, instance);
    while (*slice < slices_count(times, slices) && !times_contain(times, time, slice_from(times, slices, *slice))) {
        ++*slice;
    }
    return *slice < slices_count(times, slices);
}

/* The head on each slice, from the conditions on the same day. */
static void emit_conjunction(Emit *e, InstanceId instance)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    AtomId head = instance_head(t, instance);
    for (uint32_t k = 0; first_slice(e, instance, &k) && !*t->limited; k++) {
        Day day = slice_from(&g->timeline.times, timeline_slices(&g->timeline, head), k);
        vec_clear(&e->body);
        for (uint32_t i = 0; i < instance_body_count(t, instance); i++) {
            vec_push(&e->body, emit_atom_on(e, instance_body(t, instance)[i], day));
        }
        emit_rule(e, ground_atom(g, head, k), &e->body, NONE);
    }
}

/* The atom on one of these days, nobody knows which. */
static uint32_t emit_on_some_day(Emit *e, AtomId atom, DaySpan days)
{
    Ground *g = e->g;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, atom);
    IdVec then = {0};
    for (uint32_t k = 0; k < slices_count(times, slices); k++) {
        if (slice_from(times, slices, k) <= days.hi && slice_until(times, slices, k) > days.lo) {
            vec_push(&then, ground_atom(g, atom, k));
        }
    }
    uint32_t either = then.n ? emit_either(e, then.at, then.n) : NONE;
    vec_free(&then);
    if (either == NONE) {
        return NONE;
    }
    uint32_t body[] = {either, emit_maybe(e)}, some = framework_add_atoms(&g->framework, 1);
    emit_rule(e, some, &(IdVec){body, 2, 2}, NONE);
    return some;
}

/* `a on D`: on every day alike. */
static void emit_on(Emit *e, InstanceId instance)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    AtomId head = instance_head(t, instance);
    DaySpan day = theory_day(t, atom_args(t, head)[relation_arity(t->c, t->relation.at[head]) - 1]);
    uint32_t looked = emit_atom_on(e, instance_body(t, instance)[0], day.lo);
    if (day.lo != day.hi) {
        looked = emit_on_some_day(e, instance_body(t, instance)[0], day);
    }
    for (uint32_t k = 0; looked != NONE && first_slice(e, instance, &k); k++) {
        emit_link(e, ground_atom(g, head, k), looked);
    }
}

/* head <- n of the atoms hold: by counting through them one after the other. `among` has, by how many, the atom that says that so many
 * of those before hold, or NONE. */
static void emit_count_of(Emit *e, uint32_t head, const IdVec *atoms, uint32_t wanted)
{
    IdVec among = {0};
    for (uint32_t c = 0; c < wanted; c++) {
        vec_push(&among, NONE);
    }
    const bool *limited = e->g->theory.limited;
    for (uint32_t i = 0; i < atoms->n && !*limited; i++) {
        uint32_t left = id_of(atoms->n) - i - 1;
        for (uint32_t c = i + 1 < wanted ? i + 1 : wanted; c >= 1 && c + left >= wanted; c--) {
            if (c > 1 && among.at[c - 1] == NONE) {
                continue;
            }
            uint32_t body[] = {atoms->at[i], c > 1 ? among.at[c - 1] : NONE};
            uint32_t so_many = c == wanted ? head : framework_add_atoms(&e->g->framework, 1);
            emit_rule(e, so_many, &(IdVec){body, c > 1 ? 2 : 1, 2}, NONE);
            if (c < wanted) {
                if (among.at[c] != NONE) {
                    emit_link(e, so_many, among.at[c]);
                }
                among.at[c] = so_many;
            }
        }
    }
    vec_free(&among);
}

static void emit_count(Emit *e, InstanceId instance)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    AtomId head = instance_head(t, instance);
    uint32_t wanted = predicate_detail(t->c, RELATION_PREDICATE(t->relation.at[head]))->number;
    for (uint32_t k = 0; first_slice(e, instance, &k) && !*t->limited; k++) {
        Day day = slice_from(&g->timeline.times, timeline_slices(&g->timeline, head), k);
        vec_clear(&e->body);
        for (uint32_t i = 0; i < instance_body_count(t, instance); i++) {
            uint32_t atom = emit_atom_on(e, instance_body(t, instance)[i], day);
            if (atom != NONE) {
                vec_push(&e->body, atom);
            }
        }
        emit_count_of(e, ground_atom(g, head, k), &e->body, wanted);
    }
}

/* What a window sees on one of its slices: these slices of what it looks at. */
typedef struct Seen {
    uint32_t slice, first, last;
} Seen;

/* Atoms for "one of these, up to here" from a slice on which some window rests, backward and forward: every window that sees the slice
 * is then two of them. */
typedef struct Chain {
    uint32_t pivot;
    IdVec back, forth; /* by distance */
} Chain;

/* The atom of the chain at a distance; made, with those before it, from the atoms of `looked` when first asked for. */
static uint32_t chain_at(Emit *e, IdVec *chain, uint32_t distance, uint32_t looked, bool back)
{
    while (chain->n <= distance) {
        uint32_t n = id_of(chain->n), atom = back ? looked - n : looked + n;
        if (n) {
            uint32_t pair[] = {vec_last(chain), atom};
            atom = emit_either(e, pair, 2);
        }
        vec_push(chain, atom);
    }
    return chain->at[distance];
}

static void emit_seen(Emit *e, uint32_t head, const Seen *seen, uint32_t looked, Chain *chain)
{
    if (chain->pivot == NONE || seen->first > chain->pivot) {
        chain->pivot = seen->last;
        vec_clear(&chain->back);
        vec_clear(&chain->forth);
    }
    uint32_t pivot = looked + chain->pivot;
    emit_link(e, head, chain_at(e, &chain->back, chain->pivot - seen->first, pivot, true));
    if (seen->last > chain->pivot) {
        emit_link(e, head, chain_at(e, &chain->forth, seen->last - chain->pivot, pivot, false));
    }
}

/* `once a within …`: on each slice of it, the slices of a that it sees. Both ends of what it sees only move on. */
static void emit_window(Emit *e, InstanceId instance)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    const Times *times = &g->timeline.times;
    AtomId head = instance_head(t, instance), atom = instance_body(t, instance)[0];
    const PredicateDetail *within = predicate_detail(t->c, RELATION_PREDICATE(t->relation.at[head]));
    SlicesId own = timeline_slices(&g->timeline, head), looked = timeline_slices(&g->timeline, atom);
    Chain chain = {.pivot = NONE};
    Seen seen = {0};
    for (; first_slice(e, instance, &seen.slice) && !*t->limited; seen.slice++) {
        Day day = slice_from(times, own, seen.slice);
        while (parts_window_end(within, slice_until(times, looked, seen.first)) <= day) {
            seen.first++;
        }
        seen.last = seen.last > seen.first ? seen.last : seen.first;
        while (seen.last + 1 < slices_count(times, looked) && slice_from(times, looked, seen.last + 1) <= day) {
            seen.last++;
        }
        emit_seen(e, ground_atom(g, head, seen.slice), &seen, ground_atom(g, atom, 0), &chain);
    }
    vec_free(&chain.back);
    vec_free(&chain.forth);
}

void emit_part(Emit *e, InstanceId instance)
{
    const Theory *t = &e->g->theory;
    switch (relation_composite(t->c, t->relation.at[instance_head(t, instance)])) {
    case COMPOSITE_ON:
        emit_on(e, instance);
        break;
    case COMPOSITE_WITHIN:
        emit_window(e, instance);
        break;
    case COMPOSITE_AT_LEAST:
        emit_count(e, instance);
        break;
    default:
        emit_conjunction(e, instance);
        break;
    }
}
