/* Private to ground/: which conditions ask for which relation. Grounding takes atoms one by one, and each looks here for the
 * conditions that it may meet. Made once, before the first atom: the watches of a relation lie together. */
#ifndef ARG_GROUND_WATCHES_H
#define ARG_GROUND_WATCHES_H

#include "ground/theory.h"

/* A condition of a schema. In schemas without variables, a condition without arguments is met by the atom itself: ALONE marks its
 * position, so that nothing of the schema need be read. Conditions about somebody or something in particular are apart: all that
 * name constants in the same places have one entry in the list, SOME, whose `schema` says which places (bit by bit). */
typedef struct Watch {
    uint32_t schema, position;
} Watch;

#define WATCH_ALONE 0x80000000u
#define WATCH_SOME 0x40000000u

typedef struct ParticularWatch {
    Watch watch;
    uint32_t next; /* with the same hash; NONE: the last */
} ParticularWatch;

typedef struct Watches {
    IdVec first[SAID_WAYS]; /* by way of saying, then by predicate and one more: where its watches start in `list` */
    VEC(Watch) list;
    VEC(ParticularWatch) particular;
    Map by_constants; /* hash of relation, places and constants -> the first of `particular` with it */
} Watches;

/* The first of `particular` that may be met by an atom with these arguments; NONE where none is. */
uint32_t watches_of_some(const Watches *watches, RelationId relation, uint32_t places, const ConstantId *args);

/* Watches the conditions of the schemas that `waiting` does not mark as NONE. */
void watches_build(Watches *watches, const Theory *t, const uint32_t *waiting);
void watches_free(Watches *watches);

static inline TreeRange watches_of(const Watches *watches, RelationId relation)
{
    const IdVec *first = &watches->first[RELATION_SAID(relation)];
    if (!first->n) {
        return (TreeRange){0, 0};
    }
    uint32_t start = first->at[RELATION_PREDICATE(relation)];
    return (TreeRange){start, first->at[RELATION_PREDICATE(relation) + 1] - start};
}

#endif
