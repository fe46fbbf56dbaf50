/* Paragraphs: text broken at spaces so that it fits the width, with an indent for the lines after the first. */
#ifndef ARG_REPORT_WRAP_H
#define ARG_REPORT_WRAP_H

#include "base/text.h"

/* Appends s, cleaned for a terminal, as lines of at most `width` columns. The first line starts after `first` spaces, the
 * others after `rest`. Ends with a newline. */
void wrap_add(Text *out, Str s, size_t first, size_t rest, size_t width);

/* The same with text before the first line and before the others: the branches of a tree. */
void wrap_after(Text *out, Str s, Str first, Str rest, size_t width);

#endif
