/* Why a conflict-free set has no maximal range, said of a few of its arguments. Beside a set of wider range it changes in places that have
 * nothing to do with one another: what they throw out or put in covers (holds or attacks) nothing in common. One place that covers something
 * new is reason enough, and the same exchange improves every set that looks alike there: it has what is thrown out, what keeps covered what
 * that covered, and nothing else in conflict with what is put in.
 *
 * So a clause forbids all of these at once, for stage sets of whatever kind. Forbidding only what has no more than a range found took as many
 * rounds as there are maximal ranges, a product over loosely joined parts. */
#ifndef ARG_SOLVE_EXCHANGE_H
#define ARG_SOLVE_EXCHANGE_H

#include "solve/encode.h"

/* To an encoding of conflict-free sets with ranges: a stage set holds or attacks every argument that it could just put in. */
void exchange_add_single(const Encoding *encoding);
/* What each place says where `wider`, conflict-free, covers all that `set` does and more. */
void exchange_learn(const Encoding *encoding, const IdVec *set, const IdVec *wider);

#endif
