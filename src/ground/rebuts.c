#include "ground/emit.h"

/* Rebuts (S4.5). Where every presumption for b attacks every one for a, the attack comes from b itself; only where rank or
 * role excludes some of them is b split into one atom for each standing, which derives b. So the number of rules stays
 * linear in the conflicts, not in the pairs of presumptions. */

#define NO_REBUT (NONE - 1)

uint32_t standing_of(const Emit *e, InstanceId instance, uint32_t support, uint32_t role)
{
    const Theory *t = &e->g->theory;
    const Schema *s = &t->c->schemas.at[instance_schema(t, instance)];
    if (s->role == ROLE_FACT) {
        return CLASS_PLAIN * 4 + role; /* a run that a fact started bears no name and no rank */
    }
    return order_class(&e->g->order, s->item, support) * 4 + role;
}

/* S4.5 with S3.5e: whether the application of a presumption of one standing attacks those of another. */
static bool attacks(Emit *e, uint32_t from, uint32_t to)
{
    Order *order = &e->g->order;
    if (from % 4 == ROLE_STEP && to % 4 == ROLE_CHANGE) {
        return order_less(order, to / 4, from / 4);
    }
    return !order_less(order, from / 4, to / 4);
}

static int by_value(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* By atom, the standings that its presumptions can have. */
static void collect_standings(Emit *e)
{
    const Theory *t = &e->g->theory;
    VEC(uint64_t) all = {0};
    for (InstanceId i = 0; i < t->instance.n; i++) {
        uint32_t schema = instance_schema(t, i);
        if (schema >= SCHEMA_ONCE) {
            continue;
        }
        const Schema *s = &t->c->schemas.at[schema];
        const Item *item = &t->c->items.at[s->item];
        AtomId head = instance_head(t, i), plain = NONE;
        uint32_t said = RELATION_SAID(t->relation.at[head]);
        if ((said & SAID_BEGINS) && !(said & SAID_MODE_NOT)) {
            plain = theory_find_said(t, head, said & SAID_NOT);
        }
        if (!atom_has_conflicts(t, head) && (plain == NONE || !atom_has_conflicts(t, plain))) {
            continue;
        }
        uint32_t count = s->role == ROLE_CLAIM ? item->supports.count : 1;
        for (uint32_t k = 0; k < count; k++) {
            uint32_t support = s->role == ROLE_CLAIM ? item->supports.first + k : NONE;
            uint32_t role = plain != NONE && s->role == ROLE_RULE ? ROLE_CHANGE : ROLE_PLAIN;
            if (s->role != ROLE_FACT) {
                vec_push(&all, pair_key(head, standing_of(e, i, support, role)));
                if (plain != NONE) {
                    vec_push(&all, pair_key(plain, standing_of(e, i, support, role)));
                }
            }
            if (plain != NONE) {
                vec_push(&all, pair_key(plain, standing_of(e, i, support, ROLE_STEP)));
            }
        }
    }
    if (all.n > 1) {
        qsort(all.at, all.n, sizeof(uint64_t), by_value);
    }
    size_t next = 0;
    vec_reserve(&e->standing_first, t->relation.n + 1);
    for (AtomId atom = 0; atom <= t->relation.n; atom++) {
        vec_push(&e->standing_first, vec_next_id(&e->standings));
        for (; next < all.n && all.at[next] >> 32 == atom; next++) {
            if (!next || all.at[next] != all.at[next - 1]) {
                vec_push(&e->standings, (uint32_t)all.at[next]);
            }
        }
    }
    vec_free(&all);
}

/* Whether some presumption for `atom` does not attack some presumption that conflicts with it. */
static bool must_split(Emit *e, AtomId atom)
{
    const Theory *t = &e->g->theory;
    for (uint32_t k = t->conflict_first.at[atom]; k < t->conflict_first.at[atom + 1]; k++) {
        AtomId other = t->conflicts.at[k];
        for (uint32_t i = e->standing_first.at[atom]; i < e->standing_first.at[atom + 1]; i++) {
            for (uint32_t j = e->standing_first.at[other]; j < e->standing_first.at[other + 1]; j++) {
                if (!attacks(e, e->standings.at[i], e->standings.at[j])) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Makes the atoms of each standing, and of facts (the last one), with the rules by which they give the literal. */
static void split(Emit *e, AtomId atom)
{
    Ground *g = e->g;
    uint32_t slices = slices_count(&g->timeline.times, timeline_slices(&g->timeline, atom));
    uint32_t kinds = e->standing_first.at[atom + 1] - e->standing_first.at[atom] + 1;
    uint32_t first = framework_add_atoms(&g->framework, kinds * slices);
    e->split.at[atom] = first;
    for (uint32_t kind = 0; kind < kinds; kind++) {
        for (uint32_t slice = 0; slice < slices; slice++) {
            emit_link(e, ground_atom(g, atom, slice), first + kind * slices + slice);
        }
    }
}

void rebuts_prepare(Emit *e)
{
    const Theory *t = &e->g->theory;
    e->conflicts = t->conflict_first.n > 0;
    if (!e->conflicts) {
        return;
    }
    collect_standings(e);
    for (AtomId atom = 0; atom < t->relation.n; atom++) {
        vec_push(&e->split, NONE);
        if (atom_has_conflicts(t, atom) && must_split(e, atom)) {
            split(e, atom);
        }
    }
}

void rebuts_free(Emit *e)
{
    vec_free(&e->standing_first);
    vec_free(&e->standings);
    vec_free(&e->split);
    dense_free(&e->rebuts);
    map_free(&e->ranked_rebuts);
}

void rebuts_target(Emit *e, AtomId atom, uint32_t slice, uint32_t standing, IdVec *out)
{
    Ground *g = e->g;
    if (!e->conflicts || e->split.at[atom] == NONE) {
        vec_push(out, ground_atom(g, atom, slice));
        return;
    }
    uint32_t slices = slices_count(&g->timeline.times, timeline_slices(&g->timeline, atom));
    uint32_t kind = e->standing_first.at[atom];
    while (kind < e->standing_first.at[atom + 1] && e->standings.at[kind] != standing) {
        kind++;
    }
    vec_push(out, e->split.at[atom] + (kind - e->standing_first.at[atom]) * slices + slice);
}

uint32_t rebuts_of(Emit *e, AtomId atom, uint32_t slice, uint32_t standing)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    if (!e->conflicts || !atom_has_conflicts(t, atom)) {
        return NONE;
    }
    bool any_split = false;
    for (uint32_t k = t->conflict_first.at[atom]; k < t->conflict_first.at[atom + 1]; k++) {
        any_split |= e->split.at[t->conflicts.at[k]] != NONE;
    }
    uint32_t at = ground_atom(g, atom, slice);
    uint32_t known = any_split ? map_find(&e->ranked_rebuts, pair_key(at, standing)) : dense_find(&e->rebuts, at);
    if (known != NONE) {
        return known == NO_REBUT ? NONE : known;
    }
    const Times *times = &g->timeline.times;
    Day day = slice_from(times, timeline_slices(&g->timeline, atom), slice);
    uint32_t contrary = NONE;
    for (uint32_t k = t->conflict_first.at[atom]; k < t->conflict_first.at[atom + 1]; k++) {
        AtomId other = t->conflicts.at[k];
        SlicesId slices = timeline_slices(&g->timeline, other);
        uint32_t on = slice_at(times, slices, day);
        if (on == NONE) {
            continue;
        }
        if (contrary == NONE) {
            contrary = framework_add_atoms(&g->framework, 1);
        }
        uint32_t count = slices_count(times, slices), first = e->split.at[other];
        uint32_t kinds = e->standing_first.at[other + 1] - e->standing_first.at[other];
        for (uint32_t kind = 0; kind <= kinds; kind++) {
            bool fact = kind == kinds;
            if (first == NONE ? !fact
                              : !fact && !attacks(e, e->standings.at[e->standing_first.at[other] + kind], standing)) {
                continue;
            }
            emit_link(e, contrary, first == NONE ? ground_atom(g, other, on) : first + kind * count + on);
        }
    }
    uint32_t *entry = any_split ? map_at(&e->ranked_rebuts, pair_key(at, standing)) : dense_at(&e->rebuts, at);
    *entry = contrary == NONE ? NO_REBUT : contrary;
    return contrary;
}
