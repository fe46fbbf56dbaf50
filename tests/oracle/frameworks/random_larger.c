/* Frameworks too large for brute force: both SAT solvers must say the same, and every answer must pass verify.c, which is itself
 * compared with brute force by random_verify. Components of more than 64 arguments are what small frameworks cannot show.
 *
 *     random_larger [--aba] [--count N] [--seed S] [--first I] [--seconds T] */
#include "drafts.h"

#include "solve/verify.h"

#include <stdio.h>

/* Of a Dung framework n and attacks are used, of an assumption-based one the others and n as the number of assumptions. */
typedef struct Large {
    bool assumptions;
    uint32_t n, atoms;
    VEC(Attack) attacks;
    IdVec contrary;
    VEC(DraftRule) rules;
} Large;

typedef struct Tally {
    uint64_t holds, unchecked, unknown;
} Tally;

static void attack(Large *large, uint32_t from, uint32_t to)
{
    Attack one = {from, to};
    vec_push(&large->attacks, one);
}

static void sprinkle(Random *r, Large *large, uint32_t from, uint32_t to, uint32_t count, uint32_t mutual)
{
    for (; count > 0; count--) {
        uint32_t x = from + random_below(r, to - from), y = from + random_below(r, to - from);
        if (x != y) {
            attack(large, x, y);
        }
        if (x != y && random_chance(r, mutual)) {
            attack(large, y, x);
        }
    }
}

/* A ring through the block, to make it one component, chords, and some attacks on what comes after. */
static void block(Random *r, Large *large, uint32_t from, uint32_t to)
{
    uint32_t size = to - from;
    if (random_chance(r, 80)) {
        for (uint32_t x = from; x < to; x++) {
            attack(large, x, x + 1 < to ? x + 1 : from);
        }
    }
    sprinkle(r, large, from, to, size * random_below(r, 30) / 10, random_below(r, 70));
    for (uint32_t i = random_below(r, 6); to < large->n && i > 0; i--) {
        attack(large, from + random_below(r, size), to + random_below(r, large->n - to));
    }
    uint32_t selves = random_chance(r, 60) ? 0 : random_below(r, 8);
    for (uint32_t x = from; x < to; x++) {
        if (random_chance(r, selves)) {
            attack(large, x, x);
        }
    }
}

static void draw_graph(Random *r, Large *large)
{
    large->n = 66 + random_below(r, 70);
    large->attacks.n = 0;
    uint32_t first = random_below(r, 5);
    for (uint32_t i = 0; i < first; i++) {
        attack(large, i, random_below(r, large->n));
    }
    for (uint32_t from = first; from < large->n;) {
        uint32_t most = large->n - from, size = random_chance(r, 60) ? most : 1 + random_below(r, most);
        block(r, large, from, from + size);
        from += size;
    }
}

/* Rules near one another support in circles; `far` of them reach anywhere. */
static void draw_rules(Random *r, Large *large, uint32_t count, uint32_t assumed, uint32_t far)
{
    uint32_t longest = 1 + random_below(r, DRAFT_BODY - 1);
    for (; count > 0; count--) {
        DraftRule rule = {.head = random_below(r, large->atoms), .count = 1 + random_below(r, longest)};
        for (uint32_t i = 0; i < rule.count; i++) {
            uint32_t near = (rule.head + 1 + random_below(r, 6)) % large->atoms;
            rule.body[i] = random_chance(r, assumed) ? ASSUMED | random_below(r, large->n)
                           : random_chance(r, far)   ? random_below(r, large->atoms)
                                                     : near;
        }
        vec_push(&large->rules, rule);
    }
}

static void draw_framework(Random *r, Large *large)
{
    large->assumptions = true;
    large->n = 15 + random_below(r, 70);
    large->atoms = 20 + random_below(r, 120);
    large->rules.n = large->contrary.n = 0;
    uint32_t assumed = 10 + random_below(r, 50);
    for (uint32_t a = 0; a < large->n; a++) {
        uint32_t contrary = random_chance(r, 5) ? NONE : random_below(r, large->atoms);
        vec_push(&large->contrary, contrary);
        if (contrary != NONE && random_chance(r, 40)) {
            DraftRule rule = {contrary, 1, {ASSUMED | random_below(r, large->n)}};
            vec_push(&large->rules, rule);
        }
    }
    draw_rules(r, large, large->atoms * (8 + random_below(r, 14)) / 10, assumed, random_below(r, 60));
}

/* One of the two. */
typedef struct Opened {
    bool assumptions;
    Graph graph;
    Framework framework;
} Opened;

static Opened large_open(const Large *large)
{
    Opened opened = {.assumptions = large->assumptions};
    if (!large->assumptions) {
        Attack *copy = mem_new(large->attacks.n, sizeof *copy);
        for (size_t i = 0; i < large->attacks.n; i++) {
            copy[i] = large->attacks.at[i];
        }
        opened.graph = graph_new(large->n, copy, large->attacks.n);
        free(copy);
        return opened;
    }
    framework_add_atoms(&opened.framework, large->atoms);
    for (uint32_t a = 0; a < large->n; a++) {
        framework_add_assumption(&opened.framework, large->contrary.at[a]);
    }
    for (size_t i = 0; i < large->rules.n; i++) {
        const DraftRule *rule = &large->rules.at[i];
        framework_add_rule(&opened.framework, rule->head, rule->body, rule->count);
    }
    return opened;
}

static void large_close(Opened *opened)
{
    if (opened->assumptions) {
        framework_free(&opened->framework);
    } else {
        graph_free(&opened->graph);
    }
}

static void large_print(const Large *large)
{
#define NUMBER(entry) ((entry)&ASSUMED ? ((entry) & ~ASSUMED) + 1 : large->n + (entry) + 1)
    printf(large->assumptions ? "p aba %u\n" : "p af %u\n", large->n + large->atoms);
    for (size_t i = 0; i < large->attacks.n; i++) {
        printf("%u %u\n", large->attacks.at[i].from + 1, large->attacks.at[i].to + 1);
    }
    for (uint32_t a = 0; a < large->contrary.n; a++) {
        printf("a %u\n", a + 1);
    }
    for (uint32_t a = 0; a < large->contrary.n; a++) {
        if (large->contrary.at[a] != NONE) {
            printf("c %u %u\n", a + 1, NUMBER(large->contrary.at[a]));
        }
    }
    for (size_t i = 0; i < large->rules.n; i++) {
        printf("r %u", NUMBER(large->rules.at[i].head));
        for (uint32_t k = 0; k < large->rules.at[i].count; k++) {
            printf(" %u", NUMBER(large->rules.at[i].body[k]));
        }
        printf("\n");
    }
#undef NUMBER
}

typedef struct Kept {
    SetList list;
    size_t most;
} Kept;

static bool keep_each(void *context, const uint32_t *members, size_t count)
{
    Kept *kept = context;
    set_list_add(&kept->list, members, count);
    return kept->list.first.n < kept->most;
}

/* Asks one backend and verifies; false when the answer is wrong. */
static bool ask(const Opened *opened, Request *request, double seconds, Reply *reply, Tally *tally, const char **why)
{
    Kept kept = {.most = 300};
    Budget budget = {.deadline = budget_deadline(seconds)};
    request->budget = &budget;
    request->each = keep_each;
    request->context = &kept;
    if (opened->assumptions) {
        assumptions_solve(&opened->framework, request, reply);
    } else {
        graph_solve(&opened->graph, request, reply);
    }
    VerifyResult result = VERIFY_UNCHECKED;
    if (reply->verdict == VERDICT_UNKNOWN) {
        tally->unknown++;
    } else {
        budget.deadline = budget_deadline(seconds);
        result = opened->assumptions ? verify_assumptions(&opened->framework, request, reply, &kept.list, why)
                                     : verify_graph(&opened->graph, request, reply, &kept.list, why);
        tally->holds += result == VERIFY_HOLDS;
        tally->unchecked += result == VERIFY_UNCHECKED;
    }
    set_list_free(&kept.list);
    return result != VERIFY_FAILS;
}

/* Two backends, which must not contradict each other. */
static bool ask_both(const Opened *opened, Request request, double seconds, Tally *tally, const char **why)
{
    Reply first = {0}, second = {0};
    request.backend = opened->assumptions ? SAT_USUAL : SAT_CADICAL;
    bool fine = ask(opened, &request, seconds, &first, tally, why);
    request.backend = opened->assumptions ? SAT_CADICAL : SAT_PICOSAT;
    fine = fine && ask(opened, &request, seconds, &second, tally, why);
    if (fine && first.verdict != VERDICT_UNKNOWN && second.verdict != VERDICT_UNKNOWN &&
        (first.verdict != second.verdict || (first.count && second.count && strcmp(first.count, second.count) != 0))) {
        *why = "two SAT solvers give different answers";
        fine = false;
    }
    reply_free(&first);
    reply_free(&second);
    return fine;
}

typedef struct Offer {
    const char *word;
    bool graphs, assumptions;
} Offer;

/* An argument; or an atom, sometimes an assumption. */
static uint32_t draw_query(Random *r, const Opened *opened)
{
    if (!opened->assumptions) {
        return random_below(r, opened->graph.n);
    }
    return random_chance(r, 25) ? ASSUMED | random_below(r, (uint32_t)opened->framework.contrary.n)
                                : random_below(r, opened->framework.atoms);
}

static bool ask_all(const Opened *opened, uint64_t salt, double seconds, Tally *tally)
{
    static const Offer semantics[] = {
#define SEMANTICS(id, word, name, graphs, assumptions) {word, graphs, assumptions},
#include "solve/problems.def"
#undef SEMANTICS
    };
    static const char *const tasks[] = {
#define TASK(id, word, help, query) word,
#include "solve/problems.def"
#undef TASK
    };
    Random r = {salt};
    for (uint32_t i = 0; i < SEMANTICS_COUNT * TASK_COUNT_ * 4; i++) {
        uint32_t s = i / 4 / TASK_COUNT_, t = i / 4 % TASK_COUNT_;
        bool query = t == TASK_CREDULOUS || t == TASK_SKEPTICAL;
        if ((!query && i % 4 > 0) || !(opened->assumptions ? semantics[s].assumptions : semantics[s].graphs)) {
            continue;
        }
        const char *why = NULL;
        Request request = {.task = (Task)t, .semantics = (Semantics)s, .query = draw_query(&r, opened)};
        request.certificate = random_chance(&r, 70);
        if (!ask_both(opened, request, seconds, tally, &why)) {
            printf("%s-%s, query %s%u%s: %s\n", tasks[t], semantics[s].word,
                   opened->assumptions && !(request.query & ASSUMED) ? "atom " : "", (request.query & ~ASSUMED) + 1,
                   request.certificate ? ", with certificate" : "", why);
            return false;
        }
    }
    return true;
}

static bool right(const Large *large, uint64_t salt, double seconds, Tally *tally)
{
    Opened opened = large_open(large);
    bool fine = ask_all(&opened, salt, seconds, tally);
    large_close(&opened);
    return fine;
}

/* Leaves out attacks or rules, in halves first, for as long as something is still wrong. */
#define SHRINK(items)                                                                                                  \
    for (size_t size = large->items.n / 2 + 1; size > 0; size /= 2) {                                                  \
        for (size_t from = 0; from < large->items.n;) {                                                                \
            Large less = *large;                                                                                       \
            size_t to = from + size < large->items.n ? from + size : large->items.n;                                   \
            memset(&less.items, 0, sizeof less.items);                                                                 \
            vec_append(&less.items, large->items.at, from);                                                            \
            vec_append(&less.items, large->items.at + to, large->items.n - to);                                        \
            bool still = !right(&less, salt, seconds, &tally);                                                         \
            if (still) {                                                                                               \
                vec_free(&large->items);                                                                               \
                *large = less;                                                                                         \
            } else {                                                                                                   \
                vec_free(&less.items);                                                                                 \
                from += size;                                                                                          \
            }                                                                                                          \
        }                                                                                                              \
    }

static void shrink(Large *large, uint64_t salt, double seconds)
{
    Tally tally = {0};
    SHRINK(attacks)
    SHRINK(rules)
}

int main(int argc, char **argv)
{
    unsigned long count = 10, seed = 1, start = 0;
    double seconds = 2;
    bool assumptions = false;
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        assumptions = assumptions || strcmp(argv[i], "--aba") == 0;
        count = strcmp(argv[i], "--count") == 0 ? strtoul(value, NULL, 10) : count;
        seed = strcmp(argv[i], "--seed") == 0 ? strtoul(value, NULL, 10) : seed;
        start = strcmp(argv[i], "--first") == 0 ? strtoul(value, NULL, 10) : start;
        seconds = strcmp(argv[i], "--seconds") == 0 ? strtod(value, NULL) : seconds;
    }
    Tally tally = {0};
    Large large = {0};
    int status = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (unsigned long i = start; status == 0 && i < start + count; i++) {
        Random r = {(uint64_t)seed << 32 ^ i};
        assumptions ? draw_framework(&r, &large) : draw_graph(&r, &large);
        if (!right(&large, r.state, seconds, &tally)) {
            status = 1;
            shrink(&large, r.state, seconds);
            printf("framework %lu of seed %lu, made smaller:\n", i, seed);
            large_print(&large);
        }
    }
    printf("%llu answers hold, %llu not checked to the end, %llu unknown\n", (unsigned long long)tally.holds,
           (unsigned long long)tally.unchecked, (unsigned long long)tally.unknown);
    vec_free(&large.attacks);
    vec_free(&large.contrary);
    vec_free(&large.rules);
    return status;
}
