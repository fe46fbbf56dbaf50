#include "solve/assumptions_each.h"

#include "solve/assumptions_preferred.h"
#include "solve/assumptions_tail.h"

#include <gmp.h>

/* ---- one part ---- */

/* No further set is this one or, unless sets of the kind may hold one another, part of it. */
static void block(const Coding *c, Sat *sat, const IdVec *set, bool also_larger)
{
    uint8_t *inside = c->codes->inside;
    for (size_t i = 0; i < set->n; i++) {
        inside[set->at[i]] = 1;
    }
    for (size_t i = 0; i < c->assumptions.n; i++) {
        uint32_t a = c->assumptions.at[i];
        if (!inside[a]) {
            sat_add(sat, c->codes->x[a]);
        } else if (also_larger) {
            sat_add(sat, -c->codes->x[a]);
        }
    }
    sat_add(sat, 0);
    for (size_t i = 0; i < set->n; i++) {
        inside[set->at[i]] = 0;
    }
}

/* Goes from the model found to one of a maximal set. */
static SatAnswer maximise(Coding *c, IdVec *set)
{
    VEC(int) given = {0};
    SatAnswer answer;
    do {
        int now = sat_new(c->sat, 1);
        vec_clear(&given);
        vec_push(&given, now);
        for (size_t i = 0; i < set->n; i++) {
            vec_push(&given, c->codes->x[set->at[i]]);
        }
        sat_add(c->sat, -now);
        block(c, c->sat, set, false);
        answer = coding_solve(c, given.at, given.n);
        if (answer == SAT_YES) {
            vec_clear(set);
            coding_set(c, set);
        }
        sat_clause1(c->sat, -now);
    } while (answer == SAT_YES);
    vec_free(&given);
    return answer;
}

/* Gives each set of the part, without its tail when `tail` is NULL. */
static bool each_in_part(Search *search, const Reduct *r, Codes *codes, Tail *tail, uint32_t part, Semantics semantics,
                         EachSet each, void *context)
{
    Coding coding;
    IdVec set = {0};
    bool preferred = semantics == SEMANTICS_PREFERRED, go = true;
    CodingKind kind = preferred ? CODING_ADMISSIBLE : semantics == SEMANTICS_COMPLETE ? CODING_COMPLETE : CODING_STABLE;
    coding_open(&coding, search, r, codes, kind);
    coding_add_part(&coding, part);
    SatAnswer answer = SAT_YES;
    while (go && (answer = coding_solve(&coding, NULL, 0)) == SAT_YES) {
        vec_clear(&set);
        coding_set(&coding, &set);
        if (preferred && maximise(&coding, &set) != SAT_NO) {
            answer = SAT_UNKNOWN;
            break;
        }
        block(&coding, coding.sat, &set, semantics == SEMANTICS_COMPLETE);
        if (tail != NULL) {
            tail_append(tail, part, &set);
        }
        go = each(context, set.at, set.n);
    }
    vec_free(&set);
    coding_close(&coding);
    return go && answer == SAT_NO;
}

/* ---- all parts ---- */

/* Sets one after another: set i is members[first[i]] … members[first[i + 1] - 1], in the whole framework's numbers. */
typedef struct Family {
    const Reduct *reduct;
    IdVec members, first;
} Family;

static bool keep(void *context, const uint32_t *members, size_t count)
{
    Family *family = context;
    for (size_t i = 0; i < count; i++) {
        vec_push(&family->members, family->reduct->assumption_origin.at[members[i]]);
    }
    vec_push(&family->first, vec_next_id(&family->members));
    return true;
}

typedef struct Output {
    Search *search;
    const Reduct *reduct;
    const Family *families; /* of all parts but the last */
    size_t count;
    const IdVec *always;
    EachSet each;
    void *context;
    size_t *choice;
    IdVec set;
} Output;

/* The set of the last part with every choice of one set from each family, in the order of an odometer. */
static bool combine(void *context, const uint32_t *members, size_t count)
{
    Output *o = context;
    bool go = true, more = true;
    memset(o->choice, 0, o->count * sizeof *o->choice);
    while (go && more) {
        vec_clear(&o->set);
        vec_append(&o->set, o->always->at, o->always->n);
        for (size_t i = 0; i < count; i++) {
            vec_push(&o->set, o->reduct->assumption_origin.at[members[i]]);
        }
        for (size_t i = 0; i < o->count; i++) {
            const Family *f = &o->families[i];
            uint32_t first = f->first.at[o->choice[i]];
            vec_append(&o->set, f->members.at + first, f->first.at[o->choice[i] + 1] - first);
        }
        ids_sort(&o->set);
        go = o->each(o->context, o->set.at, o->set.n) && !search_over(o->search);
        size_t turn = 0;
        while (turn < o->count && ++o->choice[turn] == o->families[turn].first.n - 1) {
            o->choice[turn++] = 0;
        }
        more = turn < o->count;
    }
    return go;
}

bool assumptions_each(Search *search, const Reduct *r, Semantics semantics, const IdVec *always, EachSet each,
                      void *context)
{
    if (r->parts == 0) {
        return each(context, always->at, always->n);
    }
    size_t before = r->parts - 1;
    Family *families = mem_zero(before, sizeof *families);
    Codes codes;
    Tail tail;
    codes_open(&codes, r);
    tail_open(&tail, r);
    bool done = true, none = false;
    for (size_t part = 0; done && !none && part < before; part++) {
        families[part].reduct = r;
        vec_push(&families[part].first, 0);
        done = each_in_part(search, r, &codes, &tail, (uint32_t)part, semantics, keep, &families[part]);
        none = families[part].first.n == 1;
    }
    if (done && !none) {
        /* The sets of the last part need not be kept. */
        Output output = {search, r, families, before, always, each, context, mem_zero(before, sizeof(size_t)), {0}};
        done = each_in_part(search, r, &codes, &tail, (uint32_t)before, semantics, combine, &output);
        free(output.choice);
        vec_free(&output.set);
    }
    for (size_t i = 0; i < before; i++) {
        vec_free(&families[i].members);
        vec_free(&families[i].first);
    }
    free(families);
    tail_close(&tail);
    codes_close(&codes);
    return done;
}

static bool tally(void *context, const uint32_t *members, size_t count)
{
    (void)members;
    (void)count;
    mpz_t *number = context;
    mpz_add_ui(*number, *number, 1);
    return true;
}

char *assumptions_count(Search *search, const Reduct *r, Semantics semantics)
{
    Codes codes;
    mpz_t total, here;
    bool done = true;
    codes_open(&codes, r);
    mpz_init_set_ui(total, 1);
    mpz_init(here);
    for (uint32_t part = 0; done && part < r->parts && mpz_sgn(total) != 0; part++) {
        mpz_set_ui(here, 0);
        done = each_in_part(search, r, &codes, NULL, part, semantics, tally, &here);
        mpz_mul(total, total, here);
    }
    char *digits = done ? mpz_get_str(NULL, 10, total) : NULL;
    mpz_clears(total, here, NULL);
    codes_close(&codes);
    return digits;
}
