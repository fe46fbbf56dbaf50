#include "ground/timeline.h"

#include "base/fatal.h"
#include "ground/slices.h"
#include "ground/uncertain.h"

typedef struct Work {
    Timeline *line;
    const Theory *t;
    const uint8_t *bears;       /* by atom: what is looked at; NULL: everything */
    uint32_t *use_first, *uses; /* instances by atom of their body */
    DayVec days;
} Work;

static bool is_left_out(const Work *w, AtomId atom)
{
    return w->bears && !w->bears[atom];
}

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
        if (is_left_out(w, instance_head(t, i))) {
            continue;
        }
        for (uint32_t k = 0; k < instance_body_count(t, i); k++, total++) {
            w->use_first[instance_body(t, i)[k] + 2]++;
        }
    }
    w->uses = mem_new(total, sizeof(uint32_t));
    for (size_t a = 0; a < atoms; a++) {
        w->use_first[a + 2] += w->use_first[a + 1];
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        if (is_left_out(w, instance_head(t, i))) {
            continue;
        }
        for (uint32_t k = 0; k < instance_body_count(t, i); k++) {
            w->uses[w->use_first[instance_body(t, i)[k] + 1]++] = i;
        }
    }
}

bool timeline_too_much(const Timeline *line, const Theory *t)
{
    *t->limited |= line->times.days.n + line->times.bounds.n > t->most_work;
    return *t->limited;
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

/* With the day by which the atom holds for certain, though nobody knows since when. */
static TimeId with_latest(Work *w, AtomId atom)
{
    TimeId time = w->line->possible.at[atom];
    if (!w->t->latest || w->t->latest[atom] == DAY_NONE_AFTER) {
        return time;
    }
    uint32_t n;
    const Day *days = times_days(&w->line->times, time, &n);
    vec_clear(&w->days);
    vec_append(&w->days, days, n);
    vec_push(&w->days, w->t->latest[atom]);
    vec_push(&w->days, w->t->latest[atom] + 1);
    return times_union_of(&w->line->times, w->days.at, w->days.n / 2);
}

static TimeId instance_time(Work *w, InstanceId i)
{
    const Theory *t = w->t;
    Timeline *line = w->line;
    uint32_t schema = instance_schema(t, i), count = instance_body_count(t, i);
    const AtomId *body = instance_body(t, i);
    TimeId time = TIME_ALWAYS;
    if (schema == SCHEMA_COUNT || (schema < SCHEMA_LEAST && t->c->schemas.at[schema].role == ROLE_PART)) {
        return t->days && t->days[i].from >= t->days[i].until ? TIME_NEVER : parts_time(line, t, i);
    }
    if (schema < SCHEMA_LEAST) {
        Stretched days = instance_days(t, i, &t->c->schemas.at[schema]);
        time = days.from < days.until ? times_interval(&line->times, days.from, days.until) : TIME_NEVER;
    }
    if (instance_is_built_in(t, i) && !instance_is_taken(t, i)) {
        return TIME_NEVER;
    }
    for (uint32_t k = schema == SCHEMA_RUN; k < count; k++) {
        time = times_meet(&line->times, time, line->possible.at[body[k]]);
    }
    if (schema == SCHEMA_RUN) {
        return run_time(w, count == 1 ? with_latest(w, body[0]) : line->possible.at[body[0]], time);
    }
    time = schema == SCHEMA_ONCE && count == 1 ? with_latest(w, body[0]) : time;
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
        if (!is_left_out(w, a)) {
            vec_push(&queue, a);
        }
    }
    DayVec pairs = {0};
    while (queue.n) {
        for (size_t q = 0; q < queue.n && !timeline_too_much(line, t) && !theory_stopped(t, q); q++) {
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
        if (is_left_out(w, instance_head(t, i))) {
            continue;
        }
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

/* Possible days and the first days of runs, of what bears on these atoms or, without, of everything. */
static void find_days(Timeline *line, const Theory *t, const uint8_t *bears)
{
    Work w = {.line = line, .t = t, .bears = bears};
    index_uses(&w);
    find_possible(&w);
    find_starts(&w);
    free(w.use_first);
    free(w.uses);
    vec_free(&w.days);
}

/* Whether runs or `once` join the slices of anything: what is disputed on one slice may then bear on another. */
static bool joins_slices(const Theory *t, InstanceId i)
{
    CompositeKind kind = relation_composite(t->c, t->relation.at[instance_head(t, i)]);
    return instance_schema(t, i) == SCHEMA_RUN || instance_schema(t, i) == SCHEMA_ONCE || kind == COMPOSITE_ON ||
           kind == COMPOSITE_WITHIN;
}

bool timeline_build_joined(Timeline *line, const Theory *t, const uint8_t *undecided)
{
    *line = (Timeline){0};
    times_init(&line->times);
    bool any = false;
    for (InstanceId i = 0; i < t->instance.n && !any; i++) {
        any = joins_slices(t, i);
    }
    if (!any || (!t->dated && !slices_days_about_nothing(t))) {
        return false;
    }
    index_heads(line, t);
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
        find_days(line, t, NULL);
        slices_find_joined(line, t, joined, wanted, &edges);
    }
    vec_free(&edges);
    free(joined);
    free(wanted);
    return any && !*t->limited;
}

void timeline_build_possible(Timeline *line, const Theory *t)
{
    *line = (Timeline){0};
    times_init(&line->times);
    Work w = {.line = line, .t = t};
    index_heads(line, t);
    index_uses(&w);
    find_possible(&w);
    free(w.use_first);
    free(w.uses);
    vec_free(&w.days);
}

static void forget_days(Timeline *line)
{
    vec_clear(&line->possible);
    vec_clear(&line->instance);
    vec_clear(&line->starts);
}

void timeline_build(Timeline *line, const Theory *t, const IdVec *asked)
{
    *line = (Timeline){0};
    times_init(&line->times);
    line->timeless = !t->dated && !slices_days_about_nothing(t);
    index_heads(line, t);
    if (line->timeless) {
        return; /* one slice for each atom: to find what bears on what is asked would take longer than to look at everything */
    }
    Edges edges = {0};
    line->bears = asked ? dependencies_find_bearing(t, line, asked, &edges) : NULL;
    /* Where days elsewhere in a component count, all days of all components are needed. */
    uint8_t *competing = once_find_competing(t);
    bool confined = line->bears && !competing;
    find_days(line, t, confined ? line->bears : NULL);
    if (confined && slices_start_unbounded(line)) {
        confined = false;
        forget_days(line);
        find_days(line, t, NULL);
    }
    if (!*t->limited) {
        slices_find(line, t, confined ? &edges : NULL);
    }
    free(competing);
    vec_free(&edges);
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
            if (instance_is_built_in(t, i) && instance_is_taken(t, i)) {
                vec_push(&pairs, DAY_FIRST);
                vec_push(&pairs, DAY_NONE_AFTER);
            } else if (s && s->role == ROLE_FACT && (asserted || !instance_body_count(t, i))) {
                Stretched days = asserted ? uncertain_surely(t, i) : instance_days(t, i, s);
                if (days.from < days.until) {
                    vec_push(&pairs, days.from);
                    vec_push(&pairs, days.until);
                }
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
    free(line->bears);
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
