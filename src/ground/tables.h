/* Private to ground/: rows of relations and their hash indexes. A row once added never changes; joins see the rows before
 * Table.active. */
#ifndef ARG_GROUND_TABLES_H
#define ARG_GROUND_TABLES_H

#include "ground/theory.h"

/* Fetches the place of a row with these values, if the relation has a table, into the caches. Its hash, for table_add. */
uint32_t relation_prefetch(const Theory *t, RelationId relation, const ConstantId *values);
uint32_t table_hash(uint32_t arity, const ConstantId *values);
/* The row with these values, or NONE. */
uint32_t table_find(const Table *table, const ConstantId *values);
/* The atom of the row with these values, which have this hash; a row that is not there yet is added, with the atom `fresh`. */
AtomId table_add(Table *table, const ConstantId *values, uint32_t hash, AtomId fresh);
/* Makes the next row visible to joins. */
void table_activate(Table *table);
/* The index on these columns, made when first asked for; its number in Table.indexes. */
uint32_t table_index(Table *table, uint64_t columns);
/* The latest visible row whose columns have the key's values (`key` has one value for each argument), or NONE. Follow
 * Index.next for the others. */
uint32_t index_first(const Table *table, const Index *index, const ConstantId *key);
void table_free(Table *table);

#endif
