#include "base/mem.h"

#include "base/fatal.h"

#include <stdlib.h>

static size_t bytes(size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        fatal_memory();
    }
    return total ? total : 1;
}

void *mem_new(size_t count, size_t size)
{
    void *p = malloc(bytes(count, size));
    if (!p) {
        fatal_memory();
    }
    return p;
}

void *mem_zero(size_t count, size_t size)
{
    void *p = calloc(1, bytes(count, size));
    if (!p) {
        fatal_memory();
    }
    return p;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *p = realloc(old, bytes(count, size));
    if (!p) {
        fatal_memory();
    }
    return p;
}

size_t mem_grown(size_t have, size_t need)
{
    /* 1.5 above a megabyte's worth of elements keeps the peak of large theories down. */
    size_t want = have < 8 ? 8 : have + (have > (1u << 20) ? have / 2 : have);
    return want < need ? need : want;
}
