#include "answers.h"

#include <stdio.h>

typedef struct Offer {
    const char *word;
    bool graphs, assumptions;
} Offer;

static const Offer semantics_table[] = {
#define SEMANTICS(id, word, name, graphs, assumptions) {word, graphs, assumptions},
#include "solve/problems.def"
#undef SEMANTICS
};

typedef struct TaskRow {
    const char *word;
    bool query;
} TaskRow;

static const TaskRow task_table[] = {
#define TASK(id, word, help, query) {word, query},
#include "solve/problems.def"
#undef TASK
};

void instance_open(const Draft *draft, Instance *out)
{
    memset(out, 0, sizeof *out);
    out->assumptions = draft->assumptions;
    if (draft->assumptions) {
        out->framework = draft_to_framework(draft);
        brute_framework(&out->framework, &out->brute);
    } else {
        out->graph = draft_to_graph(draft);
        brute_graph(&out->graph, &out->brute);
    }
}

void instance_close(Instance *instance)
{
    if (instance->assumptions) {
        framework_free(&instance->framework);
    } else {
        graph_free(&instance->graph);
    }
}

void request_print(const Instance *instance, const Request *request, Text *text)
{
    text_format(text, "%s-%s", task_table[request->task].word, semantics_table[request->semantics].word);
    if (task_table[request->task].query) {
        bool atom = instance->assumptions && !(request->query & ASSUMED);
        text_format(text, " -a %u", (request->query & ~ASSUMED) + 1 + (atom ? instance->brute.n : 0));
    }
    text_format(text, "%s%s", request->certificate ? ", with certificate" : "",
                request->backend == SAT_PICOSAT ? ", PicoSAT" : "");
}

static bool each_query(const Instance *instance, Request request, bool (*ask)(void *context, Request *request),
                       void *context)
{
    uint32_t atoms = instance->assumptions ? instance->framework.atoms : 0;
    for (uint32_t i = 0; i < atoms + instance->brute.n; i++) {
        Request one = request;
        one.query = i < atoms ? i : (instance->assumptions ? ASSUMED : 0) | (i - atoms);
        if (!ask(context, &one)) {
            return false;
        }
    }
    return true;
}

bool each_request(const Instance *instance, bool (*ask)(void *context, Request *request), void *context)
{
    for (uint32_t s = 0; s < SEMANTICS_COUNT; s++) {
        if (!(instance->assumptions ? semantics_table[s].assumptions : semantics_table[s].graphs)) {
            continue;
        }
        for (uint32_t t = 0; t < TASK_COUNT_; t++) {
            Request request = {.task = (Task)t, .semantics = (Semantics)s};
            if (!(task_table[t].query ? each_query(instance, request, ask, context) : ask(context, &request))) {
                return false;
            }
        }
    }
    return true;
}

bool members_to_mask(const Instance *instance, const uint32_t *members, size_t count, uint32_t *mask)
{
    *mask = 0;
    for (size_t i = 0; i < count; i++) {
        if (members[i] >= instance->brute.n || (i > 0 && members[i - 1] >= members[i])) {
            return false;
        }
        *mask |= 1u << members[i];
    }
    return true;
}

void mask_to_members(uint32_t mask, IdVec *members)
{
    vec_clear(members);
    for (uint32_t x = 0; mask >> x; x++) {
        if (mask >> x & 1) {
            vec_push(members, x);
        }
    }
}

/* YES or NO by brute force to SE, DC and DS. */
static Verdict verdict_of(const Instance *instance, const Request *request)
{
    const Brute *brute = &instance->brute;
    bool some = false, all = true;
    for (uint32_t a = 0; a < 1u << brute->n; a++) {
        if (brute->is[request->semantics][a]) {
            bool accepts = request->task == TASK_SOME || brute_accepts(brute, instance->assumptions, a, request->query);
            some = some || accepts;
            all = all && accepts;
        }
    }
    return (request->task == TASK_SKEPTICAL ? all : some) ? VERDICT_YES : VERDICT_NO;
}

static const char *set_fault(const Instance *instance, const Request *request, const Reply *reply)
{
    uint32_t mask;
    if (!members_to_mask(instance, reply->set.at, reply->set.n, &mask)) {
        return "the members of the set are unsorted or out of range";
    }
    if (!instance->brute.is[request->semantics][mask]) {
        return "the set is no such extension";
    }
    bool accepts =
        request->task != TASK_SOME && brute_accepts(&instance->brute, instance->assumptions, mask, request->query);
    if (request->task == TASK_CREDULOUS && !accepts) {
        return "the set does not accept the query";
    }
    return request->task == TASK_SKEPTICAL && accepts ? "the set accepts the query" : NULL;
}

static const char *each_fault(const Instance *instance, const Request *request, const Masks *each)
{
    bool seen[BRUTE_SETS] = {false};
    for (uint32_t i = 0; i < each->n; i++) {
        if (!instance->brute.is[request->semantics][each->at[i]]) {
            return "a set given is no such extension";
        }
        if (seen[each->at[i]]) {
            return "an extension was given twice";
        }
        seen[each->at[i]] = true;
    }
    if (each->bad) {
        return "the members of a set are unsorted or out of range, or there are far too many sets";
    }
    return each->n != brute_count(&instance->brute, request->semantics) ? "an extension is missing" : NULL;
}

const char *reply_fault(const Instance *instance, const Request *request, const Reply *reply, const Masks *each)
{
    if (reply->verdict == VERDICT_UNKNOWN) {
        return "unknown";
    }
    if (request->task == TASK_EACH) {
        return reply->verdict == VERDICT_YES ? each_fault(instance, request, each) : "EE was not answered by YES";
    }
    if (request->task == TASK_COUNT) {
        char count[16];
        snprintf(count, sizeof count, "%u", brute_count(&instance->brute, request->semantics));
        return reply->verdict != VERDICT_YES || reply->count == NULL ? "CE was not answered"
               : strcmp(reply->count, count) != 0                    ? "the number is wrong"
                                                                     : NULL;
    }
    if (reply->verdict != verdict_of(instance, request)) {
        return reply->verdict == VERDICT_YES ? "YES should be NO" : "NO should be YES";
    }
    bool shows = (request->task == TASK_SKEPTICAL) == (reply->verdict == VERDICT_NO);
    if (reply->has_set && !shows) {
        return "a set where none is to be shown";
    }
    if (!reply->has_set && shows && (request->certificate || request->task == TASK_SOME)) {
        return "the set is missing";
    }
    return reply->has_set ? set_fault(instance, request, reply) : NULL;
}
