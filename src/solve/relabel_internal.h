/* Private to solve/relabel*.c. */
#ifndef ARG_SOLVE_RELABEL_INTERNAL_H
#define ARG_SOLVE_RELABEL_INTERNAL_H

#include "solve/relabel.h"

/* What a node was before it changed, or which switch was turned. */
typedef struct Trail {
    uint32_t node; /* SWITCHED | a switch */
    uint32_t by, stamp;
    uint8_t label;
} Trail;

#define SWITCHED 0x80000000u

struct Relabel {
    const Framework *f;
    uint32_t atoms, nodes;
    Lists by_head, by_body, by_contrary;
    uint32_t components, *component; /* by node, what it depends on first */
    IdVec members, member_first;     /* by component, and one more */
    uint8_t *cyclic;                 /* by component: some member depends on a member */
    uint32_t *first_use, *last_use;  /* by node: the lowest and the highest other component that uses it */
    uint8_t *off;                    /* by rule, then by assumption */
    /* By node. `by`: the rule through which an atom is derived that is in, or can be from what is not out (well-founded); `stamp`: when
     * it got its label, within its component. */
    uint8_t *label;
    uint32_t *by, *stamp;
    uint32_t *waiting, *need, *alive; /* scratch, by rule, by rule, and by atom */
    uint8_t *blocked, *before;        /* by rule; by node */
    IdVec events;
    uint32_t clock;
    /* The worklist, and which nodes changed on the way. */
    IdVec heap, changed;
    uint8_t *dirty;          /* by component: it is in the heap */
    uint32_t switched_below; /* no component from this one on was touched by a switch itself */
    VEC(Trail) trail;
    /* relabel_look: by node, for each label (two bits) 1 + what the atom looked at then comes to, in this round. */
    uint8_t *memo;
    uint32_t *memo_round, round;
    IdVec passed;
    size_t work;
};

/* relabel_component.c: the labels of a component, from those that it depends on; appends what changed to `changed` and the trail. */
void relabel_component(Relabel *r, uint32_t component);

#endif
