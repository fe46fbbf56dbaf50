/* Private to explain/why*.c: gathering an explanation. */
#ifndef ARG_EXPLAIN_WHY_INTERNAL_H
#define ARG_EXPLAIN_WHY_INTERNAL_H

#include "explain/why.h"

/* Derivations in a part of the framework, for a reading of its own: by number in that part. */
typedef struct Restricted {
    Derivations *derivations;
    Dense number;          /* atom of the whole -> of the part */
    const uint32_t *rules; /* by rule of the part: of the whole */
} Restricted;

/* An attack whose answer, or maker, is to be shown as a step later: by the rule, or of the literal's atom. */
typedef struct Later {
    uint32_t attack;
    uint32_t atom, rule; /* the literal's atom in the framework; the rule that gives it, or NONE: by its derivation */
    uint8_t depth;
    bool failure;
} Later;
typedef VEC(Later) LaterVec;

typedef struct Finder {
    Why *why;
    Evaluation *e;
    const Ground *g;
    const Grounded *labels;
    Derivations *shortest;
    const Lists *by_head;
    const Restricted *restricted; /* derivations are those of a reading; or NULL */
    bool first;                   /* derivations are those by which the grounded set found what is in */
    Map step_of[4]; /* pair (atom, rule) -> step: shortest, first, of a reading, and those that follow from nothing, for all */
    Map failure_of;        /* atom -> failure */
    VEC(uint64_t) pending; /* those whose steps are to be filled in */
    LaterVec makers, answers;
    uint8_t depth;     /* of the steps being filled in: 0 for those not asked for by an attack */
    uint32_t argued;   /* the rebut that is being shown can be argued with (S4.6): its assumption; else NONE */
    uint32_t attacked; /* the assumption that is attacked */
} Finder;

uint8_t finder_label(const Finder *f, uint32_t entry);
uint32_t finder_when(const Finder *f, uint32_t entry);
/* The last rule of the atom's derivation, as the finder's settings say; or NONE. */
uint32_t finder_rule(Finder *f, uint32_t atom);
/* Down a derivation through atoms without a literal of their own to the rule of the presumption that gives it. NONE when it goes
 * through a literal (`once`) or an assumption alone. */
uint32_t finder_giving_rule(Finder *f, uint32_t atom);
/* Whether a framework's atom is a condition made of others, and of which kind. */
CompositeKind finder_composite(const Finder *f, uint32_t atom);

/* why_attacks.c: the attacks on a presumption, appended to the step. */
void finder_attacks(Finder *f, WhyStep *step, const Presumption *p);
/* Everything that would give the literal's atom, which is out, and what that fails for; the number of the failure. */
uint32_t finder_failure(Finder *f, uint32_t atom);
/* The literal that the presumption gives, as an atom of the framework on its slice. */
uint32_t finder_literal_given(const Finder *f, const Presumption *p);

/* why_steps.c: the derivation of a literal's atom as steps, root first; `rule` is the last one, or NONE: as finder_rule says. NONE
 * when there is none, or no room. */
uint32_t finder_derive(Finder *f, uint32_t atom, uint32_t rule);

/* why_missing.c: for an unsupported literal. */
void why_find_missing(Why *why, Evaluation *e, Day day);

/* readings.c: coherent sets, for what is neither established nor unsupported. */
void why_find_readings(Finder *f, uint32_t atom);

#endif
