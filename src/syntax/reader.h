/* Reads a case with all that it uses: its own file, and then the files named by `use`, each once, in the order in which they are
 * met. What a used file says counts as if it stood in the case; it must be a `library`. What is wrong with a `use` is a
 * diagnostic at that item, and nothing of a file that is no library is ever shown. */
#ifndef ARG_SYNTAX_READER_H
#define ARG_SYNTAX_READER_H

#include "source/files.h"
#include "syntax/tree.h"

enum { MAX_FILES = 1000, MAX_USE_DEPTH = 32 };

/* The first of `files` has been read, and is the only one; the others are added to it. `tree` must be empty. */
void reader_run(Files *files, Tree *tree, Diagnostics *diags);

#endif
