#include "solve/assumptions_turns.h"

#include "solve/assumptions_settle.h"

/* Both kinds of turn take some ten milliseconds at first and grow alike. What settling can answer faster than the solver it answers within
 * few turns; after these the solver goes on alone, so that they cost little beside what takes long. */
enum { TURNS = 2, GROWTH = 4, FIRST_CONFLICTS = 300, FIRST_STEPS = 2000000, SMALL_STEPS = 100000 };

static SatAnswer settle_turn(Coding *c, Settling *settling, uint64_t steps, IdVec *set)
{
    SatAnswer answer = SAT_UNKNOWN;
    /* In small portions, so that the budget is asked now and then. */
    for (uint64_t done = 0; answer == SAT_UNKNOWN && done < steps && !search_over(c->search); done += SMALL_STEPS) {
        answer = settle_run(settling, SMALL_STEPS);
    }
    if (answer == SAT_YES) {
        settle_set(settling, set);
    }
    return answer;
}

static SatAnswer solver_turn(Coding *c, int literal, uint32_t conflicts, IdVec *set)
{
    SatAnswer answer = coding_try(c, &literal, literal != 0, conflicts);
    if (answer == SAT_YES) {
        coding_set(c, set);
    }
    return answer;
}

SatAnswer turns_find(Coding *c, uint32_t key, bool inside, IdVec *set)
{
    int literal = key == NONE ? 0 : inside ? coding_literal(c, key) : -coding_literal(c, key);
    uint32_t conflicts = FIRST_CONFLICTS;
    uint64_t steps = FIRST_STEPS;
    Settling *settling = NULL;
    SatAnswer answer = SAT_UNKNOWN;
    for (uint32_t turn = 0; turn < TURNS && answer == SAT_UNKNOWN && !c->search->cut; turn++) {
        answer = solver_turn(c, literal, conflicts, set);
        if (answer == SAT_UNKNOWN && !c->search->cut) {
            settling = settling != NULL ? settling : settle_open(c, key, inside);
            answer = settle_turn(c, settling, steps, set);
        }
        conflicts *= GROWTH;
        steps *= GROWTH;
    }
    settle_close(settling);
    return answer == SAT_UNKNOWN && !c->search->cut ? solver_turn(c, literal, 0, set) : answer;
}
