#include "solve/assumptions_preferred.h"

#include "solve/assumptions_flips.h"
#include "solve/assumptions_tail.h"

/* Conflicts of a search before a walk first goes on, and looks of that for each: a third of the time, since mostly there is no stable set. */
enum { FIRST_TURN = 4000, LONGEST_TURN = 1 << 20, LOOKS = FLIPS_LOOKS / 3 };

/* A search, which a walk for a stable set takes turns with. */
typedef struct Turns {
    Flips *flips; /* NULL: a search alone */
    uint32_t conflicts;
    bool stable; /* the walk has found a set: SAT_NO was said since that is maximal */
} Turns;

static SatAnswer solve_in_turns(Coding *c, Turns *turns)
{
    if (!turns->flips) {
        return coding_solve(c, NULL, 0);
    }
    for (;;) {
        SatAnswer answer = coding_try(c, turns->conflicts);
        if (answer != SAT_UNKNOWN || search_over(c->search)) {
            return answer;
        }
        if (flips_try(turns->flips, turns->conflicts * (uint64_t)LOOKS, c->search->budget)) {
            turns->stable = true;
            return SAT_NO;
        }
        turns->conflicts = turns->conflicts < LONGEST_TURN ? 2 * turns->conflicts : turns->conflicts;
    }
}

static bool maximise_in_turns(Coding *c, Turns *turns, IdVec *set)
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
        answer = solve_in_turns(c, turns);
    } while (answer == SAT_YES);
    vec_free(&next);
    ids_sort(set);
    return answer == SAT_NO;
}

bool coding_maximise(Coding *c, IdVec *set)
{
    return maximise_in_turns(c, &(Turns){0}, set);
}

static bool search_preferred(Search *search, const Reduct *r, Codes *codes, uint32_t part, Flips *flips, IdVec *set)
{
    Turns turns = {.flips = flips, .conflicts = FIRST_TURN};
    Coding coding;
    coding_open(&coding, search, r, codes, CODING_ADMISSIBLE);
    coding_add_part(&coding, part);
    bool done = solve_in_turns(&coding, &turns) == SAT_YES && maximise_in_turns(&coding, &turns, set);
    if (turns.stable) {
        vec_clear(set);
        flips_set(flips, set);
        done = true;
    }
    coding_close(&coding);
    return done;
}

bool assumptions_preferred_in(Search *search, const Reduct *r, Codes *codes, uint32_t part, IdVec *set)
{
    Flips *flips = search->backend == SAT_USUAL ? flips_open(r, part, NONE, false) : NULL;
    bool done = true;
    vec_clear(set);
    if (flips && flips_try(flips, flips_first_walk(r, part), search->budget)) {
        flips_set(flips, set);
    } else {
        done = search_preferred(search, r, codes, part, flips, set);
    }
    flips_close(flips);
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
