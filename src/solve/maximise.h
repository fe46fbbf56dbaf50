/* Subset-maximal sets: literals are made true, as many as can be together, by asking for one more until there is none
 * (clause D: Marques-Silva, Heras, Janota, Previti, Belov, IJCAI 2013). */
#ifndef ARG_SOLVE_MAXIMISE_H
#define ARG_SOLVE_MAXIMISE_H

#include "solve/encode.h"

/* After SAT_YES: goes on to a set for which the variables that are true in `row` (is_in or in_range of argument 0) are a maximal set that
 * holds those true now. The set is left in `set`, and which of the row are true in `yes`, by argument. False: the budget ended it. */
bool maximise(Search *search, const Encoding *encoding, int row, uint8_t *yes, IdVec *set);

/* Assumes those of the row that are marked. */
void assume_marked(const Encoding *encoding, int row, const uint8_t *yes);
/* Adds the clause that some of the row that is not marked is true, and `guard` (0: none) false; for the next call or for good. */
void one_more(const Encoding *encoding, int guard, int row, const uint8_t *yes);

#endif
