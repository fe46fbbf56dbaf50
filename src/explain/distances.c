#include "explain/distances.h"

#include "base/mem.h"

void distances_open(Distances *d, uint32_t days)
{
    *d = (Distances){.side = days + 1};
    size_t cells = (size_t)d->side * d->side;
    d->most = mem_new(cells, sizeof *d->most);
    for (size_t i = 0; i < cells; i++) {
        d->most[i] = i % (d->side + 1) ? DISTANCE_ANY : 0;
    }
}

void distances_copy(Distances *to, const Distances *from)
{
    size_t cells = (size_t)from->side * from->side;
    *to = (Distances){.side = from->side, .most = mem_new(cells, sizeof *to->most)};
    memcpy(to->most, from->most, cells * sizeof *to->most);
    vec_append(&to->ways, from->ways.at, from->ways.n);
    vec_append(&to->ends, from->ends.at, from->ends.n);
}

void distances_free(Distances *d)
{
    free(d->most);
    vec_free(&d->ways);
    vec_free(&d->ends);
}

bool distances_follow(Day *most, size_t side)
{
    for (size_t k = 0; k < side; k++) {
        for (size_t i = 0; i < side; i++) {
            for (size_t j = 0; j < side; j++) {
                Day around = most[i * side + k] + most[k * side + j];
                most[i * side + j] = around < most[i * side + j] ? around : most[i * side + j];
            }
        }
    }
    for (size_t i = 0; i < side; i++) {
        if (most[i * side + i] < 0) {
            return false;
        }
    }
    return true;
}

bool distances_agree(const Day *a, const Day *b, size_t side, const IdVec *among, Day *shared, size_t *work)
{
    size_t n = among->n;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            ++*work;
            size_t at = among->at[i] * side + among->at[j], back = among->at[j] * side + among->at[i];
            if (a[at] + b[back] < 0) {
                return false;
            }
            shared[i * n + j] = a[at] < b[at] ? a[at] : b[at];
        }
    }
    *work += n * n * n;
    return distances_follow(shared, n);
}

/* `one` is at most so many days after `other`. */
static bool limit(Distances *d, uint32_t one, uint32_t other, Day most)
{
    uint32_t side = d->side;
    if (most >= d->most[one * side + other]) {
        return true;
    }
    if (d->most[other * side + one] + most < 0) {
        return false;
    }
    for (uint32_t i = 0; i < side; i++) {
        Day before = d->most[i * side + one] + most;
        for (uint32_t j = 0; j < side; j++) {
            Day around = before + d->most[other * side + j];
            Day *known = &d->most[i * side + j];
            *known = around < *known ? around : *known;
        }
    }
    return true;
}

bool distances_limit(Distances *d, Apart way)
{
    return (way.most == DISTANCE_ANY || limit(d, way.one, way.other, way.most)) &&
           (way.least == -DISTANCE_ANY || limit(d, way.other, way.one, -way.least));
}

void distances_either(Distances *d, const Apart *ways, size_t count)
{
    vec_append(&d->ways, ways, count);
    vec_push(&d->ends, id_of(d->ways.n));
}

int distances_weigh(const Distances *d, Apart way)
{
    Day most = d->most[way.one * d->side + way.other], least = -d->most[way.other * d->side + way.one];
    return most < way.least || least > way.most ? 0 : way.least <= least && most <= way.most ? 1 : -1;
}

bool distances_settle(Distances *d)
{
    for (bool changed = true; changed;) {
        changed = false;
        uint32_t first = 0, kept = 0;
        size_t ways = 0;
        for (size_t k = 0; k < d->ends.n; k++) {
            uint32_t end = d->ends.at[k], left = 0;
            size_t start = ways;
            bool holds = false;
            for (uint32_t i = first; i < end && !holds; i++) {
                int one = distances_weigh(d, d->ways.at[i]);
                holds = one > 0;
                if (one < 0) {
                    d->ways.at[ways++] = d->ways.at[i];
                    left++;
                }
            }
            first = end;
            if (holds) {
                ways = start;
            } else if (left == 1) {
                ways = start;
                changed = true;
                if (!distances_limit(d, d->ways.at[start])) {
                    return false;
                }
            } else if (!left) {
                return false;
            } else {
                d->ends.at[kept++] = (uint32_t)ways;
            }
        }
        d->ends.n = kept;
        d->ways.n = ways;
    }
    return true;
}

/* Whether an alternative is met where these days are placed; one that also turns on others can still be. */
static bool may_be_met(const Distances *d, uint32_t from, uint32_t end, const Day *days, const uint8_t *placed)
{
    bool met = false;
    for (uint32_t i = from; i < end && !met; i++) {
        Apart way = d->ways.at[i];
        met = !placed[way.one] || !placed[way.other];
        if (!met) {
            Day apart = days[way.one] - days[way.other];
            met = way.least <= apart && apart <= way.most;
        }
    }
    return met;
}

/* The alternatives that turn on a day, by the place of their first way. */
static void find_turning(const Distances *d, uint32_t day, IdVec *found)
{
    uint32_t from = 0;
    vec_clear(found);
    for (size_t k = 0; k < d->ends.n; k++) {
        bool turns = false;
        for (uint32_t i = from; i < d->ends.at[k]; i++) {
            turns |= d->ways.at[i].one == day || d->ways.at[i].other == day;
        }
        if (turns) {
            vec_push(found, from);
            vec_push(found, d->ends.at[k]);
        }
        from = d->ends.at[k];
    }
}

/* The first of these that is not met, by its place in the list; NONE: all may be. */
static uint32_t find_unmet(const Distances *d, const IdVec *turning, const Day *days, const uint8_t *placed)
{
    for (uint32_t k = 0; k < turning->n; k += 2) {
        if (!may_be_met(d, turning->at[k], turning->at[k + 1], days, placed)) {
            return k;
        }
    }
    return NONE;
}

/* Gives each day, the earliest first, the first place that the limits leave beside those placed, and a few days later where that meets the
 * alternatives; any place within the limits can be kept to the end. Where that does not, false, and of the first alternative that is not
 * met where its ways are. */
static bool place(const Distances *d, Day *days, uint8_t *placed, uint32_t *from, uint32_t *end)
{
    IdVec turning = {0};
    bool good = true;
    uint32_t side = d->side, zero = side - 1;
    memset(placed, 0, side);
    placed[zero] = 1;
    days[zero] = 0;
    for (uint32_t n = 0; n < zero && good; n++) {
        uint32_t next = zero;
        Day lo = 0, hi = 0;
        for (uint32_t k = 0; k < zero; k++) {
            Day least = -DISTANCE_ANY, most = DISTANCE_ANY;
            for (uint32_t j = 0; j < side && !placed[k]; j++) {
                least = placed[j] && days[j] - d->most[j * side + k] > least ? days[j] - d->most[j * side + k] : least;
                most = placed[j] && days[j] + d->most[k * side + j] < most ? days[j] + d->most[k * side + j] : most;
            }
            if (!placed[k] && (next == zero || least < lo)) {
                next = k;
                lo = least;
                hi = most;
            }
        }
        placed[next] = 1;
        Day last = hi < lo + 2 * (Day)side ? hi : lo + 2 * (Day)side;
        find_turning(d, next, &turning);
        uint32_t unmet;
        for (days[next] = lo; (unmet = find_unmet(d, &turning, days, placed)) != NONE && good; days[next]++) {
            good = days[next] < last;
            *from = turning.at[unmet];
            *end = turning.at[unmet + 1];
        }
    }
    vec_free(&turning);
    return good;
}

/* The same of limits that are its own to change. */
static int solve(Distances *d, Day *days, size_t *steps)
{
    uint32_t from = 0, end = 0;
    if (!*steps) {
        return -1;
    }
    --*steps;
    if (!distances_settle(d)) {
        return 0;
    }
    Day *own = mem_new(d->side, sizeof *own);
    uint8_t *placed = mem_new(d->side, 1);
    int found = place(d, own, placed, &from, &end);
    if (found && days) {
        memcpy(days, own, (d->side - 1) * sizeof *days);
    }
    free(own);
    free(placed);
    if (found) {
        return 1;
    }
    for (uint32_t i = from; i < end && found != 1; i++) {
        Distances one;
        distances_copy(&one, d);
        int here = distances_limit(&one, d->ways.at[i]) ? solve(&one, days, steps) : 0;
        found = here ? here : found;
        distances_free(&one);
    }
    return found;
}

bool distances_meet(const Distances *d, const Day *days)
{
    uint32_t side = d->side, zero = side - 1;
    bool good = true;
    for (uint32_t i = 0; i < side && good; i++) {
        for (uint32_t k = 0; k < side && good; k++) {
            good = (i == zero ? 0 : days[i]) - (k == zero ? 0 : days[k]) <= d->most[i * side + k];
        }
    }
    uint32_t from = 0;
    for (size_t k = 0; k < d->ends.n && good; k++) {
        bool met = false;
        for (; from < d->ends.at[k]; from++) {
            Apart way = d->ways.at[from];
            Day apart = (way.one == zero ? 0 : days[way.one]) - (way.other == zero ? 0 : days[way.other]);
            met |= way.least <= apart && apart <= way.most;
        }
        good = met;
    }
    return good;
}

int distances_solve(const Distances *d, Day *days, size_t *steps)
{
    Distances own;
    distances_copy(&own, d);
    int found = solve(&own, days, steps);
    distances_free(&own);
    return found;
}
