/* A flat assumption-based argumentation framework (Bondarenko, Dung, Kowalski, Toni 1997; Čyras et al. 2017): pure data.
 *
 * Sentences are atoms 0 … atoms-1 and assumptions 0 … assumptions.n-1, in two id spaces: flatness holds by construction, since
 * a rule's head is always an atom. In a rule's body an assumption is written ASSUMED | its id. The contrary of each
 * assumption is an atom (NONE: nothing attacks it). Rules are kept in the order of addition. */
#ifndef ARG_FRAMEWORK_FRAMEWORK_H
#define ARG_FRAMEWORK_FRAMEWORK_H

#include "base/vec.h"

#include <stdbool.h>

#define ASSUMED 0x80000000u

typedef struct Framework {
    uint32_t atoms;
    IdVec contrary;   /* by assumption: an atom, or NONE */
    IdVec head;       /* by rule: an atom */
    IdVec body_first; /* by rule, and one more: where its body starts in `body` */
    IdVec body;       /* atoms, and assumptions marked with ASSUMED */
} Framework;

/* Adds an atom, or `count` atoms with consecutive ids, and returns the first id. */
uint32_t framework_add_atoms(Framework *framework, uint32_t count);
uint32_t framework_add_assumption(Framework *framework, uint32_t contrary);
/* Adds head <- body; returns the rule's id. Duplicates in the body are allowed. */
uint32_t framework_add_rule(Framework *framework, uint32_t head, const uint32_t *body, size_t count);
/* Whether each rule's atoms come before its head: then no derivation runs in a circle. */
bool framework_is_forward(const Framework *framework);
void framework_free(Framework *framework);

static inline uint32_t framework_rules(const Framework *framework)
{
    return (uint32_t)framework->head.n;
}

/* Lists by id: those of x are items[first[x]] … items[first[x + 1] - 1]. */
typedef struct Lists {
    uint32_t *first, *items;
} Lists;

/* By atom: the rules whose head it is. */
Lists framework_rules_by_head(const Framework *framework);
/* By atom, then by assumption (atoms + id): the rules in whose body it occurs, once for each occurrence. */
Lists framework_rules_by_body(const Framework *framework);
/* By atom: the assumptions whose contrary it is. */
Lists framework_assumptions_by_contrary(const Framework *framework);
void lists_free(Lists *lists);

#endif
