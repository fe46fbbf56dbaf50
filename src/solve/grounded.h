/* The grounded set of a flat framework (semantics S5.2; Bondarenko et al. 1997, the least complete set), in time linear in the
 * framework where support does not run in circles: counters and worklists, each rule touched once for each element of its
 * body that is decided. Where support is cyclic, atoms keep a source rule (Gebser, Kaufmann, Schaub: unfounded-set detection
 * by source pointers, AIJ 2012), and only what loses its source is looked at again, inside its own cycle. */
#ifndef ARG_SOLVE_GROUNDED_H
#define ARG_SOLVE_GROUNDED_H

#include "framework/framework.h"

/* What the grounded set says: derived by it; attacked by it (an atom: derivable from no set that it does not attack); neither. */
typedef enum Label { LABEL_OPEN, LABEL_IN, LABEL_OUT } Label;

typedef struct Grounded {
    uint8_t *atom;       /* Label by atom */
    uint8_t *assumption; /* Label by assumption */
    uint32_t *by;        /* by atom: for an atom that is in, the rule that derived it first; else NONE */
    uint32_t *order;     /* the atoms that are in, in an order in which each follows what it was derived from */
    uint32_t in;         /* how many */
    uint32_t *atom_when,
        *assumption_when; /* grounded_run_timed: when each got its label, 0 for what has none; atoms that are
                                            * out together, since nothing founds them any more, at once */
} Grounded;

void grounded_run(const Framework *framework, Grounded *out);
/* The same with times: each label is found from such as were found before it. */
void grounded_run_timed(const Framework *framework, Grounded *out);
void grounded_free(Grounded *grounded);

/* What is derivable from assumptions that may attack one another: `by` and `order` as above. From all of them (S2.3) when `labels`
 * is NULL, else from those that it does not label LABEL_OUT. Only `by`, `order` and `in` are set. */
void derivable_run(const Framework *framework, const uint8_t *labels, Grounded *out);

#endif
