/* Preferred extensions: maximal admissible sets (Dung 1995, definition 7). */
#ifndef ARG_SOLVE_PREFERRED_H
#define ARG_SOLVE_PREFERRED_H

#include "solve/labelling.h"
#include "solve/problem.h"
#include "solve/search.h"

typedef enum Effort {
    EFFORT_FULL,
    EFFORT_OTHER,  /* a different extension where that costs nothing */
    EFFORT_LITTLE, /* give up where a component is not small */
} Effort;

/* Labels what is open so that what is in is a preferred extension that holds what was in, component by strongly connected
 * component, attackers first (Baroni, Giacomin, Guida, AIJ 2005, proposition 40; Cerutti, Giacomin, Vallati, Zanella, KR 2014).
 * False: the budget ended it, or the effort was too little. */
bool preferred_extend(Search *search, Labelling *labelling, Effort effort);

/* Whether the open argument is in every preferred extension. VERDICT_NO: `set`, if not NULL, gets an admissible set of the cone that no
 * admissible set with the argument holds. (After Thimm, Cerutti, Vallati, IJCAI 2021, lemma 2.) */
Verdict preferred_skeptical(Search *search, const Labelling *labelling, uint32_t query, IdVec *set);

#endif
