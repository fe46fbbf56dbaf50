#include "explain/influence.h"

#include "base/fatal.h"
#include "ground/uncertain.h"

/* ---- a view ---- */

static void find_touched(Dependence *d)
{
    const Theory *t = &d->g->theory;
    IdVec stack = {0};
    d->touched = mem_zero(t->relation.n, 1);
    for (size_t i = 0; i < t->uncertain.n; i++) {
        AtomId head = instance_head(t, t->uncertain.at[i]);
        if (!d->touched[head]) {
            d->touched[head] = 1;
            vec_push(&stack, head);
        }
    }
    while (stack.n) {
        AtomId atom = vec_pop(&stack);
        for (uint32_t k = d->back_first[atom]; k < d->back_first[atom + 1]; k++) {
            if (!d->touched[d->back[k]]) {
                d->touched[d->back[k]] = 1;
                vec_push(&stack, d->back[k]);
            }
        }
    }
    vec_free(&stack);
}

/* Whether the atom's status on a day can depend on that of others, or of itself, on other days. */
static bool joins_days(const Theory *t, const Timeline *line, AtomId atom)
{
    CompositeKind kind = relation_composite(t->c, t->relation.at[atom]);
    bool joins = kind == COMPOSITE_ON || kind == COMPOSITE_WITHIN || theory_happens_once(t, atom);
    for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1] && !joins; k++) {
        uint32_t schema = instance_schema(t, line->by_head[k]);
        joins = schema == SCHEMA_RUN || schema == SCHEMA_ONCE;
    }
    return joins;
}

static bool starts_endlessly(const Ground *g, AtomId atom)
{
    uint32_t n = 0;
    const Day *starts = g->timeline.timeless ? NULL : times_days(&g->timeline.times, g->timeline.starts.at[atom], &n);
    return n && starts[0] == DAY_FIRST;
}

void dependence_open(Dependence *d, const Ground *g)
{
    *d = (Dependence){.g = g};
    const Theory *t = &g->theory;
    dependencies_find(t, &g->timeline, &d->edges);
    d->deps = dependencies_of(t, &d->edges);
    d->back_first = mem_zero(t->relation.n + 2, sizeof *d->back_first);
    d->back = mem_new(d->edges.n, sizeof *d->back);
    for (size_t i = 0; i < d->edges.n; i++) {
        d->back_first[(uint32_t)d->edges.at[i] + 2]++;
    }
    for (size_t a = 0; a < t->relation.n; a++) {
        d->back_first[a + 2] += d->back_first[a + 1];
    }
    for (size_t i = 0; i < d->edges.n; i++) {
        d->back[d->back_first[(uint32_t)d->edges.at[i] + 1]++] = (uint32_t)(d->edges.at[i] >> 32);
    }
    find_touched(d);
    d->joined = dependencies_join(t, &d->edges);
    d->joins = mem_zero(t->relation.n, 1);
    d->counted = mem_zero(t->relation.n, 1);
    uint8_t *counted = once_find_counted(t);
    for (AtomId a = 0; a < t->relation.n; a++) {
        d->joins[d->joined[a]] |= joins_days(t, &g->timeline, a);
        d->counted[d->joined[a]] |= starts_endlessly(g, a) || (counted && counted[a]);
    }
    free(counted);
}

void dependence_close(Dependence *d)
{
    vec_free(&d->edges);
    if (d->g) {
        dependencies_free(&d->deps);
    }
    free(d->back_first);
    free(d->back);
    free(d->touched);
    free(d->joined);
    free(d->joins);
    free(d->counted);
}

void dependence_cone(const Dependence *d, AtomId atom, bool whole, IdVec *atoms)
{
    const Theory *t = &d->g->theory;
    vec_clear(atoms);
    if (whole) {
        for (AtomId a = 0; a < t->relation.n; a++) {
            if (d->joined[a] == d->joined[atom]) {
                vec_push(atoms, a);
            }
        }
        return;
    }
    Map seen = {0};
    *map_at(&seen, atom) = 1;
    vec_push(atoms, atom);
    for (size_t i = 0; i < atoms->n; i++) {
        for (uint32_t k = d->deps.first[atoms->at[i]]; k < d->deps.first[atoms->at[i] + 1]; k++) {
            uint32_t *known = map_at(&seen, d->deps.on[k]);
            if (*known == NONE) {
                *known = 1;
                vec_push(atoms, d->deps.on[k]);
            }
        }
    }
    map_free(&seen);
    ids_sort(atoms);
}

/* ---- a region ---- */

/* What an atom of the region depends on, and the other way. */
typedef struct Links {
    uint32_t *on_first, *on, *of_first, *of;
} Links;

static void links_open(Links *links, const Influence *in)
{
    const Region *r = &in->region;
    const Dependencies *deps = &in->d->deps;
    size_t n = r->atoms.n;
    IdVec on = {0}, of = {0};
    *links = (Links){mem_zero(n + 1, sizeof(uint32_t)), NULL, mem_zero(n + 2, sizeof(uint32_t)), NULL};
    for (size_t a = 0; a < n; a++) {
        links->on_first[a] = id_of(on.n);
        AtomId whole = r->atoms.at[a];
        for (uint32_t k = whole == NONE ? 0 : deps->first[whole]; whole != NONE && k < deps->first[whole + 1]; k++) {
            uint32_t other = map_find(&r->number, deps->on[k]);
            BUG_UNLESS(other != NONE);
            vec_push(&on, other);
            vec_push(&of, id_of(a));
            links->of_first[other + 2]++;
        }
    }
    links->on_first[n] = id_of(on.n);
    for (size_t a = 0; a < n; a++) {
        links->of_first[a + 2] += links->of_first[a + 1];
    }
    links->of = mem_new(on.n, sizeof(uint32_t));
    for (size_t i = 0; i < on.n; i++) {
        links->of[links->of_first[on.at[i] + 1]++] = of.at[i];
    }
    links->on = mem_new(on.n, sizeof(uint32_t));
    if (on.n) {
        memcpy(links->on, on.at, on.n * sizeof(uint32_t));
    }
    vec_free(&on);
    vec_free(&of);
}

static void links_close(Links *links)
{
    free(links->on_first);
    free(links->on);
    free(links->of_first);
    free(links->of);
}

static uint32_t number_of_unknown(Influence *in, UnknownId id)
{
    for (uint32_t i = 0; i < in->unknowns.n; i++) {
        if (in->unknowns.at[i].id == id) {
            return i;
        }
    }
    if (in->unknowns.n == UNKNOWN_MOST) {
        in->too_many = true;
        return 0;
    }
    vec_push(&in->unknowns, ((UnknownDay){.id = id, .domain = case_unknown_days(in->d->g->c, id)}));
    return (uint32_t)in->unknowns.n - 1;
}

/* What a comparison tells apart. */
static void note_comparisons(Influence *in, InstanceId whole, UnknownSet set)
{
    bool measures;
    DayVec days = {0};
    if (uncertain_compared(&in->d->g->theory, whole, &days, &measures)) {
        for (uint32_t k = 0; k < in->unknowns.n; k++) {
            UnknownDay *u = &in->unknowns.at[k];
            if (set >> k & 1) {
                u->compared |= set & ~((UnknownSet)1 << k);
                u->metric |= measures;
                for (size_t i = 0; i < days.n; i++) {
                    vec_push(&u->days, days.at[i]);
                    vec_push(&u->days, days.at[i] + 1);
                }
            }
        }
    }
    vec_free(&days);
}

/* Whether the instance's own period, or what it looks at, has the unknown day as an end. */
static void note_dated(Influence *in, InstanceId whole)
{
    const Theory *t = &in->d->g->theory;
    if (instance_schema(t, whole) == SCHEMA_RANKED) {
        return;
    }
    const Schema *s = &t->c->schemas.at[instance_schema(t, whole)];
    const Uncertain none = {NONE, NONE, false}, *u = s->uncertain == NONE ? &none : &t->c->uncertain.at[s->uncertain];
    const UnknownId ends[] = {u->from, u->until, uncertain_looks_at(t, whole)};
    for (int k = 0; k < 3; k++) {
        if (ends[k] != NONE) {
            in->unknowns.at[number_of_unknown(in, ends[k])].dated = true;
        }
    }
}

/* Whether an annulment was known turns on the day up to which things are known. */
static void note_annulled(Influence *in, InstanceId whole)
{
    const Theory *t = &in->d->g->theory;
    const Schema *s = instance_schema(t, whole) == SCHEMA_RANKED ? NULL : &t->c->schemas.at[instance_schema(t, whole)];
    UnknownId annulled = !s || s->item == NONE ? NONE : item_annulled_unknown(&t->c->items.at[s->item]);
    for (uint32_t k = 0; k < in->unknowns.n && t->from.known_by != DAY_NONE_AFTER; k++) {
        bool orders = ids_contain(&t->ordering, in->unknowns.at[k].id);
        in->ordering |= orders ? (UnknownSet)1 << k : 0;
        if (in->unknowns.at[k].id == annulled || orders) {
            vec_push(&in->unknowns.at[k].days, t->from.known_by + 1);
        }
    }
}

/* What each instance depends on itself; with each unknown day, those that are never before or after it. */
static void find_own(Influence *in)
{
    const Region *r = &in->region;
    const Case *c = in->d->g->c;
    in->own = mem_zero(r->instances.n, sizeof *in->own);
    IdVec unknowns = {0};
    for (size_t i = 0; i < r->copies.n + r->looks.n; i++) {
        bool copies = i < r->copies.n;
        InstanceId whole = copies ? r->copies.at[i].whole : r->instances.at[r->looks.at[i - r->copies.n]];
        vec_clear(&unknowns);
        uncertain_unknowns(&in->d->g->theory, whole, &unknowns);
        UnknownSet set = 0;
        for (size_t k = 0; k < unknowns.n; k++) {
            set |= (UnknownSet)1 << number_of_unknown(in, unknowns.at[k]);
        }
        note_comparisons(in, whole, set);
        note_dated(in, whole);
        note_annulled(in, whole);
        if (copies) {
            in->own[r->copies.at[i].surely] = in->own[r->copies.at[i].before] = in->own[r->copies.at[i].after] = set;
        } else {
            in->own[r->looks.at[i - r->copies.n]] = set;
        }
    }
    vec_free(&unknowns);
    for (size_t i = 0; i < c->unknown_pairs.n; i += 2) { /* those that limit one of these belong to them */
        for (size_t k = 0, n = in->unknowns.n; k < n; k++) {
            if (in->unknowns.at[k].id == c->unknown_pairs.at[i] || in->unknowns.at[k].id == c->unknown_pairs.at[i + 1]) {
                number_of_unknown(in, c->unknown_pairs.at[i]);
                number_of_unknown(in, c->unknown_pairs.at[i + 1]);
                break;
            }
        }
    }
}

/* Adds unknown days to those of an atom, which is to be passed on when that is news. */
static void add_to(UnknownSet *sets, AtomId atom, UnknownSet more, IdVec *stack)
{
    if (more & ~sets[atom]) {
        sets[atom] |= more;
        vec_push(stack, atom);
    }
}

static void find_bears(Influence *in, const Links *links)
{
    const Theory *t = &in->region.theory;
    IdVec stack = {0};
    in->bears = mem_zero(t->relation.n, sizeof *in->bears);
    for (InstanceId i = 0; i < t->instance.n; i++) {
        add_to(in->bears, instance_head(t, i), in->own[i], &stack);
    }
    while (stack.n) {
        AtomId atom = vec_pop(&stack);
        for (uint32_t k = links->of_first[atom]; k < links->of_first[atom + 1]; k++) {
            add_to(in->bears, links->of[k], in->bears[atom], &stack);
        }
    }
    vec_free(&stack);
}

static void find_supports(Influence *in)
{
    const Region *r = &in->region;
    const Theory *t = &r->theory;
    IdVec stack = {0};
    in->supports = mem_zero(t->relation.n, sizeof *in->supports);
    for (InstanceId i = 0; i < t->instance.n; i++) {
        add_to(in->supports, instance_head(t, i), in->own[i], &stack);
    }
    while (stack.n) {
        AtomId atom = vec_pop(&stack);
        for (uint32_t k = r->use_first[atom]; k < r->use_first[atom + 1]; k++) {
            add_to(in->supports, instance_head(t, r->uses[k]), in->supports[atom], &stack);
        }
    }
    vec_free(&stack);
}

/* Marks what the marked atoms depend on. */
static void close_backward(const Links *links, size_t atoms, uint8_t *marked)
{
    IdVec stack = {0};
    for (uint32_t a = 0; a < atoms; a++) {
        if (marked[a]) {
            vec_push(&stack, a);
        }
    }
    while (stack.n) {
        uint32_t atom = vec_pop(&stack);
        for (uint32_t k = links->on_first[atom]; k < links->on_first[atom + 1]; k++) {
            if (!marked[links->on[k]]) {
                marked[links->on[k]] = 1;
                vec_push(&stack, links->on[k]);
            }
        }
    }
    vec_free(&stack);
}

static void find_lasting(Influence *in, const Links *links)
{
    const Region *r = &in->region;
    uint8_t *lasting = in->lasting = mem_zero(r->atoms.n, 1);
    in->shown = mem_zero(r->atoms.n, 1);
    for (size_t a = 0; a < r->atoms.n; a++) {
        lasting[a] = r->atoms.at[a] != NONE && joins_days(&in->d->g->theory, &in->d->g->timeline, r->atoms.at[a]);
    }
    close_backward(links, r->atoms.n, lasting);
    for (size_t a = 0; a < r->atoms.n; a++) {
        for (uint32_t k = links->on_first[a]; !lasting[a] && k < links->on_first[a + 1]; k++) {
            in->shown[links->on[k]] = lasting[links->on[k]];
        }
    }
}

static void add_day(DayVec *days, Day day)
{
    if (day != DAY_FIRST && day != DAY_NONE_AFTER) {
        vec_push(days, day);
    }
}

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

static void sort_days(DayVec *days)
{
    if (days->n) {
        qsort(days->at, days->n, sizeof(Day), by_day);
    }
    size_t kept = 0;
    for (size_t i = 0; i < days->n; i++) {
        if (!i || days->at[i] != days->at[i - 1]) {
            days->at[kept++] = days->at[i];
        }
    }
    days->n = kept;
}

/* The known change days that the marked atoms' own instances bring (S3.2). */
static void find_days(const Influence *in, const uint8_t *marked, DayVec *days)
{
    const Region *r = &in->region;
    const Theory *t = &r->theory;
    const Case *c = t->c;
    bool starts = false;
    for (InstanceId i = 0; i < t->instance.n; i++) {
        AtomId head = instance_head(t, i);
        uint32_t schema = instance_schema(t, i);
        if (!marked[head] || schema >= SCHEMA_LEAST) {
            continue;
        }
        const Schema *s = &c->schemas.at[schema];
        const Uncertain *u = s->uncertain == NONE ? NULL : &c->uncertain.at[s->uncertain];
        starts |= s->role == ROLE_RULE && (RELATION_SAID(s->head.relation) & SAID_BEGINS);
        if (!u || u->from == NONE) {
            add_day(days, s->from);
        }
        if (!u || u->until == NONE) {
            add_day(days, s->until);
        }
        if (relation_composite(c, t->relation.at[head]) == COMPOSITE_ON) {
            ConstantId day = atom_args(t, head)[relation_arity(c, t->relation.at[head]) - 1];
            if (c->constants.at[day].unknown == NONE) {
                add_day(days, c->constants.at[day].lo);
                add_day(days, c->constants.at[day].lo + 1);
            }
        }
    }
    for (size_t i = 0, n = days->n; starts && i < n; i++) {
        vec_push(days, days->at[i] + 1); /* the day after the first of a stretch */
    }
    sort_days(days);
}

typedef VEC(const PredicateDetail *) Windows;

enum { WINDOWS_MOST = 32, FOLLOWERS_MOST = 200 };

static const PredicateDetail *window_of(const Region *r, AtomId atom)
{
    const Theory *t = &r->theory;
    bool looks_back = relation_composite(t->c, t->relation.at[atom]) == COMPOSITE_WITHIN;
    return looks_back ? predicate_detail(t->c, RELATION_PREDICATE(t->relation.at[atom])) : NULL;
}

static size_t place_of(const Windows *windows, const PredicateDetail *detail)
{
    size_t i = 0;
    while (i < windows->n && windows->at[i] != detail) {
        i++;
    }
    return i;
}

/* The windows of the marked atoms. */
static void find_windows(const Region *r, const uint8_t *marked, Windows *windows)
{
    for (AtomId a = 0; a < r->atoms.n; a++) {
        const PredicateDetail *detail = marked[a] ? window_of(r, a) : NULL;
        if (detail && place_of(windows, detail) == windows->n) {
            vec_push(windows, detail);
        }
    }
}

/* By window: those that it looks at the consequences of. */
static void find_nested(const Region *r, const Links *links, const Windows *windows, uint32_t *nested)
{
    uint8_t *marked = mem_new(r->atoms.n, 1);
    for (size_t w = 0; w < windows->n; w++) {
        for (AtomId a = 0; a < r->atoms.n; a++) {
            marked[a] = window_of(r, a) == windows->at[w];
        }
        close_backward(links, r->atoms.n, marked);
        nested[w] = 0;
        for (AtomId a = 0; a < r->atoms.n; a++) {
            const PredicateDetail *detail = marked[a] ? window_of(r, a) : NULL;
            size_t other = detail ? place_of(windows, detail) : w;
            nested[w] |= other != w && other < windows->n ? (uint32_t)1 << other : 0;
        }
    }
    free(marked);
}

/* Adds what follows by these windows after the follower's own; false when it is too much. */
static bool add_followers(UnknownDay *u, const Windows *windows, const uint32_t *nested, Follower so_far, size_t last)
{
    for (size_t w = 0; w < windows->n; w++) {
        if (so_far.windows && !(nested[w] >> last & 1)) {
            continue;
        }
        if (so_far.windows == FOLLOWED_MOST || u->followers.n == FOLLOWERS_MOST) {
            return false;
        }
        Follower next = so_far;
        next.window[next.windows++] = windows->at[w];
        vec_push(&u->followers, next);
        if (!add_followers(u, windows, nested, next, w)) {
            return false;
        }
    }
    return true;
}

Day influence_follow(const Follower *f, Day day)
{
    if (day == DAY_FIRST || day == DAY_NONE_AFTER) {
        return day;
    }
    day += f->after;
    for (uint32_t i = 0; i < f->windows; i++) {
        day = parts_window_end(f->window[i], day);
    }
    return day;
}

/* What follows from a day by windows, and from those known days; false when it is too much. */
static bool follow_windows(const Region *r, const Links *links, const Windows *windows, UnknownDay *u)
{
    uint32_t nested[WINDOWS_MOST];
    bool good = windows->n <= WINDOWS_MOST;
    if (good) {
        find_nested(r, links, windows, nested);
    }
    for (int after = 0; after < 2; after++) {
        vec_push(&u->followers, ((Follower){.after = after}));
        good = good && add_followers(u, windows, nested, (Follower){.after = after}, 0);
    }
    for (size_t i = 0, n = u->days.n; i < n; i++) {
        for (size_t f = 0; f < u->followers.n; f++) {
            if (u->followers.at[f].windows && !u->followers.at[f].after) {
                add_day(&u->days, influence_follow(&u->followers.at[f], u->days.at[i]));
            }
        }
    }
    sort_days(&u->days);
    return good;
}

static void find_meetings(Influence *in, const Links *links, bool strictly)
{
    const Region *r = &in->region;
    size_t n = r->atoms.n;
    uint8_t *marked = mem_new(n, 1);
    find_lasting(in, links);
    UnknownSet all = 0;
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        all |= (UnknownSet)1 << k;
    }
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        UnknownDay *u = &in->unknowns.at[k];
        UnknownSet own = (UnknownSet)1 << k;
        Windows windows = {0};
        for (size_t a = 0; a < n; a++) {
            marked[a] = strictly || (in->lasting[a] && (in->bears[a] & own));
            u->meets |= marked[a] ? in->bears[a] : 0;
        }
        u->meets = (strictly ? all : u->meets) & ~own;
        find_windows(&in->region, marked, &windows);
        close_backward(links, n, marked);
        find_days(in, marked, &u->days);
        in->too_many |= !follow_windows(&in->region, links, &windows, u);
        u->metric |= windows.n > 0;
        u->pointwise = windows.n > 1; /* one may look at what another brings about */
        vec_free(&windows);
    }
    free(marked);
}

/* The known days at which something may change. */
static void find_known(Influence *in, const Links *links)
{
    uint8_t *all = mem_new(in->region.atoms.n, 1);
    Windows windows = {0};
    UnknownDay known = {.days = {0}};
    memset(all, 1, in->region.atoms.n);
    find_days(in, all, &known.days);
    find_windows(&in->region, all, &windows);
    in->too_many |= !follow_windows(&in->region, links, &windows, &known);
    in->known = known.days;
    vec_free(&known.followers);
    vec_free(&windows);
    free(all);
}

void influence_open(Influence *in, const Dependence *d, const IdVec *atoms, bool strictly)
{
    *in = (Influence){.d = d};
    region_open(&in->region, d->g, atoms);
    for (size_t i = 0; i < atoms->n; i++) {
        in->counted |= d->counted[d->joined[atoms->at[i]]];
    }
    find_own(in);
    Links links;
    links_open(&links, in);
    find_bears(in, &links);
    find_supports(in);
    find_meetings(in, &links, strictly);
    find_known(in, &links);
    links_close(&links);
}

void influence_close(Influence *in)
{
    region_close(&in->region);
    for (size_t i = 0; i < in->unknowns.n; i++) {
        vec_free(&in->unknowns.at[i].days);
        vec_free(&in->unknowns.at[i].followers);
    }
    vec_free(&in->unknowns);
    free(in->bears);
    free(in->supports);
    free(in->own);
    free(in->lasting);
    free(in->shown);
    vec_free(&in->known);
}
