#include "solve/stable.h"

#include "solve/encode.h"

SatAnswer stable_find(Search *search, const Graph *graph, uint32_t query, bool inside, IdVec *set)
{
    Encoding e = encode(search, graph, NULL, BASE_STABLE, false);
    if (query != NONE) {
        sat_clause1(e.sat, inside ? is_in(&e, query) : -is_in(&e, query));
    }
    SatAnswer answer = search_solve(search, e.sat);
    if (answer == SAT_YES) {
        encoding_set(&e, set);
    }
    encoding_close(&e);
    return answer;
}
