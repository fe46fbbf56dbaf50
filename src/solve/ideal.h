/* The ideal extension: the largest admissible set that every preferred extension holds, which is the largest that no admissible
 * set attacks (Dung, Mancarella, Toni, AIJ 2007, theorem 3.3). */
#ifndef ARG_SOLVE_IDEAL_H
#define ARG_SOLVE_IDEAL_H

#include "solve/labelling.h"
#include "solve/search.h"

/* Puts the members of the ideal extension that are open in, and what follows. False: the budget ended it. */
bool ideal_extend(Search *search, Labelling *labelling);

#endif
