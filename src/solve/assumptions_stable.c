#include "solve/assumptions_stable.h"

#include "solve/assumptions_encode.h"
#include "solve/assumptions_tail.h"

static SatAnswer find_in_part(Search *search, const Reduct *r, Codes *codes, uint32_t part, uint32_t key, bool inside,
                              uint8_t *chosen)
{
    Coding coding;
    IdVec set = {0};
    coding_open(&coding, search, r, codes, CODING_STABLE);
    coding_add_part(&coding, part);
    if (key != NONE) {
        coding_add(&coding, key);
        int literal = coding_literal(&coding, key);
        sat_clause1(coding.sat, inside ? literal : -literal);
    }
    SatAnswer answer = coding_solve(&coding, NULL, 0);
    if (answer == SAT_YES) {
        coding_set(&coding, &set);
    }
    for (size_t i = 0; i < set.n; i++) {
        chosen[set.at[i]] = 1;
    }
    vec_free(&set);
    coding_close(&coding);
    return answer;
}

SatAnswer assumptions_stable(Search *search, const Reduct *r, uint32_t key, bool inside, IdVec *set)
{
    Codes codes;
    codes_open(&codes, r);
    uint8_t *chosen = mem_zero(r->f.contrary.n, 1);
    uint32_t first = key == NONE ? NONE : r->part[key];
    SatAnswer answer = SAT_YES;
    if (first != NONE) {
        answer = find_in_part(search, r, &codes, first, key, inside, chosen);
    }
    for (uint32_t part = 0; answer == SAT_YES && part < r->parts; part++) {
        if (part != first) {
            answer = find_in_part(search, r, &codes, part, NONE, inside, chosen);
        }
    }
    for (uint32_t a = 0; answer == SAT_YES && a < r->f.contrary.n; a++) {
        if (chosen[a]) {
            vec_push(set, a);
        }
    }
    free(chosen);
    codes_close(&codes);
    if (answer == SAT_YES) {
        tail_decide_all(r, set);
    }
    return answer;
}
