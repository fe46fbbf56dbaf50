/* Settling assumptions one by one: a search for a set of assumptions that branches on nothing else and learns nothing. After each choice
 * it works out what the set derives at least and at most, both well-founded, and what is derivable from assumptions that it cannot attack,
 * or does not yet; what follows from that is settled too (propagation as in Gebser, Kaufmann, Schaub, AIJ 2012). Where derivations
 * run in large circles and assumptions are few, it needs some dozens of choices where a SAT solver needs thousands of conflicts. */
#ifndef ARG_SOLVE_ASSUMPTIONS_SETTLE_H
#define ARG_SOLVE_ASSUMPTIONS_SETTLE_H

#include "solve/assumptions_encode.h"

typedef struct Settling Settling;

/* A search for a set of the kind (admissible or stable) of what the coding encodes, which derives the key or, with `inside` false (stable
 * only), does not; any when the key is NONE. The caller closes it. The coding must not grow meanwhile. */
Settling *settle_open(const Coding *coding, uint32_t key, bool inside);
void settle_close(Settling *settling); /* NULL is allowed */

/* Goes on for about so many steps (looks at a body). SAT_UNKNOWN: not yet known. */
SatAnswer settle_run(Settling *settling, uint64_t steps);
/* After SAT_YES: appends the members of the set found (assumptions of the reduct). */
void settle_set(const Settling *settling, IdVec *set);

#endif
