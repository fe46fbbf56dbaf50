/* Which method answers which problem on a Dung framework. What the grounded labelling decides needs no search, and of the rest
 * only what bears on the question is looked at. */
#include "solve/problem.h"

#include "base/fatal.h"
#include "framework/components.h"
#include "solve/each.h"
#include "solve/hybrid.h"
#include "solve/ideal.h"
#include "solve/preferred.h"
#include "solve/range.h"
#include "solve/stable.h"

typedef struct Problem {
    const Graph *graph;
    const Request *request;
    Reply *reply;
    Search search;
    Labelling labelling; /* what the semantics takes for granted; the rest is open */
} Problem;

static void answer(Problem *p, Verdict verdict)
{
    p->reply->verdict = p->search.cut ? VERDICT_UNKNOWN : verdict;
}

/* The set shows the answer: what is in, now that everything is labelled. */
static void show(Problem *p, const Labelling *labelling)
{
    p->reply->has_set = true;
    labelling_accepted(labelling, &p->reply->set);
}

static bool asks_inside(const Problem *p)
{
    return p->request->task == TASK_CREDULOUS;
}

/* The answer when an extension of the kind asked for was found (DC: with the query, DS: without), or when there is none. */
static Verdict found(const Problem *p, bool yes)
{
    return yes == (p->request->task != TASK_SKEPTICAL) ? VERDICT_YES : VERDICT_NO;
}

/* ---- semantics with one extension ---- */

/* The labelling has become the extension. */
static void single(Problem *p)
{
    const Request *request = p->request;
    bool inside = request->task != TASK_EACH && request->task != TASK_COUNT && request->task != TASK_SOME &&
                  p->labelling.label[request->query] == ARG_IN;
    switch (request->task) {
    case TASK_SOME:
        show(p, &p->labelling);
        answer(p, VERDICT_YES);
        break;
    case TASK_CREDULOUS:
    case TASK_SKEPTICAL:
        answer(p, inside ? VERDICT_YES : VERDICT_NO);
        if (request->certificate && inside == (request->task == TASK_CREDULOUS)) {
            show(p, &p->labelling);
        }
        break;
    case TASK_EACH: {
        IdVec set = {0};
        labelling_accepted(&p->labelling, &set);
        answer(p, request->each(request->context, set.at, set.n) ? VERDICT_YES : VERDICT_UNKNOWN);
        vec_free(&set);
        break;
    }
    default:
        p->reply->count = mem_zero(2, 1);
        p->reply->count[0] = '1';
        answer(p, VERDICT_YES);
    }
}

/* ---- complete and preferred ---- */

/* Only what attacks the query, and what attacks that, bears on it. */
static void narrow(Labelling *labelling, uint32_t query)
{
    IdVec cone = {0};
    labelling_cone(labelling, &query, 1, &cone);
    uint8_t *inside = mem_zero(labelling->graph->n, 1);
    for (size_t i = 0; i < cone.n; i++) {
        inside[cone.at[i]] = 1;
    }
    for (uint32_t x = 0; x < labelling->graph->n; x++) {
        if (labelling->label[x] == ARG_OPEN && !inside[x]) {
            labelling->label[x] = ARG_UNDECIDED; /* bars nothing: none of it attacks the cone */
        }
    }
    free(inside);
    vec_free(&cone);
}

/* An admissible set with the query, of its cone. */
static SatAnswer admissible_with(Problem *p, uint32_t query, IdVec *set)
{
    IdVec cone = {0};
    labelling_cone(&p->labelling, &query, 1, &cone);
    uint32_t *number = graph_numbers(p->graph), at = 0;
    Graph part = graph_part(p->graph, cone.at, (uint32_t)cone.n, number);
    while (cone.at[at] != query) {
        at++;
    }
    SatAnswer reply = hybrid_find(&p->search, &part, NULL, COVER_ADMISSIBLE, at, true, set);
    for (size_t i = 0; reply == SAT_YES && i < set->n; i++) {
        set->at[i] = cone.at[set->at[i]];
    }
    graph_free(&part);
    free(number);
    vec_free(&cone);
    return reply;
}

/* Shows a complete (preferred) extension that holds the admissible set. */
static void show_above(Problem *p, const IdVec *set)
{
    if (!p->request->certificate) {
        return;
    }
    labelling_accept(&p->labelling, set->at, set->n);
    if (p->request->semantics == SEMANTICS_COMPLETE || preferred_extend(&p->search, &p->labelling, EFFORT_FULL)) {
        show(p, &p->labelling);
    }
}

static void credulous(Problem *p)
{
    uint32_t query = p->request->query;
    IdVec set = {0};
    uint8_t label = p->labelling.label[query];
    SatAnswer reply = label == ARG_IN ? SAT_YES : label == ARG_OUT ? SAT_NO : admissible_with(p, query, &set);
    answer(p, reply == SAT_YES ? VERDICT_YES : VERDICT_NO);
    if (reply == SAT_YES) {
        show_above(p, &set);
    }
    vec_free(&set);
}

static void skeptical_preferred(Problem *p)
{
    uint32_t query = p->request->query;
    uint8_t label = p->labelling.label[query];
    if (label == ARG_IN) {
        answer(p, VERDICT_YES);
        return;
    }
    IdVec set = {0};
    Verdict verdict = VERDICT_NO;
    if (label == ARG_OPEN) {
        /* Any preferred extension of the cone may lack it; finding one costs little. */
        Labelling cone = labelling_copy(&p->labelling);
        narrow(&cone, query);
        if (preferred_extend(&p->search, &cone, EFFORT_FULL) && cone.label[query] != ARG_IN) {
            for (uint32_t x = 0; x < p->graph->n; x++) {
                if (cone.label[x] == ARG_IN && p->labelling.label[x] == ARG_OPEN) {
                    vec_push(&set, x);
                }
            }
        } else if (!p->search.cut) {
            verdict = preferred_skeptical(&p->search, &p->labelling, query, &set);
        }
        labelling_free(&cone);
    }
    answer(p, verdict);
    if (p->reply->verdict == VERDICT_NO) {
        show_above(p, &set);
    }
    vec_free(&set);
}

/* ---- stable, semi-stable, stage ---- */

static SatAnswer find_in_part(Problem *p, const Graph *part, uint32_t query, IdVec *set)
{
    switch (p->request->semantics) {
    case SEMANTICS_STABLE:
        return stable_find(&p->search, part, query, asks_inside(p), set);
    case SEMANTICS_SEMI_STABLE:
        return range_find(&p->search, part, BASE_ADMISSIBLE, query, asks_inside(p), set);
    default:
        return range_find(&p->search, part, BASE_CONFLICT_FREE, query, asks_inside(p), set);
    }
}

/* Accepts an extension of one weakly connected component. False: there is none. */
static bool accept_part(Problem *p, const uint32_t *members, uint32_t count, uint32_t query, uint32_t *number)
{
    Graph part = graph_part(p->graph, members, count, number);
    IdVec set = {0};
    uint32_t at = NONE;
    for (uint32_t i = 0; query != NONE && i < count; i++) {
        at = members[i] == query ? i : at;
    }
    bool yes = find_in_part(p, &part, at, &set) == SAT_YES;
    for (uint32_t i = 0, next = 0; yes && i < count; i++) {
        bool inside = next < set.n && set.at[next] == i;
        next += inside;
        /* Labels, not propagation: a stage extension may leave out what nothing attacks. */
        p->labelling.label[members[i]] = inside ? ARG_IN : ARG_UNDECIDED;
    }
    vec_free(&set);
    graph_free(&part);
    return yes;
}

/* A preferred extension that leaves nothing undecided is stable, and cheap where components are small. */
static bool luck(Problem *p)
{
    Labelling extension = labelling_copy(&p->labelling);
    bool stable = preferred_extend(&p->search, &extension, EFFORT_LITTLE);
    for (uint32_t x = 0; stable && x < p->graph->n; x++) {
        stable = extension.label[x] != ARG_UNDECIDED;
    }
    if (stable) {
        show(p, &extension);
    }
    labelling_free(&extension);
    return stable;
}

/* Component by component, the query's first: where it has none of the kind, the others need not be looked at. */
static void by_components(Problem *p, uint32_t query)
{
    bool stable = p->request->semantics == SEMANTICS_STABLE, wanted = p->request->certificate || query == NONE;
    IdVec members = {0}, starts = {0};
    weak_components(p->graph, p->labelling.label, &members, &starts);
    vec_push(&starts, vec_next_id(&members));
    uint32_t *number = graph_numbers(p->graph);
    bool yes = true;
    if (query != NONE) {
        for (size_t i = 0; i + 1 < starts.n; i++) {
            for (uint32_t j = starts.at[i]; j < starts.at[i + 1]; j++) {
                if (members.at[j] == query) {
                    yes = accept_part(p, members.at + starts.at[i], starts.at[i + 1] - starts.at[i], query, number);
                    i = starts.n;
                    break;
                }
            }
        }
        answer(p, found(p, yes));
    }
    for (size_t i = 0; yes && (stable || wanted) && i + 1 < starts.n; i++) {
        if (p->labelling.label[members.at[starts.at[i]]] == ARG_OPEN) {
            yes = accept_part(p, members.at + starts.at[i], starts.at[i + 1] - starts.at[i], NONE, number);
        }
    }
    if (stable || query == NONE) {
        answer(p, found(p, yes));
    }
    if (yes && wanted) {
        show(p, &p->labelling);
    }
    free(number);
    vec_free(&members);
    vec_free(&starts);
}

static void ranged(Problem *p)
{
    uint32_t query = p->request->query;
    bool stable = p->request->semantics == SEMANTICS_STABLE;
    if (p->request->task != TASK_SOME) {
        uint8_t label = p->labelling.label[query];
        bool possible = label == ARG_OPEN || (label == ARG_IN) == asks_inside(p);
        if (!possible) {
            answer(p, found(p, false));
            return;
        }
        if (label == ARG_OPEN || !(stable || p->request->certificate)) {
            if (label == ARG_OPEN) {
                by_components(p, query);
            } else {
                answer(p, found(p, true));
            }
            return;
        }
    }
    /* Any extension shows it. */
    if (p->request->semantics != SEMANTICS_STAGE && luck(p)) {
        answer(p, found(p, true));
        return;
    }
    if (!p->search.cut) {
        by_components(p, NONE);
    }
    answer(p, p->reply->verdict);
}

/* ---- the door ---- */

static void enumerate(Problem *p)
{
    const Request *request = p->request;
    if (request->task == TASK_COUNT) {
        p->reply->count = count_extensions(&p->search, &p->labelling, request->semantics);
        answer(p, p->reply->count ? VERDICT_YES : VERDICT_UNKNOWN);
    } else {
        bool all = each_extension(&p->search, &p->labelling, request->semantics, request->each, request->context);
        answer(p, all ? VERDICT_YES : VERDICT_UNKNOWN);
    }
}

static void plural(Problem *p)
{
    const Request *request = p->request;
    bool admissible = request->semantics == SEMANTICS_COMPLETE || request->semantics == SEMANTICS_PREFERRED;
    if (request->task == TASK_EACH || request->task == TASK_COUNT) {
        enumerate(p);
    } else if (!admissible) {
        ranged(p);
    } else if (request->task == TASK_CREDULOUS) {
        credulous(p);
    } else if (request->task == TASK_SKEPTICAL) {
        skeptical_preferred(p);
    } else {
        bool done = preferred_extend(&p->search, &p->labelling, EFFORT_FULL);
        answer(p, done ? VERDICT_YES : VERDICT_UNKNOWN);
        if (done) {
            show(p, &p->labelling);
        }
    }
}

void graph_solve(const Graph *graph, const Request *request, Reply *reply)
{
    *reply = (Reply){.verdict = VERDICT_UNKNOWN};
    Problem p = {.graph = graph, .request = request, .reply = reply};
    p.search = (Search){.backend = request->backend, .budget = request->budget};
    bool grounded =
        request->semantics == SEMANTICS_GROUNDED ||
        (request->semantics == SEMANTICS_COMPLETE && (request->task == TASK_SOME || request->task == TASK_SKEPTICAL));
    /* A stage extension need not hold the grounded one. */
    p.labelling = request->semantics == SEMANTICS_STAGE ? labelling_all_open(graph) : labelling_grounded(graph);
    if (search_over(&p.search)) {
        reply->verdict = VERDICT_UNKNOWN;
    } else if (grounded) {
        single(&p);
    } else if (request->semantics == SEMANTICS_IDEAL) {
        if (request->task == TASK_CREDULOUS || request->task == TASK_SKEPTICAL) {
            if (!request->certificate) {
                narrow(&p.labelling, request->query);
            }
        }
        if (ideal_extend(&p.search, &p.labelling)) {
            single(&p);
        }
    } else {
        plural(&p);
    }
    if (p.search.cut) {
        reply->verdict = VERDICT_UNKNOWN;
        reply->has_set = false;
        vec_clear(&reply->set);
    }
    labelling_free(&p.labelling);
}

void reply_free(Reply *reply)
{
    vec_free(&reply->set);
    free(reply->count);
    *reply = (Reply){0};
}
