#include "report/wrap.h"

#include "source/clean.h"

void wrap_after(Text *out, Str s, Str first, Str rest, size_t width)
{
    size_t column = text_add_clean(out, first), i = 0;
    bool fresh = true; /* nothing on this line yet */
    while (i < s.len) {
        size_t end = i, columns = 0;
        while (end < s.len && s.ptr[end] != ' ') {
            columns += clean_character(NULL, s, &end);
        }
        if (!fresh && column + 1 + columns > width) {
            text_add(out, STR("\n"));
            column = text_add_clean(out, rest);
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

void wrap_add(Text *out, Str s, size_t first, size_t rest, size_t width)
{
    Text indent = {0};
    text_add_spaces(&indent, first > rest ? first : rest);
    wrap_after(out, s, (Str){indent.bytes, first}, (Str){indent.bytes, rest}, width);
    text_free(&indent);
}
