#include "ground/join.h"

#include "base/fatal.h"
#include "ground/compare.h"

static Table *table_of(const Theory *t, RelationId relation)
{
    uint32_t id = theory_table(t, relation);
    return id == NONE ? NULL : &t->tables.at[id];
}

static const Literal *body_literal(const Case *c, const Body *body, uint32_t position)
{
    return &c->literals.at[body->literals.first + position];
}

static uint64_t literal_variables(const Case *c, const Literal *literal)
{
    uint64_t set = 0;
    uint32_t arity = relation_arity(c, literal->relation);
    for (uint32_t i = 0; i < arity; i++) {
        TermCode code = c->terms.at[literal->args + i];
        set |= code & VARIABLE ? (uint64_t)1 << (code & ~VARIABLE) : 0;
    }
    return set;
}

static uint64_t bound_columns(const Case *c, const Literal *literal, uint64_t bound, uint32_t *count)
{
    uint64_t columns = 0;
    uint32_t arity = relation_arity(c, literal->relation);
    *count = 0;
    for (uint32_t i = 0; i < arity; i++) {
        TermCode code = c->terms.at[literal->args + i];
        if (!(code & VARIABLE) || (bound >> (code & ~VARIABLE) & 1)) {
            columns |= (uint64_t)1 << i;
            ++*count;
        }
    }
    return columns;
}

JoinPlan join_plan(Theory *t, Arena *arena, const Body *body, uint32_t start, uint64_t bound)
{
    const Case *c = t->c;
    uint32_t n = body->literals.count;
    JoinPlan plan = {arena_array(arena, JoinStep, n), 0, arena_array(arena, uint32_t, body->comparisons.count)};
    uint8_t *done = mem_zero(n, 1);
    if (start != NONE) {
        done[start] = 1;
    }
    for (uint32_t i = 0; i < body->comparisons.count; i++) {
        plan.check_at[i] = NONE;
    }
    for (;;) {
        for (uint32_t i = 0; i < body->comparisons.count; i++) {
            const Comparison *comparison = &c->comparisons.at[body->comparisons.first + i];
            uint64_t needs = expression_variables(c, comparison->left) | expression_variables(c, comparison->right);
            if (plan.check_at[i] == NONE && !(needs & ~bound)) {
                plan.check_at[i] = plan.count;
            }
        }
        /* Next the literal with the fewest free arguments, then the one with the fewest rows. */
        uint32_t best = NONE, best_free = 0;
        size_t best_rows = 0;
        for (uint32_t i = 0; i < n; i++) {
            if (done[i]) {
                continue;
            }
            const Literal *literal = body_literal(c, body, i);
            uint32_t count;
            bound_columns(c, literal, bound, &count);
            uint32_t free_args = relation_arity(c, literal->relation) - count;
            /* A literal that shares nothing with what is bound makes a product: last. */
            uint32_t cost = free_args && !count ? free_args + MAX_ARITY : free_args;
            const Table *table = table_of(t, literal->relation);
            size_t rows = table ? table->atoms.n : 0;
            if (best == NONE || cost < best_free || (cost == best_free && rows < best_rows)) {
                best = i;
                best_free = cost;
                best_rows = rows;
            }
        }
        if (best == NONE) {
            break;
        }
        const Literal *literal = body_literal(c, body, best);
        uint32_t count;
        done[best] = 1;
        plan.steps[plan.count++] = (JoinStep){best, bound_columns(c, literal, bound, &count), NONE};
        bound |= literal_variables(c, literal);
    }
    free(done);
    return plan;
}

bool join_unify(Join *join, const Literal *literal, AtomId atom)
{
    return join_bind(join, literal, atom_args(join->t, atom));
}

/* `known`: the arguments that are known to fit. */
static inline bool bind_free(Join *join, const Literal *literal, const ConstantId *args, uint32_t arity, uint64_t known)
{
    const TermCode *terms = join->t->c->terms.at + literal->args;
    for (uint32_t i = 0; i < arity; i++) {
        if (known >> i & 1) {
            continue;
        }
        TermCode code = terms[i];
        if (!(code & VARIABLE)) {
            if (code != args[i]) {
                return false;
            }
            continue;
        }
        uint32_t v = code & ~VARIABLE;
        if (join->bound >> v & 1) {
            if (join->binding[v] != args[i]) {
                return false;
            }
        } else {
            join->binding[v] = args[i];
            join->bound |= (uint64_t)1 << v;
        }
    }
    return true;
}

bool join_bind(Join *join, const Literal *literal, const ConstantId *args)
{
    return bind_free(join, literal, args, relation_arity(join->t->c, literal->relation), 0);
}

static bool checks(Join *join, uint32_t step)
{
    const Case *c = join->t->c;
    if (join->different && step == join->plan->count && join->atoms[0] == join->atoms[1]) {
        return false;
    }
    Comparing by = {.c = c, .binding = join->binding};
    for (uint32_t i = 0; i < join->body->comparisons.count; i++) {
        if (join->plan->check_at[i] == step) {
            int holds = compare_weigh(&by, &c->comparisons.at[join->body->comparisons.first + i]);
            if (!holds) {
                return false;
            }
            join->unlike |= holds == COMPARE_UNLIKE || (holds == COMPARE_OPEN && !join->open);
        }
    }
    if (step < join->plan->count || !join->unlike) {
        return true;
    }
    by.diags = join->quiet ? NULL : join->t->diags;
    return compare_all(&by, join->body->comparisons, join->open);
}

static void run_from(Join *join, uint32_t step);

/* Goes on with an atom whose arguments in the step's columns are those that were looked for. */
static void try_atom(Join *join, const JoinStep *at, const Literal *literal, AtomId atom, const ConstantId *args,
                     uint32_t arity)
{
    if (join->start != NONE && at->literal < join->start && atom == join->newest) {
        return; /* found already, with that literal as the start */
    }
    uint64_t bound = join->bound;
    if (bind_free(join, literal, args, arity, at->columns)) {
        join->atoms[at->literal] = atom;
        run_from(join, (uint32_t)(at - join->plan->steps) + 1);
    }
    join->bound = bound;
}

static void try_row(Join *join, const JoinStep *at, const Literal *literal, const Table *table, uint32_t row)
{
    try_atom(join, at, literal, table->atoms.at[row], &table->values.at[(size_t)row * table->arity], table->arity);
}

static void run_from(Join *join, uint32_t step)
{
    Theory *t = join->t;
    *t->limited |= ++t->work > t->most_work;
    if (theory_stopped(t, t->work) || !checks(join, step)) {
        return;
    }
    if (step == join->plan->count) {
        join->found(join->context, join);
        return;
    }
    JoinStep *at = &join->plan->steps[step];
    const Literal *literal = body_literal(t->c, join->body, at->literal);
    uint32_t arity = relation_arity(t->c, literal->relation);
    ConstantId key[MAX_ARITY];
    for (uint32_t i = 0; i < arity; i++) {
        if (at->columns >> i & 1) {
            TermCode code = t->c->terms.at[literal->args + i];
            key[i] = code & VARIABLE ? join->binding[code & ~VARIABLE] : code;
        }
    }
    if (arity == 0) {
        AtomId atom = theory_find(t, literal->relation, NULL);
        if (atom != NONE && (join->start == NONE || atom <= join->newest)) {
            try_atom(join, at, literal, atom, NULL, 0);
        }
        return;
    }
    uint32_t id = theory_table(t, literal->relation);
    if (id == NONE) {
        return;
    }
    uint64_t all = arity == 64 ? UINT64_MAX : ((uint64_t)1 << arity) - 1;
    if (at->columns == all) {
        uint32_t row = table_find(&t->tables.at[id], key);
        if (row != NONE && row < t->tables.at[id].active) {
            try_row(join, at, literal, &t->tables.at[id], row);
        }
        return;
    }
    if (!at->columns) {
        /* Rows added while matching are not visible yet: `active` is read once. */
        for (uint32_t row = 0, end = t->tables.at[id].active; row < end && !*t->limited; row++) {
            try_row(join, at, literal, &t->tables.at[id], row);
        }
        return;
    }
    if (at->index == NONE) {
        at->index = table_index(&t->tables.at[id], at->columns);
    }
    uint32_t row = index_first(&t->tables.at[id], &t->tables.at[id].indexes.at[at->index], key);
    while (row != NONE && !*t->limited) {
        uint32_t next = t->tables.at[id].indexes.at[at->index].next.at[row];
        try_row(join, at, literal, &t->tables.at[id], row);
        row = next;
    }
}

void join_run(Join *join)
{
    run_from(join, 0);
}
