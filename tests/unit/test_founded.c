/* The solver with founded atoms: random clauses and rules, growing between calls, against all assignments; larger ones against CaDiCaL,
 * with loop formulas where a model claims what only supports itself; and what takes thousands of conflicts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/vec.h"
#include "sat/sat.h"

typedef struct Random {
    uint64_t state;
} Random;

static uint32_t below(Random *r, uint32_t n)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((r->state >> 33) % n);
}

typedef VEC(int) Ints;

/* A rule: the head if the body, a literal; `inside` heads are part of the body. */
typedef struct TestRule {
    int head, body, inside[3];
    uint32_t count;
} TestRule;

typedef struct Program {
    Ints clauses; /* each ended by 0 */
    VEC(TestRule) rules;
    int heads[64];
    uint32_t head_count, variables;
} Program;

static bool is_true(uint64_t set, int literal)
{
    return (bool)(set >> (abs(literal) - 1) & 1) == (literal > 0);
}

static bool satisfies(const Program *p, uint64_t set)
{
    bool some = false;
    for (size_t i = 0; i < p->clauses.n; i++) {
        if (p->clauses.at[i] == 0) {
            if (!some) {
                return false;
            }
            some = false;
        } else {
            some |= is_true(set, p->clauses.at[i]);
        }
    }
    return true;
}

/* True heads that no rule founds, as a mask of heads. */
static uint64_t unfounded(const Program *p, uint64_t set)
{
    uint64_t founded = 0, before, claimed = 0;
    for (uint32_t h = 0; h < p->head_count; h++) {
        claimed |= (uint64_t)is_true(set, p->heads[h]) << h;
    }
    do {
        before = founded;
        for (size_t i = 0; i < p->rules.n; i++) {
            const TestRule *r = &p->rules.at[i];
            bool all = is_true(set, r->body);
            uint64_t head = 0;
            for (uint32_t h = 0; h < p->head_count; h++) {
                head |= (uint64_t)(p->heads[h] == r->head) << h;
                for (uint32_t k = 0; k < r->count; k++) {
                    all &= p->heads[h] != r->inside[k] || (founded >> h & 1);
                }
            }
            founded |= all ? head : 0;
        }
    } while (founded != before);
    return claimed & ~founded;
}

static void add_clause(Program *p, Sat *sat, const int *lits, uint32_t count)
{
    vec_append(&p->clauses, lits, count);
    vec_push(&p->clauses, 0);
    sat_clause(sat, lits, count);
}

static int some_literal(Random *r, uint32_t variables)
{
    int variable = 1 + (int)below(r, variables);
    return below(r, 2) ? variable : -variable;
}

static void random_clauses(Random *r, Program *p, Sat *sat, uint32_t count, uint32_t longest)
{
    for (uint32_t i = 0; i < count; i++) {
        int lits[4];
        uint32_t n = 1 + below(r, longest) + (longest > 2);
        for (uint32_t k = 0; k < n; k++) {
            lits[k] = some_literal(r, p->variables);
        }
        add_clause(p, sat, lits, n);
    }
}

static int new_variable(Program *p, Sat *sat)
{
    p->variables++;
    return sat_new(sat, 1);
}

/* Some new heads, of either sign, with rules among them and on older literals; bodies of several literals get a variable. */
static void random_rules(Random *r, Program *p, Sat *sat, uint32_t count, uint32_t rules)
{
    uint32_t first = p->head_count, older = p->variables;
    for (uint32_t i = 0; i < count; i++) {
        int variable = new_variable(p, sat);
        p->heads[p->head_count++] = below(r, 4) ? variable : -variable;
    }
    for (uint32_t h = first; h < p->head_count; h++) {
        int support[8] = {-p->heads[h]};
        uint32_t n = below(r, rules + 1);
        for (uint32_t k = 0; k < n; k++) {
            TestRule rule = {.head = p->heads[h], .count = below(r, 3)};
            int body[4];
            for (uint32_t i = 0; i < rule.count; i++) {
                body[i] = rule.inside[i] = p->heads[first + below(r, count)];
            }
            uint32_t size = rule.count;
            if (size == 0 || below(r, 2)) {
                body[size++] = some_literal(r, older);
            }
            rule.body = body[0];
            if (size > 1) {
                rule.body = new_variable(p, sat);
                int all[5] = {rule.body};
                for (uint32_t i = 0; i < size; i++) {
                    all[1 + i] = -body[i];
                    add_clause(p, sat, (int[]){-rule.body, body[i]}, 2);
                }
                add_clause(p, sat, all, size + 1);
            }
            if (below(r, 3)) {
                add_clause(p, sat, (int[]){-rule.body, rule.head}, 2);
            }
            if (sat_takes_rules(sat)) {
                sat_rule(sat, rule.head, rule.body, rule.inside, rule.count);
            }
            vec_push(&p->rules, rule);
            support[1 + k] = rule.body;
        }
        add_clause(p, sat, support, n + 1);
    }
}

static uint64_t model_of(const Program *p, const Sat *sat)
{
    uint64_t set = 0;
    for (uint32_t v = 0; v < p->variables; v++) {
        assert_true(sat_value(sat, (int)v + 1) != sat_value(sat, -(int)v - 1));
        set |= (uint64_t)sat_value(sat, (int)v + 1) << v;
    }
    return set;
}

/* Whether some founded model makes all assumed literals true of which `use` holds. */
static bool exists(const Program *p, const int *assumed, uint32_t count, const bool *use)
{
    for (uint64_t set = 0; set < 1u << p->variables; set++) {
        bool all = true;
        for (uint32_t i = 0; all && i < count; i++) {
            all = !use[i] || is_true(set, assumed[i]);
        }
        if (all && satisfies(p, set) && !unfounded(p, set)) {
            return true;
        }
    }
    return false;
}

/* `late`: sources are mostly looked after when everything is assigned. */
static Sat *open_founded(bool late)
{
    Sat *sat = sat_open(SAT_FOUNDED, NULL);
    if (late) {
        sat_expect_hard(sat);
    }
    return sat;
}

static void small_ones_agree_with_all_assignments(void **state)
{
    (void)state;
    Random r = {5};
    uint32_t answers[2] = {0}, cores = 0;
    for (uint32_t round = 0; round < 3000; round++) {
        Program p = {0};
        Sat *sat = open_founded(round % 2);
        p.variables = 2 + below(&r, 3);
        sat_new(sat, p.variables);
        for (uint32_t step = 0; step < 3; step++) {
            if (p.variables < 9) {
                random_rules(&r, &p, sat, 1 + below(&r, 2), 2);
            }
            random_clauses(&r, &p, sat, below(&r, 3), 3);
            int assumed[4];
            bool all[4] = {true, true, true, true}, failed[4] = {0};
            uint32_t count = below(&r, 5);
            for (uint32_t i = 0; i < count; i++) {
                assumed[i] = some_literal(&r, p.variables);
                sat_assume(sat, assumed[i]);
            }
            SatAnswer answer = sat_solve(sat);
            assert_int_equal(answer, exists(&p, assumed, count, all) ? SAT_YES : SAT_NO);
            answers[answer]++;
            if (answer == SAT_YES) {
                uint64_t set = model_of(&p, sat);
                assert_true(satisfies(&p, set) && !unfounded(&p, set));
                for (uint32_t i = 0; i < count; i++) {
                    assert_true(is_true(set, assumed[i]));
                }
            } else {
                for (uint32_t i = 0; i < count; i++) {
                    failed[i] = sat_failed(sat, assumed[i]);
                    cores += !failed[i];
                }
                assert_false(exists(&p, assumed, count, failed));
            }
        }
        sat_close(sat);
        vec_free(&p.clauses);
        vec_free(&p.rules);
    }
    assert_true(answers[SAT_YES] > 1000 && answers[SAT_NO] > 1000 && cores > 100);
}

/* Each unfounded head needs a rule whose body is true and rests on none of them. */
static void refute(const Program *p, Sat *sat, uint64_t set)
{
    for (uint32_t h = 0; h < p->head_count; h++) {
        if (!(set >> h & 1)) {
            continue;
        }
        sat_add(sat, -p->heads[h]);
        for (size_t i = 0; i < p->rules.n; i++) {
            const TestRule *rule = &p->rules.at[i];
            bool one = false, outside = true;
            for (uint32_t k = 0; k < p->head_count; k++) {
                one |= (set >> k & 1) && rule->head == p->heads[k];
                for (uint32_t j = 0; j < rule->count; j++) {
                    outside &= !(set >> k & 1) || rule->inside[j] != p->heads[k];
                }
            }
            if (one && outside) {
                sat_add(sat, rule->body);
            }
        }
        sat_add(sat, 0);
    }
}

static SatAnswer solve_with_formulas(const Program *p, Sat *sat)
{
    for (;;) {
        SatAnswer answer = sat_solve(sat);
        uint64_t wrong = answer == SAT_YES ? unfounded(p, model_of(p, sat)) : 0;
        if (!wrong) {
            return answer;
        }
        refute(p, sat, wrong);
    }
}

static void larger_ones_agree_with_another_solver(void **state)
{
    (void)state;
    uint32_t answers[2] = {0};
    for (uint32_t round = 0; round < 1500; round++) {
        SatAnswer said[2];
        for (uint32_t which = 0; which < 2; which++) {
            Random r = {round};
            Program p = {.variables = 8};
            Sat *sat = which ? sat_open(SAT_CADICAL, NULL) : open_founded(round % 2);
            sat_new(sat, p.variables);
            random_rules(&r, &p, sat, 12, 4);
            random_clauses(&r, &p, sat, 8 + below(&r, 24), 3);
            assert_true(p.variables <= 64);
            said[which] = solve_with_formulas(&p, sat);
            if (said[which] == SAT_YES) {
                assert_true(satisfies(&p, model_of(&p, sat)));
            }
            sat_close(sat);
            vec_free(&p.clauses);
            vec_free(&p.rules);
        }
        assert_int_equal(said[0], said[1]);
        answers[said[0]]++;
    }
    assert_true(answers[SAT_YES] > 200 && answers[SAT_NO] > 200);
}

/* The answer to random clauses, and whether the model satisfies them. */
static SatAnswer solve_random(uint64_t seed, SatBackend backend)
{
    enum { VARIABLES = 120, PAIRS = 60, TRIPLES = 290, MORE = 100 };
    Random r = {seed};
    Sat *sat = sat_open(backend, NULL);
    Ints clauses = {0};
    uint32_t triples = TRIPLES + below(&r, MORE);
    sat_new(sat, VARIABLES);
    for (uint32_t i = 0; i < PAIRS + triples; i++) {
        int lits[3];
        for (uint32_t k = 0; k < 3; k++) {
            lits[k] = some_literal(&r, VARIABLES);
        }
        lits[2] = i < PAIRS ? lits[1] : lits[2];
        vec_append(&clauses, lits, 3);
        sat_clause(sat, lits, 3);
    }
    SatAnswer answer = sat_solve(sat);
    for (size_t i = 0; answer == SAT_YES && i < clauses.n; i += 3) {
        assert_true(sat_value(sat, clauses.at[i]) || sat_value(sat, clauses.at[i + 1]) ||
                    sat_value(sat, clauses.at[i + 2]));
    }
    sat_close(sat);
    vec_free(&clauses);
    return answer;
}

/* Clauses of two and three literals: decisions have many consequences, so that learned clauses are shortened. */
static void what_is_learned_follows(void **state)
{
    (void)state;
    uint32_t answers[2] = {0};
    for (uint32_t round = 0; round < 400; round++) {
        SatAnswer answer = solve_random(round, SAT_FOUNDED);
        assert_int_equal(answer, solve_random(round, SAT_CADICAL));
        answers[answer]++;
    }
    assert_true(answers[SAT_YES] > 100 && answers[SAT_NO] > 100);
}

/* Rules alone never contradict the solver's answer: no formula is needed. */
static void models_are_founded(void **state)
{
    (void)state;
    uint32_t models = 0;
    for (uint32_t round = 0; round < 1500; round++) {
        Random r = {round + 7000};
        Program p = {.variables = 8};
        Sat *sat = open_founded(round % 2);
        sat_new(sat, p.variables);
        random_rules(&r, &p, sat, 12, 4);
        for (uint32_t call = 0; call < 6 && sat_solve(sat) == SAT_YES; call++) {
            uint64_t set = model_of(&p, sat);
            assert_true(satisfies(&p, set) && !unfounded(&p, set));
            models++;
            Ints other = {0}; /* another one next */
            for (uint32_t v = 0; v < p.variables; v++) {
                vec_push(&other, set >> v & 1 ? -(int)v - 1 : (int)v + 1);
            }
            sat_clause(sat, other.at, other.n);
            vec_free(&other);
        }
        sat_close(sat);
        vec_free(&p.clauses);
        vec_free(&p.rules);
    }
    assert_true(models > 2000);
}

/* One more pigeon than holes: thousands of conflicts, restarts and reductions. */
static void what_takes_long_is_refuted(void **state)
{
    (void)state;
    enum { HOLES = 8 };
    Sat *sat = sat_open(SAT_FOUNDED, NULL);
    int first = sat_new(sat, (HOLES + 1) * HOLES), now = sat_new(sat, 1);
    for (int p = 0; p <= HOLES; p++) {
        sat_add(sat, -now);
        for (int h = 0; h < HOLES; h++) {
            sat_add(sat, first + p * HOLES + h);
        }
        sat_add(sat, 0);
        for (int h = 0; h < HOLES; h++) {
            for (int q = 0; q < p; q++) {
                sat_clause2(sat, -(first + p * HOLES + h), -(first + q * HOLES + h));
            }
        }
    }
    sat_assume(sat, now);
    assert_int_equal(sat_try(sat, 50), SAT_UNKNOWN);
    sat_assume(sat, now);
    assert_int_equal(sat_solve(sat), SAT_NO);
    assert_true(sat_failed(sat, now));
    assert_int_equal(sat_solve(sat), SAT_YES);
    assert_false(sat_value(sat, now));
    sat_close(sat);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_ones_agree_with_all_assignments),
        cmocka_unit_test(larger_ones_agree_with_another_solver),
        cmocka_unit_test(what_is_learned_follows),
        cmocka_unit_test(models_are_founded),
        cmocka_unit_test(what_takes_long_is_refuted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
