#include "sat/founded_internal.h"

static Lit lit_of(int literal)
{
    return literal > 0 ? 2 * ((uint32_t)literal - 1) : 2 * ((uint32_t)-literal - 1) + 1;
}

/* ---- opening and closing ---- */

static void *grown(void *block, size_t old, size_t new, size_t size, int fill)
{
    char *larger = mem_resize(block, new, size);
    memset(larger + old * size, fill, (new - old) * size);
    return larger;
}

static void make_room(Founded *f, size_t variables)
{
    size_t a = f->room, b = mem_grown(a, variables);
    f->value = grown(f->value, 2 * a, 2 * b, sizeof *f->value, 0);
    f->place = grown(f->place, a, b, sizeof *f->place, 0);
    f->occurs = grown(f->occurs, 2 * a, 2 * b, sizeof *f->occurs, 0);
    f->seen = grown(f->seen, a, b, sizeof *f->seen, 0);
    f->marked = grown(f->marked, 2 * a, 2 * b, sizeof *f->marked, 0);
    f->failed = grown(f->failed, 2 * a, 2 * b, sizeof *f->failed, 0);
    f->activity = grown(f->activity, a, b, sizeof *f->activity, 0);
    f->heap = grown(f->heap, a, b, sizeof *f->heap, 0);
    f->heap_place = grown(f->heap_place, a, b, sizeof *f->heap_place, 0xff);
    f->node_of = grown(f->node_of, 2 * a, 2 * b, sizeof *f->node_of, 0xff);
    f->body_of = grown(f->body_of, 2 * a, 2 * b, sizeof *f->body_of, 0);
    vec_reserve(&f->trail, b);
    f->room = b;
}

/* The literal, after room is made for its variable and those before it. */
static Lit known(Founded *f, int literal)
{
    Lit l = lit_of(literal);
    if (lit_var(l) >= f->room) {
        make_room(f, (size_t)lit_var(l) + 1);
    }
    while (f->variables <= lit_var(l)) {
        heap_insert(f, f->variables++);
    }
    return l;
}

/* Work on sources is a part of that on clauses, after some that is free. */
enum { SOURCES_FREE = 200000, SOURCES_PART = 7 };
/* Clauses learned between two reductions: so many, and a few more each time. */
enum { REDUCE_AFTER = 1000, REDUCE_LATER = 100 };

static void *founded_open(const Budget *budget)
{
    static const Clause nothing = {0};
    Founded *f = mem_zero(1, sizeof *f);
    f->budget = budget;
    f->bump = 1;
    f->clause_bump = 1;
    f->reduce_at = REDUCE_AFTER;
    f->sources_free = SOURCES_FREE;
    vec_append(&f->arena, (const uint32_t *)&nothing, CLAUSE_HEAD); /* no clause is at 0 */
    return f;
}

static void founded_close(void *solver)
{
    Founded *f = solver;
    for (size_t l = 0; l < 2 * f->room; l++) {
        free(f->occurs[l].binary);
        free(f->occurs[l].watch);
        vec_free(&f->body_of[l]);
    }
    for (size_t i = 0; i < f->nodes.n; i++) {
        vec_free(&f->nodes.at[i].rules);
        vec_free(&f->nodes.at[i].uses);
    }
    void *blocks[] = {f->value,    f->place, f->occurs,     f->seen,    f->marked, f->failed,
                      f->activity, f->heap,  f->heap_place, f->node_of, f->body_of};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        free(blocks[i]);
    }
    vec_free(&f->arena);
    vec_free(&f->learned);
    vec_free(&f->trail);
    vec_free(&f->levels);
    vec_free(&f->given);
    vec_free(&f->assumed);
    vec_free(&f->conflict);
    vec_free(&f->learnt);
    vec_free(&f->stack);
    vec_free(&f->cleared);
    vec_free(&f->nodes);
    vec_free(&f->rules);
    vec_free(&f->inside);
    vec_free(&f->log);
    vec_free(&f->lost);
    vec_free(&f->unfounded);
    vec_free(&f->queue);
    free(f);
}

/* ---- clauses and rules ---- */

/* Without what is false or written twice; nothing of one that holds anyway. */
static void end_clause(Founded *f)
{
    size_t kept = 0;
    bool idle = f->refuted;
    for (size_t i = 0; i < f->given.n; i++) {
        Lit l = f->given.at[i];
        idle |= f->value[l] > 0 || f->marked[lit_not(l)];
        if (f->value[l] == 0 && !f->marked[l]) {
            f->marked[l] = 1;
            f->given.at[kept++] = l;
        }
    }
    for (size_t i = 0; i < kept; i++) {
        f->marked[f->given.at[i]] = 0;
    }
    f->refuted |= !idle && kept == 0;
    if (!idle && kept > 0) {
        uint32_t reason = clause_add(f, f->given.at, kept, 0);
        if (kept == 1) {
            assign(f, f->given.at[0], reason);
        }
    }
    vec_clear(&f->given);
}

static void founded_add(void *solver, int literal)
{
    Founded *f = solver;
    backtrack(f, 0);
    if (literal != 0) {
        vec_push(&f->given, known(f, literal));
    } else {
        end_clause(f);
    }
}

static uint32_t node_for(Founded *f, int atom)
{
    Lit l = known(f, atom);
    if (f->node_of[l] == NONE) {
        f->node_of[l] = vec_next_id(&f->nodes);
        vec_push(&f->nodes, ((Node){.atom = l, .source = NONE}));
    }
    return f->node_of[l];
}

static void founded_rule(void *solver, int head, int body, const int *inside, size_t count)
{
    Founded *f = solver;
    Rule rule = {node_for(f, head), known(f, body), vec_next_id(&f->inside), (uint32_t)count};
    uint32_t number = vec_next_id(&f->rules);
    backtrack(f, 0);
    for (size_t i = 0; i < count; i++) {
        uint32_t node = node_for(f, inside[i]);
        vec_push(&f->inside, node);
        vec_push(&f->nodes.at[node].uses, number);
    }
    vec_push(&f->rules, rule);
    vec_push(&f->nodes.at[rule.head].rules, number);
    vec_push(&f->body_of[rule.body], number);
}

/* ---- searching ---- */

/* False: a conflict. With `all`, what is assigned is founded too. */
static bool propagate(Founded *f, bool all)
{
    for (bool more = true; more;) {
        if (!propagate_clauses(f)) {
            return false;
        }
        more = false;
        if (f->nodes.n > 0 && (all || f->unfinished || f->source_ticks <= f->sources_free + f->ticks / SOURCES_PART) &&
            !propagate_sources(f, &more)) {
            return false;
        }
    }
    return true;
}

static void open_level(Founded *f)
{
    vec_push(&f->levels, ((Level){.trail = (uint32_t)f->trail.n, .checked = f->checked, .log = vec_next_id(&f->log)}));
}

/* The next assumption that does not hold yet, after an empty level for each that does; NONE: all hold. */
static Lit next_assumed(Founded *f)
{
    while (level_now(f) < f->assumed.n) {
        Lit l = f->assumed.at[level_now(f)];
        if (f->value[l] <= 0) {
            return l;
        }
        open_level(f);
    }
    return NONE;
}

/* NONE: all have a value. */
static Lit next_open(Founded *f)
{
    while (f->heap_size) {
        uint32_t variable = heap_pop(f);
        if (!f->value[2 * variable]) {
            return 2 * variable;
        }
    }
    return NONE;
}

/* Starts over when the clauses learned of late span more levels than usual, and deletes some from time to time. */
static void keep_house(Founded *f, uint64_t *restarted)
{
    enum { AT_LEAST = 10 };
    static const double MORE = 1.1;
    if (f->conflicts >= f->reduce_at) {
        clauses_reduce(f);
        f->reduce_at = f->conflicts + REDUCE_AFTER + REDUCE_LATER * ++f->reductions;
    }
    if (f->conflicts > *restarted + AT_LEAST && f->fast > MORE * f->slow) {
        backtrack(f, 0);
        f->fast = f->slow;
        *restarted = f->conflicts;
    }
}

/* The budget is asked now and then. */
static bool is_over(const Founded *f, uint64_t *ask_at)
{
    enum { PAUSE = 500000 };
    uint64_t done = f->ticks + f->source_ticks;
    if (done < *ask_at) {
        return false;
    }
    *ask_at = done + PAUSE;
    return budget_spent(f->budget);
}

static SatAnswer search(Founded *f, uint64_t conflicts)
{
    uint64_t end = conflicts ? f->conflicts + conflicts : UINT64_MAX, restarted = f->conflicts, ask_at = 0;
    bool all = true;
    while (f->conflicts < end && !is_over(f, &ask_at)) {
        bool good = propagate(f, all);
        all = false;
        if (!good) {
            learn(f);
            if (f->refuted) {
                return SAT_NO;
            }
            continue;
        }
        keep_house(f, &restarted);
        Lit l = next_assumed(f);
        if (l != NONE && f->value[l] < 0) {
            find_failed(f, l);
            return SAT_NO;
        }
        l = l != NONE ? l : next_open(f);
        if (l != NONE) {
            open_level(f);
            assign(f, l, NO_REASON);
        } else if (f->nodes.n > 0 && f->checked < f->trail.n) {
            all = true;
        } else {
            return SAT_YES;
        }
    }
    return SAT_UNKNOWN;
}

/* ---- the backend ---- */

static void founded_assume(void *solver, int literal)
{
    Founded *f = solver;
    vec_push(&f->assumed, known(f, literal));
}

static SatAnswer founded_solve(void *solver, int conflicts)
{
    Founded *f = solver;
    backtrack(f, 0);
    memset(f->failed, 0, 2 * (size_t)f->variables);
    SatAnswer answer = f->refuted ? SAT_NO : search(f, (uint64_t)conflicts);
    vec_clear(&f->assumed);
    return answer;
}

static bool founded_value(void *solver, int literal)
{
    const Founded *f = solver;
    Lit l = lit_of(literal);
    return lit_var(l) < f->variables ? f->value[l] > 0 : literal < 0; /* one that occurs nowhere is false */
}

static bool founded_failed(void *solver, int literal)
{
    const Founded *f = solver;
    Lit l = lit_of(literal);
    return lit_var(l) < f->variables && f->failed[l];
}

static void founded_expect_hard(void *solver)
{
    Founded *f = solver;
    f->sources_free = 0;
}

const Backend founded_backend = {founded_open,  founded_expect_hard, founded_close,  founded_add, founded_assume,
                                 founded_solve, founded_value,       founded_failed, founded_rule};
