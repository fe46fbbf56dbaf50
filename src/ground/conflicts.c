#include "ground/join.h"
#include "ground/theory.h"

/* Which atoms conflict (S4.2): a and not a, in every way of saying it; what `conflict` items say; two values of `one`. */

typedef struct Pairs {
    VEC(uint64_t) keys; /* each way */
    Theory *t;
} Pairs;

/* Each way costs what an instance does, as a rebut: so they count against the same limit. */
static void add_pair(Pairs *pairs, AtomId a, AtomId b)
{
    if (a != b) {
        vec_push(&pairs->keys, pair_key(a, b));
        vec_push(&pairs->keys, pair_key(b, a));
        *pairs->t->limited |= pairs->keys.n > pairs->t->most_instances;
    }
}

static void negations(Theory *t, Pairs *pairs)
{
    for (AtomId atom = 0; atom < t->relation.n; atom++) {
        uint32_t said = RELATION_SAID(t->relation.at[atom]);
        bool mode = said & (SAID_BEGINS | SAID_ENDS);
        uint32_t bit = mode ? SAID_MODE_NOT : SAID_NOT;
        if ((said & bit) && !(said & SAID_ONCE)) {
            AtomId positive = theory_find_said(t, atom, said & ~bit);
            if (positive != NONE) {
                add_pair(pairs, atom, positive);
            }
        }
    }
}

static void conflict_matched(void *context, Join *join)
{
    add_pair(context, join->atoms[0], join->atoms[1]);
}

static void declared(Theory *t, Pairs *pairs)
{
    for (uint32_t i = 0; i < t->c->conflicts.n; i++) {
        const Conflict *conflict = &t->c->conflicts.at[i];
        Arena arena = {0};
        AtomId atoms[2];
        Body body = {conflict->literals, conflict->where.comparisons};
        JoinPlan plan = join_plan(t, &arena, &body, NONE, 0);
        Join join;
        join_start(&join, t, &body, NONE, conflict_matched, pairs);
        join.plan = &plan;
        join.atoms = atoms;
        join.different = true;
        join_run(&join);
        arena_free(&arena);
    }
}

/* Rows of the same relation that agree in all but the one argument, found through an index on the others. */
static void single_valued(Theory *t, Pairs *pairs)
{
    for (uint32_t i = 0; i < t->tables.n; i++) {
        const PredicateDetail *p = predicate_detail(t->c, RELATION_PREDICATE(t->tables.at[i].relation));
        if (p->one == NONE || RELATION_SAID(t->tables.at[i].relation) != 0) {
            continue;
        }
        Table *table = &t->tables.at[i];
        uint64_t others = (((uint64_t)1 << table->arity) - 1) & ~((uint64_t)1 << p->one);
        uint32_t index = table_index(table, others);
        const Index *chain = &table->indexes.at[index];
        for (uint32_t row = 0; row < table->atoms.n; row++) {
            for (uint32_t other = chain->next.at[row]; other != NONE && !theory_stopped(t, t->work);
                 other = chain->next.at[other]) {
                *t->limited |= ++t->work > t->most_work;
                add_pair(pairs, table->atoms.at[row], table->atoms.at[other]);
            }
        }
    }
}

/* S4.6: preferred(a, b) and preferred(b, a). */
static void reversed(Theory *t, Pairs *pairs)
{
    uint32_t id = t->c->preferred == NONE ? NONE : theory_table(t, RELATION(t->c->preferred, 0));
    for (uint32_t row = 0; id != NONE && row < t->tables.at[id].atoms.n; row++) {
        const ConstantId *values = &t->tables.at[id].values.at[2 * (size_t)row];
        AtomId other = theory_find(t, RELATION(t->c->preferred, 0), (ConstantId[]){values[1], values[0]});
        if (other != NONE) {
            add_pair(pairs, t->tables.at[id].atoms.at[row], other);
        }
    }
}

void theory_add_conflicts(Theory *t)
{
    if (*t->limited) {
        return; /* not every atom is in its index then, and nothing is decided */
    }
    Pairs pairs = {.t = t};
    negations(t, &pairs);
    declared(t, &pairs);
    single_valued(t, &pairs);
    reversed(t, &pairs);
    if (pairs.keys.n && !*t->limited) {
        pairs_sort(pairs.keys.at, pairs.keys.n);
        vec_reserve(&t->conflict_first, t->relation.n + 1);
        size_t next = 0;
        for (AtomId atom = 0; atom <= t->relation.n; atom++) {
            vec_push(&t->conflict_first, vec_next_id(&t->conflicts));
            for (; next < pairs.keys.n && pairs.keys.at[next] >> 32 == atom; next++) {
                if (!next || pairs.keys.at[next] != pairs.keys.at[next - 1]) {
                    vec_push(&t->conflicts, (uint32_t)pairs.keys.at[next]);
                }
            }
        }
    }
    vec_free(&pairs.keys);
}

typedef struct Opposed {
    IdVec *out;
    uint32_t other; /* the position of the conflicting literal in the pair */
} Opposed;

static void opposed_matched(void *context, Join *join)
{
    Opposed *opposed = context;
    vec_push(opposed->out, join->atoms[opposed->other]);
}

/* What `conflict` items set against a literal that is not possible itself: its side is taken as matched. That is only for who asks
 * about it; nothing of the case is compared here that would be wrong (S2.3). */
static void opposed_by_items(Theory *t, RelationId relation, const ConstantId *args, IdVec *out)
{
    const Case *c = t->c;
    for (uint32_t i = 0; i < 2 * c->conflicts.n; i++) {
        const Conflict *conflict = &c->conflicts.at[i / 2];
        uint32_t side = i % 2;
        const Literal *mine = &c->literals.at[conflict->literals.first + side];
        if (mine->relation != relation) {
            continue;
        }
        Opposed opposed = {out, 1 - side};
        AtomId atoms[2];
        Body body = {conflict->literals, conflict->where.comparisons};
        Join join;
        join_start(&join, t, &body, NONE, opposed_matched, &opposed);
        join.atoms = atoms;
        join.quiet = true;
        if (join_bind(&join, mine, args)) {
            Arena arena = {0};
            JoinPlan plan = join_plan(t, &arena, &body, side, join.bound);
            join.plan = &plan;
            join_run(&join);
            arena_free(&arena);
        }
    }
}

void theory_find_conflicts(Theory *t, RelationId relation, const ConstantId *args, IdVec *out)
{
    const Case *c = t->c;
    vec_clear(out);
    AtomId atom = theory_find(t, relation, args);
    if (atom != NONE) {
        if (t->conflict_first.n) {
            vec_append(out, t->conflicts.at + t->conflict_first.at[atom],
                       t->conflict_first.at[atom + 1] - t->conflict_first.at[atom]);
        }
        return;
    }
    uint32_t said = RELATION_SAID(relation);
    uint32_t bit = said & (SAID_BEGINS | SAID_ENDS) ? SAID_MODE_NOT : SAID_NOT;
    AtomId opposite = said & SAID_ONCE ? NONE : theory_find(t, relation ^ bit, args);
    if (opposite != NONE) {
        vec_push(out, opposite);
    }
    if (relation == RELATION(c->preferred, 0) && c->preferred != NONE) {
        AtomId reverse = theory_find(t, relation, (ConstantId[]){args[1], args[0]});
        if (reverse != NONE) {
            vec_push(out, reverse);
        }
    }
    opposed_by_items(t, relation, args, out);
    const PredicateDetail *p = predicate_detail(c, RELATION_PREDICATE(relation));
    uint32_t arity = relation_arity(c, relation);
    uint32_t table = p->one == NONE || said ? NONE : theory_table(t, relation);
    for (uint32_t row = 0; table != NONE && row < t->tables.at[table].atoms.n; row++) {
        const ConstantId *values = &t->tables.at[table].values.at[(size_t)row * arity];
        bool same = true;
        for (uint32_t k = 0; k < arity; k++) {
            same &= k == p->one || values[k] == args[k];
        }
        if (same) {
            vec_push(out, t->tables.at[table].atoms.at[row]);
        }
    }
}
