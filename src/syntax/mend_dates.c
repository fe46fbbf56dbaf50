/* Ways to mend an item: dates, periods and lengths of time as other people write them. */
#include "syntax/mend_ways.h"

#include "dates/guess.h"

#include <stdio.h>

/* The number of a month by its name, or the start of it, in French, German, Italian or Spanish; English ones are guessed elsewhere. */
static int month_of(Str word)
{
    static const char *const months[12] = {
        "januar jänner janvier gennaio enero",
        "februar février fevrier febbraio febrero",
        "märz maerz mars marzo",
        "april avril aprile abril",
        "mai maggio mayo",
        "juni juin giugno junio",
        "juli juillet luglio julio",
        "august août aout agosto",
        "september septembre settembre septiembre",
        "oktober octobre ottobre octubre",
        "november novembre noviembre",
        "dezember décembre decembre dicembre diciembre",
    };
    for (int month = 0; month < 12; month++) {
        for (const char *at = months[month]; *at;) {
            size_t len = strcspn(at, " ");
            if (mend_same_word(word, at, len)) {
                return month + 1;
            }
            at += len;
            at += *at == ' ';
        }
    }
    return 0;
}

/* `of`, which only joins a day and its month. */
static bool small_word_of(const char *word)
{
    return mend_small(word[0]) == 'o' && mend_small(word[1]) == 'f';
}

/* What a part of the text means as a date: a day with a month's name in another language, with O for 0, in quotation marks. */
static bool date_meant(Str part, char *form, size_t size)
{
    DateGuess guess = {.count = 0};
    char clean[48];
    Text english = {0};
    static const char *const names[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (part.len > 2 && part.ptr[0] == '"' && part.ptr[part.len - 1] == '"') {
        part = (Str){part.ptr + 1, part.len - 2};
    }
    for (size_t at = 0; at < part.len;) {
        size_t end = at;
        while (end < part.len && (mend_small(part.ptr[end]) != part.ptr[end] ||
                                  (part.ptr[end] >= 'a' && part.ptr[end] <= 'z') || (part.ptr[end] & 0x80))) {
            end++;
        }
        int month = end > at ? month_of((Str){part.ptr + at, end - at}) : 0;
        bool zero = end - at == 1 && (part.ptr[at] == 'O' || part.ptr[at] == 'o') && end < part.len &&
                    mend_is_digit(part.ptr[end]);
        if (end - at == 2 && small_word_of(part.ptr + at)) {
            /* `16th of January` */
        } else if (month) {
            text_add(&english, str_of(names[month - 1]));
        } else if (zero) {
            text_add_char(&english, '0');
        } else if (end > at) {
            text_add(&english, (Str){part.ptr + at, end - at});
        } else {
            text_add_char(&english, part.ptr[at]);
        }
        at = end > at ? end : at + 1;
    }
    bool good = english.len && english.len < sizeof clean;
    if (good) {
        memcpy(clean, english.bytes, english.len + 1);
        Date date;
        if (date_read(str_of(clean), &date) == EDTF_VALID) {
            guess.count = 1;
            memcpy(guess.forms[0], clean, english.len + 1);
        } else {
            date_guess(str_of(clean), EDTF_INVALID, &guess);
        }
    }
    text_free(&english);
    if (guess.count == 1) {
        size_t len = strlen(guess.forms[0]);
        good = len < size && len >= 4 && !strchr(guess.forms[0], '/'); /* of a day until another the item has words */
        memcpy(form, guess.forms[0], good ? len + 1 : 0);
        return good;
    }
    return false;
}

static bool is_weekday(Str word)
{
    static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        if (mend_same_word(word, days[i], strlen(days[i]))) {
            return true;
        }
    }
    return false;
}

bool mend_by_dates(Mend *m)
{
    enum { MOST = 7 };
    for (size_t i = mend_first(m, 3); i < mend_end(m, 2); i++) {
        for (size_t k = i + MOST < m->n ? i + MOST : m->n; k > i; k--) {
            uint32_t start = m->tokens[i].start, from = start, end = m->tokens[k - 1].end;
            if (end - start > 40 || memchr(m->text.ptr + start, '\n', end - start)) {
                continue;
            }
            if (is_weekday(mend_token(m, i))) {
                from = i + 1 < k ? m->tokens[i + 1 + mend_is(m, i + 1, TOKEN_COMMA)].start : end;
            }
            Str part = {m->text.ptr + from, end > from ? end - from : 0};
            bool digits = false;
            for (size_t c = 0; c < part.len; c++) {
                digits |= mend_is_digit(part.ptr[c]);
            }
            char form[64];
            bool likely = digits && date_meant(part, form, sizeof form) && form[0] != '-' && strcmp(form, "1200") > 0 &&
                          strcmp(form, "2200") < 0;
            if (likely && mend_try(m, start, end, str_of(form))) {
                return true;
            }
        }
    }
    return false;
}

/* `2018-02-27 14:00`: the hour belongs to the day. */
bool mend_by_hours(Mend *m)
{
    for (size_t i = mend_first(m, 4); i + 3 < m->n && i < m->here + 1; i++) {
        Str hour = mend_token(m, i + 1), minute = mend_token(m, i + 3);
        bool time = mend_is(m, i, TOKEN_DATE) && mend_is_digit(*hour.ptr) && mend_is(m, i + 2, TOKEN_COLON) &&
                    hour.len <= 2 && minute.len == 2 && mend_is_digit(*minute.ptr);
        bool seconds = i + 5 < m->n && mend_is(m, i + 4, TOKEN_COLON) && mend_token(m, i + 5).len == 2;
        char form[96];
        Str day = mend_token(m, i);
        if (time && day.len < 40) {
            snprintf(form, sizeof form, "%.*sT%s%.*s:%.*s:%.*s", STR_ARG(day), hour.len == 1 ? "0" : "", STR_ARG(hour),
                     STR_ARG(minute), 2, seconds ? mend_token(m, i + 5).ptr : "00");
            if (mend_try(m, m->tokens[i].start, m->tokens[i + 3 + 2 * seconds].end, str_of(form))) {
                return true;
            }
        }
    }
    return false;
}

/* Periods: `from D - E`, `on D until E`, `until E from D`, `until E inclusive`. */
bool mend_by_periods(Mend *m)
{
    for (size_t i = mend_first(m, 4); i < mend_end(m, 3); i++) {
        uint8_t word = m->tokens[i].word;
        if (mend_is_dash(m, i) && i && mend_replace(m, i, STR("until"))) {
            return true;
        }
        if (word == WORD_ON && mend_replace(m, i, STR("from"))) {
            return true;
        }
        bool end = word == WORD_UNTIL || word == WORD_THROUGH;
        if (end && i + 3 < m->n && m->tokens[i + 2].word == WORD_FROM) {
            Text trial = {0};
            uint32_t from = m->tokens[i + 2].start, behind = m->tokens[i + 3].end, start = m->tokens[i].start;
            text_format(&trial, "%.*s %.*s", (int)(behind - from), m->text.ptr + from,
                        (int)(m->tokens[i + 1].end - start), m->text.ptr + start);
            bool done = mend_try(m, start, behind, text_str(&trial));
            text_free(&trial);
            if (done) {
                return true;
            }
        }
        bool included =
            mend_same_word(mend_token(m, i), "inclusive", 9) || mend_same_word(mend_token(m, i), "included", 8);
        if (included && i > 1 && m->tokens[i - 2].word == WORD_UNTIL) {
            Text trial = {0};
            text_format(&trial, "through %.*s", STR_ARG(mend_token(m, i - 1)));
            bool done = mend_try(m, m->tokens[i - 2].start, m->tokens[i].end, text_str(&trial));
            text_free(&trial);
            return done;
        }
    }
    return false;
}

/* `5.8k` */
static bool thousands(Mend *m, size_t i)
{
    Str token = mend_token(m, i);
    Text number = {0};
    int behind = -1;
    for (size_t c = 0; c + 1 < token.len; c++) {
        if (mend_is_digit(token.ptr[c])) {
            text_add_char(&number, token.ptr[c]);
            behind += behind >= 0;
        } else if (token.ptr[c] == '.' && behind < 0) {
            behind = 0;
        } else {
            behind = 4;
        }
    }
    bool good = behind <= 3 && number.len && number.len < 16;
    for (int k = behind < 0 ? 0 : behind; good && k < 3; k++) {
        text_add_char(&number, '0');
    }
    good = good && mend_replace(m, i, text_str(&number));
    text_free(&number);
    return good;
}

/* Lengths of time: `12m`, `12-months`, `12 monts`. */
bool mend_by_lengths(Mend *m)
{
    static const Str units[] = {{"days", 4}, {"weeks", 5}, {"months", 6}, {"years", 5},
                                {"day", 3},  {"week", 4},  {"month", 5},  {"year", 4}};
    for (size_t i = mend_first(m, 2); i < mend_end(m, 2); i++) {
        Str token = mend_token(m, i);
        size_t digits = 0;
        while (digits < token.len && mend_is_digit(token.ptr[digits])) {
            digits++;
        }
        if (mend_is(m, i, TOKEN_BAD_NUMBER) && digits && digits < token.len) {
            char c = mend_small(token.ptr[digits]);
            const char *unit = c == 'd' ? "days" : c == 'w' ? "weeks" : c == 'm' ? "months" : c == 'y' ? "years" : NULL;
            char form[64];
            snprintf(form, sizeof form, "%.*s %s", (int)(digits < 20 ? digits : 20), token.ptr, unit ? unit : "");
            if (unit && mend_replace(m, i, str_of(form))) {
                return true;
            }
        }
        if (mend_is_dash(m, i) && mend_replace(m, i, STR(" "))) {
            return true;
        }
        if (mend_is(m, i, TOKEN_BAD_NUMBER) && mend_small(token.ptr[token.len - 1]) == 'k' && thousands(m, i)) {
            return true;
        }
        if (mend_is(m, i, TOKEN_NUMBER) && mend_is(m, i + 1, TOKEN_NUMBER) && mend_token(m, i + 1).len == 3 &&
            mend_try(m, m->tokens[i].end, m->tokens[i + 1].start, STR("_"))) {
            return true; /* `4 500` */
        }
        uint32_t near = mend_is_word(m, i) && i && mend_is(m, i - 1, TOKEN_NUMBER) ? nearest_word(token, units, 8) : NONE;
        if (near != NONE && mend_replace(m, i, units[near])) {
            return true;
        }
    }
    return false;
}
