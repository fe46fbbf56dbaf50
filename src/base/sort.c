#include "base/map.h"

static int by_id(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void ids_sort(IdVec *ids)
{
    if (ids->n > 1) {
        qsort(ids->at, ids->n, sizeof *ids->at, by_id);
    }
}

bool ids_contain(const IdVec *ids, uint32_t id)
{
    for (size_t i = 0; i < ids->n; i++) {
        if (ids->at[i] == id) {
            return true;
        }
    }
    return false;
}

static int by_pair(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

enum { DIGIT = 11, DIGITS = 1 << DIGIT };

/* One pass of a sort by digits: by those at `shift`, keeping what is equal in order. */
static void sort_digit(const uint64_t *from, uint64_t *to, size_t n, unsigned shift)
{
    size_t first[DIGITS] = {0}, total = 0;
    for (size_t i = 0; i < n; i++) {
        first[from[i] >> shift & (DIGITS - 1)]++;
    }
    for (size_t d = 0; d < DIGITS; d++) {
        size_t count = first[d];
        first[d] = total;
        total += count;
    }
    for (size_t i = 0; i < n; i++) {
        to[first[from[i] >> shift & (DIGITS - 1)]++] = from[i];
    }
}

void pairs_sort(uint64_t *at, size_t n)
{
    uint64_t differ = 0;
    bool sorted = true;
    for (size_t i = 1; i < n; i++) {
        differ |= at[i] ^ at[0];
        sorted &= at[i - 1] <= at[i];
    }
    if (sorted) {
        return;
    }
    if (n < DIGITS) {
        qsort(at, n, sizeof *at, by_pair);
        return;
    }
    uint64_t *from = at, *to = mem_new(n, sizeof *to), *spare = to;
    for (unsigned shift = 0; shift < 64; shift += DIGIT) {
        if (differ >> shift & (DIGITS - 1)) {
            sort_digit(from, to, n, shift);
            uint64_t *swap = from;
            from = to;
            to = swap;
        }
    }
    if (from != at) {
        memcpy(at, from, n * sizeof *at);
    }
    free(spare);
}
