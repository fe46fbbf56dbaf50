/* Shortest derivations in a framework, found when asked for and only where something bears on what is asked (Knuth 1977, a
 * generalisation of Dijkstra's algorithm to grammars).
 *
 * A sentence that is in is derived from what is in; one that is open from what is not out; one that is out from whatever there is, as little
 * as possible of it out. The length of a derivation is its number of rules, those that are needed twice counted twice; of
 * two as long the one whose last rule comes first is taken. So there is one derivation of each sentence, whoever asks. */
#ifndef ARG_EXPLAIN_DERIVE_H
#define ARG_EXPLAIN_DERIVE_H

#include "solve/grounded.h"

#include <stdbool.h>

typedef struct Derivations {
    const Framework *f;
    const uint8_t *atom, *assumption; /* labels */
    const uint32_t *first; /* a derivation of what is in, not the shortest, for where too much bears on it; or NULL */
    Lists by_head;         /* made when first needed */
    uint32_t *by;          /* by atom: the last rule of its derivation, NONE when there is none */
    uint64_t *length;      /* by atom */
    uint8_t *known;        /* by atom */
    uint32_t *number;      /* by atom: its place in `found`, plus one; scratch */
    IdVec found, rules, waiting, heap;
} Derivations;

/* Costs nothing until something is asked. The framework and the labels must outlive it. */
void derivations_open(Derivations *d, const Framework *f, const uint8_t *atom, const uint8_t *assumption,
                      const uint32_t *first);
void derivations_free(Derivations *d);
/* The rules by head, made when first asked for. */
const Lists *derivations_by_head(Derivations *d);
/* The last rule of the atom's derivation; NONE when nothing derives it, not even from assumptions that attack one another. */
uint32_t derivation_rule(Derivations *d, uint32_t atom);

#endif
