#include "ground/times.h"

static bool list_equal(const Times *times, TimeId id, const Day *days, size_t count)
{
    DayRange range = times->lists.at[id];
    return range.count == count && (!count || memcmp(&times->days.at[range.first], days, count * sizeof(Day)) == 0);
}

static void grow(Times *times)
{
    TimesCell *old = times->cells;
    size_t room = times->room;
    times->room = room ? room * 2 : 64;
    times->cells = mem_new(times->room, sizeof *times->cells);
    memset(times->cells, 0xff, times->room * sizeof *times->cells);
    for (size_t k = 0; k < room; k++) {
        if (old[k].id != NONE) {
            size_t i = old[k].hash & (times->room - 1);
            while (times->cells[i].id != NONE) {
                i = (i + 1) & (times->room - 1);
            }
            times->cells[i] = old[k];
        }
    }
    free(old);
}

TimeId times_intern(Times *times, const Day *days, size_t count)
{
    if ((times->lists.n + 1) * 2 > times->room) {
        grow(times);
    }
    uint32_t hash = (uint32_t)hash_bytes(days, count * sizeof(Day));
    size_t i = hash & (times->room - 1);
    while (times->cells[i].id != NONE &&
           (times->cells[i].hash != hash || !list_equal(times, times->cells[i].id, days, count))) {
        i = (i + 1) & (times->room - 1);
    }
    if (times->cells[i].id == NONE) {
        times->cells[i] = (TimesCell){hash, vec_next_id(&times->lists)};
        vec_push(&times->lists, ((DayRange){vec_next_id(&times->days), (uint32_t)count}));
        vec_append(&times->days, days, count);
    }
    return times->cells[i].id;
}

void times_init(Times *times)
{
    static const Day always[] = {DAY_FIRST, DAY_NONE_AFTER};
    *times = (Times){0};
    times_intern(times, always, 0);
    times_intern(times, always, 2);
    vec_push(&times->slices, ((DayRange){0, 0}));
    vec_push(&times->slices, ((DayRange){0, 1}));
    vec_append(&times->bounds, always, 2);
    *map_at(&times->slices_by_cut, pair_key(TIME_NEVER, DAYS_NONE)) = SLICES_NONE;
    *map_at(&times->slices_by_cut, pair_key(TIME_ALWAYS, DAYS_NONE)) = SLICES_WHOLE;
}

void times_free(Times *times)
{
    vec_free(&times->days);
    vec_free(&times->lists);
    free(times->cells);
    map_free(&times->meets);
    vec_free(&times->bounds);
    vec_free(&times->slices);
    map_free(&times->slices_by_cut);
    vec_free(&times->scratch);
}

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

TimeId times_union_of(Times *times, Day *pairs, size_t count)
{
    if (count > 1) {
        qsort(pairs, count, 2 * sizeof(Day), by_day); /* by `from` */
    }
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        Day from = pairs[2 * i], until = pairs[2 * i + 1];
        if (n && from <= pairs[2 * n - 1]) {
            if (until > pairs[2 * n - 1]) {
                pairs[2 * n - 1] = until;
            }
        } else {
            pairs[2 * n] = from;
            pairs[2 * n + 1] = until;
            n++;
        }
    }
    return times_intern(times, pairs, 2 * n);
}

TimeId times_day_list(Times *times, Day *days, size_t count)
{
    if (count > 1) {
        qsort(days, count, sizeof(Day), by_day);
    }
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!n || days[i] != days[n - 1]) {
            days[n++] = days[i];
        }
    }
    return times_intern(times, days, n);
}

TimeId times_interval(Times *times, Day from, Day until)
{
    Day pair[] = {from, until};
    return from < until ? times_intern(times, pair, 2) : TIME_NEVER;
}

const Day *times_days(const Times *times, TimeId id, uint32_t *count)
{
    *count = times->lists.at[id].count;
    return times->days.at + times->lists.at[id].first;
}

TimeId times_meet(Times *times, TimeId a, TimeId b)
{
    if (a == b || b == TIME_ALWAYS || a == TIME_NEVER) {
        return a;
    }
    if (a == TIME_ALWAYS || b == TIME_NEVER) {
        return b;
    }
    uint64_t key = a < b ? pair_key(a, b) : pair_key(b, a);
    uint32_t known = map_find(&times->meets, key);
    if (known != NONE) {
        return known;
    }
    uint32_t na, nb;
    const Day *x = times_days(times, a, &na), *y = times_days(times, b, &nb);
    vec_clear(&times->scratch);
    for (uint32_t i = 0, k = 0; i < na && k < nb;) {
        Day from = x[i] > y[k] ? x[i] : y[k], until = x[i + 1] < y[k + 1] ? x[i + 1] : y[k + 1];
        if (from < until) {
            vec_push(&times->scratch, from);
            vec_push(&times->scratch, until);
        }
        if (x[i + 1] < y[k + 1]) {
            i += 2;
        } else {
            k += 2;
        }
    }
    TimeId meet = times_intern(times, times->scratch.at, times->scratch.n);
    *map_at(&times->meets, key) = meet;
    return meet;
}

bool times_contain(const Times *times, TimeId time, Day day)
{
    uint32_t count;
    const Day *days = times_days(times, time, &count);
    uint32_t low = 0, high = count; /* the number of bounds <= day is odd inside an interval */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (days[middle] <= day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low & 1;
}

SlicesId times_slices(Times *times, TimeId time, TimeId cuts)
{
    uint32_t known = map_find(&times->slices_by_cut, pair_key(time, cuts));
    if (known != NONE) {
        return known;
    }
    uint32_t n, m, next = 0;
    const Day *bounds = times_days(times, time, &n), *cut = times_days(times, cuts, &m);
    uint32_t first = id_of(times->bounds.n / 2), count = 0;
    for (uint32_t i = 0; i < n; i += 2) {
        Day from = bounds[i];
        while (next < m && cut[next] <= from) {
            next++;
        }
        for (; next < m && cut[next] < bounds[i + 1]; next++, count++) {
            vec_push(&times->bounds, from);
            vec_push(&times->bounds, cut[next]);
            from = cut[next];
        }
        vec_push(&times->bounds, from);
        vec_push(&times->bounds, bounds[i + 1]);
        count++;
    }
    SlicesId id = vec_next_id(&times->slices);
    vec_push(&times->slices, ((DayRange){first, count}));
    *map_at(&times->slices_by_cut, pair_key(time, cuts)) = id;
    return id;
}

uint32_t slice_at(const Times *times, SlicesId id, Day day)
{
    uint32_t low = 0, high = slices_count(times, id);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (slice_until(times, id, middle) <= day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < slices_count(times, id) && slice_from(times, id, low) <= day ? low : NONE;
}
