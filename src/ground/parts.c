#include "ground/compare.h"
#include "ground/theory.h"

/* Conditions made of others (S2.5, S3.4), as atoms: what their schemas conclude. The members of `at least n of` are counted as they are
 * found, members that come to the same conditions once; when there are n the group is possible. */

typedef struct Counter {
    RelationId group;
    uint32_t count, latest; /* in Parts.members, or NONE */
} Counter;

typedef struct CountedMember {
    AtomId atom;
    uint32_t next; /* of the same group, or NONE */
} CountedMember;

struct Parts {
    Theory *t;
    Names there;     /* instances that may be found again: the head and the body */
    Names groups;    /* the group's relation and arguments; by id, `counters` */
    Names different; /* the counter, and what a member comes to */
    VEC(Counter) counters;
    VEC(CountedMember) members;
    IdVec key, body; /* scratch */
};

Parts *parts_new(Theory *t)
{
    Parts *p = mem_zero(1, sizeof *p);
    p->t = t;
    return p;
}

void parts_free(Parts *p)
{
    if (!p) {
        return;
    }
    names_free(&p->there);
    names_free(&p->groups);
    names_free(&p->different);
    vec_free(&p->counters);
    vec_free(&p->members);
    vec_free(&p->key);
    vec_free(&p->body);
    free(p);
}

static Str key_of(const IdVec *key)
{
    return (Str){(const char *)key->at, key->n * sizeof *key->at};
}

/* Adds what an expression comes to, term by term. */
static void add_expression(const Case *c, uint32_t index, const ConstantId *binding, IdVec *key)
{
    const Expression *e = &c->expressions.at[index];
    if (e->op) {
        vec_push(key, VARIABLE | (uint32_t)(unsigned char)e->op);
        add_expression(c, e->left, binding, key);
        add_expression(c, e->right, binding, key);
    } else {
        vec_push(key, VARIABLE | 0x2000u | (uint32_t)(unsigned char)e->unit);
        vec_push(key, e->term & VARIABLE ? binding[e->term & ~VARIABLE] : e->term);
    }
}

/* A member as its literals, in one order, and its comparisons: members that come to the same are one. */
static void describe_member(Parts *p, const Schema *s, const ConstantId *args)
{
    const Case *c = p->t->c;
    uint32_t own = s->body.comparisons.count - s->around_comparisons;
    ids_sort(&p->body);
    for (size_t i = 0; i < p->body.n; i++) {
        if (!i || p->body.at[i] != p->body.at[i - 1]) {
            vec_push(&p->key, p->body.at[i]);
        }
    }
    for (uint32_t i = 0; i < own; i++) {
        const Comparison *comparison = &c->comparisons.at[s->body.comparisons.first + i];
        vec_push(&p->key, VARIABLE | 0x1000u | comparison->op);
        add_expression(c, comparison->left, args, &p->key);
        add_expression(c, comparison->right, args, &p->key);
    }
}

/* Counts a member that was found for the first time. */
static void count_member(Parts *p, const Schema *s, const PredicateDetail *detail, AtomId atom, const ConstantId *args)
{
    Theory *t = p->t;
    RelationId group = RELATION(detail->group, 0);
    uint32_t arity = relation_arity(t->c, group);
    vec_clear(&p->key);
    vec_push(&p->key, group);
    vec_append(&p->key, args, arity);
    uint32_t id = names_add(&p->groups, key_of(&p->key));
    if (id == p->counters.n) {
        vec_push(&p->counters, ((Counter){group, 0, NONE}));
    }
    vec_clear(&p->key);
    vec_push(&p->key, id);
    describe_member(p, s, args);
    size_t known = p->different.text.n;
    if (names_add(&p->different, key_of(&p->key)) < known) {
        return;
    }
    Counter *counter = &p->counters.at[id];
    vec_push(&p->members, ((CountedMember){atom, counter->latest}));
    counter->latest = (uint32_t)p->members.n - 1;
    if (++counter->count == predicate_detail(t->c, detail->group)->number) {
        theory_add_atom(t, group, args);
    }
}

/* Whether the instance of this head and p->body is not there yet. */
static bool is_new(Parts *p, AtomId head)
{
    vec_clear(&p->key);
    vec_push(&p->key, head);
    vec_append(&p->key, p->body.at, p->body.n);
    size_t known = p->there.text.n;
    return names_add(&p->there, key_of(&p->key)) == known;
}

void parts_add(Parts *p, uint32_t schema, const AtomId *body, const ConstantId *args)
{
    Theory *t = p->t;
    const Schema *s = &t->c->schemas.at[schema];
    const PredicateDetail *detail = predicate_detail(t->c, RELATION_PREDICATE(s->head.relation));
    uint32_t own = s->body.literals.count - s->around;
    if (detail->composite == COMPOSITE_ON &&
        !compare_is_day(t->c, args[relation_arity(t->c, s->head.relation) - 1],
                        t->c->predicates.at[RELATION_PREDICATE(s->head.relation)].first, t->diags)) {
        return;
    }
    vec_clear(&p->body);
    vec_append(&p->body, body, own);
    AtomId head = theory_add_atom(t, s->head.relation, args);
    if (s->around && !is_new(p, head)) {
        return; /* what stands around it is matched in several ways */
    }
    theory_add_instance(t, schema, p->body.at, own, head);
    if (detail->composite == COMPOSITE_MEMBER) {
        count_member(p, s, detail, head, args);
    }
}

void parts_finish(Parts *p)
{
    Theory *t = p->t;
    for (size_t i = 0; i < p->counters.n && !theory_stopped(t, i); i++) {
        const Counter *counter = &p->counters.at[i];
        if (counter->count < predicate_detail(t->c, RELATION_PREDICATE(counter->group))->number) {
            continue;
        }
        vec_clear(&p->body);
        for (uint32_t k = counter->latest; k != NONE; k = p->members.at[k].next) {
            vec_push(&p->body, p->members.at[k].atom);
        }
        ids_sort(&p->body);
        Str key = names_text(&p->groups, (uint32_t)i);
        ConstantId args[1 + MAX_ARITY];
        memcpy(args, key.ptr, key.len);
        AtomId head = theory_find(t, counter->group, args + 1);
        theory_add_instance(t, SCHEMA_COUNT, p->body.at, (uint32_t)p->body.n, head);
    }
}

static void ask(uint8_t *idle, IdVec *asked, AtomId atom)
{
    if (idle[atom]) {
        idle[atom] = 0;
        vec_push(asked, atom);
    }
}

uint8_t *parts_find_idle(const Theory *t)
{
    const Case *c = t->c;
    uint8_t *idle = mem_zero(t->relation.n, 1);
    bool any = false;
    for (AtomId a = 0; a < t->relation.n; a++) {
        idle[a] = relation_composite(c, t->relation.at[a]) != COMPOSITE_NONE;
        any |= idle[a];
    }
    if (!any) {
        free(idle);
        return NULL;
    }
    IdVec asked = {0}, given = {0}; /* instances by composite head: the latest, and the one before it */
    uint32_t *latest = mem_new(t->relation.n, sizeof *latest);
    memset(latest, 0xff, t->relation.n * sizeof *latest);
    for (InstanceId i = 0; i < t->instance.n; i++) {
        AtomId head = instance_head(t, i);
        bool part = relation_composite(c, t->relation.at[head]) != COMPOSITE_NONE;
        vec_push(&given, part ? latest[head] : NONE);
        if (part) {
            latest[head] = i;
            continue;
        }
        for (uint32_t k = 0; k < instance_body_count(t, i); k++) {
            ask(idle, &asked, instance_body(t, i)[k]);
        }
    }
    for (size_t i = 0; t->wanted && i < t->wanted->n; i++) {
        ask(idle, &asked, t->wanted->at[i]);
    }
    for (size_t e = 0; e < t->exceptions.n;) {
        for (uint32_t count = t->exceptions.at[e++]; count; count--) {
            ask(idle, &asked, t->exceptions.at[e++]);
        }
    }
    while (asked.n) {
        for (InstanceId i = latest[vec_pop(&asked)]; i != NONE; i = given.at[i]) {
            for (uint32_t k = 0; k < instance_body_count(t, i); k++) {
                ask(idle, &asked, instance_body(t, i)[k]);
            }
        }
    }
    vec_free(&asked);
    vec_free(&given);
    free(latest);
    return idle;
}
