/* Slips in what is nearly a date, and older or everyday ways to say what EDTF says with a sign. */
#include "dates/guess.h"

#include <stdio.h>

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static bool is_mark(char c)
{
    return c == '~' || c == '?' || c == '%';
}

/* ---- the calendar ---- */

/* Year, month and day as far as the text gives them; what is absent is -1. */
typedef struct Numbers {
    bool negative;
    int64_t year;
    int month, day;
} Numbers;

static bool scan_numbers(Str text, Numbers *out)
{
    int64_t numbers[3] = {-1, -1, -1};
    size_t n = 0;
    out->negative = text.len && text.ptr[0] == '-';
    for (size_t at = out->negative; at < text.len; at++) {
        char c = text.ptr[at];
        if (is_digit(c)) {
            numbers[n] = numbers[n] < 0 ? 0 : numbers[n];
            numbers[n] = numbers[n] < INT64_C(10000000000000000) ? numbers[n] * 10 + (c - '0') : numbers[n];
        } else if (c == '-' && n < 2 && numbers[n] >= 0) {
            n++;
        } else if (!is_mark(c)) {
            return false;
        }
    }
    out->year = numbers[0];
    out->month = (int)numbers[1];
    out->day = (int)numbers[2];
    return numbers[0] >= 0;
}

static Calendar calendar_of(Str text)
{
    Str word = {text.ptr + text.len - 6, 6};
    return text.len > 6 && str_equal(word, STR("julian")) ? JULIAN : GREGORIAN;
}

/* The part of an interval or a set that the calendar has not: a slip is told of the part, not the whole. */
static Str missing_part(Str text)
{
    size_t start = 0;
    for (size_t at = 0; at <= text.len; at++) {
        bool dots = at + 1 < text.len && text.ptr[at] == '.' && text.ptr[at + 1] == '.';
        if (at == text.len || dots || strchr("/,[]{} ", text.ptr[at])) {
            Str part = {text.ptr + start, at - start};
            Date ignored;
            if (edtf_read(part, calendar_of(text), &ignored) == EDTF_NO_SUCH_DAY) {
                return part;
            }
            start = at + 1 + dots;
            at += dots;
        }
    }
    return text;
}

/* The whole text with `part` of it, a view into it, replaced. */
static void add_with(DateGuess *guess, Str text, Str part, const char *form)
{
    char whole[GUESS_LONGEST];
    size_t before = (size_t)(part.ptr - text.ptr), after = text.len - before - part.len;
    int len = snprintf(whole, sizeof whole, "%.*s%s%.*s", (int)before, text.ptr, form, (int)after, part.ptr + part.len);
    if (len > 0 && (size_t)len < sizeof whole) {
        guess_add(guess, (Str){whole, (size_t)len});
    }
}

/* `2001-02-30T10:00:00` without its time. */
static Str without_time(Str part)
{
    const char *t = part.len ? memchr(part.ptr, 'T', part.len) : NULL;
    return t ? (Str){part.ptr, (size_t)(t - part.ptr)} : part;
}

/* `XXXX-02-30`: its month and day, and how many days the month has at most; false where it is not so written. */
static bool scan_unspecified(Str part, int *month, int *day, int *most)
{
    Numbers n;
    char form[GUESS_LONGEST];
    if (part.len < 10 || part.len >= sizeof form || !memchr(part.ptr, 'X', part.len)) {
        return false;
    }
    memcpy(form, part.ptr, part.len);
    for (size_t i = 0; i < part.len; i++) { /* any year will do that has all days */
        form[i] = form[i] == 'X' && i < part.len - 6 ? '0' : form[i];
    }
    if (!scan_numbers((Str){form, part.len}, &n) || n.month < 1 || n.month > 12 || n.day < 1) {
        return false;
    }
    *month = n.month;
    *day = n.day;
    *most = days_in_month(0, n.month);
    return true;
}

void guess_no_such_day(Str text, DateGuess *guess)
{
    Str part = missing_part(text), day = without_time(part);
    Numbers n;
    char form[GUESS_LONGEST];
    int month, number, most;
    if (scan_unspecified(part, &month, &number, &most)) {
        snprintf(form, sizeof form, "%.*s", (int)part.len - 3, part.ptr);
        add_with(guess, text, part, form);
        return;
    }
    if (!scan_numbers(day, &n) || n.year > 9999) {
        return;
    }
    const char *sign = n.negative && n.year ? "-" : "";
    if (n.month > 12 && n.day >= 1 && n.day <= 12) { /* month and day in the wrong order */
        snprintf(form, sizeof form, "%s%04d-%02d-%02d", sign, (int)n.year, n.day, n.month);
        add_with(guess, text, part, form);
    } else if (n.month >= 1 && n.month <= 12 && n.day >= 29) { /* the month's last day, or the month */
        int64_t year = n.negative ? -n.year : n.year;
        snprintf(form, sizeof form, "%s%04d-%02d-%02d", sign, (int)n.year, n.month,
                 days_in_month_of(calendar_of(text), year, n.month));
        add_with(guess, text, part, form);
        form[strlen(form) - 3] = '\0';
        add_with(guess, text, part, form);
    } else if (n.month >= 1 && n.month <= 12 && n.day == 0) {
        snprintf(form, sizeof form, "%s%04d-%02d", sign, (int)n.year, n.month);
        add_with(guess, text, part, form);
    } else if (n.month == 0 || (n.negative && n.year == 0 && n.month < 0)) {
        snprintf(form, sizeof form, "%s%04d", sign, (int)n.year);
        add_with(guess, text, part, form);
    } else if (n.negative && n.year == 0) { /* -0000-01-01 */
        Str rest = {part.ptr + 1, part.len - 1};
        snprintf(form, sizeof form, "%.*s", STR_ARG(rest));
        add_with(guess, text, part, form);
    } else if (n.day < 0) {
        guess_short_years(text, guess);
    }
}

bool date_note(Str text, EdtfVerdict verdict, Text *out)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    Numbers n;
    int month, day, most;
    if (verdict == EDTF_NO_SUCH_DAY && scan_unspecified(missing_part(text), &month, &day, &most)) {
        if (day > most) {
            text_format(out, "%s has at most %d days", months[month - 1], most);
        } else {
            text_format(out, "none of these years has a 29 February");
        }
        return true;
    }
    if (verdict != EDTF_NO_SUCH_DAY || !scan_numbers(without_time(missing_part(text)), &n)) {
        return false;
    }
    int64_t year = n.negative ? -n.year : n.year;
    if (n.negative && n.year == 0) {
        text_format(out, "the year 0, which is 1 BC, is written `0000`");
    } else if (n.month < 1 || n.month > 12) {
        text_format(out, "months go from 01 to 12, seasons and parts of a year from 21 to 41");
    } else if (n.day < 1) {
        text_format(out, "days are counted from 01");
    } else if (n.month == 2 && n.day == 29) {
        text_format(out, "%lld was no leap year: February had 28 days", (long long)year);
    } else {
        text_format(out, "%s %lld had %d days", months[n.month - 1], (long long)year,
                    days_in_month_of(calendar_of(text), year, n.month));
    }
    return true;
}

/* ---- rewriting ---- */

/* Replaces in `form`, of *len bytes; what would be too long stays. */
static void replace(char *form, size_t *len, const char *old, const char *new)
{
    size_t from = strlen(old), to = strlen(new);
    for (size_t at = 0; at + from <= *len;) {
        if (memcmp(form + at, old, from) == 0 && *len - from + to < GUESS_LONGEST) {
            memmove(form + at + to, form + at + from, *len - at - from);
            memcpy(form + at, new, to);
            *len += to - from;
            at += to;
        } else {
            at++;
        }
    }
}

typedef struct Rewrite {
    const char *old, *new;
} Rewrite;

/* One after the other. What comes of them is offered only if it is a date. */
static void rewrite(Str text, const Rewrite *rewrites, DateGuess *guess)
{
    char form[GUESS_LONGEST];
    size_t len = text.len;
    memcpy(form, text.ptr, len);
    for (; rewrites->old; rewrites++) {
        replace(form, &len, rewrites->old, rewrites->new);
    }
    guess_add(guess, (Str){form, len});
}

static void guess_signs(Str text, DateGuess *guess)
{
    if (str_equal(text, STR(".."))) {
        guess_add(guess, STR("../.."));
    }
    static const Rewrite spaces[] = {{" ", ""}, {NULL, NULL}};
    static const Rewrite words[] = {{" ", ""},   {"/open", "/.."}, {"unknown/", "/"}, {"/unknown", "/"},
                                    {"u", "X"},  {"x", "X"},       {"y", "Y"},        {"e", "E"},
                                    {"?~", "%"}, {"~?", "%"},      {NULL, NULL}};
    static const Rewrite small[] = {{"x", "X"}, {"u", "X"}, {"y", "Y"}, {"e", "E"},  {"s", "S"},
                                    {"t", "T"}, {"z", "Z"}, {"*", "X"}, {NULL, NULL}};
    static const Rewrite dots[] = {{" ", ""}, {"...", ".."}, {"..", "/.."}, {NULL, NULL}};
    static const Rewrite dots_first[] = {{" ", ""}, {"...", ".."}, {"..", "../"}, {NULL, NULL}};
    static const Rewrite range[] = {{" ", ""}, {"..", "/"}, {NULL, NULL}};
    static const Rewrite hyphens[] = {{"\xe2\x80\x93", "-"}, {"\xe2\x80\x91", "-"}, {"\xe2\x88\x92", "-"}, {NULL, NULL}};
    static const Rewrite plus[] = {{"+", ""}, {NULL, NULL}};
    const Rewrite *all[] = {spaces, hyphens, plus, words, small, dots, dots_first, range};
    for (size_t i = 0; i < sizeof all / sizeof all[0] && !guess->count; i++) {
        rewrite(text, all[i], guess);
    }
}

/* Two years with a dash: `1988-1994`. */
static void guess_years(Str text, DateGuess *guess)
{
    if (text.len == 9 && text.ptr[4] == '-') {
        char form[GUESS_LONGEST];
        snprintf(form, sizeof form, "%.4s/%.4s", text.ptr, text.ptr + 5);
        guess_add(guess, str_of(form));
    }
}

/* A set whose last bracket is missing or the other, or with other signs between its members. */
static void guess_set(Str text, DateGuess *guess)
{
    static const Rewrite signs[] = {{" ", ""},   {";", ","},  {"/", ".."}, {",,", ","}, {"[,", "["},
                                    {",]", "]"}, {"{,", "{"}, {",}", "}"}, {NULL, NULL}};
    char form[GUESS_LONGEST + 1];
    if (text.ptr[0] != '[' && text.ptr[0] != '{') {
        return;
    }
    rewrite(text, signs, guess);
    size_t inside = text.len - (text.ptr[text.len - 1] == ']' || text.ptr[text.len - 1] == '}');
    snprintf(form, sizeof form, "%.*s%c", (int)inside, text.ptr, text.ptr[0] + 2);
    guess_add(guess, str_of(form));
}

/* `192?`, `192-`, `19--`, `1920-05-??`: digits that nobody knows. */
static void guess_gaps(Str text, DateGuess *guess)
{
    static const Rewrite gaps[] = {{"?", "X"}, {NULL, NULL}};
    char form[GUESS_LONGEST];
    if (text.len == 4 && text.ptr[3] == '-' && is_digit(text.ptr[0]) && is_digit(text.ptr[1])) {
        snprintf(form, sizeof form, "%.2s%cX", text.ptr, text.ptr[2] == '-' ? 'X' : text.ptr[2]);
        guess_add(guess, str_of(form));
    }
    rewrite(text, gaps, guess);
}

/* `-44`: the year 44 BC, whose number is one less, or that of this number. */
static void guess_short_negative(Str text, DateGuess *guess)
{
    Numbers n;
    char form[GUESS_LONGEST];
    if (text.ptr[0] == '-' && text.len <= 4 && scan_numbers(text, &n) && n.month < 0 && n.year > 0) {
        for (int year = (int)n.year; year >= (int)n.year - 1; year--) {
            snprintf(form, sizeof form, "%s%04d", year ? "-" : "", year);
            guess_add(guess, str_of(form));
        }
    }
}

/* ---- what a verdict says ---- */

static void guess_backwards(Str text, DateGuess *guess)
{
    const char *slash = memchr(text.ptr, '/', text.len), *dots = memchr(text.ptr, '.', text.len);
    if (!slash && dots && !memchr(text.ptr, ',', text.len)) { /* `[1985..1984]` */
        char form[GUESS_LONGEST];
        Str from = {text.ptr + 1, (size_t)(dots - text.ptr) - 1}, to = {dots + 2, text.len - from.len - 4};
        snprintf(form, sizeof form, "%c%.*s..%.*s%c", text.ptr[0], STR_ARG(to), STR_ARG(from), text.ptr[text.len - 1]);
        guess_add(guess, str_of(form));
    }
    if (slash) {
        char form[GUESS_LONGEST];
        Str from = {text.ptr, (size_t)(slash - text.ptr)}, to = {slash + 1, text.len - from.len - 1};
        snprintf(form, sizeof form, "%.*s/%.*s", STR_ARG(to), STR_ARG(from));
        guess_add(guess, str_of(form));
    }
}

/* A Y before every year of more than four digits, before its sign. */
static void guess_long_years(Str text, DateGuess *guess)
{
    Text form = {0};
    for (size_t at = 0; at < text.len;) {
        size_t digits = at + (text.ptr[at] == '-'), end = digits;
        while (end < text.len && is_digit(text.ptr[end])) {
            end++;
        }
        bool starts = at == 0 || strchr("/,.[{~?%", text.ptr[at - 1]);
        text_add(&form, starts && end - digits > 4 ? STR("Y") : STR(""));
        end = end > digits ? end : at + 1;
        text_add(&form, (Str){text.ptr + at, end - at});
        at = end;
    }
    guess_add(guess, text_str(&form));
    text_free(&form);
}

/* Of a short year all that follows the Y, without it; of a long one the year alone. */
static void guess_year_alone(Str text, EdtfVerdict verdict, DateGuess *guess)
{
    char form[GUESS_LONGEST];
    const char *y = memchr(text.ptr, 'Y', text.len);
    Numbers n;
    const char *from = y ? y + 1 : text.ptr;
    if (scan_numbers((Str){from, text.len - (size_t)(from - text.ptr)}, &n)) {
        snprintf(form, sizeof form, verdict == EDTF_SHORT_YEAR ? "%s%04lld" : "Y%s%lld", n.negative ? "-" : "",
                 (long long)n.year);
        guess_add(guess, str_of(form));
    }
}

static void guess_time(Str text, DateGuess *guess)
{
    char form[GUESS_LONGEST + 4];
    enum { DAY = 10 };
    if (text.len > DAY + 3 && text.ptr[DAY] == ' ' && text.ptr[DAY + 3] == ':') { /* a space for the T */
        snprintf(form, sizeof form, "%.*sT%.*s", DAY, text.ptr, (int)text.len - DAY - 1, text.ptr + DAY + 1);
        guess_add(guess, str_of(form));
        snprintf(form, sizeof form, "%.*sT%.*s:00", DAY, text.ptr, (int)text.len - DAY - 1, text.ptr + DAY + 1);
        guess_add(guess, str_of(form));
        return;
    }
    const char *t = memchr(text.ptr, 'T', text.len);
    if (!t) {
        return;
    }
    Str day = {text.ptr, (size_t)(t - text.ptr)}, time = {t + 1, text.len - day.len - 1};
    if (time.len >= 5) { /* without seconds */
        snprintf(form, sizeof form, "%.*sT%.5s:00%.*s", STR_ARG(day), time.ptr, (int)(time.len - 5), time.ptr + 5);
        guess_add(guess, str_of(form));
    }
    if (!guess->count) {
        guess_add(guess, day);
    }
}

/* An interval or a set with its times of day left out. */
static void guess_without_times(Str text, DateGuess *guess)
{
    char form[GUESS_LONGEST];
    size_t len = 0;
    bool time = false;
    for (size_t at = 0; at < text.len && len < sizeof form; at++) {
        char c = text.ptr[at];
        time = time ? !strchr("/,]}", c) && !(c == '.' && text.ptr[at - 1] != '.') : c == 'T';
        if (!time) {
            form[len++] = c;
        }
    }
    guess_add(guess, (Str){form, len});
}

static void guess_marks(Str text, DateGuess *guess)
{
    char form[GUESS_LONGEST];
    size_t len = 0;
    for (size_t at = 0; at < text.len && len < sizeof form; at++) {
        char c = text.ptr[at];
        if (len && is_mark(c) && is_mark(form[len - 1])) {
            form[len - 1] = c == form[len - 1] ? c : '%';
        } else {
            form[len++] = c;
        }
    }
    guess_add(guess, (Str){form, len});
}

/* `1991-26-12`, whose day and month are in the wrong order; or the season alone. */
static void guess_season_day(Str text, DateGuess *guess)
{
    Numbers n;
    char form[GUESS_LONGEST];
    if (scan_numbers(text, &n) && n.day <= 12) {
        snprintf(form, sizeof form, "%s%04d-%02d-%02d", n.negative ? "-" : "", (int)n.year, n.day, n.month);
        guess_add(guess, str_of(form));
    }
    guess_add(guess, (Str){text.ptr, text.len - 3});
}

void date_guess(Str text, EdtfVerdict verdict, DateGuess *guess)
{
    guess->count = 0;
    while (text.len && text.ptr[0] == ' ') {
        text = (Str){text.ptr + 1, text.len - 1};
    }
    while (text.len && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    if (text.len == 0 || text.len >= GUESS_LONGEST) {
        return;
    }
    switch (verdict) {
    case EDTF_NO_SUCH_DAY:
        guess_no_such_day(text, guess);
        break;
    case EDTF_BACKWARDS:
        guess_backwards(text, guess);
        break;
    case EDTF_LONG_YEAR:
        guess_long_years(text, guess);
        break;
    case EDTF_SHORT_YEAR:
    case EDTF_YEAR_PARTS:
        guess_year_alone(text, verdict, guess);
        break;
    case EDTF_TIME:
        guess_time(text, guess);
        break;
    case EDTF_TIME_HERE:
        guess_without_times(text, guess);
        break;
    case EDTF_MARKS:
        guess_marks(text, guess);
        if (!guess->count) {
            guess_gaps(text, guess);
        }
        break;
    case EDTF_SEASON_DAY:
        guess_season_day(text, guess);
        break;
    case EDTF_INVALID: {
        void (*const ways[])(Str, DateGuess *) = {
            guess_gaps,      guess_fields,  guess_signs,          guess_years, guess_short_years,
            guess_eras,      guess_seasons, guess_pairs,          guess_set,   guess_time,
            guess_old_style, guess_words,   guess_short_negative,
        };
        for (size_t i = 0; i < sizeof ways / sizeof ways[0] && !guess->count; i++) {
            ways[i](text, guess);
        }
        break;
    }
    default:
        break;
    }
}
