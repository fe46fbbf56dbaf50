/* The ideal set of assumptions: the largest admissible set that no admissible set attacks (Dung, Mancarella, Toni, AIJ 2007). */
#ifndef ARG_SOLVE_ASSUMPTIONS_IDEAL_H
#define ARG_SOLVE_ASSUMPTIONS_IDEAL_H

#include "solve/assumptions_encode.h"

/* The ideal set of the reduct, ascending, into `set`. False: the budget ended it. */
bool assumptions_ideal(Search *search, const Reduct *reduct, IdVec *set);

#endif
