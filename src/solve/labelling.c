#include "solve/labelling.h"

#include "base/fatal.h"

static void put_out(Labelling *l, uint32_t x)
{
    const Graph *graph = l->graph;
    l->label[x] = ARG_OUT;
    for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
        if (--l->left[*y] == 0 && l->label[*y] == ARG_OPEN) {
            l->label[*y] = ARG_IN;
            vec_push(&l->queue, *y);
        }
    }
}

static void spread(Labelling *l)
{
    const Graph *graph = l->graph;
    while (l->queue.n) {
        uint32_t x = vec_pop(&l->queue);
        for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
            BUG_UNLESS(l->label[*y] != ARG_IN);
            if (l->label[*y] == ARG_OPEN) {
                put_out(l, *y);
            }
        }
    }
}

Labelling labelling_all_open(const Graph *graph)
{
    size_t n = graph->n;
    Labelling l = {graph, mem_zero(n, 1), mem_new(n, sizeof(uint32_t)), mem_zero(n, 1), {0}};
    for (uint32_t x = 0; x < graph->n; x++) {
        l.left[x] = list_length(&graph->in, x);
    }
    return l;
}

Labelling labelling_grounded(const Graph *graph)
{
    Labelling l = labelling_all_open(graph);
    for (uint32_t x = 0; x < graph->n; x++) {
        if (l.left[x] == 0) {
            l.label[x] = ARG_IN;
            vec_push(&l.queue, x);
        }
    }
    spread(&l);
    return l;
}

Labelling labelling_copy(const Labelling *from)
{
    size_t n = from->graph->n;
    Labelling l = {from->graph, mem_new(n, 1), mem_new(n, sizeof(uint32_t)), mem_new(n, 1), {0}};
    memcpy(l.label, from->label, n);
    memcpy(l.left, from->left, n * sizeof *l.left);
    memcpy(l.barred, from->barred, n);
    return l;
}

void labelling_free(Labelling *l)
{
    free(l->label);
    free(l->left);
    free(l->barred);
    vec_free(&l->queue);
    *l = (Labelling){0};
}

void labelling_accept(Labelling *l, const uint32_t *args, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        BUG_UNLESS(l->label[args[i]] == ARG_OPEN && !l->barred[args[i]]);
        l->label[args[i]] = ARG_IN;
        vec_push(&l->queue, args[i]);
    }
    spread(l);
}

void labelling_leave(Labelling *l, uint32_t x)
{
    BUG_UNLESS(l->label[x] == ARG_OPEN);
    l->label[x] = ARG_UNDECIDED;
    for (const uint32_t *y = list_begin(&l->graph->out, x), *end = list_end(&l->graph->out, x); y < end; y++) {
        l->barred[*y] = 1;
    }
}

static void with_label(const Labelling *l, uint8_t label, IdVec *out)
{
    for (uint32_t x = 0; x < l->graph->n; x++) {
        if (l->label[x] == label) {
            vec_push(out, x);
        }
    }
}

void labelling_accepted(const Labelling *l, IdVec *out)
{
    with_label(l, ARG_IN, out);
}

void labelling_open(const Labelling *l, IdVec *out)
{
    with_label(l, ARG_OPEN, out);
}

void labelling_cone(const Labelling *l, const uint32_t *from, size_t count, IdVec *out)
{
    uint8_t *seen = mem_zero(l->graph->n, 1);
    IdVec queue = {0};
    for (size_t i = 0; i < count; i++) {
        if (l->label[from[i]] == ARG_OPEN && !seen[from[i]]) {
            seen[from[i]] = 1;
            vec_push(&queue, from[i]);
        }
    }
    while (queue.n) {
        uint32_t x = vec_pop(&queue);
        for (const uint32_t *y = list_begin(&l->graph->in, x), *end = list_end(&l->graph->in, x); y < end; y++) {
            if (l->label[*y] == ARG_OPEN && !seen[*y]) {
                seen[*y] = 1;
                vec_push(&queue, *y);
            }
        }
    }
    for (uint32_t x = 0; x < l->graph->n; x++) {
        if (seen[x]) {
            vec_push(out, x);
        }
    }
    free(seen);
    vec_free(&queue);
}
