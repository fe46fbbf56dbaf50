/* What an author probably did not mean, as far as it shows once the case is grounded in the view of everybody, as written and with
 * all that is known: a rule that can never apply (W0108), a contention that nothing supports (W0110), a preference between what never
 * conflicts (W0112). Only what stands in the case's own file is looked at; libraries are written for other cases too. */
#ifndef ARG_GROUND_LINTS_H
#define ARG_GROUND_LINTS_H

#include "ground/ground.h"

void ground_lints(const Ground *ground, Diagnostics *diags);

/* Likewise about days: a rule that would apply outside its force (W0107) or reaches back behind it (W0151), `begins` of what the
 * conditions keep up (W0152), conditions that never hold on one day (W0153), an act's effect that lasts a day (W0154), a change that
 * undoes its own condition (W0155). */
void ground_lints_of_days(const Ground *ground, Diagnostics *diags);

/* Whether the item stands in the case's own file. */
bool ground_lints_look_at(const Case *c, const TreeItem *item);

#endif
