/* Why a literal has its status on a day, in one view, as data (semantics S7.3): the steps of a derivation, each with its item,
 * its conditions, every attack on it, and what came of the attack. Every step and attack is read off the framework. */
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
    ATTACK_WEAKER     /* a contrary that is ranked below, and so no attack at all (S4.3) */
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
} WhyAttack;

typedef struct WhyStep {
    AtomId atom;
    Day from, until; /* the slice */
    uint8_t status;
    bool set_aside; /* the grounded set attacks every derivation of it */
    uint8_t kind; /* PresumptionKind of what gives it; for a plain `once` step PLAIN_STEP, for what ranks decide RANKED_STEP, for what a clause says
                   * CLAUSE_STEP */
    ItemId item;  /* that gives it, or NONE */
    uint32_t support;  /* in Case.supports, or NONE */
    Day began;         /* of a run: the day it began; DAY_FIRST when that has no day or it is no run */
    bool ran;          /* it holds by inertia since `began` */
    TreeRange because; /* in Why.ids: numbers of steps */
    TreeRange attacks; /* in Why.attacks */
} WhyStep;

enum { PLAIN_STEP = 100, RANKED_STEP = 101, CLAUSE_STEP = 102, WHY_MOST_STEPS = 200, WHY_MOST_ATTACKS = 12 };

/* For an unsupported literal: a rule that would conclude it, with the state of each condition. */
typedef struct WhyMissing {
    uint32_t schema;
    TreeRange met; /* in Why.ids: by condition, 1 when something in the view meets it on the day, 2 on another day, else 0 */
    bool out_of_force; /* the rule is not in force on the day */
    bool out_of_view;  /* the item does not belong to the view */
} WhyMissing;

typedef struct Why {
    RelationId relation;
    const ConstantId *args;
    Day day;
    Period period;  /* the answer itself */
    Period written; /* where something is supposed: the answer of the case as written */
    bool has_written;
    VEC(WhyStep) steps; /* the derivation first, then those of the contraries; each derivation root first */
    VEC(WhyAttack) attacks;
    VEC(WhyMissing) missing;
    IdVec ids;
    Day lapsed; /* the day on which a fact stopped the run that gave it; DAY_NONE_AFTER: none did. The derivation is then of the
                 * time before, and what stopped it is among the contraries */
    uint32_t own;         /* how many steps are the literal's own derivation */
    IdVec contrary_roots; /* steps at which the derivations of contraries start */
    bool cut;             /* there were more steps than WHY_MOST_STEPS, or more attacks on one than WHY_MOST_ATTACKS */
} Why;

/* Explains a ground literal on a day. The caller frees with why_free. `args` is borrowed. */
void why_find(Why *why, Evaluation *e, RelationId relation, const ConstantId *args, Day day);
void why_free(Why *why);

#endif
