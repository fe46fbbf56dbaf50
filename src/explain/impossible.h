/* Undisputed facts that contradict each other however the unknown days fall (S3.6, S4.9): no choice of the days is left. */
#ifndef ARG_EXPLAIN_IMPOSSIBLE_H
#define ARG_EXPLAIN_IMPOSSIBLE_H

#include "ground/ground.h"

/* Appends, for each such contradiction, a smallest-by-inclusion set of facts that exclude every choice, as the number of its items and the
 * items, rising. Where the search gives up, nothing is said. */
void impossible_find(const Ground *ground, IdVec *sets);

#endif
