/* One question to a coding, by the SAT solver and by settling assumptions in turns: see assumptions_settle.h for when which is better. */
#ifndef ARG_SOLVE_ASSUMPTIONS_TURNS_H
#define ARG_SOLVE_ASSUMPTIONS_TURNS_H

#include "solve/assumptions_encode.h"

/* A set of the coding's kind, admissible or stable, that derives (or holds) the key or, with `inside` false (stable only), does not; any
 * when the key is NONE. After SAT_YES its members are appended to `set`, assumptions of the reduct. */
SatAnswer turns_find(Coding *coding, uint32_t key, bool inside, IdVec *set);

#endif
