/* Every problem on random flat assumption-based frameworks, derivations in circles included, against the definitions tried on all
 * sets; and thousands of acceptance queries on one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "solve/accept.h"
#include "solve/assumptions_encode.h"

enum { ASSUMPTIONS = 6, SETS = 1 << ASSUMPTIONS, ATOMS = 12 };

typedef struct Random {
    uint64_t state;
} Random;

static uint32_t below(Random *r, uint32_t n)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((r->state >> 33) % n);
}

/* Atoms that the set derives, as a mask, by going over all rules until nothing changes. */
static uint32_t derived_by(const Framework *f, uint32_t set)
{
    uint32_t derived = 0, before;
    do {
        before = derived;
        for (uint32_t rule = 0; rule < f->head.n; rule++) {
            bool all = true;
            for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
                uint32_t entry = f->body.at[i];
                all &= (entry & ASSUMED ? set >> (entry & ~ASSUMED) : derived >> entry) & 1;
            }
            derived |= (uint32_t)all << f->head.at[rule];
        }
    } while (derived != before);
    return derived;
}

typedef struct Truth {
    uint32_t n, sets;
    uint32_t derived[SETS], attacked[SETS]; /* by set of assumptions */
    bool is[SEMANTICS_COUNT][SETS], admissible[SETS];
} Truth;

/* The assumptions against which no set that `set` does not attack has anything. */
static uint32_t defended(const Truth *t, uint32_t set)
{
    uint32_t all = t->sets - 1;
    return all & ~t->attacked[all & ~t->attacked[set]];
}

static bool maximal(const Truth *t, const bool *among, uint32_t set)
{
    for (uint32_t other = 0; other < t->sets; other++) {
        if (among[other] && other != set && (other & set) == set) {
            return false;
        }
    }
    return among[set];
}

static void find_truth(const Framework *f, Truth *t)
{
    *t = (Truth){.n = (uint32_t)f->contrary.n, .sets = 1u << f->contrary.n};
    for (uint32_t set = 0; set < t->sets; set++) {
        t->derived[set] = derived_by(f, set);
        for (uint32_t a = 0; a < t->n; a++) {
            uint32_t contrary = f->contrary.at[a];
            t->attacked[set] |= (uint32_t)(contrary != NONE && (t->derived[set] >> contrary & 1)) << a;
        }
    }
    uint32_t grounded = 0, shared = t->sets - 1;
    for (uint32_t next; (next = defended(t, grounded)) != grounded; grounded = next) {
    }
    for (uint32_t set = 0; set < t->sets; set++) {
        uint32_t good = defended(t, set);
        bool free = !(t->attacked[set] & set);
        t->admissible[set] = free && (set & ~good) == 0;
        t->is[SEMANTICS_COMPLETE][set] = free && set == good;
        t->is[SEMANTICS_STABLE][set] = t->attacked[set] == (t->sets - 1 - set);
        t->is[SEMANTICS_GROUNDED][set] = set == grounded;
    }
    for (uint32_t set = 0; set < t->sets; set++) {
        t->is[SEMANTICS_PREFERRED][set] = maximal(t, t->admissible, set);
        shared &= t->is[SEMANTICS_PREFERRED][set] ? set : UINT32_MAX;
    }
    bool inside[SETS] = {false};
    for (uint32_t set = 0; set < t->sets; set++) {
        inside[set] = t->admissible[set] && (set & ~shared) == 0;
    }
    for (uint32_t set = 0; set < t->sets; set++) {
        t->is[SEMANTICS_IDEAL][set] = maximal(t, inside, set);
    }
}

static void random_framework(Random *r, Framework *f)
{
    uint32_t atoms = 2 + below(r, ATOMS - 1), n = 2 + below(r, ASSUMPTIONS - 1), rules = atoms / 2 + below(r, 2 * atoms);
    uint32_t most = 1 + below(r, 3);
    framework_add_atoms(f, atoms);
    for (uint32_t a = 0; a < n; a++) {
        framework_add_assumption(f, below(r, 12) == 0 ? NONE : below(r, 3) ? a % atoms : below(r, atoms));
    }
    for (uint32_t i = 0; i < rules; i++) {
        uint32_t body[4], count = below(r, 64) ? 1 + below(r, most) : 0;
        for (uint32_t k = 0; k < count; k++) {
            body[k] = n && below(r, 5) < 3 ? ASSUMED | below(r, n) : below(r, atoms);
        }
        uint32_t head = below(r, atoms), other = count ? (body[0] & ~ASSUMED) ^ 1 : NONE;
        if (count && (body[0] & ASSUMED) && other < n && below(r, 3) && f->contrary.at[other] != NONE) {
            head = f->contrary.at[other]; /* attacks both ways between neighbours, so that there are choices */
        }
        framework_add_rule(f, head, body, count);
    }
}

static uint32_t mask_of(const uint32_t *members, size_t count)
{
    uint32_t mask = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || members[i - 1] < members[i]);
        mask |= 1u << members[i];
    }
    return mask;
}

static bool holds(const Truth *t, uint32_t set, uint32_t query)
{
    return (query & ASSUMED ? set >> (query & ~ASSUMED) : t->derived[set] >> query) & 1;
}

typedef struct Given {
    bool set[SETS];
    uint32_t count;
} Given;

static bool take(void *context, const uint32_t *members, size_t count)
{
    Given *given = context;
    uint32_t mask = mask_of(members, count);
    assert_false(given->set[mask]);
    given->set[mask] = true;
    given->count++;
    return true;
}

static void check_reply(const Truth *t, const Request *request, const Reply *reply, const Given *given)
{
    const bool *is = t->is[request->semantics];
    uint32_t count = 0, with = 0;
    bool asked = request->task == TASK_CREDULOUS || request->task == TASK_SKEPTICAL;
    for (uint32_t set = 0; set < t->sets; set++) {
        count += is[set];
        with += asked && is[set] && holds(t, set, request->query);
    }
    Verdict verdict = VERDICT_YES;
    verdict = request->task == TASK_SOME ? (count ? VERDICT_YES : VERDICT_NO) : verdict;
    verdict = request->task == TASK_CREDULOUS ? (with ? VERDICT_YES : VERDICT_NO) : verdict;
    verdict = request->task == TASK_SKEPTICAL ? (with == count ? VERDICT_YES : VERDICT_NO) : verdict;
    assert_int_equal(reply->verdict, verdict);
    bool shown = verdict == (request->task == TASK_SKEPTICAL ? VERDICT_NO : VERDICT_YES) &&
                 (asked || request->task == TASK_SOME);
    assert_int_equal(reply->has_set, shown);
    if (shown) {
        uint32_t set = mask_of(reply->set.at, reply->set.n);
        assert_true(is[set]);
        assert_true(!asked || holds(t, set, request->query) == (request->task == TASK_CREDULOUS));
    }
    if (request->task == TASK_COUNT) {
        assert_int_equal(strtoul(reply->count, NULL, 10), count);
    }
    if (request->task == TASK_EACH) {
        assert_memory_equal(given->set, is, sizeof given->set);
    }
}

static void ask(const Framework *f, const Truth *t, Request request)
{
    Given given = {0};
    Reply reply;
    request.certificate = true;
    request.each = take;
    request.context = &given;
    assumptions_solve(f, &request, &reply);
    check_reply(t, &request, &reply, &given);
    reply_free(&reply);
}

static void ask_everything(const Framework *f, const Truth *t, SatBackend backend, uint32_t query)
{
    for (Semantics semantics = 0; semantics < SEMANTICS_COUNT; semantics++) {
        if (semantics != SEMANTICS_SEMI_STABLE && semantics != SEMANTICS_STAGE) {
            for (Task task = 0; task < TASK_COUNT_; task++) {
                ask(f, t, (Request){.task = task, .semantics = semantics, .query = query, .backend = backend});
            }
        }
    }
}

static SatBackend some_backend(uint32_t round)
{
    static const SatBackend backends[] = {SAT_USUAL, SAT_USUAL, SAT_CADICAL, SAT_PICOSAT};
    return backends[round % 4];
}

/* Some query of the framework: an atom or an assumption. */
static uint32_t some_query(Random *r, const Framework *f)
{
    uint32_t i = below(r, f->atoms + (uint32_t)f->contrary.n);
    return i < f->atoms ? i : ASSUMED | (i - f->atoms);
}

static void random_frameworks_agree_with_the_definitions(void **state)
{
    (void)state;
    Random r = {2023};
    static Truth t;
    uint32_t plural = 0, unstable = 0, ideal = 0;
    for (uint32_t round = 0; round < 6000; round++) {
        Framework f = {0};
        random_framework(&r, &f);
        find_truth(&f, &t);
        ask_everything(&f, &t, some_backend(round), some_query(&r, &f));
        uint32_t preferred = 0, stable = 0, both = 0;
        for (uint32_t set = 0; set < t.sets; set++) {
            preferred += t.is[SEMANTICS_PREFERRED][set];
            stable += t.is[SEMANTICS_STABLE][set];
            both += t.is[SEMANTICS_IDEAL][set] && t.is[SEMANTICS_GROUNDED][set];
        }
        plural += preferred > 1;
        unstable += stable == 0;
        ideal += !both;
        framework_free(&f);
    }
    assert_true(plural > 500 && unstable > 500 && ideal > 20); /* the frameworks are worth testing */
}

/* All rules some times more, which changes nothing but how many there are for each sentence. */
static void repeat_rules(Framework *f, uint32_t times)
{
    size_t rules = f->head.n;
    IdVec body = {0};
    for (size_t i = 0; i < times * rules; i++) {
        uint32_t rule = (uint32_t)(i % rules);
        vec_clear(&body);
        vec_append(&body, f->body.at + f->body_first.at[rule], f->body_first.at[rule + 1] - f->body_first.at[rule]);
        framework_add_rule(f, f->head.at[rule], body.at, body.n);
    }
    vec_free(&body);
}

static void queries_one_after_another_do_not_disturb_each_other(void **state)
{
    (void)state;
    Random r = {77};
    static Truth t;
    uint32_t answers[2][2] = {{0}};
    for (uint32_t round = 0; round < 3000; round++) {
        Framework f = {0};
        Grounded g;
        IdVec set = {0};
        random_framework(&r, &f);
        find_truth(&f, &t);
        repeat_rules(&f, round / 4 % 2 ? 20 : 0); /* so walks are tried */
        grounded_run(&f, &g);
        Acceptance *acceptance = accept_open(&f, &g, some_backend(round), NULL);
        for (uint32_t k = 0; k < 30; k++) {
            uint32_t query = some_query(&r, &f), skeptical = below(&r, 2);
            bool some = false, all = true;
            for (uint32_t s = 0; s < t.sets; s++) {
                some |= t.is[SEMANTICS_PREFERRED][s] && holds(&t, s, query);
                all &= !t.is[SEMANTICS_PREFERRED][s] || holds(&t, s, query);
            }
            Verdict verdict = skeptical ? accept_skeptical(acceptance, query) : accept_credulous(acceptance, query);
            assert_int_equal(verdict, (skeptical ? all : some) ? VERDICT_YES : VERDICT_NO);
            answers[skeptical][verdict == VERDICT_YES]++;
            if (verdict == (skeptical ? VERDICT_NO : VERDICT_YES)) {
                accept_witness(acceptance, &set);
                uint32_t mask = mask_of(set.at, set.n);
                assert_true(t.admissible[mask]);
                assert_true(skeptical || holds(&t, mask, query));
                for (uint32_t s = 0; skeptical && s < t.sets; s++) {
                    assert_false(t.admissible[s] && (s & mask) == mask && holds(&t, s, query));
                }
            }
        }
        vec_free(&set);
        accept_close(acceptance);
        grounded_free(&g);
        framework_free(&f);
    }
    assert_true(answers[0][0] > 1000 && answers[0][1] > 1000 && answers[1][0] > 1000 && answers[1][1] > 1000);
}

/* A number of choices between two, each by itself: 3^n complete and 2^n preferred sets, far too many to list. */
static void counts_of_independent_parts_multiply(void **state)
{
    (void)state;
    enum { PAIRS = 70 };
    Framework f = {0};
    framework_add_atoms(&f, 2 * PAIRS);
    for (uint32_t i = 0; i < 2 * PAIRS; i++) {
        uint32_t a = framework_add_assumption(&f, i ^ 1), body = ASSUMED | a;
        framework_add_rule(&f, i, &body, 1);
    }
    static const char *const counts[] = {"2503155504993241601315571986085849", "1180591620717411303424"};
    for (uint32_t i = 0; i < 2; i++) {
        Reply reply;
        Request request = {.task = TASK_COUNT, .semantics = i == 0 ? SEMANTICS_COMPLETE : SEMANTICS_PREFERRED};
        assumptions_solve(&f, &request, &reply);
        assert_string_equal(reply.count, counts[i]);
        reply_free(&reply);
    }
    framework_free(&f);
}

static void a_spent_budget_is_unknown(void **state)
{
    (void)state;
    volatile sig_atomic_t interrupted = 1;
    Budget budget = {.interrupted = &interrupted};
    Framework f = {0};
    framework_add_atoms(&f, 2);
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t body = ASSUMED | framework_add_assumption(&f, i ^ 1);
        framework_add_rule(&f, i, &body, 1);
    }
    for (Task task = 0; task < TASK_COUNT_; task++) {
        Given given = {0};
        Reply reply;
        Request request = {
            .task = task, .semantics = SEMANTICS_PREFERRED, .budget = &budget, .each = take, .context = &given};
        assumptions_solve(&f, &request, &reply);
        assert_int_equal(reply.verdict, VERDICT_UNKNOWN);
        assert_false(reply.has_set);
        reply_free(&reply);
    }
    framework_free(&f);
}

/* What a coding says of each key of the reduct, asked one after another. */
static uint32_t check_coding(const Truth *t, const Reduct *reduct, SatBackend backend, CodingKind kind,
                             uint32_t grounded, bool inside)
{
    Search search = {.backend = backend};
    Codes codes;
    Coding coding;
    uint32_t found = 0;
    const bool *good = kind == CODING_STABLE     ? t->is[SEMANTICS_STABLE]
                       : kind == CODING_COMPLETE ? t->is[SEMANTICS_COMPLETE]
                                                 : t->admissible;
    codes_open(&codes, reduct);
    coding_open(&coding, &search, reduct, &codes, kind);
    for (uint32_t part = 0; part < reduct->parts; part++) {
        coding_add_part(&coding, part);
        for (const uint32_t *key = list_begin(&reduct->tails, part); key < list_end(&reduct->tails, part); key++) {
            coding_add(&coding, *key);
        }
    }
    for (uint32_t key = 0; key < reduct_keys(reduct); key++) {
        uint32_t query = key_is_assumption(reduct, key) ? ASSUMED | reduct->assumption_origin.at[key - reduct->f.atoms]
                                                        : reduct->atom_origin.at[key];
        uint32_t set = grounded;
        bool some = false;
        for (uint32_t other = 0; other < t->sets; other++) {
            some |= good[other] && (other & grounded) == grounded && holds(t, other, query) == inside;
        }
        int literal = inside ? coding_literal(&coding, key) : -coding_literal(&coding, key);
        assert_int_equal(coding_solve(&coding, &literal, 1), some ? SAT_YES : SAT_NO);
        IdVec members = {0};
        if (some) {
            coding_set(&coding, &members);
        }
        for (size_t i = 0; i < members.n; i++) {
            set |= 1u << reduct->assumption_origin.at[members.at[i]];
        }
        assert_true(!some || (good[set] && holds(t, set, query) == inside));
        found += some;
        vec_free(&members);
    }
    coding_close(&coding);
    codes_close(&codes);
    return found;
}

static void codings_agree_with_the_definitions(void **state)
{
    (void)state;
    Random r = {77};
    static Truth t;
    uint32_t found = 0, tails = 0;
    for (uint32_t round = 0; round < 4000; round++) {
        Framework f = {0};
        Grounded grounded;
        Reduct reduct;
        uint32_t always = 0;
        random_framework(&r, &f);
        find_truth(&f, &t);
        grounded_run(&f, &grounded);
        for (uint32_t a = 0; a < f.contrary.n; a++) {
            always |= (uint32_t)(grounded.assumption[a] == LABEL_IN) << a;
        }
        reduct_new(&f, &grounded, REDUCT_SMALL_PART, &reduct);
        for (uint32_t a = 0; a < reduct.f.contrary.n; a++) {
            tails += reduct.in_tail[reduct.f.atoms + a];
        }
        found += check_coding(&t, &reduct, some_backend(round), CODING_ADMISSIBLE, always, true);
        found += check_coding(&t, &reduct, some_backend(round), CODING_COMPLETE, always, true);
        found += check_coding(&t, &reduct, some_backend(round), CODING_COMPLETE, always, false);
        found += check_coding(&t, &reduct, some_backend(round), CODING_STABLE, always, true);
        found += check_coding(&t, &reduct, some_backend(round), CODING_STABLE, always, false);
        reduct_free(&reduct);
        grounded_free(&grounded);
        framework_free(&f);
    }
    assert_true(found > 1000 && tails > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_frameworks_agree_with_the_definitions),
        cmocka_unit_test(queries_one_after_another_do_not_disturb_each_other),
        cmocka_unit_test(counts_of_independent_parts_multiply),
        cmocka_unit_test(a_spent_budget_is_unknown),
        cmocka_unit_test(codings_agree_with_the_definitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
