/* Asking frameworks: the part that an answer depends on, answers kept, certificates. */
#include "session/framework.h"

#include "base/fatal.h"

#include <stdlib.h>

/* ── The part that an answer depends on ───────────────────────────────────────────────────────────────────────────────── */

/* What a set depends on alone: whoever can reach it. Complete, grounded, preferred and ideal extensions of the whole, cut to a part that
 * nothing outside attacks, are those of the part (Baroni, Giacomin 2007: directionality). */
static bool directional(Semantics s)
{
    return s == SEMANTICS_GROUNDED || s == SEMANTICS_COMPLETE || s == SEMANTICS_PREFERRED || s == SEMANTICS_IDEAL;
}

typedef struct Cone {
    IdVec members; /* arguments, the targets first */
    Map number;    /* by argument: its place among the members */
} Cone;

static uint32_t cone_add(Cone *cone, uint32_t x)
{
    uint32_t *number = map_at(&cone->number, x);
    if (*number == NONE) {
        *number = vec_next_id(&cone->members);
        vec_push(&cone->members, x);
        return (uint32_t)cone->members.n - 1;
    }
    return *number;
}

typedef VEC(Attack) AttackVec;

/* Everything that can reach a target, and when `attacks` is not NULL the attacks among it. False: more than `most` attacks lead into
 * it, or something in it has changed after `since`, and it is not whole. */
static bool cone_find(const arguendo_framework *f, const IdVec *targets, Cone *cone, AttackVec *attacks, size_t most,
                      uint32_t since)
{
    size_t looked_at = 0;
    for (size_t i = 0; i < targets->n; i++) {
        cone_add(cone, targets->at[i]);
    }
    for (uint32_t i = 0; i < cone->members.n; i++) {
        size_t count;
        if (f->changed.at[cone->members.at[i]] > since) {
            return false;
        }
        const uint32_t *attackers = framework_attackers(f, cone->members.at[i], &count);
        looked_at += count;
        if (looked_at > most) {
            return false;
        }
        for (size_t j = 0; j < count; j++) {
            uint32_t from = cone_add(cone, attackers[j]);
            if (attacks) {
                vec_push(attacks, ((Attack){from, i}));
            }
        }
    }
    return true;
}

static void cone_free(Cone *cone)
{
    vec_free(&cone->members);
    map_free(&cone->number);
}

/* The sentences that bear on the target: bodies of rules for it, contraries of assumptions, and so on. Returns when any of them last
 * changed. */
static uint32_t flat_changed(arguendo_framework *f, uint32_t target)
{
    const Framework *flat = &f->flat;
    uint32_t atoms = flat->atoms, changed = 0;
    uint32_t *number = mem_new((size_t)atoms + 1, sizeof *number);
    uint8_t *seen = mem_zero((size_t)atoms + f->number.n + 1, 1);
    memset(number, 0xff, ((size_t)atoms + 1) * sizeof *number);
    for (uint32_t x = 0; x < f->sentence.n; x++) {
        if (!(f->sentence.at[x] & ASSUMED)) {
            number[f->sentence.at[x]] = x;
        }
    }
    IdVec queue = {0};
#define MEET(entry)                                                                                                    \
    do {                                                                                                               \
        uint32_t met = (entry), key = met & ASSUMED ? atoms + (met & ~ASSUMED) : met;                                  \
        if (!seen[key]) {                                                                                              \
            seen[key] = 1;                                                                                             \
            vec_push(&queue, met);                                                                                     \
        }                                                                                                              \
    } while (0)
    MEET(f->sentence.at[target]);
    for (size_t i = 0; i < queue.n; i++) {
        uint32_t entry = queue.at[i];
        uint32_t x = entry & ASSUMED ? f->number.at[entry & ~ASSUMED] - 1 : number[entry];
        if (x != NONE && f->changed.at[x] > changed) {
            changed = f->changed.at[x];
        }
        if (entry & ASSUMED) {
            uint32_t contrary = flat->contrary.at[entry & ~ASSUMED];
            if (contrary != NONE) {
                MEET(contrary);
            }
            continue;
        }
        for (uint32_t r = f->by_head.first[entry]; r < f->by_head.first[entry + 1]; r++) {
            uint32_t rule = f->by_head.items[r];
            for (uint32_t b = flat->body_first.at[rule]; b < flat->body_first.at[rule + 1]; b++) {
                MEET(flat->body.at[b]);
            }
        }
    }
#undef MEET
    vec_free(&queue);
    free(number);
    free(seen);
    return changed;
}

/* ── Acceptance ───────────────────────────────────────────────────────────────────────────────────────────────────────── */

static uint64_t cache_key(const Request *request, uint32_t target)
{
    return pair_key(target, (uint32_t)request->task * SEMANTICS_COUNT + (uint32_t)request->semantics);
}

static CachedAnswer *cached(arguendo_framework *f, const Request *request, const IdVec *targets)
{
    uint32_t id = targets->n == 1 ? map_find(&f->cache, cache_key(request, targets->at[0])) : NONE;
    return id == NONE ? NULL : &f->cached.at[id];
}

static void keep(arguendo_framework *f, const Request *request, const IdVec *targets, arguendo_answer answer)
{
    if (targets->n != 1 || (answer != ARGUENDO_YES && answer != ARGUENDO_NO)) {
        return;
    }
    uint32_t *id = map_at(&f->cache, cache_key(request, targets->at[0]));
    if (*id == NONE) {
        *id = vec_next_id(&f->cached);
        vec_push(&f->cached, ((CachedAnswer){0}));
    }
    f->cached.at[*id] = (CachedAnswer){answer == ARGUENDO_YES ? VERDICT_YES : VERDICT_NO, f->now};
}

/* Several targets become one: an argument after all others that stands where all of them do. It is attacked by one argument for each
 * target, which the target attacks. What is added is decided by the rest, so that extensions stay what they were. */
static uint32_t join_targets(AttackVec *attacks, const uint32_t *targets, size_t count, uint32_t *n)
{
    if (count == 1) {
        return targets[0];
    }
    uint32_t all = (*n)++;
    for (size_t i = 0; i < count; i++) {
        uint32_t doubt = (*n)++;
        vec_push(attacks, ((Attack){targets[i], doubt}));
        vec_push(attacks, ((Attack){doubt, all}));
    }
    return all;
}

/* Arguments of the answer's set: those below n, as numbers, ascending. */
static void take_certificate(arguendo_framework *f, const Reply *reply, const uint32_t *members, uint32_t n)
{
    vec_clear(&f->certificate);
    for (size_t i = 0; i < reply->set.n; i++) {
        uint32_t x = reply->set.at[i];
        if (x < n) {
            vec_push(&f->certificate, (members ? members[x] : x) + 1);
        }
    }
    f->has_certificate = reply->has_set;
}

static arguendo_answer ask_cone(arguendo_framework *f, Request *request, const IdVec *targets)
{
    Cone cone = {0};
    AttackVec attacks = {0};
    cone_find(f, targets, &cone, &attacks, SIZE_MAX, UINT32_MAX);
    uint32_t n = (uint32_t)cone.members.n;
    uint32_t *places = mem_new(targets->n, sizeof *places);
    for (uint32_t i = 0; i < targets->n; i++) {
        places[i] = map_find(&cone.number, targets->at[i]);
    }
    request->query = join_targets(&attacks, places, targets->n, &n);
    Graph graph = graph_new(n, attacks.at, attacks.n);
    Reply reply = {0};
    arguendo_answer answer = framework_solve(f, &graph, request, &reply, NULL);
    reply_free(&reply);
    graph_free(&graph);
    free(places);
    vec_free(&attacks);
    cone_free(&cone);
    return answer;
}

/* On the whole framework, with a certificate when the request wants one. */
static arguendo_answer ask_whole(arguendo_framework *f, Request *request, const IdVec *targets)
{
    const uint32_t *members;
    const Graph *graph = framework_graph(f, &members);
    Graph joined = {0};
    AttackVec attacks = {0};
    uint32_t n = graph->n;
    if (targets->n) {
        uint32_t *places = mem_new(targets->n, sizeof *places);
        for (size_t i = 0; i < targets->n; i++) {
            places[i] = framework_place(f, members, targets->at[i]);
        }
        uint32_t all = n;
        request->query = join_targets(&attacks, places, targets->n, &all);
        free(places);
        if (targets->n > 1) {
            for (uint32_t x = 0; x < n; x++) {
                for (const uint32_t *y = list_begin(&graph->out, x); y < list_end(&graph->out, x); y++) {
                    vec_push(&attacks, ((Attack){x, *y}));
                }
            }
            joined = graph_new(all, attacks.at, attacks.n);
            graph = &joined;
        }
    }
    Reply reply = {0};
    arguendo_answer answer = framework_solve(f, graph, request, &reply, NULL);
    if (answer == ARGUENDO_YES || answer == ARGUENDO_NO) {
        take_certificate(f, &reply, members, n);
    }
    reply_free(&reply);
    graph_free(&joined);
    vec_free(&attacks);
    return answer;
}

/* Attacks that are dealt with sooner than a solver is asked. */
enum { SMALL_CONE = 64 };

/* With the solver that is kept from one question to the next. ARGUENDO_UNKNOWN: it is none for that, and another way is to be taken. A framework
 * that is asked once needs no such solver. */
static arguendo_answer ask_again(arguendo_framework *f, const Request *request, const IdVec *targets)
{
    /* What is checked is checked as one argument. */
    if (f->certificates || !targets->n || (f->verify && targets->n > 1) || !f->searches++) {
        return ARGUENDO_UNKNOWN;
    }
    if (directional(request->semantics) && f->edited) {
        Cone cone = {0};
        bool small = cone_find(f, targets, &cone, NULL, SMALL_CONE, UINT32_MAX);
        cone_free(&cone);
        if (small) {
            return ARGUENDO_UNKNOWN;
        }
    }
    DynamicGraph now = {.changed = f->changed.at, .slots = f->changed.n, .now = f->now};
    now.graph = framework_graph(f, &now.slot);
    IdVec places = {0};
    for (uint32_t i = 0; i < targets->n; i++) {
        vec_push(&places, framework_place(f, now.slot, targets->at[i]));
    }
    f->dynamic = f->dynamic ? f->dynamic : dynamic_open();
    Reply reply = {.verdict = dynamic_ask(f->dynamic, &now, request, places.at, places.n)};
    Request about = *request;
    about.query = places.at[0];
    arguendo_answer answer = framework_checked(f, now.graph, &about, &reply, NULL);
    vec_free(&places);
    return answer;
}

static arguendo_answer ask_flat(arguendo_framework *f, Request *request, const IdVec *targets)
{
    Framework *flat = &f->flat;
    framework_make_flat(f);
    bool joined = targets->n > 1;
    if (joined) {
        /* A sentence of its own for the time of the call. */
        IdVec body = {0};
        for (size_t i = 0; i < targets->n; i++) {
            vec_push(&body, f->sentence.at[targets->at[i]]);
        }
        request->query = framework_add_atoms(flat, 1);
        framework_add_rule(flat, request->query, body.at, body.n);
        vec_free(&body);
    } else if (targets->n) {
        request->query = f->sentence.at[targets->at[0]];
    }
    Reply reply = {0};
    arguendo_answer answer = framework_solve(f, NULL, request, &reply, NULL);
    if (joined) {
        flat->atoms--;
        flat->head.n--;
        flat->body_first.n--;
        flat->body.n = vec_last(&flat->body_first);
    }
    if (answer == ARGUENDO_YES || answer == ARGUENDO_NO) {
        vec_clear(&f->certificate);
        vec_reserve(&f->certificate, reply.set.n);
        framework_numbers_of(f, reply.set.at, reply.set.n, f->certificate.at);
        f->certificate.n = reply.set.n;
        f->has_certificate = reply.has_set;
    }
    reply_free(&reply);
    return answer;
}

arguendo_result arguendo_framework_assume(arguendo_framework *f, unsigned argument)
{
    framework_begin(f);
    if (!framework_has(f, argument)) {
        return ARGUENDO_MISUSE;
    }
    vec_push(&f->assumed, argument - 1);
    return ARGUENDO_GOOD;
}

/* The query and what was assumed, each once. */
static bool take_targets(arguendo_framework *f, unsigned query)
{
    vec_clear(&f->last_query);
    bool good = !query || framework_has(f, query);
    if (query && good) {
        vec_push(&f->assumed, query - 1);
    }
    ids_sort(&f->assumed);
    for (size_t i = 0; good && i < f->assumed.n; i++) {
        /* What was assumed may have been removed since. */
        good = framework_has(f, f->assumed.at[i] + 1);
        if (good && (i == 0 || f->assumed.at[i - 1] != f->assumed.at[i])) {
            vec_push(&f->last_query, f->assumed.at[i]);
        }
    }
    vec_clear(&f->assumed);
    return good;
}

/* Whether a kept answer still holds. */
static bool still_holds(arguendo_framework *f, const Request *request, const IdVec *targets, CachedAnswer *answer)
{
    if (answer->since == f->now) {
        return true;
    }
    if (!directional(request->semantics)) {
        return false;
    }
    bool holds;
    if (f->assumptions) {
        framework_make_flat(f);
        holds = flat_changed(f, targets->at[0]) <= answer->since;
    } else {
        Cone cone = {0};
        holds = cone_find(f, targets, &cone, NULL, SIZE_MAX, answer->since);
        cone_free(&cone);
    }
    if (holds) {
        answer->since = f->now;
    }
    return holds;
}

arguendo_answer arguendo_framework_ask(arguendo_framework *f, const char *problem, unsigned query)
{
    framework_begin(f);
    f->has_last = f->has_certificate = false;
    Request request;
    if (!framework_read_problem(f, problem, &request) || !take_targets(f, query)) {
        return ARGUENDO_ERROR;
    }
    if (!framework_takes(f, problem, request.task != TASK_EACH, "arguendo_framework_each") ||
        !framework_takes(f, problem, request.task != TASK_COUNT, "arguendo_framework_count")) {
        return ARGUENDO_ERROR;
    }
    const IdVec *targets = &f->last_query;
    if (framework_asks_about(request.task) != (targets->n > 0)) {
        framework_misuse(f, targets->n ? "%s does not ask about an argument" : "%s needs an argument to ask about",
                         problem);
        return ARGUENDO_ERROR;
    }
    CachedAnswer *known = f->certificates ? NULL : cached(f, &request, targets);
    arguendo_answer answer;
    request.certificate = f->certificates;
    bool changed = f->edited || f->absent; /* else the whole is at hand, and solving finds the part itself */
    if (known && still_holds(f, &request, targets, known)) {
        answer = known->verdict == VERDICT_YES ? ARGUENDO_YES : ARGUENDO_NO;
    } else {
        answer = f->assumptions ? ARGUENDO_UNKNOWN : ask_again(f, &request, targets);
        answer = answer != ARGUENDO_UNKNOWN || f->message.len ? answer
                 : f->assumptions                             ? ask_flat(f, &request, targets)
                 : changed && targets->n && directional(request.semantics) && !f->certificates
                     ? ask_cone(f, &request, targets)
                     : ask_whole(f, &request, targets);
        keep(f, &request, targets, answer);
    }
    if (answer == ARGUENDO_UNKNOWN) {
        framework_say_unknown(f);
    }
    f->last = request;
    f->has_last = answer == ARGUENDO_YES || answer == ARGUENDO_NO;
    f->last_verdict = answer == ARGUENDO_YES ? VERDICT_YES : VERDICT_NO;
    return answer;
}

const unsigned *arguendo_framework_certificate(arguendo_framework *f, size_t *count)
{
    framework_begin(f);
    *count = 0;
    bool shown = f->last.task == TASK_SKEPTICAL ? f->last_verdict == VERDICT_NO : f->last_verdict == VERDICT_YES;
    if (!f->has_last || !shown) {
        return NULL;
    }
    if (!f->has_certificate) {
        Request request = f->last;
        request.certificate = true;
        request.budget = &f->budget;
        arguendo_answer answer =
            f->assumptions ? ask_flat(f, &request, &f->last_query) : ask_whole(f, &request, &f->last_query);
        if (answer == ARGUENDO_UNKNOWN) {
            framework_say_unknown(f);
            return NULL;
        }
        BUG_UNLESS(answer == ARGUENDO_ERROR || (answer == ARGUENDO_YES) == (f->last_verdict == VERDICT_YES));
    }
    if (!f->has_certificate) {
        return NULL;
    }
    *count = f->certificate.n;
    vec_reserve(&f->certificate, 1); /* an empty set has a place too */
    return f->certificate.at;
}
