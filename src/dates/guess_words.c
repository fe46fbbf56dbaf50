/* Dates in words: `44 BC`, `the 1920s`, `spring of 1920`, `between 1920 and 1925`, `1914-18`, `25 October 1917 O.S.` */
#include "dates/guess.h"

#include <stdio.h>

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static Str trim(Str text)
{
    while (text.len && text.ptr[0] == ' ') {
        text = (Str){text.ptr + 1, text.len - 1};
    }
    while (text.len && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    return text;
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
        if (small(at[i]) != word[i]) {
            return false;
        }
    }
    *text = trim((Str){text->ptr + (at_end ? 0 : len), text->len - len});
    return text->len > 0;
}

/* The number of one of the words with which the text ends, which are taken off; NONE. */
static size_t strip_any(Str *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strip_word(text, words[i], true)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Up to four digits. */
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

/* What one date in the text is or must mean; false where that is not told. */
static bool meant(Str text, char form[GUESS_LONGEST])
{
    Date date;
    DateGuess guess = {.count = 0};
    EdtfVerdict verdict = date_read(text, &date);
    if (verdict == EDTF_VALID && text.len < GUESS_LONGEST) {
        guess.count = 1;
        memcpy(guess.forms[0], text.ptr, text.len);
        guess.forms[0][text.len] = '\0';
    } else if (verdict == EDTF_INVALID) {
        date_guess(text, verdict, &guess);
    }
    memcpy(form, guess.forms[0], guess.count == 1 ? GUESS_LONGEST : 0);
    return guess.count == 1;
}

/* ---- years ---- */

/* `15 March 44 BC`: a year before our era counts one less, since there was a year 0. */
static void guess_before_our_era(Str text, DateGuess *guess)
{
    char form[GUESS_LONGEST + 8], inner[GUESS_LONGEST];
    size_t at = text.len;
    int year;
    while (at && is_digit(text.ptr[at - 1])) {
        at--;
    }
    bool apart = at == 0 || text.ptr[at - 1] == ' ';
    if (!apart || !read_year((Str){text.ptr + at, text.len - at}, &year) || year == 0) {
        return;
    }
    snprintf(form, sizeof form, "%.*s%04d", (int)at, text.ptr, year - 1);
    if (meant(str_of(form), inner)) {
        snprintf(form, sizeof form, "%s%s", year > 1 ? "-" : "", inner);
        guess_add(guess, str_of(form));
    }
}

/* `19th century`, `3rd c.`; before our era, the first has the year 0, whose number has no sign. */
static void guess_century(Str text, bool before, DateGuess *guess)
{
    static const char *const words[] = {"century", "cent.", "c.", "c"}, *const ends[] = {"th", "st", "nd", "rd"};
    char form[GUESS_LONGEST];
    int century;
    if (strip_any(&text, words, 4) != SIZE_MAX && strip_any(&text, ends, 4) != SIZE_MAX && read_year(text, &century) &&
        century > 0 && century <= 99) {
        snprintf(form, sizeof form, before ? century > 1 ? "-%02dXX" : "-0099/0000" : "%02dXX", century - 1);
        guess_add(guess, str_of(form));
    }
}

/* `44 BC`, `AD 14`, `1920s`, `19th century`. */
void guess_eras(Str text, DateGuess *guess)
{
    static const char *const before[] = {"bc", "bce", "b.c.", "b.c.e."}, *const after[] = {"ad", "ce", "a.d.", "c.e."};
    char form[GUESS_LONGEST] = "";
    int year;
    Str rest = text;
    if (strip_any(&rest, before, 4) != SIZE_MAX) {
        guess_before_our_era(rest, guess);
        guess_century(rest, true, guess);
        return;
    }
    guess_century(text, false, guess);
    if ((strip_word(&rest, "ad", false) || strip_any(&rest, after, 4) != SIZE_MAX) && read_year(rest, &year)) {
        snprintf(form, sizeof form, "%04d", year);
    }
    rest = text;
    if (strip_word(&rest, "s", true) && read_year(rest, &year) && rest.len == 4 && year % 10 == 0) {
        snprintf(form, sizeof form, year % 100 ? "%03dX" : "%02dXX", year % 100 ? year / 10 : year / 100);
    }
    guess_add(guess, str_of(form));
}

/* `spring 1920`, `autumn of 1920`, `1920 winter`, `Q1 1920`, `1920-Q1`: of winter, that which begins in the year or ends in it, if it is not
 * named after both (`winter 1919/20`). */
void guess_seasons(Str text, DateGuess *guess)
{
    static const char *const seasons[] = {"spring", "summer", "autumn", "fall", "winter", "q1", "q2", "q3", "q4"};
    static const int numbers[] = {21, 22, 23, 23, 24, 33, 34, 35, 36};
    enum { WINTER = 24 };
    Str rest = text;
    strip_word(&rest, "in", false);
    strip_word(&rest, "the", false);
    for (size_t i = 0; i < sizeof seasons / sizeof seasons[0]; i++) {
        Str of = rest;
        int year, next;
        if (!strip_word(&of, seasons[i], false) && !strip_word(&of, seasons[i], true)) {
            continue;
        }
        strip_word(&of, "of", false);
        if (of.len == 5 && of.ptr[4] == '-') {
            of.len--;
        }
        char form[GUESS_LONGEST];
        if (numbers[i] == WINTER && of.len == 7 && (of.ptr[4] == '/' || of.ptr[4] == '-') &&
            read_year((Str){of.ptr, 4}, &year) && read_year((Str){of.ptr + 5, 2}, &next) && (year + 1) % 100 == next) {
            snprintf(form, sizeof form, "%04d-%d", year, numbers[i]);
            guess_add(guess, str_of(form));
        } else if (of.len == 4 && read_year(of, &year)) {
            for (int y = numbers[i] == WINTER && year ? year - 1 : year; y <= year; y++) {
                snprintf(form, sizeof form, "%04d-%d", y, numbers[i]);
                guess_add(guess, str_of(form));
            }
        }
    }
}

/* ---- two dates ---- */

/* `1914-18`, `1914/18`: a year, and the last two digits of a later one. */
void guess_short_years(Str text, DateGuess *guess)
{
    char form[GUESS_LONGEST];
    int from, to;
    if (text.len == 7 && (text.ptr[4] == '-' || text.ptr[4] == '/') && read_year((Str){text.ptr, 4}, &from) &&
        read_year((Str){text.ptr + 5, 2}, &to) && to > from % 100) {
        snprintf(form, sizeof form, "%04d/%04d", from, from / 100 * 100 + to);
        guess_add(guess, str_of(form));
    }
}

/* Where `sign` stands in the text; its length when nowhere, or nothing stands before or behind it. */
static size_t find_sign(Str text, const char *sign)
{
    size_t len = strlen(sign);
    for (size_t at = 1; at + len < text.len; at++) {
        size_t i = 0;
        while (i < len && small(text.ptr[at + i]) == sign[i]) {
            i++;
        }
        if (i == len) {
            return at;
        }
    }
    return text.len;
}

/* `from 1920 to 1925`, `1920 - 1925`, `between 1920 and 1925`, `1920 or 1921`. */
void guess_pairs(Str text, DateGuess *guess)
{
    static const struct {
        const char *first, *between, *open, *join, *close;
    } pairs[] = {
        {"between ", " and ", "[", "..", "]"}, {"from ", " to ", "", "/", ""},
        {"from ", " until ", "", "/", ""},     {"", " to ", "", "/", ""},
        {"", " until ", "", "/", ""},          {"", " - ", "", "/", ""},
        {"", "\xe2\x80\x93", "", "/", ""}, /* an en dash, an em dash, three points in one */
        {"", "\xe2\x80\x94", "", "/", ""},     {"", "\xe2\x80\xa6", "", "/", ""},
        {"", " or ", "[", ",", "]"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        Str rest = text;
        if (*pairs[i].first && !strip_word(&rest, pairs[i].first, false)) {
            continue;
        }
        size_t at = find_sign(rest, pairs[i].between), behind = at + strlen(pairs[i].between);
        char from[GUESS_LONGEST], to[GUESS_LONGEST], form[2 * GUESS_LONGEST + 8], years[16];
        if (at == rest.len) {
            continue;
        }
        Str one = trim((Str){rest.ptr, at}), other = trim((Str){rest.ptr + behind, rest.len - behind});
        if (one.len == 4 && other.len == 2) { /* `1914–18` */
            snprintf(years, sizeof years, "%.4s-%.2s", one.ptr, other.ptr);
            guess_short_years(str_of(years), guess);
        } else if (meant(one, from) && meant(other, to)) {
            snprintf(form, sizeof form, "%s%s%s%s%s", pairs[i].open, from, pairs[i].join, to, pairs[i].close);
            guess_add(guess, str_of(form));
        }
        return;
    }
}

/* ---- words before and behind ---- */

/* `1752-09-02 O.S.`, `25 October 1917 (Julian)`. */
void guess_old_style(Str text, DateGuess *guess)
{
    static const char *const words[] = {"julian", "(julian)", "o.s.",      "(o.s.)",
                                        "os",     "(os)",     "old style", "(old style)"};
    char form[GUESS_LONGEST], whole[GUESS_LONGEST + 8];
    if (strip_any(&text, words, sizeof words / sizeof words[0]) != SIZE_MAX && meant(text, form)) {
        snprintf(whole, sizeof whole, "%s julian", form);
        guess_add(guess, str_of(whole));
    }
}

void guess_words(Str text, DateGuess *guess)
{
    static const struct {
        const char *word, *before, *after;
    } words[] = {
        {"circa", "", "~"},   {"about", "", "~"},   {"around", "", "~"},   {"ca.", "", "~"},     {"ca", "", "~"},
        {"c.", "", "~"},      {"c", "", "~"},       {"probably", "", "?"}, {"perhaps", "", "?"}, {"before", "../", ""},
        {"until", "../", ""}, {"after", "", "/.."}, {"since", "", "/.."},  {"in the", "", ""},   {"in", "", ""},
        {"the", "", ""},      {"year", "", ""},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        Str rest = text;
        char inner[GUESS_LONGEST], form[GUESS_LONGEST + 8];
        if (strip_word(&rest, words[i].word, false)) {
            Date date;
            bool said = strcmp(words[i].word, "the") == 0 && date_read(rest, &date) == EDTF_VALID; /* `the 1920` */
            if (!said && meant(rest, inner)) {
                snprintf(form, sizeof form, "%s%s%s", words[i].before, inner, words[i].after);
                guess_add(guess, str_of(form));
            }
            return;
        }
    }
}
