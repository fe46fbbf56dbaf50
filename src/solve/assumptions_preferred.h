/* Preferred sets of assumptions: maximal admissible ones (Bondarenko, Dung, Kowalski, Toni 1997). Members are numbers of the
 * reduct; sets are ascending. */
#ifndef ARG_SOLVE_ASSUMPTIONS_PREFERRED_H
#define ARG_SOLVE_ASSUMPTIONS_PREFERRED_H

#include "solve/assumptions_encode.h"

/* Grows the admissible set that the coding just found (SAT_YES) to a maximal one of what it encodes, into `set`; the coding is spent
 * for other sets. False: the budget ended it. */
bool coding_maximise(Coding *coding, IdVec *set);

/* A preferred set of one part of the reduct but for its tail, into `set`; `codes` must hold nothing of the part. False: the budget
 * ended it. */
bool assumptions_preferred_in(Search *search, const Reduct *reduct, Codes *codes, uint32_t part, IdVec *set);
/* A preferred set of the reduct, part by part. False: the budget ended it. */
bool assumptions_preferred(Search *search, const Reduct *reduct, IdVec *set);

/* A preferred (or, with `complete`, the least complete) set of the whole framework that holds the admissible set, in the framework's own
 * numbers. False: the budget ended it. */
bool assumptions_above(Search *search, const Framework *framework, const IdVec *admissible, bool complete, IdVec *set);

#endif
