#include "dates/describe.h"

#include "dates/part.h"

static const char *const months[] = {"",     "January", "February",  "March",   "April",    "May",     "June",
                                     "July", "August",  "September", "October", "November", "December"};

static int lowest(uint32_t bits)
{
    return __builtin_ctz(bits);
}

static int highest(uint32_t bits)
{
    return 31 - __builtin_clz(bits);
}

static bool is_run(uint32_t bits)
{
    return __builtin_popcount(bits) == highest(bits) - lowest(bits) + 1;
}

/* Years before 1 as people count them: the year 0 is 1 BC. */
static void add_year(Text *out, int64_t year)
{
    if (year <= 0) {
        text_format(out, "%lld BC", (long long)(1 - year));
    } else {
        text_format(out, "%lld", (long long)year);
    }
}

static void add_years(Text *out, const Part *part)
{
    if (part->first_year == part->last_year) {
        add_year(out, part->first_year);
        return;
    }
    text_add(out, STR("a year from "));
    add_year(out, part->first_year);
    text_add(out, STR(" to "));
    add_year(out, part->last_year);
    bool gaps = false;
    for (int i = 1; i < 4 && !part->significant; i++) {
        gaps |= part->digits[i] != 'X' && part->digits[i - 1] == 'X';
    }
    if (gaps) {
        text_format(out, " written %.4s", part->digits);
    }
}

static void add_months(Text *out, const Part *part)
{
    int first = lowest(part->months), last = highest(part->months);
    if (first == last) {
        text_format(out, "%s ", months[first]);
    } else if (part->months == ALL_MONTHS) {
        text_add(out, STR("a month of "));
    } else if (is_run(part->months)) {
        text_format(out, "a month from %s to %s of ", months[first], months[last]);
    } else {
        text_format(out, "%s or %s of ", months[first], months[last]);
    }
}

/* The days that some month has, of those that it may be. */
static uint32_t real_days(const Part *part)
{
    int most = 0;
    for (int month = 1; month <= 12; month++) {
        int64_t year = part->first_year == part->last_year ? part->first_year : 0; /* which has a 29 February */
        int days = part->months >> month & 1 ? days_in_month_of(part->calendar, year, month) : 0;
        most = days > most ? days : most;
    }
    return part->days & (UINT32_MAX >> (31 - most));
}

static void add_days(Text *out, const Part *part)
{
    uint32_t days = real_days(part);
    int first = lowest(days), last = highest(days);
    if (first == last) { /* "25 December", but "the 25th of a month" */
        bool month = lowest(part->months) == highest(part->months);
        const char *ending = first / 10 == 1   ? "th"
                             : first % 10 == 1 ? "st"
                             : first % 10 == 2 ? "nd"
                             : first % 10 == 3 ? "rd"
                                               : "th";
        if (month) {
            text_format(out, "%d ", first);
        } else {
            text_format(out, "the %d%s of ", first, ending);
        }
    } else if (part->days == ALL_DAYS) {
        text_add(out, STR("a day of "));
    } else if (is_run(days)) {
        text_format(out, "a day from %d to %d of ", first, last);
    } else {
        text_add(out, STR("the "));
        for (int day = first; day <= last; day++) {
            if (days >> day & 1) {
                text_format(out, day == first ? "%d" : day == last ? " or %d" : ", %d", day);
            }
        }
        text_add(out, STR(" of "));
    }
}

static void add_season(Text *out, const Part *part)
{
    static const char *const names[] = {
        "spring",
        "summer",
        "autumn",
        "winter",
        "northern spring",
        "northern summer",
        "northern autumn",
        "northern winter",
        "southern spring",
        "southern summer",
        "southern autumn",
        "southern winter",
        "the first quarter of",
        "the second quarter of",
        "the third quarter of",
        "the fourth quarter of",
        "the first third of",
        "the second third of",
        "the last third of",
        "the first half of",
        "the second half of",
    };
    text_format(out, "%s ", names[part->season - 21]);
}

static void add_part(Text *out, const Part *part)
{
    switch (part->kind) {
    case PART_DAY:
        add_days(out, part);
        if (part->days != ALL_DAYS || part->months != ALL_MONTHS) { /* "a day of 1560" */
            add_months(out, part);
        }
        break;
    case PART_MONTH:
        add_months(out, part);
        break;
    case PART_SEASON:
        add_season(out, part);
        break;
    default:
        break;
    }
    bool of =
        part->first_year != part->last_year && part->kind != PART_YEAR && out->len && out->bytes[out->len - 2] != 'f';
    text_add(out, of ? STR("of ") : STR(""));
    add_years(out, part);
    if (part->kind == PART_SEASON) {
        int first, last;
        season_months(part->season, &first, &last);
        text_format(out, last > 12 ? " (%s to %s of the next year)" : " (%s to %s)", months[first],
                    months[last > 12 ? last - 12 : last]);
    }
    if (part->time) {
        text_format(out, ", at %.8s", part->time_written.ptr);
        Str zone = {part->time_written.ptr + 8, part->time_written.len - 8};
        if (str_equal(zone, STR("Z"))) {
            text_add(out, STR(" UTC"));
        } else if (zone.len) {
            text_format(out, " local time (UTC%.*s)", STR_ARG(zone));
        } else {
            text_add(out, STR(" local time"));
        }
    }
}

static void read_again(Str text, const Date *date, Part *part)
{
    if (part_read(text, date->calendar, part) != EDTF_VALID) {
        BUG("a date that was read is none");
    }
}

/* `between` stands between two dates, here `/` or `..`; what an absent end is called. */
static void add_ends(Text *out, const Date *date, Str from, Str to, const char *no_start, const char *no_end)
{
    Part part;
    bool start = from.len && from.ptr[0] != '.', end = to.len && to.ptr[0] != '.';
    if (start) {
        text_add(out, STR("from "));
        read_again(from, date, &part);
        add_part(out, &part);
    } else {
        text_add(out, str_of(no_start));
    }
    text_add_char(out, ' ');
    if (end) {
        text_add(out, STR("to "));
        read_again(to, date, &part);
        add_part(out, &part);
    } else {
        text_add(out, str_of(no_end));
    }
}

/* Where `..` begins, or the length of the text. */
static size_t dots_in(Str text)
{
    size_t at = 0;
    while (at + 1 < text.len && !(text.ptr[at] == '.' && text.ptr[at + 1] == '.')) {
        at++;
    }
    return at + 1 < text.len ? at : text.len;
}

static void add_members(Text *out, const Date *date)
{
    const char *end = date->written.ptr + date->written.len - 1;
    for (const char *at = date->written.ptr + 1; at < end;) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        Str text = {at, (size_t)((comma ? comma : end) - at)};
        size_t dots = dots_in(text);
        Part part;
        if (dots < text.len) {
            Str from = {text.ptr, dots}, to = {text.ptr + dots + 2, text.len - dots - 2};
            if (from.len == 0) {
                text_add(out, STR("up to "));
                read_again(to, date, &part);
                add_part(out, &part);
            } else {
                add_ends(out, date, from, to, "", "on");
            }
        } else {
            read_again(text, date, &part);
            add_part(out, &part);
        }
        at += text.len + (comma != NULL);
        text_add(out, comma ? STR("; ") : STR(""));
    }
}

void date_describe(Text *out, const Date *date)
{
    Text words = {0};
    const char *slash;
    Part part;
    switch ((DateShape)date->shape) {
    case DATE_SINGLE:
        read_again(date->written, date, &part);
        add_part(&words, &part);
        break;
    case DATE_INTERVAL:
        slash = memchr(date->written.ptr, '/', date->written.len);
        size_t before = (size_t)(slash - date->written.ptr);
        add_ends(&words, date, (Str){date->written.ptr, before}, (Str){slash + 1, date->written.len - before - 1},
                 date->unknown_lo ? "from an unknown day" : "from the beginning of time",
                 date->unknown_hi ? "to an unknown day" : "on, without an end");
        break;
    case DATE_ONE_OF:
        text_add(&words, STR("one of these: "));
        add_members(&words, date);
        break;
    case DATE_ALL_OF:
        text_add(&words, STR("all of these: "));
        add_members(&words, date);
        break;
    }
    text_add(out, text_str(&words));
    text_add(out, date->calendar == JULIAN ? STR(", in the Julian calendar") : STR(""));
    text_free(&words);
}

/* ---- marks ---- */

static const char *mark_word(uint8_t mark)
{
    return mark == MARK_UNCERTAIN     ? "uncertain"
           : mark == MARK_APPROXIMATE ? "approximate"
                                      : "uncertain and approximate";
}

static void add_marks(Text *out, const char *whose, const Part *part)
{
    static const char *const names[] = {"year", "month", "day"};
    if (!part_marks(part)) {
        return;
    }
    text_add(out, out->len ? STR("; ") : STR(""));
    text_add(out, str_of(whose));
    int count = part->kind == PART_YEAR ? 1 : part->kind == PART_DAY ? 3 : 2;
    bool alike = true;
    for (int i = 1; i < count; i++) {
        alike &= part->marks[i] == part->marks[0];
    }
    if (alike) {
        text_add(out, str_of(mark_word(part->marks[0])));
        return;
    }
    bool first = true;
    for (int i = 0; i < count; i++) {
        if (part->marks[i]) {
            const char *name = i == 1 && part->kind == PART_SEASON ? "season" : names[i];
            text_format(out, "%s%s %s", first ? "" : ", ", name, mark_word(part->marks[i]));
            first = false;
        }
    }
}

void date_describe_marks(Text *out, const Date *date)
{
    Text words = {0};
    Part part;
    if (date->lo_marks | date->hi_marks) {
        const char *slash = date->shape == DATE_INTERVAL ? memchr(date->written.ptr, '/', date->written.len) : NULL;
        size_t before = slash ? (size_t)(slash - date->written.ptr) : date->written.len;
        if (date->shape == DATE_ONE_OF || date->shape == DATE_ALL_OF) {
            text_format(&words, "some %s", mark_word(date->lo_marks));
        } else if (!slash || date->lo_marks) {
            read_again((Str){date->written.ptr, before}, date, &part);
            add_marks(&words, slash ? "start " : "", &part);
        }
        if (slash && date->hi_marks) {
            read_again((Str){slash + 1, date->written.len - before - 1}, date, &part);
            add_marks(&words, "end ", &part);
        }
    }
    text_add(out, text_str(&words));
    text_free(&words);
}
