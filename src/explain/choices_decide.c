#include "base/fatal.h"
#include "explain/choices_internal.h"
#include "ground/uncertain.h"

/* ---- contradictions ---- */

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

/* What is late may be any of the days that are: takes that for it, and keeps what was there. */
static void take_late(const Search *s, UnknownSet own, DaySpan *kept)
{
    for (; own; own &= own - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(own);
        DaySpan *days = &s->days[s->in->unknowns.at[k].id];
        kept[k] = *days;
        if (days->lo == DAY_LATE) {
            const Bounds *b = &s->bounds[k];
            *days = days->hi == DAY_LATE ? (DaySpan){b->later.at[0].lo, vec_last(&b->later).hi} : b->window;
        }
    }
}

static void give_back(const Search *s, UnknownSet own, const DaySpan *kept)
{
    for (; own; own &= own - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(own);
        s->days[s->in->unknowns.at[k].id] = kept[k];
    }
}

/* Whether these two do: 1 however the days fall, 0 not at all, -1 it depends. */
static int weigh(const Theory *t, const Search *s, const Contradiction *c)
{
    Stretched surely[2], possibly[2];
    DaySpan kept[UNKNOWN_MOST];
    take_late(s, c->own, kept);
    uncertain_days(t, c->a, s->days, s->days, &surely[0], &possibly[0]);
    uncertain_days(t, c->b, s->days, s->days, &surely[1], &possibly[1]);
    give_back(s, c->own, kept);
    bool never = c->once ? same(surely[0], possibly[0]) && same(surely[1], possibly[1]) && same(surely[0], surely[1])
                         : is_empty(meet(possibly[0], possibly[1]));
    bool always = c->once ? is_empty(meet(possibly[0], possibly[1])) : !is_empty(meet(surely[0], surely[1]));
    return always ? 1 : never ? 0 : -1;
}

void choices_find_contradictions(Search *s)
{
    const Influence *in = s->in;
    const Region *r = &in->region;
    const Theory *t = &r->theory;
    const Ground *g = in->d->g;
    for (uint32_t k = 0; k < s->n; k++) {
        s->days[in->unknowns.at[k].id] = in->unknowns.at[k].domain;
    }
    for (size_t i = 0; i < r->copies.n; i++) {
        InstanceId whole = r->copies.at[i].whole;
        const Schema *schema = instance_said(&g->theory, whole);
        if (!schema || schema->role != ROLE_FACT) {
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
                Contradiction found = {whole, r->instances.at[other], in->own[r->copies.at[i].surely] | in->own[other],
                                       !conflict};
                if (weigh(&g->theory, s, &found)) {
                    vec_push(&s->contradictions, found);
                }
            }
        }
    }
}

int choices_contradict(const Search *s)
{
    int any = 0;
    for (size_t i = 0; i < s->contradictions.n; i++) {
        int one = weigh(&s->in->d->g->theory, s, &s->contradictions.at[i]);
        if (one > 0) {
            return 1;
        }
        any = one ? one : any;
    }
    return any;
}

/* Whether the two would contradict each other for certain if the one fell on the first day, the other on the second. */
static bool excluded(Search *s, const Contradiction *c, uint32_t one, Day first, uint32_t other, Day second)
{
    s->days[s->in->unknowns.at[one].id] = (DaySpan){first, first};
    s->days[s->in->unknowns.at[other].id] = (DaySpan){second, second};
    return weigh(&s->in->d->g->theory, s, c) > 0;
}

bool choices_exclude(Search *s, DaySpan *box)
{
    bool changed = false;
    for (size_t i = 0; i < s->contradictions.n; i++) {
        const Contradiction *c = &s->contradictions.at[i];
        UnknownSet rest = c->own & (c->own - 1);
        if (!rest || rest & (rest - 1)) {
            continue;
        }
        const uint32_t both[] = {(uint32_t)__builtin_ctzll(c->own), (uint32_t)__builtin_ctzll(rest)};
        for (int k = 0; k < 2; k++) {
            uint32_t one = both[k], other = both[1 - k];
            DaySpan *span = &box[other];
            if (!is_point(box[one]) || is_late(box, one) || is_point(*span)) {
                continue;
            }
            if (excluded(s, c, one, box[one].lo, other, span->hi)) {
                span->hi--;
                changed = true;
            }
            if (span->lo != DAY_LATE && span->lo < span->hi && excluded(s, c, one, box[one].lo, other, span->lo)) {
                span->lo++;
                changed = true;
            }
        }
    }
    return changed;
}

bool choices_contradiction(Search *s, const Day *point, UnknownSet *own)
{
    for (uint32_t k = 0; k < s->n; k++) {
        s->days[s->in->unknowns.at[k].id] = (DaySpan){point[k], point[k]};
    }
    for (size_t i = 0; i < s->contradictions.n; i++) {
        if (weigh(&s->in->d->g->theory, s, &s->contradictions.at[i])) {
            *own = s->contradictions.at[i].own;
            return true;
        }
    }
    return false;
}

typedef struct PointSearch {
    Search *s;
    const DaySpan *box;
    Day *point;
    uint32_t *order; /* first those that have few days, then those that must fall earliest */
    UnknownSet placed;
    size_t steps;
} PointSearch;

/* Whether a fact surely contradicts another because of the unknown day. */
static bool contradicts(const Search *s, uint32_t number)
{
    const Theory *t = &s->in->d->g->theory;
    for (size_t i = 0; i < s->contradictions.n; i++) {
        const Contradiction *c = &s->contradictions.at[i];
        if (c->own >> number & 1 && weigh(t, s, c) > 0) {
            return true;
        }
    }
    return false;
}

enum { STEPS_MOST = 20000 };

static bool place(PointSearch *p, uint32_t next);

/* Gives the next unknown day one of these days, and those after it one each. */
static bool place_on(PointSearch *p, uint32_t next, const DaySpans *days, Day lo, Day hi)
{
    uint32_t number = p->order[next];
    UnknownId id = p->s->in->unknowns.at[number].id;
    for (size_t i = 0; i < days->n && p->steps < STEPS_MOST; i++) {
        Day last = days->at[i].hi < hi ? days->at[i].hi : hi;
        for (Day day = days->at[i].lo < lo ? lo : days->at[i].lo; day <= last && p->steps < STEPS_MOST; day++) {
            p->steps++;
            p->point[number] = day;
            p->s->days[id] = (DaySpan){day, day};
            if (!contradicts(p->s, number) && place(p, next + 1)) {
                return true;
            }
        }
    }
    return false;
}

static bool place(PointSearch *p, uint32_t next)
{
    Search *s = p->s;
    if (next == s->n) {
        return choices_contradict(s) == 0;
    }
    uint32_t number = p->order[next];
    Day lo = timely(s, p->box, number).lo, hi = p->box[number].hi;
    for (size_t i = 0; i < s->pairs.n; i += 2) {
        uint32_t first = s->pairs.at[i], last = s->pairs.at[i + 1];
        lo = last == number && (p->placed >> first & 1) && p->point[first] > lo ? p->point[first] : lo;
        hi = first == number && (p->placed >> last & 1) && p->point[last] < hi ? p->point[last] : hi;
    }
    p->placed |= bit(number);
    if (place_on(p, next, &s->allowed[number], lo, hi) ||
        (p->box[number].lo == DAY_LATE && place_on(p, next, &s->bounds[number].later, lo, DAY_NONE_AFTER))) {
        return true;
    }
    p->placed &= ~bit(number);
    s->days[s->in->unknowns.at[number].id] = p->box[number];
    return false;
}

static Day urgency(const DaySpan *box, uint32_t number)
{
    enum { FEW = 4 };
    return is_late(box, number) ? DAY_NONE_AFTER : box[number].hi - FEW < box[number].lo ? DAY_FIRST : box[number].hi;
}

int choices_find_point(Search *s, const DaySpan *box, Day *point)
{
    if (!s->contradictions.n) {
        for (uint32_t k = 0; k < s->n; k++) {
            point[k] = box[k].lo == DAY_LATE ? s->bounds[k].later.at[0].lo : box[k].lo;
        }
        return 1;
    }
    PointSearch p = {.s = s, .box = box, .point = point, .order = mem_new(s->n, sizeof *p.order)};
    for (uint32_t k = 0; k < s->n; k++) {
        uint32_t at = k;
        for (; at && urgency(box, p.order[at - 1]) > urgency(box, k); at--) {
            p.order[at] = p.order[at - 1];
        }
        p.order[at] = k;
    }
    bool found = place(&p, 0);
    free(p.order);
    for (uint32_t k = 0; k < s->n; k++) {
        s->days[s->in->unknowns.at[k].id] = box[k];
    }
    return found ? 1 : p.steps < STEPS_MOST ? 0 : -1;
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
            found |= !choices_is_definite(s, box, k) ? bit(k) & s->in->bears[atom] : 0;
        }
    }
    return found ? found : free_ones & s->in->bears[atom];
}

/* The unknown days that may cut one of the slices that were traced, so that it may be decided afresh (S3.2). */
static UnknownSet may_cut(const Trace *t, const DaySpan *box)
{
    const Ground *g = &t->e->ground;
    const Times *times = &g->timeline.times;
    UnknownSet indefinite = choices_indefinite(t->s, box), found = 0;
    for (AtomId a = 0; a < g->theory.relation.n && indefinite != found; a++) {
        SlicesId slices = timeline_slices(&g->timeline, a);
        for (uint32_t k = 0; k < slices_count(times, slices); k++) {
            if (t->seen[ground_atom(g, a, k)]) {
                found |=
                    choices_cutting(t->s, box, indefinite, slice_from(times, slices, k), slice_until(times, slices, k));
            }
        }
    }
    return found;
}

static bool is_exact(Solved *solved)
{
    if (!solved->exact) {
        const Region *r = &solved->s->in->region;
        solved->exact = memchr(r->fuzzy, 1, r->theory.relation.n) || choices_indefinite(solved->s, solved->box) ? -1 : 1;
    }
    return solved->exact > 0;
}

/* Which status between established and unsupported it is; `joined`: that cannot be told here. */
static uint8_t between(Solved *solved, AtomId atom, Day day, bool *joined)
{
    const Search *s = solved->s;
    *joined |= !s->request->strictly && s->in->d->joins[s->in->d->joined[s->in->region.atoms.at[atom]]];
    return *joined ? STATUS_CONTESTED : evaluation_finer_status(solved->e, atom, day);
}

/* The atom's status on a day; EXPECTED_STATUSES, with what is to blame, where it is not decided. */
static uint8_t decide(Solved *solved, AtomId atom, Day day, UnknownSet *blamed, UnknownSet *timeless, bool *joined)
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
        return is_coarse(s, day) && !s->interface ? STATUS_CONTESTED : STATUS_DEFEATED;
    }
    if (label == LABEL_OPEN && is_exact(solved)) {
        return is_coarse(s, day) || s->interface ? STATUS_CONTESTED : between(solved, atom, day, joined);
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
    UnknownSet cutting;
    bool turns = t.seen[ground_atom(&e->ground, s->in->region.theory.maybe, 0)];
    if (turns ||
        label == LABEL_OUT) { /* whether it is possible at all may turn on what is left out where a fact stops it for certain */
        UnknownSet support = label == LABEL_OUT ? s->in->supports[atom] & choices_indefinite(s, solved->box) : 0;
        *blamed |= support ? support : blame(&t, atom, solved->box);
        *timeless |= support; /* whether it is supported at all turns on what happened, whenever that was */
    } else if (is_coarse(s, day) || s->interface) {
        status = STATUS_CONTESTED;
    } else if (s->request->strictly && (cutting = may_cut(&t, solved->box))) {
        *blamed |= cutting;
    } else {
        status = between(solved, atom, day, joined);
    }
    vec_free(&t.stack);
    return status;
}

/* The best of the atoms' statuses. */
uint8_t choices_decide(Solved *solved, Day day, UnknownSet *blamed, UnknownSet *timeless, bool *joined)
{
    const ChoicesRequest *request = solved->s->request;
    uint8_t best = STATUS_UNSUPPORTED, open = STATUS_UNSUPPORTED; /* the best that those which are not decided may be */
    for (uint32_t i = 0; i < request->count && best != STATUS_ESTABLISHED && !*joined; i++) {
        uint8_t status = decide(solved, request->atoms[i], day, blamed, timeless, joined);
        if (status == EXPECTED_STATUSES) {
            bool out = solved->e->grounded.atom[ground_atom_on(&solved->e->ground, request->atoms[i], day)] == LABEL_OUT;
            uint8_t most = !out ? STATUS_ESTABLISHED : is_coarse(solved->s, day) ? STATUS_CONTESTED : STATUS_DEFEATED;
            open = most > open ? most : open;
        }
        best = status != EXPECTED_STATUSES && status > best ? status : best;
    }
    return open > best ? EXPECTED_STATUSES : best;
}

/* Whether the instance applies on the day: 1, 0, or -1 where the box does not decide it. */
static int applies(const Search *s, const RegionCopies *copies, Day day)
{
    Stretched surely, possibly;
    uncertain_days(&s->in->d->g->theory, copies->whole, s->days, s->taken, &surely, &possibly);
    return surely.from <= day && day < surely.until ? 1 : possibly.from <= day && day < possibly.until ? -1 : 0;
}

uint32_t choices_tell(Solved *solved, Day day, UnknownSet *blamed, UnknownSet *timeless)
{
    Search *s = solved->s;
    Interface *interface = s->interface;
    VEC(char) shown = {0};
    bool joined = false, open = false;
    for (size_t i = 0; i < interface->atoms.n; i++) {
        uint8_t status = decide(solved, interface->atoms.at[i], day, blamed, timeless, &joined);
        open |= status == EXPECTED_STATUSES;
        vec_push(&shown, (char)status);
    }
    for (size_t i = 0; i < interface->instances.n; i++) {
        const RegionCopies *copies = &s->in->region.copies.at[interface->instances.at[i]];
        int here = applies(s, copies, day);
        for (UnknownSet left = here < 0 ? s->in->own[copies->surely] : 0; left; left &= left - 1) {
            uint32_t k = (uint32_t)__builtin_ctzll(left);
            *blamed |= is_point(solved->box[k]) ? 0 : bit(k);
        }
        open |= here < 0;
        vec_push(&shown, (char)here);
    }
    uint32_t told = open ? NOT_DECIDED : names_add(&interface->told, (Str){shown.at, shown.n});
    vec_free(&shown);
    return told;
}
