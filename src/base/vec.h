/* Growable arrays: VEC(type) declares one, zero-initialised is empty. Elements are plain data; `n` is their number.
 * The macros evaluate the vector expression more than once. Free with vec_free. */
#ifndef ARG_BASE_VEC_H
#define ARG_BASE_VEC_H

#include "base/fatal.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define VEC(type)                                                                                                      \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        size_t n, room;                                                                                                \
    }

typedef VEC(uint32_t) IdVec;

#define vec_reserve(v, count)                                                                                          \
    do {                                                                                                               \
        if ((size_t)(count) > (v)->room) {                                                                             \
            (v)->room = mem_grown((v)->room, (size_t)(count));                                                         \
            (v)->at = mem_resize((v)->at, (v)->room, sizeof *(v)->at);                                                 \
        }                                                                                                              \
    } while (0)

#define vec_push(v, value)                                                                                             \
    do {                                                                                                               \
        if ((v)->n == (v)->room) {                                                                                     \
            vec_reserve(v, (v)->n + 1);                                                                                \
        }                                                                                                              \
        (v)->at[(v)->n++] = (value);                                                                                   \
    } while (0)

/* Appends `count` elements from `from`, which may be NULL when count is 0. */
#define vec_append(v, from, count)                                                                                     \
    do {                                                                                                               \
        size_t append_count_ = (count);                                                                                \
        if (append_count_) {                                                                                           \
            vec_reserve(v, (v)->n + append_count_);                                                                    \
            memcpy((v)->at + (v)->n, (from), append_count_ * sizeof *(v)->at);                                         \
            (v)->n += append_count_;                                                                                   \
        }                                                                                                              \
    } while (0)

/* vec_append for a few ids, without the call of memcpy that costs more than they do. */
static inline void ids_append(IdVec *to, const uint32_t *from, size_t count)
{
    if (count == 0) {
        return; /* there may be no array yet */
    }
    vec_reserve(to, to->n + count);
    uint32_t *end = to->at + to->n;
    switch (count) {
    case 3:
        end[2] = from[2];
        __attribute__((fallthrough));
    case 2:
        end[1] = from[1];
        __attribute__((fallthrough));
    case 1:
        end[0] = from[0];
        __attribute__((fallthrough));
    case 0:
        break;
    default:
        memcpy(end, from, count * sizeof *end);
    }
    to->n += count;
}

#define vec_pop(v) ((v)->at[--(v)->n])
#define vec_last(v) ((v)->at[(v)->n - 1])
#define vec_clear(v) ((v)->n = 0)
#define vec_free(v)                                                                                                    \
    do {                                                                                                               \
        free((v)->at);                                                                                                 \
        (v)->at = NULL;                                                                                                \
        (v)->n = (v)->room = 0;                                                                                        \
    } while (0)

/* "No id" for every dense 32-bit id. */
#define NONE UINT32_MAX

static inline uint32_t id_of(size_t n)
{
    if (__builtin_expect(n >= NONE, 0)) {
        fatal_memory();
    }
    return (uint32_t)n;
}
/* The id that the next push will get; more than 2^32 - 2 elements end the process as memory would. */
#define vec_next_id(v) id_of((v)->n)

/* Ascending. sort.c */
void ids_sort(IdVec *ids);
/* The same for pairs (see pair_key in map.h), or other numbers. */
void pairs_sort(uint64_t *at, size_t n);
/* By looking at each: for short lists. */
bool ids_contain(const IdVec *ids, uint32_t id);

#endif
