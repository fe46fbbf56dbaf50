#include "ground/tables.h"

static uint32_t hash_columns(uint32_t arity, uint64_t columns, const ConstantId *values)
{
    uint64_t hash = 0x9e3779b97f4a7c15u;
    for (uint32_t i = 0; i < arity; i++) {
        if (columns >> i & 1) {
            hash = (hash ^ values[i]) * 0xd6e8feb86659fd93u;
            hash ^= hash >> 29;
        }
    }
    return (uint32_t)(hash ^ hash >> 32);
}

static bool same(uint32_t arity, uint64_t columns, const ConstantId *a, const ConstantId *b)
{
    for (uint32_t i = 0; i < arity; i++) {
        if ((columns >> i & 1) && a[i] != b[i]) {
            return false;
        }
    }
    return true;
}

#define ALL_COLUMNS UINT64_MAX
#define ROW(table, r) (&(table)->values.at[(size_t)(r) * (table)->arity])

static size_t slot_of(const Table *table, const uint32_t *cells, size_t room, uint64_t columns, const ConstantId *key)
{
    size_t mask = room - 1, i = hash_columns(table->arity, columns, key) & mask;
    while (cells[i] != NONE && !same(table->arity, columns, ROW(table, cells[i]), key)) {
        i = (i + 1) & mask;
    }
    return i;
}

/* Doubles a hash table of rows. */
static void grow(const Table *table, uint32_t **cells, size_t *room, uint64_t columns)
{
    size_t old_room = *room;
    uint32_t *old = *cells;
    *room = old_room ? old_room * 2 : 8;
    *cells = mem_new(*room, sizeof **cells);
    memset(*cells, 0xff, *room * sizeof **cells);
    for (size_t i = 0; i < old_room; i++) {
        if (old[i] != NONE) {
            (*cells)[slot_of(table, *cells, *room, columns, ROW(table, old[i]))] = old[i];
        }
    }
    free(old);
}

uint32_t table_find(const Table *table, const ConstantId *values)
{
    return table->room ? table->cells[slot_of(table, table->cells, table->room, ALL_COLUMNS, values)] : NONE;
}

uint32_t table_add(Table *table, const ConstantId *values, AtomId atom)
{
    if ((table->atoms.n + 1) * 3 > table->room * 2) {
        grow(table, &table->cells, &table->room, ALL_COLUMNS);
    }
    uint32_t row = vec_next_id(&table->atoms);
    vec_push(&table->atoms, atom);
    vec_append(&table->values, values, table->arity);
    table->cells[slot_of(table, table->cells, table->room, ALL_COLUMNS, values)] = row;
    return row;
}

static void index_add(Table *table, Index *index, uint32_t row)
{
    if ((index->keys + 1) * 3 > index->room * 2) {
        grow(table, &index->cells, &index->room, index->columns);
    }
    size_t slot = slot_of(table, index->cells, index->room, index->columns, ROW(table, row));
    index->keys += index->cells[slot] == NONE;
    vec_push(&index->next, index->cells[slot]);
    index->cells[slot] = row;
}

void table_activate(Table *table)
{
    for (size_t i = 0; i < table->indexes.n; i++) {
        index_add(table, &table->indexes.at[i], table->active);
    }
    table->active++;
}

uint32_t table_index(Table *table, uint64_t columns)
{
    for (uint32_t i = 0; i < table->indexes.n; i++) {
        if (table->indexes.at[i].columns == columns) {
            return i;
        }
    }
    Index index = {.columns = columns};
    for (uint32_t row = 0; row < table->active; row++) {
        index_add(table, &index, row);
    }
    vec_push(&table->indexes, index);
    return (uint32_t)table->indexes.n - 1;
}

uint32_t index_first(const Table *table, const Index *index, const ConstantId *key)
{
    return index->room ? index->cells[slot_of(table, index->cells, index->room, index->columns, key)] : NONE;
}

void table_free(Table *table)
{
    vec_free(&table->values);
    vec_free(&table->atoms);
    free(table->cells);
    for (size_t i = 0; i < table->indexes.n; i++) {
        vec_free(&table->indexes.at[i].next);
        free(table->indexes.at[i].cells);
    }
    vec_free(&table->indexes);
}
