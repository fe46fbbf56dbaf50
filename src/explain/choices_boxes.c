#include "explain/choices_internal.h"

/* How the boxes of the search are confined. */

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
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < s->pairs.n; i += 2) {
            DaySpan *first = &box[s->pairs.at[i]], *last = &box[s->pairs.at[i + 1]];
            if (last->lo < first->lo) {
                last->lo = first->lo;
                changed = true;
            }
            if (first->hi > last->hi) {
                first->hi = last->hi;
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

size_t choices_first_from(const DayVec *days, Day day)
{
    size_t low = 0, high = days->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (days->at[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The first mark on the day or after it, or DAY_NONE_AFTER. */
static Day mark_from(const DayVec *marks, Day day)
{
    size_t at = choices_first_from(marks, day);
    return at < marks->n ? marks->at[at] : DAY_NONE_AFTER;
}

/* The last mark on the day or before it, or DAY_FIRST. */
static Day mark_until(const DayVec *marks, Day day)
{
    size_t after = choices_first_from(marks, day + 1);
    return after ? marks->at[after - 1] : DAY_FIRST;
}

/* Whether the unknown day and those that must then move along can fall a day later wherever they fall in the box, and the choice is still
 * of the same type. */
static bool can_move(const Search *s, const DaySpan *box, uint32_t number)
{
    UnknownSet moved = bit(number);
    for (UnknownSet left = moved; left;) {
        uint32_t k = (uint32_t)__builtin_ctzll(left);
        const Bounds *b = &s->bounds[k];
        if (b->fixed || is_late(box, k) || box[k].hi >= b->window.hi ||
            mark_from(b->marks, timely(s, box, k).lo) <= box[k].hi + 2) {
            return false;
        }
        left &= left - 1;
        for (UnknownSet others = b->beside & ~moved; others; others &= others - 1) {
            uint32_t other = (uint32_t)__builtin_ctzll(others);
            if (!is_late(box, other) && timely(s, box, other).lo - box[k].hi < 3 &&
                timely(s, box, k).lo - box[other].hi < 2) {
                moved |= bit(other);
                left |= bit(other);
            }
        }
    }
    return true;
}

/* Leaves the unknown day what is before the day, and being late where it may be; false when there is nothing. */
static bool leave_before(DaySpan *span, Day day, Day earliest)
{
    span->hi = day > earliest ? day - 1 : span->lo == DAY_LATE ? DAY_LATE : span->lo - 1;
    return span->lo <= span->hi;
}

/* Those that can all fall a day later where they fall after `floor` and at least two days after any other of them that is not moved along:
 * none of them is later than `top`, or there is none. */
typedef struct Movers {
    UnknownSet set;
    Day floor;
} Movers;

static Movers movers_up_to(const Search *s, const DaySpan *box, Day top)
{
    Movers m = {0, DAY_FIRST};
    UnknownSet beside = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        const Bounds *b = &s->bounds[k];
        Day hi = box[k].hi;
        if (!b->fixed && !is_late(box, k) && hi <= top && hi < b->window.hi && mark_from(b->marks, hi + 1) > hi + 2) {
            m.set |= bit(k);
            beside |= b->beside;
            Day mark = mark_until(b->marks, hi);
            m.floor = mark > m.floor ? mark : m.floor;
        }
    }
    for (UnknownSet left = beside & ~m.set; left; left &= left - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(left);
        if (!is_late(box, k) && timely(s, box, k).lo < top + 3) {
            m.floor = box[k].hi > m.floor ? box[k].hi : m.floor;
        }
    }
    return m;
}

/* Cuts the box down to where the choices are that are the latest of their type; false when there are none. Where one of several movers is
 * more days after the floor than there are movers, at least two days lie between some of those after the floor, or between them and it, and
 * those above can be moved. */
static bool cut_down(const Search *s, DaySpan *box)
{
    for (uint32_t k = 0; k < s->n; k++) {
        Day earliest = timely(s, box, k).lo;
        if (can_move(s, box, k) && !leave_before(&box[k], earliest, earliest)) {
            return false;
        }
    }
    for (uint32_t k = 0; k < s->n; k++) {
        if (is_late(box, k) || s->bounds[k].fixed) {
            continue;
        }
        Movers m = movers_up_to(s, box, box[k].hi);
        Day most = m.floor == DAY_FIRST ? DAY_FIRST : m.floor + __builtin_popcountll(m.set);
        for (UnknownSet left = m.set; left; left &= left - 1) {
            uint32_t mover = (uint32_t)__builtin_ctzll(left);
            Day earliest = timely(s, box, mover).lo;
            if (box[mover].hi > most && !leave_before(&box[mover], most < earliest ? earliest : most + 1, earliest)) {
                return false;
            }
        }
    }
    return true;
}

/* Whether any known day whose order with it matters falls among those that follow from the unknown day. */
static bool meets_known(const UnknownDay *u, Day lo, Day hi)
{
    size_t at = choices_first_from(&u->days, lo);
    return at < u->days.n && u->days.at[at] <= hi;
}

/* Whether those of the other can fall among those of the one. */
static bool meets_unknown(const UnknownDay *a, DaySpan of_a, const UnknownDay *b, DaySpan of_b)
{
    if (is_point(of_a) && is_point(of_b)) {
        return false;
    }
    for (size_t i = 0; i < a->followers.n; i++) {
        Day lo = influence_follow(&a->followers.at[i], of_a.lo), hi = influence_follow(&a->followers.at[i], of_a.hi);
        for (size_t k = 0; k < b->followers.n; k++) {
            if (lo <= influence_follow(&b->followers.at[k], of_b.hi) &&
                influence_follow(&b->followers.at[k], of_b.lo) <= hi) {
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
    if (u->pointwise || span.lo == DAY_LATE) {
        return false;
    }
    for (size_t i = 0; i < u->followers.n; i++) {
        Day lo = influence_follow(&u->followers.at[i], span.lo), hi = influence_follow(&u->followers.at[i], span.hi);
        if ((u->dated && meets_asked(s, lo, hi)) || meets_known(u, lo, hi)) {
            return false;
        }
    }
    for (uint32_t k = 0; k < s->n; k++) {
        if ((u->meets >> k & 1) && !is_late(box, k) && meets_unknown(u, span, &s->in->unknowns.at[k], timely(s, box, k))) {
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
    DaySpan *part = &s->boxes.at[at];
    bool any = choices_tighten(s, part);
    while (any && choices_exclude(s, part)) {
        any = choices_tighten(s, part);
    }
    if (!any || !cut_down(s, part) || !choices_tighten(s, part)) {
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

/* The nearer of the two to the middle of the span, if it sets its days apart. */
static void consider(DaySpan span, Day day, Day *best, bool *found)
{
    Day middle = span.lo + (span.hi - span.lo) / 2;
    if (span.lo < day && day <= span.hi && (!*found || llabs(day - middle) < llabs(*best - middle))) {
        *best = day;
        *found = true;
    }
}

/* A day at which to set the days of the span apart, those before it from the others, because something that is known falls there, or where
 * it matters how far days are apart, something else; false when nothing does. */
static bool find_split(const Search *s, const DaySpan *box, uint32_t number, Day *at)
{
    const UnknownDay *u = &s->in->unknowns.at[number];
    const Bounds *b = &s->bounds[number];
    DaySpan span = timely(s, box, number);
    bool found = false;
    for (size_t i = 0; i < u->days.n; i++) {
        consider(span, u->days.at[i], at, &found);
        consider(span, u->days.at[i] + 1, at, &found);
    }
    for (UnknownSet left = b->fixed ? b->beside : 0; left; left &= left - 1) {
        DaySpan other = box[__builtin_ctzll(left)];
        consider(span, other.lo, at, &found);
        consider(span, other.hi + 1, at, &found);
    }
    return found;
}

/* Whether all that compares just these two unknown days is the same for all days of the span, when the other is on that day. Changes s->days. */
static bool is_compared(Search *s, uint32_t number, DaySpan span, uint32_t other, Day day)
{
    const Region *r = &s->in->region;
    s->days[s->in->unknowns.at[number].id] = span;
    s->days[s->in->unknowns.at[other].id] = (DaySpan){day, day};
    for (size_t i = 0; i < r->copies.n; i++) {
        Stretched surely, possibly;
        if (s->in->own[r->copies.at[i].surely] == (bit(number) | bit(other))) {
            uncertain_days(&s->in->d->g->theory, r->copies.at[i].whole, s->days, s->days, &surely, &possibly);
            if (surely.from != possibly.from || surely.until != possibly.until) {
                return false;
            }
        }
    }
    return true;
}

/* The same because another unknown day, whose order with it matters, is known in the box to be there. Changes s->days. */
static bool find_split_beside(Search *s, const DaySpan *box, uint32_t number, Day *at)
{
    DaySpan span = timely(s, box, number);
    bool found = false;
    for (UnknownSet left = s->bounds[number].beside; left; left &= left - 1) {
        uint32_t other = (uint32_t)__builtin_ctzll(left);
        if (!is_point(box[other]) || is_late(box, other)) {
            continue;
        }
        Day day = box[other].lo;
        bool runs = s->in->unknowns.at[number].meets >> other & 1; /* then the day after matters, too */
        if (day < span.lo - runs || day > span.hi + runs) {
            continue;
        }
        bool before = runs || day == span.hi || !is_compared(s, number, (DaySpan){day + 1, span.hi}, other, day) ||
                      !is_compared(s, number, (DaySpan){span.lo, day}, other, day);
        bool after = runs || !before || !is_compared(s, number, (DaySpan){day, span.hi}, other, day);
        if (before) {
            consider(span, day - runs, at, &found);
        }
        if (after) {
            consider(span, day + 1 + runs, at, &found);
        }
    }
    return found;
}

static bool is_around(const Search *s, const DaySpan *box, uint32_t number, Day day)
{
    return s->in->unknowns.at[number].dated && box[number].lo <= day && day <= box[number].hi;
}

/* With how many of the blamed ones it is only compared, where nothing else about it matters. */
static int count_compared(const Search *s, uint32_t number, UnknownSet blamed)
{
    const UnknownDay *u = &s->in->unknowns.at[number];
    return u->dated || u->meets ? 0 : __builtin_popcountll(u->compared & blamed);
}

/* Best one that may fall on it, next one that something known falls among; of these the one that is compared with most, and of these the one
 * that may be latest. */
uint32_t choices_blame(const Search *s, const DaySpan *box, Day day, UnknownSet blamed)
{
    uint32_t chosen = NONE;
    int best = 0, most = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        Day at;
        if (!(blamed >> k & 1) || is_point(box[k])) {
            continue;
        }
        int rank = is_around(s, box, k, day) ? 3 : find_split(s, box, k, &at) ? 2 : 1;
        rank = 2 * rank + (s->request->count == 1 && (s->in->supports[s->request->atoms[0]] >> k & 1));
        int compared = count_compared(s, k, blamed);
        if (rank / 2 > best / 2 || (rank / 2 == best / 2 && compared > most) ||
            (rank / 2 == best / 2 && compared == most &&
             (box[k].hi > box[chosen].hi || (box[k].hi == box[chosen].hi && rank > best)))) {
            best = rank;
            most = compared;
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
        chosen[i] = s->blamed[i] ? choices_blame(s, box, s->request->days[s->here.at[i]], s->blamed[i]) : NONE;
    }
    for (uint32_t k = 0; k < s->n; k++) {
        bool any = false, timeless = false;
        for (size_t i = 0; i < s->here.n; i++) {
            marked[i] = chosen[i] == k;
            any |= marked[i];
            timeless |= marked[i] && (s->timeless[i] >> k & 1);
        }
        Day at;
        if (any && timeless && box[k].lo == DAY_LATE) {
            push_part(s, box, k, DAY_LATE, DAY_LATE, marked);
            push_part(s, box, k, timely(s, box, k).lo, box[k].hi, marked);
            continue;
        }
        if (!any || split_at_asked(s, box, k, marked)) {
            continue;
        }
        if (!find_split(s, box, k, &at) && !find_split_beside(s, box, k, &at)) {
            at = s->bounds[k].fixed ? box[k].lo + (box[k].hi - box[k].lo + 1) / 2 : box[k].hi;
        }
        push_part(s, box, k, box[k].lo, at - 1, marked);
        push_part(s, box, k, at, box[k].hi, marked);
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

UnknownSet choices_cutting(const Search *s, const DaySpan *box, UnknownSet set, Day from, Day until)
{
    UnknownSet cutting = 0;
    for (UnknownSet left = set; left; left &= left - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(left);
        const UnknownDay *u = &s->in->unknowns.at[k];
        for (size_t i = 0; i < u->followers.n; i++) {
            if (influence_follow(&u->followers.at[i], box[k].hi) > from &&
                influence_follow(&u->followers.at[i], box[k].lo) < until) {
                cutting |= bit(k);
            }
        }
    }
    return cutting;
}
