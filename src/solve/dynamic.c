#include "solve/dynamic.h"

#include "solve/labelling.h"

/* Literals under one selector, about: assuming few selectors makes each call cheap, and a change should retire little. */
enum { GROUP = 1024 };
/* Retired literals that are not worth a new solver. */
enum { WASTE = 1 << 14 };
/* Past so many conflicts the searches for one hard question do better. */
enum { CONFLICTS = 20000 };

typedef struct Group {
    int selector;
    uint32_t size;
    bool retired;
} Group;

typedef VEC(int) Literals;

struct Dynamic {
    Sat *sat;
    SatBackend backend;
    const Budget *budget;
    int stable;         /* while it is true every argument encoded is in or out */
    Literals in;        /* by slot: the variable for "in the set", the next is "attacked by it"; 0: none yet */
    IdVec group, since; /* by slot: which group encodes it, or NONE, and when it did */
    IdVec own;          /* by slot: 1 when it has changed before, and so gets a group for itself */
    VEC(Group) groups;
    uint64_t live, retired; /* literals in clauses */
    Literals held;          /* what every call for this question assumes */
};

Dynamic *dynamic_open(void)
{
    return mem_zero(1, sizeof(Dynamic));
}

static void forget(Dynamic *d)
{
    sat_close(d->sat);
    vec_free(&d->in);
    vec_free(&d->group);
    vec_free(&d->since);
    vec_free(&d->own);
    vec_free(&d->groups);
    vec_free(&d->held);
    *d = (Dynamic){0};
}

void dynamic_close(Dynamic *d)
{
    if (d != NULL) {
        forget(d);
        free(d);
    }
}

/* ---- what is encoded ---- */

static void begin(Dynamic *d, const DynamicGraph *now, const Request *request)
{
    bool other = d->backend != request->backend || d->budget != request->budget;
    if (d->sat != NULL && (other || d->retired > d->live + WASTE)) {
        forget(d);
    }
    if (d->sat == NULL) {
        d->backend = request->backend;
        d->budget = request->budget;
        d->sat = sat_open(d->backend, d->budget);
        d->stable = sat_new(d->sat, 1);
    }
    while (d->in.n < now->slots) {
        vec_push(&d->in, 0);
        vec_push(&d->group, NONE);
        vec_push(&d->since, 0);
        vec_push(&d->own, 0);
    }
}

static void retire(Dynamic *d, Group *group)
{
    if (!group->retired) {
        group->retired = true;
        sat_clause1(d->sat, -group->selector);
        d->live -= group->size;
        d->retired += group->size;
    }
}

/* Also those outside the question: their old clauses must not bind what they share with it. */
static void retire_changed(Dynamic *d, const DynamicGraph *now)
{
    for (uint32_t x = 0; x < now->slots; x++) {
        if (d->group.at[x] != NONE && now->changed[x] > d->since.at[x]) {
            retire(d, &d->groups.at[d->group.at[x]]);
            d->own.at[x] = 1;
            d->group.at[x] = NONE;
        }
    }
}

static bool is_encoded(const Dynamic *d, uint32_t slot)
{
    return d->group.at[slot] != NONE && !d->groups.at[d->group.at[slot]].retired;
}

static uint32_t slot_of(const DynamicGraph *now, uint32_t x)
{
    return now->slot ? now->slot[x] : x;
}

/* The variable for x being in the set. */
static int in_of(Dynamic *d, uint32_t slot)
{
    if (!d->in.at[slot]) {
        int in = sat_new(d->sat, 2);
        d->in.at[slot] = in;
        sat_clause2(d->sat, -in, -(in + 1));
        sat_clause3(d->sat, -d->stable, in, in + 1);
    }
    return d->in.at[slot];
}

static uint32_t new_group(Dynamic *d)
{
    uint32_t id = vec_next_id(&d->groups);
    vec_push(&d->groups, ((Group){.selector = sat_new(d->sat, 1)}));
    return id;
}

/* In needs each attacker out, and out an attacker in. */
static void encode_argument(Dynamic *d, const DynamicGraph *now, uint32_t x, uint32_t id)
{
    const uint32_t *begin = list_begin(&now->graph->in, x), *end = list_end(&now->graph->in, x);
    uint32_t slot = slot_of(now, x);
    int in = in_of(d, slot), selector = d->groups.at[id].selector;
    for (const uint32_t *y = begin; y < end; y++) {
        sat_clause3(d->sat, -selector, -in, in_of(d, slot_of(now, *y)) + 1);
    }
    sat_add(d->sat, -selector);
    sat_add(d->sat, -(in + 1));
    for (const uint32_t *y = begin; y < end; y++) {
        sat_add(d->sat, d->in.at[slot_of(now, *y)]);
    }
    sat_add(d->sat, 0);
    uint32_t size = 4 * (uint32_t)(end - begin) + 2;
    d->groups.at[id].size += size;
    d->live += size;
    d->group.at[slot] = id;
    d->since.at[slot] = now->now;
}

/* Encodes what is missing of the domain, and holds what its arguments need. A model then gives an admissible set of the open
 * arguments: attackers that are out are never in; the grounded labels and nothing else satisfy whatever else is switched on. */
static void hold_domain(Dynamic *d, const DynamicGraph *now, const Labelling *labels, const IdVec *domain)
{
    uint32_t shared = NONE;
    for (size_t i = 0; i < domain->n; i++) {
        uint32_t x = domain->at[i], slot = slot_of(now, x);
        if (is_encoded(d, slot)) {
            continue;
        }
        if (!d->own.at[slot] && (shared == NONE || d->groups.at[shared].size >= GROUP)) {
            shared = new_group(d);
        }
        encode_argument(d, now, x, d->own.at[slot] ? new_group(d) : shared);
    }
    uint8_t *seen = mem_zero(d->groups.n + 1, 1), *outside = mem_zero((size_t)now->graph->n + 1, 1);
    for (size_t i = 0; i < domain->n; i++) {
        uint32_t x = domain->at[i], id = d->group.at[slot_of(now, x)];
        if (!seen[id]) {
            seen[id] = 1;
            vec_push(&d->held, d->groups.at[id].selector);
        }
        for (const uint32_t *y = list_begin(&now->graph->in, x), *end = list_end(&now->graph->in, x); y < end; y++) {
            if (labels->label[*y] == ARG_OUT && !outside[*y]) {
                outside[*y] = 1;
                vec_push(&d->held, -d->in.at[slot_of(now, *y)]);
            }
        }
    }
    free(seen);
    free(outside);
}

/* ---- questions ---- */

/* What was held, and `count` more. */
static SatAnswer call(Dynamic *d, const int *more, size_t count)
{
    for (size_t i = 0; i < d->held.n; i++) {
        sat_assume(d->sat, d->held.at[i]);
    }
    for (size_t i = 0; i < count; i++) {
        sat_assume(d->sat, more[i]);
    }
    return sat_try(d->sat, CONFLICTS);
}

static Verdict verdict_of(SatAnswer answer, bool skeptical)
{
    return answer == SAT_UNKNOWN ? VERDICT_UNKNOWN : (answer == SAT_YES) != skeptical ? VERDICT_YES : VERDICT_NO;
}

/* Whether every stable set holds all targets. */
static Verdict skeptical(Dynamic *d, const DynamicGraph *now, const Labelling *labels, const uint32_t *targets,
                         size_t count)
{
    Verdict all = VERDICT_YES;
    for (size_t i = 0; i < count && all != VERDICT_NO; i++) {
        uint8_t label = labels->label[targets[i]];
        int lacking = label == ARG_OPEN ? -d->in.at[slot_of(now, targets[i])] : 0;
        Verdict one = label == ARG_IN ? VERDICT_YES : verdict_of(call(d, &lacking, lacking ? 1 : 0), true);
        all = one == VERDICT_YES ? all : one;
    }
    return all;
}

static Verdict credulous(Dynamic *d, const DynamicGraph *now, const Labelling *labels, bool stable,
                         const uint32_t *targets, size_t count)
{
    Literals open = {0};
    bool refuted = false;
    for (size_t i = 0; i < count; i++) {
        uint8_t label = labels->label[targets[i]];
        refuted |= label == ARG_OUT;
        if (label == ARG_OPEN) {
            vec_push(&open, d->in.at[slot_of(now, targets[i])]);
        }
    }
    Verdict verdict = refuted            ? VERDICT_NO
                      : open.n || stable ? verdict_of(call(d, open.at, open.n), false)
                                         : VERDICT_YES;
    vec_free(&open);
    return verdict;
}

Verdict dynamic_ask(Dynamic *d, const DynamicGraph *now, const Request *request, const uint32_t *targets, size_t count)
{
    bool stable = request->semantics == SEMANTICS_STABLE, preferred = request->semantics == SEMANTICS_PREFERRED;
    bool asks_some = request->task == TASK_CREDULOUS, asks_every = request->task == TASK_SKEPTICAL;
    bool ours = asks_some ? stable || preferred || request->semantics == SEMANTICS_COMPLETE : asks_every && stable;
    if (!ours || budget_spent(request->budget)) {
        return VERDICT_UNKNOWN;
    }
    Labelling labels = labelling_grounded(now->graph);
    IdVec domain = {0};
    if (stable) {
        labelling_open(&labels, &domain);
    } else {
        labelling_cone(&labels, targets, count, &domain);
    }
    begin(d, now, request);
    retire_changed(d, now);
    hold_domain(d, now, &labels, &domain);
    vec_push(&d->held, stable ? d->stable : -d->stable);
    Verdict verdict =
        asks_some ? credulous(d, now, &labels, stable, targets, count) : skeptical(d, now, &labels, targets, count);
    vec_clear(&d->held);
    vec_free(&domain);
    labelling_free(&labels);
    return verdict;
}
