#include "dates/edtf.h"

#include "dates/part.h"

#include <stdlib.h>

/* ---- intervals ---- */

/* One side: a date, nothing (unknown) or `..` (open). */
typedef struct Side {
    Part part;
    Day lo, hi;
    bool there, unknown;
} Side;

/* A date within an interval or a set. */
static EdtfVerdict read_inner(Str text, Calendar calendar, Part *part, Day *lo, Day *hi)
{
    EdtfVerdict verdict = part_read(text, calendar, part);
    if (verdict == EDTF_VALID) {
        verdict = part->time ? EDTF_TIME_HERE : part_bounds(part, lo, hi) ? EDTF_VALID : EDTF_NO_SUCH_DAY;
    }
    return verdict;
}

static EdtfVerdict read_side(Str text, Calendar calendar, Day unbounded, Side *side)
{
    *side = (Side){.lo = unbounded, .hi = unbounded};
    if (text.len == 0 || str_equal(text, STR(".."))) {
        side->unknown = text.len == 0;
        return EDTF_VALID;
    }
    side->there = true;
    return read_inner(text, calendar, &side->part, &side->lo, &side->hi);
}

static uint8_t side_level(const Side *side)
{
    return !side->there ? 1 : side->part.unspecified ? 2 : side->part.level;
}

static EdtfVerdict read_interval(Str from, Str to, Calendar calendar, Date *date)
{
    Side first, last;
    EdtfVerdict verdict = from.len + to.len ? read_side(from, calendar, DAY_FIRST, &first) : EDTF_INVALID;
    if (verdict == EDTF_VALID) {
        verdict = read_side(to, calendar, DAY_NONE_AFTER, &last);
    }
    if (verdict != EDTF_VALID) {
        return verdict;
    }
    uint8_t first_level = side_level(&first), last_level = side_level(&last);
    date->shape = DATE_INTERVAL;
    date->lo = first.lo;
    date->hi = last.hi;
    date->unknown_lo = first.unknown;
    date->unknown_hi = last.unknown;
    date->level = first_level > last_level ? first_level : last_level;
    date->lo_marks = part_marks(&first.part);
    date->hi_marks = part_marks(&last.part);
    return date->lo > date->hi ? EDTF_BACKWARDS : EDTF_VALID;
}

/* ---- sets ---- */

/* A member of a set: a date, or a range of which one end may be open. */
typedef struct Member {
    Part first, last;
    Day lo, hi;
    bool open_lo, open_hi, range;
} Member;

/* Where `..` begins, or the length of the text. */
static size_t find_dots(Str text)
{
    size_t at = 0;
    while (at < text.len && !(text.ptr[at] == '.' && at + 1 < text.len && text.ptr[at + 1] == '.')) {
        at++;
    }
    return at;
}

static EdtfVerdict read_member(Str text, Calendar calendar, Member *member)
{
    size_t dots = find_dots(text);
    Day ignored;
    *member = (Member){.lo = DAY_FIRST, .hi = DAY_NONE_AFTER, .range = dots < text.len, .open_lo = dots == 0};
    if (!member->range) {
        return read_inner(text, calendar, &member->first, &member->lo, &member->hi);
    }
    Str from = {text.ptr, dots}, to = {text.ptr + dots + 2, text.len - dots - 2};
    member->open_hi = to.len == 0;
    EdtfVerdict verdict = from.len + to.len == 0 ? EDTF_INVALID : EDTF_VALID;
    if (verdict == EDTF_VALID && from.len) {
        verdict = read_inner(from, calendar, &member->first, &member->lo, &ignored);
    }
    if (verdict == EDTF_VALID && to.len) {
        verdict = read_inner(to, calendar, &member->last, &ignored, &member->hi);
    }
    if (verdict == EDTF_VALID && from.len && to.len && member->first.kind != member->last.kind) {
        return EDTF_UNLIKE;
    }
    return verdict == EDTF_VALID && member->lo > member->hi ? EDTF_BACKWARDS : verdict;
}

/* The next member of the list without its brackets; `*rest` is what follows, or ends. */
static Str next_member(Str *rest)
{
    const char *comma = rest->len ? memchr(rest->ptr, ',', rest->len) : NULL;
    Str text = {rest->ptr, comma ? (size_t)(comma - rest->ptr) : rest->len};
    *rest = comma ? (Str){comma + 1, rest->len - text.len - 1} : (Str){NULL, 0};
    return text;
}

static EdtfVerdict read_set(Str inside, Calendar calendar, Date *date)
{
    date->lo = DAY_NONE_AFTER;
    date->hi = DAY_FIRST;
    date->level = 2;
    Member member = {.open_hi = false};
    for (Str rest = inside; rest.ptr;) {
        bool first = rest.ptr == inside.ptr;
        if (member.open_hi) {
            return EDTF_OPEN_MEMBER;
        }
        EdtfVerdict verdict = read_member(next_member(&rest), calendar, &member);
        if (verdict != EDTF_VALID || (member.open_lo && !first)) {
            return verdict != EDTF_VALID ? verdict : EDTF_OPEN_MEMBER;
        }
        date->lo = member.lo < date->lo ? member.lo : date->lo;
        date->hi = member.hi > date->hi ? member.hi : date->hi;
        date->lo_marks |= part_marks(&member.first) | part_marks(&member.last);
        date->scattered |= rest.ptr || (member.range ? date->lo_marks != 0 : !part_is_whole(&member.first));
    }
    date->hi_marks = date->lo_marks;
    return EDTF_VALID;
}

/* ---- dates ---- */

static EdtfVerdict read_single(Str text, Calendar calendar, Date *date)
{
    Part part;
    EdtfVerdict verdict = part_read(text, calendar, &part);
    if (verdict != EDTF_VALID) {
        return verdict;
    }
    date->level = part.level;
    date->lo_marks = date->hi_marks = part_marks(&part);
    date->scattered = !part_is_whole(&part);
    return part_bounds(&part, &date->lo, &date->hi) ? EDTF_VALID : EDTF_NO_SUCH_DAY;
}

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

enum { PLAIN_DAY = 10 };

/* Whether the text starts like `1991-12-26`, as nearly all dates of a long case do: they are read without ceremony. */
static bool starts_plain_day(Str text)
{
    const char *c = text.ptr;
    return text.len >= PLAIN_DAY && is_digit(c[0]) && is_digit(c[1]) && is_digit(c[2]) && is_digit(c[3]) &&
           c[4] == '-' && is_digit(c[5]) && is_digit(c[6]) && c[7] == '-' && is_digit(c[8]) && is_digit(c[9]);
}

static int two_digits(const char *c)
{
    return (c[0] - '0') * 10 + (c[1] - '0');
}

/* A day of the Gregorian calendar without marks; false where it is none. */
static bool read_plain_day(Str text, Date *date)
{
    if (text.len != PLAIN_DAY || !starts_plain_day(text)) {
        return false;
    }
    const char *c = text.ptr;
    CivilDay civil = {two_digits(c) * 100 + two_digits(c + 2), two_digits(c + 5), two_digits(c + 8)};
    bool exists = civil_exists(civil);
    if (exists) {
        date->lo = date->hi = day_of_civil(civil);
    }
    return exists;
}

EdtfVerdict edtf_read(Str text, Calendar calendar, Date *date)
{
    *date = (Date){.written = text, .calendar = (uint8_t)calendar};
    if (text.len == 0) {
        return EDTF_INVALID;
    }
    if (calendar == GREGORIAN && read_plain_day(text, date)) {
        return EDTF_VALID;
    }
    char open = text.ptr[0];
    if (open == '[' || open == '{') {
        date->shape = open == '[' ? DATE_ONE_OF : DATE_ALL_OF;
        bool closed = text.len > 2 && text.ptr[text.len - 1] == (open == '[' ? ']' : '}');
        return closed ? read_set((Str){text.ptr + 1, text.len - 2}, calendar, date) : EDTF_INVALID;
    }
    const char *slash = memchr(text.ptr, '/', text.len);
    if (slash) {
        size_t before = (size_t)(slash - text.ptr);
        return read_interval((Str){text.ptr, before}, (Str){slash + 1, text.len - before - 1}, calendar, date);
    }
    return read_single(text, calendar, date);
}

EdtfVerdict date_read(Str text, Date *date)
{
    static const char word[] = "julian";
    size_t length = sizeof word - 1;
    if (text.len <= length || memcmp(text.ptr + text.len - length, word, length) != 0 ||
        text.ptr[text.len - length - 1] != ' ') {
        return edtf_read(text, GREGORIAN, date);
    }
    text.len -= length;
    while (text.len && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    return edtf_read(text, JULIAN, date);
}

void date_print(Text *out, const Date *date)
{
    text_add(out, date->written);
    if (date->calendar == JULIAN) {
        text_add(out, STR(" julian"));
    }
}

/* ---- days ---- */

static DaySpan widened(DaySpan span, uint8_t lo_marks, uint8_t hi_marks, Margin uncertain, Margin approximate)
{
    span.lo = lo_marks & MARK_UNCERTAIN ? day_add(span.lo, -uncertain.count, uncertain.unit) : span.lo;
    span.lo = lo_marks & MARK_APPROXIMATE ? day_add(span.lo, -approximate.count, approximate.unit) : span.lo;
    span.hi = hi_marks & MARK_UNCERTAIN ? day_add(span.hi, uncertain.count, uncertain.unit) : span.hi;
    span.hi = hi_marks & MARK_APPROXIMATE ? day_add(span.hi, approximate.count, approximate.unit) : span.hi;
    return span;
}

static int by_start(const void *a, const void *b)
{
    const DaySpan *x = a, *y = b;
    return (x->lo > y->lo) - (x->lo < y->lo);
}

static void join_spans(DaySpans *spans)
{
    qsort(spans->at, spans->n, sizeof *spans->at, by_start);
    size_t n = 1;
    for (size_t i = 1; i < spans->n; i++) {
        DaySpan *last = &spans->at[n - 1], next = spans->at[i];
        if (last->hi == DAY_NONE_AFTER || next.lo <= last->hi + 1) {
            last->hi = next.hi > last->hi ? next.hi : last->hi;
        } else {
            spans->at[n++] = next;
        }
    }
    spans->n = n;
}

void date_spans(const Date *date, Margin uncertain, Margin approximate, DaySpans *spans)
{
    vec_clear(spans);
    if (!date->scattered) {
        DaySpan span = {date->lo, date->hi};
        vec_push(spans, widened(span, date->lo_marks, date->hi_marks, uncertain, approximate));
        return;
    }
    bool set = date->shape == DATE_ONE_OF || date->shape == DATE_ALL_OF;
    for (Str rest = {date->written.ptr + set, date->written.len - 2 * (size_t)set}; rest.ptr;) {
        Member member = {.range = false};
        Str text = set ? next_member(&rest) : rest;
        rest = set ? rest : (Str){NULL, 0};
        size_t start = spans->n;
        if (read_member(text, date->calendar, &member) != EDTF_VALID) {
            BUG("a date that was read is none");
        }
        if (member.range) {
            vec_push(spans, ((DaySpan){member.lo, member.hi}));
        } else {
            part_spans(&member.first, spans);
        }
        uint8_t lo_marks = part_marks(&member.first), hi_marks = part_marks(member.range ? &member.last : &member.first);
        for (size_t i = start; i < spans->n; i++) {
            spans->at[i] = widened(spans->at[i], lo_marks, hi_marks, uncertain, approximate);
        }
    }
    join_spans(spans);
}

/* ---- extents ---- */

static bool is_edtf_character(char c)
{
    return is_digit(c) || (c && strchr("XYSETZ:.~?%+/-", c) != NULL);
}

size_t edtf_extent(Str text)
{
    if (text.len == 0) {
        return 0;
    }
    char first = text.ptr[0];
    if (first == '[' || first == '{') { /* a set: up to its closing bracket on the same line */
        for (size_t i = 1; i < text.len && text.ptr[i] != '\n'; i++) {
            if (text.ptr[i] == (first == '[' ? ']' : '}')) {
                return i + 1;
            }
        }
        return 0;
    }
    if (text.len > PLAIN_DAY && starts_plain_day(text) && !is_edtf_character(text.ptr[PLAIN_DAY])) {
        return PLAIN_DAY;
    }
    size_t len = 0;
    bool digits = false;
    while (len < text.len && is_edtf_character(text.ptr[len])) {
        digits |= is_digit(text.ptr[len]);
        len++;
    }
    /* A colon or full stop at the end belongs to the sentence; `..` is an open end. */
    while (len > 0 && text.ptr[len - 1] == ':') {
        len--;
    }
    bool open_end = len >= 2 && text.ptr[len - 1] == '.' && text.ptr[len - 2] == '.';
    while (len > 0 && !open_end && strchr(":.", text.ptr[len - 1])) {
        len--;
    }
    bool unspecified = first == 'X' ? len >= 4 : first == '-' && len >= 5 && text.ptr[1] == 'X';
    return digits || unspecified || ((first == '.' || first == '/') && len >= 3) ? len : 0;
}
