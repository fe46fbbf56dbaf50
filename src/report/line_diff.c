#include "report/line_diff.h"

#include "base/vec.h"

#include <stdint.h>

enum { CONTEXT = 3, MOST_EDITS = 1500 };

typedef VEC(Str) Lines;

/* Which lines are gone, and which are new. */
typedef struct Diff {
    Lines before, after;
    VEC(bool) gone, new;
} Diff;

static void split(Lines *lines, Str text)
{
    while (text.len) {
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t len = end ? (size_t)(end - text.ptr) + 1 : text.len;
        vec_push(lines, ((Str){text.ptr, len}));
        text = (Str){text.ptr + len, text.len - len};
    }
}

/* Myers' greedy search in the part of `n` and `m` lines that starts at `from` in both: reach[k] is how far in `before` the diagonal k gets
 * with d edits. */
static bool shortest(Diff *diff, size_t from, size_t n, size_t m)
{
    size_t most = n + m < MOST_EDITS ? n + m : MOST_EDITS, room = 2 * most + 3;
    int32_t *reach = mem_zero(room, sizeof *reach);
    VEC(int32_t) trace = {0}; /* reach, as it was before each round */
    int32_t *at = reach + most + 1;
    bool found = false;
    size_t d = 0;
    for (; d <= most && !found; d++) {
        vec_append(&trace, at - (d + 1), 2 * d + 3);
        for (int64_t k = -(int64_t)d; k <= (int64_t)d && !found; k += 2) {
            bool down = k == -(int64_t)d || (k != (int64_t)d && at[k - 1] < at[k + 1]);
            int64_t x = down ? at[k + 1] : at[k - 1] + 1, y = x - k;
            while (x < (int64_t)n && y < (int64_t)m &&
                   str_equal(diff->before.at[from + (size_t)x], diff->after.at[from + (size_t)y])) {
                x++;
                y++;
            }
            at[k] = (int32_t)x;
            found = x >= (int64_t)n && y >= (int64_t)m;
        }
    }
    int64_t x = (int64_t)n, y = (int64_t)m;
    for (size_t end = trace.n; found && d-- > 0;) {
        const int32_t *then = trace.at + (end - (2 * d + 3)) + d + 1;
        end -= 2 * d + 3;
        int64_t k = x - y;
        bool down = k == -(int64_t)d || (k != (int64_t)d && then[k - 1] < then[k + 1]);
        int64_t previous = down ? k + 1 : k - 1, back = then[previous];
        if (d > 0) {
            if (down) {
                diff->new.at[from + (size_t)(back - previous)] = true;
            } else {
                diff->gone.at[from + (size_t)back] = true;
            }
        }
        x = back;
        y = back - previous;
    }
    free(reach);
    vec_free(&trace);
    return found;
}

static void compare(Diff *diff)
{
    size_t n = diff->before.n, m = diff->after.n, from = 0;
    for (size_t i = 0; i < n; i++) {
        vec_push(&diff->gone, false);
    }
    for (size_t i = 0; i < m; i++) {
        vec_push(&diff->new, false);
    }
    while (from < n && from < m && str_equal(diff->before.at[from], diff->after.at[from])) {
        from++;
    }
    while (n > from && m > from && str_equal(diff->before.at[n - 1], diff->after.at[m - 1])) {
        n--;
        m--;
    }
    if (shortest(diff, from, n - from, m - from)) {
        return;
    }
    memset(diff->gone.at + from, true, n - from);
    memset(diff->new.at + from, true, m - from);
}

static void add_lines(Text *out, char sign, const Lines *lines, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        Str line = lines->at[i];
        text_add_char(out, sign);
        text_add(out, line);
        if (line.ptr[line.len - 1] != '\n') {
            text_add(out, STR("\n\\ No newline at end of file\n"));
        }
    }
}

/* A hunk that starts at line i of `before` and k of `after`, with its context; both are moved behind it. */
static void add_hunk(Text *out, const Diff *diff, size_t *i, size_t *k)
{
    size_t start = *i > CONTEXT ? *i - CONTEXT : 0, start_after = *k - (*i - start), equal = 0;
    Text body = {0};
    add_lines(&body, ' ', &diff->before, start, *i);
    size_t a = *i, b = *k;
    while ((a < diff->before.n || b < diff->after.n) && equal <= (size_t)2 * CONTEXT) {
        size_t gone = a, fresh = b;
        while (gone < diff->before.n && diff->gone.at[gone]) {
            gone++;
        }
        while (fresh < diff->after.n && diff->new.at[fresh]) {
            fresh++;
        }
        bool changed = gone > a || fresh > b;
        equal = changed ? 0 : equal + 1;
        add_lines(&body, '-', &diff->before, a, gone);
        add_lines(&body, '+', &diff->after, b, fresh);
        if (!changed) {
            add_lines(&body, ' ', &diff->before, a, a + 1);
        }
        a = changed ? gone : a + 1;
        b = changed ? fresh : b + 1;
    }
    size_t extra = equal > CONTEXT ? equal - CONTEXT : 0; /* context that belongs to no change */
    for (size_t line = 0; line < extra; line++) {
        size_t len = diff->before.at[--a].len;
        bool open = diff->before.at[a].ptr[len - 1] != '\n';
        body.len -= len + 1 + (open ? sizeof "\n\\ No newline at end of file\n" - 1 : 0);
        b--;
    }
    text_format(out, "@@ -%zu,%zu +%zu,%zu @@\n", start + (a > start), a - start, start_after + (b > start_after),
                b - start_after);
    text_add(out, text_str(&body));
    text_free(&body);
    *i = a;
    *k = b;
}

void line_diff(Text *out, Str name, Str before, Str after)
{
    Diff diff = {0};
    split(&diff.before, before);
    split(&diff.after, after);
    if (!str_equal(before, after)) {
        compare(&diff);
        text_format(out, "--- %.*s\n+++ %.*s\n", STR_ARG(name), STR_ARG(name));
        for (size_t i = 0, k = 0; i < diff.before.n || k < diff.after.n;) {
            bool changed = (i < diff.before.n && diff.gone.at[i]) || (k < diff.after.n && diff.new.at[k]);
            if (changed) {
                add_hunk(out, &diff, &i, &k);
            } else {
                i++;
                k++;
            }
        }
    }
    vec_free(&diff.before);
    vec_free(&diff.after);
    vec_free(&diff.gone);
    vec_free(&diff.new);
}
