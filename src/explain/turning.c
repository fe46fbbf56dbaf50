#include "explain/turning.h"

#include "base/fatal.h"
#include "explain/trial.h"

enum { STEPS_OF_TRIAL = 100, STEPS_OF_GROUNDING = 20, FURTHER_WORK = 20000000 };

typedef struct Search {
    Turning *out;
    const Target *target;
    Units *units;
    Scope scope;
    uint8_t *flipped; /* by unit */
    IdVec path;       /* the units flipped, shaping ones first */
    size_t fixed;     /* how many of them are shaping */
    Names tried;      /* sets, as sorted units, of the size and with the shaping units at hand */
    IdVec *found;     /* by unit: sets whose first it is */
} Search;

bool has_status(uint8_t status, const Period *p)
{
    bool excluded = p->status != STATUS_ESTABLISHED && p->against == STATUS_ESTABLISHED;
    return status == STATUS_EXCLUDED ? excluded : p->status == status;
}

/* ── Evaluating with what is flipped ── */

static bool stopped(Search *s)
{
    Turning *out = s->out;
    if (out->stop == TURNING_COMPLETE && out->work > s->target->work) {
        out->stop = TURNING_WORK;
    } else if (out->stop == TURNING_COMPLETE && budget_spent(s->units->from.budget)) {
        out->stop = TURNING_TIME;
    }
    return out->stop != TURNING_COMPLETE;
}

bool turning_period(const Units *units, const Target *target, bool finer, Period *period, size_t *work)
{
    Evaluation e;
    Diagnostics aside = {0};
    bool undecided = false, limited = false;
    Viewpoint from = units->from;
    from.undecided = &undecided;
    from.impossible = NULL;
    from.limited = &limited;
    bool good = evaluation_run(&e, units->c, from, &aside);
    if (good) {
        Periods periods = {0};
        evaluation_periods(&e, target->relation, target->args,
                           (Wanted){.only = &target->day, .days = &target->day, .count = finer}, &periods);
        *period = *periods_at(&periods, target->day);
        periods_free(&periods);
    }
    *work += STEPS_OF_GROUNDING * (e.ground.framework.head.n + e.ground.framework.body.n) + units->c->schemas.n;
    evaluation_free(&e);
    diag_free(&aside);
    return good && !undecided;
}

static void flip(Search *s, UnitId unit, bool on)
{
    s->flipped[unit] = on;
    units_flip(s->units, unit, on);
    if (on) {
        vec_push(&s->path, unit);
    } else {
        s->path.n--;
    }
}

/* ── Sets ── */

/* Whether a set found before, other than of this size, is part of the path and one more unit (NONE: of the path), which it contains. */
static bool has_found_part(const Search *s, UnitId with)
{
    for (size_t i = 0; i < s->path.n + (with != NONE); i++) {
        UnitId unit = i < s->path.n ? s->path.at[i] : with;
        for (size_t k = 0; k < s->found[unit].n; k++) {
            const TurningSet *set = &s->out->sets.at[s->found[unit].at[k]];
            bool part = s->out->ids.at[set->units.first] == unit; /* seen from its first unit, once */
            for (uint32_t m = 1; part && m < set->units.count; m++) {
                UnitId other = s->out->ids.at[set->units.first + m];
                part = s->flipped[other] || other == with;
            }
            if (part) {
                return true;
            }
        }
    }
    return false;
}

static int by_id(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void record(Search *s, UnitId with)
{
    Turning *out = s->out;
    TurningSet set = {.units = {id_of(out->ids.n), id_of(s->path.n + (with != NONE))}};
    vec_append(&out->ids, s->path.at, s->path.n);
    if (with != NONE) {
        vec_push(&out->ids, with);
    }
    qsort(out->ids.at + set.units.first, set.units.count, sizeof(uint32_t), by_id);
    const UnitId *units = out->ids.at + set.units.first;
    set.start = pair_key(units[0], set.units.count > 1 ? units[1] : 0);
    vec_push(&s->found[units[0]], id_of(out->sets.n));
    vec_push(&out->sets, set);
}

/* Whether the path with one more unit is tried for the first time. */
static bool is_new(Search *s, UnitId with)
{
    if (s->path.n == s->fixed) {
        return true; /* reached from nowhere else */
    }
    IdVec set = {0};
    vec_append(&set, s->path.at + s->fixed, s->path.n - s->fixed);
    vec_push(&set, with);
    qsort(set.at, set.n, sizeof(uint32_t), by_id);
    size_t known = s->tried.text.n;
    bool new = names_add(&s->tried, (Str){(const char *)set.at, set.n * sizeof(uint32_t)}) == known;
    vec_free(&set);
    return new;
}

/* ── Plain changes in one grounding ── */

/* Tries every set that has `more` units besides the path. */
static void try_plain(Search *s, Trial *t, uint32_t more)
{
    IdVec units = {0};
    trial_reasons(t, &units);
    relabel_settle(t->relabel);
    bool has = s->target->has;
    for (size_t i = 0; i < units.n && !stopped(s); i++) {
        UnitId unit = units.at[i];
        if (s->flipped[unit] || has_found_part(s, unit) || !is_new(s, unit)) {
            continue;
        }
        size_t mark = relabel_mark(t->relabel), before = relabel_work(t->relabel);
        trial_flip(t, unit);
        if (more == 1) {
            s->out->examined++;
            if ((relabel_look(t->relabel, 0) == LABEL_IN) != has) {
                record(s, unit);
            }
        } else {
            relabel_run(t->relabel);
            s->flipped[unit] = 1;
            vec_push(&s->path, unit);
            try_plain(s, t, more - 1);
            s->path.n--;
            s->flipped[unit] = 0;
        }
        s->out->work += STEPS_OF_TRIAL + relabel_work(t->relabel) - before;
        relabel_undo(t->relabel, mark);
        trial_forget(t, unit);
    }
    vec_free(&units);
}

/* ── Shaping changes: a grounding for each set of them ── */

/* Tries the sets of `size` units that hold all shaping ones on the path, and no other. */
static void try_here(Search *s, uint32_t size)
{
    bool finer = s->scope.finer;
    if (has_found_part(s, NONE) || (s->path.n < size && (finer || !s->scope.plain.n))) {
        return;
    }
    s->out->examined += s->path.n && s->path.n == size;
    if (finer) {
        Period period;
        if (!turning_period(s->units, s->target, true, &period, &s->out->work)) {
            s->out->stop = budget_spent(s->units->from.budget) ? TURNING_TIME : TURNING_ERROR;
        } else if (has_status(s->target->status, &period) != s->target->has) {
            record(s, NONE);
        }
        return;
    }
    Ground g;
    Trial trial;
    bool limited = false;
    Diagnostics aside = {0};
    Viewpoint from = s->units->from;
    from.limited = &limited;
    if (!ground_build(&g, s->units->c, from, &aside)) {
        s->out->stop = TURNING_ERROR;
        ground_free(&g);
        diag_free(&aside);
        return;
    }
    s->out->work += STEPS_OF_GROUNDING * (g.framework.head.n + g.framework.body.n) + s->units->c->schemas.n;
    trial_open(&trial, &s->scope, &g, s->flipped);
    ground_free(&g);
    diag_free(&aside);
    if (trial_established(&trial) != s->target->has) {
        BUG_UNLESS(s->path.n); /* nothing is changed yet */
        if (s->path.n == size) {
            record(s, NONE);
        }
    } else if (trial.relabel && s->path.n < size) {
        s->fixed = s->path.n;
        names_free(&s->tried);
        try_plain(s, &trial, size - (uint32_t)s->path.n);
    }
    trial_close(&trial);
}

/* Every set of at most `more` further shaping units, from the one numbered `next` on. */
static void try_shaping(Search *s, size_t next, uint32_t more, uint32_t size)
{
    if (stopped(s)) {
        return;
    }
    try_here(s, size);
    for (size_t i = next; more && i < s->scope.shaping.n && !stopped(s); i++) {
        flip(s, s->scope.shaping.at[i], true);
        if (!has_found_part(s, NONE)) {
            try_shaping(s, i + 1, more - 1, size);
        }
        flip(s, s->scope.shaping.at[i], false);
    }
}

int turning_order(const void *left, const void *right)
{
    const TurningSet *a = left, *b = right;
    return a->units.count != b->units.count ? (a->units.count > b->units.count) - (a->units.count < b->units.count)
           : a->carries != b->carries       ? (a->carries < b->carries) - (a->carries > b->carries)
           : a->start != b->start           ? (a->start > b->start) - (a->start < b->start)
                                            : (a->units.first > b->units.first) - (a->units.first < b->units.first);
}

void turning_find(Turning *out, Widest *widest, const Target *target)
{
    *out = (Turning){0};
    Search s = {.out = out, .target = target, .units = widest->units};
    size_t units = s.units->list.n;
    s.flipped = mem_zero(units, 1);
    s.found = mem_zero(units, sizeof *s.found);
    bool *limited = s.units->from.limited, here = false;
    s.units->from.limited = &here;
    scope_find(&s.scope, widest, target->relation, target->args, target->day, target->status, false);
    out->relevant = id_of(s.scope.plain.n + s.scope.shaping.n);
    uint32_t size = 1;
    Target further = *target;
    for (; size <= target->size && size <= out->relevant && !out->stop; size++) {
        try_shaping(&s, 0, size, size);
        out->complete = out->stop ? out->complete : size;
    }
    if (!out->stop) {
        out->complete = target->size;
    }
    /* Beyond what was asked for the search may stop, and nothing is missing for it. */
    for (; size <= target->further && size <= out->relevant && !out->stop && !out->sets.n; size++) {
        further.work = out->work + FURTHER_WORK < target->work ? out->work + FURTHER_WORK : target->work;
        s.target = &further;
        try_shaping(&s, 0, size, size);
        out->complete = out->stop ? out->complete : size;
    }
    if (out->stop && out->complete >= target->size) {
        out->stop = TURNING_COMPLETE;
        out->sets.n = 0; /* of a size that was not looked through */
    }
    if (out->sets.n) {
        qsort(out->sets.at, out->sets.n, sizeof(TurningSet), turning_order);
    }
    scope_free(&s.scope);
    s.units->from.limited = limited;
    names_free(&s.tried);
    for (UnitId i = 0; i < units; i++) {
        vec_free(&s.found[i]);
    }
    free(s.found);
    free(s.flipped);
    vec_free(&s.path);
}

void turning_free(Turning *turning)
{
    vec_free(&turning->sets);
    vec_free(&turning->ids);
}
