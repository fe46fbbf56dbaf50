#include "report/diagnostics_text.h"

#include "source/clean.h"

enum {
    WINDOW = 100,     /* columns of a source line that are shown at most */
    BEFORE = 36,      /* of them, before the place */
    MAX_BYTES = 1000, /* a window has no more bytes, whatever stands on top of each other in it */
};

typedef struct Ink {
    const char *error, *warning, *frame, *strong, *plain;
} Ink;

static const Ink colored = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"};
static const Ink bare = {"", "", "", "", ""};

static void add(Text *out, const char *s)
{
    text_add(out, str_of(s));
}

/* Cleaned; a line end, which only our own texts contain, starts a new line with `indent` spaces. */
static void add_message(Text *out, Str message, size_t indent)
{
    while (message.len) {
        const char *end = memchr(message.ptr, '\n', message.len);
        size_t len = end ? (size_t)(end - message.ptr) : message.len;
        text_add_clean(out, (Str){message.ptr, len});
        if (!end) {
            break;
        }
        text_add_char(out, '\n');
        text_add_spaces(out, indent);
        message = (Str){end + 1, message.len - len - 1};
    }
}

static int digits_of(uint32_t n)
{
    int digits = 1;
    for (; n > 9; n /= 10) {
        digits++;
    }
    return digits;
}

static size_t before_character(Str line, size_t at)
{
    do {
        at--;
    } while (at > 0 && ((unsigned char)line.ptr[at] & 0xc0) == 0x80);
    return at;
}

/* Where to start showing a line so that `place` is seen: its start, or about BEFORE columns before. */
static size_t window_start(Str line, size_t place)
{
    size_t whole = 0;
    if (line.len <= MAX_BYTES) {
        for (size_t at = 0; at < line.len;) {
            whole += clean_character(NULL, line, &at);
        }
        if (whole <= WINDOW) {
            return 0;
        }
    }
    size_t at = place, width = 0;
    while (at > 0 && width < BEFORE && place - at < MAX_BYTES / 2) {
        size_t earlier = before_character(line, at), step = earlier;
        width += clean_character(NULL, line, &step);
        at = earlier;
    }
    return at;
}

/* One source line with `span` marked by `mark` and its label. */
static void add_line(Text *out, Files *files, Span span, int gutter, char mark, Str label, const char *color,
                     const Ink *ink)
{
    FilePlace at_start = files_place(files, span.start);
    Place place = at_start.place;
    Str line = file_line(at_start.file, place.line);
    size_t start = at_start.offset - file_line_start(at_start.file, place.line), end = span.end - (span.start - start);
    start = start < line.len ? start : line.len;
    end = end < line.len ? end : line.len;
    text_format(out, "%s%*u │%s ", ink->frame, gutter, place.line, ink->plain);
    size_t from = window_start(line, start), at = from, column = 0, first = 0, last = 0;
    if (from > 0) {
        add(out, "…");
        column++;
    }
    size_t first_byte = at;
    for (;;) {
        first = at <= start ? column : first;
        last = at <= end ? column : last;
        if (at >= line.len) {
            break;
        }
        if (column >= WINDOW || at - first_byte > MAX_BYTES) {
            add(out, "…");
            break;
        }
        column += clean_character(out, line, &at);
    }
    text_format(out, "\n%s%*s │%s ", ink->frame, gutter, "", ink->plain);
    text_add_spaces(out, first);
    add(out, color);
    size_t marks = last > first ? last - first : 1;
    while (marks-- > 0) {
        text_add_char(out, mark);
    }
    if (label.len) {
        text_add_char(out, ' ');
        add_message(out, label, 0);
    }
    add(out, ink->plain);
    text_add_char(out, '\n');
}

/* "┌ ball.case:31:10" */
static void add_place(Text *out, const FilePlace *at, int gutter, const Ink *ink)
{
    text_format(out, "%s%*s ┌%s ", ink->frame, gutter, "", ink->plain);
    text_add_clean(out, at->file->name);
    text_format(out, ":%u:%u\n", at->place.line, at->place.column);
}

static void add_diagnostic(Text *out, const Diag *diag, Files *files, const Ink *ink)
{
    bool error = diag->severity == SEVERITY_ERROR;
    const char *color = error ? ink->error : ink->warning;
    text_format(out, "%s%s[%s]%s%s: ", color, diag_severity_word(diag->severity), diag_code_name(diag->code),
                ink->plain, ink->strong);
    add_message(out, diag->message, 2);
    text_format(out, "%s\n", ink->plain);
    if (diag->whole_file) {
        text_format(out, "%s  ┌%s ", ink->frame, ink->plain);
        text_add_clean(out, files->at.at[0].name);
        text_add_char(out, '\n');
    } else {
        FilePlace at = files_place(files, diag->span.start);
        int gutter = digits_of(at.place.line);
        for (int i = 0; i < diag->marks; i++) {
            int digits = digits_of(files_place(files, diag->mark[i].span.start).place.line);
            gutter = digits > gutter ? digits : gutter;
        }
        add_place(out, &at, gutter, ink);
        add_line(out, files, diag->span, gutter, '^', diag->label, color, ink);
        for (int i = 0; i < diag->marks; i++) {
            FilePlace mark = files_place(files, diag->mark[i].span.start);
            if (mark.file == at.file) {
                text_format(out, "%s%*s ·%s\n", ink->frame, gutter, "", ink->plain);
            } else {
                add_place(out, &mark, gutter, ink);
            }
            add_line(out, files, diag->mark[i].span, gutter, '-', diag->mark[i].label, ink->frame, ink);
            at = mark;
        }
    }
    if (diag->note.len) {
        add(out, "  = ");
        add_message(out, diag->note, 4);
        text_add_char(out, '\n');
    }
    if (diag->help.len) {
        text_format(out, "  %shelp%s: ", ink->strong, ink->plain);
        add_message(out, diag->help, 8);
        text_add_char(out, '\n');
    }
}

void diagnostics_text(Text *out, const Diagnostics *diags, Files *files, bool color)
{
    const Ink *ink = color ? &colored : &bare;
    for (size_t i = 0; i < diags->list.n; i++) {
        add_diagnostic(out, &diags->list.at[i], files, ink);
    }
    size_t all = diags->errors + diags->warnings;
    if (all > diags->list.n) {
        text_add_clean(out, files->at.at[0].name);
        text_format(out, ": %zu more not shown\n", all - diags->list.n);
    }
}
