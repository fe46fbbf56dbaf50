#include "sat/founded_internal.h"

static bool before(const Founded *f, uint32_t a, uint32_t b)
{
    return f->activity[a] > f->activity[b];
}

static void put(Founded *f, uint32_t place, uint32_t variable)
{
    f->heap[place] = variable;
    f->heap_place[variable] = place;
}

static void rise(Founded *f, uint32_t place)
{
    uint32_t variable = f->heap[place];
    while (place > 0 && before(f, variable, f->heap[(place - 1) / 2])) {
        put(f, place, f->heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(f, place, variable);
}

static void sink(Founded *f, uint32_t place)
{
    uint32_t variable = f->heap[place];
    for (uint32_t child; (child = 2 * place + 1) < f->heap_size; place = child) {
        child += child + 1 < f->heap_size && before(f, f->heap[child + 1], f->heap[child]);
        if (!before(f, f->heap[child], variable)) {
            break;
        }
        put(f, place, f->heap[child]);
    }
    put(f, place, variable);
}

void heap_insert(Founded *f, uint32_t variable)
{
    if (f->heap_place[variable] == NONE) {
        put(f, f->heap_size, variable);
        rise(f, f->heap_size++);
    }
}

uint32_t heap_pop(Founded *f)
{
    uint32_t top = f->heap[0];
    f->heap_place[top] = NONE;
    if (--f->heap_size > 0) {
        put(f, 0, f->heap[f->heap_size]);
        sink(f, 0);
    }
    return top;
}

void heap_bump(Founded *f, uint32_t variable)
{
    static const double MOST = 1e100;
    f->activity[variable] += f->bump;
    if (f->activity[variable] > MOST) {
        for (uint32_t v = 0; v < f->variables; v++) {
            f->activity[v] /= MOST;
        }
        f->bump /= MOST;
    }
    if (f->heap_place[variable] != NONE) {
        rise(f, f->heap_place[variable]);
    }
}
