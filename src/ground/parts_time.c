#include "ground/timeline.h"

/* When conditions made of others hold: groups (S2.5), and what looks at other days (S3.4). */

Day parts_window_end(const PredicateDetail *within, Day until)
{
    return day_window_end(until, within->number, within->unit);
}

/* `once a within …`: from each day on which a holds, as long as the window lasts. */
static TimeId window_time(Times *times, const PredicateDetail *within, TimeId looked)
{
    DayVec pairs = {0};
    uint32_t n;
    const Day *days = times_days(times, looked, &n);
    for (uint32_t i = 0; i < n; i += 2) {
        vec_push(&pairs, days[i]);
        vec_push(&pairs, parts_window_end(within, days[i + 1]));
    }
    TimeId time = times_union_of(times, pairs.at, pairs.n / 2);
    vec_free(&pairs);
    return time;
}

typedef struct Step {
    Day day;
    int by; /* how many members more hold from this day on */
} Step;

static int by_day(const void *left, const void *right)
{
    const Step *a = left, *b = right;
    return (a->day > b->day) - (a->day < b->day);
}

/* `at least n of`: where the days of n members meet. */
static TimeId count_time(Timeline *line, const Theory *t, InstanceId instance, uint32_t wanted)
{
    VEC(Step) steps = {0};
    for (uint32_t k = 0; k < instance_body_count(t, instance); k++) {
        uint32_t n;
        const Day *days = times_days(&line->times, line->possible.at[instance_body(t, instance)[k]], &n);
        for (uint32_t i = 0; i < n; i++) {
            vec_push(&steps, ((Step){days[i], i % 2 ? -1 : 1}));
        }
    }
    if (steps.n) {
        qsort(steps.at, steps.n, sizeof(Step), by_day);
    }
    DayVec pairs = {0};
    int64_t holding = 0;
    for (size_t i = 0; i < steps.n;) {
        Day day = steps.at[i].day;
        bool before = holding >= wanted;
        for (; i < steps.n && steps.at[i].day == day; i++) {
            holding += steps.at[i].by;
        }
        if (before != (holding >= wanted)) {
            vec_push(&pairs, day);
        }
    }
    TimeId time = times_intern(&line->times, pairs.at, pairs.n);
    vec_free(&pairs);
    vec_free(&steps);
    return time;
}

TimeId parts_time(Timeline *line, const Theory *t, InstanceId instance)
{
    const Case *c = t->c;
    AtomId head = instance_head(t, instance);
    const AtomId *body = instance_body(t, instance);
    const PredicateDetail *detail = predicate_detail(c, RELATION_PREDICATE(t->relation.at[head]));
    switch ((CompositeKind)detail->composite) {
    case COMPOSITE_AT_LEAST:
        return count_time(line, t, instance, detail->number);
    case COMPOSITE_WITHIN:
        return window_time(&line->times, detail, line->possible.at[body[0]]);
    case COMPOSITE_ON: {
        DaySpan day = theory_day(t, atom_args(t, head)[relation_arity(c, t->relation.at[head]) - 1]);
        TimeId looked = line->possible.at[body[0]];
        if (day.lo == day.hi) {
            return times_contain(&line->times, looked, day.lo) ? TIME_ALWAYS : TIME_NEVER;
        }
        Day until = day.hi == DAY_NONE_AFTER ? day.hi : day.hi + 1;
        TimeId days = times_interval(&line->times, day.lo, until), then = times_meet(&line->times, looked, days);
        return t->maybe == NONE     ? then == days ? TIME_ALWAYS : TIME_NEVER
               : then != TIME_NEVER ? TIME_ALWAYS
                                    : TIME_NEVER;
    }
    default: {
        TimeId time = TIME_ALWAYS;
        for (uint32_t k = 0; k < instance_body_count(t, instance); k++) {
            time = times_meet(&line->times, time, line->possible.at[body[k]]);
        }
        return time;
    }
    }
}
