/* A growable text buffer, zero-initialised is empty. `bytes` is zero-terminated whenever len > 0. */
#ifndef ARG_BASE_TEXT_H
#define ARG_BASE_TEXT_H

#include "base/str.h"

typedef struct Text {
    char *bytes;
    size_t len, room;
} Text;

void text_add(Text *text, Str s);
void text_add_char(Text *text, char c);
void text_add_spaces(Text *text, size_t count);
void text_format(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A view of what is there, valid until the next change. */
Str text_str(const Text *text);
void text_free(Text *text);

#endif
