/* Numbers that look random and are the same in every run (xorshift, Marsaglia 2003). */
#ifndef ARG_BASE_RANDOM_H
#define ARG_BASE_RANDOM_H

#include <stdint.h>

/* Below n, which is not 0. The state is not 0 to begin with. */
static inline uint32_t xorshift_below(uint64_t *state, uint32_t n)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)((*state >> 32) * n >> 32);
}

#endif
