/* Text from a file, made fit to be shown: control characters, which could steer a terminal, and characters that reorder or
 * hide text appear as escapes (`\x1b`, `\u{202e}`). Everything that comes from a file and is printed passes through here. */
#ifndef ARG_SOURCE_CLEAN_H
#define ARG_SOURCE_CLEAN_H

#include "base/text.h"

/* Appends s as shown; a tab becomes four spaces. Returns the columns that it takes on a terminal. */
size_t text_add_clean(Text *out, Str s);
/* The same for the one character at *at, which is moved behind it; `out` may be NULL, to measure only. */
size_t clean_character(Text *out, Str s, size_t *at);

#endif
