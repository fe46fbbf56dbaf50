#include "solve/assumptions_stable.h"

#include "solve/assumptions_encode.h"
#include "solve/assumptions_flips.h"
#include "solve/assumptions_tail.h"

/* Conflicts of the search in its first turn, and when a sentence is asked about, for which there mostly is no set; later turns grow
 * twofold. */
enum { FIRST_TURN = 1000, FIRST_TURN_ASKED = 4000, LONGEST_TURN = 1 << 20 };
/* A walk's turn takes about as long as the search's before it, or when a sentence is asked about a third of that. */
enum { LOOKS = FLIPS_LOOKS, LOOKS_ASKED = FLIPS_LOOKS / 3 };

/* A stable set of a part, or one that derives the key or does not. */
typedef struct Question {
    Search *search;
    const Reduct *reduct;
    Codes *codes;
    uint32_t part, key;
    bool inside;
} Question;

/* The ways to look for one set, each of which goes on where it was: a search, which learns and tells where there is none, and a
 * walk. */
typedef struct Ways {
    const Question *q;
    Search search;
    Coding coding; /* without a solver until it is used */
    Flips *flips;  /* NULL until they are used */
    SatAnswer answer;
    IdVec *set;
} Ways;

/* Encodes the part, when the search is first asked: a walk may find a set before. */
static void open_search(Ways *w)
{
    const Question *q = w->q;
    w->search = (Search){.backend = q->search->backend, .budget = q->search->budget};
    coding_open(&w->coding, &w->search, q->reduct, q->codes, CODING_STABLE);
    if (q->search->backend == SAT_CADICAL) {
        sat_expect_hard(w->coding.sat);
    }
    coding_add_part(&w->coding, q->part);
    if (q->key != NONE) {
        coding_add(&w->coding, q->key);
        int literal = coding_literal(&w->coding, q->key);
        sat_clause1(w->coding.sat, q->inside ? literal : -literal);
    }
}

static bool search_done(Ways *w)
{
    if (w->answer == SAT_YES) {
        coding_set(&w->coding, w->set);
    }
    return w->answer != SAT_UNKNOWN || search_over(w->q->search);
}

static bool try_search(Ways *w, uint32_t conflicts)
{
    if (!w->coding.sat) {
        open_search(w);
    }
    w->answer = coding_try(&w->coding, conflicts);
    return search_done(w);
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
    return w->answer != SAT_UNKNOWN || search_over(q->search);
}

static void take_turns(Ways *w)
{
    bool asked = w->q->key != NONE;
    uint32_t turn = asked ? FIRST_TURN_ASKED : FIRST_TURN;
    uint64_t looks = asked ? LOOKS_ASKED : LOOKS;
    if (try_flips(w, flips_first_walk(w->q->reduct, w->q->part))) {
        return;
    }
    while (!try_search(w, turn) && !try_flips(w, turn * looks)) {
        turn = turn < LONGEST_TURN ? 2 * turn : turn;
    }
}

static SatAnswer find_in_part(const Question *q, uint8_t *chosen)
{
    IdVec set = {0};
    Ways w = {.q = q, .set = &set, .answer = SAT_UNKNOWN};
    if (q->search->backend == SAT_USUAL) {
        take_turns(&w);
    } else {
        open_search(&w);
        w.answer = coding_solve(&w.coding, NULL, 0);
        search_done(&w);
    }
    q->search->cut |= w.answer == SAT_UNKNOWN;
    for (size_t i = 0; i < set.n; i++) {
        chosen[set.at[i]] = 1;
    }
    vec_free(&set);
    flips_close(w.flips);
    if (w.coding.sat) {
        coding_close(&w.coding);
    }
    return w.answer;
}

SatAnswer assumptions_stable(Search *search, const Reduct *r, uint32_t key, bool inside, IdVec *set)
{
    Codes codes;
    codes_open(&codes, r);
    Question q = {search, r, &codes, NONE, NONE, inside};
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
    if (answer == SAT_YES) {
        tail_decide_all(r, set);
    }
    return answer;
}
