/* A case seen in one view as a framework (semantics S4, S5.1). Every assumption and rule of the framework leads back to the
 * item, the instance and the slice that it came from. */
#ifndef ARG_GROUND_GROUND_H
#define ARG_GROUND_GROUND_H

#include "framework/framework.h"
#include "ground/timeline.h"

typedef enum PresumptionKind {
    PRESUMES,  /* a claim or a rule's conclusion, not a beginning */
    STARTS,    /* the same, of `begins a` */
    CONTINUES, /* an inertia step (S3.5c) into the slice */
    GIVES      /* a fact; not a presumption, and never attacked */
} PresumptionKind;

typedef struct Presumption {
    InstanceId instance;
    uint32_t support;    /* a claim's support in Case.supports, else NONE */
    uint32_t assumption; /* NONE when nothing attacks it */
    uint32_t slice : 29; /* of its head atom's slices; CONTINUES: of the plain atom's */
    uint32_t kind : 2;   /* PresumptionKind */
    uint32_t doubted : 1;
} Presumption;

typedef struct Ground {
    const Case *c;
    Theory theory;
    Timeline timeline;
    Order *order;               /* of this, or of the whole */
    Order own_order;            /* made where this is the whole, or unknown days bear on it */
    const struct Ground *whole; /* of whose view this is a region; NULL: it is the whole itself */
    bool doubts;                /* the case ranks or denies something at all */
    uint8_t *exempt;            /* by item: no argued preference bears on its rebuts; or NULL */
    Framework framework;
    uint32_t literals; /* the framework's atoms below this one are slices of literals; the others the grounding made for itself */
    IdVec base; /* by atom: the framework's atom for its first slice, the others following; empty: the atom itself */
    VEC(Presumption) presumptions;
    bool borrows_theory; /* of another Ground, which must outlive it */
    IdVec rule_from;     /* by framework rule: its presumption, or NONE for links */
    IdVec assumption_from; /* by assumption: the presumption it belongs to, DOUBTS | for its doubt; NONE: a rebut that can be argued with (S4.6) */
} Ground;

#define DOUBTS 0x80000000u

/* Grounds the case from a viewpoint, in two steps: first the theory; then the framework, where there are days only of what bears on these
 * atoms (NULL: of everything). What is wrong becomes a diagnostic. False when it did, or when the limit was reached: then there is no next step, and the
 * framework is not to be evaluated. Contradictory facts (S4.9) are found wherever they are. */
bool ground_begin(Ground *ground, const Case *c, Viewpoint viewpoint, Diagnostics *diags);
bool ground_finish(Ground *ground, const IdVec *asked, Diagnostics *diags);
/* Both, of everything. */
bool ground_build(Ground *ground, const Case *c, Viewpoint viewpoint, Diagnostics *diags);
/* Grounds a theory that is part of that of the whole, and borrowed (region.h). False when the theory's limit was reached. */
bool ground_build_region(Ground *region, const Theory *theory, const Ground *whole);
/* Grounds again, by its component's own slices (S3.2), what joins slices and has an undecided atom (by atom); atoms of other
 * components have no slices there. False when there is no such thing, or when the limit was reached: then *limited, which must stay
 * where it is. */
bool ground_build_joined(Ground *joined, const Ground *ground, const uint8_t *undecided, bool *limited);
void ground_free(Ground *ground);

/* The framework's atom for an atom's slice. */
static inline uint32_t ground_atom(const Ground *g, AtomId atom, uint32_t slice)
{
    return (g->base.n ? g->base.at[atom] : atom) + slice;
}

/* Whether what gives the atom is in the framework at all. */
static inline bool ground_looks_at(const Ground *g, AtomId atom)
{
    if (g->timeline.bears) {
        return g->timeline.bears[atom];
    }
    return !g->borrows_theory || slices_count(&g->timeline.times, timeline_slices(&g->timeline, atom));
}

/* origins.c: the literal and slice of a framework's atom; false for atoms that the grounding made for itself. */
bool ground_find_literal(const Ground *g, uint32_t atom, AtomId *literal, uint32_t *slice);
/* The framework's atom for a literal on a day; NONE when it is not possible then. */
uint32_t ground_atom_on(const Ground *g, AtomId atom, Day day);
/* Appends the items whose presumptions conclude the atom, or begin it: not facts, each once. */
void ground_givers(const Ground *g, AtomId atom, IdVec *items);
/* The presumption that a rule belongs to; NULL for links. */
static inline const Presumption *ground_presumption(const Ground *g, uint32_t rule)
{
    return g->rule_from.at[rule] == NONE ? NULL : &g->presumptions.at[g->rule_from.at[rule]];
}
static inline ItemId ground_item(const Ground *g, const Presumption *p)
{
    return g->c->schemas.at[instance_schema(&g->theory, p->instance)].item;
}

#endif
