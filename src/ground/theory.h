/* The ground theory of a view, days left aside: atoms (ground literals that are possible), instances of schemas, what excepts
 * them, and which atoms conflict (semantics S2.3, S4.2). Dense ids in order of discovery: an instance's body consists of
 * atoms found before it was made. */
#ifndef ARG_GROUND_THEORY_H
#define ARG_GROUND_THEORY_H

#include "model/case.h"
#include "model/order.h"

typedef uint32_t AtomId, InstanceId;

/* Instances that no schema makes: plain inferences (S4.1). */
#define SCHEMA_RUN 0xfffffffeu    /* a <- begins a, and what its `while` asks: a run goes on */
#define SCHEMA_ONCE 0xfffffffdu   /* once a <- a */
#define SCHEMA_RANKED 0xffffffffu /* preferred(a, b), by S4.3 */
#define SCHEMA_COUNT 0xfffffffcu  /* at least n of (…) <- its members: when n of them hold */
#define SCHEMA_CLAUSE 0xfffffffbu /* what a clause says (S2.6) */
#define SCHEMA_MAYBE 0xfffffffau  /* what may hold or not, in a region */
#define SCHEMA_LEAST 0xfffffff0u  /* those of the case are below */

typedef struct RowCell {
    uint32_t hash; /* so that growth and misses read no row */
    uint32_t row;  /* NONE: an empty cell */
} RowCell;

/* A hash table of rows by their values in some columns. */
typedef struct RowSet {
    uint64_t columns; /* bit i: argument i is part of the key */
    RowCell *cells;
    size_t room, keys;
} RowSet;

typedef struct Index {
    RowSet latest; /* the latest row of each key */
    IdVec next;    /* by row: the row before it with the same key, or NONE */
} Index;

/* The rows of one relation with at least one argument. */
typedef struct Table {
    RelationId relation;
    uint32_t arity;
    IdVec values; /* constants, arity for each row */
    IdVec atoms;  /* by row */
    RowSet rows;
    uint32_t active; /* rows before this one are seen by joins */
    VEC(Index) indexes;
} Table;

/* The days [from, until). */
typedef struct Stretched {
    Day from, until;
} Stretched;

typedef struct Theory {
    const Case *c;
    Viewpoint from;
    Diagnostics *diags;
    size_t work, most_work, most_instances; /* matching steps; limits */
    bool *limited;
    /* Atoms. */
    VEC(RelationId) relation;
    IdVec row; /* in the relation's table; NONE for those without arguments */
    VEC(Table) tables;
    /* By way of saying, then by predicate: the table of a relation, or the atom of one without arguments. */
    Dense table[SAID_WAYS], nullary[SAID_WAYS];
    /* Instances: records of [schema, number of atoms in the body, the body, the head]. */
    IdVec records;
    IdVec instance; /* by instance: its record */
    bool dated;     /* some instance is of a schema that has days */
    IdVec factual;  /* the heads of facts, and of what is built in; with repetitions */
    /* Exceptions: records of [number of atoms, the atoms]; by instance, when there are any at all. */
    IdVec exceptions;
    IdVec exception_first; /* by instance, and one more; empty when no instance has exceptions */
    /* Conflicts between atoms, both ways; empty when there are none. */
    IdVec conflict_first; /* by atom, and one more */
    IdVec conflicts;
    /* Unknown days (S3.6), where there are any; uncertain.h. */
    IdVec uncertain; /* the instances that depend on them, rising */
    IdVec ordering;  /* those unknown days on which it depends what is stronger than what: days of annulments */
    uint8_t *ordered; /* by item: something may be stronger or weaker than it only through what may be annulled; or NULL */
    Map places;       /* pair_key(atom, argument) -> the unknown day that stands there */
    DaySpan *domain;        /* by unknown day: from when to when it may be */
    Stretched *days;        /* by instance: the days on which it can apply; NULL: those of its schema */
    const DaySpan *unknown; /* by unknown day: when it is, or may be; NULL: as taken where nothing better is known */
    AtomId maybe;           /* what may hold or not; NONE outside regions */
    const uint8_t *fuzzy;   /* by atom: whether that bears on what supports it; NULL: on nothing */
    const IdVec *wanted;    /* atoms that are asked about although nothing depends on them; or NULL */
    const Day *latest;      /* by atom: a day by which it has held for certain, or DAY_NONE_AFTER; NULL: none */
} Theory;

/* Grounds the view; stops, partial, where the limit is reached. Comparisons that cannot be made become diagnostics; the theory is then partial. */
void theory_build(Theory *theory, const Case *c, Viewpoint viewpoint, Diagnostics *diags);
void theory_free(Theory *theory);

/* For passes that may be long, with the number of the step: whether a limit has stopped the work. That the time allowed is over is
 * looked at once in so many steps, and counts as a limit: a theory that is not complete decides nothing. */
static inline bool theory_stopped(const Theory *t, size_t step)
{
    enum { STEPS = 1024 };
    if (step % STEPS == STEPS - 1 && budget_spent(t->from.budget)) {
        *t->limited = true;
    }
    return *t->limited;
}

static inline uint32_t instance_schema(const Theory *t, InstanceId i)
{
    return t->records.at[t->instance.at[i]];
}
/* The schema of what an item says (S4.1); NULL for a plain inference. */
static inline const Schema *instance_said(const Theory *t, InstanceId i)
{
    uint32_t schema = instance_schema(t, i);
    const Schema *s = schema < SCHEMA_LEAST ? &t->c->schemas.at[schema] : NULL;
    return s && s->role != ROLE_PART ? s : NULL;
}
/* The days on which the instance of this schema can apply, as far as its item says. */
static inline Stretched instance_days(const Theory *t, InstanceId i, const Schema *s)
{
    return t->days ? t->days[i] : (Stretched){s->from, s->until};
}
/* When the day is that a constant names: of an unknown one from when to when it may be. */
static inline DaySpan theory_day(const Theory *t, ConstantId constant)
{
    const Constant *day = &t->c->constants.at[constant];
    if (day->unknown == NONE) {
        return (DaySpan){day->lo, day->lo};
    }
    Day taken = day->lo != DAY_FIRST ? day->lo : day->hi != DAY_NONE_AFTER ? day->hi : 0;
    return t->unknown ? t->unknown[day->unknown] : (DaySpan){taken, taken};
}
static inline bool atom_is_fuzzy(const Theory *t, AtomId atom)
{
    return t->fuzzy && t->fuzzy[atom];
}
/* Whether it holds on every day, undisputed, without an item that says so. */
static inline bool instance_is_built_in(const Theory *t, InstanceId i)
{
    return instance_schema(t, i) == SCHEMA_RANKED || instance_schema(t, i) == SCHEMA_CLAUSE;
}
/* What is built in and depends on unknown days is taken to stand on all days or on none. */
static inline bool instance_is_taken(const Theory *t, InstanceId i)
{
    return !t->days || t->days[i].from < t->days[i].until;
}
static inline uint32_t instance_body_count(const Theory *t, InstanceId i)
{
    return t->records.at[t->instance.at[i] + 1];
}
static inline const AtomId *instance_body(const Theory *t, InstanceId i)
{
    return &t->records.at[t->instance.at[i] + 2];
}
static inline AtomId instance_head(const Theory *t, InstanceId i)
{
    return t->records.at[t->instance.at[i] + 2 + t->records.at[t->instance.at[i] + 1]];
}

/* Fetches memory into the caches; what only does that must be inlined, or the compiler takes it for doing nothing. */
#define FETCHES static inline __attribute__((always_inline))
FETCHES void schema_prefetch(const Schema *s)
{
    __builtin_prefetch(s);
    __builtin_prefetch((const char *)(s + 1) - 1);
}
/* For loops over the instances: fetches the schema of one further on, since schemas are met in no order. */
FETCHES void instance_fetch_ahead(const Theory *t, InstanceId i)
{
    enum { AHEAD = 16 };
    uint32_t schema = i + AHEAD < t->instance.n ? instance_schema(t, i + AHEAD) : SCHEMA_LEAST;
    if (schema < SCHEMA_LEAST) {
        schema_prefetch(&t->c->schemas.at[schema]);
    }
}

/* The relation's table, or NONE. */
static inline uint32_t theory_table(const Theory *t, RelationId relation)
{
    return dense_find(&t->table[RELATION_SAID(relation)], RELATION_PREDICATE(relation));
}

/* Whether anything conflicts with the atom. */
static inline bool atom_has_conflicts(const Theory *t, AtomId atom)
{
    return t->conflict_first.n && t->conflict_first.at[atom] != t->conflict_first.at[atom + 1];
}

/* Whether the two conflict with each other. */
static inline bool atoms_conflict(const Theory *t, AtomId a, AtomId b)
{
    for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[a] : 0;
         t->conflict_first.n && k < t->conflict_first.at[a + 1]; k++) {
        if (t->conflicts.at[k] == b) {
            return true;
        }
    }
    return false;
}

static inline bool instance_has_exceptions(const Theory *t, InstanceId i)
{
    return t->exception_first.n && t->exception_first.at[i] < t->exception_first.at[i + 1];
}

/* The arguments of an atom; NULL when it has none. Valid until the relation grows. */
const ConstantId *atom_args(const Theory *t, AtomId atom);
/* The atom of this relation and these arguments, or NONE when it is not possible. */
AtomId theory_find(const Theory *t, RelationId relation, const ConstantId *args);
/* The atom that says the same in another way (SAID_…), or NONE. */
AtomId theory_find_said(const Theory *t, AtomId atom, uint32_t said);
/* Whether it is a plain statement that holds, or begins, on one day only (S3.5h). */
static inline bool theory_happens_once(const Theory *t, AtomId atom)
{
    RelationId relation = t->relation.at[atom];
    return !RELATION_SAID(relation) && predicate_detail(t->c, RELATION_PREDICATE(relation))->happens_once;
}
/* The values of the schema's variables in this instance, into `binding` (MAX_VARIABLES long). */
void theory_binding(const Theory *t, InstanceId instance, ConstantId *binding);

/* The atoms that conflict with a ground literal, which need not be possible itself. */
void theory_find_conflicts(Theory *t, RelationId relation, const ConstantId *args, IdVec *out);

/* Private to ground/: building. */
AtomId theory_add_atom(Theory *t, RelationId relation, const ConstantId *args);
InstanceId theory_add_instance(Theory *t, uint32_t schema, const AtomId *body, uint32_t count, AtomId head);
/* parts.c: conditions made of others. */
typedef struct Parts Parts;
Parts *parts_new(Theory *t);
/* Adds what a schema of ROLE_PART concludes from these atoms, its own first, unless it is there already. `args` are those of its head. */
void parts_add(Parts *parts, uint32_t schema, const AtomId *body, const ConstantId *args);
/* Adds how the members of `at least` are counted, once all are known. */
void parts_finish(Parts *parts);
void parts_free(Parts *parts);
/* By atom, whether it is a condition made of others that nothing asks for; NULL when there is none. The caller frees it. */
uint8_t *parts_find_idle(const Theory *t);
/* clause_facts.c: the facts that clauses make. */
void theory_add_clause_facts(Theory *t);
/* exceptions.c: all exceptions of all instances, once every atom is known. */
void theory_add_exceptions(Theory *t);
/* conflicts.c */
void theory_add_conflicts(Theory *t);

/* Whether the schema's item belongs to the view, and, of a claim, a group of its sources was known (S1.3, S1.4). */
bool theory_in_view(const Theory *theory, const Schema *schema);

#endif
