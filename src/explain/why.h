/* Why a literal has its status on a day, in one view, as data (semantics S7.3): the steps of derivations, each with its item, its
 * conditions, every attack on it, and what came of the attack. Every step and attack is read off the framework.
 *
 * A derivation of what is established is well-founded all through: an attack fails because of a step, or of a literal that cannot be had,
 * whose label the grounded set found before that of what was attacked; and so on down to facts. */
#ifndef ARG_EXPLAIN_WHY_H
#define ARG_EXPLAIN_WHY_H

#include "explain/evaluate.h"

typedef enum AttackKind {
    ATTACK_EXCEPTION, /* an `unless` */
    ATTACK_CONTRARY,  /* a rebut: something that conflicts */
    ATTACK_UNDERCUT,  /* `disapplies` or `discredited` */
    ATTACK_ENDS,      /* of a run: `ends` */
    ATTACK_SINCE,     /* of a lasting beginning: what came since (S3.5b) */
    ATTACK_DOUBT,     /* a denial, or a rank below `doubt below` */
    ATTACK_OTHER_DAY, /* what happens once is given on another day (S3.5h) */
    ATTACK_WEAKER,    /* a contrary that is ranked below, and so no attack at all (S4.3) */
    ATTACK_ATTEMPT    /* of a WhyFailure: what would give the literal */
} AttackKind;

typedef struct WhyAttack {
    uint8_t kind;
    uint8_t outcome;    /* LABEL_IN: it stands; LABEL_OUT: it fails; LABEL_OPEN: undecided */
    TreeRange atoms;    /* in Why.ids: the literals that make the attack */
    ItemId item;        /* who makes it; NONE for exceptions of several literals and doubts */
    PositionSet by;     /* whose it is: the item's, or who denies */
    ItemId answered_by; /* when it fails: the item that defeats it, or NONE */
    AtomId unmet;       /* when it fails: the literal that it needs and that does not hold, or NONE */
    Day day;            /* of a run's steps, and of another day: when; DAY_FIRST otherwise */
    uint32_t maker;     /* when it does not fail: the step that makes it, or NONE */
    uint32_t answer;    /* when it fails: the step that defeats it, or NONE */
    uint32_t failure; /* when it fails for lack of `unmet`: why that does not hold, in Why.failures; NONE: nothing gives it */
} WhyAttack;

typedef struct WhyStep {
    AtomId atom;
    Day from, until; /* the slice */
    uint8_t status;  /* of S5.3 where that is known; else STATUS_CONTESTED */
    uint8_t label;   /* of the grounded set: LABEL_OUT where it attacks every derivation of it */
    uint8_t kind; /* PresumptionKind of what gives it; for a plain `once` step PLAIN_STEP, for what ranks decide RANKED_STEP, for what a clause says
                   * CLAUSE_STEP */
    ItemId item;  /* that gives it, or NONE */
    uint32_t support;  /* in Case.supports, or NONE */
    Day began;         /* of a run: the day it began; DAY_FIRST when that has no day or it is no run */
    bool ran;          /* it holds by inertia since `began` */
    TreeRange because; /* in Why.ids: numbers of steps */
    TreeRange attacks; /* in Why.attacks */
    uint32_t more;     /* attacks left out */
} WhyStep;

enum { PLAIN_STEP = 100, RANKED_STEP = 101, CLAUSE_STEP = 102, WHY_MOST_STEPS = 200, WHY_MOST_ATTACKS = 12 };

/* Why a literal that an attack needs does not hold: everything that would give it, and what that fails for. */
typedef struct WhyFailure {
    AtomId atom;
    Day from, until;
    TreeRange attempts; /* in Why.attacks */
} WhyFailure;

/* A presumption, or the doubt about one, that a reading keeps or gives up. */
typedef struct WhyKept {
    ItemId item;
    bool doubt;
} WhyKept;

/* One coherent set (admissible, S5.2), as far as it bears on the literal: what it keeps beyond what is established, and what falls by that. */
typedef struct WhyReading {
    bool has;         /* it derives the literal; else it keeps it from being derived */
    uint32_t root;    /* the step at which its derivation starts, or NONE: of the literal, or of what defeats it */
    TreeRange kept;   /* in Why.kept */
    TreeRange fallen; /* likewise */
} WhyReading;

/* For an unsupported literal: what would give it, and for each condition whether it is met under the binding that meets most. */
typedef enum ConditionState {
    CONDITION_MISSING,    /* nothing in the view gives it on any day */
    CONDITION_OTHER_DAYS, /* something does, but not on that day */
    CONDITION_OTHERS,     /* it holds of others on that day, which do not fit the other conditions */
    CONDITION_MET
} ConditionState;

typedef struct WhyCondition {
    uint8_t state;
    AtomId atom;     /* what meets it, or comes nearest; or NONE */
    Day from, until; /* CONDITION_OTHER_DAYS: days on which it holds, the nearest */
} WhyCondition;

typedef struct WhyMissing {
    ItemId item;
    uint32_t schema;      /* NONE for a preference, which has no conditions */
    TreeRange conditions; /* in Why.conditions: one for each of the schema's literals */
    TreeRange binding;    /* in Why.ids: the values of its variables, NONE where nothing gives them */
    bool out_of_force;    /* the rule is not in force on the day */
    bool out_of_view;     /* the item does not belong to the view */
    bool out_of_sight;    /* of a preference: what it compares does not */
    uint32_t comparison;  /* in Case.comparisons: one that fails under the binding, or NONE */
    uint32_t met;         /* how many conditions are met */
} WhyMissing;

/* The literal, or one that differs in its arguments, where it is supported: on another day, of others, in another view. */
typedef struct WhyElsewhere {
    AtomId atom; /* of others; else NONE */
    uint32_t view;
    Day from, until;
    uint8_t status;
} WhyElsewhere;

typedef struct Why {
    RelationId relation;
    const ConstantId *args;
    Day day;
    Period period;  /* the answer itself; where it depends on dates, as they are taken */
    Period whole;   /* the answer itself, where it depends on dates; else its `statuses` is 0 */
    IdVec dates;    /* the unknown days that then decide */
    DayVec taken;   /* by these: the day that each is taken to be */
    Period written; /* where something is supposed: the answer of the case as written */
    bool has_written;
    VEC(WhyStep) steps; /* the literal's own derivation, then those against it, then what answers attacks; each derivation root first */
    VEC(WhyAttack) attacks;
    VEC(WhyFailure) failures;
    VEC(WhyReading) readings;
    VEC(WhyKept) kept;
    TreeRange together; /* in Why.kept: of what is defeated though no step alone is, what no coherent set holds together */
    TreeRange common;  /* in Why.ids: literals that all readings derive on their way, where it holds either way */
    bool readings_cut; /* there are more ways than were looked for */
    VEC(WhyMissing) missing;
    VEC(WhyCondition) conditions;
    VEC(WhyElsewhere) elsewhere;
    uint32_t missing_more; /* further items that would give it */
    IdVec ids;
    Day lapsed; /* the day on which a fact stopped the run that gave it; DAY_NONE_AFTER: none did. The derivation is then of the
                 * time before, and what stopped it is among the contraries */
    uint32_t own,
        against; /* steps before `own` are the literal's own derivation, those from there up to `against` speak against it */
    IdVec contrary_roots; /* steps at which the derivations of contraries start */
    bool cut;             /* there were more steps than WHY_MOST_STEPS, or more attacks on one than WHY_MOST_ATTACKS */
    const Ground *ground; /* of its atoms; the evaluation's */
} Why;

/* Explains a ground literal on a day; the evaluation is timed (evaluation_run_timed) and must outlive it. The caller frees with
 * why_free. `args` is borrowed. */
void why_find(Why *why, Evaluation *e, RelationId relation, const ConstantId *args, Day day);
void why_free(Why *why);

/* What depends on dates is explained for one way in which they fall, of those with the best status that occurs: `shown` is evaluated so.
 * False where the literal does not depend on dates, or that fails; `shown` is to be freed either way, before `e`. */
bool why_choose_days(Evaluation *shown, Evaluation *e, RelationId relation, const ConstantId *args, Day day);
/* Notes in what was found by it what the answer depends on. */
void why_note_dates(Why *why, Evaluation *e);

#endif
