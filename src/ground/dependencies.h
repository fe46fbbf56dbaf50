/* Private to ground/: what depends on what. An atom depends on another when that supports or attacks what gives it. */
#ifndef ARG_GROUND_DEPENDENCIES_H
#define ARG_GROUND_DEPENDENCIES_H

#include "ground/timeline.h"

typedef VEC(uint64_t) Edges; /* pairs (atom, what it depends on) */

typedef struct Dependencies {
    const Theory *t;
    uint32_t *first, *on; /* by atom, and one more: where in `on` stands what it depends on */
} Dependencies;

/* Called for the members of a component of mutual dependence. */
typedef void ComponentVisitor(void *context, const Dependencies *deps, const AtomId *members, size_t count);

/* All dependencies; those of conditions made of others that nothing asks for are left out. */
void dependencies_find(const Theory *t, const Timeline *line, Edges *edges);
/* The same of these atoms and of all that bears on them, and nothing else; by atom, whether it is among these, which the caller frees.
 * Time and memory go with what bears on them. */
uint8_t *dependencies_find_bearing(const Theory *t, const Timeline *line, const IdVec *atoms, Edges *edges);
/* By atom, what stands for its component in the sense of S3.2. The caller frees it. */
AtomId *dependencies_join(const Theory *t, const Edges *edges);
Dependencies dependencies_of(const Theory *t, const Edges *edges);
void dependencies_free(Dependencies *deps);
/* Visits each component of mutual dependence, after all that it depends on (Tarjan 1972, explicit stack). Ends early when the theory's
 * limit is reached. */
void dependencies_walk(const Dependencies *deps, ComponentVisitor *visit, void *context);

#endif
