#include "explain/trial.h"

#include "framework/framework.h"

static uint32_t switch_of(const Trial *t, uint32_t element)
{
    uint32_t rules = (uint32_t)t->cone.framework.head.n;
    return element < rules ? element : ASSUMED | (element - rules);
}

static bool is_there(const Trial *t, uint32_t element)
{
    return !t->unmet[element] && !t->against[element] && (!t->doubtful[element] || t->doubts[element]);
}

/* What decides about each element, listed by element and then turned round. */
static void find_conditions(Trial *t, const ConeIndex *index, const uint8_t *flipped)
{
    const Framework *f = &t->cone.framework;
    const Units *units = t->scope->units;
    uint32_t rules = (uint32_t)f->head.n, elements = rules + (uint32_t)f->contrary.n;
    VEC(UnitId) by = {0};
    Conditions conditions = {0};
    VEC(Decided) listed = {0};
    for (uint32_t e = 0; e < elements; e++) {
        vec_clear(&conditions);
        scope_conditions(units, index, &t->cone, switch_of(t, e), &conditions);
        for (size_t i = 0; i < conditions.n; i++) {
            Decides d = conditions.at[i];
            bool done = flipped[d.unit];
            t->unmet[e] += d.role == ROLE_ONCE && !done;
            t->against[e] += d.role == ROLE_UNLESS && done;
            t->doubts[e] += d.role == ROLE_DOUBT && !done;
            t->doubtful[e] |= d.role == ROLE_DOUBT;
            if (!t->scope->shapes[d.unit] && !t->scope->finer) {
                vec_push(&listed, ((Decided){e, d.role}));
                vec_push(&by, d.unit);
                t->first[d.unit + 2]++;
            }
        }
    }
    for (UnitId u = 0; u < units->list.n; u++) {
        t->first[u + 2] += t->first[u + 1];
    }
    vec_reserve(&t->decided, listed.n + 1);
    t->decided.n = listed.n;
    for (size_t i = 0; i < listed.n; i++) {
        t->decided.at[t->first[by.at[i] + 1]++] = listed.at[i];
    }
    vec_free(&by);
    vec_free(&listed);
    vec_free(&conditions);
}

void trial_open(Trial *t, const Scope *scope, const Ground *g, const uint8_t *flipped)
{
    *t = (Trial){.scope = scope};
    uint32_t atom = scope_atom(scope, g);
    if (atom == NONE) {
        return;
    }
    ConeIndex index;
    cone_index_open(&index, g);
    cone_find(&t->cone, &index, atom, false, false);
    size_t elements = t->cone.framework.head.n + t->cone.framework.contrary.n;
    t->first = mem_zero(scope->units->list.n + 3, sizeof *t->first);
    t->unmet = mem_zero(elements, sizeof *t->unmet);
    t->against = mem_zero(elements, sizeof *t->against);
    t->doubts = mem_zero(elements, sizeof *t->doubts);
    t->doubtful = mem_zero(elements, 1);
    find_conditions(t, &index, flipped);
    cone_index_free(&index);
    t->relabel = relabel_open(&t->cone.framework);
    for (uint32_t e = 0; e < elements; e++) {
        relabel_switch(t->relabel, switch_of(t, e), is_there(t, e));
    }
    relabel_run(t->relabel);
}

void trial_close(Trial *t)
{
    relabel_close(t->relabel);
    cone_free(&t->cone);
    free(t->first);
    free(t->unmet);
    free(t->against);
    free(t->doubts);
    free(t->doubtful);
    vec_free(&t->decided);
    vec_free(&t->used);
    vec_free(&t->barred);
    *t = (Trial){0};
}

static void count(Trial *t, UnitId unit, bool flipped, bool turn)
{
    for (uint32_t i = t->first[unit]; i < t->first[unit + 1]; i++) {
        Decided d = t->decided.at[i];
        uint32_t step = flipped ? 1 : UINT32_MAX; /* one more, or one less */
        t->unmet[d.element] -= d.role == ROLE_ONCE ? step : 0;
        t->against[d.element] += d.role == ROLE_UNLESS ? step : 0;
        t->doubts[d.element] -= d.role == ROLE_DOUBT ? step : 0;
        if (turn) {
            relabel_switch(t->relabel, switch_of(t, d.element), is_there(t, d.element));
        }
    }
}

void trial_flip(Trial *t, UnitId unit)
{
    count(t, unit, true, true);
}

void trial_forget(Trial *t, UnitId unit)
{
    count(t, unit, false, false);
}

void trial_reasons(Trial *t, IdVec *units)
{
    vec_clear(&t->used);
    vec_clear(&t->barred);
    vec_clear(units);
    relabel_reasons(t->relabel, 0, &t->used, &t->barred);
    /* By unit: whether some element among the reasons could be switched by it. Few reasons among many units: go by the units. */
    uint32_t rules = (uint32_t)t->cone.framework.head.n;
    uint8_t *among = mem_zero(rules + t->cone.framework.contrary.n, 1);
    const IdVec *lists[] = {&t->used, &t->barred};
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < lists[k]->n; i++) {
            uint32_t element = lists[k]->at[i];
            among[element & ASSUMED ? rules + (element & ~ASSUMED) : element] = k ? 2 : 1;
        }
    }
    for (UnitId u = 0; u < t->scope->units->list.n; u++) {
        bool touches = false;
        for (uint32_t i = t->first[u]; i < t->first[u + 1] && !touches; i++) {
            Decided d = t->decided.at[i];
            uint8_t reason = among[d.element];
            touches = reason == 1 ? d.role != ROLE_ONCE : reason == 2 && d.role == ROLE_ONCE;
        }
        if (touches) {
            vec_push(units, u);
        }
    }
    free(among);
}
