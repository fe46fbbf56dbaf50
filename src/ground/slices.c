#include "ground/slices.h"

/* Slices, local to what an atom depends on. */

/* What is about nothing on some of the days that nobody knows may be about something on others: then it has an instance, with its days. */
static bool has_instance(const Theory *t, const Schema *s)
{
    uint32_t schema = (uint32_t)(s - t->c->schemas.at);
    bool found = false;
    for (InstanceId i = 0; i < t->instance.n && !found; i++) {
        found = instance_schema(t, i) == schema;
    }
    return found;
}

AtomId slices_about_nothing(const Theory *t, const Schema *s)
{
    const Body *needs = &predicate_detail(t->c, RELATION_PREDICATE(s->head.relation))->while_;
    bool begins = RELATION_SAID(s->head.relation) & SAID_BEGINS;
    return (s->role == ROLE_FACT || s->role == ROLE_CLAIM) && begins &&
                   (needs->literals.count || needs->comparisons.count) && theory_in_view(t, s) &&
                   !(s->uncertain != NONE && has_instance(t, s))
               ? theory_find(t, s->head.relation - SAID_BEGINS, &t->c->terms.at[s->head.args])
               : NONE;
}

bool slices_start_unbounded(const Timeline *line)
{
    bool unbounded = false;
    for (AtomId a = 0; a < line->starts.n && !unbounded; a++) {
        uint32_t n;
        const Day *starts = times_days(&line->times, line->starts.at[a], &n);
        unbounded = n && starts[0] == DAY_FIRST;
    }
    return unbounded;
}

/* A stretch that has no first day still has a first slice: up to the first change day of its whole component. That day, by
 * atom, for the atoms of which such a run starts; the only place where a date elsewhere in a component can be seen. */
static Day *find_first_days(Slicer *w, const Edges *edges)
{
    const Theory *t = w->t;
    size_t atoms = t->relation.n;
    if (!slices_start_unbounded(w->line)) {
        return NULL;
    }
    AtomId *joined = dependencies_join(t, edges);
    Day *first = mem_new(atoms, sizeof *first);
    for (AtomId a = 0; a < atoms; a++) {
        first[a] = DAY_NONE_AFTER;
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        AtomId head = instance_head(t, i), root = joined[head];
        Day days[3] = {DAY_FIRST, DAY_FIRST, DAY_FIRST};
        const Schema *s = instance_said(t, i);
        if (s) {
            Stretched when = instance_days(t, i, s);
            days[0] = when.from < when.until ? when.from : DAY_FIRST;
            days[1] = when.from < when.until ? when.until : DAY_FIRST;
        } else if (instance_schema(t, i) == SCHEMA_RUN) {
            uint32_t n;
            const Day *starts = times_days(&w->line->times, w->line->starts.at[head], &n);
            days[2] = n && starts[0] != DAY_FIRST ? starts[0] : n > 1 ? starts[1] : DAY_FIRST;
        }
        for (int k = 0; k < 3; k++) {
            if (days[k] != DAY_FIRST && days[k] < first[root]) {
                first[root] = days[k];
            }
        }
    }
    for (uint32_t i = 0; i < t->c->schemas.n; i++) {
        const Schema *s = &t->c->schemas.at[i];
        AtomId atom = slices_about_nothing(t, s);
        if (atom != NONE && s->from < first[joined[atom]]) {
            first[joined[atom]] = s->from;
        }
    }
    for (AtomId a = 0; a < atoms; a++) {
        first[a] = first[joined[a]];
    }
    free(joined);
    return first;
}

/* The cuts of an atom whose days are those of all its instances and of all that it depends on, which are cut alike: the same cuts;
 * with nothing to depend on, the bounds of its days. NONE where it is not that simple. */
static TimeId inherited_cuts(const Timeline *line, AtomId atom, const Dependencies *deps, const TimeId *cuts)
{
    const uint32_t *first = deps->first, *on = deps->on;
    TimeId possible = line->possible.at[atom], same = possible;
    for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1]; k++) {
        if (line->instance.at[line->by_head[k]] != possible) {
            return NONE;
        }
    }
    for (uint32_t k = first[atom]; k < first[atom + 1]; k++) {
        same = k == first[atom] ? cuts[on[k]] : same;
        if (line->possible.at[on[k]] != possible || cuts[on[k]] != same) {
            return NONE;
        }
    }
    return line->starts.at[atom] == DAYS_NONE ? same : NONE;
}

typedef struct Cutter {
    Slicer *w;
    Day *first_days;
    TimeId *cuts; /* by atom */
} Cutter;

/* Adds the days within the atom's own; for what looks back over a window, also those on which it sees their eves last. */
static void add_cuts(Slicer *w, AtomId atom, TimeId list, const PredicateDetail *within)
{
    const Times *times = &w->line->times;
    uint32_t n;
    const Day *days = times_days(times, list, &n);
    for (uint32_t i = 0; i < n; i++) {
        const Day cuts[] = {days[i], within ? parts_window_end(within, days[i]) : DAY_FIRST};
        for (int k = 0; k < (within ? 2 : 1); k++) {
            if (times_contain(times, w->line->possible.at[atom], cuts[k])) {
                vec_push(&w->days, cuts[k]);
            }
        }
    }
}

/* The cuts of a component: the bounds of its members' times and instances, the first days of runs and the days after them,
 * and the cuts of what its members depend on, as far as they fall within a member's days. */
static void cut_component(void *context, const Dependencies *deps, const AtomId *members, size_t count)
{
    Cutter *c = context;
    Slicer *w = c->w;
    Timeline *line = w->line;
    Times *times = &line->times;
    CompositeKind alone = count == 1 ? relation_composite(w->t->c, w->t->relation.at[members[0]]) : COMPOSITE_NONE;
    bool plain = count == 1 && alone != COMPOSITE_ON && alone != COMPOSITE_WITHIN;
    TimeId inherited = plain ? inherited_cuts(line, members[0], deps, c->cuts) : NONE;
    if (inherited != NONE) {
        c->cuts[members[0]] = inherited;
        return;
    }
    vec_clear(&w->days);
    for (size_t m = 0; m < count; m++) {
        AtomId atom = members[m];
        const PredicateDetail *detail = predicate_detail(w->t->c, RELATION_PREDICATE(w->t->relation.at[atom]));
        uint32_t n;
        const Day *days = times_days(times, line->possible.at[atom], &n);
        vec_append(&w->days, days, n);
        for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1]; k++) {
            TimeId time = line->instance.at[line->by_head[k]];
            if (time != line->possible.at[atom]) {
                days = times_days(times, time, &n);
                vec_append(&w->days, days, n);
            }
        }
        days = times_days(times, line->starts.at[atom], &n);
        for (uint32_t i = 0; i < n; i++) {
            vec_push(&w->days, days[i]);
            if (days[i] != DAY_FIRST) {
                vec_push(&w->days, days[i] + 1);
            } else if (c->first_days[atom] != DAY_NONE_AFTER) {
                vec_push(&w->days, c->first_days[atom]);
            }
        }
        /* What looks at one day is the same on all. */
        bool cut = detail->composite != COMPOSITE_ON;
        for (uint32_t k = deps->first[atom]; cut && k < deps->first[atom + 1]; k++) {
            const PredicateDetail *within = detail->composite == COMPOSITE_WITHIN ? detail : NULL;
            add_cuts(w, atom, line->possible.at[deps->on[k]], within);
            add_cuts(w, atom, c->cuts[deps->on[k]], within);
        }
    }
    TimeId list = times_day_list(times, w->days.at, w->days.n);
    for (size_t m = 0; m < count; m++) {
        c->cuts[members[m]] = list;
    }
    enum { MANY = 64 }; /* so many take longer than a look at the clock */
    if (w->days.n > MANY && budget_spent(w->t->from.budget)) {
        *w->t->limited = true;
    }
    timeline_too_much(w->line, w->t);
}

/* Where items give different days for what happens once (S3.5h), each slice of the component counts: gives its members its own. */
static void cut_where_days_compete(Slicer *w, const Edges *edges, TimeId *cuts)
{
    const Theory *t = w->t;
    uint8_t *competing = once_find_competing(t);
    if (!competing) {
        return;
    }
    AtomId *joined = dependencies_join(t, edges);
    uint8_t *wanted = mem_zero(t->relation.n, 1);
    for (AtomId a = 0; a < t->relation.n; a++) {
        wanted[joined[a]] |= competing[a];
    }
    TimeId *own = change_days_find(w, joined, wanted, edges);
    for (AtomId a = 0; a < t->relation.n; a++) {
        cuts[a] = wanted[joined[a]] ? own[joined[a]] : cuts[a];
    }
    free(own);
    free(wanted);
    free(joined);
    free(competing);
}

/* Each component of mutual dependence is cut when all that it depends on has been. */
void slices_find(Timeline *line, const Theory *t, const Edges *confined)
{
    Slicer slicer = {.line = line, .t = t}, *w = &slicer;
    Edges all = {0};
    if (!confined) {
        dependencies_find(t, line, &all);
    }
    const Edges *edges = confined ? confined : &all;
    Cutter cutter = {w, find_first_days(w, edges), mem_zero(t->relation.n, sizeof(TimeId))};
    Dependencies deps = dependencies_of(t, edges);
    dependencies_walk(&deps, cut_component, &cutter);
    cut_where_days_compete(w, edges, cutter.cuts);
    for (AtomId a = 0; a < t->relation.n && !timeline_too_much(line, t) && !theory_stopped(t, a); a++) {
        bool left_out = line->bears && !line->bears[a];
        vec_push(&line->slices,
                 left_out ? SLICES_NONE : times_slices(&line->times, line->possible.at[a], cutter.cuts[a]));
    }
    vec_free(&all);
    dependencies_free(&deps);
    free(cutter.cuts);
    free(cutter.first_days);
    vec_free(&slicer.days);
}

bool slices_days_about_nothing(const Theory *t)
{
    bool any = false;
    for (size_t d = 0; d < t->c->details.n && !any; d++) {
        any = t->c->details.at[d].while_.literals.count || t->c->details.at[d].while_.comparisons.count;
    }
    for (uint32_t i = 0; any && i < t->c->schemas.n; i++) {
        const Schema *s = &t->c->schemas.at[i];
        if ((s->from != DAY_FIRST || s->until != DAY_NONE_AFTER) && slices_about_nothing(t, s) != NONE) {
            return true;
        }
    }
    return false;
}
