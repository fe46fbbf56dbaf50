/* Enumerating and counting the extensions of frameworks. */
#include "session/framework.h"

typedef struct Listing {
    arguendo_framework *f;
    const uint32_t *members;
    int (*each)(void *context, const unsigned *members, size_t count);
    void *context;
    VEC(unsigned) numbers;
    SetList *kept; /* when they are checked first */
    bool ended;    /* by the caller */
} Listing;

static bool give(void *context, const uint32_t *members, size_t count)
{
    Listing *l = context;
    vec_reserve(&l->numbers, count + 1);
    if (l->f->assumptions) {
        framework_numbers_of(l->f, members, count, l->numbers.at);
    } else {
        for (size_t i = 0; i < count; i++) {
            l->numbers.at[i] = (l->members ? l->members[members[i]] : members[i]) + 1;
        }
    }
    l->ended = !l->each(l->context, l->numbers.at, count);
    return !l->ended;
}

static bool keep_set(void *context, const uint32_t *members, size_t count)
{
    Listing *l = context;
    set_list_add(l->kept, members, count);
    return true;
}

arguendo_answer arguendo_framework_each(arguendo_framework *f, const char *problem,
                                        int (*each)(void *context, const unsigned *members, size_t count), void *context)
{
    framework_begin(f);
    Request request;
    if (!framework_read_problem(f, problem, &request) ||
        !framework_takes(f, problem, request.task == TASK_EACH, "arguendo_framework_ask or arguendo_framework_count")) {
        return ARGUENDO_ERROR;
    }
    SetList kept = {0};
    Listing listing = {.f = f, .each = each, .context = context, .kept = &kept};
    request.each = f->verify ? keep_set : give;
    request.context = &listing;
    const Graph *graph = NULL;
    if (f->assumptions) {
        framework_make_flat(f);
    } else {
        graph = framework_graph(f, &listing.members);
    }
    Reply reply = {0};
    arguendo_answer answer = framework_solve(f, graph, &request, &reply, f->verify ? &kept : NULL);
    if (f->verify && answer == ARGUENDO_YES) {
        for (size_t i = 0; i < kept.first.n && !listing.ended; i++) {
            size_t start = kept.first.at[i], end = i + 1 < kept.first.n ? kept.first.at[i + 1] : kept.members.n;
            give(&listing, end > start ? kept.members.at + start : NULL, end - start);
        }
        answer = listing.ended ? ARGUENDO_UNKNOWN : answer;
    }
    if (answer == ARGUENDO_UNKNOWN && !listing.ended) {
        framework_say_unknown(f);
    }
    reply_free(&reply);
    set_list_free(&kept);
    vec_free(&listing.numbers);
    return answer;
}

arguendo_answer arguendo_framework_count(arguendo_framework *f, const char *problem, const char **number)
{
    *number = "";
    framework_begin(f);
    Request request;
    if (!framework_read_problem(f, problem, &request) ||
        !framework_takes(f, problem, request.task == TASK_COUNT, "arguendo_framework_ask or arguendo_framework_each")) {
        return ARGUENDO_ERROR;
    }
    const Graph *graph = NULL;
    const uint32_t *members;
    if (f->assumptions) {
        framework_make_flat(f);
    } else {
        graph = framework_graph(f, &members);
    }
    Reply reply = {0};
    arguendo_answer answer = framework_solve(f, graph, &request, &reply, NULL);
    f->out.len = 0;
    if (answer == ARGUENDO_UNKNOWN) {
        framework_say_unknown(f);
    } else if (reply.count) {
        text_add(&f->out, str_of(reply.count));
        *number = f->out.bytes;
        answer = ARGUENDO_YES;
    }
    reply_free(&reply);
    return answer;
}
