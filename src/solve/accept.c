#include "solve/accept.h"

#include "base/fatal.h"
#include "solve/assumptions_flips.h"
#include "solve/assumptions_preferred.h"
#include "solve/assumptions_tail.h"

/* Where there are so many rules for each sentence of a part, one assumption settles so much that a walk mostly ends where it must within few
 * looks for each sentence, which takes less than telling a solver of all the rules. */
enum { MANY_RULES = 8, WALK_LOOKS = 32, MOST_TRIES = 16 };
enum { WORTH_UNKNOWN, WORTH_A_WALK, NO_WORTH };

struct Acceptance {
    const Framework *framework;
    const Grounded *grounded;
    Search search;
    Reduct reduct; /* parts stays 0 until the first query that the labels do not answer */
    bool reduced;
    Codes codes;
    Coding *codings;        /* by part; sat is NULL until it is asked about */
    Flips *walk;            /* in the part `walked`; NULL until it is worth a try */
    uint32_t walked, tries; /* `tries`: walks that found nothing, and parts in which they were begun */
    uint8_t *worth;         /* by part: whether walks are */
    IdVec witness;          /* assumptions of the reduct */
    Tail tail;              /* and room for derivations */
    Codes growing;          /* for one preferred set of each part, found when first asked for */
    uint8_t *known;         /* by part */
    uint32_t *rule;         /* by atom of a known part: the rule by which that set derives it, or NONE */
    uint8_t *member;        /* by assumption: in the set of its known part */
};

Acceptance *accept_open(const Framework *framework, const Grounded *grounded, SatBackend backend, const Budget *budget)
{
    Acceptance *acceptance = mem_zero(1, sizeof *acceptance);
    acceptance->framework = framework;
    acceptance->grounded = grounded;
    acceptance->search = (Search){.backend = backend, .budget = budget};
    return acceptance;
}

void accept_close(Acceptance *t)
{
    if (t == NULL) {
        return;
    }
    for (uint32_t part = 0; part < t->reduct.parts; part++) {
        if (t->codings[part].sat != NULL) {
            coding_close(&t->codings[part]);
        }
    }
    free(t->codings);
    flips_close(t->walk);
    if (t->reduced) {
        codes_close(&t->codes);
        codes_close(&t->growing);
        tail_close(&t->tail);
        reduct_free(&t->reduct);
    }
    vec_free(&t->witness);
    free(t->worth);
    free(t->known);
    free(t->rule);
    free(t->member);
    free(t);
}

static void reduce(Acceptance *t)
{
    if (t->reduced) {
        return;
    }
    reduct_new(t->framework, t->grounded, REDUCT_SMALL_PART, &t->reduct);
    codes_open(&t->codes, &t->reduct);
    codes_open(&t->growing, &t->reduct);
    tail_open(&t->tail, &t->reduct);
    t->codings = mem_zero(t->reduct.parts, sizeof *t->codings);
    t->known = mem_zero(t->reduct.parts, sizeof *t->known);
    t->worth = mem_zero(t->reduct.parts, sizeof *t->worth);
    t->rule = mem_new(t->reduct.f.atoms, sizeof *t->rule);
    t->member = mem_zero(t->reduct.f.contrary.n, sizeof *t->member);
    t->reduced = true;
}

static uint8_t label_of(const Acceptance *t, uint32_t query)
{
    uint32_t id = query & ~ASSUMED;
    BUG_UNLESS(id < (query & ASSUMED ? t->framework->contrary.n : t->framework->atoms));
    return query & ASSUMED ? t->grounded->assumption[id] : t->grounded->atom[id];
}

/* ---- one preferred set of each part ----
 *
 * Most questions are answered by looking into it: what it derives some preferred set derives, what it does not not every one does. */

/* False: the budget ended the search for it. */
static bool know_part(Acceptance *t, uint32_t part)
{
    const Reduct *r = &t->reduct;
    IdVec set = {0};
    if (!t->known[part] && assumptions_preferred_in(&t->search, r, &t->growing, part, &set)) {
        for (size_t i = 0; i < set.n; i++) {
            t->member[set.at[i]] = 1;
        }
        tail_decide(&t->tail, part, t->member);
        derivation_run_part(&t->tail.derivation, part, t->member, t->rule);
        t->known[part] = 1;
    }
    vec_free(&set);
    return t->known[part];
}

static bool known_to_derive(const Acceptance *t, uint32_t key)
{
    const Reduct *r = &t->reduct;
    return t->known[r->part[key]] && (key_is_assumption(r, key) ? t->member[key - r->f.atoms] : t->rule[key] != NONE);
}

/* The part's preferred set becomes the witness; with `coded`, only what of it is encoded, which is admissible by itself. */
static void show_known(Acceptance *t, uint32_t part, bool coded)
{
    const Reduct *r = &t->reduct;
    vec_clear(&t->witness);
    for (const uint32_t *key = list_begin(&r->members, part); key < list_end(&r->members, part); key++) {
        uint32_t a = *key - r->f.atoms;
        if (key_is_assumption(r, *key) && t->member[a] && (!coded || t->codes.x[a] != 0)) {
            vec_push(&t->witness, a);
        }
    }
}

/* The coding in which the open query's part is, with all that bears on it. */
static Coding *coding_for(Acceptance *t, uint32_t query, uint32_t *key)
{
    reduce(t);
    *key = reduct_key(&t->reduct, query);
    Coding *coding = &t->codings[t->reduct.part[*key]];
    if (coding->sat == NULL) {
        coding_open(coding, &t->search, &t->reduct, &t->codes, CODING_ADMISSIBLE);
    }
    coding_add(coding, *key);
    return coding;
}

static Verdict verdict_of(SatAnswer answer)
{
    return answer == SAT_YES ? VERDICT_YES : answer == SAT_NO ? VERDICT_NO : VERDICT_UNKNOWN;
}

/* What needs no search: true when the grounded set or a spent budget answers. Otherwise the reduct is there to be asked. */
static bool answered_at_once(Acceptance *t, uint32_t query, Verdict *verdict)
{
    uint8_t label = label_of(t, query);
    vec_clear(&t->witness);
    if (label != LABEL_OPEN) {
        *verdict = label == LABEL_IN ? VERDICT_YES : VERDICT_NO;
        return true;
    }
    if (search_over(&t->search)) {
        *verdict = VERDICT_UNKNOWN;
        return true;
    }
    reduce(t);
    return false;
}

static bool worth_a_walk(Acceptance *t, uint32_t part)
{
    const Reduct *r = &t->reduct;
    if (t->worth[part] == WORTH_UNKNOWN) {
        bool worth = flips_rules(r, part) / MANY_RULES >= list_length(&r->members, part);
        t->worth[part] = worth && t->search.backend == SAT_USUAL ? WORTH_A_WALK : NO_WORTH;
    }
    return t->worth[part] == WORTH_A_WALK && t->tries < MOST_TRIES;
}

/* Whether a walk soon finds a stable set of the part that derives the key, but for the part's tail, which bears on nothing else: so it is
 * admissible. It becomes the witness. */
static bool walk_to(Acceptance *t, uint32_t key)
{
    const Reduct *r = &t->reduct;
    uint32_t part = r->part[key];
    if (r->in_tail[key] || !worth_a_walk(t, part)) {
        return false;
    }
    if (t->walk && t->walked == part) {
        flips_ask(t->walk, key, true);
    } else {
        flips_close(t->walk);
        t->walk = flips_open(r, part, key, true);
        t->walked = part;
        t->tries++;
    }
    bool found = flips_try(t->walk, (uint64_t)WALK_LOOKS * list_length(&r->members, part), t->search.budget);
    if (found) {
        flips_set(t->walk, &t->witness);
    }
    t->tries += !found;
    return found;
}

Verdict accept_credulous(Acceptance *t, uint32_t query)
{
    Verdict at_once;
    if (answered_at_once(t, query, &at_once)) {
        return at_once;
    }
    uint32_t key = reduct_key(&t->reduct, query);
    if (known_to_derive(t, key)) {
        show_known(t, t->reduct.part[key], false);
        return VERDICT_YES;
    }
    if (walk_to(t, key)) {
        return VERDICT_YES;
    }
    Coding *coding = coding_for(t, query, &key);
    int literal = coding_literal(coding, key);
    SatAnswer answer = coding_solve(coding, &literal, 1);
    if (answer == SAT_YES) {
        coding_set(coding, &t->witness);
    }
    return verdict_of(answer);
}

/* ---- every preferred set ----
 *
 * After Thimm, Cerutti, Vallati (IJCAI 2021). Of two admissible sets that do not attack each other the union is admissible. So when the
 * admissible set T derives the query, a preferred set that does not derive it attacks T: else it would hold T. Each T found is turned
 * into that demand, until an admissible set meets all of them and has no admissible superset that derives the query, or none meets
 * them. */

typedef struct Demand {
    Acceptance *t;
    Coding *coding;
    uint32_t key;
    int now;        /* holds while this query is asked */
    IdVec fixed;    /* the set tried */
    VEC(int) given; /* literals assumed */
} Demand;

typedef struct Support {
    Acceptance *t;
    const Coding *coding;
    uint8_t *all, *kept, *free; /* by assumption: in the set given; in the one wanted; not attacked by that one */
    uint32_t *by, *by_kept, *by_free;
    uint8_t *seen; /* by atom */
    IdVec queue, marked;
} Support;

/* Calls `meet` for each assumption on which the derivation of the atom rests. */
static void walk(Support *s, uint32_t atom, const uint32_t *by, bool (*meet)(Support *s, uint32_t assumption), bool *some)
{
    const Framework *f = &s->t->reduct.f;
    vec_clear(&s->queue);
    vec_push(&s->queue, atom);
    vec_clear(&s->marked);
    while (s->queue.n) {
        uint32_t at = vec_pop(&s->queue);
        if (s->seen[at]) {
            continue;
        }
        s->seen[at] = 1;
        vec_push(&s->marked, at);
        for (const uint32_t *e = body_begin(f, by[at]); e < body_end(f, by[at]); e++) {
            if (!(*e & ASSUMED)) {
                vec_push(&s->queue, *e);
            } else if (meet(s, *e & ~ASSUMED)) {
                *some = true;
            }
        }
    }
    for (size_t i = 0; i < s->marked.n; i++) {
        s->seen[s->marked.at[i]] = 0;
    }
}

static bool keep(Support *s, uint32_t assumption)
{
    bool fresh = !s->kept[assumption];
    s->kept[assumption] = 1;
    return fresh;
}

/* Notes an attacker's member that the given set attacks. */
static bool note_attackable(Support *s, uint32_t assumption)
{
    if (s->by[s->t->reduct.f.contrary.at[assumption]] == NONE || s->free[assumption] == 2) {
        return false;
    }
    s->free[assumption] = 2;
    return true;
}

/* Whether the set wanted was attacked by something that it did not answer, and now has an answer. */
static bool answer_attacks(Support *s)
{
    const Reduct *r = &s->t->reduct;
    bool grew = false;
    derivation_run(&s->t->tail.derivation, &s->coding->atoms, s->t->codes.d, s->kept, s->by_kept);
    for (size_t i = 0; i < s->coding->assumptions.n; i++) {
        uint32_t a = s->coding->assumptions.at[i];
        s->free[a] = s->by_kept[r->f.contrary.at[a]] == NONE;
    }
    derivation_run(&s->t->tail.derivation, &s->coding->atoms, s->t->codes.d, s->free, s->by_free);
    for (size_t i = 0; i < s->coding->assumptions.n; i++) {
        uint32_t a = s->coding->assumptions.at[i], contrary = r->f.contrary.at[a];
        if (s->kept[a] && s->by_free[contrary] != NONE) {
            bool some = false;
            walk(s, contrary, s->by_free, note_attackable, &some);
        }
    }
    for (size_t i = 0; i < s->coding->assumptions.n; i++) {
        uint32_t a = s->coding->assumptions.at[i];
        if (s->free[a] == 2) {
            walk(s, r->f.contrary.at[a], s->by, keep, &grew);
        }
    }
    return grew;
}

/* An admissible part of the witness that derives the key: its derivation, and answers to attacks for as long as they are wanting. */
static void shrink_witness(Demand *demand)
{
    Acceptance *t = demand->t;
    const Reduct *r = &t->reduct;
    size_t n = r->f.contrary.n, atoms = r->f.atoms;
    Support s = {.t = t, .coding = demand->coding};
    s.all = mem_zero(n, 1);
    s.kept = mem_zero(n, 1);
    s.free = mem_zero(n, 1);
    s.seen = mem_zero(atoms, 1);
    s.by = mem_new(atoms, sizeof(uint32_t));
    s.by_kept = mem_new(atoms, sizeof(uint32_t));
    s.by_free = mem_new(atoms, sizeof(uint32_t));
    for (size_t i = 0; i < t->witness.n; i++) {
        s.all[t->witness.at[i]] = 1;
    }
    derivation_run(&t->tail.derivation, &demand->coding->atoms, t->codes.d, s.all, s.by);
    bool some;
    if (key_is_assumption(r, demand->key)) {
        keep(&s, demand->key - r->f.atoms);
    } else {
        walk(&s, demand->key, s.by, keep, &some);
    }
    while (answer_attacks(&s)) {
    }
    vec_clear(&t->witness);
    for (size_t i = 0; i < demand->coding->assumptions.n; i++) {
        if (s.kept[demand->coding->assumptions.at[i]]) {
            vec_push(&t->witness, demand->coding->assumptions.at[i]);
        }
    }
    free(s.all);
    free(s.kept);
    free(s.free);
    free(s.seen);
    free(s.by);
    free(s.by_kept);
    free(s.by_free);
    vec_free(&s.queue);
    vec_free(&s.marked);
}

/* From now on, while this query is asked, only sets that attack the witness. */
static void demand_attack(Demand *demand)
{
    Sat *sat = demand->coding->sat;
    const Acceptance *t = demand->t;
    sat_add(sat, -demand->now);
    for (size_t i = 0; i < t->witness.n; i++) {
        sat_add(sat, t->codes.d[t->reduct.f.contrary.at[t->witness.at[i]]]);
    }
    sat_add(sat, 0);
}

/* Whether the set tried has an admissible superset that derives the query, which then becomes the witness. */
static SatAnswer find_above(Demand *demand)
{
    vec_clear(&demand->given);
    vec_push(&demand->given, coding_literal(demand->coding, demand->key));
    for (size_t i = 0; i < demand->fixed.n; i++) {
        vec_push(&demand->given, demand->t->codes.x[demand->fixed.at[i]]);
    }
    SatAnswer answer = coding_solve(demand->coding, demand->given.at, demand->given.n);
    if (answer == SAT_YES) {
        vec_clear(&demand->t->witness);
        coding_set(demand->coding, &demand->t->witness);
    }
    return answer;
}

static Verdict look_for_counterexample(Demand *demand)
{
    for (;;) {
        shrink_witness(demand);
        demand_attack(demand);
        SatAnswer answer = coding_solve(demand->coding, &demand->now, 1);
        if (answer != SAT_YES) {
            return answer == SAT_NO ? VERDICT_YES : VERDICT_UNKNOWN;
        }
        vec_clear(&demand->fixed);
        coding_set(demand->coding, &demand->fixed);
        answer = find_above(demand);
        if (answer != SAT_YES) {
            vec_clear(&demand->t->witness);
            vec_append(&demand->t->witness, demand->fixed.at, demand->fixed.n);
            return answer == SAT_NO ? VERDICT_NO : VERDICT_UNKNOWN;
        }
    }
}

Verdict accept_skeptical(Acceptance *t, uint32_t query)
{
    Verdict verdict;
    if (answered_at_once(t, query, &verdict)) {
        return verdict;
    }
    Demand demand = {.t = t, .key = reduct_key(&t->reduct, query)};
    uint32_t part = t->reduct.part[demand.key];
    if (!know_part(t, part)) {
        return VERDICT_UNKNOWN;
    }
    if (!known_to_derive(t, demand.key)) {
        show_known(t, part, false);
        return VERDICT_NO;
    }
    demand.coding = coding_for(t, query, &demand.key);
    show_known(t, part, true);
    demand.now = sat_new(demand.coding->sat, 1);
    verdict = look_for_counterexample(&demand);
    sat_clause1(demand.coding->sat, -demand.now);
    vec_free(&demand.fixed);
    vec_free(&demand.given);
    return verdict;
}

void accept_witness(const Acceptance *t, IdVec *set)
{
    vec_clear(set);
    for (uint32_t a = 0; a < t->framework->contrary.n; a++) {
        if (t->grounded->assumption[a] == LABEL_IN) {
            vec_push(set, a);
        }
    }
    for (size_t i = 0; i < t->witness.n; i++) {
        vec_push(set, t->reduct.assumption_origin.at[t->witness.at[i]]);
    }
    ids_sort(set);
}
