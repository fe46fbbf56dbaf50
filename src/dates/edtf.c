#include "dates/edtf.h"

typedef struct Reader {
    const char *at, *end;
} Reader;

/* One side of an interval, or a whole date. */
typedef struct Part {
    Day lo, hi;
    uint8_t level;
    bool approximate, uncertain;
} Part;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(Reader *r, char c)
{
    if (r->at < r->end && *r->at == c) {
        r->at++;
        return true;
    }
    return false;
}

/* Exactly `digits` digits. */
static bool take_number(Reader *r, int digits, int *out)
{
    if (r->end - r->at < digits) {
        return false;
    }
    int value = 0;
    for (int i = 0; i < digits; i++) {
        if (!is_digit(r->at[i])) {
            return false;
        }
        value = value * 10 + (r->at[i] - '0');
    }
    r->at += digits;
    *out = value;
    return true;
}

/* [-]YYYY[-MM[-DD]][~|?|%] and nothing behind it. */
static EdtfVerdict read_part(Reader r, Part *part)
{
    *part = (Part){0};
    bool negative = take(&r, '-');
    int year, month = -1, day = -1;
    if (!take_number(&r, 4, &year)) {
        return EDTF_INVALID;
    }
    if (take(&r, '-')) {
        if (!take_number(&r, 2, &month) || (take(&r, '-') && !take_number(&r, 2, &day))) {
            return EDTF_INVALID;
        }
    }
    if (r.at < r.end) {
        bool both = *r.at == '%';
        part->approximate = both || *r.at == '~';
        part->uncertain = both || *r.at == '?';
        r.at += part->approximate || part->uncertain;
    }
    if (r.at < r.end) {
        return EDTF_INVALID;
    }
    if (month >= 21 && month <= 41 && day < 0) {
        return EDTF_LATER; /* seasons, quarters and the like */
    }
    int64_t signed_year = negative ? -year : year;
    CivilDay first = {signed_year, month < 0 ? 1 : month, day < 0 ? 1 : day};
    if (!civil_exists(first) || (negative && year == 0)) {
        return EDTF_NO_SUCH_DAY;
    }
    CivilDay last = {signed_year, month < 0 ? 12 : month, day};
    if (day < 0) {
        last.day = days_in_month(last.year, last.month);
    }
    part->lo = day_of_civil(first);
    part->hi = day_of_civil(last);
    part->level = negative || part->approximate || part->uncertain;
    return EDTF_VALID;
}

/* What of EDTF is not read yet is only recognised by its shape, so that it is told from a slip. */

static void skip_marks(Reader *r)
{
    while (r->at < r->end && (*r->at == '~' || *r->at == '?' || *r->at == '%')) {
        r->at++;
    }
}

/* `count` digits, or X for an unspecified one. */
static bool skip_digits(Reader *r, int count)
{
    for (int i = 0; i < count; i++, r->at++) {
        if (r->at == r->end || !(is_digit(*r->at) || *r->at == 'X')) {
            return false;
        }
    }
    return true;
}

static bool skip_many_digits(Reader *r)
{
    const char *start = r->at;
    while (r->at < r->end && is_digit(*r->at)) {
        r->at++;
    }
    return r->at > start;
}

/* Thh:mm[:ss][Z|±hh[:mm]] */
static bool skip_time(Reader *r)
{
    bool read = skip_digits(r, 2) && take(r, ':') && skip_digits(r, 2) && (!take(r, ':') || skip_digits(r, 2));
    if (read && !take(r, 'Z') && (take(r, '+') || take(r, '-'))) {
        read = skip_digits(r, 2) && (!take(r, ':') || skip_digits(r, 2));
    }
    return read;
}

static bool skip_shape(Reader *r)
{
    skip_marks(r);
    if (take(r, 'Y')) { /* long and exponential years */
        take(r, '-');
        return skip_many_digits(r) && (!take(r, 'E') || skip_many_digits(r)) && (!take(r, 'S') || skip_many_digits(r));
    }
    take(r, '-');
    if (!skip_digits(r, 4)) {
        return false;
    }
    if (take(r, 'S')) { /* significant digits */
        return skip_many_digits(r);
    }
    skip_marks(r);
    for (int part = 0; part < 2 && take(r, '-'); part++) {
        skip_marks(r);
        if (!skip_digits(r, 2)) {
            return false;
        }
        skip_marks(r);
    }
    return !take(r, 'T') || skip_time(r);
}

static bool starts_shape(const Reader *r)
{
    return r->at < r->end && (is_digit(*r->at) || strchr("-XY~?%", *r->at));
}

static bool has_later_shape(Str text)
{
    Reader r = {text.ptr, text.ptr + text.len};
    if (!take(&r, '[') && !take(&r, '{')) {
        bool from = starts_shape(&r), read = from ? skip_shape(&r) : text.len > 0;
        if (read && !from) { /* an open or unknown start */
            while (take(&r, '.')) {
            }
        }
        if (read && take(&r, '/') && starts_shape(&r)) {
            read = skip_shape(&r);
            from = true;
        } else if (read && r.at[-1] == '/') {
            while (take(&r, '.')) {
            }
        }
        return read && from && r.at == r.end;
    }
    char close = text.ptr[0] == '[' ? ']' : '}';
    do { /* members are dates and ranges `a..b`, `..b`, `a..` */
        bool range = take(&r, '.') && take(&r, '.');
        if (starts_shape(&r) && !skip_shape(&r)) {
            return false;
        }
        if (!range && take(&r, '.') && (!take(&r, '.') || (starts_shape(&r) && !skip_shape(&r)))) {
            return false;
        }
    } while (take(&r, ','));
    return take(&r, close) && r.at == r.end;
}

static EdtfVerdict read_end(Str side, Part *part, Day unbounded, bool *unknown)
{
    if (side.len == 0 || str_equal(side, STR(".."))) {
        *part = (Part){.lo = unbounded, .hi = unbounded, .level = 1};
        *unknown = side.len == 0;
        return EDTF_VALID;
    }
    return read_part((Reader){side.ptr, side.ptr + side.len}, part);
}

static EdtfVerdict read_interval(Str from, Str to, Date *date)
{
    Part first, last;
    EdtfVerdict verdict = from.len + to.len ? read_end(from, &first, DAY_FIRST, &date->unknown_lo) : EDTF_INVALID;
    if (verdict == EDTF_VALID) {
        verdict = read_end(to, &last, DAY_NONE_AFTER, &date->unknown_hi);
    }
    if (verdict != EDTF_VALID) {
        return verdict;
    }
    date->interval = true;
    date->lo = first.lo;
    date->hi = last.hi;
    date->level = first.level | last.level;
    date->approximate = first.approximate || last.approximate;
    date->uncertain = first.uncertain || last.uncertain;
    return date->lo > date->hi ? EDTF_BACKWARDS : EDTF_VALID;
}

/* A year of five or more digits wants a Y. */
static bool is_long_year(Str text)
{
    Reader r = {text.ptr, text.ptr + text.len};
    take(&r, '-');
    const char *digits = r.at;
    return skip_many_digits(&r) && r.at == r.end && r.at - digits > 4 && r.at - digits != 8;
}

EdtfVerdict edtf_read(Str text, Date *date)
{
    *date = (Date){.written = text};
    const char *slash = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    EdtfVerdict verdict;
    if (slash) {
        size_t before = (size_t)(slash - text.ptr);
        verdict = read_interval((Str){text.ptr, before}, (Str){slash + 1, text.len - before - 1}, date);
    } else {
        Part part;
        verdict = read_part((Reader){text.ptr, text.ptr + text.len}, &part);
        if (verdict == EDTF_VALID) {
            date->lo = part.lo;
            date->hi = part.hi;
            date->level = part.level;
            date->approximate = part.approximate;
            date->uncertain = part.uncertain;
        }
    }
    if (verdict == EDTF_INVALID) {
        verdict = has_later_shape(text) ? EDTF_LATER : is_long_year(text) ? EDTF_RANGE : EDTF_INVALID;
    }
    return verdict;
}

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
    size_t len = 0;
    bool digits = false;
    while (len < text.len && is_edtf_character(text.ptr[len])) {
        digits |= is_digit(text.ptr[len]);
        len++;
    }
    /* A colon or full stop at the end belongs to the sentence. */
    bool open_end = len >= 2 && text.ptr[len - 1] == '.' && text.ptr[len - 2] == '.';
    while (len > 0 && !open_end && strchr(":.", text.ptr[len - 1])) {
        len--;
    }
    return digits || (first == '.' && len >= 3) || (first == 'X' && len >= 4) ? len : 0;
}
