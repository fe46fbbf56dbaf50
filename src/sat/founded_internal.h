/* A SAT solver whose atoms can be required to be founded: clause learning (Marques-Silva, Sakallah 1999; Eén, Sörensson 2003) with
 * unfounded-set propagation (Gebser, Kaufmann, Schaub, AIJ 2012).
 *
 * Three things suit it to assumption-based frameworks, where each decision settles much and refutations are large but shallow. Decisions
 * make variables true, always: the encodings name things so that truth settles most (an assumption in, a body that
 * holds), and saving phases, as solvers for large structured formulas do, makes two to three times as many conflicts.
 * Learned clauses are cut down to nearly one literal for each level, and soon forgotten. Sources are looked after only as far as that
 * costs little beside the clauses, except at the start and before an answer. */
#ifndef ARG_SAT_FOUNDED_INTERNAL_H
#define ARG_SAT_FOUNDED_INTERNAL_H

#include "base/vec.h"
#include "sat/backend.h"

/* A literal is 2 × its variable, plus 1 for the negation. */
typedef uint32_t Lit;
typedef VEC(Lit) Lits;

static inline Lit lit_not(Lit l)
{
    return l ^ 1;
}
static inline uint32_t lit_var(Lit l)
{
    return l >> 1;
}

/* In `arena`, before its literals, of which the first two are watched. Of a deleted clause `glue` is NONE; while the arena is compacted
 * `size` says where it went. */
typedef struct Clause {
    uint32_t size, glue; /* glue: levels that a learned clause spans; 0: given, never deleted */
    float activity;
    Lit lits[];
} Clause;
enum { CLAUSE_HEAD = sizeof(Clause) / sizeof(uint32_t) };
/* Clauses of so few levels are kept. */
enum { GOOD_GLUE = 2 };

/* `other` is one of the clause's literals that, while true, spares the look. */
typedef struct Watch {
    uint32_t clause;
    Lit other;
} Watch;

/* What to look at when a literal has come true: the literals that follow by binary clauses, and clauses. */
typedef struct Occurrences {
    Lit *binary;
    Watch *watch;
    uint32_t binaries, binary_room, watches, watch_room;
} Occurrences;

/* Why a variable has its value: a clause, another literal of a binary clause, or (NO_REASON) a decision or a fact. */
enum { NO_REASON = 0, REASON_BINARY = 1 };

typedef struct Place {
    uint32_t level;
    uint32_t reason; /* place in the arena << 1, or literal << 1 | REASON_BINARY */
} Place;

/* An atom that must be founded: some rule for it has a body that does not fail and rests on atoms that come before it. */
typedef struct Node {
    Lit atom;
    uint32_t source;   /* that rule; NONE: none yet */
    bool founded;      /* false: its source is lost, and no other found */
    uint64_t order;    /* larger than that of all that its source rests on */
    IdVec rules, uses; /* rules for it; rules whose body rests on it */
} Node;

typedef struct Rule {
    uint32_t head; /* node */
    Lit body;
    uint32_t first, count; /* in `inside`: nodes of its cycle that the body rests on */
} Rule;

typedef struct OldNode {
    uint32_t node, source;
    uint64_t order;
} OldNode;

typedef struct Level {
    uint32_t trail, checked, log; /* how far these were when it was opened */
    uint32_t taken;               /* literals of a clause being learned, when */
    uint64_t stamp;               /* this is the last stamp */
} Level;

typedef struct Founded {
    const Budget *budget;
    uint32_t variables;
    size_t room;            /* for so many variables */
    bool refuted;           /* the clauses contradict one another */
    int8_t *value;          /* by literal: 1 true, -1 false, 0 open */
    Place *place;           /* by variable */
    Occurrences *occurs;    /* by literal */
    uint8_t *seen, *marked; /* by variable, by literal; all 0 between calls */
    uint8_t *failed;        /* by literal: an assumption that refutes */
    VEC(uint32_t) arena;
    IdVec learned; /* clauses */
    Lits trail;    /* true literals in the order of assignment */
    uint32_t head; /* literals of the trail before it are propagated */
    VEC(Level) levels;
    Lits given, assumed; /* the clause being added; for the next call */

    double *activity;                       /* by variable */
    uint32_t *heap, *heap_place, heap_size; /* of variables, the most active first */
    double bump;
    float clause_bump;
    Lits conflict, learnt; /* the first is all false */
    IdVec stack, cleared;  /* variables */
    uint64_t stamps;
    double fast, slow; /* averages of glue */
    uint64_t conflicts, reduce_at, reductions;

    VEC(Node) nodes;
    VEC(Rule) rules;
    IdVec inside;
    uint32_t *node_of; /* by literal, or NONE */
    IdVec *body_of;    /* by literal: the rules whose body it is */
    uint32_t fresh;    /* nodes from here on have never been looked at */
    uint32_t checked;  /* sources lost by literals of the trail before it are known */
    uint64_t clock;    /* the last order given */
    VEC(OldNode) log;  /* what sources were before, to go back to */
    IdVec lost, unfounded, queue;
    bool unfinished;                            /* there are unfounded atoms that are not false yet */
    uint64_t ticks, source_ticks, sources_free; /* work done: on clauses, on sources; what of this is always done */
} Founded;

static inline uint32_t level_now(const Founded *f)
{
    return (uint32_t)f->levels.n;
}
static inline Clause *clause_at(const Founded *f, uint32_t clause)
{
    return (Clause *)(f->arena.at + clause);
}

static inline void assign(Founded *f, Lit l, uint32_t reason)
{
    f->value[l] = 1;
    f->value[lit_not(l)] = -1;
    f->place[lit_var(l)] = (Place){level_now(f), reason};
    f->trail.at[f->trail.n++] = l; /* room for all variables is there */
}

/* founded_heap.c */
void heap_insert(Founded *f, uint32_t variable);
uint32_t heap_pop(Founded *f);
void heap_bump(Founded *f, uint32_t variable);

/* founded_clauses.c: adds a clause of open and false literals, and returns the reason that it is for its first. With three or more it is
 * watched by the first two: once the first is the only one open, the second must be a last assigned one. `glue` 0: never deleted. */
uint32_t clause_add(Founded *f, const Lit *lits, size_t count, uint32_t glue);
/* Assigns what follows. False: `conflict`. */
bool propagate_clauses(Founded *f);
/* Deletes about half of the learned clauses. */
void clauses_reduce(Founded *f);
void backtrack(Founded *f, uint32_t level);

/* founded_sources.c, when the clauses are propagated: assigns some of what is unfounded, and says whether it did. False: `conflict`. */
bool propagate_sources(Founded *f, bool *more);
void sources_restore(Founded *f, const Level *then);

/* founded_learn.c: learns from `conflict`, goes back and assigns what follows; or the whole is refuted. */
void learn(Founded *f);
/* Marks in `failed` the assumptions that together make the assumption l false, and l. */
void find_failed(Founded *f, Lit l);

#endif
