/* A case evaluated in one view: what stands, as data. */
#ifndef ARG_EXPLAIN_EVALUATE_H
#define ARG_EXPLAIN_EVALUATE_H

#include "explain/finer.h"
#include "ground/ground.h"

typedef struct Evaluation {
    Ground ground;
    Grounded grounded;
    Finer whole;   /* of the two above */
    Ground joined; /* what joins slices and is disputed, by the slices of its component (S3.2); made when first needed */
    Grounded joined_grounded;
    Finer components; /* of those two */
    bool joined_sought, has_components;
    const Budget *budget;
    bool *undecided;
    Grounded open;       /* derivations from what the grounded set does not attack; made when first needed */
    Grounded possible;   /* derivations when nothing is attacked; likewise */
    PositionSet *rests;  /* by framework atom: the positions whose items its derivation uses */
    PositionSet *behind; /* by framework atom: the positions of every item that could help to derive it */
    Lists by_head;       /* framework_rules_by_head; made when it is first needed */
    uint8_t *answered;   /* by framework atom: some step is attacked by an item of a position that the step is not of */
} Evaluation;

/* Grounds and solves; from then on the evaluation must not be moved. False when the case cannot be evaluated, with diagnostics, or when a limit was reached. */
bool evaluation_run(Evaluation *e, const Case *c, Viewpoint viewpoint, Diagnostics *diags);
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
/* The rule through which the atom's derivation goes: of the grounded set where it has one, else of what that set does not attack, else
 * of all presumptions together. */
uint32_t evaluation_rule(Evaluation *e, uint32_t framework_atom);

/* The ground literals that a literal with variables stands for and that are possible, in order of discovery. */
void evaluation_matches(const Evaluation *e, const Asked *asked, IdVec *atoms);

#endif
