/* Private to explain/: which changes can bear on a literal, and how. */
#ifndef ARG_EXPLAIN_SCOPE_H
#define ARG_EXPLAIN_SCOPE_H

#include "explain/cone.h"
#include "explain/units.h"

/* A view with all that any unit can add to it: what is not there, no set of changes gives. */
typedef struct Widest {
    Units *units; /* NULL: it could not be grounded */
    Ground ground;
    ConeIndex index;
} Widest;

/* False, with diagnostics or a limit reached, when it cannot be grounded. The units are as before. The caller frees it. */
bool widest_open(Widest *widest, Units *units, Diagnostics *diags);
void widest_close(Widest *widest);

typedef struct Scope {
    Units *units;
    const Widest *widest;
    RelationId relation;
    const ConstantId *args;
    Day day;
    bool finer; /* a status is asked for that a search finds, or unknown days bear on it: then every change counts as shaping */
    bool dates;    /* unknown days bear on it */
    bool wide;     /* how items rank can change */
    bool part;     /* something could give the literal at all */
    uint8_t *keep; /* by item: it has a part in the cone, or in what shapes it; what is outside is left out of account */
    uint8_t *shaped;      /* by item: changing it shapes more than what stems from it */
    uint8_t *relevant;    /* by unit */
    uint8_t *shapes;      /* by unit */
    IdVec plain, shaping; /* the relevant ones */
} Scope;

/* Of a literal on a day, and whether it has the status (of S5.3, or STATUS_EXCLUDED). `wide`: also where nothing about rank can be changed by a unit. From then on what has no part is set aside in
 * the units' viewpoint, plain additions are made there, and shaping ones not; scope_free takes that back. */
void scope_find(Scope *scope, Widest *widest, RelationId relation, const ConstantId *args, Day day, uint8_t status,
                bool wide);
void scope_free(Scope *scope);

/* Appends what decides whether an element of a cone is there. */
void scope_conditions(const Units *units, const ConeIndex *index, const Cone *cone, uint32_t element, Conditions *out);
/* The literal's atom in a framework on the day, or NONE. */
uint32_t scope_atom(const Scope *scope, const Ground *g);

#endif
