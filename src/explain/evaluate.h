/* A case evaluated in one view: what stands, as data. */
#ifndef ARG_EXPLAIN_EVALUATE_H
#define ARG_EXPLAIN_EVALUATE_H

#include "explain/derive.h"
#include "explain/finer.h"
#include "ground/region.h"

struct Depends;

typedef struct Evaluation {
    Ground ground;
    Grounded grounded;
    Finer whole;         /* of the two above */
    bool joined_limited; /* that was cut short: what it would tell is not known */
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
    struct Depends *depends; /* depends.h; NULL where no day is unknown, or nothing was asked yet */
} Evaluation;

/* `timed`: labels are timed, for explanations. Grounds and solves; from then on the evaluation must not be moved. False when the case cannot be evaluated, with diagnostics, or when a limit was reached. */
bool evaluation_run(Evaluation *e, const Case *c, Viewpoint viewpoint, Diagnostics *diags);
bool evaluation_run_timed(Evaluation *e, const Case *c, Viewpoint viewpoint, Diagnostics *diags);
/* Only as far as it bears on these literals: of others there is no status. */
bool evaluation_run_asked(Evaluation *e, const Case *c, Viewpoint viewpoint, const Asked *asked, size_t count,
                          Diagnostics *diags);
/* The same for a region, whose limit is its own. */
bool evaluation_run_region(Evaluation *e, Region *region, const DaySpan *days, const DaySpan *taken,
                           const Budget *budget);
void evaluation_free(Evaluation *e);

/* What holds of a literal from one day to another (S5.3, S5.4). */
typedef struct Period {
    Day from, until; /* until: the first day no longer in it */
    uint8_t status;  /* of S5.3; STATUS_CONTESTED where it is not known which of the three in between; STATUS_DEPENDS */
    uint8_t against; /* the best status of what conflicts with it, or EXPECTED_STATUSES where nothing does */
    PositionSet rests_on;
    bool unanswered;
    Day ended; /* DAY_NONE_AFTER: no */
    /* Where days are unknown (S3.6). */
    bool given_up;     /* the search was given up: the status, STATUS_CONTESTED here, may be any */
    uint8_t statuses;  /* bit s: the statuses that occur, where it depends on dates; 0: it is certain */
    uint8_t againsts;  /* the same of `against` */
    TreeRange depends; /* the unknown days that decide: in Periods.unknowns */
} Period;

/* A vector of periods. */
typedef struct Periods {
    Period *at;
    size_t n, room;
    IdVec unknowns;
} Periods;
void periods_free(Periods *periods);

/* On which days what is between established and unsupported is to be told apart: a search. Elsewhere it is STATUS_CONTESTED. */
typedef struct Wanted {
    bool everywhere;
    /* Nothing is wanted of other days than this, and so many after it: what is hard to tell is STATUS_CONTESTED there; NULL: all matter. */
    const Day *only;
    uint32_t only_more;
    const Day *days;
    uint32_t count;
} Wanted;

/* Adds a period, or lengthens the last one, if that has the same content. */
void periods_add(Periods *periods, Period period);
/* Whether nobody asks about any of the days [from, until). */
bool wanted_skips(const Wanted *wanted, Day from, Day until);
bool wanted_among(const Wanted *wanted, Day from, Day until);
/* The periods of a ground literal, from the first day to the last; adjacent ones differ. */
void evaluation_periods(Evaluation *e, RelationId relation, const ConstantId *args, Wanted finer, Periods *out);
/* The period that contains the day. */
const Period *periods_at(const Periods *periods, Day day);

/* The status of an atom on a day, as fine as it can be told; at the days taken where nothing better is known. */
uint8_t evaluation_finer_status(Evaluation *e, AtomId atom, Day day);
/* The status of an atom on a day: unsupported, contested or established. */
uint8_t evaluation_status(const Evaluation *e, AtomId atom, Day day);
/* The same as fine as it can be told: a search. STATUS_CONTESTED where the budget ends it. */
uint8_t evaluation_finer(Evaluation *e, RelationId relation, const ConstantId *args, Day day);
/* Whether the grounded set leaves the atom open on the day. */
bool evaluation_open(const Evaluation *e, AtomId atom, Day day);
/* The grounding in which finer statuses of the atom are found: that of the components' own slices where those bear on it. */
const Ground *evaluation_finer_ground(Evaluation *e, AtomId atom);
/* The rule through which the atom's shortest derivation goes: of the grounded set where it has one, else of what that set does not
 * attack, else of all presumptions together. NONE when it has none. */
uint32_t evaluation_rule(Evaluation *e, uint32_t framework_atom);

/* The ground literals that a literal with variables stands for and that are possible, in order of discovery. */
void evaluation_matches(Evaluation *e, const Asked *asked, IdVec *atoms);

#endif
