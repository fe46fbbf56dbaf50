/* Stable sets of assumptions: without conflict, and attacking every assumption outside (Bondarenko, Dung, Kowalski, Toni 1997). */
#ifndef ARG_SOLVE_ASSUMPTIONS_STABLE_H
#define ARG_SOLVE_ASSUMPTIONS_STABLE_H

#include "solve/assumptions_encode.h"

/* A stable set of the reduct, part by part, the key's first: one that derives the key or, with `inside` false, one that does not; any
 * when the key is NONE. After SAT_YES `set` holds it, ascending. */
SatAnswer assumptions_stable(Search *search, const Reduct *reduct, uint32_t key, bool inside, IdVec *set);

#endif
