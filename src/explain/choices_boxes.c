#include "explain/choices_internal.h"

/* Which days are looked at, and how the boxes of the search are confined. */

/* Those whose order is linked to that of the first, directly or not. */
static UnknownSet linked(const Influence *in, uint32_t first)
{
    UnknownSet set = bit(first), before = 0;
    while (set != before) {
        before = set;
        for (uint32_t k = 0; k < in->unknowns.n; k++) {
            set |= set >> k & 1 ? in->unknowns.at[k].meets | in->unknowns.at[k].compared : 0;
        }
    }
    return set;
}

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

static void add_mark(DayVec *marks, Day day)
{
    if (day != DAY_FIRST && day != DAY_NONE_AFTER) {
        vec_push(marks, day);
    }
}

/* The days among which something that matters to the linked unknown days may change. */
static void find_marks(const Search *s, UnknownSet set, DayVec *marks)
{
    const Influence *in = s->in;
    const Case *c = in->d->g->c;
    vec_clear(marks);
    for (uint32_t i = 0; i < s->request->days_count; i++) {
        vec_push(marks, s->request->days[i]);
        vec_push(marks, s->request->days[i] + 1);
    }
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        const UnknownDay *u = &in->unknowns.at[k];
        if (!(set >> k & 1)) {
            continue;
        }
        vec_append(marks, u->days.at, u->days.n);
        const Unknown *unknown = &c->unknowns.at[u->id];
        for (uint32_t i = 0; i < unknown->days.count; i++) {
            DaySpan span = c->day_spans.at[unknown->days.first + i];
            add_mark(marks, span.lo);
            add_mark(marks, span.hi == DAY_NONE_AFTER ? span.hi : span.hi + 1);
        }
    }
    qsort(marks->at, marks->n, sizeof(Day), by_day);
}

static void allow(DaySpans *allowed, Day lo, Day hi)
{
    if (lo > hi) {
        return;
    }
    if (allowed->n && vec_last(allowed).hi + 1 >= lo) {
        vec_last(allowed).hi = hi > vec_last(allowed).hi ? hi : vec_last(allowed).hi;
    } else {
        vec_push(allowed, ((DaySpan){lo, hi}));
    }
}

/* Of the days between two marks, enough that `many` unknown days among them can be ordered in any way, with a day between them or none, and
 * stand right beside the marks or not. */
static void allow_between(DaySpans *allowed, Day lo, Day hi, Day many)
{
    Day most = 4 * many + 3;
    if (lo == DAY_FIRST) {
        allow(allowed, hi - most, hi);
    } else if (hi == DAY_NONE_AFTER) {
        allow(allowed, lo, lo + most);
    } else if (hi - lo <= most) {
        allow(allowed, lo, hi);
    } else {
        Day middle = lo + (hi - lo) / 2;
        allow(allowed, lo, lo + many);
        allow(allowed, middle - many, middle + many);
        allow(allowed, hi - many, hi);
    }
}

void choices_find_allowed(Search *s, uint32_t number)
{
    enum { FAR = 100000 }; /* days beyond what is known, for what has no end and is measured */
    const Influence *in = s->in;
    const Case *c = in->d->g->c;
    UnknownSet set = linked(in, number);
    const Unknown *unknown = &c->unknowns.at[in->unknowns.at[number].id];
    DayVec marks = {0};
    find_marks(s, set, &marks);
    bool metric = false;
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        metric |= (set >> k & 1) && in->unknowns.at[k].metric;
    }
    Day many = __builtin_popcountll(set);
    for (uint32_t i = 0; i < unknown->days.count; i++) {
        DaySpan span = c->day_spans.at[unknown->days.first + i];
        if (metric) {
            Day first = marks.at[0] - FAR, last = vec_last(&marks) + FAR;
            allow(&s->allowed[number], span.lo > first ? span.lo : first, span.hi < last ? span.hi : last);
            continue;
        }
        Day from = span.lo;
        for (size_t m = 0; m < marks.n; m++) {
            if (marks.at[m] > from && marks.at[m] <= span.hi) {
                allow_between(&s->allowed[number], from, marks.at[m] - 1, many);
                from = marks.at[m];
            }
        }
        allow_between(&s->allowed[number], from, span.hi, many);
    }
    vec_free(&marks);
}

/* Cuts a span down to the first and last of the allowed days within it; false when there is none. */
static bool fit(const Search *s, uint32_t number, DaySpan *span)
{
    const DaySpans *allowed = &s->allowed[number];
    DaySpan fitted = {span->hi, span->lo};
    bool any = false;
    for (size_t i = 0; i < allowed->n; i++) {
        Day lo = allowed->at[i].lo > span->lo ? allowed->at[i].lo : span->lo;
        Day hi = allowed->at[i].hi < span->hi ? allowed->at[i].hi : span->hi;
        if (lo <= hi) {
            fitted.lo = any ? fitted.lo : lo;
            fitted.hi = hi;
            any = true;
        }
    }
    *span = fitted;
    return any;
}

/* ---- boxes ---- */

/* Confines the ends of periods so that none is before its start; false when none can be. */
bool choices_tighten(const Search *s, DaySpan *box)
{
    const Influence *in = s->in;
    const Case *c = in->d->g->c;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < c->unknown_pairs.n; i += 2) {
            uint32_t first = NONE, last = NONE;
            for (uint32_t k = 0; k < s->n; k++) {
                first = in->unknowns.at[k].id == c->unknown_pairs.at[i] ? k : first;
                last = in->unknowns.at[k].id == c->unknown_pairs.at[i + 1] ? k : last;
            }
            if (first == NONE || last == NONE) {
                continue;
            }
            if (box[last].lo < box[first].lo) {
                box[last].lo = box[first].lo;
                changed = true;
            }
            if (box[first].hi > box[last].hi) {
                box[first].hi = box[last].hi;
                changed = true;
            }
        }
        for (uint32_t k = 0; k < s->n; k++) {
            DaySpan before = box[k];
            if (box[k].lo > box[k].hi || !fit(s, k, &box[k])) {
                return false;
            }
            changed |= before.lo != box[k].lo || before.hi != box[k].hi;
        }
    }
    return true;
}

static Day follow(const Follower *f, Day day)
{
    day += f->after;
    return f->unit ? day_add(day - 1, f->number, f->unit) + 1 : day;
}

/* Whether any known day whose order with it matters falls among those that follow from the unknown day. */
static bool meets_known(const UnknownDay *u, Day lo, Day hi)
{
    size_t low = 0, high = u->days.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (u->days.at[middle] < lo) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < u->days.n && u->days.at[low] <= hi;
}

/* Whether those of the other can fall among those of the one. */
static bool meets_unknown(const UnknownDay *a, DaySpan of_a, const UnknownDay *b, DaySpan of_b)
{
    if (is_point(of_a) && is_point(of_b)) {
        return false;
    }
    for (size_t i = 0; i < a->followers.n; i++) {
        Day lo = follow(&a->followers.at[i], of_a.lo), hi = follow(&a->followers.at[i], of_a.hi);
        for (size_t k = 0; k < b->followers.n; k++) {
            if (lo <= follow(&b->followers.at[k], of_b.hi) && follow(&b->followers.at[k], of_b.lo) <= hi) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a day that is still to be decided falls into [lo, hi). */
static bool meets_asked(const Search *s, Day lo, Day hi)
{
    size_t low = 0, high = s->here.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->request->days[s->here.at[middle]] < lo) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < s->here.n && s->request->days[s->here.at[low]] < hi;
}

/* Whether all days of its span are alike, as the others are confined. */
bool choices_is_definite(const Search *s, const DaySpan *box, uint32_t number)
{
    const UnknownDay *u = &s->in->unknowns.at[number];
    DaySpan span = box[number];
    if (is_point(span)) {
        return true;
    }
    if (u->pointwise) {
        return false;
    }
    for (size_t i = 0; i < u->followers.n; i++) {
        Day lo = follow(&u->followers.at[i], span.lo), hi = follow(&u->followers.at[i], span.hi);
        if ((u->dated && meets_asked(s, lo, hi)) || meets_known(u, lo, hi)) {
            return false;
        }
    }
    for (uint32_t k = 0; k < s->n; k++) {
        if ((u->meets >> k & 1) && meets_unknown(u, span, &s->in->unknowns.at[k], box[k])) {
            return false;
        }
    }
    return true;
}

/* ---- splitting ---- */

/* Adds a part of a box, for those days of `here` that are marked. */
static void push_part(Search *s, const DaySpan *box, uint32_t number, Day lo, Day hi, const uint8_t *marked)
{
    DaySpan span = {lo, hi};
    if (lo > hi || !fit(s, number, &span)) {
        return;
    }
    size_t at = s->boxes.n;
    vec_append(&s->boxes, box, s->n);
    s->boxes.at[at + number] = span;
    if (!choices_tighten(s, &s->boxes.at[at])) {
        s->boxes.n = at;
        return;
    }
    Node node = {0};
    for (size_t i = 0; i < s->here.n; i++) {
        if (marked[i]) {
            vec_push(&s->open, s->here.at[i]);
            node.count++;
        }
    }
    vec_push(&s->nodes, node);
}

/* Apart at a day: before its eve, on its eve, on it, after it. */
static void split_at(Search *s, const DaySpan *box, uint32_t number, Day day, const uint8_t *marked)
{
    DaySpan span = box[number];
    push_part(s, box, number, span.lo, day - 2 < span.hi ? day - 2 : span.hi, marked);
    if (span.lo < day && day - 1 <= span.hi) {
        push_part(s, box, number, day - 1, day - 1, marked);
    }
    if (span.lo <= day && day <= span.hi) {
        push_part(s, box, number, day, day, marked);
    }
    push_part(s, box, number, day + 1 > span.lo ? day + 1 : span.lo, span.hi, marked);
}

/* A day at which to set the days of the span apart, because something else falls there; false when nothing does. */
static bool find_split(const Search *s, const DaySpan *box, uint32_t number, Day *at)
{
    const UnknownDay *u = &s->in->unknowns.at[number];
    DaySpan span = box[number];
    Day middle = span.lo + (span.hi - span.lo) / 2, best = 0;
    bool found = false;
    for (size_t i = 0; i < u->days.n; i++) {
        Day day = u->days.at[i];
        if (span.lo <= day && day <= span.hi + 1 && (!found || llabs(day - middle) < llabs(best - middle))) {
            best = day;
            found = true;
        }
    }
    for (uint32_t k = 0; k < s->n; k++) {
        if (!((u->meets | u->compared) >> k & 1)) {
            continue;
        }
        const Day ends[] = {box[k].lo, box[k].hi + 1};
        for (int i = 0; i < 2; i++) {
            if (span.lo < ends[i] && ends[i] <= span.hi && (!found || llabs(ends[i] - middle) < llabs(best - middle))) {
                best = ends[i];
                found = true;
            }
        }
    }
    *at = best;
    return found;
}

/* The middle one of the allowed days within the span, which has at least two. */
static Day middle_day(const Search *s, uint32_t number, DaySpan span)
{
    const DaySpans *allowed = &s->allowed[number];
    Day count = 0;
    for (int pass = 0;; pass++) {
        Day left = (count - 1) / 2;
        for (size_t i = 0; i < allowed->n; i++) {
            Day lo = allowed->at[i].lo > span.lo ? allowed->at[i].lo : span.lo;
            Day hi = allowed->at[i].hi < span.hi ? allowed->at[i].hi : span.hi;
            if (lo > hi) {
                continue;
            }
            if (pass == 0) {
                count += hi - lo + 1;
            } else if (left <= hi - lo) {
                return lo + left;
            } else {
                left -= hi - lo + 1;
            }
        }
        BUG_UNLESS(pass == 0);
    }
}

static bool is_around(const Search *s, const DaySpan *box, uint32_t number, Day day)
{
    return s->in->unknowns.at[number].dated && box[number].lo <= day && day <= box[number].hi;
}

/* Which of the blamed unknown days to confine for a day: best one that may fall on it, next one that something else falls among. */
static uint32_t choose(const Search *s, const DaySpan *box, Day day, UnknownSet blamed)
{
    uint32_t chosen = NONE;
    int best = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        Day at;
        if (!(blamed >> k & 1) || is_point(box[k])) {
            continue;
        }
        int rank = is_around(s, box, k, day) ? 3 : find_split(s, box, k, &at) ? 2 : 1;
        if (rank > best) {
            best = rank;
            chosen = k;
        }
    }
    BUG_UNLESS(chosen != NONE);
    return chosen;
}

/* The days of `here` that are asked about and fall among those that the unknown day may be: it is set apart at the middle one. */
static bool split_at_asked(Search *s, const DaySpan *box, uint32_t number, const uint8_t *marked)
{
    DayVec ends = {0};
    for (size_t i = 0; i < s->here.n; i++) {
        Day day = s->request->days[s->here.at[i]];
        if (!marked[i] || !is_around(s, box, number, day)) {
            continue;
        }
        for (int after = 0; after < 2; after++) {
            if (box[number].lo < day + after && day + after <= box[number].hi) {
                vec_push(&ends, day + after);
            }
        }
    }
    bool any = ends.n > 0;
    if (any) {
        Day at = ends.at[ends.n / 2];
        push_part(s, box, number, box[number].lo, at - 1, marked);
        push_part(s, box, number, at, box[number].hi, marked);
    }
    vec_free(&ends);
    return any;
}

/* Replaces the box by smaller ones, for the days that it does not decide: those for which the same unknown day is to be confined
 * together. */
void choices_split(Search *s, const DaySpan *box)
{
    uint8_t *marked = mem_new(s->here.n, 1);
    uint32_t *chosen = mem_new(s->here.n, sizeof *chosen);
    for (size_t i = 0; i < s->here.n; i++) {
        chosen[i] = s->blamed[i] ? choose(s, box, s->request->days[s->here.at[i]], s->blamed[i]) : NONE;
    }
    for (uint32_t k = 0; k < s->n; k++) {
        bool any = false;
        for (size_t i = 0; i < s->here.n; i++) {
            marked[i] = chosen[i] == k;
            any |= marked[i];
        }
        Day at;
        if (!any || split_at_asked(s, box, k, marked)) {
            continue;
        }
        if (find_split(s, box, k, &at)) {
            split_at(s, box, k, at, marked);
        } else {
            at = middle_day(s, k, box[k]);
            push_part(s, box, k, box[k].lo, at, marked);
            push_part(s, box, k, at + 1, box[k].hi, marked);
        }
    }
    free(marked);
    free(chosen);
}

/* The unknown days that may fall on days which are not alike. */
UnknownSet choices_indefinite(const Search *s, const DaySpan *box)
{
    UnknownSet set = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        set |= choices_is_definite(s, box, k) ? 0 : bit(k);
    }
    return set;
}
