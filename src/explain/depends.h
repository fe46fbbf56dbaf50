/* Private to explain/: the periods of a literal on which unknown days bear (S3.6). */
#ifndef ARG_EXPLAIN_DEPENDS_H
#define ARG_EXPLAIN_DEPENDS_H

#include "explain/choices.h"
#include "explain/evaluate.h"

/* How many regions may be solved for all that is asked of one view. */
enum { DEPENDS_MOST = 100000 };

/* Literals of which each conflicts with the others, and what comes of the best of them all on days asked about before. */
typedef struct Rivals {
    IdVec atoms;
    DayVec days;       /* rising */
    VEC(Outcome) best; /* by day */
} Rivals;

/* A component, for what any day of it may be an occasion for; or what bears on some literals. */
typedef struct DependsPart {
    Influence influence;
    ChoicesCache cache;
    Rivals rivals; /* those last asked about */
} DependsPart;

typedef struct Depends {
    Dependence dependence;
    Map strict; /* component's atom -> index in `parts` */
    VEC(DependsPart *) parts;
    uint8_t *uncertain;  /* by component's atom: something in it has an unknown day */
    DependsPart *latest; /* what bears on the literals last asked about: these atoms of the whole */
    IdVec latest_atoms;
    size_t left;
    DaySpan *choice; /* by unknown day: see depends_choice */
} Depends;

/* Whether unknown days could bear on the status of the atom (or NONE), or of any of those against it. */
bool depends_any(Evaluation *e, AtomId atom, const IdVec *against);
/* Whether the atom is there only because dates are not exact enough to be compared at first sight: no choice of the days gives it. */
bool depends_never(Evaluation *e, AtomId atom);
/* Its periods, when they could. `ends`: the atom that ends it, or NONE. */
void depends_periods(Evaluation *e, AtomId atom, AtomId ends, const IdVec *against, const Wanted *finer, Periods *out);
/* By unknown day, one way in which the best status occurs that the literal has on the day; NULL where its status does not depend on dates.
 * The evaluation keeps it. */
const DaySpan *depends_choice(Evaluation *e, RelationId relation, const ConstantId *args, Day day);
void depends_close(Depends *depends);

#endif
