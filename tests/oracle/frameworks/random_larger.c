/* Frameworks too large for brute force: both SAT solvers must say the same, and every answer must pass verify.c, which is itself
 * compared with brute force by random_verify. Components of more than 64 arguments are what small frameworks cannot show.
 *
 *     random_larger [--count N] [--seed S] [--first I] [--seconds T] */
#include "drafts.h"

#include "solve/verify.h"

#include <stdio.h>

typedef struct Large {
    uint32_t n;
    VEC(Attack) attacks;
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

static void draw(Random *r, Large *large)
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
static bool ask(const Graph *graph, Request *request, double seconds, Reply *reply, Tally *tally, const char **why)
{
    Kept kept = {.most = 300};
    Budget budget = {.deadline = budget_deadline(seconds)};
    request->budget = &budget;
    request->each = keep_each;
    request->context = &kept;
    graph_solve(graph, request, reply);
    VerifyResult result = VERIFY_UNCHECKED;
    if (reply->verdict == VERDICT_UNKNOWN) {
        tally->unknown++;
    } else {
        budget.deadline = budget_deadline(seconds);
        result = verify_graph(graph, request, reply, &kept.list, why);
        tally->holds += result == VERIFY_HOLDS;
        tally->unchecked += result == VERIFY_UNCHECKED;
    }
    set_list_free(&kept.list);
    return result != VERIFY_FAILS;
}

/* Both backends; the two must not contradict each other. */
static bool ask_both(const Graph *graph, Request request, double seconds, Tally *tally, const char **why)
{
    Reply first = {0}, second = {0};
    request.backend = SAT_CADICAL;
    bool fine = ask(graph, &request, seconds, &first, tally, why);
    request.backend = SAT_PICOSAT;
    fine = fine && ask(graph, &request, seconds, &second, tally, why);
    if (fine && first.verdict != VERDICT_UNKNOWN && second.verdict != VERDICT_UNKNOWN &&
        (first.verdict != second.verdict || (first.count && second.count && strcmp(first.count, second.count) != 0))) {
        *why = "CaDiCaL and PicoSAT give different answers";
        fine = false;
    }
    reply_free(&first);
    reply_free(&second);
    return fine;
}

static bool ask_all(const Graph *graph, uint64_t salt, double seconds, Tally *tally)
{
    static const char *const semantics[] = {
#define SEMANTICS(id, word, name, graphs, assumptions) word,
#include "solve/problems.def"
#undef SEMANTICS
    };
    static const char *const tasks[] = {
#define TASK(id, word, help, query) word,
#include "solve/problems.def"
#undef TASK
    };
    Random r = {salt};
    for (uint32_t s = 0; s < SEMANTICS_COUNT; s++) {
        for (uint32_t t = 0; t < TASK_COUNT_; t++) {
            bool query = t == TASK_CREDULOUS || t == TASK_SKEPTICAL;
            for (uint32_t i = 0; i < (query ? 4 : 1); i++) {
                const char *why = NULL;
                Request request = {.task = (Task)t, .semantics = (Semantics)s, .query = random_below(&r, graph->n)};
                request.certificate = random_chance(&r, 70);
                if (!ask_both(graph, request, seconds, tally, &why)) {
                    printf("%s-%s -a %u%s: %s\n", tasks[t], semantics[s], request.query + 1,
                           request.certificate ? ", with certificate" : "", why);
                    return false;
                }
            }
        }
    }
    return true;
}

static bool right(const Large *large, uint64_t salt, double seconds, Tally *tally)
{
    Attack *copy = mem_new(large->attacks.n, sizeof *copy);
    memcpy(copy, large->attacks.at, large->attacks.n * sizeof *copy);
    Graph graph = graph_new(large->n, copy, large->attacks.n);
    bool fine = ask_all(&graph, salt, seconds, tally);
    graph_free(&graph);
    free(copy);
    return fine;
}

/* Leaves out attacks, in halves first, for as long as something is still wrong. */
static void shrink(Large *large, uint64_t salt, double seconds)
{
    Tally tally = {0};
    for (size_t size = large->attacks.n / 2 + 1; size > 0; size /= 2) {
        for (size_t from = 0; from < large->attacks.n;) {
            Large less = {.n = large->n};
            size_t to = from + size < large->attacks.n ? from + size : large->attacks.n;
            vec_append(&less.attacks, large->attacks.at, from);
            vec_append(&less.attacks, large->attacks.at + to, large->attacks.n - to);
            bool still = !right(&less, salt, seconds, &tally);
            if (still) {
                vec_free(&large->attacks);
                *large = less;
            } else {
                vec_free(&less.attacks);
                from += size;
            }
        }
    }
}

int main(int argc, char **argv)
{
    unsigned long count = 10, seed = 1, start = 0;
    double seconds = 2;
    for (int i = 1; i + 1 < argc; i += 2) {
        count = strcmp(argv[i], "--count") == 0 ? strtoul(argv[i + 1], NULL, 10) : count;
        seed = strcmp(argv[i], "--seed") == 0 ? strtoul(argv[i + 1], NULL, 10) : seed;
        start = strcmp(argv[i], "--first") == 0 ? strtoul(argv[i + 1], NULL, 10) : start;
        seconds = strcmp(argv[i], "--seconds") == 0 ? strtod(argv[i + 1], NULL) : seconds;
    }
    Tally tally = {0};
    Large large = {0};
    setvbuf(stdout, NULL, _IOLBF, 0);
    int status = 0;
    for (unsigned long i = start; status == 0 && i < start + count; i++) {
        Random r = {(uint64_t)seed << 32 ^ i};
        draw(&r, &large);
        if (!right(&large, r.state, seconds, &tally)) {
            status = 1;
            shrink(&large, r.state, seconds);
            printf("framework %lu of seed %lu, made smaller:\np af %u\n", i, seed, large.n);
            for (size_t k = 0; k < large.attacks.n; k++) {
                printf("%u %u\n", large.attacks.at[k].from + 1, large.attacks.at[k].to + 1);
            }
        }
    }
    printf("%llu answers hold, %llu not checked to the end, %llu unknown\n", (unsigned long long)tally.holds,
           (unsigned long long)tally.unchecked, (unsigned long long)tally.unknown);
    vec_free(&large.attacks);
    return status;
}
