/* Which of `defeated`, `arguable` and `either_way` an atom of a framework is (semantics S5.3), asked for one atom after another. What a
 * search comes upon decides more than what it was made for: whatever an admissible set derives is derived by some preferred set, and
 * what it leaves no way to derive is not derived by every one. */
#ifndef ARG_EXPLAIN_FINER_H
#define ARG_EXPLAIN_FINER_H

#include "solve/accept.h"

typedef struct Finer {
    const Framework *framework;
    const Grounded *grounded;
    const Budget *budget;
    Acceptance *acceptance; /* opened when first needed */
    uint8_t *known;         /* by atom: bits of what is known; NULL before the first question */
    size_t credit;          /* work that may still go into what answers say about other atoms */
    IdVec set;
} Finer;

/* All three must outlive it; the budget may be NULL. Costs nothing until something is asked. */
void finer_open(Finer *finer, const Framework *framework, const Grounded *grounded, const Budget *budget);
void finer_free(Finer *finer);
/* The status of an atom that is not in the grounded set's consequences: STATUS_DEFEATED, STATUS_ARGUABLE, STATUS_EITHER_WAY, or
 * STATUS_CONTESTED when the budget ended the search. */
uint8_t finer_find(Finer *finer, uint32_t atom);
/* Whether some preferred set derives the atom; false also where the budget ended the search. */
bool finer_some(Finer *finer, uint32_t atom);
/* Whether it is still open that every preferred set derives an atom which some derive. */
bool finer_may_be_every(const Finer *finer, uint32_t atom);
/* Takes note that not every preferred set derives the atom. */
void finer_note_not_every(Finer *finer, uint32_t atom);

#endif
