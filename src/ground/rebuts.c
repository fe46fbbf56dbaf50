#include "ground/emit.h"

#include "base/fatal.h"
#include "ground/ranking.h"

/* Rebuts (S4.5). Where whatever gives b attacks all presumptions for a of a standing, the attack comes from b itself; only where
 * rank or role excludes some of it do the standings that attack have atoms apart, derived along with b. So the number of rules stays
 * linear in the conflicts, not in the pairs of presumptions. */

uint32_t standing_of(const Emit *e, InstanceId instance, uint32_t support, uint32_t role)
{
    const Theory *t = &e->g->theory;
    const Schema *s = &t->c->schemas.at[instance_schema(t, instance)];
    if (s->role == ROLE_FACT) {
        return CLASS_PLAIN * 4 + role; /* a run that a fact started bears no name and no rank */
    }
    return order_class(e->g->order, s->item, support) * 4 + role;
}

bool rebuts_attack(Emit *e, uint32_t from, uint32_t to)
{
    Order *order = e->g->order;
    if (from == NONE) {
        return true; /* a fact */
    }
    if (from % 4 == ROLE_STEP && to % 4 == ROLE_CHANGE) {
        return order_less(order, to / 4, from / 4);
    }
    return !order_less(order, from / 4, to / 4);
}

/* Where S4.3 decides between the two, either way, argument does not override it. */
AtomId rebuts_argued_against(Emit *e, uint32_t from, uint32_t to)
{
    Order *order = e->g->order;
    if (!e->argued || from == NONE || (from % 4 == ROLE_CHANGE && to % 4 == ROLE_STEP) ||
        (from % 4 == ROLE_STEP && to % 4 == ROLE_CHANGE)) {
        return NONE;
    }
    ItemId attacker = order_item(order, from / 4), attacked = order_item(order, to / 4);
    if (attacker == NONE || attacked == NONE || (e->exempt && (e->exempt[attacker] || e->exempt[attacked])) ||
        order_less(order, from / 4, to / 4) || order_less(order, to / 4, from / 4)) {
        return NONE;
    }
    return ranking_find(&e->g->theory, attacked, attacker);
}

/* What gives an atom with a standing: its presumptions and, of standing NONE, its facts. */
typedef void GivenBy(Emit *e, AtomId atom, uint32_t standing, InstanceId instance);

static void given_by_instance(Emit *e, InstanceId i, GivenBy *each)
{
    const Theory *t = &e->g->theory;
    const Schema *s = &t->c->schemas.at[instance_schema(t, i)];
    const Item *item = &t->c->items.at[s->item];
    AtomId head = instance_head(t, i), plain = NONE;
    uint32_t said = RELATION_SAID(t->relation.at[head]);
    if ((said & SAID_BEGINS) && !(said & SAID_MODE_NOT)) {
        plain = theory_find_said(t, head, said & SAID_NOT);
    }
    bool bears = atom_has_conflicts(t, head), plain_bears = plain != NONE && atom_has_conflicts(t, plain);
    if (!bears && !plain_bears) {
        return;
    }
    uint32_t count = s->role == ROLE_CLAIM ? item->supports.count : 1;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t support = s->role == ROLE_CLAIM ? item->supports.first + k : NONE;
        uint32_t role = plain != NONE && s->role == ROLE_RULE ? ROLE_CHANGE : ROLE_PLAIN;
        uint32_t standing = s->role == ROLE_FACT ? NONE : standing_of(e, i, support, role);
        if (bears) {
            each(e, head, standing, i);
        }
        if (plain_bears) {
            each(e, plain, standing, i);
            each(e, plain, standing_of(e, i, support, ROLE_STEP), i);
        }
    }
}

static void for_each_given(Emit *e, GivenBy *each)
{
    const Theory *t = &e->g->theory;
    for (InstanceId i = 0; i < t->instance.n; i++) {
        instance_fetch_ahead(t, i);
        if (e->g->timeline.bears && !e->g->timeline.bears[instance_head(t, i)]) {
            continue;
        }
        if (instance_said(t, i)) {
            given_by_instance(e, i, each);
        } else if (instance_is_built_in(t, i) && instance_is_taken(t, i) && atom_has_conflicts(t, instance_head(t, i))) {
            each(e, instance_head(t, i), NONE, i);
        }
    }
}

static void collect(Emit *e, AtomId atom, uint32_t standing, InstanceId instance)
{
    (void)instance;
    vec_push(&e->given, pair_key(atom, standing));
}

/* By atom, the standings with which it can be given. */
static void collect_standings(Emit *e)
{
    const Theory *t = &e->g->theory;
    for_each_given(e, collect);
    pairs_sort(e->given.at, e->given.n);
    size_t next = 0;
    vec_reserve(&e->standing_first, t->relation.n + 1);
    for (AtomId atom = 0; atom <= t->relation.n; atom++) {
        vec_push(&e->standing_first, vec_next_id(&e->standings));
        for (; next < e->given.n && e->given.at[next] >> 32 == atom; next++) {
            if (!next || e->given.at[next] != e->given.at[next - 1]) {
                vec_push(&e->standings, (uint32_t)e->given.at[next]);
            }
        }
    }
    vec_free(&e->given);
}

/* Whether whatever gives the atom attacks the presumptions of this standing for what conflicts with it, beyond argument. */
static bool all_attack(Emit *e, AtomId atom, uint32_t to)
{
    for (uint32_t i = e->standing_first.at[atom]; i < e->standing_first.at[atom + 1]; i++) {
        if (!rebuts_attack(e, e->standings.at[i], to) || rebuts_argued_against(e, e->standings.at[i], to) != NONE) {
            return false;
        }
    }
    return true;
}

/* Marks the standings of the atom that attack something which others of its standings do not attack. */
static void set_apart(Emit *e, AtomId atom)
{
    const Theory *t = &e->g->theory;
    for (uint32_t k = t->conflict_first.at[atom]; k < t->conflict_first.at[atom + 1]; k++) {
        AtomId other = t->conflicts.at[k];
        for (uint32_t j = e->standing_first.at[other]; j < e->standing_first.at[other + 1]; j++) {
            uint32_t to = e->standings.at[j];
            if (to == NONE || all_attack(e, atom, to)) {
                continue;
            }
            e->ranked = true;
            for (uint32_t i = e->standing_first.at[atom]; i < e->standing_first.at[atom + 1]; i++) {
                if (e->apart.at[i] == NONE && rebuts_attack(e, e->standings.at[i], to)) {
                    e->apart.at[i] = vec_next_id(&e->apart_atoms);
                    for (uint32_t n = slices_count(&e->g->timeline.times, timeline_slices(&e->g->timeline, atom)); n--;) {
                        vec_push(&e->apart_atoms, NONE);
                    }
                }
            }
        }
    }
}

/* The place of a standing among those of the atom. */
static uint32_t standing_at(const Emit *e, AtomId atom, uint32_t standing)
{
    uint32_t i = e->standing_first.at[atom];
    while (i < e->standing_first.at[atom + 1] && e->standings.at[i] != standing) {
        i++;
    }
    BUG_UNLESS(i < e->standing_first.at[atom + 1]);
    return i;
}

/* Makes the atoms of a standing that is apart, on the slices on which the instance gives it. */
static void make_apart(Emit *e, AtomId atom, uint32_t standing, InstanceId instance)
{
    Ground *g = e->g;
    uint32_t first = e->apart.at[standing_at(e, atom, standing)];
    if (first == NONE) {
        return;
    }
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, atom);
    bool step = standing != NONE && standing % 4 == ROLE_STEP;
    TimeId time = step ? timeline_possible(&g->timeline, atom) : timeline_instance(&g->timeline, instance);
    for (uint32_t slice = 0; slice < slices_count(times, slices); slice++) {
        uint32_t *apart = &e->apart_atoms.at[first + slice];
        if (*apart == NONE && times_contain(times, time, slice_from(times, slices, slice))) {
            *apart = framework_add_atoms(&g->framework, 1);
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
    for (size_t i = 0; i < e->standings.n; i++) {
        vec_push(&e->apart, NONE);
    }
    for (AtomId atom = 0; atom < t->relation.n; atom++) {
        if (atom_has_conflicts(t, atom)) {
            set_apart(e, atom);
        }
    }
    if (e->apart_atoms.n) {
        for_each_given(e, make_apart);
    }
}

void rebuts_free(Emit *e)
{
    vec_free(&e->standing_first);
    vec_free(&e->standings);
    vec_free(&e->apart);
    vec_free(&e->apart_atoms);
    dense_free(&e->rebut_latest);
    vec_free(&e->rebuts);
}

uint32_t rebuts_apart(const Emit *e, AtomId atom, uint32_t slice, uint32_t standing)
{
    if (!e->apart_atoms.n || !atom_has_conflicts(&e->g->theory, atom)) {
        return NONE;
    }
    uint32_t first = e->apart.at[standing_at(e, atom, standing)];
    return first == NONE ? NONE : e->apart_atoms.at[first + slice];
}

void rebuts_target(const Emit *e, AtomId atom, uint32_t slice, uint32_t standing, IdVec *out)
{
    uint32_t apart = rebuts_apart(e, atom, slice, standing);
    vec_push(out, ground_atom(e->g, atom, slice));
    if (apart != NONE) {
        vec_push(out, apart);
    }
}

void rebuts_emit(Emit *e, uint32_t contrary, uint32_t from, uint32_t preferred)
{
    if (preferred == NONE) {
        emit_link(e, contrary, from);
        return;
    }
    uint32_t body[] = {from, ASSUMED | framework_add_assumption(&e->g->framework, preferred)};
    vec_push(&e->g->assumption_from, NONE);
    emit_rule(e, contrary, &(IdVec){body, 2, 2}, NONE);
}

/* Adds contrary <- whatever gives `other` on the slice and attacks presumptions of the standing. */
static void add_rebuts(Emit *e, AtomId other, uint32_t slice, uint32_t standing, Day day, uint32_t *contrary)
{
    bool all = all_attack(e, other, standing);
    for (uint32_t i = e->standing_first.at[other]; i < e->standing_first.at[other + 1]; i++) {
        uint32_t from = NONE;
        if (all) {
            from = ground_atom(e->g, other, slice);
        } else if (rebuts_attack(e, e->standings.at[i], standing)) {
            from = e->apart_atoms.at[e->apart.at[i] + slice];
        }
        if (from != NONE) {
            *contrary = *contrary == NONE ? framework_add_atoms(&e->g->framework, 1) : *contrary;
            AtomId argued = all ? NONE : rebuts_argued_against(e, e->standings.at[i], standing);
            rebuts_emit(e, *contrary, from, argued == NONE ? NONE : emit_atom_on(e, argued, day));
        }
        if (all) {
            break;
        }
    }
}

uint32_t rebuts_of(Emit *e, AtomId atom, uint32_t slice, uint32_t standing)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    if (!e->conflicts || !atom_has_conflicts(t, atom)) {
        return NONE;
    }
    uint32_t *latest = dense_at(&e->rebut_latest, ground_atom(g, atom, slice));
    for (uint32_t i = *latest; i != NONE; i = e->rebuts.at[i].next) {
        if (e->rebuts.at[i].standing == standing || !e->ranked) {
            return e->rebuts.at[i].contrary;
        }
    }
    const Times *times = &g->timeline.times;
    Day day = slice_from(times, timeline_slices(&g->timeline, atom), slice);
    uint32_t contrary = NONE;
    for (uint32_t k = t->conflict_first.at[atom]; k < t->conflict_first.at[atom + 1]; k++) {
        AtomId other = t->conflicts.at[k];
        uint32_t on = slice_at(times, timeline_slices(&g->timeline, other), day);
        if (on != NONE) {
            add_rebuts(e, other, on, standing, day, &contrary);
        }
    }
    Rebut rebut = {standing, contrary, *latest};
    *latest = vec_next_id(&e->rebuts);
    vec_push(&e->rebuts, rebut);
    return contrary;
}
