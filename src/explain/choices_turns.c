#include "explain/choices_turns.h"

#define NO_STATUS EXPECTED_STATUSES

/* ---- statuses ---- */

static bool may_have_begun(const Turns *t, uint32_t turn)
{
    return t->at[turn].days[0].lo <= t->asked;
}

static bool is_claimed(const Turns *t, uint32_t turn)
{
    return t->at[turn].role == ROLE_CLAIM;
}

static bool is_fact(const Turns *t, uint32_t turn)
{
    return t->at[turn].role == ROLE_FACT;
}

/* What may have brought about that the one prevailed, and of the other what came of it, if both have begun. */
static void add_causes(Turns *t, uint32_t one, uint32_t other)
{
    const Turn *a = &t->at[one], *b = &t->at[other];
    bool first = !is_claimed(t, one);
    if (first && !a->own && b->own) {
        vec_push(&t->causes[STATUS_DEFEATED], ((Cause){STATUS_DEFEATED, one, other, NONE}));
    }
    if (a->literal == b->literal || (!a->own && !b->own) || !t->disputed || is_fact(t, other)) {
        return;
    }
    if (first && (is_claimed(t, other) || !is_fact(t, one))) {
        vec_push(&t->causes[STATUS_ARGUABLE], ((Cause){STATUS_ARGUABLE, one, other, NONE}));
    } else if (!first && is_claimed(t, other) && one < other) {
        vec_push(&t->causes[STATUS_ARGUABLE], ((Cause){STATUS_ARGUABLE, NONE, one, other}));
    }
}

/* How each status can come about on the day asked about. */
static void find_causes(Turns *t)
{
    for (int i = 0; i <= STATUS_ESTABLISHED; i++) {
        vec_clear(&t->causes[i]);
    }
    vec_push(&t->causes[STATUS_UNSUPPORTED], ((Cause){STATUS_UNSUPPORTED, NONE, NONE, NONE}));
    for (uint32_t i = 0; i < t->n; i++) {
        if (!may_have_begun(t, i)) {
            continue;
        }
        if (t->at[i].own) {
            vec_push(&t->causes[STATUS_ESTABLISHED], ((Cause){STATUS_ESTABLISHED, is_claimed(t, i) ? NONE : i, i, NONE}));
        }
        for (uint32_t k = 0; k < t->n; k++) {
            if (k != i && may_have_begun(t, k)) {
                add_causes(t, i, k);
            }
        }
    }
}

/* What the cause asks of what it does not name, when what prevailed began on the day `last`. */
static void limit_other(const Turns *t, const Cause *cause, Day last, uint32_t turn, Limit *limit)
{
    const Turn *here = &t->at[turn];
    bool claimed = is_claimed(t, turn);
    if (cause->status == STATUS_UNSUPPORTED) {
        limit->lo = here->own ? t->asked + 1 : limit->lo;
        return;
    }
    if (cause->last == NONE) { /* only claims began */
        bool rival = cause->status == STATUS_ESTABLISHED && here->literal != t->at[cause->own].literal;
        limit->lo = !claimed || rival ? t->asked + 1 : limit->lo;
        return;
    }
    bool by_fact = is_fact(t, cause->last); /* which prevails on its day */
    Day from = by_fact && (t->disputed && !is_fact(t, turn)) ? last + 1 : last;
    if (cause->status == STATUS_ESTABLISHED && here->literal != t->at[cause->last].literal) {
        limit->barred = (DaySpan){from, t->asked};
    } else if (cause->status == STATUS_DEFEATED && here->own) {
        limit->barred = (DaySpan){from, t->asked};
    } else if (cause->status == STATUS_ARGUABLE && !claimed) {
        limit->barred = (DaySpan){is_fact(t, turn) && !by_fact ? last : last + 1, t->asked};
    }
}

/* Limits the choice to what makes for the cause. */
static void limit_by(Turns *t, uint32_t choice, const Cause *cause, Day last)
{
    for (uint32_t i = 0; i < t->n; i++) {
        Limit *limit = &t->limit[choice][i];
        *limit = (Limit){DAY_FIRST + 1, DAY_NONE_AFTER - 1, {0, -1}};
        if (i == cause->last) {
            limit->lo = limit->hi = last;
            continue;
        }
        bool named = i == cause->own || i == cause->other;
        if (cause->status != NO_STATUS && (!named || cause->status == STATUS_DEFEATED)) {
            limit_other(t, cause, last, i, limit);
        }
        limit->hi = named ? t->asked : limit->hi;
        if (named && cause->status == STATUS_ARGUABLE && cause->last != NONE) {
            limit->lo = last + is_fact(t, cause->last);
            limit->hi = is_claimed(t, i) ? limit->hi : last;
        }
    }
}

static void free_limits(Turns *t, uint32_t choice)
{
    limit_by(t, choice, &(Cause){NO_STATUS, NONE, NONE, NONE}, 0);
}

/* In which choices, of so many, what is limited in the one is the same. */
static uint8_t choices_of(const Turns *t, uint32_t turn, uint32_t choice, uint32_t count)
{
    return count == 2 && (t->shared >> turn & 1) ? 3 : (uint8_t)(1 << choice);
}

/* The latest day, up to this one, on which what prevailed may have begun, so that what the cause names may, too; DAY_FIRST: none. */
static Day find_last(const Turns *t, uint32_t choice, const Cause *cause, uint32_t count, Day until)
{
    uint8_t of_last = choices_of(t, cause->last, choice, count);
    Day last = turns_last_day(t, cause->last, of_last, until);
    while (cause->status == STATUS_ARGUABLE && last != DAY_FIRST) {
        Day most = is_claimed(t, cause->own) ? t->asked : last;
        Day own = turns_last_day(t, cause->own, choices_of(t, cause->own, choice, count), most);
        own = own == DAY_FIRST ? own : own - is_fact(t, cause->last);
        if (own >= last) {
            break;
        }
        last = own == DAY_FIRST ? own : turns_last_day(t, cause->last, of_last, own);
    }
    return last;
}

/* Both choices must agree on when the same prevailed. */
static bool meet_on_one_day(Turns *t, const Cause *causes)
{
    Day last = t->asked, before = DAY_FIRST;
    while (last != before) {
        before = last;
        for (uint32_t c = 0; c < 2 && last != DAY_FIRST; c++) {
            last = find_last(t, c, &causes[c], 2, last);
        }
    }
    if (last == DAY_FIRST) {
        return false;
    }
    limit_by(t, 0, &causes[0], last);
    limit_by(t, 1, &causes[1], last);
    return turns_fill(t, 2);
}

/* Whether there are such choices. What began last can have done so as late as may be, which leaves most room for the rest; where both choices
 * must agree on when, it has to be a day that the rest leaves to it, and one of so many as there are others is. */
static bool meet(Turns *t, const Cause *causes, uint32_t count)
{
    uint32_t order[2] = {0, 1},
             late = NONE; /* those choices whose last day both must agree on come last, and before these what is arguable */
    uint32_t weight[2] = {0, 0};
    for (uint32_t c = 0; c < count; c++) {
        bool shared = count == 2 && causes[c].last != NONE && (t->shared >> causes[c].last & 1);
        weight[c] = shared ? 2 : causes[c].status == STATUS_ARGUABLE;
        late = shared ? c : late;
    }
    free_limits(t, 0);
    free_limits(t, 1);
    if (weight[0] == 2 && weight[1] == 2) { /* each of two would have begun after the other */
        return causes[0].last == causes[1].last && t->disputed && meet_on_one_day(t, causes);
    }
    if (count == 2 && weight[0] > weight[1]) {
        order[0] = 1;
        order[1] = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t c = order[i];
        if (c == late) {
            continue;
        }
        Day last = causes[c].last == NONE ? t->asked : find_last(t, c, &causes[c], count, t->asked);
        if (last == DAY_FIRST) {
            return false;
        }
        limit_by(t, c, &causes[c], last);
    }
    if (late == NONE) {
        return turns_fill(t, count);
    }
    Day last = t->asked;
    for (uint32_t tries = 0; tries < (t->disputed ? 1 : t->n) && !t->spent; tries++) {
        free_limits(t, late);
        last = find_last(t, late, &causes[late], count, last);
        if (last == DAY_FIRST) {
            return false;
        }
        limit_by(t, late, &causes[late], last--);
        if (turns_fill(t, count)) {
            return true;
        }
        if (t->empty) { /* earlier, it would leave still less */
            return false;
        }
    }
    return false;
}

/* Whether the statuses occur in choices that agree on what is shared; NO_STATUS: whether the first one does. */
static bool occur(Turns *t, uint8_t first, uint8_t second)
{
    for (size_t i = 0; i < t->causes[first].n; i++) {
        Cause causes[2] = {t->causes[first].at[i]};
        size_t many = second == NO_STATUS ? 1 : t->causes[second].n;
        for (size_t k = 0; k < many; k++) {
            if (second != NO_STATUS) {
                causes[1] = t->causes[second].at[k];
            }
            if (meet(t, causes, second == NO_STATUS ? 1 : 2)) {
                t->cause = causes[0];
                return true;
            }
        }
    }
    return false;
}

/* ---- what decides ---- */

static void share(Turns *t, UnknownSet set)
{
    t->shared = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        t->shared |= t->at[i].number == NONE || (set >> t->at[i].number & 1) ? (uint64_t)1 << i : 0;
    }
}

/* Whether choices that agree on the set can differ in status. */
static bool can_differ(Turns *t, UnknownSet set)
{
    share(t, set);
    for (uint32_t i = 1; i < t->statuses; i++) {
        for (uint32_t k = 0; k < i; k++) {
            bool alike = t->coarse && t->occurring[i] < STATUS_ESTABLISHED && t->occurring[k] > STATUS_UNSUPPORTED;
            if (!alike && occur(t, t->occurring[i], t->occurring[k])) {
                return true;
            }
        }
    }
    return false;
}

static int turns_decide(void *from, UnknownSet set, UnknownSet all, UnknownSet *apart)
{
    Turns *t = from;
    bool differ = can_differ(t, set);
    for (UnknownSet left = all & ~set; left && differ; left &= left - 1) {
        UnknownSet more = set | (left & -left);
        set = can_differ(t, more) ? more : set;
    }
    *apart = all & ~set;
    return t->spent ? -1 : !differ;
}

static bool find_dates(Turns *t, UnknownSet all, UnknownSet *dates)
{
    UnknownSets found = {0};
    for (UnknownSet left = all; left; left &= left - 1) { /* without which nothing decides */
        if (can_differ(t, all & ~(left & -left))) {
            vec_push(&found, left & -left);
        }
    }
    bool known = choices_find_smallest(turns_decide, t, all, &found, dates);
    vec_free(&found);
    return known && !t->spent;
}

/* ---- what is asked ---- */

/* Of the ways in which what was found last can be, one where what began last did so on its first day, if there is one. */
static void note_choice(Turns *t, Day *choice)
{
    Turns early = *t;
    free_limits(&early, 0);
    if (t->cause.last != NONE) {
        limit_by(&early, 0, &t->cause, turns_next_day(&early, t->cause.last, 1, DAY_FIRST + 1));
        *t = turns_fill(&early, 1) ? early : *t;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->at[i].number != NONE) {
            choice[t->at[i].number] = t->day[i];
        }
    }
}

static bool find_outcome(Turns *t, const ChoicesRequest *request, uint32_t day, UnknownSet all, Outcome *out)
{
    t->coarse = !wanted_among(request->finer, request->days[day], request->days[day] + 1);
    *out = (Outcome){0};
    t->asked = request->days[day];
    t->wanted = request->choice && day == 0;
    t->statuses = 0;
    t->work = 0;
    find_causes(t);
    const uint8_t rising[] = {STATUS_UNSUPPORTED, STATUS_DEFEATED, STATUS_ARGUABLE, STATUS_ESTABLISHED};
    for (size_t i = 0; i < sizeof rising; i++) {
        if (occur(t, rising[i], NO_STATUS)) {
            t->occurring[t->statuses++] = rising[i];
            bool between = rising[i] == STATUS_DEFEATED || rising[i] == STATUS_ARGUABLE;
            out->statuses |= (uint8_t)(1u << (between && t->coarse ? STATUS_CONTESTED : rising[i]));
            if (t->wanted) {
                note_choice(t, request->choice);
            }
        }
    }
    return !t->spent && (t->statuses < 2 || request->statuses_only || find_dates(t, all, &out->dates));
}

bool choices_take_turns(const ChoicesRequest *request, Outcome *outcomes)
{
    const Influence *in = request->influence;
    Turns *t = mem_zero(1, sizeof *t);
    UnknownSet all = all_unknown(in);
    bool good = !request->strictly && turns_open(in, t);
    t->budget = request->budget;
    for (uint32_t i = 0; i < request->count && good; i++) {
        AtomId atom = request->atoms[i];
        good = !(RELATION_SAID(in->region.theory.relation.at[atom]) & SAID_BEGINS);
        for (uint32_t k = 0; k < t->n; k++) {
            t->at[k].own |= t->at[k].literal == atom;
        }
    }
    good &= request->count == 1 || request->statuses_only;
    for (uint32_t i = 0; i < request->days_count && good; i++) {
        good = find_outcome(t, request, i, all, &outcomes[i]);
    }
    for (int i = 0; i <= STATUS_ESTABLISHED; i++) {
        vec_free(&t->causes[i]);
    }
    free(t);
    return good;
}
