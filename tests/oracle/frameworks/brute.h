/* Every extension of a small framework, straight from the definitions: Dung 1995 (complete, grounded, preferred, stable), Verheij
 * 1996 (stage), Caminada 2006 (semi-stable), Dung, Mancarella, Toni 2007 (ideal); Bondarenko, Dung, Kowalski, Toni 1997 for
 * assumption-based frameworks. Sets are bit masks and everything is tried; nothing is shared with the solvers. */
#ifndef ORACLE_BRUTE_H
#define ORACLE_BRUTE_H

#include "solve/problem.h"

enum { BRUTE_MOST = 9, BRUTE_SETS = 1 << BRUTE_MOST };

typedef struct Brute {
    uint32_t n;                           /* arguments or assumptions, at most BRUTE_MOST */
    bool is[SEMANTICS_COUNT][BRUTE_SETS]; /* whether the set is such an extension */
    uint64_t derived[BRUTE_SETS];         /* by set of assumptions: the atoms it derives, at most 64 */
} Brute;

void brute_graph(const Graph *graph, Brute *out);
/* Semi-stable and stage are left empty. */
void brute_framework(const Framework *framework, Brute *out);

/* Whether the set accepts the query, which is written as in Request; `assumptions` says which kind of framework it was. */
bool brute_accepts(const Brute *brute, bool assumptions, uint32_t set, uint32_t query);
/* How many extensions there are. */
uint32_t brute_count(const Brute *brute, Semantics semantics);

#endif
