/* What the grounded set leaves open of a flat assumption-based framework, as a framework with numbers of its own.
 *
 * Every complete set holds the grounded one and derives nothing that is labelled out (Bondarenko et al. 1997). So elements of
 * bodies that are in are dropped, rules that can never fire or whose head is derived anyway go, and E together with the grounded
 * set is admissible (complete, preferred, stable) in the whole exactly when E is in the reduct. */
#ifndef ARG_SOLVE_ASSUMPTIONS_REDUCT_H
#define ARG_SOLVE_ASSUMPTIONS_REDUCT_H

#include "framework/graph.h"
#include "solve/grounded.h"

/* A key is an atom of the reduct, or f.atoms + an assumption of it. */
typedef struct Reduct {
    Framework f;
    IdVec atom_origin, assumption_origin;      /* by number in the reduct: in the whole framework */
    uint32_t *atom_number, *assumption_number; /* and back; NONE: decided */
    Lists by_head, by_body, by_contrary;       /* of f */
    uint32_t *cycle;                           /* by atom: which cycle of derivations it is on, or NONE */
    IdVec cycle_members, cycle_first;          /* strongly connected atoms, by cycle; cycle_first has one more */
    uint32_t parts;                            /* parts that have nothing to do with one another */
    uint32_t *part;                            /* by key */
    Lists members;                             /* by part: its keys, ascending */
    uint8_t *in_tail;                          /* by key: bears on nothing outside the tail (assumptions_tail.h) */
    Lists tails;                               /* by part: keys of its tail, each after what it rests on */
} Reduct;

/* Parts smaller than this are not worth a solver of their own. */
enum { REDUCT_SMALL_PART = 1000 };

/* The caller frees it. Independent parts of fewer sentences than `least` are put together; 1 keeps all apart. */
void reduct_new(const Framework *framework, const Grounded *grounded, uint32_t least, Reduct *out);
void reduct_free(Reduct *reduct);

static inline uint32_t reduct_keys(const Reduct *r)
{
    return r->f.atoms + (uint32_t)r->f.contrary.n;
}
static inline bool key_is_assumption(const Reduct *r, uint32_t key)
{
    return key >= r->f.atoms;
}
/* Of an entry in a body. */
static inline uint32_t entry_key(const Reduct *r, uint32_t entry)
{
    return entry & ASSUMED ? r->f.atoms + (entry & ~ASSUMED) : entry;
}
/* The key of a sentence of the whole framework, which must be open. */
uint32_t reduct_key(const Reduct *reduct, uint32_t sentence);

static inline const uint32_t *body_begin(const Framework *f, uint32_t rule)
{
    return f->body.at + f->body_first.at[rule];
}
static inline const uint32_t *body_end(const Framework *f, uint32_t rule)
{
    return f->body.at + f->body_first.at[rule + 1];
}

#endif
