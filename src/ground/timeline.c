#include "ground/timeline.h"

#include "base/fatal.h"
#include "ground/dependencies.h"

typedef struct Work {
    Timeline *line;
    const Theory *t;
    uint32_t *use_first, *uses; /* instances by atom of their body */
    DayVec days;
} Work;

static void index_heads(Timeline *line, const Theory *t)
{
    size_t atoms = t->relation.n;
    line->head_first = mem_zero(atoms + 2, sizeof(uint32_t));
    line->by_head = mem_new(t->instance.n, sizeof(uint32_t));
    for (InstanceId i = 0; i < t->instance.n; i++) {
        line->head_first[instance_head(t, i) + 2]++;
    }
    for (size_t a = 0; a < atoms; a++) {
        line->head_first[a + 2] += line->head_first[a + 1];
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        line->by_head[line->head_first[instance_head(t, i) + 1]++] = i;
    }
}

static void index_uses(Work *w)
{
    const Theory *t = w->t;
    size_t atoms = t->relation.n;
    w->use_first = mem_zero(atoms + 2, sizeof(uint32_t));
    size_t total = 0;
    for (InstanceId i = 0; i < t->instance.n; i++) {
        for (uint32_t k = 0; k < instance_body_count(t, i); k++, total++) {
            w->use_first[instance_body(t, i)[k] + 2]++;
        }
    }
    w->uses = mem_new(total, sizeof(uint32_t));
    for (size_t a = 0; a < atoms; a++) {
        w->use_first[a + 2] += w->use_first[a + 1];
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        for (uint32_t k = 0; k < instance_body_count(t, i); k++) {
            w->uses[w->use_first[instance_body(t, i)[k] + 1]++] = i;
        }
    }
}

/* Whether the days kept so far are more than the limit allows. */
static bool too_much(const Work *w)
{
    *w->t->limited |= w->line->times.days.n + w->line->times.bounds.n > w->t->most_work;
    return *w->t->limited;
}

/* The days on which a run begun in `begun` can be going on, as long as `lasts` holds without a break (S3.5f). */
static TimeId run_time(Work *w, TimeId begun, TimeId lasts)
{
    Times *times = &w->line->times;
    uint32_t n, m;
    const Day *start = times_days(times, begun, &n), *last = times_days(times, lasts, &m);
    vec_clear(&w->days);
    for (uint32_t i = 0, k = 0; k < m; k += 2) {
        while (i < n && start[i + 1] <= last[k]) {
            i += 2;
        }
        if (i < n && start[i] < last[k + 1]) {
            vec_push(&w->days, start[i] > last[k] ? start[i] : last[k]);
            vec_push(&w->days, last[k + 1]);
        }
    }
    return times_union_of(times, w->days.at, w->days.n / 2);
}

static TimeId instance_time(Work *w, InstanceId i)
{
    const Theory *t = w->t;
    Timeline *line = w->line;
    uint32_t schema = instance_schema(t, i), count = instance_body_count(t, i);
    const AtomId *body = instance_body(t, i);
    TimeId time = TIME_ALWAYS;
    if (schema == SCHEMA_COUNT || (schema < SCHEMA_LEAST && t->c->schemas.at[schema].role == ROLE_PART)) {
        return parts_time(line, t, i);
    }
    if (schema < SCHEMA_LEAST) {
        const Schema *s = &t->c->schemas.at[schema];
        time = times_interval(&line->times, s->from, s->until);
    }
    for (uint32_t k = schema == SCHEMA_RUN; k < count; k++) {
        time = times_meet(&line->times, time, line->possible.at[body[k]]);
    }
    if (schema == SCHEMA_RUN) {
        return run_time(w, line->possible.at[body[0]], time);
    }
    if (schema == SCHEMA_ONCE && time != TIME_NEVER) {
        uint32_t n;
        return times_interval(&line->times, times_days(&line->times, time, &n)[0], DAY_NONE_AFTER);
    }
    return time;
}

/* What is possible when (S2.3), as a least fixpoint: each atom's days anew from its instances, until none changes. */
static void find_possible(Work *w)
{
    const Theory *t = w->t;
    Timeline *line = w->line;
    size_t atoms = t->relation.n;
    for (size_t a = 0; a < atoms; a++) {
        vec_push(&line->possible, TIME_NEVER);
    }
    for (size_t i = 0; i < t->instance.n; i++) {
        vec_push(&line->instance, TIME_NEVER);
    }
    uint8_t *waiting = mem_new(atoms, 1);
    memset(waiting, 1, atoms);
    IdVec queue = {0}, again = {0};
    for (uint32_t a = 0; a < atoms; a++) {
        vec_push(&queue, a);
    }
    DayVec pairs = {0};
    while (queue.n) {
        for (size_t q = 0; q < queue.n && !too_much(w); q++) {
            AtomId atom = queue.at[q];
            waiting[atom] = 0;
            vec_clear(&pairs);
            uint32_t first = line->head_first[atom], end = line->head_first[atom + 1];
            TimeId time = TIME_NEVER;
            for (uint32_t k = first; k < end; k++) {
                InstanceId i = line->by_head[k];
                time = instance_time(w, i);
                line->instance.at[i] = time;
                uint32_t n;
                const Day *days = times_days(&line->times, time, &n);
                vec_append(&pairs, days, n);
            }
            time = end - first == 1 ? time : times_union_of(&line->times, pairs.at, pairs.n / 2);
            if (time == line->possible.at[atom]) {
                continue;
            }
            line->possible.at[atom] = time;
            for (uint32_t k = w->use_first[atom]; k < w->use_first[atom + 1]; k++) {
                AtomId head = instance_head(t, w->uses[k]);
                if (!waiting[head]) {
                    waiting[head] = 1;
                    vec_push(&again, head);
                }
            }
        }
        IdVec swap = queue;
        queue = again;
        again = swap;
        vec_clear(&again);
    }
    vec_free(&pairs);
    vec_free(&queue);
    vec_free(&again);
    free(waiting);
}

void timeline_stretches(Timeline *line, const Theory *t, InstanceId instance, DayVec *out)
{
    vec_clear(out);
    if (line->timeless) {
        vec_push(out, DAY_FIRST);
        return;
    }
    TimeId time = line->instance.at[instance];
    uint32_t n;
    const Day *days = times_days(&line->times, time, &n);
    for (uint32_t i = 0; i < n; i += 2) {
        vec_push(out, days[i]);
    }
    uint32_t schema = instance_schema(t, instance);
    const Schema *s = &t->c->schemas.at[schema];
    uint32_t own = s->body.literals.count - schema_while_count(t->c, s); /* `while` breaks no stretch */
    for (uint32_t k = 0; k < own; k++) {
        AtomId atom = instance_body(t, instance)[k];
        if (RELATION_SAID(t->relation.at[atom]) & ~(uint32_t)SAID_NOT) {
            continue;
        }
        uint32_t m;
        const Day *breaks = times_days(&line->times, line->starts.at[atom], &m);
        for (uint32_t i = 0; i < m; i++) {
            if (times_contain(&line->times, time, breaks[i])) {
                vec_push(out, breaks[i]);
            }
        }
    }
    TimeId list = times_day_list(&line->times, out->at, out->n);
    const Day *sorted = times_days(&line->times, list, &n);
    vec_clear(out);
    vec_append(out, sorted, n);
}

/* What a group asks for is part of the body that it stands in: it takes over the first days of its members' runs. */
static bool group_starts(Work *w, InstanceId group)
{
    const Theory *t = w->t;
    Timeline *line = w->line;
    TimeId *own = &line->starts.at[instance_head(t, group)], before = *own;
    DayVec all = {0};
    for (uint32_t k = 0; k < instance_body_count(t, group); k++) {
        AtomId atom = instance_body(t, group)[k];
        uint32_t n;
        const Day *days = times_days(&line->times, line->starts.at[atom], &n);
        if (!(RELATION_SAID(t->relation.at[atom]) & ~(uint32_t)SAID_NOT)) {
            vec_append(&all, days, n);
        }
    }
    if (all.n) {
        uint32_t n;
        const Day *days = times_days(&line->times, before, &n);
        vec_append(&all, days, n);
        *own = times_day_list(&line->times, all.at, all.n);
    }
    vec_free(&all);
    return *own != before;
}

/* The first days of the runs of each atom: the least fixpoint of S3.2's breaks. */
static void find_starts(Work *w)
{
    const Theory *t = w->t;
    Timeline *line = w->line;
    for (size_t a = 0; a < t->relation.n; a++) {
        vec_push(&line->starts, DAYS_NONE);
    }
    IdVec runs = {0}, groups = {0};
    for (InstanceId i = 0; i < t->instance.n; i++) {
        CompositeKind kind = relation_composite(t->c, t->relation.at[instance_head(t, i)]);
        if (instance_schema(t, i) == SCHEMA_RUN) {
            vec_push(&runs, i);
        } else if (kind == COMPOSITE_ANY || kind == COMPOSITE_MEMBER || kind == COMPOSITE_AT_LEAST) {
            vec_push(&groups, i);
        }
    }
    DayVec all = {0}, one = {0};
    for (bool changed = runs.n > 0; changed;) {
        changed = false;
        for (size_t k = 0; k < groups.n; k++) {
            changed |= group_starts(w, groups.at[k]);
        }
        for (size_t r = 0; r < runs.n; r++) {
            AtomId begins = instance_body(t, runs.at[r])[0], atom = instance_head(t, runs.at[r]);
            vec_clear(&all);
            for (uint32_t k = line->head_first[begins]; k < line->head_first[begins + 1]; k++) {
                timeline_stretches(line, t, line->by_head[k], &one);
                vec_append(&all, one.at, one.n);
            }
            TimeId list = times_day_list(&line->times, all.at, all.n);
            changed |= list != line->starts.at[atom];
            line->starts.at[atom] = list;
        }
    }
    vec_free(&all);
    vec_free(&one);
    vec_free(&runs);
    vec_free(&groups);
}

/* The literal that a fact or claim is about whose `while` is never possible: it has no instance, but its days are days of its literal's
 * component. NONE: it is none such. */
static AtomId about_nothing(const Theory *t, const Schema *s)
{
    return s->role != ROLE_RULE && schema_while_count(t->c, s) && theory_in_view(t, s)
               ? theory_find(t, s->head.relation - SAID_BEGINS, &t->c->terms.at[s->head.args])
               : NONE;
}

/* A stretch that has no first day still has a first slice: up to the first change day of its whole component. That day, by
 * atom, for the atoms of which such a run starts; the only place where a date elsewhere in a component can be seen. */
static Day *find_first_days(Work *w, const Edges *edges)
{
    const Theory *t = w->t;
    size_t atoms = t->relation.n;
    bool unbounded = false;
    for (AtomId a = 0; a < atoms; a++) {
        uint32_t n;
        const Day *starts = times_days(&w->line->times, w->line->starts.at[a], &n);
        unbounded |= n && starts[0] == DAY_FIRST;
    }
    if (!unbounded) {
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
            days[0] = s->from;
            days[1] = s->until;
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
        AtomId atom = about_nothing(t, s);
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
    Work *w;
    Day *first_days;
    TimeId *cuts; /* by atom */
} Cutter;

/* Adds the days within the atom's own; for what looks back over a window, also those on which it sees their eves last. */
static void add_cuts(Work *w, AtomId atom, TimeId list, const PredicateDetail *within)
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
    Work *w = c->w;
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
    too_much(w);
}

/* Each component of mutual dependence is cut when all that it depends on has been. */
static void find_slices(Work *w)
{
    const Theory *t = w->t;
    Timeline *line = w->line;
    Edges edges = {0};
    dependencies_find(t, line, &edges);
    Cutter cutter = {w, find_first_days(w, &edges), mem_zero(t->relation.n, sizeof(TimeId))};
    Dependencies deps = dependencies_of(t, &edges);
    vec_free(&edges);
    dependencies_walk(&deps, cut_component, &cutter);
    for (AtomId a = 0; a < t->relation.n && !too_much(w); a++) {
        vec_push(&line->slices, times_slices(&line->times, line->possible.at[a], cutter.cuts[a]));
    }
    dependencies_free(&deps);
    free(cutter.cuts);
    free(cutter.first_days);
}

/* Whether runs or `once` join the slices of anything: what is disputed on one slice may then bear on another. */
static bool joins_slices(const Theory *t, InstanceId i)
{
    CompositeKind kind = relation_composite(t->c, t->relation.at[instance_head(t, i)]);
    return instance_schema(t, i) == SCHEMA_RUN || instance_schema(t, i) == SCHEMA_ONCE || kind == COMPOSITE_ON ||
           kind == COMPOSITE_WITHIN;
}

typedef struct ChangeDay {
    AtomId root; /* of a component */
    Day day;
} ChangeDay;

typedef VEC(ChangeDay) ChangeDays;

static int by_root_and_day(const void *left, const void *right)
{
    const ChangeDay *a = left, *b = right;
    return a->root != b->root ? (a->root > b->root) - (a->root < b->root) : (a->day > b->day) - (a->day < b->day);
}

/* The change days of S3.2, by component; bounds that are no days do no harm. */
static void find_change_days(Work *w, const AtomId *joined, const uint8_t *wanted, ChangeDays *days)
{
    const Theory *t = w->t;
    for (InstanceId i = 0; i < t->instance.n; i++) {
        AtomId head = instance_head(t, i), root = joined[head];
        const Schema *s = wanted[root] ? instance_said(t, i) : NULL;
        if (s) {
            vec_push(days, ((ChangeDay){root, s->from}));
            vec_push(days, ((ChangeDay){root, s->until}));
        } else if (wanted[root] && instance_schema(t, i) == SCHEMA_RUN) {
            uint32_t n;
            const Day *starts = times_days(&w->line->times, w->line->starts.at[head], &n);
            for (uint32_t k = 0; k < n; k++) {
                vec_push(days, ((ChangeDay){root, starts[k]}));
                vec_push(days, ((ChangeDay){root, starts[k] == DAY_FIRST ? DAY_FIRST : starts[k] + 1}));
            }
        }
    }
    for (uint32_t i = 0; i < t->c->schemas.n; i++) {
        const Schema *s = &t->c->schemas.at[i];
        AtomId atom = about_nothing(t, s);
        if (atom != NONE && wanted[joined[atom]]) {
            vec_push(days, ((ChangeDay){joined[atom], s->from}));
            vec_push(days, ((ChangeDay){joined[atom], s->until}));
        }
    }
}

/* The list of each root's days; frees them. */
static void set_cuts(Work *w, ChangeDays *days, TimeId *cuts)
{
    if (days->n) {
        qsort(days->at, days->n, sizeof(ChangeDay), by_root_and_day);
    }
    for (size_t i = 0; i < days->n;) {
        AtomId root = days->at[i].root;
        vec_clear(&w->days);
        for (; i < days->n && days->at[i].root == root; i++) {
            vec_push(&w->days, days->at[i].day);
        }
        cuts[root] = times_day_list(&w->line->times, w->days.at, w->days.n);
    }
    vec_free(days);
}

/* The change days that windows bring about (S3.2), by atom: those of what it depends on and, where it looks back, all days of its
 * component and these, shifted. */
typedef struct Shifter {
    Work *w;
    const AtomId *joined;
    const uint8_t *wanted;
    const TimeId *base; /* by root: the change days without windows */
    TimeId *shifted;    /* by atom */
} Shifter;

static void add_days(DayVec *days, const Times *times, TimeId list, const PredicateDetail *within)
{
    uint32_t n;
    const Day *from = times_days(times, list, &n);
    for (uint32_t i = 0; i < n; i++) {
        vec_push(days, within ? parts_window_end(within, from[i]) : from[i]);
    }
}

static void shift_component(void *context, const Dependencies *deps, const AtomId *members, size_t count)
{
    Shifter *s = context;
    Times *times = &s->w->line->times;
    const Theory *t = s->w->t;
    AtomId root = s->joined[members[0]];
    if (!s->wanted[root]) {
        return;
    }
    DayVec *days = &s->w->days;
    vec_clear(days);
    for (size_t m = 0; m < count; m++) {
        const PredicateDetail *detail = predicate_detail(t->c, RELATION_PREDICATE(t->relation.at[members[m]]));
        bool looks_back = detail->composite == COMPOSITE_WITHIN;
        if (looks_back) {
            add_days(days, times, s->base[root], detail);
        }
        for (uint32_t k = deps->first[members[m]]; k < deps->first[members[m] + 1]; k++) {
            add_days(days, times, s->shifted[deps->on[k]], NULL);
            if (looks_back) {
                add_days(days, times, s->shifted[deps->on[k]], detail);
            }
        }
    }
    TimeId list = days->n ? times_day_list(times, days->at, days->n) : DAYS_NONE;
    for (size_t m = 0; m < count; m++) {
        s->shifted[members[m]] = list;
    }
}

static bool any_window(const Case *c)
{
    for (size_t i = 0; i < c->details.n; i++) {
        if (c->details.at[i].composite == COMPOSITE_WITHIN) {
            return true;
        }
    }
    return false;
}

/* Adds to each component's change days, by root, those that windows bring about. */
static void add_windows(Work *w, const AtomId *joined, const uint8_t *wanted, const Edges *edges, TimeId *cuts)
{
    const Theory *t = w->t;
    Shifter shifter = {w, joined, wanted, cuts, mem_zero(t->relation.n, sizeof(TimeId))};
    Dependencies deps = dependencies_of(t, edges);
    dependencies_walk(&deps, shift_component, &shifter);
    ChangeDays days = {0};
    for (AtomId a = 0; a < t->relation.n; a++) {
        uint32_t n;
        const Day *shifted = times_days(&w->line->times, shifter.shifted[a], &n);
        for (uint32_t i = 0; i < n; i++) {
            vec_push(&days, ((ChangeDay){joined[a], shifted[i]}));
        }
    }
    for (AtomId a = 0; a < t->relation.n; a++) {
        uint32_t n;
        const Day *base = times_days(&w->line->times, cuts[a], &n);
        for (uint32_t i = 0; i < n; i++) {
            vec_push(&days, ((ChangeDay){a, base[i]}));
        }
    }
    set_cuts(w, &days, cuts);
    dependencies_free(&deps);
    free(shifter.shifted);
}

/* Gives the members of the wanted components their component's slices, and everything else none. */
static void cut_wanted(Work *w, const AtomId *joined, const uint8_t *wanted, const Edges *edges)
{
    const Theory *t = w->t;
    Timeline *line = w->line;
    ChangeDays days = {0};
    find_change_days(w, joined, wanted, &days);
    TimeId *cuts = mem_zero(t->relation.n, sizeof *cuts); /* by root */
    set_cuts(w, &days, cuts);
    if (any_window(t->c)) {
        add_windows(w, joined, wanted, edges, cuts);
    }
    for (AtomId a = 0; a < t->relation.n && !too_much(w); a++) {
        vec_push(&line->slices,
                 wanted[joined[a]] ? times_slices(&line->times, line->possible.at[a], cuts[joined[a]]) : SLICES_NONE);
    }
    free(cuts);
}

/* Whether the only days of the view are those of facts and claims about nothing. */
static bool days_about_nothing(const Theory *t)
{
    bool any = false;
    for (size_t d = 0; d < t->c->details.n && !any; d++) {
        any = t->c->details.at[d].while_.literals.count > 0;
    }
    for (uint32_t i = 0; any && i < t->c->schemas.n; i++) {
        const Schema *s = &t->c->schemas.at[i];
        if ((s->from != DAY_FIRST || s->until != DAY_NONE_AFTER) && about_nothing(t, s) != NONE) {
            return true;
        }
    }
    return false;
}

bool timeline_build_joined(Timeline *line, const Theory *t, const uint8_t *undecided)
{
    *line = (Timeline){0};
    times_init(&line->times);
    bool any = false;
    for (InstanceId i = 0; i < t->instance.n && !any; i++) {
        any = joins_slices(t, i);
    }
    if (!any || (!t->dated && !days_about_nothing(t))) {
        return false;
    }
    Work w = {.line = line, .t = t};
    index_heads(line, t);
    index_uses(&w);
    Edges edges = {0};
    dependencies_find(t, line, &edges);
    AtomId *joined = dependencies_join(t, &edges);
    uint8_t *wanted = mem_zero(t->relation.n, 1); /* by root */
    any = false;
    for (AtomId a = 0; a < t->relation.n; a++) {
        wanted[joined[a]] |= undecided[a] ? 1 : 0;
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        wanted[joined[instance_head(t, i)]] |= joins_slices(t, i) ? 2 : 0;
    }
    for (AtomId a = 0; a < t->relation.n; a++) {
        wanted[a] = wanted[a] == 3;
        any |= wanted[a];
    }
    if (any) {
        find_possible(&w);
        find_starts(&w);
        cut_wanted(&w, joined, wanted, &edges);
    }
    vec_free(&edges);
    free(joined);
    free(wanted);
    free(w.use_first);
    free(w.uses);
    vec_free(&w.days);
    return any && !*t->limited;
}

void timeline_build(Timeline *line, const Theory *t)
{
    *line = (Timeline){0};
    times_init(&line->times);
    Work w = {.line = line, .t = t};
    line->timeless = !t->dated && !days_about_nothing(t);
    index_heads(line, t);
    if (!line->timeless) {
        index_uses(&w);
        find_possible(&w);
        find_starts(&w);
        if (!*t->limited) {
            find_slices(&w);
        }
    }
    free(w.use_first);
    free(w.uses);
    vec_free(&w.days);
}

/* The days on which facts give the atom: those without conditions, or with `asserted` all of them, on the days that they name. */
static TimeId facts_time(Timeline *line, const Theory *t, AtomId atom, bool asserted)
{
    DayVec pairs = {0};
    AtomId givers[] = {atom, NONE};
    uint32_t said = RELATION_SAID(t->relation.at[atom]);
    if (!(said & ~(uint32_t)SAID_NOT)) {
        givers[1] = theory_find_said(t, atom, said | SAID_BEGINS); /* a fact that begins a gives a on its day */
    }
    for (int g = 0; g < 2 && givers[g] != NONE; g++) {
        for (uint32_t k = line->head_first[givers[g]]; k < line->head_first[givers[g] + 1]; k++) {
            InstanceId i = line->by_head[k];
            uint32_t schema = instance_schema(t, i);
            const Schema *s = schema < SCHEMA_LEAST ? &t->c->schemas.at[schema] : NULL;
            if (s && s->role == ROLE_FACT && (asserted || !instance_body_count(t, i))) {
                vec_push(&pairs, s->from);
                vec_push(&pairs, s->until);
            }
        }
    }
    TimeId time = times_union_of(&line->times, pairs.at, pairs.n / 2);
    vec_free(&pairs);
    return time;
}

TimeId timeline_given(Timeline *line, const Theory *t, AtomId atom)
{
    uint32_t known = dense_find(&line->given, atom);
    if (known == NONE) {
        known = facts_time(line, t, atom, false);
        *dense_at(&line->given, atom) = known;
    }
    return known;
}

TimeId timeline_asserted(Timeline *line, const Theory *t, AtomId atom)
{
    uint32_t known = dense_find(&line->asserted, atom);
    if (known == NONE) {
        known = facts_time(line, t, atom, true);
        *dense_at(&line->asserted, atom) = known;
    }
    return known;
}

void timeline_free(Timeline *line)
{
    times_free(&line->times);
    vec_free(&line->possible);
    vec_free(&line->instance);
    vec_free(&line->starts);
    vec_free(&line->slices);
    free(line->head_first);
    free(line->by_head);
    dense_free(&line->given);
    dense_free(&line->asserted);
    *line = (Timeline){0};
}
