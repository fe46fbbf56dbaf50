/* Private to explain/: the cone of a literal in one grounding, in which plain changes are tried by switching what they decide about. */
#ifndef ARG_EXPLAIN_TRIAL_H
#define ARG_EXPLAIN_TRIAL_H

#include "explain/scope.h"
#include "solve/relabel.h"

typedef struct Decided {
    uint32_t element; /* counted: rules, then assumptions */
    uint8_t role;
} Decided;

typedef struct Trial {
    const Scope *scope;
    Cone cone;
    Relabel *relabel; /* NULL: nothing gives the literal here */
    uint32_t *first;  /* by unit, and one more: in `decided` */
    VEC(Decided) decided;
    uint32_t *unmet, *against,
        *doubts;        /* by element: ONCE units not flipped, UNLESS units flipped, DOUBT units not flipped */
    uint8_t *doubtful;  /* by element: it has DOUBT units */
    IdVec used, barred; /* scratch */
} Trial;

/* Of the scope's literal as grounded; `flipped` says by unit what is changed there already. The grounding may be freed. */
void trial_open(Trial *trial, const Scope *scope, const Ground *g, const uint8_t *flipped);
void trial_close(Trial *trial);

/* Makes a plain change, or takes it back; labels follow with relabel_run, or with relabel_undo and trial_forget. */
void trial_flip(Trial *trial, UnitId unit);
/* Takes back the count of a change whose switches relabel_undo has taken back. */
void trial_forget(Trial *trial, UnitId unit);
/* Whether the literal is established. */
static inline bool trial_established(const Trial *trial)
{
    return trial->relabel && relabel_label(trial->relabel, 0) == LABEL_IN;
}
/* The units that any further change must touch that alters whether the literal is established, ascending. */
void trial_reasons(Trial *trial, IdVec *units);

#endif
