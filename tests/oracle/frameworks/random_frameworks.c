/* All problems on random frameworks against brute force:
 *
 *     random_frameworks [--aba] [--count N] [--seed S] [--first I] [--backend cadical|picosat|both]
 *
 * Framework I of a seed is the same whatever the count. On a difference it prints the smallest framework found that still shows
 * one, and ends with status 1. */
#include "answers.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

typedef enum Backends { BOTH_SOMETIMES, ONLY_CADICAL, ONLY_PICOSAT, BOTH } Backends;

typedef struct Run {
    const Instance *instance;
    uint64_t salt; /* which requests come without certificate, and which with the second backend */
    Backends backends;
    uint64_t *answers;
    Text *fault;
} Run;

static bool keep_each(void *context, const uint32_t *members, size_t count)
{
    struct {
        const Instance *instance;
        Masks masks;
    } *kept = context;
    if (kept->masks.n > BRUTE_SETS || !members_to_mask(kept->instance, members, count, &kept->masks.at[kept->masks.n])) {
        kept->masks.bad = true;
        return false;
    }
    kept->masks.n++;
    return true;
}

static bool ask_once(Run *run, Request *request)
{
    struct {
        const Instance *instance;
        Masks masks;
    } kept = {.instance = run->instance};
    Reply reply = {0};
    request->each = keep_each;
    request->context = &kept;
    if (run->instance->assumptions) {
        assumptions_solve(&run->instance->framework, request, &reply);
    } else {
        graph_solve(&run->instance->graph, request, &reply);
    }
    ++*run->answers;
    const char *fault = reply_fault(run->instance, request, &reply, &kept.masks);
    if (fault != NULL) {
        request_print(run->instance, request, run->fault);
        text_format(run->fault, ": %s\n", fault);
    }
    reply_free(&reply);
    return fault == NULL;
}

static bool ask(void *context, Request *request)
{
    Run *run = context;
    Random random = {run->salt++};
    request->certificate = random_chance(&random, 70);
    bool second = run->backends == ONLY_PICOSAT || run->backends == BOTH ||
                  (run->backends == BOTH_SOMETIMES && random_chance(&random, 15));
    if (second) {
        request->backend = SAT_PICOSAT;
        if (!ask_once(run, request)) {
            return false;
        }
    }
    request->backend = random_chance(&random, 30) ? SAT_CADICAL : SAT_USUAL;
    return run->backends == ONLY_PICOSAT || ask_once(run, request);
}

typedef struct Options {
    bool assumptions;
    uint32_t count, first;
    uint64_t seed;
    Backends backends;
} Options;

typedef struct Check {
    const Options *options;
    uint64_t salt, answers;
    Text fault;
} Check;

static bool fails(void *context, const Draft *draft)
{
    Check *check = context;
    Instance instance;
    instance_open(draft, &instance);
    text_free(&check->fault);
    check->fault = (Text){0};
    Run run = {&instance, check->salt, check->options->backends, &check->answers, &check->fault};
    bool fine = each_request(&instance, ask, &run);
    instance_close(&instance);
    return !fine;
}

/* What is being asked when a solver crashes or hangs. */
static volatile uint32_t current;

static void on_crash(int sig)
{
    char line[] = "crashed or hung on framework          \n";
    uint32_t number = current;
    for (size_t at = sizeof line - 3; number > 0 || at == sizeof line - 3; number /= 10) {
        line[at--] = (char)('0' + number % 10);
    }
    ssize_t written = write(2, line, sizeof line - 1);
    signal(sig, SIG_DFL);
    raise(written >= 0 && sig == SIGALRM ? SIGKILL : sig);
}

static int report(const Options *options, Check *check, Draft *draft)
{
    fprintf(stderr, "framework %u of seed %llu fails; making it smaller\n", current, (unsigned long long)options->seed);
    draft_shrink(draft, fails, check);
    if (!fails(check, draft)) {
        fprintf(stderr, "it fails only sometimes: the answers depend on more than the framework\n");
        return 1;
    }
    Text text = {0};
    draft_print(draft, &text);
    printf("%s%s", text.bytes, check->fault.bytes);
    text_free(&text);
    return 1;
}

static int run_all(const Options *options)
{
    Check check = {.options = options};
    int status = 0;
    for (uint32_t i = options->first; status == 0 && i < options->first + options->count; i++) {
        Random random = {options->seed << 32 ^ i};
        Draft draft;
        current = i;
        check.salt = random.state;
        options->assumptions ? draft_framework(&random, &draft) : draft_graph(&random, &draft);
        alarm(60);
        status = fails(&check, &draft) ? report(options, &check, &draft) : 0;
    }
    printf("%u frameworks, %llu answers\n", current + 1 - options->first, (unsigned long long)check.answers);
    text_free(&check.fault);
    return status;
}

int main(int argc, char **argv)
{
    Options options = {.count = 1000, .seed = 1};
    static const char *const names[] = {"sometimes", "cadical", "picosat", "both"};
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--aba") == 0) {
            options.assumptions = true;
            continue;
        }
        i++;
        if (strcmp(argv[i - 1], "--count") == 0) {
            options.count = (uint32_t)strtoul(value, NULL, 10);
        } else if (strcmp(argv[i - 1], "--first") == 0) {
            options.first = (uint32_t)strtoul(value, NULL, 10);
        } else if (strcmp(argv[i - 1], "--seed") == 0) {
            options.seed = strtoull(value, NULL, 10);
        } else if (strcmp(argv[i - 1], "--backend") == 0) {
            for (uint32_t k = 0; k < 4; k++) {
                options.backends = strcmp(value, names[k]) == 0 ? (Backends)k : options.backends;
            }
        } else {
            fprintf(stderr, "unknown option %s\n", argv[i - 1]);
            return 2;
        }
    }
    int fatal[] = {SIGABRT, SIGSEGV, SIGALRM};
    for (size_t i = 0; i < 3; i++) {
        signal(fatal[i], on_crash);
    }
    return run_all(&options);
}
