/* The rows of a table that stand in a file of their own: text with commas (csv.h), whose first row names the columns. A column
 * called as one of the table's variables holds values, `on`, `from`, `until`, `through`, `during`, `begins`, `per`, `by`,
 * `rank`, `ref` and `note` what those clauses say; others are not used. Each row becomes a fact or claim of the tree, and
 * places in messages are those of the file. */
#ifndef ARG_SYNTAX_TABLE_H
#define ARG_SYNTAX_TABLE_H

#include "syntax/tree.h"

/* Adds the rows in `file` to `tree`, as rows of the FACTS or CLAIMS item `table`. `span` is the name of the file there. */
void table_read(const SourceFile *file, Tree *tree, uint32_t table, Span span, Diagnostics *diags);

#endif
