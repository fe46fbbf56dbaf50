/* Reads a case file into a tree. Errors are diagnostics, each at its place; reading resumes at the next line that starts
 * in column 1, so one broken item never spoils the next, and inside an item at the next clause keyword that starts a
 * line. One pass over the bytes, no allocation per token; nesting is limited (E0107). */
#ifndef ARG_SYNTAX_PARSER_H
#define ARG_SYNTAX_PARSER_H

#include "syntax/tree.h"

/* Parses the file's text into `tree`, which must be empty. The tree borrows names and the written forms of dates from the
 * file. */
void parser_run(const SourceFile *file, Tree *tree, Diagnostics *diags);

/* Reads a part of a file, to see whether it is readable: it need not begin with the title of a case. */
void parser_trial(const SourceFile *part, Tree *tree, Diagnostics *diags);

/* Parses one literal from a command line ("possesses(hayashi)", "not p(X)") into tree->literals; returns its index or NONE
 * with diagnostics whose spans count from the start of `file`. */
uint32_t parser_literal(const SourceFile *file, Tree *tree, Diagnostics *diags);

#endif
