#include "report/date.h"

#include "dates/describe.h"
#include "dates/guess.h"
#include "source/clean.h"

#include <utf8proc.h>

/* ---- text ---- */

static void add_label(Text *out, const char *label)
{
    text_format(out, "  %-10s", label);
}

/* "1993-10-12 to 1993-10-14", in that calendar. */
static void add_days(Text *out, Calendar calendar, const Date *date)
{
    if (date->unknown_lo) {
        text_add(out, STR("unknown"));
    } else {
        day_print_in(out, calendar, date->lo);
    }
    if (!date_is_day(date)) {
        text_add(out, STR(" to "));
        if (date->unknown_hi) {
            text_add(out, STR("unknown"));
        } else {
            day_print_in(out, calendar, date->hi);
        }
    }
}

static void add_pieces(Text *out, const Date *date)
{
    DaySpans spans = {0};
    if (date->scattered) {
        date_spans(date, (Margin){0, 'd'}, (Margin){0, 'd'}, &spans);
    }
    if (spans.n > 1) {
        Day count = 0;
        for (size_t i = 0; i < spans.n; i++) {
            bool bounded = spans.at[i].lo != DAY_FIRST && spans.at[i].hi != DAY_NONE_AFTER;
            count = bounded && count >= 0 ? count + spans.at[i].hi - spans.at[i].lo + 1 : -1;
        }
        text_format(out, ", not all of them: %zu stretches", spans.n);
        if (count >= 0) {
            text_format(out, ", %lld days", (long long)count);
        }
    }
    vec_free(&spans);
}

void date_text(Text *out, Str text, const Date *date)
{
    text_add_clean(out, text);
    text_add_char(out, '\n');
    add_label(out, "means");
    date_describe(out, date);
    text_add_char(out, '\n');
    if (date->lo_marks | date->hi_marks) {
        add_label(out, "marked");
        date_describe_marks(out, date);
        text_add_char(out, '\n');
    }
    add_label(out, date_is_day(date) ? "day" : "days");
    add_days(out, GREGORIAN, date);
    add_pieces(out, date);
    text_add_char(out, '\n');
    bool bounded = date->lo != DAY_FIRST || date->hi != DAY_NONE_AFTER;
    if (bounded) {
        add_label(out, "Julian");
        add_days(out, JULIAN, date);
        text_add_char(out, '\n');
    }
    add_label(out, "EDTF");
    text_format(out, "level %d%s\n", date->level, date->calendar == JULIAN ? "; `julian` is not EDTF but ours" : "");
}

/* ---- JSON ---- */

static void add_json_string(Text *out, Str s)
{
    text_add_char(out, '"');
    for (size_t at = 0; at < s.len;) {
        unsigned char c = (unsigned char)s.ptr[at];
        utf8proc_int32_t point;
        utf8proc_ssize_t len =
            c < 0x80 ? 1 : utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + at, (utf8proc_ssize_t)(s.len - at), &point);
        if (len < 0) {
            text_add(out, STR("\xef\xbf\xbd")); /* U+FFFD for what is no UTF-8 */
            len = 1;
        } else if (c == '"' || c == '\\') {
            text_add_char(out, '\\');
            text_add_char(out, (char)c);
        } else if (c < 0x20 || c == 0x7f) {
            text_format(out, "\\u%04x", c);
        } else {
            text_add(out, (Str){s.ptr + at, (size_t)len});
        }
        at += (size_t)len;
    }
    text_add_char(out, '"');
}

static void add_json_day(Text *out, const char *member, bool known, Day day)
{
    text_add(out, STR(", \""));
    text_add(out, str_of(member));
    if (!known) {
        text_add(out, STR("\": null"));
        return;
    }
    text_add(out, STR("\": \""));
    day_print(out, day);
    text_add_char(out, '"');
}

void date_json(Text *out, Str text, EdtfVerdict verdict, const Date *date)
{
    bool valid = verdict == EDTF_VALID;
    text_add(out, STR("{\"input\": "));
    add_json_string(out, text);
    text_add(out, valid ? STR(", \"valid\": true, \"level\": ") : STR(", \"valid\": false, \"level\": null"));
    if (valid) {
        text_add_char(out, (char)('0' + date->level));
    }
    add_json_day(out, "min", valid && !date->unknown_lo, date->lo);
    add_json_day(out, "max", valid && !date->unknown_hi, date->hi);
    text_add(out, STR("}\n"));
}

/* ---- what is wrong ---- */

void date_trouble(Text *out, Str text, EdtfVerdict verdict)
{
    static const char *const sentences[] = {
#define VERDICT(name, sentence) sentence,
#include "dates/verdicts.def"
#undef VERDICT
    };
    enum { SHOWN = 80 };
    text_add_char(out, '`');
    text_add_clean(out, (Str){text.ptr, text.len < SHOWN ? text.len : SHOWN});
    text_format(out, "%s` %s", text.len > SHOWN ? "…" : "", sentences[verdict]);
    Text note = {0};
    DateGuess guess;
    if (date_note(text, verdict, &note)) {
        text_format(out, ": %s", note.bytes);
    }
    text_free(&note);
    date_guess(text, verdict, &guess);
    if (guess.count == 1) {
        text_format(out, "; write `%s`", guess.forms[0]);
    } else if (guess.count) {
        text_format(out, "; write `%s` or `%s`, whichever is meant", guess.forms[0], guess.forms[1]);
    } else if (verdict == EDTF_INVALID) {
        text_add(out, STR("; dates are written year first, as `1991-12-26`, `1991-12` or `1991`"));
    }
    text_add_char(out, '\n');
}
