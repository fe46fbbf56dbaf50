/* Hash maps by open addressing, zero-initialised is empty: 64-bit keys to 32-bit ids (Map), and byte strings to dense
 * ids in order of first use (Names). */
#ifndef ARG_BASE_MAP_H
#define ARG_BASE_MAP_H

#include "base/arena.h"
#include "base/vec.h"

#include <stdbool.h>

typedef struct MapCell {
    uint64_t key;
    uint32_t value; /* NONE: an empty cell */
} MapCell;

typedef struct Map {
    MapCell *cells;
    size_t n, room; /* room is 0 or a power of two */
} Map;

/* The value of key, or NONE. */
uint32_t map_find(const Map *map, uint64_t key);
/* A pointer to the value of key; a new key's value is NONE and must be set before the next call. */
uint32_t *map_at(Map *map, uint64_t key);
void map_free(Map *map);

/* Mixes all bits of x; for hash tables, not for secrets. */
static inline uint64_t hash_mix(uint64_t x)
{
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    return x ^ (x >> 32);
}
uint64_t hash_bytes(const void *bytes, size_t len);

static inline uint64_t pair_key(uint32_t a, uint32_t b)
{
    return (uint64_t)a << 32 | b;
}

typedef struct NamesCell {
    uint32_t low,
        high; /* halves of what a text is told by (see map.c), so that growth, misses and finding a short one read no text */
    uint32_t id; /* NONE: an empty cell */
} NamesCell;

/* Ids by dense id: an array that answers NONE past its end, zero-initialised is empty. */
typedef struct Dense {
    uint32_t *at;
    size_t room;
} Dense;

static inline uint32_t dense_find(const Dense *dense, uint32_t key)
{
    return key < dense->room ? dense->at[key] : NONE;
}
/* A pointer to the value of key, NONE when it is new; valid until the next call. */
uint32_t *dense_at(Dense *dense, uint32_t key);
/* The same where there are so many keys and most are expected: room for all is made at once. */
uint32_t *dense_at_of(Dense *dense, uint32_t key, size_t keys);
void dense_free(Dense *dense);

typedef struct Names {
    VEC(Str) text; /* by id; the bytes live in `arena`, or are borrowed */
    NamesCell *cells;
    size_t room;
    Arena arena;
} Names;

/* The id of this text, new if it was not there; ids count up from 0. The bytes are copied. */
uint32_t names_add(Names *names, Str text);
/* The same for bytes that live as long as the names: they are not copied. */
uint32_t names_add_borrowed(Names *names, Str text);
/* The same for many texts, in their order: each look-up waits for memory, so all are begun before the first is finished. */
enum { NAMES_AT_ONCE = 64 };
void names_add_together(Names *names, const Str *texts, size_t count, uint32_t *ids);
/* The id of this text, or NONE. */
uint32_t names_find(const Names *names, Str text);
static inline Str names_text(const Names *names, uint32_t id)
{
    return names->text.at[id];
}
void names_free(Names *names);

#endif
