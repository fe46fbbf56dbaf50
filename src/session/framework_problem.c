/* Problems of frameworks by name; one solved, its answer checked. */
#include "session/framework.h"

#include <stdlib.h>

static const struct {
    const char *word;
    bool graphs, assumptions;
} semantics[] = {
#define SEMANTICS(id, word, name, graphs, assumptions) {word, graphs, assumptions},
#include "solve/problems.def"
#undef SEMANTICS
};

static const struct {
    const char *word;
    bool query;
} tasks[] = {
#define TASK(id, word, help, query) {word, query},
#include "solve/problems.def"
#undef TASK
};

void framework_list_problems(arguendo_framework *f)
{
    f->out.len = 0;
    for (int s = 0; s < SEMANTICS_COUNT; s++) {
        for (int t = 0; t < TASK_COUNT_; t++) {
            if (f->assumptions ? semantics[s].assumptions : semantics[s].graphs) {
                text_format(&f->out, "%s%s-%s", f->out.len ? "," : "[", tasks[t].word, semantics[s].word);
            }
        }
    }
    text_add_char(&f->out, ']');
}

/* "SE, DC, … with one of GR, CO, …", for messages. */
static const char *what_there_is(arguendo_framework *f)
{
    f->out.len = 0;
    for (int t = 0; t < TASK_COUNT_; t++) {
        text_format(&f->out, "%s%s", t ? ", " : "", tasks[t].word);
    }
    text_format(&f->out, " with");
    for (int s = 0; s < SEMANTICS_COUNT; s++) {
        if (f->assumptions ? semantics[s].assumptions : semantics[s].graphs) {
            text_format(&f->out, "%s -%s", s ? "," : "", semantics[s].word);
        }
    }
    return f->out.bytes;
}

bool framework_asks_about(Task task)
{
    return tasks[task].query;
}

bool framework_read_problem(arguendo_framework *f, const char *problem, Request *request)
{
    const char *dash = strchr(problem, '-');
    size_t length = dash ? (size_t)(dash - problem) : 0;
    int task = -1, kind = -1;
    for (int t = 0; dash && t < TASK_COUNT_; t++) {
        task = str_equal((Str){problem, length}, str_of(tasks[t].word)) ? t : task;
    }
    for (int s = 0; dash && s < SEMANTICS_COUNT; s++) {
        kind = strcmp(dash + 1, semantics[s].word) == 0 ? s : kind;
    }
    if (task < 0 || kind < 0) {
        framework_misuse(f, "there is no problem `%s`; there are %s", problem, what_there_is(f));
        return false;
    }
    if (f->assumptions && !semantics[kind].assumptions) {
        framework_misuse(f, "%s is not asked of frameworks with assumptions; there are %s", problem, what_there_is(f));
        return false;
    }
    *request = (Request){
        .task = (Task)task, .semantics = (Semantics)kind, .query = NONE, .backend = f->backend, .budget = &f->budget};
    return true;
}

bool framework_takes(arguendo_framework *f, const char *problem, bool wanted, const char *instead)
{
    if (!wanted) {
        framework_misuse(f, "%s is asked by %s", problem, instead);
    }
    return wanted;
}

void framework_say_unknown(arguendo_framework *f)
{
    if (f->message.len) {
        return; /* an answer that failed its check */
    }
    bool interrupted = f->budget.interrupted && *f->budget.interrupted;
    text_format(&f->message, "arguendo: %s; the answer is unknown\n",
                interrupted ? "interrupted" : "the time was over before the answer was found");
}

arguendo_answer framework_checked(arguendo_framework *f, const Graph *graph, const Request *request, const Reply *reply,
                                  const SetList *each)
{
    const char *why = NULL;
    if (reply->verdict == VERDICT_UNKNOWN) {
        return ARGUENDO_UNKNOWN;
    }
    VerifyResult result = !f->verify ? VERIFY_HOLDS
                          : graph    ? verify_graph(graph, request, reply, each, &why)
                                     : verify_assumptions(&f->flat, request, reply, each, &why);
    if (result == VERIFY_FAILS) {
        text_format(&f->message,
                    "arguendo: this is a mistake in the program: the answer it found fails the check from the "
                    "definitions (%s).\nNo answer is given; please report the framework and the question.\n",
                    why ? why : "no reason given");
        return ARGUENDO_UNKNOWN;
    }
    if (result == VERIFY_UNCHECKED) {
        text_format(&f->message, "arguendo: the answer could not be checked%s%s\n", why ? ": " : "", why ? why : "");
    }
    return reply->verdict == VERDICT_YES ? ARGUENDO_YES : ARGUENDO_NO;
}

arguendo_answer framework_solve(arguendo_framework *f, const Graph *graph, const Request *request, Reply *reply,
                                const SetList *each)
{
    if (graph) {
        graph_solve(graph, request, reply);
    } else {
        assumptions_solve(&f->flat, request, reply);
    }
    return framework_checked(f, graph, request, reply, each);
}

static int by_number(const void *a, const void *b)
{
    unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
    return (x > y) - (x < y);
}

void framework_numbers_of(const arguendo_framework *f, const uint32_t *assumptions, size_t count, unsigned *numbers)
{
    for (size_t i = 0; i < count; i++) {
        numbers[i] = f->number.at[assumptions[i]];
    }
    if (count) {
        qsort(numbers, count, sizeof *numbers, by_number);
    }
}
