#include "solve/assumptions_encode.h"

#include "base/fatal.h"

void codes_open(Codes *codes, const Reduct *r)
{
    size_t rules = r->f.head.n;
    *codes = (Codes){.x = mem_zero(r->f.contrary.n, sizeof(int)),
                     .d = mem_zero(r->f.atoms, sizeof(int)),
                     .u = mem_zero(r->f.atoms, sizeof(int)),
                     .d_body = mem_zero(rules, sizeof(int)),
                     .u_body = mem_zero(rules, sizeof(int)),
                     .waiting = mem_zero(rules, sizeof(uint32_t)),
                     .number = mem_new(r->f.atoms, sizeof(uint32_t)),
                     .founded = mem_zero(r->f.atoms, 1),
                     .inside = mem_zero(r->f.contrary.n, 1)};
    memset(codes->number, 0xff, r->f.atoms * sizeof(uint32_t));
}

void codes_close(Codes *codes)
{
    free(codes->x);
    free(codes->d);
    free(codes->u);
    free(codes->d_body);
    free(codes->u_body);
    free(codes->waiting);
    free(codes->number);
    free(codes->founded);
    free(codes->inside);
    *codes = (Codes){0};
}

void coding_open(Coding *c, Search *search, const Reduct *reduct, Codes *codes, CodingKind kind, CodingTaste taste)
{
    *c = (Coding){.search = search, .reduct = reduct, .codes = codes, .kind = kind, .taste = taste};
    c->sat = sat_open(search->backend, search->budget);
}

void coding_close(Coding *c)
{
    const Reduct *r = c->reduct;
    for (size_t i = 0; i < c->assumptions.n; i++) {
        c->codes->x[c->assumptions.at[i]] = 0;
    }
    for (size_t i = 0; i < c->atoms.n; i++) {
        uint32_t s = c->atoms.at[i];
        c->codes->d[s] = c->codes->u[s] = 0;
        for (const uint32_t *rule = list_begin(&r->by_head, s); rule < list_end(&r->by_head, s); rule++) {
            c->codes->d_body[*rule] = c->codes->u_body[*rule] = 0;
        }
    }
    sat_close(c->sat);
    vec_free(&c->atoms);
    vec_free(&c->assumptions);
    vec_free(&c->cycles);
}

/* A new literal that a solver which knows nothing better makes true (both solvers try "true" first) only when `likely`. */
static int new_literal(Coding *c, bool likely)
{
    int variable = sat_new(c->sat, 1);
    return likely ? variable : -variable;
}

/* ---- clauses ---- */

/* What an entry of a body comes to on the side of d, or of u. */
static int entry_literal(const Coding *c, uint32_t entry, bool upper)
{
    uint32_t id = entry & ~ASSUMED;
    if (entry & ASSUMED) {
        return upper ? -c->codes->d[c->reduct->f.contrary.at[id]] : c->codes->x[id];
    }
    return upper ? c->codes->u[id] : c->codes->d[id];
}

/* The rule's body holds implies its head. */
static void fire(Coding *c, uint32_t rule, bool upper)
{
    const Framework *f = &c->reduct->f;
    for (const uint32_t *e = body_begin(f, rule); e < body_end(f, rule); e++) {
        sat_add(c->sat, -entry_literal(c, *e, upper));
    }
    sat_add(c->sat, entry_literal(c, f->head.at[rule], upper));
    sat_add(c->sat, 0);
}

/* A literal that implies each of the rule's body; of a body of one element that element. */
static int body_literal(Coding *c, uint32_t rule, bool upper)
{
    const Framework *f = &c->reduct->f;
    const uint32_t *first = body_begin(f, rule), *end = body_end(f, rule);
    if (end - first == 1) {
        return entry_literal(c, *first, upper);
    }
    int literal = new_literal(c, upper || c->taste == TASTE_LARGE);
    for (const uint32_t *e = first; e < end; e++) {
        sat_clause2(c->sat, -literal, entry_literal(c, *e, upper));
    }
    return literal;
}

/* The head implies that some rule's body holds. */
static void need_rule(Coding *c, uint32_t atom, bool upper)
{
    const Lists *by_head = &c->reduct->by_head;
    int *body = upper ? c->codes->u_body : c->codes->d_body;
    for (const uint32_t *rule = list_begin(by_head, atom); rule < list_end(by_head, atom); rule++) {
        body[*rule] = body_literal(c, *rule, upper);
    }
    sat_add(c->sat, -entry_literal(c, atom, upper));
    for (const uint32_t *rule = list_begin(by_head, atom); rule < list_end(by_head, atom); rule++) {
        sat_add(c->sat, body[*rule]);
    }
    sat_add(c->sat, 0);
}

static void encode_atom(Coding *c, uint32_t atom)
{
    const Lists *by_head = &c->reduct->by_head;
    bool upper = c->kind != CODING_STABLE, exact = c->kind != CODING_ADMISSIBLE;
    need_rule(c, atom, false);
    if (c->kind == CODING_COMPLETE) {
        need_rule(c, atom, true);
    }
    for (const uint32_t *rule = list_begin(by_head, atom); rule < list_end(by_head, atom); rule++) {
        if (exact) {
            fire(c, *rule, false);
        }
        if (upper) {
            fire(c, *rule, true);
        }
    }
    if (upper) {
        sat_clause2(c->sat, -c->codes->d[atom], c->codes->u[atom]); /* implied, but not clause by clause */
    }
}

static void encode_assumption(Coding *c, uint32_t assumption)
{
    if (c->kind == CODING_STABLE) {
        return; /* x is the negation of d of the contrary */
    }
    uint32_t contrary = c->reduct->f.contrary.at[assumption];
    int x = c->codes->x[assumption], u = c->codes->u[contrary];
    sat_clause2(c->sat, -x, -c->codes->d[contrary]);
    sat_clause2(c->sat, -x, -u);
    sat_clause2(c->sat, x, u); /* of complete sets; above every admissible set there is one */
}

/* ---- what bears on what ---- */

static bool coded(const Coding *c, uint32_t key)
{
    const Reduct *r = c->reduct;
    return (key_is_assumption(r, key) ? c->codes->x[key - r->f.atoms] : c->codes->d[key]) != 0;
}

static void name_key(Coding *c, uint32_t key, IdVec *queue)
{
    const Reduct *r = c->reduct;
    if (coded(c, key)) {
        return;
    }
    bool large = c->taste == TASTE_LARGE;
    vec_push(queue, key);
    if (key_is_assumption(r, key)) {
        uint32_t contrary = r->f.contrary.at[key - r->f.atoms];
        if (c->kind == CODING_STABLE) {
            name_key(c, contrary, queue);
        }
        c->codes->x[key - r->f.atoms] = c->kind == CODING_STABLE ? -c->codes->d[contrary] : new_literal(c, large);
        vec_push(&c->assumptions, key - r->f.atoms);
    } else {
        c->codes->d[key] = new_literal(c, large);
        c->codes->u[key] = c->kind == CODING_STABLE ? 0 : new_literal(c, !large);
        vec_push(&c->atoms, key);
        if (r->cycle[key] != NONE && r->cycle_members.at[r->cycle_first.at[r->cycle[key]]] == key) {
            vec_push(&c->cycles, r->cycle[key]);
        }
    }
}

/* Everything that bears on what is in the queue gets its variables first, then its clauses. */
static void encode_queue(Coding *c, IdVec *queue)
{
    const Reduct *r = c->reduct;
    for (size_t i = 0; i < queue->n; i++) {
        uint32_t key = queue->at[i];
        if (key_is_assumption(r, key)) {
            name_key(c, r->f.contrary.at[key - r->f.atoms], queue);
            continue;
        }
        for (const uint32_t *rule = list_begin(&r->by_head, key); rule < list_end(&r->by_head, key); rule++) {
            for (const uint32_t *e = body_begin(&r->f, *rule); e < body_end(&r->f, *rule); e++) {
                name_key(c, entry_key(r, *e), queue);
            }
        }
    }
    for (size_t i = 0; i < queue->n; i++) {
        uint32_t key = queue->at[i];
        if (key_is_assumption(r, key)) {
            encode_assumption(c, key - r->f.atoms);
        } else {
            encode_atom(c, key);
        }
    }
}

void coding_add(Coding *c, uint32_t key)
{
    IdVec queue = {0};
    name_key(c, key, &queue);
    encode_queue(c, &queue);
    vec_free(&queue);
}

void coding_add_part(Coding *c, uint32_t part)
{
    IdVec queue = {0};
    const Lists *members = &c->reduct->members;
    for (const uint32_t *key = list_begin(members, part); key < list_end(members, part); key++) {
        name_key(c, *key, &queue);
    }
    encode_queue(c, &queue);
    vec_free(&queue);
}

/* ---- asking ---- */

int coding_literal(const Coding *c, uint32_t key)
{
    const Reduct *r = c->reduct;
    BUG_UNLESS(coded(c, key));
    return key_is_assumption(r, key) ? c->codes->x[key - r->f.atoms] : c->codes->d[key];
}

SatAnswer coding_try(Coding *c, const int *literals, size_t count, uint32_t conflicts)
{
    enum { ROUNDS = 8 };
    for (uint32_t round = 0;; round++) {
        for (size_t i = 0; i < count; i++) {
            sat_assume(c->sat, literals[i]);
        }
        SatAnswer answer = conflicts ? sat_try(c->sat, conflicts) : sat_solve(c->sat);
        c->search->cut |= answer == SAT_UNKNOWN && (!conflicts || budget_spent(c->search->budget));
        if (answer != SAT_YES || !coding_refute_loops(c)) {
            return answer;
        }
        if (search_over(c->search) || (conflicts && round == ROUNDS)) {
            return SAT_UNKNOWN;
        }
    }
}

SatAnswer coding_solve(Coding *c, const int *literals, size_t count)
{
    return coding_try(c, literals, count, 0);
}

void coding_set(const Coding *c, IdVec *set)
{
    for (size_t i = 0; i < c->assumptions.n; i++) {
        uint32_t a = c->assumptions.at[i];
        if (sat_value(c->sat, c->codes->x[a])) {
            vec_push(set, a);
        }
    }
}
