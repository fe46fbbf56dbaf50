#include "solve/assumptions_ideal.h"

#include "solve/assumptions_preferred.h"
#include "solve/assumptions_tail.h"

/* The ideal set is complete, so that what it has of a tail follows from the rest of it. It is part of every preferred one, so the
 * candidates start as one of those. What an admissible set attacks is not in it, nor is what the candidates left do not
 * defend. */
typedef struct Candidates {
    Search *search;
    const Reduct *reduct;
    uint8_t *out; /* Label by assumption: LABEL_OUT, or LABEL_OPEN for a candidate */
    uint32_t left;
} Candidates;

static void drop(Candidates *c, uint32_t assumption)
{
    c->left -= c->out[assumption] != LABEL_OUT;
    c->out[assumption] = LABEL_OUT;
}

/* Candidates, which are without conflict, down to the largest admissible set among them. */
static void keep_defended(Candidates *c)
{
    const Framework *f = &c->reduct->f;
    uint8_t *attacked = mem_new(f->contrary.n, 1);
    for (uint32_t before = c->left + 1; c->left && c->left < before;) {
        Grounded derived, possible;
        before = c->left;
        derivable_run(f, c->out, &derived);
        for (uint32_t a = 0; a < f->contrary.n; a++) {
            attacked[a] = derived.by[f->contrary.at[a]] != NONE ? LABEL_OUT : LABEL_OPEN;
        }
        derivable_run(f, attacked, &possible);
        for (uint32_t a = 0; a < f->contrary.n; a++) {
            if (possible.by[f->contrary.at[a]] != NONE) {
                drop(c, a);
            }
        }
        grounded_free(&derived);
        grounded_free(&possible);
    }
    free(attacked);
}

static bool meet_preferred(Candidates *c)
{
    IdVec set = {0};
    bool done = assumptions_preferred(c->search, c->reduct, &set);
    size_t next = 0;
    for (uint32_t a = 0; done && a < c->reduct->f.contrary.n; a++) {
        if (next < set.n && set.at[next] == a) {
            next++;
        } else {
            drop(c, a);
        }
    }
    vec_free(&set);
    keep_defended(c);
    return done;
}

/* An admissible set of the part that attacks a candidate; drops what it attacks. SAT_NO: there is none. */
static SatAnswer attack(Candidates *c, Coding *coding)
{
    int now = sat_new(coding->sat, 1);
    IdVec hit = {0};
    sat_add(coding->sat, -now);
    for (size_t i = 0; i < coding->assumptions.n; i++) {
        uint32_t a = coding->assumptions.at[i];
        if (c->out[a] != LABEL_OUT) {
            sat_add(coding->sat, coding->codes->d[c->reduct->f.contrary.at[a]]);
        }
    }
    sat_add(coding->sat, 0);
    SatAnswer answer = coding_solve(coding, &now, 1);
    for (size_t i = 0; answer == SAT_YES && i < coding->assumptions.n; i++) {
        uint32_t a = coding->assumptions.at[i];
        if (sat_value(coding->sat, coding->codes->d[c->reduct->f.contrary.at[a]])) {
            vec_push(&hit, a);
        }
    }
    sat_clause1(coding->sat, -now);
    for (size_t i = 0; i < hit.n; i++) {
        drop(c, hit.at[i]);
    }
    vec_free(&hit);
    return answer;
}

static bool refute_part(Candidates *c, Codes *codes, uint32_t part)
{
    Coding coding;
    SatAnswer answer = SAT_YES;
    coding_open(&coding, c->search, c->reduct, codes, CODING_ADMISSIBLE);
    coding_add_part(&coding, part);
    while (answer == SAT_YES) {
        answer = attack(c, &coding);
        if (answer == SAT_YES) {
            keep_defended(c);
        }
    }
    coding_close(&coding);
    return answer == SAT_NO;
}

static bool has_candidate(const Candidates *c, uint32_t part)
{
    const Reduct *r = c->reduct;
    for (const uint32_t *key = list_begin(&r->members, part); key < list_end(&r->members, part); key++) {
        if (key_is_assumption(r, *key) && c->out[*key - r->f.atoms] != LABEL_OUT) {
            return true;
        }
    }
    return false;
}

bool assumptions_ideal(Search *search, const Reduct *r, IdVec *set)
{
    Candidates c = {search, r, mem_zero(r->f.contrary.n, 1), (uint32_t)r->f.contrary.n};
    Codes codes;
    codes_open(&codes, r);
    for (uint32_t a = 0; a < r->f.contrary.n; a++) {
        if (r->in_tail[r->f.atoms + a]) {
            drop(&c, a);
        }
    }
    bool done = meet_preferred(&c);
    for (uint32_t part = 0; done && c.left && part < r->parts; part++) {
        done = !has_candidate(&c, part) || refute_part(&c, &codes, part);
    }
    for (uint32_t a = 0; done && a < r->f.contrary.n; a++) {
        if (c.out[a] != LABEL_OUT) {
            vec_push(set, a);
        }
    }
    if (done) {
        tail_decide_all(r, set);
    }
    codes_close(&codes);
    free(c.out);
    return done;
}
