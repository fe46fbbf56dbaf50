#include "sat/founded_internal.h"

/* ---- making them ---- */

static void watch(Founded *f, Lit l, uint32_t clause, Lit other)
{
    Occurrences *o = &f->occurs[lit_not(l)];
    if (o->watches == o->watch_room) {
        o->watch_room = o->watch_room ? 2 * o->watch_room : 4;
        o->watch = mem_resize(o->watch, o->watch_room, sizeof *o->watch);
    }
    o->watch[o->watches++] = (Watch){clause, other};
}

static void follow(Founded *f, Lit l, Lit follows)
{
    Occurrences *o = &f->occurs[l];
    if (o->binaries == o->binary_room) {
        o->binary_room = o->binary_room ? 2 * o->binary_room : 4;
        o->binary = mem_resize(o->binary, o->binary_room, sizeof *o->binary);
    }
    o->binary[o->binaries++] = follows;
}

static void add_binary(Founded *f, Lit a, Lit b)
{
    follow(f, lit_not(a), b);
    follow(f, lit_not(b), a);
}

static uint32_t clause_new(Founded *f, const Lit *lits, size_t count, uint32_t glue)
{
    uint32_t clause = vec_next_id(&f->arena);
    if (clause > (NONE >> 1) - count) {
        fatal_memory(); /* reasons have no room for the place */
    }
    Clause head = {(uint32_t)count, glue, 0};
    vec_append(&f->arena, (const uint32_t *)&head, CLAUSE_HEAD);
    vec_append(&f->arena, lits, count);
    watch(f, lits[0], clause, lits[1]);
    watch(f, lits[1], clause, lits[0]);
    if (glue) {
        vec_push(&f->learned, clause);
    }
    return clause;
}

uint32_t clause_add(Founded *f, const Lit *lits, size_t count, uint32_t glue)
{
    if (count == 1) {
        return NO_REASON;
    }
    if (count == 2) {
        add_binary(f, lits[0], lits[1]);
        return lits[1] << 1 | REASON_BINARY;
    }
    return clause_new(f, lits, count, glue) << 1;
}

/* ---- what follows ---- */

static bool conflict(Founded *f, const Lit *lits, size_t count)
{
    vec_clear(&f->conflict);
    vec_append(&f->conflict, lits, count);
    return false;
}

/* Looks at the clauses in which `l` became false. */
static bool propagate_watches(Founded *f, Lit came_true)
{
    Occurrences *list = &f->occurs[came_true];
    if (!list->watches) {
        return true;
    }
    Watch *from = list->watch, *to = from, *end = from + list->watches;
    Lit out = lit_not(came_true);
    bool good = true;
    while (good && from < end) {
        Watch w = *from++;
        if (f->value[w.other] > 0) {
            *to++ = w;
            continue;
        }
        Clause *c = clause_at(f, w.clause);
        Lit first = c->lits[0] ^ c->lits[1] ^ out;
        if (f->value[first] > 0) {
            *to++ = (Watch){w.clause, first};
            continue;
        }
        uint32_t i = 2;
        while (i < c->size && f->value[c->lits[i]] < 0) {
            i++;
        }
        c->lits[0] = first;
        if (i < c->size) {
            c->lits[1] = c->lits[i];
            c->lits[i] = out;
            watch(f, c->lits[1], w.clause, first);
            continue;
        }
        c->lits[1] = out;
        *to++ = (Watch){w.clause, first};
        if (f->value[first] < 0) {
            good = conflict(f, c->lits, c->size);
        } else {
            assign(f, first, w.clause << 1);
        }
    }
    f->ticks += (size_t)(from - list->watch);
    while (from < end) {
        *to++ = *from++;
    }
    list->watches = (uint32_t)(to - list->watch);
    return good;
}

static bool propagate_binaries(Founded *f, Lit came_true)
{
    const Occurrences *list = &f->occurs[came_true];
    for (uint32_t i = 0; i < list->binaries; i++) {
        Lit l = list->binary[i];
        if (f->value[l] < 0) {
            return conflict(f, (Lit[]){l, lit_not(came_true)}, 2);
        }
        if (!f->value[l]) {
            assign(f, l, lit_not(came_true) << 1 | REASON_BINARY);
        }
    }
    f->ticks += 1 + list->binaries / 8;
    return true;
}

bool propagate_clauses(Founded *f)
{
    while (f->head < f->trail.n) {
        Lit l = f->trail.at[f->head++];
        if (!propagate_binaries(f, l) || !propagate_watches(f, l)) {
            return false;
        }
    }
    return true;
}

/* ---- deleting ---- */

/* In `from`, with the same numbers, what is kept of `f->arena`; its size becomes where it went. */
static void compact(Founded *f)
{
    IdVec kept = {0};
    for (uint32_t at = 0, next; at < f->arena.n; at = next) {
        Clause *c = clause_at(f, at);
        next = at + CLAUSE_HEAD + c->size;
        if (c->glue != NONE) {
            uint32_t to = vec_next_id(&kept);
            vec_append(&kept, f->arena.at + at, next - at);
            c->size = to;
        }
    }
    for (uint32_t l = 0; l < 2 * f->variables; l++) {
        Occurrences *list = &f->occurs[l];
        uint32_t n = 0;
        for (uint32_t i = 0; i < list->watches; i++) {
            const Clause *c = clause_at(f, list->watch[i].clause);
            if (c->glue != NONE) {
                list->watch[n++] = (Watch){c->size, list->watch[i].other};
            }
        }
        list->watches = n;
    }
    for (size_t i = 0; i < f->trail.n; i++) {
        uint32_t *reason = &f->place[lit_var(f->trail.at[i])].reason;
        if (*reason != NO_REASON && !(*reason & REASON_BINARY)) {
            *reason = clause_at(f, *reason >> 1)->size << 1;
        }
    }
    for (size_t i = 0; i < f->learned.n; i++) {
        f->learned.at[i] = clause_at(f, f->learned.at[i])->size;
    }
    free(f->arena.at);
    f->arena.at = kept.at;
    f->arena.n = kept.n;
    f->arena.room = kept.room;
}

typedef struct Candidate {
    uint32_t clause, glue;
    float activity;
} Candidate;

/* The most useful first. */
static int compare_candidates(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->glue != y->glue) {
        return x->glue < y->glue ? -1 : 1;
    }
    if (x->activity != y->activity) {
        return x->activity > y->activity ? -1 : 1;
    }
    return x->clause < y->clause ? -1 : 1;
}

static bool is_reason(const Founded *f, uint32_t clause)
{
    Lit first = clause_at(f, clause)->lits[0];
    return f->value[first] > 0 && f->place[lit_var(first)].reason == clause << 1;
}

void clauses_reduce(Founded *f)
{
    VEC(Candidate) candidates = {0};
    size_t kept = 0;
    for (size_t i = 0; i < f->learned.n; i++) {
        uint32_t clause = f->learned.at[i];
        const Clause *c = clause_at(f, clause);
        if (c->glue <= GOOD_GLUE || is_reason(f, clause)) {
            f->learned.at[kept++] = clause;
        } else {
            vec_push(&candidates, ((Candidate){clause, c->glue, c->activity}));
        }
    }
    if (candidates.n) {
        qsort(candidates.at, candidates.n, sizeof *candidates.at, compare_candidates);
    }
    for (size_t i = 0; i < candidates.n; i++) {
        if (i < candidates.n / 2) {
            f->learned.at[kept++] = candidates.at[i].clause;
        } else {
            clause_at(f, candidates.at[i].clause)->glue = NONE;
        }
    }
    f->learned.n = kept;
    vec_free(&candidates);
    compact(f);
}

/* ---- going back ---- */

void backtrack(Founded *f, uint32_t level)
{
    if (level_now(f) <= level) {
        return;
    }
    Level then = f->levels.at[level];
    while (f->trail.n > then.trail) {
        Lit l = vec_pop(&f->trail);
        f->value[l] = f->value[lit_not(l)] = 0;
        heap_insert(f, lit_var(l));
    }
    f->levels.n = level;
    f->head = then.trail;
    sources_restore(f, &then);
}
