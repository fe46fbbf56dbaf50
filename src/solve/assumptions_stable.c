#include "solve/assumptions_stable.h"

#include "solve/assumptions_encode.h"
#include "solve/assumptions_tail.h"

/* Conflicts of our own solver before CaDiCaL is asked too, most questions being answered by then; and of each in their turns from there on,
 * which take about as long as one another and grow twofold, since being interrupted costs CaDiCaL something. */
enum { ALONE = 30000, FIRST_TURN = 20000, LONGEST_TURN = 160000 };
/* With more rules for each atom an assumption that is in settles so much that CaDiCaL is no help. */
enum { FEW_RULES = 8 };

/* One solver's clauses about a part. */
typedef struct Side {
    Search search;
    Coding coding;
} Side;

/* A stable set of a part, or one that derives the key or does not. */
typedef struct Question {
    Search *search;
    const Reduct *reduct;
    Codes *codes, *other_codes; /* of the solvers; the second is only opened when it is used */
    uint32_t part, key;
    bool inside;
} Question;

static void side_open(Side *side, const Question *q, Codes *codes, SatBackend backend)
{
    side->search = (Search){.backend = backend, .budget = q->search->budget};
    coding_open(&side->coding, &side->search, q->reduct, codes, CODING_STABLE);
    if (backend == SAT_CADICAL) {
        sat_expect_hard(side->coding.sat);
    }
    coding_add_part(&side->coding, q->part);
    if (q->key != NONE) {
        coding_add(&side->coding, q->key);
        int literal = coding_literal(&side->coding, q->key);
        sat_clause1(side->coding.sat, q->inside ? literal : -literal);
    }
}

/* Saved phases and rare restarts (CaDiCaL) mostly find a set sooner that is hard to find, and sometimes much later; and tell later that there is
 * none. So both take turns, in each about as long. */
static const Side *take_turns(const Question *q, Side *own, Side *other, SatAnswer *answer)
{
    *answer = coding_try(&own->coding, ALONE);
    if (*answer != SAT_UNKNOWN || search_over(q->search)) {
        return own;
    }
    if (q->other_codes->x == NULL) {
        codes_open(q->other_codes, q->reduct);
    }
    side_open(other, q, q->other_codes, SAT_CADICAL);
    for (uint32_t turn = FIRST_TURN;; turn = turn < LONGEST_TURN ? 2 * turn : turn) {
        *answer = coding_try(&other->coding, turn);
        if (*answer != SAT_UNKNOWN || search_over(q->search)) {
            return other;
        }
        *answer = coding_try(&own->coding, turn);
        if (*answer != SAT_UNKNOWN || search_over(q->search)) {
            return own;
        }
    }
}

static SatAnswer find_in_part(const Question *q, uint8_t *chosen)
{
    Side own, other = {0};
    const Side *last = &own;
    SatAnswer answer;
    IdVec set = {0};
    side_open(&own, q, q->codes, q->search->backend);
    const Framework *f = &q->reduct->f;
    if (q->search->backend == SAT_USUAL && framework_rules(f) / FEW_RULES < f->atoms) {
        last = take_turns(q, &own, &other, &answer);
    } else {
        answer = coding_solve(&own.coding, NULL, 0);
    }
    q->search->cut |= answer == SAT_UNKNOWN;
    if (answer == SAT_YES) {
        coding_set(&last->coding, &set);
    }
    for (size_t i = 0; i < set.n; i++) {
        chosen[set.at[i]] = 1;
    }
    vec_free(&set);
    if (other.coding.sat) {
        coding_close(&other.coding);
    }
    coding_close(&own.coding);
    return answer;
}

SatAnswer assumptions_stable(Search *search, const Reduct *r, uint32_t key, bool inside, IdVec *set)
{
    Codes codes, other_codes = {0};
    codes_open(&codes, r);
    Question q = {search, r, &codes, &other_codes, NONE, NONE, inside};
    uint8_t *chosen = mem_zero(r->f.contrary.n, 1);
    uint32_t first = key == NONE ? NONE : r->part[key];
    SatAnswer answer = SAT_YES;
    if (first != NONE) {
        q.part = first;
        q.key = key;
        answer = find_in_part(&q, chosen);
        q.key = NONE;
    }
    for (uint32_t part = 0; answer == SAT_YES && part < r->parts; part++) {
        if (part != first) {
            q.part = part;
            answer = find_in_part(&q, chosen);
        }
    }
    for (uint32_t a = 0; answer == SAT_YES && a < r->f.contrary.n; a++) {
        if (chosen[a]) {
            vec_push(set, a);
        }
    }
    free(chosen);
    codes_close(&codes);
    codes_close(&other_codes);
    if (answer == SAT_YES) {
        tail_decide_all(r, set);
    }
    return answer;
}
