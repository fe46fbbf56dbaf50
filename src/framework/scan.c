#include "framework/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 18, KEPT = 256, SHOWN_AFTER = 80 };

static bool cannot_read(Scan *s, const char *reason)
{
    text_format(&s->trouble->message, "cannot read %s: %s", s->source->path, reason);
    s->failed = true;
    return false;
}

bool scan_open(Scan *s, const InputSource *source, InputTrouble *trouble)
{
    *s = (Scan){.source = source, .trouble = trouble, .line = 1, .file = -1};
    if (source->path) {
        bool standard_input = strcmp(source->path, "-") == 0;
        struct stat info;
        s->file = standard_input ? STDIN_FILENO : open(source->path, O_RDONLY | O_CLOEXEC);
        if (s->file < 0 || fstat(s->file, &info) != 0) {
            return cannot_read(s, strerror(errno));
        }
        if (S_ISDIR(info.st_mode)) {
            return cannot_read(s, "it is a folder; name the file itself");
        }
    }
    s->room = mem_new(KEPT + BLOCK + 1, 1);
    s->block = s->room + KEPT;
    s->p = s->end = s->block;
    *s->block = 0;
    return true;
}

void scan_close(Scan *s)
{
    if (s->file > STDIN_FILENO) {
        close(s->file);
    }
    free(s->room);
    s->room = NULL;
}

static size_t next_bytes(Scan *s, unsigned char *to)
{
    if (s->file < 0) {
        size_t left = s->source->length - s->taken, count = left < BLOCK ? left : BLOCK;
        if (count) {
            memcpy(to, s->source->bytes + s->taken, count);
        }
        s->taken += count;
        return count;
    }
    for (;;) {
        ssize_t got = read(s->file, to, BLOCK);
        if (got >= 0) {
            return (size_t)got;
        }
        if (errno != EINTR) {
            cannot_read(s, strerror(errno));
            return 0;
        }
        if (budget_spent(s->source->budget)) {
            return 0;
        }
    }
}

bool scan_more(Scan *s)
{
    if (s->ended || s->failed) {
        return false;
    }
    if (budget_spent(s->source->budget)) {
        text_format(&s->trouble->message, "stopped while reading");
        s->trouble->cut_short = s->failed = true;
        return false;
    }
    size_t length = (size_t)(s->end - s->block), kept = length < KEPT ? length : KEPT;
    memmove(s->block - kept, s->end - kept, kept);
    s->before += length;
    size_t got = next_bytes(s, s->block);
    s->p = s->block;
    s->end = s->block + got;
    s->block[got] = 0;
    s->ended = !got;
    return got > 0;
}

void scan_blanks(Scan *s)
{
    for (int c = scan_peek(s); c == ' ' || c == '\t' || c == '\r'; c = scan_peek(s)) {
        s->p++;
    }
}

void scan_newline(Scan *s)
{
    s->p++;
    s->line++;
    s->line_start = scan_at(s);
}

void scan_skip_line(Scan *s)
{
    while (scan_peek(s) != SCAN_END) {
        const unsigned char *end = memchr(s->p, '\n', (size_t)(s->end - s->p));
        s->p = end ? end : s->end;
        if (end) {
            scan_newline(s);
            return;
        }
    }
}

/* Bytes from the next on that a blank, a bracket or a line's end does not cut: what a message should mark. */
static size_t word_width(const Scan *s)
{
    size_t width = 0;
    while (s->p + width < s->end && width < 60 && !strchr(" \t\r\n(),", s->p[width])) {
        width++;
    }
    return width ? width : 1;
}

static bool not_text(Scan *s)
{
    return scan_fail(s, scan_at(s), 1,
                     "a framework is a plain text file that starts with a line such as `p af 3` or `arg(a).`",
                     "this is not a text file");
}

bool scan_line_end(Scan *s, const char *help)
{
    scan_blanks(s);
    int c = scan_peek(s);
    if (c == '\n') {
        scan_newline(s);
        return true;
    }
    if (c == SCAN_END) {
        return !s->failed;
    }
    if (c < ' ') {
        return not_text(s);
    }
    size_t width = word_width(s);
    return scan_fail(s, scan_at(s), width, help, "the line should end here, but `%.*s` follows", (int)width,
                     (const char *)s->p);
}

bool scan_number(Scan *s, const char *what, uint32_t most, const char *help, uint32_t *number)
{
    scan_blanks(s);
    int c = scan_peek(s);
    uint64_t at = scan_at(s), value = 0;
    if (c == SCAN_END || c == '\n') {
        return scan_fail(s, at, 1, help, "the line ends where the number of %s should stand", what);
    }
    size_t digits = 0;
    for (; c >= '0' && c <= '9'; c = scan_peek(s)) {
        value = value > UINT32_MAX ? value : value * 10 + (uint64_t)(c - '0');
        s->p++;
        digits++;
    }
    bool ends = c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == SCAN_END;
    if (s->failed) {
        return false;
    }
    if (!ends && c < ' ') {
        return not_text(s);
    }
    if (!ends) {
        size_t width = word_width(s);
        return scan_fail(s, at, digits + width, help, "the number of %s should stand here", what);
    }
    if (value < 1 || value > most) {
        if (most == 0) {
            return scan_fail(s, at, digits, help, "there is no such number: the first line says that there are 0");
        }
        return scan_fail(s, at, digits, help, "the number of %s is from 1 to %u", what, most);
    }
    *number = (uint32_t)value;
    return true;
}

/* What ends a word: blanks and line ends, control characters, the signs of apx. */
enum { BLANK = 1, CONTROL = 2 };
static uint8_t ends_word(unsigned char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
        return BLANK;
    case '(':
    case ')':
    case ',':
    case '%':
        return SCAN_SIGNS;
    default:
        return c < ' ' || c == 0x7f ? CONTROL : 0;
    }
}

bool scan_word(Scan *s, unsigned stops, Text *word)
{
    word->len = 0;
    while (scan_peek(s) != SCAN_END) {
        const unsigned char *p = s->p;
        while (p < s->end && !(ends_word(*p) & (BLANK | CONTROL | stops))) {
            p++;
        }
        text_add(word, (Str){(const char *)s->p, (size_t)(p - s->p)});
        s->p = p;
        if (p < s->end) {
            if (ends_word(*p) & CONTROL) {
                return not_text(s);
            }
            break;
        }
    }
    return word->len > 0 && !s->failed;
}

static size_t characters(const char *bytes, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        n += ((unsigned char)bytes[i] & 0xc0) != 0x80;
    }
    return n;
}

/* Copies the line around `at` into the trouble, as far as it is at hand, and counts the column in characters. */
static void show_line(Scan *s, uint64_t at, size_t width)
{
    InputTrouble *t = s->trouble;
    uint64_t oldest = s->before > KEPT ? s->before - KEPT : 0;
    uint64_t start = s->line_start > oldest ? s->line_start : oldest;
    t->column = at - s->line_start + 1;
    t->width = (uint32_t)(width ? width : 1);
    if (at < start) {
        return;
    }
    const unsigned char *place = s->block + (int64_t)(at - s->before), *from = s->block + (int64_t)(start - s->before);
    const unsigned char *to = place;
    while (to < s->end && *to != '\n' && *to && to - place < SHOWN_AFTER) {
        to++;
    }
    while (to > place && to < s->end && (*to & 0xc0) == 0x80) {
        to--;
    }
    if (place - from > SHOWN_AFTER) {
        from = place - SHOWN_AFTER;
        while (from < place && (*from & 0xc0) == 0x80) {
            from++;
        }
    }
    t->mark = (uint32_t)(place - from);
    text_add(&t->excerpt, (Str){(const char *)from, (size_t)(to - from)});
    size_t marked = (size_t)(to - place) < width ? (size_t)(to - place) : width;
    t->width = (uint32_t)characters((const char *)place, marked);
    t->width = t->width ? t->width : 1;
    if (s->line_start >= oldest) {
        const unsigned char *line = s->block + (int64_t)(s->line_start - s->before);
        t->column = characters((const char *)line, (size_t)(place - line)) + 1;
    }
}

/* Sets the message from the arguments after `last`, and the help. */
#define SAY(last)                                                                                                      \
    do {                                                                                                               \
        char sentence[400];                                                                                            \
        va_list args;                                                                                                  \
        va_start(args, last);                                                                                          \
        vsnprintf(sentence, sizeof sentence, last, args);                                                              \
        va_end(args);                                                                                                  \
        text_add(&s->trouble->message, str_of(sentence));                                                              \
        text_add(&s->trouble->help, str_of(help ? help : ""));                                                         \
    } while (0)

bool scan_fail(Scan *s, uint64_t at, size_t width, const char *help, const char *format, ...)
{
    if (!s->failed) {
        s->failed = true;
        s->trouble->line = s->line;
        show_line(s, at, width);
        SAY(format);
    }
    return false;
}

bool scan_fail_earlier(Scan *s, uint64_t line, uint64_t column, const char *help, const char *format, ...)
{
    if (!s->failed) {
        s->failed = true;
        s->trouble->line = line;
        s->trouble->column = column;
        s->trouble->width = 1;
        SAY(format);
    }
    return false;
}

bool scan_bears(Scan *s, uint32_t n, uint64_t said, const char *what)
{
    if (n <= INPUT_ALONE || n / INPUT_SPARSE <= said) {
        return true;
    }
    return scan_fail_earlier(s, s->count_line, s->count_column,
                             "number them from 1 without gaps, and write how many they are",
                             "too many for so few %s: this program reads up to %u, or %d for each of these", what,
                             INPUT_ALONE, INPUT_SPARSE);
}
