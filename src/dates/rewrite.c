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

static void guess_no_such_day(Str text, DateGuess *guess)
{
    Str part = missing_part(text);
    Numbers n;
    char form[GUESS_LONGEST];
    if (!scan_numbers(part, &n) || n.year > 9999) {
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
    }
}

bool date_note(Str text, EdtfVerdict verdict, Text *out)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    Numbers n;
    if (verdict != EDTF_NO_SUCH_DAY || !scan_numbers(missing_part(text), &n)) {
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
    static const Rewrite spaces[] = {{" ", ""}, {NULL, NULL}};
    static const Rewrite dashes[] = {{" ", ""}, {"\xe2\x80\x93", "/"}, {"\xe2\x80\x94", "/"}, {NULL, NULL}};
    static const Rewrite words[] = {{" ", ""},   {"/open", "/.."}, {"unknown/", "/"}, {"/unknown", "/"},
                                    {"u", "X"},  {"x", "X"},       {"y", "Y"},        {"e", "E"},
                                    {"?~", "%"}, {"~?", "%"},      {NULL, NULL}};
    static const Rewrite small[] = {{"x", "X"}, {"u", "X"}, {"y", "Y"}, {"e", "E"},  {"s", "S"},
                                    {"t", "T"}, {"z", "Z"}, {"*", "X"}, {NULL, NULL}};
    static const Rewrite dots[] = {{" ", ""}, {"...", ".."}, {"..", "/.."}, {NULL, NULL}};
    static const Rewrite dots_first[] = {{" ", ""}, {"...", ".."}, {"..", "../"}, {NULL, NULL}};
    static const Rewrite range[] = {{" ", ""}, {"..", "/"}, {NULL, NULL}};
    const Rewrite *all[] = {spaces, dashes, words, small, dots, dots_first, range};
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

/* The text without the word, if it starts (ends) with it, in whatever case; what is between is spaces. */
static bool strip_word(Str *text, const char *word, bool at_end)
{
    size_t len = strlen(word);
    if (text->len <= len) {
        return false;
    }
    const char *at = at_end ? text->ptr + text->len - len : text->ptr;
    for (size_t i = 0; i < len; i++) {
        char c = at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] | 0x20) : at[i];
        if (c != word[i]) {
            return false;
        }
    }
    text->ptr += at_end ? 0 : len;
    text->len -= len;
    while (text->len && (at_end ? text->ptr[text->len - 1] : text->ptr[0]) == ' ') {
        text->ptr += !at_end;
        text->len--;
    }
    return text->len > 0;
}

static bool read_year(Str text, int *year)
{
    *year = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!is_digit(text.ptr[i]) || i == 4) {
            return false;
        }
        *year = *year * 10 + (text.ptr[i] - '0');
    }
    return text.len > 0;
}

/* `44 BC`, `AD 14`, `1920s`, `19th century`. */
static void guess_eras(Str text, DateGuess *guess)
{
    static const char *const before[] = {"bc", "bce", "b.c.", "b.c.e."};
    char form[GUESS_LONGEST] = "";
    int year;
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        Str rest = text;
        if (strip_word(&rest, before[i], true) && read_year(rest, &year) && year > 0) {
            snprintf(form, sizeof form, year > 1 ? "-%04d" : "%04d", year - 1);
        }
    }
    Str rest = text;
    if ((strip_word(&rest, "ad", false) || strip_word(&rest, "ad", true) || strip_word(&rest, "ce", true)) &&
        read_year(rest, &year)) {
        snprintf(form, sizeof form, "%04d", year);
    }
    rest = text;
    if (strip_word(&rest, "s", true) && read_year(rest, &year) && rest.len == 4 && year % 10 == 0) {
        snprintf(form, sizeof form, year % 100 ? "%03dX" : "%02dXX", year % 100 ? year / 10 : year / 100);
    }
    rest = text;
    if (strip_word(&rest, "century", true) &&
        (strip_word(&rest, "th", true) || strip_word(&rest, "st", true) || strip_word(&rest, "nd", true) ||
         strip_word(&rest, "rd", true)) &&
        read_year(rest, &year) && year > 0 && year <= 99) {
        snprintf(form, sizeof form, "%02dXX", year - 1);
    }
    guess_add(guess, str_of(form));
}

static void guess_words(Str text, DateGuess *guess)
{
    static const struct {
        const char *word, *before, *after;
    } words[] = {
        {"circa", "", "~"},   {"about", "", "~"},   {"around", "", "~"},   {"ca.", "", "~"},     {"ca", "", "~"},
        {"c.", "", "~"},      {"c", "", "~"},       {"probably", "", "?"}, {"perhaps", "", "?"}, {"before", "../", ""},
        {"until", "../", ""}, {"after", "", "/.."}, {"since", "", "/.."},  {"in the", "", ""},   {"in", "", ""},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        Str rest = text;
        Date date;
        if (!strip_word(&rest, words[i].word, false)) {
            continue;
        }
        DateGuess inner = {.count = 0};
        if (date_read(rest, &date) != EDTF_VALID) {
            guess_fields(rest, &inner);
            if (!inner.count) {
                guess_eras(rest, &inner);
            }
            rest = inner.count ? str_of(inner.forms[0]) : rest;
        }
        char form[GUESS_LONGEST];
        snprintf(form, sizeof form, "%s%.*s%s", words[i].before, STR_ARG(rest), words[i].after);
        guess_add(guess, str_of(form));
        return;
    }
}

/* `spring 1920`, `autumn of 1920`, `1920 winter`: of winter, that which begins in the year or ends in it. */
static void guess_seasons(Str text, DateGuess *guess)
{
    static const char *const seasons[] = {"spring", "summer", "autumn", "fall", "winter"};
    static const int numbers[] = {21, 22, 23, 23, 24};
    Str rest = text;
    strip_word(&rest, "in", false);
    strip_word(&rest, "the", false);
    for (size_t i = 0; i < sizeof seasons / sizeof seasons[0]; i++) {
        Str of = rest;
        int year;
        if (!strip_word(&of, seasons[i], false) && !strip_word(&of, seasons[i], true)) {
            continue;
        }
        strip_word(&of, "of", false);
        if (of.len != 4 || !read_year(of, &year)) {
            continue;
        }
        char form[GUESS_LONGEST];
        for (int y = numbers[i] == 24 && year ? year - 1 : year; y <= year; y++) {
            snprintf(form, sizeof form, "%04d-%d", y, numbers[i]);
            guess_add(guess, str_of(form));
        }
    }
}

/* A set whose last bracket is missing. */
static void guess_bracket(Str text, DateGuess *guess)
{
    char form[GUESS_LONGEST + 1];
    if (text.ptr[0] == '[' || text.ptr[0] == '{') {
        snprintf(form, sizeof form, "%.*s%c", STR_ARG(text), text.ptr[0] + 2);
        guess_add(guess, str_of(form));
    }
}

/* ---- what a verdict says ---- */

static void guess_backwards(Str text, DateGuess *guess)
{
    const char *slash = memchr(text.ptr, '/', text.len);
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
    const char *t = memchr(text.ptr, 'T', text.len);
    if (!t) {
        return;
    }
    char form[GUESS_LONGEST];
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
        break;
    case EDTF_SEASON_DAY:
        guess_add(guess, (Str){text.ptr, text.len - 3});
        break;
    case EDTF_INVALID: {
        void (*const ways[])(Str, DateGuess *) = {guess_fields,  guess_signs,   guess_years, guess_eras,
                                                  guess_seasons, guess_bracket, guess_words};
        for (size_t i = 0; i < sizeof ways / sizeof ways[0] && !guess->count; i++) {
            ways[i](text, guess);
        }
        break;
    }
    default:
        break;
    }
}
