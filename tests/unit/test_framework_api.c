/* Frameworks of the public header: random changes and questions, each answer compared with the extensions of a fresh framework that
 * is read from text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arguendo.h"
#include "base/map.h"
#include "base/text.h"

#include <stdio.h>

enum { MOST = 7, RULES = 8, SETS = 256 };

typedef struct Model {
    bool flat;
    bool present[MOST + 1], attack[MOST + 1][MOST + 1];
    bool assumption[MOST + 1];
    unsigned contrary[MOST + 1]; /* 0: none */
    struct {
        bool there;
        unsigned head, body[2], count;
    } rule[RULES];
    unsigned sentences; /* the highest that was mentioned */
    uint64_t state;
} Model;

static uint32_t below(Model *m, uint32_t n)
{
    m->state += 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash_mix(m->state) % n);
}

/* Extensions as bits by number. */
typedef struct Sets {
    unsigned set[SETS];
    size_t n;
    arguendo_framework *fresh;
} Sets;

static int add_set(void *context, const unsigned *members, size_t count)
{
    Sets *sets = context;
    unsigned bits = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned number = 0;
        for (const char *p = arguendo_framework_name(sets->fresh, members[i]); *p; p++) {
            number = number * 10 + (unsigned)(*p - '0');
        }
        bits |= 1u << number;
    }
    assert_true(sets->n < SETS);
    sets->set[sets->n++] = bits;
    return 1;
}

static void write_model(const Model *m, Text *text)
{
    unsigned next = m->sentences;
    for (unsigned x = 1; x <= MOST; x++) {
        if (!m->flat && m->present[x]) {
            text_format(text, "%u\n", x);
        }
    }
    if (m->flat) {
        text_format(text, "p aba %u\n", m->sentences + MOST);
    } else {
        text_format(text, "#\n");
    }
    for (unsigned x = 1; x <= MOST; x++) {
        for (unsigned y = 1; y <= MOST && !m->flat; y++) {
            if (m->attack[x][y]) {
                text_format(text, "%u %u\n", x, y);
            }
        }
        if (m->flat && m->assumption[x]) {
            text_format(text, "a %u\nc %u %u\n", x, x, m->contrary[x] ? m->contrary[x] : ++next);
        }
    }
    for (unsigned r = 0; r < RULES; r++) {
        if (m->rule[r].there) {
            text_format(text, "r %u", m->rule[r].head);
            for (unsigned i = 0; i < m->rule[r].count; i++) {
                text_format(text, " %u", m->rule[r].body[i]);
            }
            text_format(text, "\n");
        }
    }
}

static void find_sets(const Model *m, const char *word, Sets *sets)
{
    Text text = {0};
    char problem[16];
    snprintf(problem, sizeof problem, "EE-%s", word);
    write_model(m, &text);
    *sets = (Sets){.fresh = arguendo_framework_new()};
    assert_int_equal(arguendo_framework_read(sets->fresh, "fresh", text.bytes, text.len, m->flat ? "aba" : "tgf"),
                     ARGUENDO_GOOD);
    assert_int_equal(arguendo_framework_each(sets->fresh, problem, add_set, sets), ARGUENDO_YES);
    arguendo_framework_free(sets->fresh);
    text_free(&text);
}

/* What an extension accepts: its members, and what follows from them. */
static unsigned accepted(const Model *m, unsigned set)
{
    for (bool more = m->flat; more;) {
        more = false;
        for (unsigned r = 0; r < RULES; r++) {
            bool all = m->rule[r].there && !(set >> m->rule[r].head & 1);
            for (unsigned i = 0; all && i < m->rule[r].count; i++) {
                all = set >> m->rule[r].body[i] & 1;
            }
            if (all) {
                set |= 1u << m->rule[r].head;
                more = true;
            }
        }
    }
    return set;
}

/* One random change to both; a change that cannot be made must be refused. */
static void change_graph(Model *m, arguendo_framework *f)
{
    unsigned x = 1 + below(m, MOST), y = 1 + below(m, MOST);
    switch (below(m, 6)) {
    case 0:
        assert_int_equal(arguendo_framework_add_argument(f, x), m->present[x] ? ARGUENDO_MISUSE : ARGUENDO_GOOD);
        m->present[x] = true;
        break;
    case 1:
        if (below(m, 3) == 0) {
            assert_int_equal(arguendo_framework_remove_argument(f, x), m->present[x] ? ARGUENDO_GOOD : ARGUENDO_MISUSE);
            m->present[x] = false;
            for (unsigned z = 1; z <= MOST; z++) {
                m->attack[x][z] = m->attack[z][x] = false;
            }
        }
        break;
    case 2:
        assert_int_equal(arguendo_framework_remove_attack(f, x, y),
                         m->present[x] && m->present[y] ? ARGUENDO_GOOD : ARGUENDO_MISUSE);
        m->attack[x][y] = false;
        break;
    default:
        assert_int_equal(arguendo_framework_add_attack(f, x, y),
                         m->present[x] && m->present[y] ? ARGUENDO_GOOD : ARGUENDO_MISUSE);
        m->attack[x][y] = m->present[x] && m->present[y];
    }
}

static void mention(Model *m, unsigned x)
{
    m->sentences = x > m->sentences ? x : m->sentences;
}

static bool is_head(const Model *m, unsigned x)
{
    bool head = false;
    for (unsigned r = 0; r < RULES; r++) {
        head |= m->rule[r].there && m->rule[r].head == x;
    }
    return head;
}

static void change_flat(Model *m, arguendo_framework *f)
{
    unsigned x = 1 + below(m, MOST), y = below(m, MOST + 1), r = below(m, RULES);
    unsigned body[2] = {1 + below(m, MOST), 1 + below(m, MOST)};
    bool free_head = !m->assumption[x];
    switch (below(m, 7)) {
    case 0:
    case 1:
        if (is_head(m, x) || m->assumption[x]) {
            assert_int_equal(arguendo_framework_add_assumption(f, x, y), ARGUENDO_MISUSE);
        } else {
            assert_int_equal(arguendo_framework_add_assumption(f, x, y), ARGUENDO_GOOD);
            m->assumption[x] = true;
            m->contrary[x] = y;
            mention(m, x);
            mention(m, y);
        }
        break;
    case 2:
        if (below(m, 2) == 0) {
            assert_int_equal(arguendo_framework_remove_assumption(f, x),
                             m->assumption[x] ? ARGUENDO_GOOD : ARGUENDO_MISUSE);
            m->assumption[x] = false;
        }
        break;
    default:
        if (m->rule[r].there) {
            assert_int_equal(arguendo_framework_remove_rule(f, m->rule[r].head, m->rule[r].body, m->rule[r].count),
                             ARGUENDO_GOOD);
            m->rule[r].there = false;
            break;
        }
        unsigned count = below(m, 3);
        assert_int_equal(arguendo_framework_add_rule(f, x, body, count), free_head ? ARGUENDO_GOOD : ARGUENDO_MISUSE);
        if (free_head) {
            m->rule[r].there = true;
            m->rule[r].head = x;
            m->rule[r].body[0] = body[0];
            m->rule[r].body[1] = body[1];
            m->rule[r].count = count;
            mention(m, x);
            for (unsigned i = 0; i < count; i++) {
                mention(m, body[i]);
            }
        }
    }
}

static void check_certificate(const Model *m, arguendo_framework *f, const Sets *sets, bool credulous, bool yes,
                              unsigned targets)
{
    size_t count;
    const unsigned *members = arguendo_framework_certificate(f, &count);
    assert_int_equal(members != NULL, credulous == yes);
    if (!members) {
        return;
    }
    unsigned bits = 0;
    for (size_t i = 0; i < count; i++) {
        bits |= 1u << members[i];
        assert_true(i == 0 || members[i - 1] < members[i]);
    }
    bool known = false;
    for (size_t i = 0; i < sets->n; i++) {
        known |= sets->set[i] == bits;
    }
    assert_true(known);
    assert_int_equal((accepted(m, bits) & targets) == targets, credulous);
}

static void ask(Model *m, arguendo_framework *f)
{
    static const char *const words[] = {"GR", "CO", "PR", "ID", "ST", "SST", "STG"};
    const char *word = words[below(m, m->flat ? 5 : 7)];
    bool credulous = below(m, 2);
    unsigned targets = 0, query = 0, count = 1 + (below(m, 4) == 0) + (below(m, 8) == 0);
    for (unsigned i = 0; i < count; i++) {
        unsigned x = 1 + below(m, MOST);
        bool there = m->flat ? x <= m->sentences : m->present[x];
        if (!there) {
            continue;
        }
        if (query) {
            assert_int_equal(arguendo_framework_assume(f, query), ARGUENDO_GOOD);
        }
        query = x;
        targets |= 1u << x;
    }
    if (!targets) {
        return;
    }
    char problem[16];
    snprintf(problem, sizeof problem, "%s-%s", credulous ? "DC" : "DS", word);
    arguendo_framework_set(f, ARGUENDO_CERTIFICATES, below(m, 4) == 0);
    arguendo_framework_set(f, ARGUENDO_VERIFY, below(m, 2) == 0);
    Sets sets;
    find_sets(m, word, &sets);
    bool some = false, all = true;
    for (size_t i = 0; i < sets.n; i++) {
        bool holds = (accepted(m, sets.set[i]) & targets) == targets;
        some |= holds;
        all &= holds;
    }
    arguendo_answer answer = arguendo_framework_ask(f, problem, query);
    assert_int_equal(answer, (credulous ? some : all) ? ARGUENDO_YES : ARGUENDO_NO);
    if (below(m, 3) == 0) {
        check_certificate(m, f, &sets, credulous, answer == ARGUENDO_YES, targets);
    }
}

static void run_traces(bool flat, int traces)
{
    for (int trace = 0; trace < traces; trace++) {
        Model m = {.flat = flat, .state = (uint64_t)trace};
        arguendo_framework *f = arguendo_framework_new();
        if (trace % 2) {
            /* From a text, not from nothing. */
            const char *text = flat ? "p aba 3\na 1\na 2\nc 1 2\nc 2 3\nr 3 1\n" : "p af 3\n1 2\n2 1\n2 3\n";
            assert_int_equal(arguendo_framework_read(f, "text", text, strlen(text), NULL), ARGUENDO_GOOD);
            m.sentences = 3;
            m.present[1] = m.present[2] = m.present[3] = true;
            m.attack[1][2] = m.attack[2][1] = m.attack[2][3] = true;
            m.assumption[1] = m.assumption[2] = flat;
            m.contrary[1] = 2;
            m.contrary[2] = 3;
            if (flat) {
                m.rule[0].there = true;
                m.rule[0].head = 3;
                m.rule[0].body[0] = m.rule[0].count = 1;
            }
        }
        for (int step = 0; step < 60; step++) {
            (flat ? change_flat : change_graph)(&m, f);
            if (below(&m, 2)) {
                ask(&m, f);
                ask(&m, f);
            }
        }
        arguendo_framework_free(f);
    }
}

static void test_graph_traces(void **unused)
{
    (void)unused;
    run_traces(false, 250);
}

static void test_flat_traces(void **unused)
{
    (void)unused;
    run_traces(true, 250);
}

/* Larger ones, in which the solver is kept, against a fresh framework for each question. */
static void test_larger_traces(void **unused)
{
    (void)unused;
    enum { SIZE = 40 };
    for (int trace = 0; trace < 24; trace++) {
        Model m = {.state = (uint64_t)trace + 1000};
        arguendo_framework *f = arguendo_framework_new();
        assert_int_equal(arguendo_framework_set_backend(f, trace % 2 ? "cadical" : "picosat"), ARGUENDO_GOOD);
        for (unsigned x = 1; x <= SIZE; x++) {
            assert_int_equal(arguendo_framework_add_argument(f, x), ARGUENDO_GOOD);
        }
        unsigned attacks = SIZE * (2 + below(&m, 3));
        for (unsigned i = 0; i < attacks; i++) {
            arguendo_framework_add_attack(f, 1 + below(&m, SIZE), 1 + below(&m, SIZE));
        }
        for (int step = 0; step < 60; step++) {
            for (unsigned edits = below(&m, 3); edits; edits--) {
                unsigned x = 1 + below(&m, SIZE), y = 1 + below(&m, SIZE);
                if (below(&m, 8) == 0) {
                    arguendo_framework_remove_argument(f, x);
                    arguendo_framework_add_argument(f, x);
                }
                for (unsigned z = 1; z <= SIZE && below(&m, 2); z++) {
                    arguendo_framework_remove_attack(f, z, y);
                }
                arguendo_framework_add_attack(f, x, y);
                arguendo_framework_add_attack(f, y, 1 + below(&m, SIZE));
            }
            static const char *const problems[] = {"DC-CO", "DC-PR", "DC-ST", "DS-PR", "DS-ST"};
            const char *problem = problems[below(&m, 5)];
            unsigned query = 1 + below(&m, SIZE), other = below(&m, 3) ? query : 1 + below(&m, SIZE);
            size_t length;
            const char *text = arguendo_framework_write(f, "iccma23", &length);
            arguendo_framework *fresh = arguendo_framework_new();
            assert_int_equal(arguendo_framework_read(fresh, "fresh", text, length, NULL), ARGUENDO_GOOD);
            if (step % 2) { /* writing has put the graph together: let the question do so */
                arguendo_framework_add_attack(f, query, query);
                arguendo_framework_add_attack(fresh, query, query);
            }
            arguendo_framework_set(f, ARGUENDO_VERIFY, below(&m, 2) == 0);
            arguendo_framework_assume(f, other);
            arguendo_framework_assume(fresh, other);
            assert_int_equal(arguendo_framework_ask(f, problem, query), arguendo_framework_ask(fresh, problem, query));
            arguendo_framework_free(fresh);
        }
        arguendo_framework_free(f);
    }
}

static int stop_at_once(void *context, const unsigned *members, size_t count)
{
    (void)members;
    (void)count;
    ++*(int *)context;
    return 0;
}

static void test_misuse_and_limits(void **unused)
{
    (void)unused;
    static const char text[] = "arg(b). arg(a). att(a,b). att(b,a).";
    arguendo_framework *f = arguendo_framework_new();
    assert_int_equal(arguendo_framework_read(f, "t", text, strlen(text), NULL), ARGUENDO_GOOD);
    unsigned a = arguendo_framework_find(f, "a");
    assert_int_equal(a, 2);
    assert_string_equal(arguendo_framework_name(f, 1), "b");
    assert_int_equal(arguendo_framework_find(f, "c"), 0);
    assert_true(strstr(arguendo_framework_message(f), "`c`") != NULL);
    assert_int_equal(arguendo_framework_ask(f, "DC-XX", a), ARGUENDO_ERROR);
    assert_int_equal(arguendo_framework_ask(f, "EE-CO", 0), ARGUENDO_ERROR);
    assert_int_equal(arguendo_framework_ask(f, "DC-CO", 0), ARGUENDO_ERROR);
    assert_int_equal(arguendo_framework_ask(f, "DC-CO", 3), ARGUENDO_ERROR);
    assert_int_equal(arguendo_framework_add_rule(f, 1, &a, 1), ARGUENDO_MISUSE);
    assert_int_equal(arguendo_framework_ask(f, "DC-CO", a), ARGUENDO_YES);
    int calls = 0;
    assert_int_equal(arguendo_framework_each(f, "EE-CO", stop_at_once, &calls), ARGUENDO_UNKNOWN);
    assert_int_equal(calls, 1);
    const char *number;
    assert_int_equal(arguendo_framework_count(f, "CE-CO", &number), ARGUENDO_YES);
    assert_string_equal(number, "3");
    /* Stopped before it starts: unknown, and not kept as an answer. */
    static const volatile sig_atomic_t raised = 1;
    arguendo_framework_add_argument(f, 3);
    arguendo_framework_set_interrupt(f, &raised);
    assert_int_equal(arguendo_framework_ask(f, "DC-PR", a), ARGUENDO_UNKNOWN);
    assert_true(strlen(arguendo_framework_message(f)) > 0);
    arguendo_framework_set_interrupt(f, NULL);
    assert_int_equal(arguendo_framework_ask(f, "DC-PR", a), ARGUENDO_YES);
    size_t length;
    const char *written = arguendo_framework_write(f, "apx", &length);
    assert_string_equal(written, "arg(b).\narg(a).\narg(3).\natt(b,a).\natt(a,b).\n");
    assert_null(arguendo_framework_write(f, "xml", &length));
    arguendo_framework_free(f);
}

/* Numbers without any use take as much memory as others. */
static void test_numbers_far_above_those_in_use(void **unused)
{
    (void)unused;
    arguendo_framework *f = arguendo_framework_new();
    assert_int_equal(arguendo_framework_add_argument(f, 1), ARGUENDO_GOOD);
    assert_int_equal(arguendo_framework_add_argument(f, 100000000), ARGUENDO_MISUSE);
    assert_non_null(strstr(arguendo_framework_message(f), "too large"));
    assert_int_equal(arguendo_framework_add_argument(f, 200000000), ARGUENDO_MISUSE);
    assert_non_null(strstr(arguendo_framework_message(f), "from 1 to"));
    assert_int_equal(arguendo_framework_add_argument(f, 0), ARGUENDO_MISUSE);
    assert_int_equal(arguendo_framework_ask(f, "DC-CO", 1), ARGUENDO_YES);
    arguendo_framework_free(f);
    f = arguendo_framework_new();
    assert_int_equal(arguendo_framework_add_assumption(f, 100000000, 1), ARGUENDO_MISUSE);
    assert_int_equal(arguendo_framework_add_assumption(f, 1, 100000000), ARGUENDO_MISUSE);
    assert_int_equal(arguendo_framework_add_assumption(f, 1, 2), ARGUENDO_GOOD);
    unsigned body = 100000000;
    assert_int_equal(arguendo_framework_add_rule(f, 2, &body, 1), ARGUENDO_MISUSE);
    assert_int_equal(arguendo_framework_ask(f, "DC-CO", 1), ARGUENDO_YES);
    arguendo_framework_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_graph_traces),
        cmocka_unit_test(test_flat_traces),
        cmocka_unit_test(test_larger_traces),
        cmocka_unit_test(test_misuse_and_limits),
        cmocka_unit_test(test_numbers_far_above_those_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
