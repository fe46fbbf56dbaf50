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

static RowCell *cell_of(const Table *table, const RowSet *set, const ConstantId *key, uint32_t hash)
{
    size_t mask = set->room - 1, i = hash & mask;
    while (set->cells[i].row != NONE &&
           (set->cells[i].hash != hash || !same(table->arity, set->columns, ROW(table, set->cells[i].row), key))) {
        i = (i + 1) & mask;
    }
    return &set->cells[i];
}

static void grow(RowSet *set)
{
    RowSet old = *set;
    set->room = old.room ? old.room * 2 : 8;
    set->cells = mem_new(set->room, sizeof *set->cells);
    memset(set->cells, 0xff, set->room * sizeof *set->cells);
    for (size_t k = 0; k < old.room; k++) {
        if (old.cells[k].row != NONE) {
            size_t i = old.cells[k].hash & (set->room - 1);
            while (set->cells[i].row != NONE) {
                i = (i + 1) & (set->room - 1);
            }
            set->cells[i] = old.cells[k];
        }
    }
    free(old.cells);
}

/* The cell of the key, its hash set; its row is NONE when the key is new, and must then be set. */
static RowCell *cell_at(const Table *table, RowSet *set, const ConstantId *key, uint32_t hash)
{
    if ((set->keys + 1) * 3 > set->room * 2) {
        grow(set);
    }
    RowCell *cell = cell_of(table, set, key, hash);
    cell->hash = hash;
    set->keys += cell->row == NONE;
    return cell;
}

static uint32_t find(const Table *table, const RowSet *set, const ConstantId *key)
{
    return set->room ? cell_of(table, set, key, hash_columns(table->arity, set->columns, key))->row : NONE;
}

uint32_t table_hash(uint32_t arity, const ConstantId *values)
{
    return hash_columns(arity, ALL_COLUMNS, values);
}

uint32_t relation_prefetch(const Theory *t, RelationId relation, const ConstantId *values)
{
    uint32_t arity = relation_arity(t->c, relation), id = theory_table(t, relation);
    uint32_t hash = table_hash(arity, values);
    if (id != NONE && t->tables.at[id].rows.room) {
        const RowSet *rows = &t->tables.at[id].rows;
        __builtin_prefetch(&rows->cells[hash & (rows->room - 1)], 1);
    }
    return hash;
}

uint32_t table_find(const Table *table, const ConstantId *values)
{
    return find(table, &table->rows, values);
}

AtomId table_add(Table *table, const ConstantId *values, uint32_t hash, AtomId fresh)
{
    table->rows.columns = ALL_COLUMNS;
    RowCell *cell = cell_at(table, &table->rows, values, hash);
    if (cell->row == NONE) {
        cell->row = vec_next_id(&table->atoms);
        vec_push(&table->atoms, fresh);
        ids_append(&table->values, values, table->arity);
    }
    return table->atoms.at[cell->row];
}

static void index_add(Table *table, Index *index, uint32_t row)
{
    const ConstantId *key = ROW(table, row);
    RowCell *cell = cell_at(table, &index->latest, key, hash_columns(table->arity, index->latest.columns, key));
    vec_push(&index->next, cell->row);
    cell->row = row;
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
        if (table->indexes.at[i].latest.columns == columns) {
            return i;
        }
    }
    Index index = {.latest.columns = columns};
    for (uint32_t row = 0; row < table->active; row++) {
        index_add(table, &index, row);
    }
    vec_push(&table->indexes, index);
    return (uint32_t)table->indexes.n - 1;
}

uint32_t index_first(const Table *table, const Index *index, const ConstantId *key)
{
    return find(table, &index->latest, key);
}

void table_free(Table *table)
{
    vec_free(&table->values);
    vec_free(&table->atoms);
    free(table->rows.cells);
    for (size_t i = 0; i < table->indexes.n; i++) {
        vec_free(&table->indexes.at[i].next);
        free(table->indexes.at[i].latest.cells);
    }
    vec_free(&table->indexes);
}
