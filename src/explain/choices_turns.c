#include "explain/choices_turns.h"

#define NO_STATUS EXPECTED_STATUSES

/* ---- whether it is so ---- */

static bool are_rivals(const Theory *t, AtomId a, AtomId b)
{
    for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[a] : 0;
         t->conflict_first.n && k < t->conflict_first.at[a + 1]; k++) {
        if (t->conflicts.at[k] == b) {
            return true;
        }
    }
    return false;
}

static uint32_t number_of(const Influence *in, UnknownId id)
{
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        if (in->unknowns.at[k].id == id) {
            return k;
        }
    }
    return NONE;
}

/* Takes the instance for a turn; false where it is none. */
static bool add_turn(const Influence *in, InstanceId i, Turns *turns)
{
    const Region *r = &in->region;
    const Theory *t = &r->theory;
    const Case *c = t->c;
    const Schema *s = instance_said(t, i);
    uint32_t said = RELATION_SAID(t->relation.at[instance_head(t, i)]);
    if (!s || s->role != ROLE_FACT || instance_body_count(t, i) || !(said & SAID_BEGINS) || (said & SAID_MODE_NOT) ||
        turns->n == TURNS_MOST || s->item == NONE || c->items.at[s->item].annulled_unknown != NONE) {
        return false;
    }
    Turn *turn = &turns->at[turns->n++];
    *turn = (Turn){.literal = theory_find_said(t, instance_head(t, i), said & SAID_NOT), .number = NONE, .count = 1};
    if (s->uncertain == NONE) {
        turn->known = (DaySpan){s->from, s->from};
        return turn->literal != NONE && s->until == s->from + 1 && s->from != DAY_FIRST;
    }
    const Uncertain *u = &c->uncertain.at[s->uncertain];
    if (turn->literal == NONE || u->from == NONE || u->from != u->until || !u->after) {
        return false;
    }
    turn->number = number_of(in, u->from);
    const Unknown *unknown = &c->unknowns.at[u->from];
    turn->days = &c->day_spans.at[unknown->days.first];
    turn->count = unknown->days.count;
    return turn->number != NONE && turn->days[0].lo != DAY_FIRST && turn->days[turn->count - 1].hi != DAY_NONE_AFTER;
}

static bool has_exceptions(const Theory *t, InstanceId i)
{
    return t->exception_first.n && t->exception_first.at[i] < t->exception_first.at[i + 1];
}

/* Whether that a run goes on is all that the instance says. */
static bool is_run(const Theory *t, InstanceId i)
{
    return instance_schema(t, i) == SCHEMA_RUN && instance_body_count(t, i) == 1 &&
           !relation_composite(t->c, t->relation.at[instance_head(t, i)]) &&
           !theory_happens_once(t, instance_head(t, i));
}

static bool open_turns(const Influence *in, Turns *turns)
{
    const Region *r = &in->region;
    const Theory *t = &r->theory;
    IdVec facts = {0};
    bool good = !in->too_many && !in->ordering && !in->counted && !t->ordering.n;
    for (InstanceId i = 0; i < t->instance.n && good; i++) {
        good = !has_exceptions(t, i);
        if (instance_schema(t, i) != SCHEMA_MAYBE && !is_run(t, i) && good) {
            vec_push(&facts, i);
        }
    }
    InstanceId before = NONE; /* of what depends on unknown days there are copies, one after the other */
    for (size_t i = 0; i < facts.n && good; i++) {
        InstanceId whole = r->instances.at[facts.at[i]];
        good = whole == before || add_turn(in, facts.at[i], turns);
        before = whole;
    }
    UnknownSet seen = 0;
    for (uint32_t i = 0; i < turns->n && good; i++) {
        Turn *turn = &turns->at[i];
        turn->days = turn->number == NONE ? &turn->known : turn->days;
        good = turn->number == NONE || !(seen & bit(turn->number));
        seen |= turn->number == NONE ? 0 : bit(turn->number);
        for (uint32_t k = 0; k < i && good; k++) {
            good = turns->at[k].literal == turn->literal || are_rivals(t, turn->literal, turns->at[k].literal);
        }
    }
    for (uint32_t k = 0; k < in->unknowns.n && good; k++) {
        good = seen >> k & 1 && !in->unknowns.at[k].compared;
    }
    vec_free(&facts);
    return good && turns->n;
}

/* ---- statuses ---- */

static bool may_have_begun(const Turns *t, uint32_t turn)
{
    return t->at[turn].days[0].lo <= t->asked;
}

/* The next cause of the status; false when there is none. `last` and `own` are NONE before the first. */
static bool next_cause(const Turns *t, Cause *cause)
{
    if (cause->status == STATUS_UNSUPPORTED || cause->status == NO_STATUS) {
        bool first = cause->last == NONE;
        cause->last = 0;
        return first;
    }
    if (cause->status == STATUS_ESTABLISHED) {
        do {
            cause->last++; /* NONE: the first */
        } while (cause->last < t->n && !(t->at[cause->last].own && may_have_begun(t, cause->last)));
        return cause->last < t->n;
    }
    cause->last = cause->last == NONE ? 0 : cause->last;
    for (cause->own++; cause->last < t->n; cause->last++, cause->own = 0) {
        bool last = !t->at[cause->last].own && may_have_begun(t, cause->last);
        while (last && cause->own < t->n && !(t->at[cause->own].own && may_have_begun(t, cause->own))) {
            cause->own++;
        }
        if (last && cause->own < t->n) {
            return true;
        }
    }
    return false;
}

static bool has_last(const Cause *cause)
{
    return cause->status != STATUS_UNSUPPORTED && cause->status != NO_STATUS;
}

/* Limits the choice to what makes for the cause, when what began last did so on that day. */
static void limit_by(Turns *t, uint32_t choice, const Cause *cause, Day last)
{
    for (uint32_t i = 0; i < t->n; i++) {
        Limit *limit = &t->limit[choice][i];
        *limit = (Limit){DAY_FIRST + 1, DAY_NONE_AFTER - 1, {0, -1}};
        if (cause->status == STATUS_UNSUPPORTED && t->at[i].own) {
            limit->lo = t->asked + 1;
        }
        if (has_last(cause) && t->at[i].own != t->at[cause->last].own) {
            limit->barred = (DaySpan){last, t->asked};
            limit->hi = i == cause->own ? t->asked : limit->hi;
        }
        if (has_last(cause) && i == cause->last) {
            limit->lo = limit->hi = last;
        }
    }
}

static void free_limits(Turns *t, uint32_t choice)
{
    limit_by(t, choice, &(Cause){NO_STATUS, NONE, NONE}, 0);
}

/* Whether there are such choices. What began last can have done so as late as may be, which leaves most room for the rest; where both choices
 * must agree on when, it has to be a day that the rest leaves to it, and one of so many as there are others is. */
static bool meet(Turns *t, const Cause *causes, uint32_t count)
{
    uint32_t late[2], n = 0; /* those choices whose last day both must agree on come last */
    free_limits(t, 0);
    free_limits(t, 1);
    for (uint32_t c = 0; c < count; c++) {
        if (count == 2 && has_last(&causes[c]) && (t->shared >> causes[c].last & 1)) {
            late[n++] = c;
            continue;
        }
        Day last = has_last(&causes[c]) ? turns_last_day(t, causes[c].last, (uint8_t)(1 << c), t->asked) : t->asked;
        if (last == DAY_FIRST) {
            return false;
        }
        limit_by(t, c, &causes[c], last);
    }
    if (n == 2) { /* each would have begun after the other */
        return false;
    }
    if (!n) {
        return turns_fill(t, count);
    }
    Day last = t->asked;
    for (uint32_t tries = 0; tries < t->n && !t->spent; tries++) {
        free_limits(t, late[0]);
        last = turns_last_day(t, causes[late[0]].last, 3, last);
        if (last == DAY_FIRST) {
            return false;
        }
        limit_by(t, late[0], &causes[late[0]], last--);
        if (turns_fill(t, count)) {
            return true;
        }
        if (t->empty) { /* earlier, it would leave still less */
            return false;
        }
    }
    return false;
}

/* Whether the statuses occur in choices that agree on what is shared; one status: whether it occurs. */
static bool occur(Turns *t, uint8_t first, uint8_t second)
{
    Cause causes[2] = {{first, NONE, NONE}};
    while (next_cause(t, &causes[0])) {
        causes[1] = (Cause){second, NONE, NONE};
        while (next_cause(t, &causes[1])) {
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
            if (occur(t, t->occurring[i], t->occurring[k])) {
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
    if (has_last(&t->cause)) {
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
    bool coarse = !wanted_among(request->finer, request->days[day], request->days[day] + 1);
    *out = (Outcome){0};
    t->asked = request->days[day];
    t->wanted = request->choice && day == 0;
    t->statuses = 0;
    t->work = 0;
    const uint8_t rising[] = {STATUS_UNSUPPORTED, STATUS_DEFEATED, STATUS_ESTABLISHED};
    for (size_t i = 0; i < sizeof rising; i++) {
        if (occur(t, rising[i], NO_STATUS)) {
            t->occurring[t->statuses++] = rising[i];
            out->statuses |= (uint8_t)(1u << (rising[i] == STATUS_DEFEATED && coarse ? STATUS_CONTESTED : rising[i]));
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
    UnknownSet all = 0;
    bool good = !request->strictly && open_turns(in, t);
    t->budget = request->budget;
    for (uint32_t i = 0; i < request->count && good; i++) {
        AtomId atom = request->atoms[i];
        good = !(RELATION_SAID(in->region.theory.relation.at[atom]) & SAID_BEGINS);
        for (uint32_t k = 0; k < t->n; k++) {
            t->at[k].own |= t->at[k].literal == atom;
        }
    }
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        all |= bit(k);
    }
    good &= request->count == 1 || request->statuses_only;
    for (uint32_t i = 0; i < request->days_count && good; i++) {
        good = find_outcome(t, request, i, all, &outcomes[i]);
    }
    free(t);
    return good;
}
