#include "ground/compare.h"
#include "ground/join.h"

/* What excepts each instance (S4.4): the ways to meet each `unless` of its schema. */

typedef struct Exceptions {
    Theory *t;
    VEC(JoinPlan) plans;
    Map plan_by_exception;
    Arena arena;
    IdVec atoms; /* scratch: a body */
} Exceptions;

static void exception_matched(void *context, Join *join)
{
    Theory *t = join->t;
    (void)context;
    vec_push(&t->exceptions, join->body->literals.count);
    vec_append(&t->exceptions, join->atoms, join->body->literals.count);
}

/* An exception without variables, met when each of its literals is possible. */
static void add_ground_exception(Exceptions *x, const Body *body)
{
    Theory *t = x->t;
    const Case *c = t->c;
    vec_clear(&x->atoms);
    for (uint32_t i = 0; i < body->literals.count; i++) {
        const Literal *literal = &c->literals.at[body->literals.first + i];
        AtomId atom = theory_find(t, literal->relation, &c->terms.at[literal->args]);
        if (atom == NONE) {
            return;
        }
        vec_push(&x->atoms, atom);
    }
    if (!compare_all(&(Comparing){.c = c, .diags = t->diags}, body->comparisons, false)) {
        return;
    }
    vec_push(&t->exceptions, body->literals.count);
    vec_append(&t->exceptions, x->atoms.at, x->atoms.n);
}

/* For a loop over the instances: the exceptions of those further on. */
FETCHES void exceptions_fetch_ahead(const Theory *t, InstanceId i)
{
    enum { FAR = 8, NEAR = 4 };
    const Case *c = t->c;
    instance_fetch_ahead(t, i);
    uint32_t schema = i + FAR < t->instance.n ? instance_schema(t, i + FAR) : SCHEMA_LEAST;
    if (schema < c->schemas.n && c->schemas.at[schema].unless.count) {
        __builtin_prefetch(&c->exceptions.at[c->schemas.at[schema].unless.first]);
    }
    schema = i + NEAR < t->instance.n ? instance_schema(t, i + NEAR) : SCHEMA_LEAST;
    if (schema < c->schemas.n && c->schemas.at[schema].unless.count) {
        const Exception *exception = &c->exceptions.at[c->schemas.at[schema].unless.first];
        __builtin_prefetch(&c->literals.at[exception->body.literals.first]);
    }
}

/* All exceptions of all instances, now that every atom is known. */
void theory_add_exceptions(Theory *t)
{
    const Case *c = t->c;
    if (!c->exceptions.n) {
        return;
    }
    Exceptions x = {.t = t};
    uint32_t without =
        NONE; /* the schema of the instance before, where that has no exceptions: one may have many instances */
    vec_reserve(&t->exception_first, t->instance.n + 1);
    for (InstanceId i = 0; i < t->instance.n && !theory_stopped(t, i); i++) {
        vec_push(&t->exception_first, vec_next_id(&t->exceptions));
        uint32_t schema = instance_schema(t, i);
        if (schema == without) {
            continue;
        }
        exceptions_fetch_ahead(t, i);
        const Schema *s = schema < SCHEMA_LEAST ? &c->schemas.at[schema] : NULL;
        if (!s || !s->unless.count) {
            without = schema;
            continue;
        }
        Join join;
        join_start(&join, t, NULL, NONE, exception_matched, NULL);
        theory_binding(t, i, join.binding);
        for (uint32_t e = 0; e < s->unless.count; e++) {
            const Exception *exception = &c->exceptions.at[s->unless.first + e];
            if (!exception->variables) {
                add_ground_exception(&x, &exception->body);
                continue;
            }
            join.bound = s->variables == 64 ? UINT64_MAX : ((uint64_t)1 << s->variables) - 1;
            join.body = &exception->body;
            vec_reserve(&x.atoms, exception->body.literals.count);
            join.atoms = x.atoms.at;
            uint32_t *id = map_at(&x.plan_by_exception, s->unless.first + e);
            if (*id == NONE) {
                *id = vec_next_id(&x.plans);
                vec_push(&x.plans, join_plan(t, &x.arena, join.body, NONE, join.bound));
            }
            join.plan = &x.plans.at[*id];
            join_run(&join);
        }
    }
    vec_push(&t->exception_first, vec_next_id(&t->exceptions));
    vec_free(&x.plans);
    map_free(&x.plan_by_exception);
    vec_free(&x.atoms);
    arena_free(&x.arena);
}
