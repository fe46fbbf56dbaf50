/* The checker of answers against brute force: on random frameworks it must accept every right answer and reject every wrong one.
 *
 *     random_verify [--aba] [--count N] [--seed S] [--first I] */
#include "answers.h"

#include "solve/verify.h"

#include <stdio.h>

typedef struct Run {
    const Instance *instance;
    Random random;
    uint64_t right, wrong;
    Text *fault;
} Run;

static bool shows(const Run *run, const Request *request, uint32_t set)
{
    return request->task == TASK_SOME || brute_accepts(&run->instance->brute, run->instance->assumptions, set,
                                                       request->query) == (request->task == TASK_CREDULOUS);
}

/* A right answer, with one of the sets that show it, or without. */
static void answer(Run *run, const Request *request, Reply *reply, Masks *each)
{
    const Brute *brute = &run->instance->brute;
    uint32_t sets = 1u << brute->n, start = random_below(&run->random, sets), found = NONE;
    for (uint32_t i = 0; i < sets; i++) {
        uint32_t set = (start + i) % sets;
        if (brute->is[request->semantics][set]) {
            if (request->task == TASK_EACH) {
                each->at[each->n++] = set;
            } else if (request->task != TASK_COUNT && shows(run, request, set)) {
                found = set;
            }
        }
    }
    if (request->task == TASK_EACH || request->task == TASK_COUNT) {
        reply->verdict = VERDICT_YES;
        char digits[16];
        snprintf(digits, sizeof digits, "%u", brute_count(brute, request->semantics));
        reply->count = request->task == TASK_COUNT ? strcpy(mem_new(16, 1), digits) : NULL;
        return;
    }
    reply->verdict = (found != NONE) == (request->task != TASK_SKEPTICAL) ? VERDICT_YES : VERDICT_NO;
    reply->has_set = found != NONE && (request->task == TASK_SOME || random_chance(&run->random, 60));
    if (reply->has_set) {
        mask_to_members(found, &reply->set);
    }
}

/* Makes one change, after which the answer is mostly wrong. */
static void spoil(Run *run, const Request *request, Reply *reply, Masks *each)
{
    Random *r = &run->random;
    uint32_t any = random_below(r, 1u << run->instance->brute.n);
    if (request->task == TASK_COUNT) {
        reply->count[strlen(reply->count) - 1] = (char)('0' + random_below(r, 10));
    } else if (request->task == TASK_EACH) {
        uint32_t which = each->n > 0 ? random_below(r, each->n) : 0, how = random_below(r, 3);
        if (how == 0 && each->n > 0) {
            each->at[which] = each->at[--each->n];
        } else if (how == 1 && each->n > 0) {
            each->at[which] ^= 1u << random_below(r, run->instance->brute.n + (run->instance->brute.n == 0));
        } else {
            each->at[each->n] = how == 2 && each->n > 0 ? each->at[which] : any;
            each->n++;
        }
    } else if (!reply->has_set || random_chance(r, 30)) {
        reply->verdict = reply->verdict == VERDICT_YES ? VERDICT_NO : VERDICT_YES;
        if (reply->has_set && random_chance(r, 50)) {
            reply->has_set = false;
            vec_clear(&reply->set);
        }
    } else if (reply->set.n > 0 && random_chance(r, 50)) {
        reply->set.at[random_below(r, (uint32_t)reply->set.n)] = random_below(r, run->instance->brute.n + 1);
    } else {
        mask_to_members(any, &reply->set);
    }
}

static VerifyResult verify(const Run *run, const Request *request, const Reply *reply, const Masks *each, const char **why)
{
    SetList list = {0};
    IdVec members = {0};
    for (uint32_t i = 0; i < each->n; i++) {
        mask_to_members(each->at[i], &members);
        set_list_add(&list, members.at, members.n);
    }
    VerifyResult result = run->instance->assumptions
                              ? verify_assumptions(&run->instance->framework, request, reply, &list, why)
                              : verify_graph(&run->instance->graph, request, reply, &list, why);
    vec_free(&members);
    set_list_free(&list);
    return result;
}

/* Verifies as it is, and compares with what brute force says of the reply. */
static bool compare(Run *run, const Request *request, const Reply *reply, const Masks *each)
{
    const char *why = "";
    const char *fault = reply_fault(run->instance, request, reply, each);
    VerifyResult result = verify(run, request, reply, each, &why);
    ++*(fault == NULL ? &run->right : &run->wrong);
    if (result == (fault == NULL ? VERIFY_HOLDS : VERIFY_FAILS) && (why == NULL) == (fault == NULL)) {
        return true;
    }
    request_print(run->instance, request, run->fault);
    text_format(run->fault, ": verdict %d, a set of %zu, %u sets, number %s: verify says %d (%s), brute force %s\n",
                (int)reply->verdict, reply->set.n, each->n, reply->count ? reply->count : "-", (int)result,
                why ? why : "-", fault ? fault : "right");
    return false;
}

static bool ask(void *context, Request *request)
{
    Run *run = context;
    static const SatBackend backends[] = {SAT_USUAL, SAT_CADICAL, SAT_PICOSAT};
    request->backend = backends[random_below(&run->random, 3)];
    Reply reply = {0};
    Masks each = {.n = 0};
    answer(run, request, &reply, &each);
    bool fine = compare(run, request, &reply, &each);
    spoil(run, request, &reply, &each);
    fine = fine && compare(run, request, &reply, &each);
    vec_free(&reply.set);
    free(reply.count);
    return fine;
}

typedef struct Check {
    uint64_t salt, right, wrong;
    Text fault;
} Check;

static bool fails(void *context, const Draft *draft)
{
    Check *check = context;
    Instance instance;
    instance_open(draft, &instance);
    text_free(&check->fault);
    check->fault = (Text){0};
    Run run = {.instance = &instance, .random = {check->salt}, .fault = &check->fault};
    bool fine = each_request(&instance, ask, &run);
    check->right += run.right;
    check->wrong += run.wrong;
    instance_close(&instance);
    return !fine;
}

int main(int argc, char **argv)
{
    bool assumptions = false;
    unsigned long count = 1000, seed = 1, first = 0;
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        assumptions = assumptions || strcmp(argv[i], "--aba") == 0;
        count = strcmp(argv[i], "--count") == 0 ? strtoul(value, NULL, 10) : count;
        seed = strcmp(argv[i], "--seed") == 0 ? strtoul(value, NULL, 10) : seed;
        first = strcmp(argv[i], "--first") == 0 ? strtoul(value, NULL, 10) : first;
    }
    Check check = {.right = 0};
    int status = 0;
    for (unsigned long i = first; status == 0 && i < first + count; i++) {
        Random random = {(uint64_t)seed << 32 ^ i};
        Draft draft;
        assumptions ? draft_framework(&random, &draft) : draft_graph(&random, &draft);
        check.salt = random.state;
        if (fails(&check, &draft)) {
            status = 1;
            printf("framework %lu of seed %lu: %s", i, seed, check.fault.bytes);
            draft_shrink(&draft, fails, &check);
            if (fails(&check, &draft)) {
                Text text = {0};
                draft_print(&draft, &text);
                printf("%s%s", text.bytes, check.fault.bytes);
                text_free(&text);
            }
        }
    }
    printf("%llu right answers, %llu wrong ones\n", (unsigned long long)check.right, (unsigned long long)check.wrong);
    text_free(&check.fault);
    return status;
}
