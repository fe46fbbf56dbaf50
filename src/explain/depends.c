#include "explain/depends.h"

#include "base/fatal.h"
#include "explain/ended.h"
#include "explain/rests.h"

static Depends *need_depends(Evaluation *e)
{
    if (!e->depends) {
        Depends *d = e->depends = mem_zero(1, sizeof *d);
        dependence_open(&d->dependence, &e->ground);
        const Theory *t = &e->ground.theory;
        d->left = DEPENDS_MOST;
        d->uncertain = mem_zero(t->relation.n, 1);
        for (size_t i = 0; i < t->uncertain.n; i++) {
            d->uncertain[d->dependence.joined[instance_head(t, t->uncertain.at[i])]] = 1;
        }
    }
    return e->depends;
}

static void close_part(DependsPart *part)
{
    if (part) {
        choices_cache_free(&part->cache);
        influence_close(&part->influence);
        vec_free(&part->rivals.atoms);
        vec_free(&part->rivals.days);
        vec_free(&part->rivals.best);
        free(part);
    }
}

void depends_close(Depends *depends)
{
    if (depends) {
        for (size_t i = 0; i < depends->parts.n; i++) {
            close_part(depends->parts.at[i]);
        }
        close_part(depends->latest);
        vec_free(&depends->latest_atoms);
        vec_free(&depends->parts);
        map_free(&depends->strict);
        dependence_close(&depends->dependence);
        free(depends->uncertain);
        free(depends->choice);
        free(depends);
    }
}

/* Besides what bears on it, an unknown day of its component may be an occasion to decide a dispute about it afresh (S3.2). */
static bool may_bear(Evaluation *e, AtomId atom)
{
    const Depends *d = need_depends(e);
    AtomId component = d->dependence.joined[atom];
    if (d->dependence.counted[component]) {
        return d->uncertain[component];
    }
    if (d->dependence.touched[atom] || !d->uncertain[component] || !d->dependence.joins[component]) {
        return d->dependence.touched[atom];
    }
    const Timeline *line = &e->ground.timeline;
    for (uint32_t k = slices_count(&line->times, timeline_slices(line, atom)); k--;) {
        if (e->grounded.atom[ground_atom(&e->ground, atom, k)] == LABEL_OPEN) {
            return true;
        }
    }
    return false;
}

bool depends_any(Evaluation *e, AtomId atom, const IdVec *against)
{
    if (!e->ground.theory.uncertain.n || e->ground.whole) {
        return false;
    }
    bool any = atom != NONE && may_bear(e, atom);
    for (size_t i = 0; i < against->n && !any; i++) {
        any = may_bear(e, against->at[i]);
    }
    return any;
}

bool depends_never(Evaluation *e, AtomId atom)
{
    const Theory *t = &e->ground.theory;
    return t->days && timeline_possible(&e->ground.timeline, atom) == TIME_NEVER &&
           !(t->uncertain.n && need_depends(e)->dependence.touched[atom]);
}

/* ---- one literal ---- */

typedef struct Asking {
    Evaluation *e;
    Depends *d;
    AtomId atom;
    const IdVec *against;
    const Wanted *finer;
    DependsPart *part;   /* what bears on them */
    DependsPart *strict; /* their component, where that was needed */
} Asking;

typedef struct Found {
    Outcome status, against;
    uint8_t strict; /* by which influence the status' dates are numbered; those of `against` nobody asks for */
} Found;

static void open_influence(Asking *q)
{
    IdVec atoms = {0}, one = {0};
    Map seen = {0};
    for (size_t i = 0; i < q->against->n + (q->atom != NONE); i++) {
        AtomId root = i < q->against->n ? q->against->at[i] : q->atom;
        if (map_find(&seen, root) != NONE) {
            continue; /* and so all that bears on it */
        }
        dependence_cone(&q->d->dependence, root, false, &one);
        for (size_t k = 0; k < one.n; k++) {
            uint32_t *known = map_at(&seen, one.at[k]);
            if (*known == NONE) {
                *known = 1;
                vec_push(&atoms, one.at[k]);
            }
        }
    }
    ids_sort(&atoms);
    Depends *d = q->d;
    bool same = d->latest && d->latest_atoms.n == atoms.n &&
                memcmp(d->latest_atoms.at, atoms.at, atoms.n * sizeof *atoms.at) == 0;
    if (!same) {
        close_part(d->latest);
        d->latest = mem_zero(1, sizeof *d->latest);
        influence_open(&d->latest->influence, &d->dependence, &atoms, false);
        vec_clear(&d->latest_atoms);
        vec_append(&d->latest_atoms, atoms.at, atoms.n);
    }
    q->part = d->latest;
    vec_free(&atoms);
    vec_free(&one);
    map_free(&seen);
}

/* The literal's component; of what conflicts with one that is not possible, several. */
static DependsPart *need_strict(Asking *q)
{
    Depends *d = q->d;
    const AtomId *joined = d->dependence.joined;
    if (q->strict) {
        return q->strict;
    }
    IdVec roots = {0}, atoms = {0}, one = {0};
    for (size_t i = 0; i < q->against->n + (q->atom != NONE); i++) {
        AtomId root = joined[i < q->against->n ? q->against->at[i] : q->atom];
        if (!ids_contain(&roots, root)) {
            vec_push(&roots, root);
        }
    }
    uint32_t several = NONE, *id = roots.n == 1 ? map_at(&d->strict, roots.at[0]) : &several;
    if (*id == NONE) {
        *id = vec_next_id(&d->parts);
        for (size_t i = 0; i < roots.n; i++) {
            dependence_cone(&d->dependence, roots.at[i], true, &one);
            vec_append(&atoms, one.at, one.n);
        }
        ids_sort(&atoms);
        DependsPart *part = mem_zero(1, sizeof *part);
        influence_open(&part->influence, &d->dependence, &atoms, true);
        vec_push(&d->parts, part);
    }
    q->strict = d->parts.at[*id];
    vec_free(&roots);
    vec_free(&atoms);
    vec_free(&one);
    return q->strict;
}

/* For each of the days; those that need it, strictly. */
static void search(Asking *q, const AtomId *whole, size_t count, const Day *days, uint32_t n, Outcome *out,
                   uint8_t *strictly)
{
    IdVec atoms = {0}, again = {0};
    DayVec left = {0};
    bool counted = false;
    for (size_t i = 0; i < count; i++) {
        counted |= q->d->dependence.counted[q->d->dependence.joined[whole[i]]];
    }
    for (uint32_t i = 0; i < n; i++) {
        vec_push(&again, i);
    }
    for (int strict = counted; strict < 2 && again.n; strict++) {
        Influence *in = strict ? &need_strict(q)->influence : &q->part->influence;
        vec_clear(&atoms);
        vec_clear(&left);
        for (size_t i = 0; i < count; i++) {
            vec_push(&atoms, map_find(&in->region.number, whole[i]));
        }
        for (size_t i = 0; i < again.n; i++) {
            vec_push(&left, days[again.at[i]]);
        }
        Outcome *found = mem_new(left.n, sizeof *found);
        Day *choice =
            q->d->choice && q->finer->only && whole == &q->atom ? mem_zero(in->unknowns.n, sizeof *choice) : NULL;
        ChoicesRequest request = {.influence = in,
                                  .atoms = atoms.at,
                                  .count = id_of(atoms.n),
                                  .days = left.at,
                                  .days_count = id_of(left.n),
                                  .finer = q->finer,
                                  .strictly = strict,
                                  .statuses_only = whole != &q->atom,
                                  .budget = q->e->budget,
                                  .left = &q->d->left,
                                  .cache = strict ? &q->strict->cache : &q->part->cache,
                                  .choice = choice};
        choices_find(&request, found);
        for (uint32_t k = 0; choice && k < in->unknowns.n; k++) {
            q->d->choice[in->unknowns.at[k].id] = (DaySpan){choice[k], choice[k]};
        }
        free(choice);
        size_t kept = 0;
        for (size_t i = 0; i < again.n; i++) {
            uint32_t at = again.at[i];
            out[at] = found[i];
            strictly[at] = (uint8_t)strict;
            if (found[i].joined) {
                again.at[kept++] = at;
            }
        }
        again.n = kept;
        free(found);
    }
    vec_free(&atoms);
    vec_free(&again);
    vec_free(&left);
}

/* ---- what conflicts with it ---- */

/* The literal and what conflicts with it, if that was asked about before, as it is where one value excludes the others; NULL where it was not:
 * then it is known from now on. */
static Rivals *find_rivals(const Asking *q)
{
    if (q->atom == NONE || q->against->n < 2 || !q->finer->everywhere) {
        return NULL;
    }
    IdVec atoms = {0};
    vec_push(&atoms, q->atom);
    vec_append(&atoms, q->against->at, q->against->n);
    ids_sort(&atoms);
    Rivals *r = &q->part->rivals;
    bool known = r->atoms.n == atoms.n && memcmp(r->atoms.at, atoms.at, atoms.n * sizeof *atoms.at) == 0;
    if (!known) {
        vec_clear(&r->days);
        vec_clear(&r->best);
        vec_clear(&r->atoms);
        vec_append(&r->atoms, atoms.at, atoms.n);
    }
    vec_free(&atoms);
    return known ? r : NULL;
}

/* Finds what comes of the best of the rivals on those of the days on which it is not known. */
static void find_best(Asking *q, Rivals *r, const Day *days, uint32_t n)
{
    DayVec fresh = {0}, all = {0};
    VEC(Outcome) best = {0};
    for (size_t i = 0, k = 0; i < n; i++) {
        while (k < r->days.n && r->days.at[k] < days[i]) {
            k++;
        }
        if (k == r->days.n || r->days.at[k] != days[i]) {
            vec_push(&fresh, days[i]);
        }
    }
    Outcome *found = mem_new(fresh.n, sizeof *found);
    uint8_t *strictly = mem_new(fresh.n, 1);
    search(q, r->atoms.at, r->atoms.n, fresh.at, id_of(fresh.n), found, strictly);
    for (size_t i = 0, k = 0; i < fresh.n || k < r->days.n;) {
        bool old = i == fresh.n || (k < r->days.n && r->days.at[k] < fresh.at[i]);
        vec_push(&all, old ? r->days.at[k] : fresh.at[i]);
        vec_push(&best, old ? r->best.at[k] : found[i]);
        *(old ? &k : &i) += 1;
    }
    vec_clear(&r->days);
    vec_clear(&r->best);
    vec_append(&r->days, all.at, all.n);
    vec_append(&r->best, best.at, best.n);
    vec_free(&fresh);
    vec_free(&all);
    vec_free(&best);
    free(found);
    free(strictly);
}

/* Whether the best of all is never the literal's own: however the days fall, something better is among its rivals, or nothing at all stands. */
static bool is_never_best(const Outcome *own, const Outcome *best)
{
    return !own->unknown && !best->unknown && own->statuses && best->statuses &&
           (own->statuses == 1u << STATUS_UNSUPPORTED || own->statuses < (best->statuses & -best->statuses));
}

/* What comes of what conflicts with it; where that is what comes of all of its rivals together, from there. */
static void find_against(Asking *q, const Day *days, uint32_t n, Found *found)
{
    IdVec left = {0};
    DayVec left_days = {0};
    Rivals *r = find_rivals(q);
    if (r) {
        find_best(q, r, days, n);
    }
    for (size_t i = 0, k = 0; i < n; i++) {
        while (r && r->days.at[k] < days[i]) {
            k++;
        }
        if (r && is_never_best(&found[i].status, &r->best.at[k])) {
            found[i].against = r->best.at[k];
        } else {
            vec_push(&left, (uint32_t)i);
            vec_push(&left_days, days[i]);
        }
    }
    Outcome *out = mem_new(left.n, sizeof *out);
    uint8_t *strictly = mem_new(left.n, 1);
    search(q, q->against->at, q->against->n, left_days.at, id_of(left.n), out, strictly);
    for (size_t i = 0; i < left.n; i++) {
        found[left.at[i]].against = out[i];
    }
    vec_free(&left);
    vec_free(&left_days);
    free(out);
    free(strictly);
}

/* What is found for each of the days, which rise. */
static Found *find(Asking *q, const Day *days, uint32_t n)
{
    const Outcome nothing = {.statuses = 1u << STATUS_UNSUPPORTED};
    Found *found = mem_zero(n, sizeof *found);
    Outcome *out = mem_new(n, sizeof *out);
    uint8_t *strictly = mem_zero(n, 1);
    if (q->atom != NONE) {
        search(q, &q->atom, 1, days, n, out, strictly);
    }
    for (uint32_t i = 0; i < n; i++) {
        found[i] = (Found){q->atom != NONE ? out[i] : nothing, nothing, strictly[i]};
    }
    if (q->against->n) {
        find_against(q, days, n, found);
    }
    free(out);
    free(strictly);
    return found;
}

static bool same_found(const Found *a, const Found *b)
{
    return a->status.statuses == b->status.statuses && a->status.dates == b->status.dates &&
           a->status.unknown == b->status.unknown && a->strict == b->strict &&
           a->against.statuses == b->against.statuses && a->against.unknown == b->against.unknown;
}

/* ---- periods ---- */

static bool is_several(uint8_t statuses)
{
    return statuses & (statuses - 1);
}

static uint8_t lowest(uint8_t statuses)
{
    return (uint8_t)__builtin_ctz(statuses);
}

static int by_id(const void *left, const void *right)
{
    UnknownId a = *(const UnknownId *)left, b = *(const UnknownId *)right;
    return (a > b) - (a < b);
}

static void note_dates(Asking *q, const Found *found, Period *p, Periods *out)
{
    const Influence *in = found->strict ? &q->strict->influence : &q->part->influence;
    p->depends.first = id_of(out->unknowns.n);
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        if (found->status.dates >> k & 1) {
            vec_push(&out->unknowns, in->unknowns.at[k].id);
        }
    }
    p->depends.count = id_of(out->unknowns.n) - p->depends.first;
    const UnknownId *own = out->unknowns.at + p->depends.first;
    if (p->depends.count) {
        qsort(out->unknowns.at + p->depends.first, p->depends.count, sizeof(UnknownId), by_id);
    }
    for (size_t i = 0; i < out->n; i++) { /* what is the same is noted once */
        TreeRange known = out->at[i].depends;
        if (known.count && known.count == p->depends.count &&
            memcmp(out->unknowns.at + known.first, own, known.count * sizeof *own) == 0) {
            out->unknowns.n = p->depends.first;
            p->depends = known;
            break;
        }
    }
}

static void add(Asking *q, Day from, Day until, const Found *found, Periods *out)
{
    Period p = {
        .from = from, .until = until, .status = STATUS_CONTESTED, .ended = DAY_NONE_AFTER, .against = EXPECTED_STATUSES};
    uint8_t statuses = found->status.statuses, against = found->against.statuses;
    bool unknown = found->status.unknown || !statuses;
    p.given_up = unknown;
    bool *impossible = q->e->ground.theory.from.impossible;
    if (impossible && !statuses && !found->status.unknown) {
        *impossible = true;
    }
    if (q->e->undecided && (unknown || found->against.unknown)) {
        *q->e->undecided = true;
    }
    if (!unknown && is_several(statuses)) {
        p.status = STATUS_DEPENDS;
        p.statuses = statuses;
        note_dates(q, found, &p, out);
    } else if (!unknown) {
        p.status = lowest(statuses);
    }
    if (against && !found->against.unknown) {
        p.against = is_several(against)                     ? STATUS_DEPENDS
                    : lowest(against) == STATUS_UNSUPPORTED ? EXPECTED_STATUSES
                                                            : lowest(against);
        p.againsts = is_several(against) ? against : 0;
    }
    if (p.status != STATUS_UNSUPPORTED) {
        rests_add(q->e, q->atom, p, out);
    } else {
        periods_add(out, p);
    }
}

/* Days between two at which something may change, of which so many next to either end may differ from the others: near an end there
 * is room for fewer unknown days on that side. */
typedef struct Cell {
    Day from, until, first, last; /* those from `first` up to `last` (not included) are alike */
    bool skipped;                 /* nobody asks */
} Cell;

static Cell cell_of(Day from, Day until, Day many)
{
    Cell cell = {from, until, from, until, false};
    if (many == 0) {
        return cell;
    }
    bool open_start = from == DAY_FIRST, open_end = until == DAY_NONE_AFTER;
    if (!open_start && !open_end && until - from <= 2 * many + 1) {
        cell.first = cell.last = until; /* each by itself */
        return cell;
    }
    cell.first = open_start ? from : from + many;
    cell.last = open_end ? until : until - many;
    return cell;
}

/* A day that stands for those of the cell that are alike. */
static Day inner_day(const Cell *cell)
{
    bool open_start = cell->first == DAY_FIRST, open_end = cell->last == DAY_NONE_AFTER;
    return open_start && open_end ? 0
           : open_start           ? cell->last - 1
           : open_end             ? cell->first
                                  : cell->first + (cell->last - cell->first - 1) / 2;
}

/* The days to be asked about in a cell: the ends and the middle, which are mostly alike; or `all` that may differ. */
static void cell_days(const Cell *cell, bool all, DayVec *days)
{
    Day ends = all ? INT64_MAX : 1;
    for (Day day = cell->from, n = 0; cell->from != DAY_FIRST && day < cell->first && n < ends; day++, n++) {
        vec_push(days, day);
    }
    if (cell->first < cell->last) {
        vec_push(days, inner_day(cell));
    }
    if (cell->until != DAY_NONE_AFTER && cell->last < cell->until && cell->first < cell->last) {
        for (Day day = all ? cell->last : cell->until - 1; day < cell->until; day++) {
            vec_push(days, day);
        }
    }
}

typedef VEC(Cell) Cells;

/* Finds what comes of all cells: first of some days of each, and where these differ of all that may. */
static void find_cells(Asking *q, const Cells *cells, Periods *out)
{
    DayVec days = {0}, more = {0};
    IdVec first = {0};
    for (size_t i = 0; i < cells->n; i++) {
        vec_push(&first, id_of(days.n));
        if (!cells->at[i].skipped) {
            cell_days(&cells->at[i], cells->at[i].first >= cells->at[i].last, &days);
        }
    }
    vec_push(&first, id_of(days.n));
    Found *found = find(q, days.at, id_of(days.n));
    uint8_t *differs = mem_zero(cells->n, 1);
    for (size_t i = 0; i < cells->n; i++) {
        const Cell *cell = &cells->at[i];
        for (uint32_t k = first.at[i] + 1; k < first.at[i + 1]; k++) {
            differs[i] |= !same_found(&found[k], &found[first.at[i]]);
        }
        if (differs[i] && cell->first < cell->last) {
            cell_days(cell, true, &more);
        }
    }
    Found *all = find(q, more.at, id_of(more.n)), *next = all;
    for (size_t i = 0; i < cells->n; i++) {
        const Cell *cell = &cells->at[i];
        if (cell->skipped) {
            periods_add(out, (Period){.from = cell->from,
                                      .until = cell->until,
                                      .status = STATUS_CONTESTED,
                                      .ended = DAY_NONE_AFTER,
                                      .against = EXPECTED_STATUSES});
            continue;
        }
        if (!differs[i] && cell->first < cell->last) {
            add(q, cell->from, cell->until, &found[first.at[i]], out);
            continue;
        }
        Found *here = cell->first < cell->last ? next : &found[first.at[i]];
        for (Day day = cell->from; cell->from != DAY_FIRST && day < cell->first; day++) {
            add(q, day, day + 1, here++, out);
        }
        if (cell->first < cell->last) {
            add(q, cell->first, cell->last, here++, out);
        }
        for (Day day = cell->last; cell->first < cell->last && cell->until != DAY_NONE_AFTER && day < cell->until; day++) {
            add(q, day, day + 1, here++, out);
        }
        next = cell->first < cell->last ? here : next;
    }
    vec_free(&days);
    vec_free(&more);
    vec_free(&first);
    free(found);
    free(all);
    free(differs);
}

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

/* The days at which something may change. */
static void find_cuts(const Influence *in, DayVec *cuts)
{
    const Case *c = in->d->g->c;
    vec_push(cuts, DAY_FIRST);
    vec_push(cuts, DAY_NONE_AFTER);
    vec_append(cuts, in->known.at, in->known.n);
    for (size_t k = 0; k < in->unknowns.n; k++) {
        const UnknownDay *u = &in->unknowns.at[k];
        const Unknown *unknown = &c->unknowns.at[u->id];
        vec_append(cuts, u->days.at, u->dated ? u->days.n : 0);
        for (uint32_t i = 0; i < unknown->days.count && u->dated; i++) {
            DaySpan span = c->day_spans.at[unknown->days.first + i];
            for (size_t f = 0; f < u->followers.n; f++) {
                vec_push(cuts, influence_follow(&u->followers.at[f], span.lo));
                vec_push(cuts, influence_follow(&u->followers.at[f], span.hi));
            }
        }
    }
}

/* How many unknown days whose order matters may fall between the two. */
static Day count_between(const Influence *in, Day from, Day until)
{
    Day most = 0;
    UnknownSet among = 0;
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        const UnknownDay *u = &in->unknowns.at[k];
        for (size_t f = 0; f < u->followers.n && u->dated; f++) {
            if (influence_follow(&u->followers.at[f], u->domain.lo) < until &&
                influence_follow(&u->followers.at[f], u->domain.hi) >= from) {
                among |= (UnknownSet)1 << k;
            }
        }
    }
    for (uint32_t k = 0; k < in->unknowns.n; k++) {
        Day many = among >> k & 1 ? 1 + __builtin_popcountll(in->unknowns.at[k].meets & among) : 0;
        most = many > most ? many : most;
    }
    return most;
}

static void periods_by(Asking *q, const Influence *in, Periods *out)
{
    DayVec cuts = {0};
    Cells cells = {0};
    find_cuts(in, &cuts);
    for (uint32_t i = 0; i < q->finer->count; i++) {
        vec_push(&cuts, q->finer->days[i]);
        vec_push(&cuts, q->finer->days[i] + 1);
    }
    for (uint32_t i = 0; q->finer->only && i <= q->finer->only_more; i++) {
        vec_push(&cuts, q->finer->only[i]);
        vec_push(&cuts, q->finer->only[i] + 1);
    }
    qsort(cuts.at, cuts.n, sizeof(Day), by_day);
    for (size_t i = 0; i + 1 < cuts.n; i++) {
        if (cuts.at[i] < cuts.at[i + 1]) {
            Day many = count_between(in, cuts.at[i], cuts.at[i + 1]);
            vec_push(&cells, cell_of(cuts.at[i], cuts.at[i + 1], many));
            vec_last(&cells).skipped = wanted_skips(q->finer, cuts.at[i], cuts.at[i + 1]);
        }
    }
    vec_clear(out);
    vec_clear(&out->unknowns);
    find_cells(q, &cells, out);
    vec_free(&cuts);
    vec_free(&cells);
}

void depends_periods(Evaluation *e, AtomId atom, AtomId ends, const IdVec *against, const Wanted *finer, Periods *out)
{
    Asking q = {.e = e, .d = need_depends(e), .atom = atom, .against = against, .finer = finer};
    open_influence(&q);
    periods_by(&q, &q.part->influence, out);
    if (q.strict && !finer->only) { /* what any day of the component bears on may change on any of its days */
        periods_by(&q, &q.strict->influence, out);
    }
    const uint8_t *touched = q.d->dependence.touched;
    if (!finer->only) {
        ended_note(e, atom, ends, touched, out);
    } else if (ended_may_be(e, ends, touched, finer->only[finer->only_more])) { /* what was before tells whether it did */
        Periods whole = {0};
        q.finer = &(Wanted){0};
        periods_by(&q, &q.part->influence, &whole);
        ended_note(e, atom, ends, touched, &whole);
        for (size_t i = 0; i < out->n; i++) {
            out->at[i].ended = periods_at(&whole, out->at[i].from)->ended;
        }
        periods_free(&whole);
    }
}

const DaySpan *depends_choice(Evaluation *e, RelationId relation, const ConstantId *args, Day day)
{
    const Case *c = e->ground.c;
    if (!e->ground.theory.uncertain.n) {
        return NULL;
    }
    Depends *d = need_depends(e);
    d->choice = d->choice ? d->choice : mem_new(c->unknowns.n, sizeof *d->choice);
    for (UnknownId u = 0; u < c->unknowns.n; u++) {
        DaySpan all = case_unknown_days(c, u);
        Day any = all.lo != DAY_FIRST ? all.lo : all.hi != DAY_NONE_AFTER ? all.hi : 0;
        d->choice[u] = (DaySpan){any, any};
    }
    Periods periods = {0};
    evaluation_periods(e, relation, args, (Wanted){.only = &day, .days = &day, .count = 1}, &periods);
    bool depends = periods_at(&periods, day)->statuses;
    periods_free(&periods);
    return depends ? d->choice : NULL;
}
