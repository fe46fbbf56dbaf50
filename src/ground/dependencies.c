#include "ground/dependencies.h"

#include "ground/ranking.h"

static void add_edge(Edges *edges, AtomId atom, AtomId on)
{
    if (atom != on) {
        vec_push(edges, pair_key(atom, on));
    }
}

static void add_of_instance(const Theory *t, InstanceId i, IdVec *under, Edges *edges)
{
    AtomId head = instance_head(t, i);
    for (uint32_t k = 0; k < instance_body_count(t, i); k++) {
        if (instance_body(t, i)[k] != t->maybe) {
            add_edge(edges, head, instance_body(t, i)[k]);
        }
    }
    if (t->exception_first.n) {
        for (uint32_t e = t->exception_first.at[i]; e < t->exception_first.at[i + 1];) {
            uint32_t count = t->exceptions.at[e++];
            for (uint32_t k = 0; k < count; k++) {
                add_edge(edges, head, t->exceptions.at[e++]);
            }
        }
    }
    vec_clear(under);
    undercuts_find(t, i, NONE, under);
    for (size_t k = 0; k < under->n; k++) {
        add_edge(edges, head, under->at[k]);
    }
    if (instance_schema(t, i) == SCHEMA_RUN) {
        /* A literal and what begins it are cut alike; what ends it bears on both. */
        AtomId begins = instance_body(t, i)[0];
        add_edge(edges, begins, head);
        AtomId ends = theory_find_said(t, begins, RELATION_SAID(t->relation.at[begins]) ^ SAID_BEGINS ^ SAID_ENDS);
        if (ends != NONE) {
            add_edge(edges, head, ends);
        }
    }
}

static void add_conflicts(const Theory *t, AtomId atom, Edges *edges)
{
    for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[atom] : 0;
         t->conflict_first.n && k < t->conflict_first.at[atom + 1]; k++) {
        add_edge(edges, atom, t->conflicts.at[k]);
    }
}

static void add_argued(const Theory *t, const Timeline *line, IdVec *pairs, Edges *edges)
{
    vec_clear(pairs);
    ranking_find_joins(t, line, pairs);
    for (size_t i = 0; i < pairs->n; i += 2) {
        add_edge(edges, pairs->at[i], pairs->at[i + 1]);
    }
}

void dependencies_find(const Theory *t, const Timeline *line, Edges *edges)
{
    IdVec scratch = {0};
    uint8_t *idle = parts_find_idle(t);
    for (InstanceId i = 0; i < t->instance.n; i++) {
        if (!idle || !idle[instance_head(t, i)]) {
            add_of_instance(t, i, &scratch, edges);
        }
    }
    free(idle);
    for (AtomId a = 0; t->conflict_first.n && a < t->relation.n; a++) {
        add_conflicts(t, a, edges);
    }
    add_argued(t, line, &scratch, edges);
    vec_free(&scratch);
}

/* What begins a literal depends on it where a run of it does so (S3.5). */
static void add_run(const Theory *t, const Timeline *line, AtomId begins, Edges *edges)
{
    uint32_t said = RELATION_SAID(t->relation.at[begins]);
    AtomId plain = said & SAID_BEGINS ? theory_find_said(t, begins, said & SAID_NOT) : NONE;
    for (uint32_t k = plain == NONE ? 0 : line->head_first[plain]; plain != NONE && k < line->head_first[plain + 1]; k++) {
        InstanceId i = line->by_head[k];
        if (instance_schema(t, i) == SCHEMA_RUN && instance_body(t, i)[0] == begins) {
            add_edge(edges, begins, plain);
            return;
        }
    }
}

uint8_t *dependencies_find_bearing(const Theory *t, const Timeline *line, const IdVec *atoms, Edges *edges)
{
    uint8_t *bears = mem_zero(t->relation.n, 1);
    IdVec scratch = {0}, open = {0};
    Edges argued = {0};
    add_argued(t, line, &scratch, &argued);
    Dependencies by_argument = argued.n ? dependencies_of(t, &argued) : (Dependencies){0};
    for (size_t i = 0; i < atoms->n; i++) {
        if (!bears[atoms->at[i]]) {
            bears[atoms->at[i]] = 1;
            vec_push(&open, atoms->at[i]);
        }
    }
    while (open.n && !theory_stopped(t, edges->n)) {
        AtomId atom = vec_pop(&open);
        size_t next = edges->n;
        for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1]; k++) {
            add_of_instance(t, line->by_head[k], &scratch, edges);
        }
        add_conflicts(t, atom, edges);
        add_run(t, line, atom, edges);
        for (uint32_t k = argued.n ? by_argument.first[atom] : 0; argued.n && k < by_argument.first[atom + 1]; k++) {
            add_edge(edges, atom, by_argument.on[k]);
        }
        for (; next < edges->n; next++) {
            AtomId on = (AtomId)edges->at[next];
            if (!bears[on]) {
                bears[on] = 1;
                vec_push(&open, on);
            }
        }
    }
    if (argued.n) {
        dependencies_free(&by_argument);
    }
    vec_free(&argued);
    vec_free(&scratch);
    vec_free(&open);
    return bears;
}

/* Components in the sense of S3.2: what is joined by instances, conflicts or attacks. */
static AtomId find_root(AtomId *joined, AtomId a)
{
    while (joined[a] != a) {
        joined[a] = joined[joined[a]];
        a = joined[a];
    }
    return a;
}

static void join(AtomId *joined, AtomId a, AtomId b)
{
    joined[find_root(joined, a)] = find_root(joined, b);
}

AtomId *dependencies_join(const Theory *t, const Edges *edges)
{
    AtomId *joined = mem_new(t->relation.n, sizeof *joined);
    Map heads = {0}; /* item -> a conclusion that it draws without conditions */
    for (AtomId a = 0; a < t->relation.n; a++) {
        joined[a] = a;
    }
    for (size_t i = 0; i < edges->n; i++) {
        join(joined, (AtomId)(edges->at[i] >> 32), (AtomId)edges->at[i]);
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        const Schema *s = instance_body_count(t, i) ? NULL : instance_said(t, i);
        if (s) {
            uint32_t *other = map_at(&heads, s->item);
            *other = *other == NONE ? instance_head(t, i) : *other;
            join(joined, instance_head(t, i), *other);
        }
    }
    map_free(&heads);
    for (AtomId a = 0; a < t->relation.n; a++) {
        joined[a] = find_root(joined, a);
    }
    return joined;
}

Dependencies dependencies_of(const Theory *t, const Edges *edges)
{
    uint32_t n = id_of(t->relation.n);
    Dependencies deps = {t, mem_zero((size_t)n + 2, sizeof(uint32_t)), mem_new(edges->n, sizeof(uint32_t))};
    for (size_t i = 0; i < edges->n; i++) {
        deps.first[(edges->at[i] >> 32) + 2]++;
    }
    for (uint32_t a = 0; a < n; a++) {
        deps.first[a + 2] += deps.first[a + 1];
    }
    for (size_t i = 0; i < edges->n; i++) {
        deps.on[deps.first[(edges->at[i] >> 32) + 1]++] = (uint32_t)edges->at[i];
    }
    return deps;
}

void dependencies_free(Dependencies *deps)
{
    free(deps->first);
    free(deps->on);
}

void dependencies_walk(const Dependencies *deps, ComponentVisitor *visit, void *context)
{
    const uint32_t *first = deps->first, *on = deps->on;
    uint32_t n = id_of(deps->t->relation.n), next = 1;
    uint32_t *index = mem_zero(n, sizeof *index), *low = mem_new(n, sizeof *low), *at = mem_new(n, sizeof *at);
    uint8_t *closed = mem_zero(n, 1);
    IdVec path = {0}, open = {0};
    for (uint32_t root = 0; root < n && !theory_stopped(deps->t, root); root++) {
        if (first[root] == first[root + 1]) {
            index[root] = next++;
            closed[root] = 1;
            visit(context, deps, &root, 1);
        } else if (!index[root]) {
            vec_push(&path, root);
        }
        while (path.n && !theory_stopped(deps->t, next)) {
            uint32_t v = vec_last(&path);
            if (!index[v]) {
                index[v] = low[v] = next++;
                at[v] = first[v];
                vec_push(&open, v);
            }
            while (at[v] < first[v + 1] && index[on[at[v]]]) {
                uint32_t u = on[at[v]++];
                if (!closed[u] && low[u] < low[v]) {
                    low[v] = low[u];
                }
            }
            if (at[v] < first[v + 1]) {
                vec_push(&path, on[at[v]]);
                continue;
            }
            path.n--;
            if (low[v] == index[v]) {
                size_t start = open.n;
                do {
                    closed[open.at[--start]] = 1;
                } while (open.at[start] != v);
                visit(context, deps, open.at + start, open.n - start);
                open.n = start;
            }
        }
    }
    vec_free(&path);
    vec_free(&open);
    free(index);
    free(low);
    free(at);
    free(closed);
}
