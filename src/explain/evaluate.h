/* A case evaluated in one view: what stands, as data. */
#ifndef ARG_EXPLAIN_EVALUATE_H
#define ARG_EXPLAIN_EVALUATE_H

#include "explain/derive.h"
#include "explain/finer.h"
#include "ground/ground.h"

typedef struct Evaluation {
    Ground ground;
    Grounded grounded;
    Finer whole;   /* of the two above */
    Ground joined; /* what joins slices and is disputed, by the slices of its component (S3.2); made when first needed */
    Grounded joined_grounded;
    Finer components; /* of those two */
    bool joined_sought, has_components, timed;
    const Budget *budget;
    bool *undecided;
    Derivations derivations; /* in the first of these */
    /* By framework atom, as far as it was asked for. */
    PositionSet *rests; /* the positions whose items its derivation uses */
    uint8_t *answered;  /* some step is attacked by an item of a position that the step is not of */
    uint8_t *traced;
    uint32_t *seen, round; /* scratch */
    IdVec stack;
} Evaluation;

/* `timed`: labels are timed, for explanations. Grounds and solves; from then on the evaluation must not be moved. False when the case cannot be evaluated, with diagnostics, or when a limit was reached. */
bool evaluation_run(Evaluation *e, const Case *c, Viewpoint viewpoint, Diagnostics *diags);
bool evaluation_run_timed(Evaluation *e, const Case *c, Viewpoint viewpoint, Diagnostics *diags);
void evaluation_free(Evaluation *e);

/* What holds of a literal from one day to another (S5.3, S5.4). */
typedef struct Period {
    Day from, until; /* until: the first day no longer in it */
    uint8_t status;  /* of S5.3; STATUS_CONTESTED where it is not known which of the three in between */
    uint8_t against; /* the best status of what conflicts with it, or EXPECTED_STATUSES where nothing does */
    PositionSet rests_on;
    bool unanswered;
    Day ended; /* DAY_NONE_AFTER: no */
} Period;

typedef VEC(Period) Periods;

/* On which days what is between established and unsupported is to be told apart: a search. Elsewhere it is STATUS_CONTESTED. */
typedef struct Wanted {
    bool everywhere;
    const Day *days;
    uint32_t count;
} Wanted;

/* The periods of a ground literal, from the first day to the last; adjacent ones differ. */
void evaluation_periods(Evaluation *e, RelationId relation, const ConstantId *args, Wanted finer, Periods *out);
/* The period that contains the day. */
const Period *periods_at(const Periods *periods, Day day);

/* The status of an atom on a day: unsupported, contested or established. */
uint8_t evaluation_status(const Evaluation *e, AtomId atom, Day day);
/* The same as fine as it can be told: a search. STATUS_CONTESTED where the budget ends it. */
uint8_t evaluation_finer(Evaluation *e, RelationId relation, const ConstantId *args, Day day);
/* The rule through which the atom's shortest derivation goes: of the grounded set where it has one, else of what that set does not
 * attack, else of all presumptions together. NONE when it has none. */
uint32_t evaluation_rule(Evaluation *e, uint32_t framework_atom);

/* The ground literals that a literal with variables stands for and that are possible, in order of discovery. */
void evaluation_matches(const Evaluation *e, const Asked *asked, IdVec *atoms);

#endif
