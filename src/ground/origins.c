#include "ground/ground.h"

bool ground_find_literal(const Ground *g, uint32_t atom, AtomId *literal, uint32_t *slice)
{
    if (atom >= g->literals) {
        return false;
    }
    *literal = atom;
    *slice = 0;
    if (g->base.n) {
        size_t low = 0, high = g->base.n; /* the last base that is not above; equal bases are atoms without slices */
        while (high - low > 1) {
            size_t middle = low + (high - low) / 2;
            if (g->base.at[middle] <= atom) {
                low = middle;
            } else {
                high = middle;
            }
        }
        *literal = (AtomId)low;
        *slice = atom - g->base.at[low];
    }
    return true;
}

uint32_t ground_atom_on(const Ground *g, AtomId atom, Day day)
{
    uint32_t slice = slice_at(&g->timeline.times, timeline_slices(&g->timeline, atom), day);
    return slice == NONE ? NONE : ground_atom(g, atom, slice);
}

void ground_givers(const Ground *g, AtomId atom, IdVec *items)
{
    const Theory *t = &g->theory;
    uint32_t said = RELATION_SAID(t->relation.at[atom]);
    AtomId givers[] = {atom, said & ~(uint32_t)SAID_NOT ? NONE : theory_find_said(t, atom, said | SAID_BEGINS)};
    for (int k = 0; k < 2 && givers[k] != NONE; k++) {
        for (uint32_t i = g->timeline.head_first[givers[k]]; i < g->timeline.head_first[givers[k] + 1]; i++) {
            const Schema *s = instance_said(t, g->timeline.by_head[i]);
            if (s && s->role != ROLE_FACT && !ids_contain(items, s->item)) {
                vec_push(items, s->item);
            }
        }
    }
}
