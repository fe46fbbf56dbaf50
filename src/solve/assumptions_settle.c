#include "solve/assumptions_settle.h"

/* Nodes are the atoms encoded, then the assumptions. */
enum { OPEN, YES, NO };    /* whether it is in the set or derived by it */
enum { BARRED = 1 << 30 }; /* on the trail: a node that became barred */
/* A choice that failed weighs by this much more than the one before. */
#define GROWTH 1.05

typedef struct Choice {
    uint32_t trail, assumption;
    bool second; /* the other way has been seen */
} Choice;

struct Settling {
    const Coding *coding;
    bool stable;
    uint32_t key; /* node, or NONE */
    uint32_t atoms, nodes;
    uint32_t *node;     /* by key of the reduct, or NONE */
    uint32_t *contrary; /* by node of an assumption: the atom */
    IdVec head, first, body;
    Lists uses, by_head;      /* by node: rules */
    uint8_t *status, *barred; /* by node; barred: must not be derivable from what the set leaves unattacked */
    uint8_t *lower, *upper, *safe,
        *loose;                      /* derived at least, at most; derivable from what cannot be, is not yet attacked */
    uint32_t *why_upper, *why_loose; /* by atom: the rule that derives it first */
    uint32_t *waiting;               /* by rule */
    uint8_t *given, *seen;           /* scratch space, by node */
    double *weight, bump;
    IdVec queue, marked, trail;
    VEC(Choice) choices;
    uint64_t steps;
};

/* ---- setting up ---- */

static uint32_t key_of(const Coding *c, uint32_t node)
{
    return node < c->atoms.n ? c->atoms.at[node] : c->reduct->f.atoms + c->assumptions.at[node - c->atoms.n];
}

static void copy_rules(Settling *s)
{
    const Reduct *r = s->coding->reduct;
    for (uint32_t atom = 0; atom < s->atoms; atom++) {
        uint32_t key = key_of(s->coding, atom);
        for (const uint32_t *rule = list_begin(&r->by_head, key); rule < list_end(&r->by_head, key); rule++) {
            vec_push(&s->head, atom);
            vec_push(&s->first, vec_next_id(&s->body));
            for (const uint32_t *e = body_begin(&r->f, *rule); e < body_end(&r->f, *rule); e++) {
                vec_push(&s->body, s->node[entry_key(r, *e)]);
            }
        }
    }
    vec_push(&s->first, vec_next_id(&s->body));
}

/* The rules in whose body (`heads` false) or head each node is. */
static Lists list_rules(const Settling *s, bool heads)
{
    size_t count = heads ? s->head.n : s->body.n;
    Lists lists = {mem_zero((size_t)s->nodes + 2, sizeof(uint32_t)), mem_new(count, sizeof(uint32_t))};
    const uint32_t *at = heads ? s->head.at : s->body.at;
    for (size_t i = 0; i < count; i++) {
        lists.first[at[i] + 2]++;
    }
    for (uint32_t i = 0; i < s->nodes; i++) {
        lists.first[i + 2] += lists.first[i + 1];
    }
    for (uint32_t rule = 0; rule < s->head.n; rule++) {
        for (uint32_t i = heads ? rule : s->first.at[rule]; i < (heads ? rule + 1 : s->first.at[rule + 1]); i++) {
            lists.items[lists.first[at[i] + 1]++] = rule;
        }
    }
    return lists;
}

static void set(Settling *s, uint32_t node, uint8_t status)
{
    s->status[node] = status;
    vec_push(&s->trail, node);
}

Settling *settle_open(const Coding *c, uint32_t key, bool inside)
{
    Settling *s = mem_zero(1, sizeof *s);
    uint32_t keys = reduct_keys(c->reduct);
    s->coding = c;
    s->stable = c->kind == CODING_STABLE;
    s->atoms = (uint32_t)c->atoms.n;
    s->nodes = s->atoms + (uint32_t)c->assumptions.n;
    s->node = mem_new(keys, sizeof *s->node);
    memset(s->node, 0xff, keys * sizeof *s->node);
    s->contrary = mem_new(s->nodes, sizeof *s->contrary);
    for (uint32_t i = 0; i < s->nodes; i++) {
        s->node[key_of(c, i)] = i;
    }
    for (uint32_t i = s->atoms; i < s->nodes; i++) {
        s->contrary[i] = s->node[c->reduct->f.contrary.at[c->assumptions.at[i - s->atoms]]];
    }
    copy_rules(s);
    s->uses = list_rules(s, false);
    s->by_head = list_rules(s, true);
    uint8_t **bytes[] = {&s->status, &s->barred, &s->lower, &s->upper, &s->safe, &s->loose, &s->given, &s->seen};
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        *bytes[i] = mem_zero(s->nodes, 1);
    }
    s->why_upper = mem_new(s->atoms, sizeof *s->why_upper);
    s->why_loose = mem_new(s->atoms, sizeof *s->why_loose);
    s->waiting = mem_new(s->head.n, sizeof *s->waiting);
    s->weight = mem_zero(s->nodes, sizeof *s->weight);
    s->bump = 1;
    s->key = key == NONE ? NONE : s->node[key];
    if (key != NONE) {
        set(s, s->key, inside ? YES : NO);
    }
    return s;
}

void settle_close(Settling *s)
{
    if (s == NULL) {
        return;
    }
    void *blocks[] = {s->node,  s->contrary, s->status,    s->barred,    s->lower,   s->upper, s->safe,
                      s->loose, s->given,    s->why_upper, s->why_loose, s->waiting, s->seen,  s->weight};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        free(blocks[i]);
    }
    lists_free(&s->uses);
    lists_free(&s->by_head);
    vec_free(&s->head);
    vec_free(&s->first);
    vec_free(&s->body);
    vec_free(&s->queue);
    vec_free(&s->marked);
    vec_free(&s->trail);
    vec_free(&s->choices);
    free(s);
}

/* ---- what follows ---- */

static void derive(Settling *s, uint8_t *holds, uint32_t node, uint32_t *why, uint32_t rule)
{
    holds[node] = 1;
    if (why != NULL && node < s->atoms) {
        why[node] = rule;
    }
    vec_push(&s->queue, node);
}

/* What the assumptions in `given` derive, with `apart` without the atoms that are settled not to be derived. */
static void chain(Settling *s, uint8_t *holds, uint32_t *why, bool apart)
{
    memset(holds, 0, s->nodes);
    vec_clear(&s->queue);
    for (uint32_t a = s->atoms; a < s->nodes; a++) {
        if (s->given[a]) {
            derive(s, holds, a, why, NONE);
        }
    }
    for (uint32_t rule = 0; rule < s->head.n; rule++) {
        s->waiting[rule] = s->first.at[rule + 1] - s->first.at[rule];
        if (s->waiting[rule] == 0 && !holds[s->head.at[rule]] && !(apart && s->status[s->head.at[rule]] == NO)) {
            derive(s, holds, s->head.at[rule], why, rule);
        }
    }
    for (size_t i = 0; i < s->queue.n; i++) {
        uint32_t node = s->queue.at[i];
        for (const uint32_t *rule = list_begin(&s->uses, node); rule < list_end(&s->uses, node); rule++) {
            uint32_t head = s->head.at[*rule];
            if (--s->waiting[*rule] == 0 && !holds[head] && !(apart && s->status[head] == NO)) {
                derive(s, holds, head, why, *rule);
            }
        }
        s->steps += list_length(&s->uses, node);
    }
    s->steps += s->head.n / 4;
}

/* Works out the four sets of nodes. */
static void look(Settling *s)
{
    for (uint32_t a = s->atoms; a < s->nodes; a++) {
        s->given[a] = s->status[a] == YES;
    }
    chain(s, s->lower, NULL, false);
    for (uint32_t a = s->atoms; a < s->nodes; a++) {
        s->given[a] = s->status[a] != NO;
    }
    chain(s, s->upper, s->why_upper, true);
    if (s->stable) {
        return;
    }
    for (uint32_t a = s->atoms; a < s->nodes; a++) {
        s->given[a] = !s->upper[s->contrary[a]];
    }
    chain(s, s->safe, NULL, false);
    for (uint32_t a = s->atoms; a < s->nodes; a++) {
        s->given[a] = !s->lower[s->contrary[a]];
    }
    chain(s, s->loose, s->why_loose, false);
}

/* False: it was settled otherwise. */
static bool settle(Settling *s, uint32_t node, uint8_t status, bool *changed)
{
    if (s->status[node] == OPEN) {
        set(s, node, status);
        *changed = true;
    }
    return s->status[node] == status;
}

static void bar(Settling *s, uint32_t node, bool *changed)
{
    if (!s->barred[node]) {
        s->barred[node] = 1;
        vec_push(&s->trail, node | BARRED);
        *changed = true;
    }
}

/* An assumption and its contrary. */
static bool settle_pair(Settling *s, uint32_t a, bool *changed)
{
    uint32_t contrary = s->contrary[a];
    bool attacked = s->status[contrary] == YES || (!s->stable && s->safe[contrary]);
    bool defended = s->stable ? s->status[contrary] == NO : !s->loose[contrary]; /* then in every complete set around */
    if ((attacked && !settle(s, a, NO, changed)) || (defended && !settle(s, a, YES, changed))) {
        return false;
    }
    if (s->status[a] == YES) {
        if (!s->stable) {
            bar(s, contrary, changed);
        }
        return settle(s, contrary, NO, changed);
    }
    return !s->stable || s->status[a] != NO || settle(s, contrary, YES, changed);
}

static bool settle_node(Settling *s, uint32_t node, bool *changed)
{
    if ((s->lower[node] && !settle(s, node, YES, changed)) || (!s->upper[node] && !settle(s, node, NO, changed))) {
        return false;
    }
    return node < s->atoms || settle_pair(s, node, changed);
}

/* A claimed atom with one possible rule needs its body. */
static bool need_body(Settling *s, uint32_t atom, bool *changed)
{
    uint32_t only = NONE;
    for (const uint32_t *rule = list_begin(&s->by_head, atom); rule < list_end(&s->by_head, atom); rule++) {
        bool possible = true;
        for (uint32_t i = s->first.at[*rule]; possible && i < s->first.at[*rule + 1]; i++) {
            possible = s->upper[s->body.at[i]];
            s->steps++;
        }
        if (possible && only != NONE) {
            return true;
        }
        only = possible ? *rule : only;
    }
    if (only == NONE) {
        return false;
    }
    for (uint32_t i = s->first.at[only]; i < s->first.at[only + 1]; i++) {
        if (!settle(s, s->body.at[i], YES, changed)) {
            return false;
        }
    }
    return true;
}

/* The one node of the rule's body that does not hold; NONE: there are more, or (`*all`) none. */
static uint32_t missing(Settling *s, uint32_t rule, const uint8_t *holds, bool *all)
{
    uint32_t only = NONE;
    for (uint32_t i = s->first.at[rule]; i < s->first.at[rule + 1]; i++) {
        uint32_t node = s->body.at[i];
        s->steps++;
        if (!holds[node] && only != node) {
            if (only != NONE) {
                *all = false;
                return NONE;
            }
            only = node;
        }
    }
    *all = only == NONE;
    return only;
}

/* A rule for an atom that is not to be derived, of whose body all but one node holds, fails there. */
static bool fail_bodies(Settling *s, uint32_t atom, bool *changed)
{
    for (const uint32_t *rule = list_begin(&s->by_head, atom); rule < list_end(&s->by_head, atom); rule++) {
        bool all;
        uint32_t only = missing(s, *rule, s->lower, &all);
        if (all || (only != NONE && !settle(s, only, NO, changed))) {
            return false;
        }
    }
    return true;
}

/* The same for a barred atom: where only an assumption is missing, the set must attack it. */
static bool fail_barred(Settling *s, uint32_t atom, bool *changed)
{
    for (const uint32_t *rule = list_begin(&s->by_head, atom); rule < list_end(&s->by_head, atom); rule++) {
        bool all;
        uint32_t only = missing(s, *rule, s->safe, &all);
        if (all || (only != NONE && only >= s->atoms && !settle(s, s->contrary[only], YES, changed))) {
            return false;
        }
        if (only != NONE && only < s->atoms) {
            bar(s, only, changed);
        }
    }
    return true;
}

/* False: nothing can come of what is settled. */
static bool propagate(Settling *s)
{
    bool changed = true;
    while (changed) {
        changed = false;
        look(s);
        for (uint32_t node = 0; node < s->nodes; node++) {
            if (!settle_node(s, node, &changed)) {
                return false;
            }
        }
        for (uint32_t atom = 0; atom < s->atoms; atom++) {
            if ((s->status[atom] == YES && !s->lower[atom] && !need_body(s, atom, &changed)) ||
                (s->status[atom] == NO && !fail_bodies(s, atom, &changed)) ||
                (s->barred[atom] && !fail_barred(s, atom, &changed))) {
                return false;
            }
        }
    }
    return true;
}

/* ---- choices ---- */

/* Appends to `marked` the assumptions that the derivation of the atom by `why` rests on. */
static void find_support(Settling *s, uint32_t atom, const uint32_t *why)
{
    size_t begin = s->marked.n, end = begin;
    vec_clear(&s->queue);
    vec_push(&s->queue, atom);
    while (s->queue.n) {
        uint32_t node = vec_pop(&s->queue);
        if (s->seen[node]) {
            continue;
        }
        s->seen[node] = 1;
        vec_push(&s->marked, node);
        for (uint32_t i = node < s->atoms ? s->first.at[why[node]] : 0;
             node < s->atoms && i < s->first.at[why[node] + 1]; i++) {
            vec_push(&s->queue, s->body.at[i]);
        }
    }
    for (size_t i = begin; i < s->marked.n; i++) {
        uint32_t node = s->marked.at[i];
        s->seen[node] = 0;
        s->steps++;
        if (node >= s->atoms) {
            s->marked.at[end++] = node;
        }
    }
    s->marked.n = end;
}

static void prefer(const Settling *s, uint32_t assumption, uint32_t *best)
{
    if (s->status[assumption] == OPEN && (*best == NONE || s->weight[assumption] > s->weight[*best])) {
        *best = assumption;
    }
}

/* Open assumptions by which the atom may come to be derived. */
static void consider_deriving(Settling *s, uint32_t atom, uint32_t *best)
{
    size_t begin = s->marked.n;
    find_support(s, atom, s->why_upper);
    for (size_t i = begin; i < s->marked.n; i++) {
        prefer(s, s->marked.at[i], best);
    }
    s->marked.n = begin;
}

/* Those by which something may come to be attacked that derives the atom, the contrary of a member. */
static void consider_defending(Settling *s, uint32_t atom, uint32_t *best)
{
    find_support(s, atom, s->why_loose);
    size_t count = s->marked.n;
    for (size_t i = 0; i < count; i++) {
        uint32_t contrary = s->contrary[s->marked.at[i]];
        if (s->upper[contrary]) {
            consider_deriving(s, contrary, best);
        }
    }
    vec_clear(&s->marked);
}

/* NONE: the members so far are a set as wanted. */
static uint32_t choose(Settling *s)
{
    uint32_t best = NONE;
    for (uint32_t atom = 0; !s->stable && atom < s->atoms; atom++) {
        if (s->status[atom] == YES && !s->lower[atom]) {
            consider_deriving(s, atom, &best);
        }
    }
    for (uint32_t a = s->atoms; a < s->nodes; a++) {
        if (s->stable) {
            prefer(s, a, &best);
        } else if (s->status[a] == YES && s->loose[s->contrary[a]]) {
            consider_defending(s, s->contrary[a], &best);
        }
    }
    return best;
}

static void undo(Settling *s, size_t trail)
{
    while (s->trail.n > trail) {
        uint32_t node = vec_pop(&s->trail);
        if (node & BARRED) {
            s->barred[node & ~BARRED] = 0;
        } else {
            s->status[node] = OPEN;
        }
    }
}

static void weigh(Settling *s, uint32_t assumption)
{
    enum { MOST = 1000 };
    s->weight[assumption] += s->bump;
    s->bump *= GROWTH;
    if (s->bump > MOST) {
        for (uint32_t a = s->atoms; a < s->nodes; a++) {
            s->weight[a] /= MOST;
        }
        s->bump /= MOST;
    }
}

/* The other way at the last choice that has one; false: there is none. */
static bool turn_back(Settling *s)
{
    while (s->choices.n) {
        Choice *last = &s->choices.at[s->choices.n - 1];
        undo(s, last->trail);
        weigh(s, last->assumption);
        if (!last->second) {
            last->second = true;
            set(s, last->assumption, NO);
            return true;
        }
        s->choices.n--;
    }
    return false;
}

SatAnswer settle_run(Settling *s, uint64_t steps)
{
    uint64_t end = s->steps + steps;
    while (s->steps < end) {
        if (!propagate(s)) {
            if (!turn_back(s)) {
                return SAT_NO;
            }
            continue;
        }
        uint32_t assumption = choose(s);
        if (assumption == NONE) {
            return SAT_YES;
        }
        vec_push(&s->choices, ((Choice){vec_next_id(&s->trail), assumption, false}));
        set(s, assumption, YES);
    }
    return SAT_UNKNOWN;
}

void settle_set(const Settling *s, IdVec *members)
{
    for (uint32_t a = s->atoms; a < s->nodes; a++) {
        if (s->status[a] == YES) {
            vec_push(members, s->coding->assumptions.at[a - s->atoms]);
        }
    }
}
