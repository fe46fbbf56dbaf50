/* Private to explain/: when a run of a literal was stopped by `ends` (S5.4). */
#ifndef ARG_EXPLAIN_ENDED_H
#define ARG_EXPLAIN_ENDED_H

#include "explain/evaluate.h"

/* Whether on the slice of the atom a run of it, established until then, is not any more because `ends` of it (that atom, or NONE) is
 * established: on that slice, or on the one before, where the run also began. */
bool ended_here(Evaluation *e, AtomId atom, AtomId ends, SlicesId slices, uint32_t slice);

/* Where unknown days bear on the literal; `touched`: by atom, whether one does. */
/* Whether something known for certain may have ended it by that day. */
bool ended_may_be(const Evaluation *e, AtomId ends, const uint8_t *touched, Day by);
/* Notes in its periods, which cover all days, where it was established for certain and only by a run, and something known for certain
 * ended that. What is not as plain is not said to have ended. */
void ended_note(const Evaluation *e, AtomId atom, AtomId ends, const uint8_t *touched, Periods *periods);

#endif
