#include "base/text.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void make_room(Text *text, size_t more)
{
    if (text->room - text->len <= more) {
        text->room = mem_grown(text->room, text->len + more + 1);
        text->bytes = mem_resize(text->bytes, text->room, 1);
    }
}

void text_add(Text *text, Str s)
{
    make_room(text, s.len);
    if (s.len) {
        memcpy(text->bytes + text->len, s.ptr, s.len);
    }
    text->len += s.len;
    text->bytes[text->len] = '\0';
}

void text_add_char(Text *text, char c)
{
    text_add(text, (Str){&c, 1});
}

void text_add_spaces(Text *text, size_t count)
{
    make_room(text, count);
    memset(text->bytes + text->len, ' ', count);
    text->len += count;
    text->bytes[text->len] = '\0';
}

void text_format(Text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length > 0) {
        make_room(text, (size_t)length);
        vsnprintf(text->bytes + text->len, (size_t)length + 1, format, again);
        text->len += (size_t)length;
    }
    va_end(again);
}

Str text_str(const Text *text)
{
    return (Str){text->len ? text->bytes : "", text->len};
}

void text_free(Text *text)
{
    free(text->bytes);
    *text = (Text){0};
}
