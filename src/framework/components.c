#include "framework/components.h"

void walk_open(Walk *walk, const Graph *graph)
{
    size_t n = graph->n;
    *walk = (Walk){mem_zero(n, sizeof(uint32_t)), mem_new(n, sizeof(uint32_t)), mem_new(n, sizeof(uint32_t)), {0}, {0}};
}

void walk_free(Walk *walk)
{
    free(walk->mark);
    free(walk->low);
    free(walk->next);
    vec_free(&walk->path);
    vec_free(&walk->held);
    *walk = (Walk){0};
}

enum { UNSEEN = 0, DONE = 1, FIRST_MARK = 2 };

static void enter(Walk *walk, const Graph *graph, uint32_t x, uint32_t mark)
{
    walk->mark[x] = walk->low[x] = mark;
    walk->next[x] = graph->in.first[x];
    vec_push(&walk->path, x);
    vec_push(&walk->held, x);
}

void strong_components(Walk *walk, const Graph *graph, const uint8_t *outside, const uint32_t *args, uint32_t count,
                       IdVec *members, IdVec *starts)
{
    uint32_t mark = FIRST_MARK;
    for (uint32_t i = 0; i < count; i++) {
        if (walk->mark[args[i]] != UNSEEN) {
            continue;
        }
        enter(walk, graph, args[i], mark++);
        while (walk->path.n) {
            uint32_t x = vec_last(&walk->path);
            if (walk->next[x] < graph->in.first[x + 1]) {
                uint32_t y = graph->in.items[walk->next[x]++];
                if (outside[y]) {
                    continue;
                }
                if (walk->mark[y] == UNSEEN) {
                    enter(walk, graph, y, mark++);
                } else if (walk->mark[y] != DONE && walk->mark[y] < walk->low[x]) {
                    walk->low[x] = walk->mark[y];
                }
                continue;
            }
            walk->path.n--;
            if (walk->path.n && walk->low[x] < walk->low[vec_last(&walk->path)]) {
                walk->low[vec_last(&walk->path)] = walk->low[x];
            }
            if (walk->low[x] != walk->mark[x]) {
                continue;
            }
            vec_push(starts, vec_next_id(members));
            uint32_t y;
            do {
                y = vec_pop(&walk->held);
                walk->mark[y] = DONE;
                vec_push(members, y);
            } while (y != x);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        walk->mark[args[i]] = UNSEEN;
    }
}

void weak_components(const Graph *graph, const uint8_t *outside, IdVec *members, IdVec *starts)
{
    /* Union by the smaller number, with halving of paths. */
    uint32_t *above = mem_new(graph->n, sizeof *above);
    for (uint32_t x = 0; x < graph->n; x++) {
        above[x] = x;
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        if (outside != NULL && outside[x]) {
            continue;
        }
        for (const uint32_t *y = list_begin(&graph->in, x); y < list_end(&graph->in, x); y++) {
            if (outside != NULL && outside[*y]) {
                continue;
            }
            uint32_t a = x, b = *y;
            while (above[a] != a) {
                a = above[a] = above[above[a]];
            }
            while (above[b] != b) {
                b = above[b] = above[above[b]];
            }
            if (a < b) {
                above[b] = a;
            } else {
                above[a] = b;
            }
        }
    }
    /* Counting sort by the smallest member: `size`, then where the next member goes. */
    uint32_t *size = mem_zero((size_t)graph->n + 1, sizeof *size), base = vec_next_id(members), kept = 0;
    for (uint32_t x = 0; x < graph->n; x++) {
        if (outside != NULL && outside[x]) {
            continue;
        }
        above[x] = above[above[x]]; /* parents come first and already point at their root */
        size[above[x]]++;
        kept++;
    }
    vec_reserve(members, members->n + kept);
    members->n += kept;
    uint32_t at = base;
    for (uint32_t x = 0; x < graph->n; x++) {
        if (size[x]) {
            uint32_t length = size[x];
            vec_push(starts, at);
            size[x] = at;
            at += length;
        }
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        if (outside == NULL || !outside[x]) {
            members->at[size[above[x]]++] = x;
        }
    }
    free(above);
    free(size);
}
