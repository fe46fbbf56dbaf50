#include "report/timeline_scale.h"

/* Of the places, so many for the time before the first day and after the last: a twelfth each, and not less than these. */
enum { BEFORE = 3, AFTER = 3 };

bool timeline_in_force(const Case *c, const DatedItem *dated)
{
    uint8_t kind = c->items.at[c->schemas.at[dated->schema].item].kind;
    return kind == ITEM_RULE || kind == ITEM_ALWAYS;
}

static void add_day(TimeScale *scale, Day day)
{
    if (day != DAY_FIRST && day != DAY_NONE_AFTER && scale->shown.lo <= day && day - 1 <= scale->shown.hi) {
        vec_push(&scale->days, day);
    }
}

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

static void find_days(TimeScale *scale, const Case *c, const Chronology *chronology)
{
    add_day(scale, scale->shown.lo);
    add_day(scale, scale->shown.hi == DAY_NONE_AFTER ? DAY_NONE_AFTER : scale->shown.hi + 1);
    for (size_t i = 0; i < chronology->changes.n; i++) {
        add_day(scale, chronology->changes.at[i].day);
    }
    for (size_t i = 0; i < chronology->dated.n; i++) {
        if (timeline_in_force(c, &chronology->dated.at[i])) {
            add_day(scale, chronology->dated.at[i].from);
            add_day(scale, chronology->dated.at[i].until);
        }
    }
    if (scale->days.n > 1) {
        qsort(scale->days.at, scale->days.n, sizeof(Day), by_day);
    }
    size_t kept = 0;
    for (size_t i = 0; i < scale->days.n; i++) {
        if (!kept || scale->days.at[kept - 1] != scale->days.at[i]) {
            scale->days.at[kept++] = scale->days.at[i];
        }
    }
    scale->days.n = kept;
}

/* How much room the time between two days takes: the number of binary digits of its length, times eight, and some of what is between. */
static uint32_t weight(Day from, Day until)
{
    uint64_t length = (uint64_t)until - (uint64_t)from;
    uint32_t digits = 0;
    while (length >> digits > 1 && digits < 63) {
        digits++;
    }
    uint32_t rest = digits >= 3 ? (uint32_t)(length >> (digits - 3)) & 7 : 0;
    return 8 * (digits + 1) + rest;
}

void scale_build(TimeScale *scale, const Case *c, const Chronology *chronology, DaySpan shown, size_t places)
{
    *scale = (TimeScale){.places = places, .shown = shown};
    find_days(scale, c, chronology);
    size_t n = scale->days.n, before = places / 12 > BEFORE ? places / 12 : BEFORE;
    size_t room = places - before - (places / 12 > AFTER ? places / 12 : AFTER);
    uint64_t all = 0, sum = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        all += weight(scale->days.at[i], scale->days.at[i + 1]);
    }
    size_t free_places = room + 1 > n ? room + 1 - n : 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = free_places ? i + (all ? (size_t)(sum * free_places / all) : 0) : n > 1 ? i * room / (n - 1) : 0;
        vec_push(&scale->at, id_of(before + at));
        sum += i + 1 < n ? weight(scale->days.at[i], scale->days.at[i + 1]) : 0;
    }
}

void scale_free(TimeScale *scale)
{
    vec_free(&scale->days);
    vec_free(&scale->at);
}

static size_t place_of(const TimeScale *scale, Day day)
{
    size_t low = 0, high = scale->days.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scale->days.at[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < scale->days.n ? scale->at.at[low] : scale->places;
}

Period scale_cut(const TimeScale *scale, Period p)
{
    p.from = p.from < scale->shown.lo ? DAY_FIRST : p.from;
    p.until = p.until - 1 > scale->shown.hi ? DAY_NONE_AFTER : p.until;
    return p;
}

void scale_range(const TimeScale *scale, Day from, Day until, size_t *first, size_t *end)
{
    *first = from == DAY_FIRST ? 0 : place_of(scale, from);
    *end = until == DAY_NONE_AFTER ? scale->places : place_of(scale, until);
    if (*end <= *first && *first < scale->places) {
        *end = *first + 1; /* more days than places */
    }
}

void scale_label(Text *out, const TimeScale *scale, Day day)
{
    enum { YEAR = 366 };
    Day span = vec_last(&scale->days) - scale->days.at[0];
    Text whole = {0};
    day_print(&whole, day);
    size_t cut = span > 6 * YEAR ? 6 : span > YEAR ? 3 : 0; /* "-MM-DD", "-DD" */
    text_add(out, (Str){whole.bytes, whole.len - cut});
    text_free(&whole);
}
