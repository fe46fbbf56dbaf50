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

void coding_open(Coding *c, Search *search, const Reduct *reduct, Codes *codes, CodingKind kind)
{
    *c = (Coding){.search = search, .reduct = reduct, .codes = codes, .kind = kind};
    c->sat = sat_open(search->backend == SAT_USUAL ? SAT_FOUNDED : search->backend, search->budget);
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

/* A literal that says that the rule's body holds; of a body of one element that element. */
static int body_literal(Coding *c, uint32_t rule, bool upper)
{
    const Framework *f = &c->reduct->f;
    const uint32_t *first = body_begin(f, rule), *end = body_end(f, rule);
    if (end - first == 1) {
        return entry_literal(c, *first, upper);
    }
    int literal = sat_new(c->sat, 1);
    for (const uint32_t *e = first; e < end; e++) {
        sat_clause2(c->sat, -literal, entry_literal(c, *e, upper));
    }
    sat_add(c->sat, literal);
    for (const uint32_t *e = first; e < end; e++) {
        sat_add(c->sat, -entry_literal(c, *e, upper));
    }
    sat_add(c->sat, 0);
    return literal;
}

/* Inside a cycle the head must be founded. */
static void tell_rule(Coding *c, uint32_t rule, int body, bool upper)
{
    const Reduct *r = c->reduct;
    uint32_t head = r->f.head.at[rule];
    VEC(int) inside = {0};
    for (const uint32_t *e = body_begin(&r->f, rule); e < body_end(&r->f, rule); e++) {
        if (!(*e & ASSUMED) && r->cycle[*e] == r->cycle[head]) {
            vec_push(&inside, entry_literal(c, *e, upper));
        }
    }
    sat_rule(c->sat, entry_literal(c, head, upper), body, inside.at, inside.n);
    vec_free(&inside);
}

/* The atom holds exactly when some rule's body does. That what only attacks holds when it may is left out of sets that may derive more than
 * they claim: d of it is asked for where it matters, and u follows anyway. */
static void complete(Coding *c, uint32_t atom, bool upper)
{
    const Reduct *r = c->reduct;
    int *body = upper ? c->codes->u_body : c->codes->d_body, head = entry_literal(c, atom, upper);
    bool forward = c->kind != CODING_ADMISSIBLE || list_length(&r->by_body, atom) > 0;
    for (const uint32_t *rule = list_begin(&r->by_head, atom); rule < list_end(&r->by_head, atom); rule++) {
        body[*rule] = body_literal(c, *rule, upper);
        if (forward) {
            sat_clause2(c->sat, -body[*rule], head);
        }
        if (r->cycle[atom] != NONE && sat_takes_rules(c->sat)) {
            tell_rule(c, *rule, body[*rule], upper);
        }
    }
    sat_add(c->sat, -head);
    for (const uint32_t *rule = list_begin(&r->by_head, atom); rule < list_end(&r->by_head, atom); rule++) {
        sat_add(c->sat, body[*rule]);
    }
    sat_add(c->sat, 0);
}

/* A rule whose body may be derivable makes its head so. */
static void fire(Coding *c, uint32_t rule)
{
    const Framework *f = &c->reduct->f;
    for (const uint32_t *e = body_begin(f, rule); e < body_end(f, rule); e++) {
        sat_add(c->sat, -entry_literal(c, *e, true));
    }
    sat_add(c->sat, c->codes->u[f->head.at[rule]]);
    sat_add(c->sat, 0);
}

static void encode_atom(Coding *c, uint32_t atom)
{
    const Lists *by_head = &c->reduct->by_head;
    complete(c, atom, false);
    if (c->kind == CODING_STABLE) {
        return;
    }
    sat_clause2(c->sat, -c->codes->d[atom], c->codes->u[atom]); /* implied, but not clause by clause */
    if (c->kind == CODING_COMPLETE) {
        complete(c, atom, true);
        return;
    }
    for (const uint32_t *rule = list_begin(by_head, atom); rule < list_end(by_head, atom); rule++) {
        fire(c, *rule);
    }
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
    vec_push(queue, key);
    if (key_is_assumption(r, key)) {
        uint32_t contrary = r->f.contrary.at[key - r->f.atoms];
        name_key(c, contrary, queue);
        c->codes->x[key - r->f.atoms] = c->kind == CODING_STABLE ? -c->codes->d[contrary] : -c->codes->u[contrary];
        vec_push(&c->assumptions, key - r->f.atoms);
    } else {
        c->codes->d[key] = sat_new(c->sat, 1);
        if (c->kind != CODING_STABLE) {
            /* What a solver decides first is that a variable is true: that an assumption is in. */
            int u = sat_new(c->sat, 1);
            c->codes->u[key] = list_length(&r->by_contrary, key) > 0 ? -u : u;
        }
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
        if (!key_is_assumption(r, key)) {
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
        if (!c->reduct->in_tail[*key]) {
            name_key(c, *key, &queue);
        }
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

SatAnswer coding_solve(Coding *c, const int *literals, size_t count)
{
    for (;;) {
        for (size_t i = 0; i < count; i++) {
            sat_assume(c->sat, literals[i]);
        }
        SatAnswer answer = search_solve(c->search, c->sat);
        if (answer != SAT_YES || sat_takes_rules(c->sat) || !coding_refute_loops(c)) {
            return answer;
        }
    }
}

SatAnswer coding_try(Coding *c, uint32_t conflicts)
{
    enum { MODEL_WORTH = 1000 }; /* conflicts that a model with an unfounded circle counts as */
    for (;;) {
        SatAnswer answer = sat_try(c->sat, conflicts);
        if (answer != SAT_YES || sat_takes_rules(c->sat) || !coding_refute_loops(c)) {
            return answer;
        }
        if (conflicts <= MODEL_WORTH) {
            return SAT_UNKNOWN;
        }
        conflicts -= MODEL_WORTH;
    }
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
