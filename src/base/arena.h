/* An arena: allocations that live and die together. Invariant: a block never moves, and is freed only with the whole.
 * Blocks are aligned for any object. With ARG_DEBUG_ALLOC each allocation is its own malloc, so that sanitizers see
 * overruns. */
#ifndef ARG_BASE_ARENA_H
#define ARG_BASE_ARENA_H

#include "base/str.h"

#include <stddef.h>

typedef struct ArenaChunk ArenaChunk;
typedef struct Arena {
    ArenaChunk *chunks;
    char *next, *end;
} Arena;

/* `count` objects of `size` bytes, not cleared; never NULL. Owned by the arena. */
void *arena_alloc(Arena *arena, size_t count, size_t size);
/* A copy of the bytes of s, zero-terminated behind its length. */
Str arena_copy(Arena *arena, Str s);
/* printf into the arena. */
Str arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Frees everything; the arena is empty and usable again. */
void arena_free(Arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc(arena, 1, sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc(arena, count, sizeof(type)))

#endif
