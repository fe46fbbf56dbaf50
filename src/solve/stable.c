#include "solve/stable.h"

#include "solve/hybrid.h"

SatAnswer stable_find(Search *search, const Graph *graph, uint32_t query, bool inside, IdVec *set)
{
    return hybrid_find(search, graph, NULL, COVER_STABLE, query, inside, set);
}
