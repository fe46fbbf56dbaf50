/* Private to ground/: all ways to match a conjunction against the atoms that are visible, by nested index look-ups in a
 * planned order. */
#ifndef ARG_GROUND_JOIN_H
#define ARG_GROUND_JOIN_H

#include "ground/tables.h"

typedef struct JoinStep {
    uint32_t literal; /* position in the body */
    uint64_t columns; /* bound arguments when the step is reached */
    uint32_t index;   /* in Table.indexes, when some but not all arguments are bound and the table existed */
} JoinStep;

/* The order in which to match a body's literals after those already matched. */
typedef struct JoinPlan {
    JoinStep *steps;
    uint32_t count;
    uint32_t *check_at; /* by comparison: after how many steps its variables are bound */
} JoinPlan;

typedef struct Join {
    Theory *t;
    const Body *body;
    const JoinPlan *plan;
    uint64_t bound; /* the variables that have a value in `binding` */
    AtomId *atoms;  /* by position in the body: what matched */
    uint32_t start; /* position matched first, or NONE */
    bool open;      /* comparisons of dates that are neither certain nor excluded count as met */
    bool different; /* of two literals: they must not be the same atom */
    bool quiet;     /* nothing is complained of */
    bool unlike;    /* something was compared on the way that cannot be: an error where the rest is there */
    AtomId newest;  /* positions before `start` must match older atoms than this */
    void (*found)(void *context, struct Join *join);
    void *context;
    ConstantId binding[MAX_VARIABLES];
} Join;

/* Nothing bound; `plan` and `atoms` are still to be set, and `newest` where there is a start. The binding is large, and left as
 * it is: a join is started for each atom. */
static inline void join_start(Join *join, Theory *t, const Body *body, uint32_t start,
                              void (*found)(void *context, Join *join), void *context)
{
    join->t = t;
    join->body = body;
    join->bound = 0;
    join->start = start;
    join->open = false;
    join->different = false;
    join->quiet = false;
    join->unlike = false;
    join->newest = NONE;
    join->found = found;
    join->context = context;
}

/* Plans a body whose literal `start` (or NONE) is matched and whose variables `bound` are bound. In `arena`. */
JoinPlan join_plan(Theory *t, Arena *arena, const Body *body, uint32_t start, uint64_t bound);
/* Binds the literal's variables so that it becomes this atom; false when it cannot. */
bool join_unify(Join *join, const Literal *literal, AtomId atom);
/* The same for a literal with these arguments, possible or not. */
bool join_bind(Join *join, const Literal *literal, const ConstantId *args);
/* Calls `found` for every way to match the rest. */
void join_run(Join *join);

#endif
