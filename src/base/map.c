#include "base/map.h"

#include <endian.h>

uint64_t hash_bytes(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    uint64_t hash = 0x9e3779b97f4a7c15u ^ len;
    while (len >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        hash = hash_mix(hash ^ word);
        p += 8;
        len -= 8;
    }
    uint64_t tail = 0;
    if (len >= 4) { /* two reads of four bytes, which may overlap */
        uint32_t first, last;
        memcpy(&first, p, 4);
        memcpy(&last, p + len - 4, 4);
        tail = (uint64_t)first << 32 | last;
    } else if (len) {
        tail = (uint64_t)p[0] << 16 | (uint64_t)p[len / 2] << 8 | p[len - 1];
    }
    return hash_mix(hash ^ tail);
}

static size_t map_slot(const Map *map, uint64_t key)
{
    size_t mask = map->room - 1, i = hash_mix(key) & mask;
    while (map->cells[i].value != NONE && map->cells[i].key != key) {
        i = (i + 1) & mask;
    }
    return i;
}

uint32_t map_find(const Map *map, uint64_t key)
{
    return map->room ? map->cells[map_slot(map, key)].value : NONE;
}

static void map_grow(Map *map)
{
    Map old = *map;
    map->room = old.room ? old.room * 2 : 16;
    map->cells = mem_new(map->room, sizeof *map->cells);
    for (size_t i = 0; i < map->room; i++) {
        map->cells[i].value = NONE;
    }
    for (size_t i = 0; i < old.room; i++) {
        if (old.cells[i].value != NONE) {
            map->cells[map_slot(map, old.cells[i].key)] = old.cells[i];
        }
    }
    free(old.cells);
}

uint32_t *map_at(Map *map, uint64_t key)
{
    if ((map->n + 1) * 3 > map->room * 2) {
        map_grow(map);
    }
    MapCell *cell = &map->cells[map_slot(map, key)];
    if (cell->value == NONE) {
        cell->key = key;
        map->n++;
    }
    return &cell->value;
}

void map_free(Map *map)
{
    free(map->cells);
    *map = (Map){0};
}

static void dense_resize(Dense *dense, size_t room)
{
    dense->at = mem_resize(dense->at, room, sizeof *dense->at);
    memset(dense->at + dense->room, 0xff, (room - dense->room) * sizeof *dense->at);
    dense->room = room;
}

uint32_t *dense_at(Dense *dense, uint32_t key)
{
    if (key >= dense->room) {
        dense_resize(dense, mem_grown(dense->room, (size_t)key + 1));
    }
    return &dense->at[key];
}

uint32_t *dense_at_of(Dense *dense, uint32_t key, size_t keys)
{
    if (key >= dense->room && key < keys) {
        dense_resize(dense, keys);
    }
    return dense_at(dense, key);
}

void dense_free(Dense *dense)
{
    free(dense->at);
    *dense = (Dense){0};
}

/* What a text is told by. `whole` is the text itself where it has up to eight bytes (names_whole), else a part of its hash with a
 * zero in the highest byte; `hash` is a function of it. */
typedef struct NamesKey {
    uint64_t whole;
    uint32_t hash;
} NamesKey;

/* A text of up to eight bytes in one number, unlike that of any other: a shorter one has its length in the last byte. 0 for others. */
static uint64_t names_whole(Str text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t len = text.len;
    uint64_t whole = 0;
    if (len == 8) {
        memcpy(&whole, p, 8);
        whole = le64toh(whole);
        return whole >> 56 >= 8 ? whole : 0;
    }
    if (len == 0 || len > 8) {
        return 0;
    }
    if (len >= 4) { /* two reads of four bytes, which may overlap */
        uint32_t first, last;
        memcpy(&first, p, 4);
        memcpy(&last, p + len - 4, 4);
        whole = le32toh(first) | (uint64_t)le32toh(last) << (len - 4) * 8;
    } else {
        whole = p[0] | (uint64_t)p[len / 2] << len / 2 * 8 | (uint64_t)p[len - 1] << (len - 1) * 8;
    }
    return whole | (uint64_t)len << 56;
}

static bool is_short(uint64_t whole)
{
    return whole >> 56;
}

/* Names that differ in the last two bits only are neighbours in the table: numbered ones (`r1`, `r2`, …) share cache lines. */
static uint32_t names_hash(uint64_t whole)
{
    if (!is_short(whole)) {
        return (uint32_t)whole;
    }
    unsigned len = whole >> 56 < 8 ? (unsigned)(whole >> 56) : 8, last = (len - 1) * 8;
    return (uint32_t)hash_mix(whole & ~((uint64_t)3 << last)) << 2 | (uint32_t)(whole >> last & 3);
}

static NamesKey names_key(Str text)
{
    uint64_t whole = names_whole(text);
    if (!whole) {
        uint64_t last = text.len ? (unsigned char)text.ptr[text.len - 1] : 0;
        uint64_t hash = hash_mix(hash_bytes(text.ptr, text.len ? text.len - 1 : 0) + (last >> 2));
        whole = (hash << 2 | (last & 3)) & UINT64_MAX >> 8;
    }
    return (NamesKey){whole, names_hash(whole)};
}

static uint64_t cell_whole(const NamesCell *cell)
{
    return (uint64_t)cell->high << 32 | cell->low;
}

/* The first cell from `i` on that is empty, or that of a text with this key: of the same one, if it is short. */
static size_t names_probe(const Names *names, NamesKey key, size_t i)
{
    size_t mask = names->room - 1;
    for (i &= mask; names->cells[i].id != NONE && cell_whole(&names->cells[i]) != key.whole;) {
        i = (i + 1) & mask;
    }
    return i;
}

static size_t names_slot(const Names *names, Str text, NamesKey key)
{
    size_t i = names_probe(names, key, key.hash);
    while (!is_short(key.whole) && names->cells[i].id != NONE && !str_equal(names->text.at[names->cells[i].id], text)) {
        i = names_probe(names, key, i + 1);
    }
    return i;
}

/* Twice the room, in place: a large table is a large part of the memory that reading takes.
 * A cell stays or goes up to the new half, or further down where room has become free. Taken in their order from behind an empty
 * one, all that may stand between a cell's place and itself has been moved before it. */
static void names_grow(Names *names)
{
    size_t old_room = names->room, first = 0;
    names->room = old_room ? old_room * 2 : 64;
    names->cells = mem_resize(names->cells, names->room, sizeof *names->cells);
    memset(names->cells + old_room, 0xff, (names->room - old_room) * sizeof *names->cells);
    size_t mask = names->room - 1;
    while (first < old_room && names->cells[first].id != NONE) {
        first++;
    }
    for (size_t k = 0; k < old_room; k++) {
        NamesCell *from = &names->cells[(first + k) & (old_room - 1)], cell = *from;
        if (cell.id != NONE) {
            from->id = NONE;
            size_t i = names_hash(cell_whole(&cell)) & mask;
            while (names->cells[i].id != NONE) {
                i = (i + 1) & mask;
            }
            names->cells[i] = cell;
        }
    }
}

static uint32_t names_enter(Names *names, Str text, NamesKey key, bool borrowed)
{
    if ((names->text.n + 1) * 3 > names->room * 2) {
        names_grow(names);
    }
    size_t slot = names_slot(names, text, key);
    if (names->cells[slot].id == NONE) {
        names->cells[slot] = (NamesCell){(uint32_t)key.whole, (uint32_t)(key.whole >> 32), vec_next_id(&names->text)};
        vec_push(&names->text, borrowed ? text : arena_copy(&names->arena, text));
    }
    return names->cells[slot].id;
}

uint32_t names_add(Names *names, Str text)
{
    return names_enter(names, text, names_key(text), false);
}

uint32_t names_add_borrowed(Names *names, Str text)
{
    return names_enter(names, text, names_key(text), true);
}

void names_add_together(Names *names, const Str *texts, size_t count, uint32_t *ids)
{
    NamesKey key[NAMES_AT_ONCE];
    size_t mask = names->room - 1;
    for (size_t i = 0; i < count; i++) {
        key[i] = names_key(texts[i]);
        if (names->room) {
            __builtin_prefetch(&names->cells[key[i].hash & mask]);
        }
    }
    /* Long texts are not in the table: the record of one that is most likely the same, then its bytes. */
    const Str *same[NAMES_AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        bool in_table = !names->room || is_short(key[i].whole);
        uint32_t id = in_table ? NONE : names->cells[names_probe(names, key[i], key[i].hash)].id;
        same[i] = id == NONE ? NULL : &names->text.at[id];
        __builtin_prefetch(same[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (same[i]) {
            __builtin_prefetch(same[i]->ptr);
        }
    }
    for (size_t i = 0; i < count; i++) {
        ids[i] = names_enter(names, texts[i], key[i], true);
    }
}

uint32_t names_find(const Names *names, Str text)
{
    return names->room ? names->cells[names_slot(names, text, names_key(text))].id : NONE;
}

void names_free(Names *names)
{
    vec_free(&names->text);
    free(names->cells);
    arena_free(&names->arena);
    *names = (Names){0};
}
