#include "explain/compare.h"

/* What looking for all smallest sets may cost for one parting, for one that takes a search for a finer status with each set, and what all
 * of them may; what all may cost with cutting down. In steps. */
enum { PARTING_WORK = 20000000, FINER_WORK = 2000000, SEARCH_WORK = 50000000, COMPARE_WORK = 400000000 };

typedef struct Comparing {
    Compare *out;
    size_t work;
} Comparing;

/* What somebody reads first of an answer: that it is excluded, or its status. */
static uint8_t said_of(const Period *p)
{
    return has_status(STATUS_EXCLUDED, p) ? STATUS_EXCLUDED : p->status;
}

/* Whether it is known in what they differ: not where each depends on dates in its own way. */
static bool is_told(const Period *here, const Period *there)
{
    return here->status != STATUS_CONTESTED && there->status != STATUS_CONTESTED && said_of(here) != said_of(there);
}

/* ── Ways ── */

static void way_open(Comparing *x, CompareWay *way)
{
    if (way->sought) {
        return;
    }
    way->sought = true;
    Diagnostics aside = {0};
    Viewpoint from = x->out->request.viewpoint;
    from.view = way->from;
    units_between(&way->units, x->out->request.c, from, way->to);
    way->units.from.limited = &way->limited;
    way->open = widest_open(&way->widest, &way->units, &aside);
    way->units.from.limited = from.limited;
    diag_free(&aside);
}

static void way_close(CompareWay *way)
{
    if (way->open) {
        widest_close(&way->widest);
    }
    units_free(&way->units);
}

/* ── What an answer turns on between two views ── */

static void add_set(Comparing *x, Parting *p, const UnitId *units, uint32_t count)
{
    TreeRange set = {id_of(x->out->ids.n), count};
    vec_append(&x->out->ids, units, count);
    vec_push(&p->sets, set);
}

static void flip_all(Units *units, const IdVec *which, bool on)
{
    for (size_t i = 0; i < which->n; i++) {
        units_flip(units, which->at[i], on);
    }
}

static bool reaches(const Units *units, const Target *target, size_t *work)
{
    Period period;
    bool finer = target->status != STATUS_ESTABLISHED;
    return turning_period(units, target, finer, &period, work) && has_status(target->status, &period) != target->has;
}

/* Cuts all that bears on the answer down to what nothing can be left out of, by larger parts first. */
static void cut_down(Comparing *x, CompareWay *way, Parting *p, const Target *target)
{
    IdVec kept = {0};
    size_t work = 0;
    Scope scope;
    scope_find(&scope, &way->widest, target->relation, target->args, target->day, target->status, false);
    for (UnitId u = 0; u < way->units.list.n; u++) {
        if (scope.relevant[u]) {
            vec_push(&kept, u);
        }
    }
    flip_all(&way->units, &kept, true);
    bool going = reaches(&way->units, target, &work);
    for (size_t part = (kept.n + 1) / 2; going && part; part = part == 1 ? 0 : (part + 1) / 2) {
        for (size_t at = 0; going && at < kept.n;) {
            IdVec less = {.at = kept.at + at, .n = kept.n - at < part ? kept.n - at : part};
            flip_all(&way->units, &less, false);
            if (reaches(&way->units, target, &work)) {
                memmove(kept.at + at, kept.at + at + less.n, (kept.n - at - less.n) * sizeof *kept.at);
                kept.n -= less.n;
            } else {
                flip_all(&way->units, &less, true);
                at += less.n;
            }
            going = x->work + work < COMPARE_WORK && !budget_spent(way->units.from.budget);
        }
    }
    scope_free(&scope);
    if (going && kept.n) {
        add_set(x, p, kept.at, id_of(kept.n));
    }
    x->work += work;
    vec_free(&kept);
}

/* Whether one of the sets is part of the units. */
static bool has_part(const Comparing *x, const Parting *p, const UnitId *units, uint32_t count)
{
    bool has = false;
    for (size_t i = 0; i < p->sets.n && !has; i++) {
        TreeRange set = p->sets.at[i];
        uint32_t common = 0;
        for (uint32_t k = 0, m = 0; k < set.count && m < count;) { /* both ascend */
            UnitId unit = x->out->ids.at[set.first + k];
            common += unit == units[m];
            k += unit <= units[m];
            m += unit >= units[m];
        }
        has = common == set.count;
    }
    return has;
}

/* The smallest sets for a target, added to those of the parting; only the smallest of all are kept. */
static void find_smallest(Comparing *x, CompareWay *way, Parting *p, const Target *target)
{
    Turning found;
    turning_find(&found, &way->widest, target);
    x->work += found.work;
    bool every = !found.stop && found.complete >= found.relevant; /* there are no larger ones */
    p->complete = !every && found.complete < p->complete ? found.complete : p->complete;
    uint32_t size = p->sets.n ? p->sets.at[0].count : UINT32_MAX;
    if (found.sets.n && found.sets.at[0].units.count < size) {
        vec_clear(&p->sets);
        size = found.sets.at[0].units.count;
    }
    for (size_t i = 0; i < found.sets.n; i++) {
        const UnitId *units = found.ids.at + found.sets.at[i].units.first;
        uint32_t count = found.sets.at[i].units.count;
        if (count == size && !has_part(x, p, units, count)) {
            add_set(x, p, units, count);
        }
    }
    turning_free(&found);
}

/* The same for the parting's status. What is excluded is so by something that conflicts with it and is established: that is found
 * without a search for finer statuses. */
static void find_sets(Comparing *x, CompareWay *way, Parting *p, const Target *target)
{
    p->complete = target->further;
    if (p->status != STATUS_EXCLUDED || p->loses) {
        find_smallest(x, way, p, target);
        return;
    }
    Theory *t = &way->widest.ground.theory;
    IdVec rivals = {0};
    theory_find_conflicts(t, target->relation, target->args, &rivals);
    for (size_t i = 0; i < rivals.n; i++) {
        Target rival = *target;
        rival.relation = t->relation.at[rivals.at[i]];
        rival.args = atom_args(t, rivals.at[i]);
        rival.status = STATUS_ESTABLISHED;
        rival.further = p->sets.n ? p->sets.at[0].count : target->further;
        find_smallest(x, way, p, &rival);
    }
    vec_free(&rivals);
}

static void explain_parting(Comparing *x, ComparePair *pair, Parting *p)
{
    const Answer *a = &x->out->answers.list.at[p->answers[0]];
    CompareWay *way = &pair->ways[p->way];
    Target target = {.relation = a->relation,
                     .args = a->args,
                     .day = p->day,
                     .status = p->status,
                     .has = p->loses,
                     .size = 1,
                     .further = x->out->request.size,
                     .work = p->status == STATUS_ESTABLISHED || p->status == STATUS_EXCLUDED ? PARTING_WORK : FINER_WORK};
    if (x->work >= COMPARE_WORK || budget_spent(x->out->request.viewpoint.budget)) {
        return;
    }
    way_open(x, way);
    bool limited = false, *outer = way->units.from.limited;
    way->units.from.limited = &limited;
    if (way->open && x->work < SEARCH_WORK) {
        find_sets(x, way, p, &target);
    }
    p->all = p->sets.n > 0 && p->sets.at[0].count <= p->complete;
    if (way->open && !p->sets.n) {
        cut_down(x, way, p, &target);
    }
    way->units.from.limited = outer;
}

/* ── Which way to look ── */

/* From the view that has not what the other has; what is established is told apart without a search. From all views together always,
 * and never to them. */
static void choose_way(const ComparePair *pair, Parting *p, const Period *one, const Period *other)
{
    const Period *answers[] = {one, other};
    uint8_t said[] = {said_of(one), said_of(other)};
    bool forth = pair->one == VIEW_ALL || said[1] == STATUS_ESTABLISHED ||
                 (said[0] != STATUS_ESTABLISHED && said[0] != STATUS_EXCLUDED);
    if (pair->other == VIEW_ALL) {
        forth = false;
    }
    p->way = !forth;
    p->status = said[forth];
    if (has_status(p->status, answers[!forth])) { /* it is excluded besides */
        p->status = said[!forth];
        p->loses = true;
    }
}

static void compare_answers(Comparing *x, ComparePair *pair, size_t row, size_t one, size_t other)
{
    Compare *out = x->out;
    const Answer *a = &out->answers.list.at[row + one], *b = &out->answers.list.at[row + other];
    const Case *c = out->request.c;
    AnswersRequest request = {.c = c, .day = out->request.day};
    Day single;
    Wanted days = answers_days(&request, a->question == NONE ? NULL : &c->questions.at[a->question], &single);
    for (uint32_t i = 0; i < days.count; i++) {
        const Period *here = periods_at(&a->periods, days.days[i]), *there = periods_at(&b->periods, days.days[i]);
        if (said_of(here) == said_of(there) && here->statuses == there->statuses) {
            pair->agreed++;
            continue;
        }
        Parting p = {.answers = {id_of(row + one), id_of(row + other)}, .day = days.days[i]};
        choose_way(pair, &p, here, there);
        if (is_told(here, there)) {
            explain_parting(x, pair, &p);
        }
        out->complete &= p.sets.n > 0;
        vec_push(&out->partings, p);
        pair->partings++;
    }
}

static size_t place_of(const IdVec *views, uint32_t view)
{
    size_t at = 0;
    while (views->at[at] != view) {
        at++;
    }
    return at;
}

static void find_pairs(Compare *out)
{
    const CompareRequest *r = &out->request;
    if (r->one != NONE) {
        vec_push(&out->views, r->one);
        vec_push(&out->views, r->other);
        vec_push(&out->pairs, ((ComparePair){.one = r->one, .other = r->other}));
        return;
    }
    for (PositionId p = 0; p < r->c->positions.n; p++) {
        vec_push(&out->views, p);
        for (PositionId q = p + 1; q < r->c->positions.n; q++) {
            vec_push(&out->pairs, ((ComparePair){.one = p, .other = q}));
        }
    }
}

bool compare_find(Compare *out, const CompareRequest *request, Diagnostics *diags)
{
    *out = (Compare){.request = *request, .complete = true};
    Comparing x = {.out = out};
    find_pairs(out);
    AnswersRequest asked = {.c = request->c,
                            .literals = request->literals,
                            .count = request->count,
                            .view = NONE,
                            .viewpoint = request->viewpoint,
                            .write = request->write,
                            .written = request->written,
                            .on_days = true,
                            .day = request->day,
                            .views = &out->views};
    if (!answers_find(&out->answers, &asked, diags)) {
        return false;
    }
    for (size_t i = 0; i < out->pairs.n; i++) {
        ComparePair *pair = &out->pairs.at[i];
        pair->first = id_of(out->partings.n);
        for (int k = 0; k < 2; k++) {
            pair->ways[k].from = k ? pair->other : pair->one;
            pair->ways[k].to = k ? pair->one : pair->other;
        }
        way_open(&x, &pair->ways[pair->other == VIEW_ALL]);
        for (size_t row = 0; row < out->answers.list.n; row += out->views.n) {
            compare_answers(&x, pair, row, place_of(&out->views, pair->one), place_of(&out->views, pair->other));
        }
    }
    return true;
}

void compare_free(Compare *out)
{
    for (size_t i = 0; i < out->pairs.n; i++) {
        way_close(&out->pairs.at[i].ways[0]);
        way_close(&out->pairs.at[i].ways[1]);
    }
    for (size_t i = 0; i < out->partings.n; i++) {
        vec_free(&out->partings.at[i].sets);
    }
    vec_free(&out->pairs);
    vec_free(&out->partings);
    vec_free(&out->ids);
    vec_free(&out->views);
    answers_free(&out->answers);
}
