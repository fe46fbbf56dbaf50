#include "base/arena.h"

#include "base/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ArenaChunk {
    ArenaChunk *before;
    alignas(max_align_t) char bytes[];
};

enum { CHUNK = 1 << 16 };

static char *new_chunk(Arena *arena, size_t size)
{
    size_t total;
    if (__builtin_add_overflow(size, sizeof(ArenaChunk), &total)) {
        total = SIZE_MAX;
    }
    ArenaChunk *chunk = mem_new(total, 1);
    chunk->before = arena->chunks;
    arena->chunks = chunk;
    return chunk->bytes;
}

void *arena_alloc(Arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2) {
        bytes = SIZE_MAX / 2;
    }
#ifdef ARG_DEBUG_ALLOC
    return new_chunk(arena, bytes);
#else
    bytes = (bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (!arena->next || bytes > (size_t)(arena->end - arena->next)) {
        if (bytes > CHUNK / 4) {
            return new_chunk(arena, bytes); /* large blocks apart, so that the open chunk is not wasted */
        }
        arena->next = new_chunk(arena, CHUNK);
        arena->end = arena->next + CHUNK;
    }
    void *block = arena->next;
    arena->next += bytes;
    return block;
#endif
}

Str arena_copy(Arena *arena, Str s)
{
    char *copy = arena_alloc(arena, s.len + 1, 1);
    if (s.len) {
        memcpy(copy, s.ptr, s.len);
    }
    copy[s.len] = '\0';
    return (Str){copy, s.len};
}

Str arena_format(Arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t len = length < 0 ? 0 : (size_t)length;
    char *text = arena_alloc(arena, len + 1, 1);
    vsnprintf(text, len + 1, format, again);
    va_end(again);
    return (Str){text, len};
}

void arena_free(Arena *arena)
{
    ArenaChunk *chunk = arena->chunks;
    while (chunk) {
        ArenaChunk *before = chunk->before;
        free(chunk);
        chunk = before;
    }
    *arena = (Arena){0};
}
