#include "solve/maximise.h"

/* Marks what the model makes true; returns how many were new. */
static uint32_t mark(const Encoding *e, int row, uint8_t *yes)
{
    uint32_t marked = 0;
    for (uint32_t x = 0; x < e->graph->n; x++) {
        if (!yes[x] && sat_value(e->sat, row + (int)x)) {
            yes[x] = 1;
            marked++;
        }
    }
    return marked;
}

void assume_marked(const Encoding *e, int row, const uint8_t *yes)
{
    for (uint32_t x = 0; x < e->graph->n; x++) {
        if (yes[x]) {
            sat_assume(e->sat, row + (int)x);
        }
    }
}

void one_more(const Encoding *e, int guard, int row, const uint8_t *yes)
{
    if (guard) {
        sat_add(e->sat, -guard);
    }
    for (uint32_t x = 0; x < e->graph->n; x++) {
        if (!yes[x]) {
            sat_add(e->sat, row + (int)x);
        }
    }
    sat_add(e->sat, 0);
}

bool maximise(Search *search, const Encoding *e, int row, uint8_t *yes, IdVec *set)
{
    memset(yes, 0, e->graph->n);
    uint32_t have = mark(e, row, yes);
    encoding_set(e, set);
    while (have < e->graph->n) {
        int more = sat_new(e->sat, 1);
        one_more(e, more, row, yes);
        assume_marked(e, row, yes);
        sat_assume(e->sat, more);
        SatAnswer answer = search_solve(search, e->sat);
        if (answer == SAT_UNKNOWN) {
            return false;
        }
        if (answer == SAT_YES) {
            have += mark(e, row, yes);
            encoding_set(e, set);
        }
        sat_clause1(e->sat, -more); /* the clause has served */
        if (answer == SAT_NO) {
            break;
        }
    }
    return true;
}
