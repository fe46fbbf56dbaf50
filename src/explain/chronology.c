#include "explain/chronology.h"

#include "ground/dependencies.h"

enum { MOST_STEPS = 20000000 }; /* of looking for what bears on the answers */

typedef struct Finder {
    Chronology *out;
    size_t steps;
    uint8_t *dated; /* by schema: it is in Chronology.dated */
} Finder;

/* What bears on one answer, in one view. */
typedef struct Bearing {
    Finder *f;
    Evaluation *e;
    const Dependencies *deps;
    IdVec seen;  /* by atom: the answer that it was last seen for */
    IdVec atoms; /* those of the answer at hand */
} Bearing;

/* Whether two periods of an answer are alike: in status, and in being excluded or ended. */
static bool are_alike(const Period *a, const Period *b)
{
    bool excluded = a->status != STATUS_ESTABLISHED && a->against == STATUS_ESTABLISHED;
    return a->status == b->status && a->ended == b->ended && a->statuses == b->statuses &&
           excluded == (b->status != STATUS_ESTABLISHED && b->against == STATUS_ESTABLISHED);
}

/* The answer's literal, or what conflicts with it, and all that they depend on. */
static void find_atoms(Bearing *b, uint32_t answer)
{
    const Answer *a = &b->f->out->answers.list.at[answer];
    Theory *t = &b->e->ground.theory;
    vec_clear(&b->atoms);
    theory_find_conflicts(t, a->relation, a->args, &b->atoms);
    AtomId own = theory_find(t, a->relation, a->args);
    if (own != NONE) {
        vec_push(&b->atoms, own);
    }
    for (size_t i = 0; i < b->atoms.n; i++) {
        b->seen.at[b->atoms.at[i]] = answer;
    }
    for (size_t i = 0; i < b->atoms.n && b->f->steps < MOST_STEPS; i++) {
        AtomId atom = b->atoms.at[i];
        for (uint32_t k = b->deps->first[atom]; k < b->deps->first[atom + 1]; k++, b->f->steps++) {
            AtomId on = b->deps->on[k];
            if (b->seen.at[on] != answer) {
                b->seen.at[on] = answer;
                vec_push(&b->atoms, on);
            }
        }
    }
}

static void note_dated(Bearing *b)
{
    const Theory *t = &b->e->ground.theory;
    const Timeline *line = &b->e->ground.timeline;
    for (size_t i = 0; i < b->atoms.n; i++) {
        AtomId atom = b->atoms.at[i];
        for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1]; k++, b->f->steps++) {
            const Schema *s = instance_said(t, line->by_head[k]);
            if (s && (s->from != DAY_FIRST || s->until != DAY_NONE_AFTER)) {
                b->f->dated[s - t->c->schemas.at] = 1;
            }
        }
    }
}

static void add_cause(Bearing *b, TreeRange *causes, Cause cause)
{
    Chronology *out = b->f->out;
    for (uint32_t i = 0; i < causes->count; i++) {
        if (out->causes.at[causes->first + i].item == cause.item) {
            return;
        }
    }
    vec_push(&out->causes, cause);
    causes->count++;
}

/* Whether the instance starts a run on the day. */
static bool starts_on(Bearing *b, InstanceId instance, Day day)
{
    Ground *g = &b->e->ground;
    uint32_t said = RELATION_SAID(g->theory.relation.at[instance_head(&g->theory, instance)]);
    DayVec days = {0};
    bool found = false;
    if ((said & SAID_BEGINS) && !(said & SAID_MODE_NOT)) {
        timeline_stretches(&g->timeline, &g->theory, instance, &days);
    }
    for (size_t i = 0; i < days.n; i++) {
        found |= days.at[i] == day;
    }
    vec_free(&days);
    return found;
}

/* Whether what the instance looks back at is out of its sight from this day on. */
static bool window_closes(const Bearing *b, InstanceId instance, Day day)
{
    const Ground *g = &b->e->ground;
    AtomId head = instance_head(&g->theory, instance);
    if (relation_composite(g->c, g->theory.relation.at[head]) != COMPOSITE_WITHIN) {
        return false;
    }
    uint32_t n;
    const Day *days = times_days(&g->timeline.times, timeline_instance(&g->timeline, instance), &n);
    for (uint32_t i = 1; i < n; i += 2) {
        if (days[i] == day) {
            return true;
        }
    }
    return false;
}

/* What the day is to an unknown one, if it is a turn there. `through`: what ends with that day has its turn on the next. `loosely`: the
 * next day is a turn in any case. */
static void find_unknown_end(Bearing *b, const Schema *s, UnknownId id, bool through, bool loosely, Day day,
                             TreeRange *causes)
{
    const Case *c = b->e->ground.c;
    const Unknown *u = &c->unknowns.at[id];
    for (uint32_t i = 0; i < u->days.count; i++) {
        DaySpan may = c->day_spans.at[u->days.first + i];
        bool first = i == 0, last = i + 1 == u->days.count;
        int kind = day == may.lo && !through                   ? (first ? CAUSE_EARLIEST : CAUSE_POSSIBLE)
                   : day == may.hi && !through                 ? (last ? CAUSE_LATEST : CAUSE_POSSIBLE)
                   : day - 1 == may.hi                         ? (last ? CAUSE_PAST : CAUSE_PAST_POSSIBLE)
                   : day - 1 == may.lo && (through || loosely) ? CAUSE_PAST_POSSIBLE
                                                               : -1;
        if (kind >= 0) {
            add_cause(b, causes, (Cause){s->item, (uint8_t)kind, id});
        }
    }
}

static void find_unknown_ends(Bearing *b, const Schema *s, bool loosely, Day day, TreeRange *causes)
{
    const Uncertain *u = &b->e->ground.c->uncertain.at[s->uncertain];
    if (u->from != NONE) {
        find_unknown_end(b, s, u->from, false, loosely, day, causes);
    } else if (s->from == day) {
        add_cause(b, causes, (Cause){s->item, CAUSE_BEGINS, NONE});
    }
    if (u->until != NONE && u->until != u->from) {
        find_unknown_end(b, s, u->until, u->after, loosely, day, causes);
    } else if (u->until == NONE && s->until == day) {
        add_cause(b, causes, (Cause){s->item, CAUSE_ENDS, NONE});
    }
}

/* The items for which the day is their first, or the first after their last. */
static void find_bounds(Bearing *b, Day day, TreeRange *causes)
{
    const Theory *t = &b->e->ground.theory;
    const Timeline *line = &b->e->ground.timeline;
    for (size_t i = 0; i < b->atoms.n; i++) {
        AtomId atom = b->atoms.at[i];
        for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1]; k++, b->f->steps++) {
            InstanceId instance = line->by_head[k];
            const Schema *s = instance_said(t, instance);
            if (s && s->uncertain != NONE) {
                find_unknown_ends(b, s, false, day, causes);
            } else if (s && s->from == day) {
                add_cause(b, causes, (Cause){s->item, CAUSE_BEGINS, NONE});
            } else if (s && s->until == day) {
                bool run = RELATION_SAID(s->head.relation) & SAID_BEGINS; /* the day itself is over, not what it began */
                uint8_t kind = run && s->role != ROLE_RULE ? CAUSE_BEGAN : CAUSE_ENDS;
                add_cause(b, causes, (Cause){s->item, kind, NONE});
            } else if (!s && window_closes(b, instance, day)) {
                ItemId item = t->c->schemas.at[instance_schema(t, instance)].item;
                if (item != NONE) {
                    add_cause(b, causes, (Cause){item, CAUSE_WINDOW, NONE});
                }
            }
        }
    }
}

static void find_beginnings(Bearing *b, Day day, TreeRange *causes)
{
    const Theory *t = &b->e->ground.theory;
    const Timeline *line = &b->e->ground.timeline;
    for (size_t i = 0; i < b->atoms.n; i++) {
        AtomId atom = b->atoms.at[i];
        for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1]; k++, b->f->steps++) {
            const Schema *s = instance_said(t, line->by_head[k]);
            if (s && s->uncertain != NONE) {
                find_unknown_ends(b, s, true, day, causes);
            } else if (s && starts_on(b, line->by_head[k], day - 1)) {
                add_cause(b, causes, (Cause){s->item, CAUSE_BEGAN, NONE});
            }
        }
    }
}

static int by_item(const void *left, const void *right)
{
    const Cause *a = left, *b = right;
    return (a->item > b->item) - (a->item < b->item);
}

static void find_changes(Bearing *b, uint32_t answer)
{
    Chronology *out = b->f->out;
    const Periods *periods = &out->answers.list.at[answer].periods;
    for (uint32_t i = 1; i < periods->n; i++) {
        const Period *p = &periods->at[i];
        if (are_alike(p, &periods->at[i - 1])) {
            continue;
        }
        Change change = {p->from, answer, i, {id_of(out->causes.n), 0}};
        if (b->f->steps < MOST_STEPS) {
            find_bounds(b, p->from, &change.causes);
            if (!change.causes.count) {
                find_beginnings(b, p->from, &change.causes);
            }
        }
        if (change.causes.count > 1) {
            qsort(&out->causes.at[change.causes.first], change.causes.count, sizeof(Cause), by_item);
        }
        vec_push(&out->changes, change);
    }
}

static void look(void *context, uint32_t view, Evaluation *e)
{
    Finder *f = context;
    const Theory *t = &e->ground.theory;
    Edges edges = {0};
    dependencies_find(t, &e->ground.timeline, &edges);
    Dependencies deps = dependencies_of(t, &edges);
    vec_free(&edges);
    Bearing b = {.f = f, .e = e, .deps = &deps};
    for (AtomId a = 0; a < t->relation.n; a++) {
        vec_push(&b.seen, NONE);
    }
    for (uint32_t i = 0; i < f->out->answers.list.n; i++) {
        if (f->out->answers.list.at[i].view == view) {
            find_atoms(&b, i);
            note_dated(&b);
            find_changes(&b, i);
        }
    }
    vec_free(&b.seen);
    vec_free(&b.atoms);
    dependencies_free(&deps);
}

static int by_day(const void *left, const void *right)
{
    const Change *a = left, *b = right;
    return a->day != b->day         ? (a->day > b->day) - (a->day < b->day)
           : a->answer != b->answer ? (a->answer > b->answer) - (a->answer < b->answer)
                                    : 0;
}

static int by_first_day(const void *left, const void *right)
{
    const DatedItem *a = left, *b = right;
    return a->from != b->from     ? (a->from > b->from) - (a->from < b->from)
           : a->until != b->until ? (a->until > b->until) - (a->until < b->until)
                                  : (a->schema > b->schema) - (a->schema < b->schema);
}

/* The days on which the schema's period may have it. */
static DatedItem dated_item(const Case *c, uint32_t id)
{
    const Schema *s = &c->schemas.at[id];
    const Uncertain *u = s->uncertain == NONE ? NULL : &c->uncertain.at[s->uncertain];
    DatedItem dated = {id, s->from, s->until};
    if (u && u->from != NONE) {
        dated.from = case_unknown_days(c, u->from).lo;
    }
    if (u && u->until != NONE) {
        Day last = case_unknown_days(c, u->until).hi;
        dated.until = last == DAY_NONE_AFTER ? last : last + u->after;
    }
    return dated;
}

/* One entry for each item: of an act, whose fact comes first, the fact. */
static void list_dated(Finder *f, const Case *c)
{
    Chronology *out = f->out;
    ItemId last = NONE;
    for (uint32_t i = 0; i < c->schemas.n; i++) {
        const Schema *s = &c->schemas.at[i];
        if (f->dated[i] && s->item != last) {
            const Schema *first = &c->schemas.at[c->items.at[s->item].schemas.first];
            last = s->item;
            vec_push(&out->dated, dated_item(c, id_of((size_t)(first - c->schemas.at))));
        }
    }
    if (out->dated.n > 1) {
        qsort(out->dated.at, out->dated.n, sizeof(DatedItem), by_first_day);
    }
}

bool chronology_find(Chronology *out, const AnswersRequest *request, Diagnostics *diags)
{
    *out = (Chronology){0};
    Finder f = {.out = out, .dated = mem_zero(request->c->schemas.n, 1)};
    AnswersRequest every = *request;
    every.every_view = true;
    every.look = look;
    every.context = &f;
    bool good = answers_find(&out->answers, &every, diags);
    if (good) {
        list_dated(&f, request->c);
        if (out->changes.n > 1) {
            qsort(out->changes.at, out->changes.n, sizeof(Change), by_day);
        }
    }
    out->complete = f.steps < MOST_STEPS;
    free(f.dated);
    return good;
}

void chronology_keep(Chronology *c, DaySpan days)
{
    Day after = days.hi == DAY_NONE_AFTER ? DAY_NONE_AFTER : days.hi + 1;
    IdVec dropped = {0}; /* by answer: how many periods before the stretch */
    for (size_t i = 0; i < c->answers.list.n; i++) {
        Periods *periods = &c->answers.list.at[i].periods;
        size_t first = 0, kept = 0;
        while (periods->at[first].until < days.lo) {
            first++;
        }
        while (first + kept < periods->n && periods->at[first + kept].from <= after) {
            periods->at[kept] = periods->at[first + kept];
            kept++;
        }
        periods->n = kept;
        vec_push(&dropped, id_of(first));
    }
    size_t kept = 0;
    for (size_t i = 0; i < c->changes.n; i++) {
        Change change = c->changes.at[i];
        if (days.lo <= change.day && change.day <= days.hi) {
            change.period -= dropped.at[change.answer];
            c->changes.at[kept++] = change;
        }
    }
    c->changes.n = kept;
    kept = 0;
    for (size_t i = 0; i < c->dated.n; i++) {
        DatedItem dated = c->dated.at[i];
        if (dated.from <= days.hi && dated.until > days.lo) {
            c->dated.at[kept++] = dated;
        }
    }
    c->dated.n = kept;
    vec_free(&dropped);
}

void chronology_free(Chronology *c)
{
    answers_free(&c->answers);
    vec_free(&c->changes);
    vec_free(&c->causes);
    vec_free(&c->dated);
}
