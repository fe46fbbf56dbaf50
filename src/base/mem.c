#include "base/mem.h"

#include "base/fatal.h"

#include <stdlib.h>
#include <sys/mman.h>

static size_t bytes(size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        fatal_memory();
    }
    return total ? total : 1;
}

/* Asks for large pages under a large block: tables that are read at random are then found without a walk through the
 * page tables, and fresh memory costs one fault for 2 MiB. A hint; whole pages, so that realloc can still move the block
 * without copying it. */
static void *with_large_pages(void *p, size_t size)
{
#ifdef MADV_HUGEPAGE
    enum { LARGE = 2 << 20, PAGE = 4096 };
    if (p && size >= LARGE) {
        uintptr_t start = (uintptr_t)p / PAGE * PAGE;
        madvise((void *)start, (uintptr_t)p + size - start, MADV_HUGEPAGE);
    }
#endif
    return p;
}

void *mem_new(size_t count, size_t size)
{
    void *p = with_large_pages(malloc(bytes(count, size)), count * size);
    if (!p) {
        fatal_memory();
    }
    return p;
}

void *mem_zero(size_t count, size_t size)
{
    void *p = with_large_pages(calloc(1, bytes(count, size)), count * size);
    if (!p) {
        fatal_memory();
    }
    return p;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *p = with_large_pages(realloc(old, bytes(count, size)), count * size);
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
