#include "explain/choices.h"

#include "base/fatal.h"
#include "ground/uncertain.h"

/* Two facts that contradict each other on any day that both have; `once`: unless both are on one and the same day (S4.9). */
typedef struct Contradiction {
    InstanceId a, b; /* in the whole theory */
    UnknownSet own;
    bool once;
} Contradiction;

/* That a day's status is decided in a box. */
typedef struct Decided {
    uint32_t box, status; /* box: in Search.done, counted in boxes */
} Decided;

/* A box in which some days are still to be decided. */
typedef struct Node {
    uint32_t count; /* how many: the last ones of Search.open */
} Node;

typedef struct Search {
    const ChoicesRequest *request;
    Influence *in;
    Outcome *outcomes; /* by day asked about, like all that follows */
    VEC(Decided) *decided;
    uint32_t n;         /* unknown days */
    DaySpans *allowed;  /* by number: the days that are looked at */
    VEC(DaySpan) boxes; /* the stack: of each node its box, n days each, */
    VEC(Node) nodes;    /* and */
    IdVec open;         /* the days that are still to be decided in it, by their index, rising */
    VEC(DaySpan) done;  /* boxes in which something was decided */
    VEC(Contradiction) contradictions;
    DaySpan *days, *taken; /* by unknown day of the case: the box, and what stands for it */
    IdVec here;            /* the days to be decided in the box at hand */
    UnknownSet *blamed;    /* by the same: what to confine further */
    size_t solved;
} Search;

/* ---- which days are looked at ---- */

static UnknownSet bit(uint32_t number)
{
    return (UnknownSet)1 << number;
}

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

static void find_allowed(Search *s, uint32_t number)
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
static bool tighten(const Search *s, DaySpan *box)
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

static bool is_point(DaySpan span)
{
    return span.lo == span.hi;
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
static bool is_definite(const Search *s, const DaySpan *box, uint32_t number)
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
    if (!tighten(s, &s->boxes.at[at])) {
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
static void split(Search *s, const DaySpan *box)
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

/* ---- contradictions ---- */

static void find_contradictions(Search *s)
{
    const Influence *in = s->in;
    const Region *r = &in->region;
    const Theory *t = &r->theory;
    const Ground *g = in->d->g;
    for (size_t i = 0; i < r->copies.n; i++) {
        InstanceId whole = r->copies.at[i].whole;
        const Schema *schema = &t->c->schemas.at[instance_schema(&g->theory, whole)];
        if (schema->role != ROLE_FACT) {
            continue;
        }
        AtomId head = instance_head(t, r->copies.at[i].surely), plain = head;
        uint32_t said = RELATION_SAID(t->relation.at[head]);
        if ((said & SAID_BEGINS) && !(said & SAID_MODE_NOT)) {
            plain = theory_find_said(t, head, said & SAID_NOT);
        }
        bool once = plain != NONE && theory_happens_once(t, plain);
        for (InstanceId other = 0; plain != NONE && other < t->instance.n; other++) {
            const Schema *fact = instance_said(t, other);
            if (!fact || fact->role != ROLE_FACT || r->instances.at[other] == whole) {
                continue;
            }
            AtomId about = instance_head(t, other);
            uint32_t way = RELATION_SAID(t->relation.at[about]);
            if ((way & SAID_BEGINS) && !(way & SAID_MODE_NOT)) {
                about = theory_find_said(t, about, way & SAID_NOT);
            }
            bool conflict = false;
            for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[plain] : 0;
                 t->conflict_first.n && k < t->conflict_first.at[plain + 1]; k++) {
                conflict |= t->conflicts.at[k] == about;
            }
            if (conflict || (once && about == plain && fact->item != schema->item)) {
                vec_push(&s->contradictions,
                         ((Contradiction){whole, r->instances.at[other],
                                          in->own[r->copies.at[i].surely] | in->own[other], !conflict}));
            }
        }
    }
}

static Stretched meet(Stretched a, Stretched b)
{
    return (Stretched){a.from > b.from ? a.from : b.from, a.until < b.until ? a.until : b.until};
}

static bool is_empty(Stretched days)
{
    return days.from >= days.until;
}

static bool same(Stretched a, Stretched b)
{
    return a.from == b.from && a.until == b.until;
}

/* Whether facts contradict each other: 1 however the days fall, 0 not at all, -1 it depends; then what is to blame. */
static int contradicts(const Search *s, UnknownSet *blamed)
{
    const Theory *t = &s->in->d->g->theory;
    int any = 0;
    for (size_t i = 0; i < s->contradictions.n; i++) {
        const Contradiction *c = &s->contradictions.at[i];
        Stretched surely[2], possibly[2];
        uncertain_days(t, c->a, s->days, s->days, &surely[0], &possibly[0]);
        uncertain_days(t, c->b, s->days, s->days, &surely[1], &possibly[1]);
        bool never = c->once ? same(surely[0], possibly[0]) && same(surely[1], possibly[1]) && same(surely[0], surely[1])
                             : is_empty(meet(possibly[0], possibly[1]));
        bool always = c->once ? is_empty(meet(possibly[0], possibly[1])) : !is_empty(meet(surely[0], surely[1]));
        if (always) {
            return 1;
        }
        if (!never) {
            any = -1;
            *blamed |= c->own;
        }
    }
    return any;
}

/* ---- regions ---- */

typedef struct Trace {
    const Search *s;
    const Evaluation *e;
    Lists by_head;
    uint8_t *seen; /* by atom of the framework */
    IdVec stack;
} Trace;

static void see(Trace *t, uint32_t atom)
{
    if (!t->seen[atom]) {
        t->seen[atom] = 1;
        vec_push(&t->stack, atom);
    }
}

/* What an atom that is left open turns on; or with `support`, all that could support it. */
static void trace(Trace *t, uint32_t atom, bool support)
{
    const Framework *f = &t->e->ground.framework;
    const Grounded *g = &t->e->grounded;
    see(t, atom);
    while (t->stack.n) {
        uint32_t at = vec_pop(&t->stack);
        for (uint32_t k = t->by_head.first[at]; k < t->by_head.first[at + 1]; k++) {
            uint32_t rule = t->by_head.items[k];
            bool idle = false;
            for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1] && !support; b++) {
                uint32_t entry = f->body.at[b];
                idle |= (entry & ASSUMED ? g->assumption[entry & ~ASSUMED] : g->atom[entry]) == LABEL_OUT;
            }
            for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1] && !idle; b++) {
                uint32_t entry = f->body.at[b];
                if (entry & ASSUMED) {
                    uint32_t contrary = f->contrary.at[entry & ~ASSUMED];
                    if (!support && contrary != NONE && g->assumption[entry & ~ASSUMED] == LABEL_OPEN) {
                        see(t, contrary);
                    }
                } else if (support || g->atom[entry] == LABEL_OPEN) {
                    see(t, entry);
                }
            }
        }
    }
}

static bool sees(const Trace *t, AtomId atom, Stretched days)
{
    const Ground *g = &t->e->ground;
    const Times *times = &g->timeline.times;
    SlicesId slices = timeline_slices(&g->timeline, atom);
    for (uint32_t k = 0; k < slices_count(times, slices) && !is_empty(days); k++) {
        if (slice_from(times, slices, k) < days.until && slice_until(times, slices, k) > days.from &&
            t->seen[ground_atom(g, atom, k)]) {
            return true;
        }
    }
    return false;
}

/* The unknown days that what was traced turns on, and that are not one day yet. */
static UnknownSet blame(const Trace *t, AtomId atom, const DaySpan *box)
{
    const Search *s = t->s;
    const Region *r = &s->in->region;
    UnknownSet free_ones = 0, found = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        free_ones |= is_point(box[k]) ? 0 : bit(k);
    }
    for (size_t i = 0; i < r->copies.n; i++) {
        const RegionCopies *copies = &r->copies.at[i];
        AtomId head = instance_head(&r->theory, copies->surely);
        if (sees(t, head, r->theory.days[copies->before]) || sees(t, head, r->theory.days[copies->after])) {
            found |= s->in->own[copies->surely];
        }
    }
    for (size_t i = 0; i < r->looks.n; i++) {
        if (sees(t, instance_head(&r->theory, r->looks.at[i]), (Stretched){DAY_FIRST, DAY_NONE_AFTER})) {
            found |= s->in->own[r->looks.at[i]];
        }
    }
    found &= free_ones;
    if (!found) { /* it turns on where stretches begin and end */
        for (uint32_t k = 0; k < s->n; k++) {
            found |= !is_definite(s, box, k) ? bit(k) & s->in->bears[atom] : 0;
        }
    }
    return found ? found : free_ones & s->in->bears[atom];
}

/* The unknown days that may fall on days which are not alike. */
static UnknownSet indefinite(const Search *s, const DaySpan *box)
{
    UnknownSet set = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        set |= is_definite(s, box, k) ? 0 : bit(k);
    }
    return set;
}

/* A region that was solved, and what is needed to ask about one of its atoms on one of its days. */
typedef struct Solved {
    Search *s;
    Evaluation *e;
    const DaySpan *box;
    Lists by_head; /* made when first needed */
    uint8_t *seen;
} Solved;

/* Whether it does not matter on the day which status in between it is. */
static bool is_coarse(const Search *s, Day day)
{
    return !wanted_among(s->request->finer, day, day + 1);
}

/* The atom's status on a day; EXPECTED_STATUSES, with what is to blame, where it is not decided. */
static uint8_t decide(Solved *solved, AtomId atom, Day day, UnknownSet *blamed, bool *joined)
{
    Search *s = solved->s;
    Evaluation *e = solved->e;
    uint32_t at = ground_atom_on(&e->ground, atom, day);
    if (at == NONE) {
        return STATUS_UNSUPPORTED;
    }
    uint8_t label = e->grounded.atom[at];
    if (label == LABEL_IN) {
        return STATUS_ESTABLISHED;
    }
    if (label == LABEL_OUT && (!s->in->region.fuzzy[atom] || region_surely_possible(&s->in->region, atom, day))) {
        return is_coarse(s, day) ? STATUS_CONTESTED : STATUS_DEFEATED;
    }
    const Framework *f = &e->ground.framework;
    if (!solved->seen) {
        solved->by_head = framework_rules_by_head(f);
        solved->seen = mem_new(f->atoms, 1);
    }
    memset(solved->seen, 0, f->atoms);
    Trace t = {.s = s, .e = e, .by_head = solved->by_head, .seen = solved->seen};
    trace(&t, at, label == LABEL_OUT);
    uint8_t status = EXPECTED_STATUSES;
    bool turns = t.seen[ground_atom(&e->ground, s->in->region.theory.maybe, 0)];
    if (turns ||
        label == LABEL_OUT) { /* whether it is possible at all may turn on what is left out where a fact stops it for certain */
        *blamed |= blame(&t, atom, solved->box);
    } else if (is_coarse(s, day)) {
        status = STATUS_CONTESTED;
    } else if (s->request->strictly && indefinite(s, solved->box)) {
        *blamed |= indefinite(s, solved->box); /* any of them may be an occasion to decide it afresh */
    } else {
        *joined |= !s->request->strictly && s->in->d->joins[s->in->d->joined[s->in->region.atoms.at[atom]]];
        status = *joined ? STATUS_CONTESTED : evaluation_finer_status(e, atom, day);
    }
    vec_free(&t.stack);
    return status;
}

/* The best of the atoms' statuses. */
static uint8_t decide_all(Solved *solved, Day day, UnknownSet *blamed, bool *joined)
{
    const ChoicesRequest *request = solved->s->request;
    uint8_t best = STATUS_UNSUPPORTED;
    bool open = false;
    for (uint32_t i = 0; i < request->count && best != STATUS_ESTABLISHED && !*joined; i++) {
        uint8_t status = decide(solved, request->atoms[i], day, blamed, joined);
        open |= status == EXPECTED_STATUSES;
        best = status != EXPECTED_STATUSES && status > best ? status : best;
    }
    return open && best != STATUS_ESTABLISHED ? EXPECTED_STATUSES : best;
}

/* ---- regions that are kept ---- */

typedef struct CachedRegion {
    Evaluation e;
    RegionState state;
} CachedRegion;

enum { CACHE_MOST = 4000000 }; /* atoms and rules of the frameworks that are kept */

void choices_cache_free(ChoicesCache *cache)
{
    for (size_t i = 0; i < cache->regions.n; i++) {
        if (cache->regions.at[i]) {
            evaluation_free(&cache->regions.at[i]->e);
            region_state_free(&cache->regions.at[i]->state);
            free(cache->regions.at[i]);
        }
    }
    vec_free(&cache->regions);
    names_free(&cache->boxes);
}

/* The region of the box at hand: solved before, or now. `own` is then used where it cannot be kept. NULL: a limit was reached. */
static Evaluation *solve_region(Search *s, Evaluation *own)
{
    Region *region = &s->in->region;
    ChoicesCache *cache = s->request->cache;
    uint32_t number = NONE;
    if (cache) {
        VEC(DaySpan) key = {0};
        for (uint32_t k = 0; k < s->n; k++) {
            vec_push(&key, s->days[s->in->unknowns.at[k].id]);
            vec_push(&key, s->taken[s->in->unknowns.at[k].id]);
        }
        number = names_add(&cache->boxes, (Str){(const char *)key.at, key.n * sizeof *key.at});
        vec_free(&key);
        if (number < cache->regions.n && cache->regions.at[number]) {
            region_restore(region, &cache->regions.at[number]->state);
            return &cache->regions.at[number]->e;
        }
        if (number == cache->regions.n) {
            vec_push(&cache->regions, NULL);
        }
    }
    s->solved++;
    --*s->request->left;
    if (!cache || cache->size > CACHE_MOST) {
        return evaluation_run_region(own, region, s->days, s->taken, s->request->budget) ? own : NULL;
    }
    CachedRegion *made = mem_zero(1, sizeof *made);
    if (!evaluation_run_region(&made->e, region, s->days, s->taken, s->request->budget)) {
        evaluation_free(&made->e);
        free(made);
        return NULL;
    }
    made->state = region_keep(region, &made->e.ground);
    cache->regions.at[number] = made;
    cache->size += made->e.ground.framework.atoms + made->e.ground.framework.head.n;
    return &made->e;
}

/* Solves the box at hand and takes note of what it decides; of the rest, of what is to blame. */
static void solve(Search *s, const DaySpan *box)
{
    Evaluation own = {.budget = NULL};
    Solved solved = {.s = s, .e = solve_region(s, &own), .box = box};
    uint32_t number = id_of(s->n ? s->done.n / s->n : 0);
    bool kept = false, good = solved.e != NULL;
    for (size_t i = 0; i < s->here.n; i++) {
        uint32_t day = s->here.at[i];
        Outcome *out = &s->outcomes[day];
        s->blamed[i] = 0;
        uint8_t status = STATUS_CONTESTED;
        bool coarse = is_coarse(s, s->request->days[day]);
        if (good && !out->joined) {
            status = decide_all(&solved, s->request->days[day], &s->blamed[i], &out->joined);
        }
        if (status == EXPECTED_STATUSES) {
            continue;
        }
        s->blamed[i] = 0;
        out->unknown |= status == STATUS_CONTESTED && !out->joined && (!coarse || !good);
        out->statuses |= (uint8_t)(1u << status);
        vec_push(&s->decided[day], ((Decided){number, status}));
        kept = true;
    }
    if (kept) {
        vec_append(&s->done, box, s->n);
    }
    if (solved.seen) {
        lists_free(&solved.by_head);
        free(solved.seen);
    }
    evaluation_free(&own);
}

/* Looks at a box: decides what it can, and replaces it by smaller ones for the rest. */
static void look(Search *s, const DaySpan *box)
{
    const Influence *in = s->in;
    for (uint32_t k = 0; k < s->n; k++) {
        UnknownId id = in->unknowns.at[k].id;
        s->days[id] = box[k];
        s->taken[id] = is_definite(s, box, k) ? (DaySpan){box[k].lo, box[k].lo} : box[k];
    }
    UnknownSet first = 0; /* to be confined before anything else */
    int contradiction = contradicts(s, &first);
    if (contradiction > 0) {
        return;
    }
    if (!first && s->request->strictly && in->counted) {
        first = indefinite(s, box);
    }
    if (first) {
        for (size_t i = 0; i < s->here.n; i++) {
            s->blamed[i] = first;
        }
    } else {
        solve(s, box);
    }
    split(s, box);
}

/* ---- what decides ---- */

typedef VEC(UnknownSet) UnknownSets;

/* A set of at most `size` that meets all of the sets. */
static bool hit(const UnknownSets *sets, size_t from, UnknownSet chosen, uint32_t size, UnknownSet *out)
{
    while (from < sets->n && (sets->at[from] & chosen)) {
        from++;
    }
    if (from == sets->n) {
        *out = chosen;
        return true;
    }
    for (UnknownSet left = size ? sets->at[from] : 0; left; left &= left - 1) {
        if (hit(sets, from, chosen | (left & -left), size - 1, out)) {
            return true;
        }
    }
    return false;
}

static int by_size(const void *left, const void *right)
{
    UnknownSet a = *(const UnknownSet *)left, b = *(const UnknownSet *)right;
    int sizes = __builtin_popcountll(a) - __builtin_popcountll(b);
    return sizes ? sizes : (a > b) - (a < b);
}

/* The sets among them that are different, the smaller first. */
static void sort_sets(UnknownSets *sets)
{
    if (sets->n) {
        qsort(sets->at, sets->n, sizeof(UnknownSet), by_size);
    }
    size_t kept = 0;
    for (size_t k = 0; k < sets->n; k++) {
        if (!k || sets->at[k] != sets->at[k - 1]) {
            sets->at[kept++] = sets->at[k];
        }
    }
    sets->n = kept;
}

/* What tells boxes of different status apart: a set of unknown days decides when it tells apart each pair of them. */
static void find_deciding(const Search *s, uint32_t day)
{
    enum { MANY = 100000 };
    UnknownSets sets = {0};
    const Decided *all = s->decided[day].at;
    for (size_t i = 0; i < s->decided[day].n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (all[i].status == all[k].status) {
                continue;
            }
            UnknownSet apart = 0;
            for (uint32_t u = 0; u < s->n; u++) {
                DaySpan a = s->done.at[(size_t)all[i].box * s->n + u], b = s->done.at[(size_t)all[k].box * s->n + u];
                apart |= a.hi < b.lo || b.hi < a.lo ? bit(u) : 0;
            }
            if (!sets.n || vec_last(&sets) != apart) {
                vec_push(&sets, apart);
            }
        }
        if (sets.n > MANY) {
            sort_sets(&sets);
        }
    }
    sort_sets(&sets);
    for (uint32_t size = 0; sets.n && size <= s->n && !hit(&sets, 0, 0, size, &s->outcomes[day].dates); size++) {
    }
    vec_free(&sets);
}

/* The first day of each span of a box in which the best status was found. */
static void note_choice(const Search *s)
{
    const Decided *best = NULL;
    for (size_t i = 0; i < s->decided[0].n; i++) {
        const Decided *here = &s->decided[0].at[i];
        best = !best || here->status > best->status ? here : best;
    }
    for (uint32_t k = 0; best && k < s->n; k++) {
        s->request->choice[k] = s->done.at[(size_t)best->box * s->n + k].lo;
    }
}

static void open_search(Search *s)
{
    const Case *c = s->in->d->g->c;
    uint32_t days = s->request->days_count;
    s->decided = mem_zero(days, sizeof *s->decided);
    s->blamed = mem_new(days, sizeof *s->blamed);
    s->allowed = mem_zero(s->n, sizeof *s->allowed);
    s->days = mem_new(c->unknowns.n, sizeof *s->days);
    s->taken = mem_new(c->unknowns.n, sizeof *s->taken);
    for (uint32_t k = 0; k < s->n; k++) {
        find_allowed(s, k);
        vec_push(&s->boxes, ((DaySpan){s->allowed[k].at[0].lo, vec_last(&s->allowed[k]).hi}));
    }
    if (s->n && !tighten(s, s->boxes.at)) {
        return;
    }
    find_contradictions(s);
    for (uint32_t i = 0; i < days; i++) {
        vec_push(&s->open, i);
    }
    vec_push(&s->nodes, ((Node){days}));
}

static void close_search(Search *s)
{
    for (uint32_t i = 0; i < s->request->days_count; i++) {
        vec_free(&s->decided[i]);
    }
    for (uint32_t k = 0; k < s->n; k++) {
        vec_free(&s->allowed[k]);
    }
    free(s->decided);
    free(s->blamed);
    free(s->allowed);
    free(s->days);
    free(s->taken);
    vec_free(&s->boxes);
    vec_free(&s->nodes);
    vec_free(&s->open);
    vec_free(&s->done);
    vec_free(&s->contradictions);
    vec_free(&s->here);
}

/* Takes the last node off the stack: its box, and the days to be decided in it that are not given up. */
static void pop_node(Search *s, DaySpan *box)
{
    Node node = vec_pop(&s->nodes);
    s->open.n -= node.count;
    vec_clear(&s->here);
    for (uint32_t i = 0; i < node.count; i++) {
        uint32_t day = s->open.at[s->open.n + i];
        if (!s->outcomes[day].unknown && !s->outcomes[day].joined) {
            vec_push(&s->here, day);
        }
    }
    s->boxes.n -= s->n;
    if (s->n) {
        memcpy(box, s->boxes.at + s->boxes.n, s->n * sizeof *box);
    }
}

void choices_find(const ChoicesRequest *request, Outcome *outcomes)
{
    Search s = {.request = request, .in = request->influence, .outcomes = outcomes};
    s.n = (uint32_t)s.in->unknowns.n;
    for (uint32_t i = 0; i < request->days_count; i++) {
        outcomes[i] = (Outcome){.unknown = s.in->too_many};
    }
    if (s.in->too_many || !request->days_count) {
        return;
    }
    open_search(&s);
    DaySpan *box = mem_new(s.n + 1, sizeof *box);
    while (s.nodes.n) {
        pop_node(&s, box);
        bool spent = s.solved >= CHOICES_MOST || !*request->left || budget_spent(request->budget);
        for (size_t i = 0; i < s.here.n && spent; i++) {
            outcomes[s.here.at[i]].unknown = true;
        }
        if (s.here.n && !spent) {
            look(&s, box);
        }
    }
    for (uint32_t i = 0; i < request->days_count; i++) {
        if (!outcomes[i].unknown && !outcomes[i].joined && (outcomes[i].statuses & (outcomes[i].statuses - 1))) {
            find_deciding(&s, i);
        }
    }
    if (request->choice) {
        note_choice(&s);
    }
    free(box);
    close_search(&s);
}
