/* Dates as other people write them: day, month and year in another order, or with names and other signs. */
#include "dates/guess.h"

#include <stdio.h>

typedef struct Field {
    int value;   /* a number, or the number of a month's name */
    int digits;  /* 0 for a name */
    char before; /* what stands before it: one of `-./ ` or 0 */
} Field;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A month's English name, in full or by its first three letters. */
static int month_named(const char *name, size_t len)
{
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    for (int m = 0; m < 12; m++) {
        size_t whole = strlen(months[m]), same = 0;
        while (same < len && same < whole && (name[same] | 0x20) == months[m][same]) {
            same++;
        }
        if (same == len && len >= 3 && (len == whole || len == 3 || (m == 8 && len == 4))) {
            return m + 1;
        }
    }
    return 0;
}

static int fields_of(Str text, Field fields[3])
{
    int n = 0;
    char before = 0;
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        Field field = {.before = before};
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9' && i - start < 9; i++) {
                field.value = field.value * 10 + (text.ptr[i] - '0');
            }
            field.digits = (int)(i - start);
            if (text.len - i >= 2 && is_letter(text.ptr[i]) && is_letter(text.ptr[i + 1]) &&
                (text.len - i == 2 || !is_letter(text.ptr[i + 2])) && field.digits <= 2) {
                i += 2; /* 1st, 2nd, 26th */
            }
        } else if (is_letter(text.ptr[i])) {
            for (; i < text.len && is_letter(text.ptr[i]); i++) {
            }
            if (n > 0 && i - start == 2 && memcmp(text.ptr + start, "of", 2) == 0) { /* 26th of December */
                continue;
            }
            field.value = month_named(text.ptr + start, i - start);
            if (field.value == 0) {
                return 0;
            }
        } else {
            char c = text.ptr[i++];
            if (c == ' ' || c == ',' || c == '.') {
                before = before && before != ' ' ? before : c == ',' ? ' ' : c;
            } else if ((c == '-' || c == '/') && n > 0) {
                before = c;
            } else {
                return 0;
            }
            continue;
        }
        if (n == 3) {
            return 0;
        }
        fields[n++] = field;
        before = 0;
    }
    return n;
}

void guess_add(DateGuess *guess, Str form)
{
    Date date;
    if (guess->count == GUESSES_MOST || form.len >= GUESS_LONGEST || date_read(form, &date) != EDTF_VALID ||
        (guess->count && str_equal(str_of(guess->forms[0]), form))) {
        return;
    }
    memcpy(guess->forms[guess->count], form.ptr, form.len);
    guess->forms[guess->count++][form.len] = '\0';
}

static void add_date(DateGuess *guess, int year, int month, int day)
{
    char form[GUESS_LONGEST];
    snprintf(form, sizeof form, month ? day ? "%04d-%02d-%02d" : "%04d-%02d" : "%04d", year, month, day);
    Date date;
    if (year > 0 && day > 0 && date_read(str_of(form), &date) == EDTF_NO_SUCH_DAY) { /* 31 April 1991 */
        guess_no_such_day(str_of(form), guess);
    }
    guess_add(guess, str_of(form));
}

/* Two numbers of up to two digits and a year: with dots the day comes first everywhere; with strokes only the numbers can tell, and of
 * `1/2/1993` two things may be meant. */
static void add_numeric(DateGuess *guess, const Field f[3])
{
    if (f[1].before != '.') {
        add_date(guess, f[2].value, f[0].value, f[1].value);
    }
    add_date(guess, f[2].value, f[1].value, f[0].value);
}

void guess_fields(Str text, DateGuess *guess)
{
    Field f[3];
    int n = fields_of(text, f);
    if (n == 1 && f[0].digits == 8) {
        add_date(guess, f[0].value / 10000, f[0].value / 100 % 100, f[0].value % 100);
    } else if (n == 1 && f[0].digits == 3) {
        add_date(guess, f[0].value, 0, 0);
    } else if (n == 2 && f[1].digits == 4 && f[0].digits <= 2) { /* December 1991, 12/1991 */
        add_date(guess, f[1].value, f[0].value, 0);
    } else if (n == 2 && f[0].digits == 4 && f[1].digits <= 1) { /* 1991-2, 1991 December */
        add_date(guess, f[0].value, f[1].value, 0);
    } else if (n == 3 && f[0].digits == 4 && f[1].digits <= 2 && f[2].digits <= 2 && f[2].digits) {
        add_date(guess, f[0].value, f[1].value, f[2].value); /* 1991-2-3, 1991 Dec 26 */
    } else if (n == 3 && f[2].digits == 4 && f[0].digits == 0 && f[1].digits && f[1].digits <= 2) {
        add_date(guess, f[2].value, f[0].value, f[1].value); /* December 26, 1991 */
    } else if (n == 3 && f[2].digits == 4 && f[1].digits == 0 && f[0].digits && f[0].digits <= 2) {
        add_date(guess, f[2].value, f[1].value, f[0].value); /* 26 December 1991 */
    } else if (n == 3 && f[2].digits == 4 && f[0].digits && f[0].digits <= 2 && f[1].digits <= 2) {
        add_numeric(guess, f);
    }
}
