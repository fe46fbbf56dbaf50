/* The one layout of a case file. It keeps every word, number, text and comment in its order, and changes only blanks and line ends:
 * so the layout of a file depends on nothing but what it says, and laying it out twice changes nothing more.
 *
 * What stands where: an item on one line when it fits and nothing in it asks for a line of its own; else its head, with its
 * sentence where it has one beside a bare name, and below it, by two spaces, what format.c's table says of each clause. A new kind
 * of clause needs no line there: it is filled in with its neighbours. Names, positions and predicates that follow one another line by
 * line have their texts in one column. Blank lines stay where they are between items, one at a time. */
#ifndef ARG_SYNTAX_FORMAT_H
#define ARG_SYNTAX_FORMAT_H

#include "base/text.h"
#include "syntax/tree.h"

/* Appends the file laid out. `tree` is what the parser read from this file alone, without an error. False: the parser would read the result
 * otherwise, which must not happen; nothing is appended. */
bool format_file(const SourceFile *file, const Tree *tree, Text *out);

#endif
