/* What bears on a sentence of a framework: the rules for it, what they need, the contraries of their assumptions, the rules for those,
 * and so on. Nothing else can change whether the grounded set derives it, nor (within one slice) any finer status. */
#ifndef ARG_EXPLAIN_CONE_H
#define ARG_EXPLAIN_CONE_H

#include "explain/units.h"
#include "ground/ground.h"

/* Rules by head, made when first needed, for cones of one framework after another sentence. */
typedef struct ConeIndex {
    const Ground *g;
    Lists by_head;
    Dense clauses; /* literal -> in Case.clause_facts */
} ConeIndex;

void cone_index_open(ConeIndex *index, const Ground *g);
void cone_index_free(ConeIndex *index);
/* Fills in what clauses say, of an index with lists of somebody else's. */
void cone_index_clauses(ConeIndex *index);

/* The cone as a framework of its own, what was last asked for being atom 0. */
typedef struct Cone {
    Framework framework;
    IdVec atoms, rules, assumptions; /* by number in `framework`: in the whole */
} Cone;

/* Of a framework's atom. `wide`: with what would bear on it if items ranked otherwise: everything that conflicts with a literal of the
 * cone, and what is said about preferences; `whole`: everything. The caller frees it. */
void cone_find(Cone *cone, const ConeIndex *index, uint32_t atom, bool wide, bool whole);
void cone_free(Cone *cone);

/* What an element of the cone (a rule, or ASSUMED | an assumption) stems from. */
typedef enum OriginKind {
    FROM_NOTHING, /* a link; or what ranks decide */
    FROM_PRESUMPTION,
    FROM_DOUBT, /* the doubt about a presumption */
    FROM_FACT,
    FROM_ACT,   /* the fact that an act was done */
    FROM_CLAUSE /* what a clause of an item or source says (S2.6) */
} OriginKind;
typedef struct Origin {
    uint8_t kind;
    ItemId item;      /* or NONE */
    uint32_t support; /* of what is claimed, or NONE */
    SourceId source;  /* of FROM_CLAUSE, where it is a source's; else NONE */
} Origin;
Origin cone_origin(const Cone *cone, const ConeIndex *index, uint32_t element);

#endif
