#include "framework/graph.h"

#include "base/fatal.h"

/* One pass of a counting sort: `to` gets `from` by the chosen end; `first` gets where each argument's row starts. */
static void count_rows(uint32_t *first, uint32_t n)
{
    for (uint32_t x = 0; x < n; x++) {
        first[x + 1] += first[x];
    }
}

/* Rows of the other end: reading rows in the order of their owner leaves every new row sorted. */
static Lists turned(const Lists *rows, uint32_t n, size_t count)
{
    Lists lists = {mem_zero((size_t)n + 1, sizeof(uint32_t)), mem_new(count, sizeof(uint32_t))};
    for (size_t i = 0; i < count; i++) {
        lists.first[rows->items[i] + 1]++;
    }
    count_rows(lists.first, n);
    for (uint32_t x = 0; x < n; x++) {
        for (uint32_t i = rows->first[x]; i < rows->first[x + 1]; i++) {
            lists.items[lists.first[rows->items[i]]++] = x;
        }
    }
    /* Each start has moved to the next row's: move them back. */
    memmove(lists.first + 1, lists.first, n * sizeof(uint32_t));
    lists.first[0] = 0;
    return lists;
}

/* Neighbours that are equal are one: rows are sorted. Returns how many are left. */
static size_t without_duplicates(Lists *rows, uint32_t n)
{
    size_t to = 0;
    for (uint32_t x = 0; x < n; x++) {
        size_t row = to, end = rows->first[x + 1];
        for (size_t i = rows->first[x]; i < end; i++) {
            if (to == row || rows->items[to - 1] != rows->items[i]) {
                rows->items[to++] = rows->items[i];
            }
        }
        rows->first[x] = (uint32_t)row;
    }
    rows->first[n] = (uint32_t)to;
    return to;
}

Graph graph_new(uint32_t n, Attack *attacks, size_t count)
{
    if (count > UINT32_MAX) {
        fatal_memory();
    }
    /* Unsorted rows of attackers, then rows of attacked in the order of their attackers' … each turn sorts the other way. */
    Lists unsorted = {mem_zero((size_t)n + 1, sizeof(uint32_t)), mem_new(count, sizeof(uint32_t))};
    for (size_t i = 0; i < count; i++) {
        unsorted.first[attacks[i].to + 1]++;
    }
    count_rows(unsorted.first, n);
    for (size_t i = 0; i < count; i++) {
        unsorted.items[unsorted.first[attacks[i].to]++] = attacks[i].from;
    }
    memmove(unsorted.first + 1, unsorted.first, n * sizeof(uint32_t));
    unsorted.first[0] = 0;
    Graph graph = {.n = n};
    graph.out = turned(&unsorted, n, count);
    lists_free(&unsorted);
    count = without_duplicates(&graph.out, n);
    graph.in = turned(&graph.out, n, count);
    graph.attacks = (uint32_t)count;
    return graph;
}

void graph_free(Graph *graph)
{
    lists_free(&graph->in);
    lists_free(&graph->out);
    *graph = (Graph){0};
}

uint32_t *graph_numbers(const Graph *graph)
{
    uint32_t *number = mem_new(graph->n, sizeof *number);
    memset(number, 0xff, (size_t)graph->n * sizeof *number); /* NONE */
    return number;
}

Graph graph_part(const Graph *graph, const uint32_t *keep, uint32_t count, uint32_t *number)
{
    for (uint32_t i = 0; i < count; i++) {
        number[keep[i]] = i;
    }
    Lists rows = {mem_zero((size_t)count + 1, sizeof(uint32_t)), NULL};
    IdVec items = {0};
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t *end = list_end(&graph->in, keep[i]);
        for (const uint32_t *from = list_begin(&graph->in, keep[i]); from < end; from++) {
            if (number[*from] != NONE) {
                vec_push(&items, number[*from]);
            }
        }
        rows.first[i + 1] = (uint32_t)items.n;
    }
    for (uint32_t i = 0; i < count; i++) {
        number[keep[i]] = NONE;
    }
    rows.items = items.at;
    Graph part = {.n = count, .attacks = (uint32_t)items.n};
    part.out = turned(&rows, count, items.n);
    part.in = turned(&part.out, count, items.n);
    lists_free(&rows);
    return part;
}

bool graph_attacks(const Graph *graph, uint32_t from, uint32_t to)
{
    /* Bisection in the shorter row. */
    const Lists *lists = &graph->out;
    uint32_t row = from, sought = to;
    if (list_length(&graph->in, to) < list_length(&graph->out, from)) {
        lists = &graph->in;
        row = to;
        sought = from;
    }
    const uint32_t *low = list_begin(lists, row), *high = list_end(lists, row);
    while (low < high) {
        const uint32_t *middle = low + (high - low) / 2;
        if (*middle < sought) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < list_end(lists, row) && *low == sought;
}
