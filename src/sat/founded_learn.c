#include "sat/founded_internal.h"

/* What is seen of a variable while a clause is learned. Its literal … */
enum {
    UNSEEN,
    TAKEN,    /* is in the clause, or was before a block gave way to one literal */
    RESOLVED, /* was on the way from a block to that literal */
    IMPLIED,  /* follows from the clause */
    MISSING   /* does not, as far as was looked */
};

/* The literals of a variable's reason; `binary` is room for one. The variable's own may be among them. */
static const Lit *reason_of(const Founded *f, uint32_t variable, Lit *binary, uint32_t *count)
{
    uint32_t reason = f->place[variable].reason;
    if (reason & REASON_BINARY) {
        *binary = reason >> 1;
        *count = 1;
        return binary;
    }
    const Clause *c = clause_at(f, reason >> 1);
    *count = reason == NO_REASON ? 0 : c->size;
    return c->lits;
}

static uint32_t level_of(const Founded *f, Lit l)
{
    return f->place[lit_var(l)].level;
}

static Level *level_at(const Founded *f, uint32_t level)
{
    return &f->levels.at[level - 1];
}

static void see(Founded *f, uint32_t variable, uint8_t what)
{
    if (!f->seen[variable]) {
        vec_push(&f->cleared, variable);
    }
    f->seen[variable] = what;
}

static void forget_down_to(Founded *f, size_t count)
{
    while (f->cleared.n > count) {
        f->seen[vec_pop(&f->cleared)] = UNSEEN;
    }
}

/* ---- which clauses are of use ---- */

static uint32_t count_levels(Founded *f, const Clause *c)
{
    uint32_t levels = 0;
    f->stamps++;
    for (uint32_t i = 0; i < c->size; i++) {
        uint32_t level = level_of(f, c->lits[i]);
        if (level > 0 && level_at(f, level)->stamp != f->stamps) {
            level_at(f, level)->stamp = f->stamps;
            levels++;
        }
    }
    return levels;
}

static void bump_clause(Founded *f, Clause *c)
{
    static const float MOST = 1e20F;
    c->activity += f->clause_bump;
    if (c->activity > MOST) {
        for (size_t i = 0; i < f->learned.n; i++) {
            clause_at(f, f->learned.at[i])->activity /= MOST;
        }
        f->clause_bump /= MOST;
    }
}

/* A learned clause was used; it may span fewer levels than it did. */
static void note_use(Founded *f, uint32_t reason)
{
    Clause *c = clause_at(f, reason >> 1);
    if (reason == NO_REASON || (reason & REASON_BINARY) || !c->glue) {
        return;
    }
    bump_clause(f, c);
    if (c->glue > GOOD_GLUE) {
        uint32_t levels = count_levels(f, c);
        c->glue = levels < c->glue ? levels : c->glue;
    }
}

/* ---- the clause ---- */

/* Takes the literals of a clause, all false, into the clause being learned; returns how many are of the last level. */
static uint32_t take(Founded *f, const Lit *lits, size_t count, uint32_t level)
{
    uint32_t last = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t v = lit_var(lits[i]);
        if (f->value[lits[i]] > 0 || f->seen[v] || f->place[v].level == 0) {
            continue;
        }
        see(f, v, TAKEN);
        heap_bump(f, v);
        if (f->place[v].level == level) {
            last++;
        } else {
            vec_push(&f->learnt, lits[i]);
        }
    }
    return last;
}

/* Up to the first literal of the last level through which all of the conflict goes. */
static void derive(Founded *f, uint32_t level)
{
    Lit binary, l;
    uint32_t count;
    vec_clear(&f->learnt);
    vec_push(&f->learnt, 0);
    uint32_t left = take(f, f->conflict.at, f->conflict.n, level);
    for (size_t i = f->trail.n;;) {
        do {
            l = f->trail.at[--i];
        } while (!f->seen[lit_var(l)]);
        if (--left == 0) {
            break;
        }
        note_use(f, f->place[lit_var(l)].reason);
        const Lit *lits = reason_of(f, lit_var(l), &binary, &count);
        left += take(f, lits, count, level);
    }
    f->learnt.at[0] = lit_not(l);
}

/* ---- making it shorter ----
 *
 * Assumption-based frameworks have few levels and much that follows from each decision, so that clauses have many literals for each level.
 * Those of one level give way to a single one that implies them, if that takes nothing new (Fleury, Biere, POS 2021). */

/* Whether the literal follows from those of the clause, which spans the stamped levels. */
static bool follows(Founded *f, uint32_t variable)
{
    Lit binary;
    uint32_t count;
    size_t before = f->cleared.n;
    vec_clear(&f->stack);
    vec_push(&f->stack, variable);
    see(f, variable, IMPLIED);
    while (f->stack.n) {
        uint32_t v = vec_pop(&f->stack);
        const Lit *lits = reason_of(f, v, &binary, &count);
        if (count == 0 || f->seen[v] == MISSING || level_at(f, f->place[v].level)->stamp != f->stamps) {
            forget_down_to(f, before);
            see(f, variable, MISSING);
            return false;
        }
        for (uint32_t i = 0; i < count; i++) {
            uint32_t u = lit_var(lits[i]);
            if (u != v && f->place[u].level > 0 && (f->seen[u] == UNSEEN || f->seen[u] == MISSING)) {
                vec_push(&f->stack, u);
                if (f->seen[u] == UNSEEN) {
                    see(f, u, IMPLIED);
                }
            }
        }
    }
    return true;
}

/* Resolves a literal of the block away; false: that takes something new. */
static bool resolve(Founded *f, uint32_t variable, uint32_t level, uint32_t *open)
{
    Lit binary;
    uint32_t count;
    const Lit *lits = reason_of(f, variable, &binary, &count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t u = lit_var(lits[i]);
        if (f->place[u].level == 0 || (f->seen[u] != UNSEEN && f->seen[u] != MISSING)) {
            continue;
        }
        if (f->place[u].level == level) {
            see(f, u, RESOLVED);
            ++*open;
        } else if (f->seen[u] == MISSING || !follows(f, u)) {
            return false;
        }
    }
    return true;
}

/* Appends the one literal of the level that its `open` literals in the clause give way to, or these. */
static void shrink_block(Founded *f, uint32_t level, uint32_t open)
{
    size_t end = level < level_now(f) ? level_at(f, level + 1)->trail : f->trail.n, i = end, before = f->cleared.n;
    bool good = true;
    while (good) {
        Lit l;
        do {
            l = f->trail.at[--i];
        } while (f->seen[lit_var(l)] != TAKEN && f->seen[lit_var(l)] != RESOLVED);
        if (open-- == 1) {
            vec_push(&f->learnt, lit_not(l));
            return;
        }
        good = resolve(f, lit_var(l), level, &open);
    }
    forget_down_to(f, before);
    for (i = end; i-- > level_at(f, level)->trail;) {
        if (f->seen[lit_var(f->trail.at[i])] == TAKEN) {
            vec_push(&f->learnt, lit_not(f->trail.at[i]));
        }
    }
}

/* Returns how many levels the clause spans. */
static uint32_t shrink(Founded *f)
{
    uint32_t levels = 1, highest = 0;
    f->stamps++;
    for (size_t i = 1; i < f->learnt.n; i++) {
        Level *level = level_at(f, level_of(f, f->learnt.at[i]));
        highest = level_of(f, f->learnt.at[i]) > highest ? level_of(f, f->learnt.at[i]) : highest;
        if (level->stamp != f->stamps) {
            level->stamp = f->stamps;
            level->taken = 0;
            levels++;
        }
        level->taken++;
    }
    f->learnt.n = 1;
    for (uint32_t level = highest; level > 0; level--) {
        if (level_at(f, level)->stamp == f->stamps) {
            shrink_block(f, level, level_at(f, level)->taken);
        }
    }
    return levels;
}

/* ---- learning ---- */

static uint32_t last_level(const Founded *f, const Lit *lits, size_t count)
{
    uint32_t last = 0;
    for (size_t i = 0; i < count; i++) {
        last = level_of(f, lits[i]) > last ? level_of(f, lits[i]) : last;
    }
    return last;
}

void learn(Founded *f)
{
    static const double FAST = 1.0 / 32, SLOW = 1.0 / 4096, DECAY = 0.97;
    static const float CLAUSE_DECAY = 0.999F;
    uint32_t level = last_level(f, f->conflict.at, f->conflict.n);
    f->conflicts++;
    if (level == 0) {
        f->refuted = true;
        return;
    }
    backtrack(f, level);
    derive(f, level);
    uint32_t glue = shrink(f);
    forget_down_to(f, 0);
    /* The second literal, if there is one, is of the last level among the others. */
    backtrack(f, f->learnt.n > 1 ? level_of(f, f->learnt.at[1]) : 0);
    uint32_t reason = clause_add(f, f->learnt.at, f->learnt.n, glue);
    assign(f, f->learnt.at[0], reason);
    note_use(f, reason);
    f->bump /= DECAY;
    f->clause_bump /= CLAUSE_DECAY;
    double share = 1.0 / (double)f->conflicts;
    f->fast += (glue - f->fast) * FAST;
    f->slow += (glue - f->slow) * (share > SLOW ? share : SLOW);
}

void find_failed(Founded *f, Lit l)
{
    Lit binary;
    uint32_t count;
    f->failed[l] = 1;
    vec_clear(&f->stack);
    vec_push(&f->stack, lit_var(l));
    while (f->stack.n) {
        uint32_t v = vec_pop(&f->stack);
        if (f->place[v].level == 0 || f->seen[v]) {
            continue;
        }
        see(f, v, TAKEN);
        if (f->place[v].reason == NO_REASON) {
            f->failed[2 * v + (f->value[2 * v] < 0)] = 1; /* a decision there is an assumption */
        }
        const Lit *lits = reason_of(f, v, &binary, &count);
        for (uint32_t i = 0; i < count; i++) {
            vec_push(&f->stack, lit_var(lits[i]));
        }
    }
    forget_down_to(f, 0);
}
