/* Burdens (S5.6): whether what somebody must establish is established in the view `all`. Data only. */
#ifndef ARG_EXPLAIN_BURDENS_H
#define ARG_EXPLAIN_BURDENS_H

#include "explain/evaluate.h"

typedef struct Burden {
    uint32_t question; /* in Case.questions */
    Day on;
    uint8_t status, against; /* as in Period; it is met when the status is STATUS_ESTABLISHED */
} Burden;

typedef VEC(Burden) Burdens;

/* Adds what became of each burden of the case, on each of its days, to `out`. `all` is the case evaluated in the view `all`;
 * `day` is asked about in place of the burdens' own days, unless it is DAY_NONE_AFTER. */
void burdens_find(Evaluation *all, Day day, Burdens *out);

#endif
