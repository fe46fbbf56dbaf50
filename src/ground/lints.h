/* What an author probably did not mean, as far as it shows once the case is grounded in the view of everybody, as written and with
 * all that is known: a rule that can never apply (W0108), a contention that nothing supports (W0110), a preference between what never
 * conflicts (W0112). Only what stands in the case's own file is looked at; libraries are written for other cases too. */
#ifndef ARG_GROUND_LINTS_H
#define ARG_GROUND_LINTS_H

#include "ground/ground.h"

void ground_lints(const Ground *ground, Diagnostics *diags);

#endif
