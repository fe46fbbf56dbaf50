#include "explain/choices_turns.h"

/* Days that are within limits, and not the same where they must differ. */

enum { STEPS_MOST = 300, WORK_MOST = 50000000 };

Day turns_next_day(const Turns *t, uint32_t turn, uint8_t choices, Day from)
{
    const Turn *here = &t->at[turn];
    for (uint32_t i = 0; i < here->count; i++) {
        Day day = here->days[i].lo > from ? here->days[i].lo : from, before;
        do {
            before = day;
            for (uint32_t c = 0; c < 2; c++) {
                const Limit *limit = &t->limit[c][turn];
                if (!(choices >> c & 1)) {
                    continue;
                }
                day = day < limit->lo ? limit->lo : day;
                day = limit->barred.lo <= day && day <= limit->barred.hi ? limit->barred.hi + 1 : day;
                if (day > limit->hi) {
                    return DAY_NONE_AFTER;
                }
            }
        } while (day != before);
        if (day <= here->days[i].hi) {
            return day;
        }
    }
    return DAY_NONE_AFTER;
}

Day turns_last_day(const Turns *t, uint32_t turn, uint8_t choices, Day until)
{
    const Turn *here = &t->at[turn];
    for (uint32_t i = here->count; i--;) {
        Day day = here->days[i].hi < until ? here->days[i].hi : until, before;
        do {
            before = day;
            for (uint32_t c = 0; c < 2; c++) {
                const Limit *limit = &t->limit[c][turn];
                if (!(choices >> c & 1)) {
                    continue;
                }
                day = day > limit->hi ? limit->hi : day;
                day = limit->barred.lo <= day && day <= limit->barred.hi ? limit->barred.lo - 1 : day;
                if (day < limit->lo) {
                    return DAY_FIRST;
                }
            }
        } while (day != before);
        if (day >= here->days[i].lo) {
            return day;
        }
    }
    return DAY_FIRST;
}

/* One of the days to be found: of a turn in one of the choices, or in both. */
typedef struct Slot {
    uint32_t turn;
    uint8_t choices;
    uint32_t others; /* of those that are left, how many must be different */
    Day days;        /* on how many it may be */
    bool placed;
    Day day;
} Slot;

typedef struct Slots {
    Turns *t;
    Slot at[2 * TURNS_MOST];
    uint32_t n;
    uint32_t hard[2 * TURNS_MOST], hard_count; /* to be searched */
    uint32_t easy[2 * TURNS_MOST], easy_count; /* to be placed then, last one first */
} Slots;

static bool must_differ(const Turns *t, const Slot *a, const Slot *b)
{
    return (a->choices & b->choices) && t->at[a->turn].literal != t->at[b->turn].literal;
}

static DaySpan cut(DaySpan a, DaySpan b)
{
    return (DaySpan){a.lo > b.lo ? a.lo : b.lo, a.hi < b.hi ? a.hi : b.hi};
}

static Day length(DaySpan span)
{
    return span.lo <= span.hi ? span.hi - span.lo + 1 : 0;
}

/* On how many days it may begin. */
static Day count_days(const Turns *t, uint32_t turn, uint8_t choices)
{
    const Limit *first = &t->limit[choices & 1 ? 0 : 1][turn], *second = &t->limit[choices & 2 ? 1 : 0][turn];
    DaySpan both = cut((DaySpan){first->lo, first->hi}, (DaySpan){second->lo, second->hi});
    Day n = 0;
    for (uint32_t i = 0; i < t->at[turn].count; i++) {
        DaySpan days = cut(both, t->at[turn].days[i]), one = cut(days, first->barred), other = cut(days, second->barred);
        n += length(days) - length(one) - length(other) + length(cut(one, other));
    }
    return n;
}

static void set_aside(Slots *s)
{
    bool left[2 * TURNS_MOST], any = true;
    for (uint32_t i = 0; i < s->n; i++) {
        left[i] = true;
        for (uint32_t k = 0; k < s->n; k++) {
            s->at[i].others += k != i && must_differ(s->t, &s->at[i], &s->at[k]);
        }
    }
    while (any) {
        any = false;
        for (uint32_t i = 0; i < s->n; i++) {
            if (!left[i] || s->at[i].days <= (Day)s->at[i].others) {
                continue;
            }
            any = true;
            left[i] = false;
            s->easy[s->easy_count++] = i;
            for (uint32_t k = 0; k < s->n; k++) {
                s->at[k].others -= left[k] && must_differ(s->t, &s->at[i], &s->at[k]);
            }
        }
    }
    for (uint32_t i = 0; i < s->n; i++) {
        if (left[i]) {
            s->hard[s->hard_count++] = i;
        }
    }
}

static bool is_taken(const Slots *s, const Slot *slot, Day day)
{
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->at[i].placed && s->at[i].day == day && must_differ(s->t, slot, &s->at[i])) {
            return true;
        }
    }
    return false;
}

/* How many days are left for it, or `most` where there are as many. */
static uint32_t count_left(const Slots *s, const Slot *slot, uint32_t most)
{
    uint32_t n = 0;
    for (Day day = turns_next_day(s->t, slot->turn, slot->choices, DAY_FIRST + 1); day != DAY_NONE_AFTER && n < most;
         day = turns_next_day(s->t, slot->turn, slot->choices, day + 1)) {
        n += !is_taken(s, slot, day);
    }
    return n;
}

/* Which of the slots has which day. */
typedef struct Matching {
    const Slots *slots;
    uint32_t n;
    Day day[2 * TURNS_MOST * 2];
    uint32_t slot[2 * TURNS_MOST * 2];
    uint32_t tried[2 * TURNS_MOST * 2]; /* by day: in which round last */
    uint32_t round;
} Matching;

static uint32_t find_day(Matching *m, Day day)
{
    for (uint32_t i = 0; i < m->n; i++) {
        if (m->day[i] == day) {
            return i;
        }
    }
    return NONE;
}

/* Gives the slot a day, and those that had it others. */
static bool match(Matching *m, uint32_t slot)
{
    const Slots *s = m->slots;
    const Slot *here = &s->at[slot];
    for (Day day = turns_next_day(s->t, here->turn, here->choices, DAY_FIRST + 1); day != DAY_NONE_AFTER;
         day = turns_next_day(s->t, here->turn, here->choices, day + 1)) {
        if (is_taken(s, here, day)) {
            continue;
        }
        uint32_t at = find_day(m, day);
        if (at == NONE && m->n < sizeof m->day / sizeof *m->day) {
            m->day[m->n] = day;
            m->slot[m->n] = slot;
            m->tried[m->n++] = 0;
            return true;
        }
        if (at == NONE) {
            return true; /* more than can be looked at: it may be */
        }
        if (m->tried[at] != m->round) {
            m->tried[at] = m->round;
            if (match(m, m->slot[at])) {
                m->slot[at] = slot;
                return true;
            }
        }
    }
    return false;
}

/* Whether those that are not placed yet and all must differ could each have a day in either choice by itself (a bipartite matching by
 * augmenting paths). Where this is not so, a search would try all orders. */
static bool is_matchable(const Slots *s)
{
    for (uint8_t choice = 1; choice < 3; choice++) {
        Matching m;
        m.slots = s;
        m.n = m.round = 0;
        for (uint32_t i = 0; i < s->hard_count; i++) {
            const Slot *slot = &s->at[s->hard[i]];
            bool first = !slot->placed && (slot->choices & choice);
            for (uint32_t k = 0; k < i && first; k++) { /* of the same literal one stands for all */
                const Slot *other = &s->at[s->hard[k]];
                first = other->placed || !(other->choices & choice) || must_differ(s->t, slot, other);
            }
            m.round++;
            if (first && !match(&m, s->hard[i])) {
                return false;
            }
        }
    }
    return true;
}

/* Places those that are hard, always the one with the fewest days left. */
static bool place(Slots *s, uint32_t left)
{
    s->t->steps++;
    s->t->spent |= s->t->steps > STEPS_MOST;
    Slot *slot = NULL;
    uint32_t fewest = UINT32_MAX;
    for (uint32_t i = 0; i < s->hard_count && left && fewest; i++) {
        Slot *here = &s->at[s->hard[i]];
        uint32_t n = here->placed ? fewest : count_left(s, here, fewest);
        if (n < fewest) {
            slot = here;
            fewest = n;
        }
    }
    if (!slot || s->t->spent) {
        return !left;
    }
    if (!is_matchable(s)) {
        return false;
    }
    for (Day day = turns_next_day(s->t, slot->turn, slot->choices, DAY_FIRST + 1);
         day != DAY_NONE_AFTER && !s->t->spent; day = turns_next_day(s->t, slot->turn, slot->choices, day + 1)) {
        if (!is_taken(s, slot, day)) {
            slot->placed = true;
            slot->day = day;
            if (place(s, left - 1)) {
                return true;
            }
            slot->placed = false;
        }
    }
    return false;
}

bool turns_fill(Turns *t, uint32_t choices)
{
    Slots s;
    s.t = t;
    s.n = s.hard_count = s.easy_count = 0;
    t->steps = 0;
    t->empty = false;
    t->work += (size_t)t->n * t->n;
    t->spent |= t->work > WORK_MOST || budget_spent(t->budget);
    if (t->spent) {
        return false;
    }
    bool ample = !t->wanted; /* each may be on more days than there are others */
    for (uint32_t i = 0; i < t->n; i++) {
        bool shared = choices < 2 || t->shared >> i & 1;
        for (uint8_t c = 0; c < (shared ? 1 : 2); c++) {
            Slot *slot = &s.at[s.n++];
            *slot = (Slot){.turn = i, .choices = choices < 2 ? 1 : shared ? 3 : (uint8_t)(1 << c)};
            slot->days = count_days(t, i, slot->choices);
            if (!slot->days) {
                t->empty = true;
                return false;
            }
            ample &= slot->days > 2 * (Day)t->n;
        }
    }
    if (ample) {
        return true;
    }
    if (t->disputed) {
        for (uint32_t i = 0; i < t->n; i++) {
            t->day[i] = turns_next_day(t, i, choices < 2 ? 1 : t->shared >> i & 1 ? 3 : 1, DAY_FIRST + 1);
        }
        return true;
    }
    set_aside(&s);
    if (!place(&s, s.hard_count)) {
        return false;
    }
    while (s.easy_count && t->wanted) {
        Slot *slot = &s.at[s.easy[--s.easy_count]];
        slot->day = turns_next_day(t, slot->turn, slot->choices, DAY_FIRST + 1);
        while (is_taken(&s, slot, slot->day)) {
            slot->day = turns_next_day(t, slot->turn, slot->choices, slot->day + 1);
        }
        slot->placed = true;
    }
    for (uint32_t i = 0; i < s.n && t->wanted; i++) {
        if (s.at[i].choices & 1) {
            t->day[s.at[i].turn] = s.at[i].day;
        }
    }
    return true;
}
