#include "solve/assumptions_stable.h"

#include "solve/assumptions_encode.h"
#include "solve/assumptions_flips.h"
#include "solve/assumptions_tail.h"

/* Conflicts of our own solver, most questions being answered by then; and of each way in their turns from there on, which take about as
 * long as one another and grow twofold, since being interrupted costs CaDiCaL something. */
enum { ALONE = 30000, FIRST_TURN = 20000, LONGEST_TURN = 160000 };
/* Looks at a rule for each conflict of a turn: about twice its time. */
enum { LOOKS = 8000 };
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

static void side_close(Side *side)
{
    if (side->coding.sat) {
        coding_close(&side->coding);
    }
}

/* The ways to look for one set, each of which goes on where it was: ours, which learns and tells where there is none; flips, which find what
 * there are many of; CaDiCaL, whose saved phases and rare restarts mostly find a set sooner that is hard to find, and sometimes much
 * later. */
typedef struct Ways {
    const Question *q;
    Side own, other;
    Flips *flips; /* NULL until they are used */
    bool with_other;
    SatAnswer answer;
    IdVec *set;
} Ways;

static bool done(Ways *w, const Coding *coding)
{
    if (w->answer == SAT_YES && coding) {
        coding_set(coding, w->set);
    }
    return w->answer != SAT_UNKNOWN || search_over(w->q->search);
}

/* Encodes the part for a solver when that is first asked: a walk may find a set before. */
static bool try_side(Ways *w, Side *side, Codes *codes, SatBackend backend, uint32_t conflicts)
{
    if (!side->coding.sat) {
        side_open(side, w->q, codes, backend);
    }
    w->answer = coding_try(&side->coding, conflicts);
    return done(w, &side->coding);
}

static bool try_own(Ways *w, uint32_t conflicts)
{
    return try_side(w, &w->own, w->q->codes, w->q->search->backend, conflicts);
}

static bool try_flips(Ways *w, uint64_t looks)
{
    const Question *q = w->q;
    if (q->key != NONE && q->reduct->in_tail[q->key]) {
        return false;
    }
    w->flips = w->flips ? w->flips : flips_open(q->reduct, q->part, q->key, q->inside);
    if (flips_try(w->flips, looks, q->search->budget)) {
        w->answer = SAT_YES;
        flips_set(w->flips, w->set);
    }
    return done(w, NULL);
}

static bool try_other(Ways *w, uint32_t conflicts)
{
    if (!w->with_other) {
        return false;
    }
    if (w->q->other_codes->x == NULL) {
        codes_open(w->q->other_codes, w->q->reduct);
    }
    return try_side(w, &w->other, w->q->other_codes, SAT_CADICAL, conflicts);
}

static void take_turns(Ways *w)
{
    uint64_t looks = LOOKS;
    if (try_flips(w, flips_first_walk(w->q->reduct, w->q->part)) || try_own(w, ALONE) || try_flips(w, ALONE * looks)) {
        return;
    }
    for (uint32_t turn = FIRST_TURN; !try_other(w, turn) && !try_own(w, turn) && !try_flips(w, turn * looks);) {
        turn = turn < LONGEST_TURN ? 2 * turn : turn;
    }
}

static SatAnswer find_in_part(const Question *q, uint8_t *chosen)
{
    const Framework *f = &q->reduct->f;
    IdVec set = {0};
    Ways w = {.q = q, .set = &set, .answer = SAT_UNKNOWN, .with_other = framework_rules(f) / FEW_RULES < f->atoms};
    if (q->search->backend == SAT_USUAL) {
        take_turns(&w);
    } else {
        side_open(&w.own, q, q->codes, q->search->backend);
        w.answer = coding_solve(&w.own.coding, NULL, 0);
        done(&w, &w.own.coding);
    }
    q->search->cut |= w.answer == SAT_UNKNOWN;
    for (size_t i = 0; i < set.n; i++) {
        chosen[set.at[i]] = 1;
    }
    vec_free(&set);
    flips_close(w.flips);
    side_close(&w.own);
    side_close(&w.other);
    return w.answer;
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
