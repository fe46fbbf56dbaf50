#include "explain/impossible.h"

#include "explain/choices.h"

typedef struct Finder {
    const Ground *g;
    Dependence dependence; /* opened when first needed */
    uint8_t *factual;      /* by atom: a fact gives it, itself or as a run */
    uint8_t *seen;
    IdVec *sets;
} Finder;

/* The literal that what is given is about: of `begins a`, a. */
static AtomId plain_of(const Theory *t, AtomId atom)
{
    uint32_t said = RELATION_SAID(t->relation.at[atom]);
    return (said & SAID_BEGINS) && !(said & SAID_MODE_NOT) ? theory_find_said(t, atom, said & SAID_NOT) : atom;
}

static void find_factual(Finder *f)
{
    const Theory *t = &f->g->theory;
    for (InstanceId i = 0; i < t->instance.n; i++) {
        const Schema *s = instance_said(t, i);
        AtomId plain = s && s->role == ROLE_FACT ? plain_of(t, instance_head(t, i)) : NONE;
        if (plain != NONE) {
            f->factual[plain] = 1;
        }
    }
}

/* The facts' literals that conflict with the first, directly or not. */
static void find_rivals(Finder *f, AtomId first, IdVec *rivals)
{
    const Theory *t = &f->g->theory;
    vec_clear(rivals);
    vec_push(rivals, first);
    f->seen[first] = 1;
    for (size_t i = 0; i < rivals->n && t->conflict_first.n; i++) {
        AtomId atom = rivals->at[i];
        for (uint32_t k = t->conflict_first.at[atom]; k < t->conflict_first.at[atom + 1]; k++) {
            AtomId other = t->conflicts.at[k];
            if (f->factual[other] && !f->seen[other]) {
                f->seen[other] = 1;
                vec_push(rivals, other);
            }
        }
    }
}

/* All that bears on the literals: a region that can be looked at by itself. */
static void find_cone(const Dependence *d, const IdVec *rivals, IdVec *atoms)
{
    IdVec one = {0};
    vec_clear(atoms);
    for (size_t i = 0; i < rivals->n; i++) {
        dependence_cone(d, rivals->at[i], false, &one);
        vec_append(atoms, one.at, one.n);
    }
    ids_sort(atoms);
    size_t kept = 0;
    for (size_t i = 0; i < atoms->n; i++) {
        if (!i || atoms->at[i] != atoms->at[i - 1]) {
            atoms->at[kept++] = atoms->at[i];
        }
    }
    atoms->n = kept;
    vec_free(&one);
}

static void look(Finder *f, const IdVec *rivals)
{
    IdVec atoms = {0}, facts = {0};
    if (!f->dependence.g) {
        dependence_open(&f->dependence, f->g);
    }
    find_cone(&f->dependence, rivals, &atoms);
    Influence influence;
    influence_open(&influence, &f->dependence, &atoms, false);
    if (choices_excluded(&influence, &facts)) {
        vec_push(f->sets, id_of(facts.n));
        vec_append(f->sets, facts.at, facts.n);
    }
    influence_close(&influence);
    vec_free(&atoms);
    vec_free(&facts);
}

void impossible_find(const Ground *g, IdVec *sets)
{
    const Theory *t = &g->theory;
    if (!t->uncertain.n) {
        return;
    }
    Finder f = {.g = g, .factual = mem_zero(t->relation.n, 1), .seen = mem_zero(t->relation.n, 1), .sets = sets};
    IdVec rivals = {0};
    find_factual(&f);
    for (size_t i = 0; i < t->uncertain.n; i++) {
        const Schema *s = instance_said(t, t->uncertain.at[i]);
        AtomId plain = s && s->role == ROLE_FACT ? plain_of(t, instance_head(t, t->uncertain.at[i])) : NONE;
        if (plain != NONE && !f.seen[plain]) {
            find_rivals(&f, plain, &rivals);
            if (rivals.n > 1 || theory_happens_once(t, plain)) {
                look(&f, &rivals);
            }
        }
    }
    dependence_close(&f.dependence);
    vec_free(&rivals);
    free(f.factual);
    free(f.seen);
}
