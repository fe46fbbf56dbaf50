#include "ground/slices.h"

/* The change days of whole components (S3.2 to the letter). */

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
static void find_change_days(Slicer *w, const AtomId *joined, const uint8_t *wanted, ChangeDays *days)
{
    const Theory *t = w->t;
    for (InstanceId i = 0; i < t->instance.n; i++) {
        AtomId head = instance_head(t, i), root = joined[head];
        const Schema *s = wanted[root] ? instance_said(t, i) : NULL;
        if (s) {
            Stretched when = instance_days(t, i, s);
            if (when.from < when.until) {
                vec_push(days, ((ChangeDay){root, when.from}));
                vec_push(days, ((ChangeDay){root, when.until}));
            }
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
        AtomId atom = slices_about_nothing(t, s);
        if (atom != NONE && wanted[joined[atom]]) {
            vec_push(days, ((ChangeDay){joined[atom], s->from}));
            vec_push(days, ((ChangeDay){joined[atom], s->until}));
        }
    }
}

/* The list of each root's days; frees them. */
static void set_cuts(Slicer *w, ChangeDays *days, TimeId *cuts)
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
    Slicer *w;
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
static void add_windows(Slicer *w, const AtomId *joined, const uint8_t *wanted, const Edges *edges, TimeId *cuts)
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

TimeId *change_days_find(Slicer *w, const AtomId *joined, const uint8_t *wanted, const Edges *edges)
{
    const Theory *t = w->t;
    ChangeDays days = {0};
    find_change_days(w, joined, wanted, &days);
    TimeId *cuts = mem_zero(t->relation.n, sizeof *cuts); /* by root */
    set_cuts(w, &days, cuts);
    if (any_window(t->c)) {
        add_windows(w, joined, wanted, edges, cuts);
    }
    return cuts;
}

void slices_find_joined(Timeline *line, const Theory *t, const AtomId *joined, const uint8_t *wanted, const Edges *edges)
{
    Slicer w = {.line = line, .t = t};
    TimeId *cuts = change_days_find(&w, joined, wanted, edges);
    for (AtomId a = 0; a < t->relation.n && !timeline_too_much(line, t) && !theory_stopped(t, a); a++) {
        vec_push(&line->slices, wanted[joined[a]] || a == t->maybe
                                    ? times_slices(&line->times, line->possible.at[a], cuts[joined[a]])
                                    : SLICES_NONE);
    }
    free(cuts);
    vec_free(&w.days);
}
