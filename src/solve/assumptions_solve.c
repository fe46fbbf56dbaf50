/* Which method answers which problem on a flat assumption-based framework. What the grounded set decides needs no search. */
#include "solve/problem.h"

#include "base/fatal.h"
#include "solve/accept.h"
#include "solve/assumptions_each.h"
#include "solve/assumptions_ideal.h"
#include "solve/assumptions_preferred.h"
#include "solve/assumptions_stable.h"

typedef struct Problem {
    const Framework *framework;
    const Request *request;
    Reply *reply;
    Search search;
    Grounded grounded;
    IdVec always; /* the grounded set */
} Problem;

static void answer(Problem *p, Verdict verdict)
{
    p->reply->verdict = verdict;
}

static void show(Problem *p, const IdVec *set)
{
    p->reply->has_set = true;
    vec_clear(&p->reply->set);
    vec_append(&p->reply->set, set->at, set->n);
}

static uint8_t query_label(const Problem *p)
{
    uint32_t query = p->request->query, id = query & ~ASSUMED;
    BUG_UNLESS(id < (query & ASSUMED ? p->framework->contrary.n : p->framework->atoms));
    return query & ASSUMED ? p->grounded.assumption[id] : p->grounded.atom[id];
}

/* The grounded set and the members of the reduct's set, in the framework's numbers. */
static void whole_set(const Problem *p, const Reduct *reduct, const IdVec *set, IdVec *out)
{
    vec_append(out, p->always.at, p->always.n);
    for (size_t i = 0; i < set->n; i++) {
        vec_push(out, reduct->assumption_origin.at[set->at[i]]);
    }
    ids_sort(out);
}

/* ---- semantics with one set ---- */

/* Whether the set derives the query. */
static bool derives(const Problem *p, const IdVec *set)
{
    uint32_t query = p->request->query;
    uint8_t *labels = mem_new(p->framework->contrary.n, 1);
    memset(labels, LABEL_OUT, p->framework->contrary.n);
    for (size_t i = 0; i < set->n; i++) {
        labels[set->at[i]] = LABEL_OPEN;
    }
    bool yes;
    if (query & ASSUMED) {
        yes = labels[query & ~ASSUMED] == LABEL_OPEN;
    } else {
        Grounded derived;
        derivable_run(p->framework, labels, &derived);
        yes = derived.by[query] != NONE;
        grounded_free(&derived);
    }
    free(labels);
    return yes;
}

static void single(Problem *p, const IdVec *set)
{
    const Request *request = p->request;
    bool inside;
    switch (request->task) {
    case TASK_SOME:
        show(p, set);
        answer(p, VERDICT_YES);
        break;
    case TASK_CREDULOUS:
    case TASK_SKEPTICAL:
        inside = derives(p, set);
        answer(p, inside ? VERDICT_YES : VERDICT_NO);
        if (request->certificate && inside == (request->task == TASK_CREDULOUS)) {
            show(p, set);
        }
        break;
    case TASK_EACH:
        answer(p, request->each(request->context, set->at, set->n) ? VERDICT_YES : VERDICT_UNKNOWN);
        break;
    default:
        p->reply->count = mem_zero(2, 1);
        p->reply->count[0] = '1';
        answer(p, VERDICT_YES);
    }
}

static void ideal(Problem *p)
{
    Reduct reduct;
    IdVec set = {0}, all = {0};
    reduct_new(p->framework, &p->grounded, REDUCT_SMALL_PART, &reduct);
    if (assumptions_ideal(&p->search, &reduct, &set)) {
        whole_set(p, &reduct, &set, &all);
        single(p, &all);
    }
    vec_free(&set);
    vec_free(&all);
    reduct_free(&reduct);
}

/* ---- complete and preferred ---- */

/* Shows a complete (preferred) set that holds the admissible one. */
static void show_above(Problem *p, const IdVec *admissible)
{
    IdVec set = {0};
    bool complete = p->request->semantics == SEMANTICS_COMPLETE;
    if (assumptions_above(&p->search, p->framework, admissible, complete, &set)) {
        show(p, &set);
    }
    vec_free(&set);
}

static void acceptance(Problem *p)
{
    const Request *request = p->request;
    bool credulous = request->task == TASK_CREDULOUS;
    Acceptance *acceptance = accept_open(p->framework, &p->grounded, request->backend, request->budget);
    Verdict verdict =
        credulous ? accept_credulous(acceptance, request->query) : accept_skeptical(acceptance, request->query);
    answer(p, verdict);
    if (request->certificate && verdict == (credulous ? VERDICT_YES : VERDICT_NO)) {
        IdVec admissible = {0};
        accept_witness(acceptance, &admissible);
        show_above(p, &admissible);
        vec_free(&admissible);
    }
    accept_close(acceptance);
}

static void some_preferred(Problem *p)
{
    Reduct reduct;
    IdVec set = {0}, all = {0};
    reduct_new(p->framework, &p->grounded, REDUCT_SMALL_PART, &reduct);
    if (assumptions_preferred(&p->search, &reduct, &set)) {
        whole_set(p, &reduct, &set, &all);
        show(p, &all);
        answer(p, VERDICT_YES);
    }
    vec_free(&set);
    vec_free(&all);
    reduct_free(&reduct);
}

/* ---- stable ---- */

static void stable(Problem *p)
{
    const Request *request = p->request;
    bool skeptical = request->task == TASK_SKEPTICAL, asked = request->task != TASK_SOME;
    uint8_t label = asked ? query_label(p) : LABEL_OPEN;
    Verdict when_found = skeptical ? VERDICT_NO : VERDICT_YES, when_not = skeptical ? VERDICT_YES : VERDICT_NO;
    if (label != LABEL_OPEN && (label == LABEL_IN) == skeptical) {
        answer(p, when_not);
        return;
    }
    Reduct reduct;
    IdVec set = {0}, all = {0};
    reduct_new(p->framework, &p->grounded, REDUCT_SMALL_PART, &reduct);
    uint32_t key = asked && label == LABEL_OPEN ? reduct_key(&reduct, request->query) : NONE;
    SatAnswer found = assumptions_stable(&p->search, &reduct, key, !skeptical, &set);
    if (found == SAT_YES) {
        answer(p, when_found);
        if (request->certificate || !asked) {
            whole_set(p, &reduct, &set, &all);
            show(p, &all);
        }
    } else if (found == SAT_NO) {
        answer(p, when_not);
    }
    vec_free(&set);
    vec_free(&all);
    reduct_free(&reduct);
}

/* ---- all of them ---- */

static void enumerate(Problem *p)
{
    const Request *request = p->request;
    Reduct reduct;
    reduct_new(p->framework, &p->grounded, 1, &reduct);
    if (request->task == TASK_COUNT) {
        p->reply->count = assumptions_count(&p->search, &reduct, request->semantics);
        answer(p, p->reply->count ? VERDICT_YES : VERDICT_UNKNOWN);
    } else {
        bool all = assumptions_each(&p->search, &reduct, request->semantics, &p->always, request->each, request->context);
        answer(p, all ? VERDICT_YES : VERDICT_UNKNOWN);
    }
    reduct_free(&reduct);
}

/* ---- the door ---- */

static void solve(Problem *p)
{
    Task task = p->request->task;
    Semantics semantics = p->request->semantics;
    bool complete = semantics == SEMANTICS_COMPLETE;
    if (semantics == SEMANTICS_GROUNDED || (complete && (task == TASK_SOME || task == TASK_SKEPTICAL))) {
        single(p, &p->always);
    } else if (semantics == SEMANTICS_IDEAL) {
        ideal(p);
    } else if (task == TASK_EACH || task == TASK_COUNT) {
        enumerate(p);
    } else if (semantics == SEMANTICS_STABLE) {
        stable(p);
    } else if (task == TASK_SOME) {
        some_preferred(p);
    } else {
        acceptance(p);
    }
}

void assumptions_solve(const Framework *framework, const Request *request, Reply *reply)
{
    *reply = (Reply){.verdict = VERDICT_UNKNOWN};
    Problem p = {.framework = framework, .request = request, .reply = reply};
    BUG_UNLESS(request->semantics != SEMANTICS_SEMI_STABLE && request->semantics != SEMANTICS_STAGE);
    p.search = (Search){.backend = request->backend, .budget = request->budget};
    grounded_run(framework, &p.grounded);
    for (uint32_t a = 0; a < framework->contrary.n; a++) {
        if (p.grounded.assumption[a] == LABEL_IN) {
            vec_push(&p.always, a);
        }
    }
    if (!search_over(&p.search)) {
        solve(&p);
    }
    if (p.search.cut) {
        /* A verdict stands for what it shows; without that, it is unknown. */
        reply->verdict = VERDICT_UNKNOWN;
        reply->has_set = false;
        vec_clear(&reply->set);
    }
    vec_free(&p.always);
    grounded_free(&p.grounded);
}
