#include "explain/choices_internal.h"

/* Days asked about that are alike: no known day lies between them, and each unknown day can fall in the same ways about the one as about the
 * other. An unknown day whose order with no other matters may fall well before the day asked about, on the day before, on it, on the day
 * after, or well after it; on days that cannot be told from these what comes of it is the same (Bounds), and so choices for the one can be
 * exchanged, unknown day by unknown day, for choices for the other. Of other unknown days, none may fall between the two, or near them. */

enum { NEAR = 3 }; /* days on which an order with the day asked about, or with what is next to it, can be another */

typedef struct Alike {
    Search s;
    DayVec *marks; /* by number */
} Alike;

static bool is_alone(const Alike *a, uint32_t number)
{
    return !a->s.bounds[number].beside;
}

/* Whether all that tells one day from another is what is looked at here. */
static bool is_told_so(const ChoicesRequest *request)
{
    const Influence *in = request->influence;
    const Theory *t = &in->region.theory;
    bool told = !request->strictly && !request->choice && !in->too_many && !in->counted && !in->ordering &&
                !t->ordering.n && in->unknowns.n;
    for (size_t k = 0; k < in->unknowns.n && told; k++) {
        told = !in->unknowns.at[k].metric && !in->unknowns.at[k].pointwise;
    }
    for (AtomId atom = 0; atom < t->relation.n && told; atom++) {
        told = relation_composite(t->c, t->relation.at[atom]) != COMPOSITE_ON && !theory_happens_once(t, atom);
    }
    return told;
}

/* The first span that is not over before the day. */
static uint32_t span_from(const DaySpan *spans, uint32_t count, Day day)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (spans[middle].hi < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool falls_among(const DaySpan *spans, uint32_t count, Day lo, Day hi)
{
    uint32_t at = span_from(spans, count, lo);
    return lo <= hi && at < count && spans[at].lo <= hi;
}

/* Appends in which ways the unknown day can fall about the day; days with the same are alike for it. */
static void add_ways(const Alike *a, uint32_t number, Day day, DayVec *key)
{
    const DayVec *marks = &a->marks[number];
    uint32_t count;
    const DaySpan *spans = choices_spans(&a->s, number, &count);
    size_t next = choices_first_from(marks, day - NEAR);
    bool near = next < marks->n && marks->at[next] <= day + NEAR;
    vec_push(key, (Day)next);
    if (near || (!is_alone(a, number) && falls_among(spans, count, day - NEAR, day + NEAR))) {
        vec_push(key, day); /* like no other */
        return;
    }
    if (!is_alone(a, number)) {
        vec_push(key, span_from(spans, count, day));
        return;
    }
    Day first = next ? marks->at[next - 1] + 2 : DAY_FIRST, last = next < marks->n ? marks->at[next] - 2 : DAY_NONE_AFTER;
    vec_push(key, falls_among(spans, count, first, day - 2) | falls_among(spans, count, day + 2, last) << 1 |
                      falls_among(spans, count, day - 1, day - 1) << 2 | falls_among(spans, count, day, day) << 3 |
                      falls_among(spans, count, day + 1, day + 1) << 4);
}

/* By day asked about: the first that it is like, by number in `first`. */
static void find_classes(const Alike *a, uint32_t *class, IdVec *first)
{
    const ChoicesRequest *request = a->s.request;
    Names keys = {0};
    DayVec key = {0};
    for (uint32_t i = 0; i < request->days_count; i++) {
        Day day = request->days[i];
        vec_clear(&key);
        vec_push(&key, (Day)choices_first_from(&a->s.in->known, day + 1));
        vec_push(&key, is_coarse(&a->s, day));
        for (uint32_t k = 0; k < a->s.n; k++) {
            if (a->s.in->unknowns.at[k].dated || !is_alone(a, k)) {
                add_ways(a, k, day, &key);
            }
        }
        class[i] = names_add(&keys, (Str){(const char *)key.at, key.n * sizeof *key.at});
        if (class[i] == first->n) {
            vec_push(first, i);
        }
    }
    names_free(&keys);
    vec_free(&key);
}

bool choices_take_alike(const ChoicesRequest *request, Outcome *outcomes)
{
    enum { FEW = 16 }; /* days for which it is not worth while */
    if (request->days_count < FEW || !is_told_so(request)) {
        return false;
    }
    Alike a = {.s = {.request = request, .in = request->influence, .n = (uint32_t)request->influence->unknowns.n}};
    uint32_t *class = mem_new(request->days_count, sizeof *class);
    IdVec first = {0};
    choices_open(&a.s);
    a.marks = mem_zero(a.s.n, sizeof *a.marks);
    for (uint32_t k = 0; k < a.s.n; k++) {
        choices_add_marks(&a.s, bit(k), &a.marks[k]);
    }
    find_classes(&a, class, &first);
    bool fewer = first.n < request->days_count;
    if (fewer) {
        ChoicesRequest some = *request;
        DayVec days = {0};
        for (size_t i = 0; i < first.n; i++) {
            vec_push(&days, request->days[first.at[i]]);
        }
        some.days = days.at;
        some.days_count = id_of(days.n);
        Outcome *found = mem_new(days.n, sizeof *found);
        choices_find(&some, found);
        for (uint32_t i = 0; i < request->days_count; i++) {
            outcomes[i] = found[class[i]];
        }
        free(found);
        vec_free(&days);
    }
    for (uint32_t k = 0; k < a.s.n; k++) {
        vec_free(&a.marks[k]);
    }
    free(a.marks);
    free(class);
    vec_free(&first);
    choices_close(&a.s);
    return fewer;
}
