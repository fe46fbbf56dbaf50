#include "report/wrap.h"

#include "source/clean.h"

void wrap_add(Text *out, Str s, size_t first, size_t rest, size_t width)
{
    size_t column = first, i = 0;
    bool fresh = true; /* nothing on this line yet */
    text_add_spaces(out, first);
    while (i < s.len) {
        size_t end = i, columns = 0;
        while (end < s.len && s.ptr[end] != ' ') {
            columns += clean_character(NULL, s, &end);
        }
        if (!fresh && column + 1 + columns > width) {
            text_add(out, STR("\n"));
            text_add_spaces(out, rest);
            column = rest;
            fresh = true;
        }
        if (!fresh) {
            text_add(out, STR(" "));
            column++;
        }
        text_add_clean(out, (Str){s.ptr + i, end - i});
        column += columns;
        fresh = false;
        i = end < s.len ? end + 1 : end;
    }
    text_add(out, STR("\n"));
}
