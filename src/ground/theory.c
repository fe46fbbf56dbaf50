#include "ground/theory.h"

#include "base/fatal.h"
#include "ground/compare.h"
#include "ground/join.h"
#include "ground/ranking.h"
#include "ground/uncertain.h"
#include "ground/unasked.h"
#include "ground/watches.h"

/* Grounding proper: atoms are taken in the order of their discovery; each new one is matched with every condition that asks for
 * its relation, the other conditions against the atoms up to it (semi-naive evaluation, one tuple at a time; Ullman 1988). */

/* Added to the count of conditions that a schema without comparisons or any arguments waits for. */
#define BARE 0x80000000u

typedef struct Builder {
    Theory *t;
    Watches watches;
    Parts *parts;    /* NULL when no schema needs it */
    Map once_wanted; /* relations with SAID_ONCE that something asks for */
    IdVec waiting; /* by schema: conditions not yet found possible, where it has no variables; NONE: not in the view */
    IdVec ready;   /* schemas without variables all of whose conditions have been found possible */
    VEC(JoinPlan) plans;
    Map plan_by_start; /* pair_key(schema, position) */
    Arena arena;
    IdVec atoms; /* scratch: a body */
    IdVec matched; /* instances of schemas with variables, to be added: [schema, hash of the arguments, body, arguments of the head] */
} Builder;

enum { MATCHED_AT_ONCE = 256, GROUND_AT_ONCE = 32 };

const ConstantId *atom_args(const Theory *t, AtomId atom)
{
    uint32_t row = t->row.at[atom];
    if (row == NONE) {
        return NULL;
    }
    const Table *table = &t->tables.at[theory_table(t, t->relation.at[atom])];
    return &table->values.at[(size_t)row * table->arity];
}

AtomId theory_find(const Theory *t, RelationId relation, const ConstantId *args)
{
    uint32_t id = theory_table(t, relation); /* the predicate itself, which is larger, is not read */
    if (id == NONE) {
        return dense_find(&t->nullary[RELATION_SAID(relation)], RELATION_PREDICATE(relation));
    }
    uint32_t row = table_find(&t->tables.at[id], args);
    return row == NONE ? NONE : t->tables.at[id].atoms.at[row];
}

AtomId theory_find_said(const Theory *t, AtomId atom, uint32_t said)
{
    return theory_find(t, RELATION(RELATION_PREDICATE(t->relation.at[atom]), said), atom_args(t, atom));
}

static AtomId new_atom(Theory *t, RelationId relation, uint32_t row)
{
    AtomId atom = vec_next_id(&t->relation);
    BUG_UNLESS(atom < VARIABLE);
    vec_push(&t->relation, relation);
    vec_push(&t->row, row);
    return atom;
}

/* theory_add_atom for a relation without arguments. */
static AtomId add_nullary(Theory *t, RelationId relation)
{
    uint32_t *atom = dense_at_of(&t->nullary[RELATION_SAID(relation)], RELATION_PREDICATE(relation), t->c->predicates.n);
    if (*atom == NONE) {
        *atom = new_atom(t, relation, NONE);
    }
    return *atom;
}

static AtomId add_hashed(Theory *t, RelationId relation, const ConstantId *args, uint32_t hash)
{
    uint32_t arity = relation_arity(t->c, relation);
    if (!arity) {
        return add_nullary(t, relation);
    }
    uint32_t *id = dense_at(&t->table[RELATION_SAID(relation)], RELATION_PREDICATE(relation));
    if (*id == NONE) {
        *id = vec_next_id(&t->tables);
        vec_push(&t->tables, ((Table){.relation = relation, .arity = arity}));
    }
    Table *table = &t->tables.at[*id];
    AtomId fresh = vec_next_id(&t->relation), atom = table_add(table, args, hash, fresh);
    return atom == fresh ? new_atom(t, relation, (uint32_t)table->atoms.n - 1) : atom;
}

AtomId theory_add_atom(Theory *t, RelationId relation, const ConstantId *args)
{
    return add_hashed(t, relation, args, table_hash(relation_arity(t->c, relation), args));
}

InstanceId theory_add_instance(Theory *t, uint32_t schema, const AtomId *body, uint32_t count, AtomId head)
{
    InstanceId id = vec_next_id(&t->instance);
    *t->limited |= id >= t->most_instances;
    vec_push(&t->instance, vec_next_id(&t->records));
    vec_reserve(&t->records, t->records.n + count + 3);
    t->records.at[t->records.n++] = schema;
    t->records.at[t->records.n++] = count;
    ids_append(&t->records, body, count);
    t->records.at[t->records.n++] = head;
    return id;
}

/* Takes note of an instance of the schema. */
static void note_instance(Theory *t, const Schema *s, AtomId head)
{
    t->dated |= s->from != DAY_FIRST || s->until != DAY_NONE_AFTER;
    if (s->role == ROLE_FACT) {
        vec_push(&t->factual, head);
    }
}

/* The arguments of a literal under a binding. */
static void literal_args(const Case *c, const Literal *literal, const ConstantId *binding, IdVec *out)
{
    uint32_t arity = relation_arity(c, literal->relation);
    const TermCode *terms = c->terms.at + literal->args;
    vec_reserve(out, out->n + arity);
    for (uint32_t i = 0; i < arity; i++) {
        out->at[out->n++] = terms[i] & VARIABLE ? binding[terms[i] & ~VARIABLE] : terms[i];
    }
}

/* Adds the instances that were matched. The places of their conclusions in their tables have been fetched meanwhile. */
static void add_matched(Builder *b)
{
    Theory *t = b->t;
    for (size_t at = 0; at < b->matched.n;) {
        uint32_t schema = b->matched.at[at], hash = b->matched.at[at + 1];
        const Schema *s = &t->c->schemas.at[schema];
        const AtomId *body = &b->matched.at[at + 2];
        const ConstantId *args = body + s->body.literals.count;
        at += 2 + s->body.literals.count + relation_arity(t->c, s->head.relation);
        if (s->role == ROLE_PART) {
            parts_add(b->parts, schema, body, args);
            continue;
        }
        AtomId head = add_hashed(t, s->head.relation, args, hash);
        note_instance(t, s, head);
        theory_add_instance(t, schema, body, s->body.literals.count, head);
    }
    vec_clear(&b->matched);
}

typedef struct Matching {
    Builder *b;
    uint32_t schema;
} Matching;

static void schema_matched(void *context, Join *join)
{
    const Matching *m = context;
    const Schema *s = &join->t->c->schemas.at[m->schema];
    IdVec *matched = &m->b->matched;
    vec_push(matched, m->schema);
    vec_push(matched, 0);
    size_t hash = matched->n - 1, args = matched->n + s->body.literals.count;
    ids_append(matched, join->atoms, s->body.literals.count);
    literal_args(join->t->c, &s->head, join->binding, matched);
    matched->at[hash] = relation_prefetch(join->t, s->head.relation, matched->at + args);
    if (matched->n >= MATCHED_AT_ONCE) {
        add_matched(m->b);
    }
}

/* A schema without any arguments, all of whose conditions are possible: what most of a large theory may consist of, so no
 * predicate need be read. */
static void ground_bare_schema(Builder *b, uint32_t schema)
{
    Theory *t = b->t;
    const Schema *s = &t->c->schemas.at[schema];
    const Literal *literals = &t->c->literals.at[s->body.literals.first];
    uint32_t count = s->body.literals.count;
    vec_clear(&b->atoms);
    for (uint32_t i = 0; i < count; i++) {
        RelationId relation = literals[i].relation;
        vec_push(&b->atoms, t->nullary[RELATION_SAID(relation)].at[RELATION_PREDICATE(relation)]);
    }
    AtomId head = add_nullary(t, s->head.relation);
    note_instance(t, s, head);
    theory_add_instance(t, schema, b->atoms.at, count, head);
}

/* A schema without variables, all of whose conditions are possible. */
static void ground_schema(Builder *b, uint32_t schema)
{
    Theory *t = b->t;
    const Schema *s = &t->c->schemas.at[schema];
    if (!compare_all(&(Comparing){.c = t->c, .diags = t->diags}, s->body.comparisons, true)) {
        return;
    }
    vec_clear(&b->atoms);
    for (uint32_t i = 0; i < s->body.literals.count; i++) {
        const Literal *literal = &t->c->literals.at[s->body.literals.first + i];
        vec_push(&b->atoms, theory_find(t, literal->relation, &t->c->terms.at[literal->args]));
    }
    if (s->role == ROLE_PART) {
        parts_add(b->parts, schema, b->atoms.at, &t->c->terms.at[s->head.args]);
        return;
    }
    AtomId head = theory_add_atom(t, s->head.relation, &t->c->terms.at[s->head.args]);
    note_instance(t, s, head);
    theory_add_instance(t, schema, b->atoms.at, s->body.literals.count, head);
}

static JoinPlan *plan_of(Builder *b, uint32_t schema, uint32_t start, uint64_t bound)
{
    uint32_t *id = map_at(&b->plan_by_start, pair_key(schema, start));
    if (*id == NONE) {
        *id = vec_next_id(&b->plans);
        vec_push(&b->plans, join_plan(b->t, &b->arena, &b->t->c->schemas.at[schema].body, start, bound));
    }
    return &b->plans.at[*id];
}

static void match(Builder *b, uint32_t schema, uint32_t position, AtomId atom)
{
    Theory *t = b->t;
    const Schema *s = &t->c->schemas.at[schema];
    const Literal *literal = &t->c->literals.at[s->body.literals.first + position];
    if (!s->variables) {
        const ConstantId *args = atom_args(t, atom);
        uint32_t arity = relation_arity(t->c, literal->relation);
        if (memcmp(args, &t->c->terms.at[literal->args], arity * sizeof *args) == 0 && --b->waiting.at[schema] == 0) {
            vec_push(&b->ready, schema);
        }
        return;
    }
    Matching matching = {b, schema};
    Join join;
    join_start(&join, t, &s->body, position, schema_matched, &matching);
    join.newest = atom;
    join.open = true;
    if (!join_unify(&join, literal, atom)) {
        return;
    }
    vec_reserve(&b->atoms, s->body.literals.count);
    join.atoms = b->atoms.at;
    join.atoms[position] = atom;
    join.plan = plan_of(b, schema, position, join.bound);
    join_run(&join);
}

/* The plain inferences that start from an atom: a run gives its literal (S3.5a), what holds held (S3.4). */
static void infer(Builder *b, AtomId atom)
{
    Theory *t = b->t;
    RelationId relation = t->relation.at[atom];
    PredicateId predicate = RELATION_PREDICATE(relation);
    uint32_t said = RELATION_SAID(relation);
    if (!(said & SAID_BEGINS) && !b->once_wanted.n) {
        return;
    }
    uint32_t arity = t->c->predicates.at[predicate].arity;
    ConstantId args[MAX_ARITY];
    if (arity) {
        memcpy(args, atom_args(t, atom), arity * sizeof *args);
    }
    if ((said & SAID_BEGINS) && !(said & (SAID_MODE_NOT | SAID_ONCE))) {
        const Body *while_ = &predicate_detail(t->c, predicate)->while_;
        vec_clear(&b->atoms);
        vec_push(&b->atoms, atom);
        for (uint32_t i = 0; i < while_->literals.count; i++) {
            const Literal *literal = &t->c->literals.at[while_->literals.first + i];
            ConstantId values[MAX_ARITY];
            uint32_t n = relation_arity(t->c, literal->relation);
            for (uint32_t k = 0; k < n; k++) {
                TermCode code = t->c->terms.at[literal->args + k];
                values[k] = code & VARIABLE ? args[code & ~VARIABLE] : code;
            }
            AtomId needed = theory_find(t, literal->relation, values);
            BUG_UNLESS(needed != NONE); /* it is among the conditions of whatever begins */
            vec_push(&b->atoms, needed);
        }
        AtomId head = theory_add_atom(t, RELATION(predicate, said & SAID_NOT), args);
        theory_add_instance(t, SCHEMA_RUN, b->atoms.at, (uint32_t)b->atoms.n, head);
    }
    if (!(said & SAID_ONCE) && map_find(&b->once_wanted, RELATION(predicate, said | SAID_ONCE)) != NONE) {
        AtomId head = theory_add_atom(t, RELATION(predicate, said | SAID_ONCE), args);
        theory_add_instance(t, SCHEMA_ONCE, &atom, 1, head);
    }
}

/* The conditions about somebody or something in particular in these places, which the atom may meet. */
static void match_particular(Builder *b, uint32_t places, AtomId atom)
{
    const Theory *t = b->t;
    RelationId relation = t->relation.at[atom];
    uint32_t k = watches_of_some(&b->watches, relation, places, atom_args(t, atom));
    for (; k != NONE; k = b->watches.particular.at[k].next) {
        Watch w = b->watches.particular.at[k].watch;
        if (t->c->literals.at[t->c->schemas.at[w.schema].body.literals.first + w.position].relation == relation) {
            match(b, w.schema, w.position, atom);
        }
    }
}

static void activate(Builder *b, AtomId atom)
{
    Theory *t = b->t;
    RelationId relation = t->relation.at[atom];
    if (t->row.at[atom] != NONE) {
        table_activate(&t->tables.at[theory_table(t, relation)]);
    }
    infer(b, atom);
    enum { AHEAD = 12 };
    TreeRange watches = watches_of(&b->watches, relation);
    const Watch *list = b->watches.list.at + watches.first;
    for (uint32_t k = 0; k < watches.count; k++) {
        if (k + AHEAD < watches.count && !(list[k + AHEAD].position & WATCH_SOME)) {
            __builtin_prefetch(&b->waiting.at[list[k + AHEAD].schema]);
        }
        if (list[k].position & WATCH_SOME) {
            match_particular(b, list[k].schema, atom);
        } else if (!(list[k].position & WATCH_ALONE)) {
            match(b, list[k].schema, list[k].position, atom);
        } else if ((--b->waiting.at[list[k].schema] & ~BARE) == 0) {
            vec_push(&b->ready, list[k].schema);
            schema_prefetch(&t->c->schemas.at[list[k].schema]);
        }
    }
}

/* Grounds what is ready. The order of discovery is not that of the file, so what is next but some is fetched from memory. */
static void ground_ready(Builder *b)
{
    enum { AHEAD = 8 };
    const Theory *t = b->t;
    for (size_t i = 0; i < b->ready.n; i++) {
        if (i + AHEAD < b->ready.n) {
            const Schema *s = &t->c->schemas.at[b->ready.at[i + AHEAD]];
            PredicateId head = RELATION_PREDICATE(s->head.relation);
            __builtin_prefetch(&t->c->literals.at[s->body.literals.first]);
            if (!s->body.literals.count) {
                relation_prefetch(t, s->head.relation, &t->c->terms.at[s->head.args]);
            } else if (head < t->nullary[0].room) {
                __builtin_prefetch(&t->nullary[0].at[head]);
            }
        }
        bool bare = b->waiting.at[b->ready.at[i]] & BARE;
        (bare ? ground_bare_schema : ground_schema)(b, b->ready.at[i]);
    }
    vec_clear(&b->ready);
}

/* The same for the atoms further down the queue. */
FETCHES void fetch_ahead(const Builder *b, AtomId atom)
{
    enum { FAR = 24, MIDDLE = 16, NEAR = 8 };
    const Theory *t = b->t;
    size_t n = t->relation.n;
    if (atom + FAR < n) {
        RelationId relation = t->relation.at[atom + FAR];
        const IdVec *first = &b->watches.first[RELATION_SAID(relation)];
        if (first->n) {
            __builtin_prefetch(&first->at[RELATION_PREDICATE(relation)]);
        }
    }
    if (atom + MIDDLE < n) {
        TreeRange watches = watches_of(&b->watches, t->relation.at[atom + MIDDLE]);
        if (watches.count) {
            __builtin_prefetch(&b->watches.list.at[watches.first]);
        }
    }
    TreeRange watches = atom + NEAR < n ? watches_of(&b->watches, t->relation.at[atom + NEAR]) : (TreeRange){0, 0};
    if (watches.count && !(b->watches.list.at[watches.first].position & WATCH_SOME)) {
        __builtin_prefetch(&b->waiting.at[b->watches.list.at[watches.first].schema]);
    }
}

/* Takes the atoms from *next on, until there are no further ones. */
static void activate_from(Builder *b, AtomId *next)
{
    Theory *t = b->t;
    for (; *next < t->relation.n && !theory_stopped(t, *next); ++*next) {
        fetch_ahead(b, *next);
        activate(b, *next);
        if (b->ready.n >= GROUND_AT_ONCE || *next + 1 == t->relation.n) {
            ground_ready(b);
            add_matched(b);
        }
    }
}

static void want_once(Builder *b, const Literal *literal)
{
    if (RELATION_SAID(literal->relation) & SAID_ONCE) {
        *map_at(&b->once_wanted, literal->relation) = 1;
    }
}

bool theory_in_view(const Theory *t, const Schema *s)
{
    if (s->item == NONE) {
        return true;
    }
    const Item *item = &t->c->items.at[s->item];
    if (item->kind == ITEM_ACT && s->role == ROLE_FACT) {
        return case_act_done(t->c, item, &t->from);
    }
    bool known = s->role != ROLE_CLAIM;
    for (uint32_t i = 0; !known && i < item->supports.count; i++) {
        known = case_support_known(t->c, &t->c->supports.at[item->supports.first + i], &t->from);
    }
    return known && case_item_in_view(t->c, item, &t->from);
}

static void start(Builder *b)
{
    Theory *t = b->t;
    const Case *c = t->c;
    for (size_t i = 0; i < c->literals.n; i++) {
        want_once(b, &c->literals.at[i]);
    }
    for (size_t i = 0; i < c->asked.n; i++) {
        want_once(b, &c->asked.at[i].literal);
    }
    for (size_t i = 0; i < c->expectations.n; i++) {
        want_once(b, &c->expectations.at[i].asked.literal);
    }
    vec_reserve(&t->relation, c->schemas.n);
    vec_reserve(&t->row, c->schemas.n);
    vec_reserve(&t->instance, c->schemas.n);
    vec_reserve(&t->records, 3 * c->schemas.n + c->literals.n);
    vec_reserve(&b->waiting, c->schemas.n);
    Unasked unasked;
    unasked_find(&unasked, c);
    bool whole = case_is_whole(c, &t->from);
    for (uint32_t i = 0; i < c->schemas.n; i++) {
        const Schema *s = &c->schemas.at[i];
        uint32_t waiting = NONE;
        if (!unasked_has(&unasked, s) && (whole || theory_in_view(t, s))) {
            waiting = s->body.literals.count;
            bool bare = waiting && !s->variables && !s->body.comparisons.count && s->role != ROLE_PART &&
                        !relation_arity(c, s->head.relation);
            b->parts = s->role == ROLE_PART && !b->parts ? parts_new(t) : b->parts;
            for (uint32_t k = 0; bare && k < s->body.literals.count; k++) {
                bare = !relation_arity(c, c->literals.at[s->body.literals.first + k].relation);
            }
            waiting += bare ? BARE : 0;
        }
        vec_push(&b->waiting, waiting);
        if (!waiting) {
            vec_push(&b->ready, i);
        }
    }
    unasked_free(&unasked);
    watches_build(&b->watches, t, b->waiting.at);
    ground_ready(b);
}

void theory_binding(const Theory *t, InstanceId instance, ConstantId *binding)
{
    const Schema *s = &t->c->schemas.at[instance_schema(t, instance)];
    const AtomId *body = instance_body(t, instance);
    for (uint32_t i = 0; i < s->body.literals.count && s->variables; i++) {
        const Literal *literal = &t->c->literals.at[s->body.literals.first + i];
        const ConstantId *args = atom_args(t, body[i]);
        uint32_t arity = relation_arity(t->c, literal->relation);
        for (uint32_t k = 0; k < arity; k++) {
            TermCode code = t->c->terms.at[literal->args + k];
            if (code & VARIABLE) {
                binding[code & ~VARIABLE] = args[k];
            }
        }
    }
}

static void nothing_found(void *context, Join *join)
{
    (void)context;
    (void)join;
}

/* Comparisons are made once the literals beside them are possible (S2.3); what a beginning needs (`while`) does not stand beside them,
 * although it is matched together with them. So where that is not to be had, unlike things are looked for here. */
static void compare_without_while(Builder *b)
{
    Theory *t = b->t;
    const Case *c = t->c;
    for (uint32_t i = 0; i < c->schemas.n; i++) {
        const Schema *s = &c->schemas.at[i];
        if (!s->body.comparisons.count || b->waiting.at[i] == NONE || !schema_while_count(c, s)) {
            continue;
        }
        const Body *needs = &predicate_detail(c, RELATION_PREDICATE(s->head.relation))->while_;
        Body own = s->body;
        own.literals.count -= needs->literals.count;
        own.comparisons.count -= needs->comparisons.count;
        Arena arena = {0};
        JoinPlan plan = join_plan(t, &arena, &own, NONE, 0);
        Join join;
        join_start(&join, t, &own, NONE, nothing_found, NULL);
        join.open = true;
        join.plan = &plan;
        join.atoms = arena_array(&arena, AtomId, own.literals.count + 1);
        join_run(&join);
        arena_free(&arena);
    }
}

enum { WORK_FOR_EACH_INSTANCE = 64 };

void theory_build(Theory *t, const Case *c, Viewpoint viewpoint, Diagnostics *diags)
{
    *t = (Theory){.c = c,
                  .from = viewpoint,
                  .diags = diags,
                  .most_work = viewpoint.limit * WORK_FOR_EACH_INSTANCE,
                  .most_instances = viewpoint.limit,
                  .limited = viewpoint.limited,
                  .maybe = NONE};
    Builder b = {.t = t};
    start(&b);
    theory_add_clause_facts(t);
    if (c->preferred != NONE && c->ranking_asked) {
        ranking_add_facts(t);
    }
    AtomId next = 0;
    activate_from(&b, &next);
    if (c->preferred != NONE && !c->ranking_asked) {
        ranking_add_opposed(t);
        activate_from(&b, &next);
    }
    if (b.parts) {
        parts_finish(b.parts);
    }
    compare_without_while(&b);
    theory_add_exceptions(t);
    theory_add_conflicts(t);
    uncertain_find(t);
    parts_free(b.parts);
    watches_free(&b.watches);
    map_free(&b.once_wanted);
    vec_free(&b.waiting);
    vec_free(&b.ready);
    vec_free(&b.matched);
    vec_free(&b.plans);
    map_free(&b.plan_by_start);
    vec_free(&b.atoms);
    arena_free(&b.arena);
}

void theory_free(Theory *t)
{
    vec_free(&t->relation);
    vec_free(&t->row);
    for (size_t i = 0; i < t->tables.n; i++) {
        table_free(&t->tables.at[i]);
    }
    vec_free(&t->tables);
    for (uint32_t said = 0; said < SAID_WAYS; said++) {
        dense_free(&t->table[said]);
        dense_free(&t->nullary[said]);
    }
    vec_free(&t->records);
    vec_free(&t->instance);
    vec_free(&t->factual);
    vec_free(&t->exceptions);
    vec_free(&t->exception_first);
    vec_free(&t->conflict_first);
    vec_free(&t->conflicts);
    vec_free(&t->uncertain);
    vec_free(&t->ordering);
    free(t->ordered);
    map_free(&t->places);
    free(t->days);
    free(t->domain);
    *t = (Theory){0};
}
