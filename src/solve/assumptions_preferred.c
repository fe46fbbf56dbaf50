#include "solve/assumptions_preferred.h"

#include "solve/assumptions_flips.h"
#include "solve/assumptions_tail.h"

bool coding_maximise(Coding *c, IdVec *set)
{
    VEC(int) next = {0};
    SatAnswer answer = SAT_YES;
    do {
        vec_clear(set);
        vec_clear(&next);
        coding_set(c, set);
        for (size_t i = 0; i < c->assumptions.n; i++) {
            int x = c->codes->x[c->assumptions.at[i]];
            vec_push(&next, sat_value(c->sat, x) ? -x : x);
        }
        for (size_t i = 0; i < next.n; i++) { /* what is in stays in */
            int x = c->codes->x[c->assumptions.at[i]];
            if (next.at[i] == -x) {
                sat_clause1(c->sat, x);
            }
        }
        sat_clause(c->sat, next.at, next.n);
        answer = coding_solve(c, NULL, 0);
    } while (answer == SAT_YES);
    vec_free(&next);
    ids_sort(set);
    return answer == SAT_NO;
}

bool assumptions_preferred_in(Search *search, const Reduct *r, Codes *codes, uint32_t part, IdVec *set)
{
    vec_clear(set);
    if (search->backend == SAT_USUAL && flips_find_soon(r, part, search->budget, set)) {
        return true;
    }
    Coding coding;
    coding_open(&coding, search, r, codes, CODING_ADMISSIBLE);
    coding_add_part(&coding, part);
    bool done = coding_solve(&coding, NULL, 0) == SAT_YES && coding_maximise(&coding, set);
    coding_close(&coding);
    return done;
}

bool assumptions_preferred(Search *search, const Reduct *r, IdVec *set)
{
    Codes codes;
    IdVec here = {0};
    bool done = true;
    codes_open(&codes, r);
    for (uint32_t part = 0; done && part < r->parts; part++) {
        done = assumptions_preferred_in(search, r, &codes, part, &here);
        vec_append(set, here.at, here.n);
    }
    codes_close(&codes);
    vec_free(&here);
    tail_decide_all(r, set);
    return done;
}

/* What is complete (preferred) above an admissible set is so in the framework where nothing attacks its members: no set that holds it
 * and has no conflict attacks it, and it answers every other attack itself. */
bool assumptions_above(Search *search, const Framework *framework, const IdVec *admissible, bool complete, IdVec *set)
{
    Framework above = *framework;
    Grounded grounded;
    bool done = true;
    above.contrary = (IdVec){0};
    vec_append(&above.contrary, framework->contrary.at, framework->contrary.n);
    for (size_t i = 0; i < admissible->n; i++) {
        above.contrary.at[admissible->at[i]] = NONE;
    }
    grounded_run(&above, &grounded);
    vec_clear(set);
    for (uint32_t a = 0; a < above.contrary.n; a++) {
        if (grounded.assumption[a] == LABEL_IN) {
            vec_push(set, a);
        }
    }
    if (!complete) {
        Reduct reduct;
        IdVec more = {0};
        reduct_new(&above, &grounded, REDUCT_SMALL_PART, &reduct);
        done = assumptions_preferred(search, &reduct, &more);
        for (size_t i = 0; i < more.n; i++) {
            vec_push(set, reduct.assumption_origin.at[more.at[i]]);
        }
        ids_sort(set);
        vec_free(&more);
        reduct_free(&reduct);
    }
    grounded_free(&grounded);
    vec_free(&above.contrary);
    return done;
}
