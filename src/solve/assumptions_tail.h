/* What a set derives in one part of a reduct; and the tail of the part: keys that bear on nothing but one another, without circles. A
 * complete (preferred, stable, ideal) set of the rest belongs to exactly one of the whole, since in the tail each key is
 * decided by those before it: so searches leave the tail out, and it is decided afterwards. */
#ifndef ARG_SOLVE_ASSUMPTIONS_TAIL_H
#define ARG_SOLVE_ASSUMPTIONS_TAIL_H

#include "solve/assumptions_reduct.h"

/* Room for derivations in a reduct. */
typedef struct Derivation {
    const Reduct *reduct;
    uint32_t *waiting; /* by rule */
    IdVec order;       /* atoms derived by the last call, each after what it was derived from */
} Derivation;

void derivation_open(Derivation *derivation, const Reduct *reduct);
void derivation_close(Derivation *derivation);
/* What the assumptions marked in `inside` derive of the atoms, which are all of a part or, with `within`, all of it where that is not 0 (by
 * atom): by[atom] becomes the rule that derives it first, or NONE. */
void derivation_run(Derivation *derivation, const IdVec *atoms, const int *within, const uint8_t *inside, uint32_t *by);
/* The same for all atoms of a part. */
void derivation_run_part(Derivation *derivation, uint32_t part, const uint8_t *inside, uint32_t *by);

/* Room for deciding tails. */
typedef struct Tail {
    Derivation derivation;
    uint32_t *lower, *upper; /* by atom: the rule by which it is derived, may be */
    uint8_t *free;           /* by assumption: not attacked */
    uint8_t *member;         /* by assumption; all 0 between calls */
} Tail;

void tail_open(Tail *tail, const Reduct *reduct);
void tail_close(Tail *tail);
/* `member`, by assumption, says which assumptions of the part outside its tail are in; writes those of the tail. */
void tail_decide(Tail *tail, uint32_t part, uint8_t *member);
/* Appends the members of the part's tail to those of the rest of the part. */
void tail_append(Tail *tail, uint32_t part, IdVec *set);
/* Puts what is in of all tails in place of what `set` has of them; the set is then ascending. */
void tail_decide_all(const Reduct *reduct, IdVec *set);

#endif
