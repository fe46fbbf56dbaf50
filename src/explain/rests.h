/* Private to explain/: on whose word a literal rests, and whether anybody answers it (S5.4), along the derivation that evaluation_rule leads
 * to, at the days taken where nothing better is known. */
#ifndef ARG_EXPLAIN_RESTS_H
#define ARG_EXPLAIN_RESTS_H

#include "explain/evaluate.h"

/* Notes it in the period, for the atom on that slice. */
void rests_note(Evaluation *e, AtomId atom, uint32_t slice, Period *period);
/* Where days are unknown: adds the period, cut where that changes. On days on which the atom has no slice at the days taken it goes by whatever
 * derivations of it there are on other days. */
void rests_add(Evaluation *e, AtomId atom, Period period, Periods *out);

#endif
