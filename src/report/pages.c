#include "report/pages.h"

#include "report/wrap.h"

static bool starts(Str s, const char *with)
{
    size_t len = strlen(with);
    return s.len >= len && memcmp(s.ptr, with, len) == 0;
}

/* Takes the first line, without its end, off `rest`. */
static Str take_line(Str *rest)
{
    const char *end = memchr(rest->ptr, '\n', rest->len);
    Str line = {rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len};
    size_t taken = line.len + (end != NULL);
    *rest = (Str){rest->ptr + taken, rest->len - taken};
    return line;
}

/* Adds running text without its marks: links become their text, emphasis its words; `code` keeps its marks, as in messages. */
static void add_plain(Text *out, Str s)
{
    bool code = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        code ^= c == '`';
        if (!code && c == ']' && i + 1 < s.len && s.ptr[i + 1] == '(') {
            const char *close = memchr(s.ptr + i, ')', s.len - i);
            i = close ? (size_t)(close - s.ptr) : i;
        } else if (code || (c != '*' && c != '[')) {
            text_add_char(out, c);
        }
    }
}

/* Writes the paragraph that has been collected, if any. */
static void end_paragraph(Text *out, Text *paragraph, size_t indent, size_t width)
{
    if (paragraph->len) {
        Text plain = {0};
        add_plain(&plain, text_str(paragraph));
        wrap_add(out, text_str(&plain), 0, indent, width);
        text_free(&plain);
        paragraph->len = 0;
    }
}

void page_text(Text *out, Str page, size_t width)
{
    Text paragraph = {0};
    size_t indent = 0; /* of the paragraph's further lines */
    bool block = false;
    while (page.len) {
        Str line = take_line(&page);
        bool fence = starts(line, "```"), heading = !block && starts(line, "#"), item = !block && starts(line, "- ");
        if (fence || heading || item || (!block && line.len == 0)) {
            end_paragraph(out, &paragraph, indent, width);
            indent = item ? 2 : 0;
        }
        if (fence) {
            block = !block;
        } else if (block && line.len) {
            text_add(out, STR("    "));
            text_add(out, line);
            text_add_char(out, '\n');
        } else if (line.len == 0) {
            text_add_char(out, '\n');
        } else {
            size_t skip = 0;
            while (skip < line.len && (line.ptr[skip] == ' ' || (heading && line.ptr[skip] == '#'))) {
                skip++;
            }
            if (paragraph.len) {
                text_add_char(&paragraph, ' ');
            }
            text_add(&paragraph, (Str){line.ptr + skip, line.len - skip});
            if (heading) {
                end_paragraph(out, &paragraph, 0, width);
            }
        }
    }
    end_paragraph(out, &paragraph, indent, width);
    text_free(&paragraph);
}

void pages_list(Text *out, size_t width)
{
    for (DiagCode code = 0; code < DIAG_CODES; code++) {
        Text line = {0};
        text_format(&line, "%s  %s", diag_code_name(code), diag_code_title(code));
        wrap_add(out, text_str(&line), 0, 7, width);
        text_free(&line);
    }
}
