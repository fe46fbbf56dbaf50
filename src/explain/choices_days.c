#include "explain/choices_internal.h"

/* Which days are looked at for each unknown day: see Bounds. */

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

static int by_start(const void *left, const void *right)
{
    return by_day(&((const DaySpan *)left)->lo, &((const DaySpan *)right)->lo);
}

static void find_beside(Search *s)
{
    const Influence *in = s->in;
    const Case *c = in->d->g->c;
    for (uint32_t k = 0; k < s->n; k++) {
        UnknownSet beside = in->unknowns.at[k].meets | in->unknowns.at[k].compared;
        s->bounds[k].beside |= beside;
        for (; beside; beside &= beside - 1) {
            s->bounds[__builtin_ctzll(beside)].beside |= bit(k);
        }
    }
    for (size_t i = 0; i < c->unknown_pairs.n; i += 2) {
        uint32_t first = NONE, last = NONE;
        for (uint32_t k = 0; k < s->n; k++) {
            first = in->unknowns.at[k].id == c->unknown_pairs.at[i] ? k : first;
            last = in->unknowns.at[k].id == c->unknown_pairs.at[i + 1] ? k : last;
        }
        if (first != NONE && last != NONE && first != last) {
            s->bounds[first].beside |= bit(last);
            s->bounds[last].beside |= bit(first);
            vec_push(&s->pairs, first);
            vec_push(&s->pairs, last);
        }
    }
    for (size_t i = 0; i < s->contradictions.n; i++) {
        UnknownSet own = s->contradictions.at[i].own;
        for (UnknownSet left = own; left; left &= left - 1) {
            s->bounds[__builtin_ctzll(left)].beside |= own;
        }
    }
    for (uint32_t k = 0; k < s->n; k++) {
        s->bounds[k].beside &= ~bit(k);
    }
}

UnknownSet choices_linked(const Search *s, uint32_t first)
{
    UnknownSet set = bit(first), before = 0;
    while (set != before) {
        before = set;
        for (uint32_t k = 0; k < s->n; k++) {
            set |= set >> k & 1 ? s->bounds[k].beside : 0;
        }
    }
    return set;
}

const DaySpan *choices_spans(const Search *s, uint32_t number, uint32_t *count)
{
    const Case *c = s->in->d->g->c;
    const Unknown *unknown = &c->unknowns.at[s->in->unknowns.at[number].id];
    *count = unknown->days.count;
    return &c->day_spans.at[unknown->days.first];
}

/* The known ends of a fact's period, which what contradicts it must miss. */
static void add_ends(const Search *s, InstanceId fact, DayVec *marks)
{
    const Case *c = s->in->d->g->c;
    const Schema *schema = &c->schemas.at[instance_schema(&s->in->d->g->theory, fact)];
    const Uncertain *u = schema->uncertain == NONE ? NULL : &c->uncertain.at[schema->uncertain];
    if ((!u || u->from == NONE) && schema->from != DAY_FIRST) {
        vec_push(marks, schema->from);
    }
    if ((!u || u->until == NONE) && schema->until != DAY_NONE_AFTER) {
        vec_push(marks, schema->until);
    }
}

void choices_add_marks(const Search *s, UnknownSet set, DayVec *marks)
{
    for (size_t i = 0; i < s->contradictions.n; i++) {
        const Contradiction *c = &s->contradictions.at[i];
        if (c->own & set) {
            add_ends(s, c->a, marks);
            add_ends(s, c->b, marks);
        }
    }
    for (UnknownSet left = set; left; left &= left - 1) {
        const DayVec *days = &s->in->unknowns.at[__builtin_ctzll(left)].days;
        vec_append(marks, days->at, days->n);
    }
    if (marks->n) {
        qsort(marks->at, marks->n, sizeof(Day), by_day);
    }
}

/* The days among which something that matters to the linked unknown days may change: besides the ends of what these may be, which only
 * limit them, unless there are gaps between. */
static void find_marks(const Search *s, UnknownSet set, DayVec *marks, DayVec *ends)
{
    bool dated = s->request->strictly; /* else the days asked about are nothing to them */
    for (UnknownSet left = set; left; left &= left - 1) {
        dated |= s->in->unknowns.at[__builtin_ctzll(left)].dated;
    }
    for (uint32_t i = 0; i < s->request->days_count && dated; i++) {
        vec_push(marks, s->request->days[i] + 1); /* sets the day apart from those before it and after it */
        if (s->request->strictly) {
            vec_push(marks, s->request->days[i]);
        }
    }
    for (UnknownSet left = set; left; left &= left - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(left), count;
        const DaySpan *spans = choices_spans(s, k, &count);
        for (uint32_t i = 0; i < count; i++) {
            if (spans[i].lo != DAY_FIRST) {
                vec_push(count > 1 ? marks : ends, spans[i].lo);
            }
            if (spans[i].hi != DAY_NONE_AFTER) {
                vec_push(ends, spans[i].hi);
                if (count > 1) {
                    vec_push(marks, spans[i].hi + 1);
                }
            }
        }
    }
    choices_add_marks(s, set, marks);
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

/* On the latest choice of a type an unknown day is as late as its own end, that of another, or a mark lets it be, with at most one day
 * between it and the next of those that stand in between. The stops rise, with gaps between them. */
static void find_stops(const DayVec *marks, const DayVec *ends, Day many, DaySpans *stops)
{
    DaySpans all = {0};
    for (size_t i = 0; i < marks->n; i++) {
        vec_push(&all, ((DaySpan){marks->at[i] - 2 - 2 * many, marks->at[i] + many}));
    }
    for (size_t i = 0; i < ends->n; i++) {
        vec_push(&all, ((DaySpan){ends->at[i] - 2 * many, ends->at[i] + many}));
    }
    qsort(all.at, all.n, sizeof(DaySpan), by_start);
    for (size_t i = 0; i < all.n; i++) {
        allow(stops, all.at[i].lo, all.at[i].hi);
    }
    vec_free(&all);
}

static void find_group(Search *s, UnknownSet set, DayVec *marks)
{
    enum { FAR = 100000 }; /* days beyond what is known, for what has no end and is measured */
    DayVec ends = {0};
    DaySpans stops = {0};
    find_marks(s, set, marks, &ends);
    Day many = __builtin_popcountll(set), any = marks->n ? marks->at[0] : ends.n ? ends.at[0] : 0;
    Day first = any, last = marks->n ? vec_last(marks) : any;
    bool fixed = false;
    for (UnknownSet left = set; left; left &= left - 1) {
        const UnknownDay *u = &s->in->unknowns.at[__builtin_ctzll(left)];
        fixed |= u->metric || u->pointwise;
    }
    for (size_t i = 0; i < ends.n; i++) {
        first = ends.at[i] < first ? ends.at[i] : first;
        last = ends.at[i] > last ? ends.at[i] : last;
    }
    Day beyond = fixed ? FAR : 4 * many + 3; /* room enough for any order */
    vec_push(&ends, last + beyond);
    find_stops(marks, &ends, many, &stops);
    for (UnknownSet left = set; left; left &= left - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(left), count;
        const DaySpan *spans = choices_spans(s, k, &count);
        Bounds *b = &s->bounds[k];
        b->fixed = fixed;
        b->marks = marks;
        size_t stop = 0;
        for (uint32_t i = 0; i < count; i++) {
            Day lo = spans[i].lo > first - beyond ? spans[i].lo : first - beyond;
            Day hi = spans[i].hi < last + beyond ? spans[i].hi : last + beyond;
            while (stop < stops.n && stops.at[stop].hi < lo) {
                stop++;
            }
            for (size_t j = stop; j < stops.n && stops.at[j].lo <= hi && !fixed; j++) {
                allow(&s->allowed[k], stops.at[j].lo > lo ? stops.at[j].lo : lo,
                      stops.at[j].hi < hi ? stops.at[j].hi : hi);
            }
            allow(&s->allowed[k], fixed ? lo : hi, hi);
            b->window = i ? (DaySpan){b->window.lo, hi} : (DaySpan){lo, hi};
        }
    }
    vec_free(&ends);
    vec_free(&stops);
}

/* Whether nothing in the region looks at later days than the one asked about. */
static bool looks_back(const Search *s)
{
    const Theory *t = &s->in->region.theory;
    bool back = !s->request->strictly && !s->in->counted && s->request->days_count == 1;
    for (AtomId a = 0; a < t->relation.n && back; a++) {
        back = relation_composite(t->c, t->relation.at[a]) != COMPOSITE_ON && !theory_happens_once(t, a);
    }
    return back;
}

/* Sets apart the days after the one asked about. */
static void find_late(Search *s, uint32_t number)
{
    Bounds *b = &s->bounds[number];
    const UnknownDay *u = &s->in->unknowns.at[number];
    Day after = s->request->days[0] + 1;
    b->late = DAY_NONE_AFTER;
    if (!u->dated || u->compared || b->fixed || ids_contain(&s->pairs, number) || b->window.hi < after) {
        return;
    }
    DaySpans timely = {0};
    vec_push(&timely, ((DaySpan){DAY_LATE, DAY_LATE}));
    for (size_t i = 0; i < s->allowed[number].n; i++) {
        DaySpan span = s->allowed[number].at[i];
        allow(&timely, span.lo, span.hi < after ? span.hi : after - 1);
        allow(&b->later, span.lo > after ? span.lo : after, span.hi);
    }
    if (b->later.n) {
        vec_free(&s->allowed[number]);
        s->allowed[number] = timely;
        b->late = after;
    } else {
        vec_free(&timely);
    }
}

void choices_open_boxes(Search *s)
{
    s->bounds = mem_zero(s->n, sizeof *s->bounds);
    s->allowed = mem_zero(s->n, sizeof *s->allowed);
    s->marks = mem_zero(s->n, sizeof *s->marks);
    find_beside(s);
    for (uint32_t k = 0; k < s->n; k++) {
        if (!s->bounds[k].marks) {
            find_group(s, choices_linked(s, k), &s->marks[k]);
        }
    }
    bool back = looks_back(s);
    for (uint32_t k = 0; k < s->n; k++) {
        s->bounds[k].late = DAY_NONE_AFTER;
        if (back) {
            find_late(s, k);
        }
    }
}

void choices_close_boxes(Search *s)
{
    for (uint32_t k = 0; k < s->n; k++) {
        vec_free(&s->allowed[k]);
        vec_free(&s->marks[k]);
        vec_free(&s->bounds[k].later);
    }
    free(s->bounds);
    free(s->allowed);
    free(s->marks);
    vec_free(&s->pairs);
}
