#include "ground/emit.h"

#include "ground/ranking.h"

/* What happens once (S3.5h): facts and presumptions of different items that give the same literal on different slices rebut one
 * another. Each that gives it has an atom of its own on each slice, and chains of "on one of the slices up to here" and "from here on";
 * so the attacks of one item on another take two rules for each slice. */

typedef struct Giver {
    InstanceId instance;
    uint32_t support;
    ItemId item;
    uint32_t standing; /* NONE: a fact */
    AtomId head;       /* the literal, or what begins it */
    uint32_t first;    /* in Once.applied, .before and .after: by slice of the head */
    uint32_t next;     /* giver of the same literal, or NONE */
} Giver;

struct Once {
    VEC(Giver) givers;
    Map by_instance;              /* pair (instance, support) -> giver */
    Dense latest;                 /* literal -> giver */
    IdVec applied, before, after; /* framework atoms, or NONE */
};

/* The literal that happens once and that the instance gives or begins; NONE: it is none such. */
static AtomId happens(const Theory *t, InstanceId i)
{
    AtomId head = instance_head(t, i);
    uint32_t said = RELATION_SAID(t->relation.at[head]);
    AtomId literal = said == SAID_BEGINS ? theory_find_said(t, head, 0) : head;
    return instance_said(t, i) && literal != NONE && theory_happens_once(t, literal) ? literal : NONE;
}

uint8_t *once_find_competing(const Theory *t)
{
    bool declared = false, any = false;
    for (size_t i = 0; i < t->c->details.n; i++) {
        declared |= t->c->details.at[i].happens_once;
    }
    if (!declared) {
        return NULL;
    }
    uint8_t *competing = mem_zero(t->relation.n, 1);
    Dense item = {0};
    for (InstanceId i = 0; i < t->instance.n; i++) {
        AtomId literal = happens(t, i);
        if (literal == NONE) {
            continue;
        }
        uint32_t *first = dense_at(&item, literal);
        *first = *first == NONE ? instance_said(t, i)->item : *first;
        competing[literal] |= *first != instance_said(t, i)->item;
        any |= competing[literal];
    }
    dense_free(&item);
    if (!any) {
        free(competing);
        return NULL;
    }
    return competing;
}

static bool is_one_day(const Case *c, const Schema *s)
{
    const Uncertain *u = s->uncertain == NONE ? NULL : &c->uncertain.at[s->uncertain];
    return s->role != ROLE_RULE && (u ? u->from == u->until && u->after : s->until - s->from == 1);
}

uint8_t *once_find_counted(const Theory *t)
{
    uint8_t *competing = once_find_competing(t);
    uint8_t *counted = competing ? mem_zero(t->relation.n, 1) : NULL;
    for (InstanceId i = 0; competing && i < t->instance.n; i++) {
        AtomId literal = happens(t, i);
        if (literal != NONE && competing[literal]) {
            counted[literal] |= !is_one_day(t->c, instance_said(t, i));
        }
    }
    free(competing);
    return counted;
}

/* The atom of one after the other: either, or the one that is there. */
static uint32_t join(Emit *e, uint32_t a, uint32_t b)
{
    uint32_t both[] = {a, b};
    return a == NONE ? b : b == NONE ? a : emit_either(e, both, 2);
}

static void add_giver(Emit *e, AtomId literal, InstanceId instance, uint32_t support)
{
    Once *once = e->once;
    const Ground *g = e->g;
    const Theory *t = &g->theory;
    const Schema *s = instance_said(t, instance);
    Giver giver = {.instance = instance, .support = support, .item = s->item, .head = instance_head(t, instance)};
    uint32_t role = giver.head != literal && s->role == ROLE_RULE ? ROLE_CHANGE : ROLE_PLAIN;
    giver.standing = s->role == ROLE_FACT ? NONE : standing_of(e, instance, support, role);
    giver.first = id_of(once->applied.n);
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, giver.head);
    uint32_t count = slices_count(times, slices);
    TimeId time = timeline_instance(&g->timeline, instance);
    for (uint32_t k = 0; k < count; k++) {
        bool applies = times_contain(times, time, slice_from(times, slices, k));
        vec_push(&once->applied, applies ? framework_add_atoms(&e->g->framework, 1) : NONE);
        uint32_t before = join(e, k ? vec_last(&once->before) : NONE, vec_last(&once->applied));
        vec_push(&once->before, before);
        vec_push(&once->after, NONE);
    }
    for (uint32_t k = count; k-- > 0;) {
        uint32_t later = k + 1 < count ? once->after.at[giver.first + k + 1] : NONE;
        once->after.at[giver.first + k] = join(e, later, once->applied.at[giver.first + k]);
    }
    uint32_t id = vec_next_id(&once->givers), *latest = dense_at(&once->latest, literal);
    giver.next = *latest;
    *latest = id;
    *map_at(&once->by_instance, pair_key(instance, support)) = id;
    vec_push(&once->givers, giver);
}

void once_prepare(Emit *e)
{
    const Ground *g = e->g;
    const Theory *t = &g->theory;
    uint8_t *competing = g->timeline.timeless ? NULL : once_find_competing(t);
    if (!competing) {
        return;
    }
    e->once = mem_zero(1, sizeof *e->once);
    for (InstanceId i = 0; i < t->instance.n && !theory_stopped(t, i); i++) {
        AtomId literal = happens(t, i);
        if (literal == NONE || !competing[literal]) {
            continue;
        }
        const Schema *s = instance_said(t, i);
        TreeRange supports = g->c->items.at[s->item].supports;
        if (s->role != ROLE_CLAIM) {
            add_giver(e, literal, i, NONE);
        }
        for (uint32_t k = 0; s->role == ROLE_CLAIM && k < supports.count; k++) {
            if (case_support_known(g->c, &g->c->supports.at[supports.first + k], &t->from)) {
                add_giver(e, literal, i, supports.first + k);
            }
        }
    }
    free(competing);
}

void once_free(Emit *e)
{
    if (e->once) {
        vec_free(&e->once->givers);
        map_free(&e->once->by_instance);
        dense_free(&e->once->latest);
        vec_free(&e->once->applied);
        vec_free(&e->once->before);
        vec_free(&e->once->after);
        free(e->once);
    }
}

static const Giver *find_giver(const Emit *e, InstanceId instance, uint32_t support)
{
    uint32_t id = e->once ? map_find(&e->once->by_instance, pair_key(instance, support)) : NONE;
    return id == NONE ? NULL : &e->once->givers.at[id];
}

uint32_t once_applied(const Emit *e, InstanceId instance, uint32_t support, uint32_t slice)
{
    const Giver *giver = find_giver(e, instance, support);
    return giver ? e->once->applied.at[giver->first + slice] : NONE;
}

/* Adds contrary <- the other gives it on a slice before this day, or on one after. */
static void add_rival(Emit *e, const Giver *own, const Giver *other, Day day, uint32_t *contrary)
{
    const Ground *g = e->g;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, other->head);
    uint32_t count = slices_count(times, slices), low = 0, high = count; /* the slices that start before the day */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (slice_from(times, slices, middle) < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    uint32_t later = low < count && slice_from(times, slices, low) == day ? low + 1 : low;
    const uint32_t from[] = {low ? e->once->before.at[other->first + low - 1] : NONE,
                             later < count ? e->once->after.at[other->first + later] : NONE};
    AtomId argued = rebuts_argued_against(e, other->standing, own->standing);
    for (int i = 0; i < 2; i++) {
        if (from[i] != NONE) {
            *contrary = *contrary == NONE ? framework_add_atoms(&e->g->framework, 1) : *contrary;
            rebuts_emit(e, *contrary, from[i], argued == NONE ? NONE : emit_atom_on(e, argued, day));
        }
    }
}

uint32_t once_contrary(Emit *e, InstanceId instance, uint32_t support, uint32_t slice)
{
    const Giver *found = find_giver(e, instance, support);
    if (!found) {
        return NONE;
    }
    const Ground *g = e->g;
    Day day = slice_from(&g->timeline.times, timeline_slices(&g->timeline, found->head), slice);
    uint32_t contrary = NONE;
    AtomId literal = happens(&g->theory, instance);
    for (uint32_t i = dense_find(&e->once->latest, literal); i != NONE; i = e->once->givers.at[i].next) {
        const Giver *other = &e->once->givers.at[i];
        if (other->item != found->item && rebuts_attack(e, other->standing, found->standing)) {
            add_rival(e, found, other, day, &contrary);
        }
    }
    return contrary;
}
