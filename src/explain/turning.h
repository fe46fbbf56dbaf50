/* Every smallest set of changes that makes a literal have a status that it has not, or lose one that it has, up to a size; or how far
 * the search came (semantics S7.1, S7.2).
 *
 * Changes are units (units.h). Only those count that bear on the literal: whose item has a part in its cone (cone.h), or decides
 * how the items there rank. Most only take something away from the framework, or add what stems from them: they are *plain*, and
 * are tried by switching rules and assumptions of the cone (solve/relabel.h). The others *shape* it: they change which
 * presumptions rank higher, which preferences are argued in a circle, or where stretches begin. For every set of these the cone is
 * grounded anew.
 * Among plain changes the search is that for hitting sets (Reiter 1987): whatever set of further changes alters the label must touch
 * the reasons for it, so only units among the reasons are tried next. So no set that is not reached can be one.
 * For statuses that a search finds every change counts as shaping, and the literal is evaluated for each set of them. */
#ifndef ARG_EXPLAIN_TURNING_H
#define ARG_EXPLAIN_TURNING_H

#include "explain/evaluate.h"
#include "explain/scope.h"

typedef struct Target {
    RelationId relation;
    const ConstantId *args;
    Day day;
    uint8_t status; /* of S5.3, or STATUS_EXCLUDED */
    bool has;       /* whether the literal has it as things are */
    uint32_t size;  /* the most units in a set */
    uint32_t further; /* where none is found so: the most in a set, looked for size by size until there are some; at least `size` */
    size_t work; /* the most work, in steps */
} Target;

typedef struct TurningSet {
    TreeRange units;        /* in Turning.ids, ascending */
    uint64_t start;         /* the first two of them */
    uint8_t after, against; /* left to the caller */
    uint32_t carries;       /* likewise */
} TurningSet;

typedef enum TurningStop { TURNING_COMPLETE, TURNING_WORK, TURNING_TIME, TURNING_ERROR } TurningStop;

typedef struct Turning {
    VEC(TurningSet) sets; /* in turning_order */
    IdVec ids;
    uint32_t complete; /* every set of up to so many units is here; more than the size asked where none is of that size */
    uint8_t stop;      /* why not all sizes asked were looked at */
    uint32_t relevant; /* units that bear on the literal */
    size_t examined;   /* sets tried */
    size_t work;
} Turning;

/* The caller frees it. The units of `widest` are as before. */
void turning_find(Turning *turning, Widest *widest, const Target *target);
void turning_free(Turning *turning);
/* For qsort: fewest units first, then what carries most, then by unit. */
int turning_order(const void *left, const void *right);

/* What holds of the literal on the day with whatever is flipped in the units, evaluated from scratch; false: it could not be. `finer`: told
 * apart also between established and unsupported. Adds to `work`. */
bool turning_period(const Units *units, const Target *target, bool finer, Period *period, size_t *work);
/* Whether a period of a literal is of the status, one of S5.3 or STATUS_EXCLUDED. */
bool has_status(uint8_t status, const Period *period);

#endif
