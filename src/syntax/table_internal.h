/* Private to table*.c: a table that is being read from a file, and its cells. */
#ifndef ARG_SYNTAX_TABLE_INTERNAL_H
#define ARG_SYNTAX_TABLE_INTERNAL_H

#include "syntax/csv.h"
#include "syntax/parser_internal.h"

enum { MAX_COLUMNS = 256 };

enum { THROUGH = CLAUSE_KINDS /* a column of its own, and part of a clause */ };

typedef enum ColumnUse { COLUMN_UNUSED, COLUMN_VALUE, COLUMN_CLAUSE } ColumnUse;

typedef struct Column {
    uint8_t use;
    uint8_t clause; /* ClauseKind, or THROUGH */
    uint32_t value; /* the number of the table's variable */
    CsvCell header;
} Column;

typedef struct Table {
    Csv csv;
    Parser parser; /* for what is more than a name, a number or a day */
    Tree *tree;
    Diagnostics *diags;
    TreeItem head; /* the table's item; its index */
    uint32_t index;
    uint32_t base; /* of the file */
    IdVec variables;
    Column columns[MAX_COLUMNS];
    uint32_t count;
    bool warned; /* that a text looks like a name */
    /* The row being read. */
    uint32_t values, start;
    TreeClause period, per, ref;
    Str last_source; /* of the last row that cites one source without more, and that citation */
    TreeRange last_cite;
    uint32_t until, through; /* dates, or NONE */
} Table;

/* ---- table_cells.c ---- */

/* A place in the table's file; that of a cell. */
Span table_span(const Table *t, uint32_t start, uint32_t end);
Span table_cell_span(const Table *t, const CsvCell *cell);
/* The cell's text; its doubled quotation marks undone, then in the tree's arena. */
Str table_text(Table *t, const CsvCell *cell);
const char *table_shown(Table *t, Span span);
/* What there was before a cell was read as in a case. */
typedef struct Detour {
    TreeMark mark;
    size_t diags;
} Detour;
/* Lets the parser stand at the start of a cell, as if it were a file of its own; and moves what was read there to its place in the table's
 * file. */
Detour table_enter_cell(Table *t, const CsvCell *cell);
bool table_leave_cell(Table *t, const CsvCell *cell, const Detour *detour, bool read);
/* Whether this is a name in small letters. */
bool table_is_plain_name(Str text);
/* What a cell stands for in the table's statement; false after a message. */
bool table_value(Table *t, const CsvCell *cell, const Column *column, TreeTerm *term);

#endif
