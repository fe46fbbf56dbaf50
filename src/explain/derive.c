#include "explain/derive.h"

enum { MOST_FOUND = 100000 };

/* What one more assumption that is open, or out, costs: more than any number of rules that people read. */
#define COST_OPEN ((uint64_t)1 << 20)
#define COST_OUT ((uint64_t)1 << 40)
#define COST_MOST ((uint64_t)1 << 60)

void derivations_open(Derivations *d, const Framework *f, const uint8_t *atom, const uint8_t *assumption,
                      const uint32_t *first)
{
    *d = (Derivations){.f = f, .atom = atom, .assumption = assumption, .first = first};
}

void derivations_free(Derivations *d)
{
    lists_free(&d->by_head);
    free(d->by);
    free(d->length);
    free(d->known);
    free(d->number);
    vec_free(&d->found);
    vec_free(&d->rules);
    vec_free(&d->waiting);
    vec_free(&d->heap);
    *d = (Derivations){0};
}

const Lists *derivations_by_head(Derivations *d)
{
    if (!d->by_head.first) {
        d->by_head = framework_rules_by_head(d->f);
    }
    return &d->by_head;
}

static void need_arrays(Derivations *d)
{
    if (d->by) {
        return;
    }
    size_t n = d->f->atoms;
    d->by = mem_zero(n, sizeof *d->by);
    d->length = mem_zero(n, sizeof *d->length);
    d->known = mem_zero(n, 1);
    d->number = mem_zero(n, sizeof *d->number);
    derivations_by_head(d);
}

static uint8_t label_of(const Derivations *d, uint32_t entry)
{
    return entry & ASSUMED ? d->assumption[entry & ~ASSUMED] : d->atom[entry];
}

/* Whether the rule may be used for its head: nothing in it is weaker than that. */
static bool is_allowed(const Derivations *d, uint32_t rule)
{
    const Framework *f = d->f;
    uint8_t head = d->atom[f->head.at[rule]];
    bool allowed = true;
    for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1] && allowed; i++) {
        uint8_t label = label_of(d, f->body.at[i]);
        allowed = head == LABEL_OUT || label == LABEL_IN || (head == LABEL_OPEN && label == LABEL_OPEN);
    }
    return allowed;
}

static void find(Derivations *d, uint32_t atom)
{
    if (!d->known[atom] && !d->number[atom]) {
        vec_push(&d->found, atom);
        d->number[atom] = (uint32_t)d->found.n;
    }
}

/* Everything unknown that the atom may be derived from, and the rules between. False: it is too much. */
static bool find_unknown(Derivations *d, uint32_t atom)
{
    const Framework *f = d->f;
    vec_clear(&d->found);
    vec_clear(&d->rules);
    find(d, atom);
    for (size_t i = 0; i < d->found.n; i++) {
        uint32_t head = d->found.at[i];
        for (uint32_t k = d->by_head.first[head]; k < d->by_head.first[head + 1]; k++) {
            uint32_t rule = d->by_head.items[k];
            if (!is_allowed(d, rule)) {
                continue;
            }
            vec_push(&d->rules, rule);
            for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1]; b++) {
                if (!(f->body.at[b] & ASSUMED)) {
                    find(d, f->body.at[b]);
                }
            }
        }
        if (d->found.n > MOST_FOUND) {
            return false;
        }
    }
    return true;
}

static uint64_t capped(uint64_t a, uint64_t b)
{
    return a + b < COST_MOST ? a + b : COST_MOST;
}

/* The length of the derivation that ends in the rule, as far as its conditions are known; `waiting` counts the others. */
static uint64_t length_of(const Derivations *d, uint32_t rule, uint32_t *waiting)
{
    const Framework *f = d->f;
    uint64_t length = 1;
    *waiting = 0;
    for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
        uint32_t entry = f->body.at[i];
        if (entry & ASSUMED) {
            uint8_t label = label_of(d, entry);
            length = capped(length, label == LABEL_IN ? 0 : label == LABEL_OPEN ? COST_OPEN : COST_OUT);
        } else if (!d->known[entry]) {
            ++*waiting;
        } else if (d->by[entry] == NONE) {
            *waiting += COST_OPEN; /* it never is */
        } else {
            length = capped(length, d->length[entry]);
        }
    }
    return length;
}

static bool is_before(const Derivations *d, uint32_t a, uint32_t b)
{
    return d->length[a] != d->length[b] ? d->length[a] < d->length[b] : a < b;
}

static void push(Derivations *d, uint32_t atom)
{
    vec_push(&d->heap, atom);
    uint32_t *heap = d->heap.at;
    for (size_t i = d->heap.n - 1; i && is_before(d, heap[i], heap[(i - 1) / 2]); i = (i - 1) / 2) {
        uint32_t swap = heap[i];
        heap[i] = heap[(i - 1) / 2];
        heap[(i - 1) / 2] = swap;
    }
}

static uint32_t pop(Derivations *d)
{
    uint32_t *heap = d->heap.at, least = heap[0];
    heap[0] = vec_pop(&d->heap);
    for (size_t i = 0, child = 1; child < d->heap.n; child = 2 * i + 1) {
        child += child + 1 < d->heap.n && is_before(d, heap[child + 1], heap[child]);
        if (is_before(d, heap[i], heap[child])) {
            break;
        }
        uint32_t swap = heap[i];
        heap[i] = heap[child];
        heap[child] = swap;
        i = child;
    }
    return least;
}

/* A rule all of whose conditions are known: its head may be derived so. What is in the heap is put there again when it gets shorter; the
 * longer entry is then met when it is known already. */
static void offer(Derivations *d, uint32_t rule, uint64_t length)
{
    uint32_t head = d->f->head.at[rule];
    if (d->known[head] ||
        (d->by[head] != NONE && (length > d->length[head] || (length == d->length[head] && rule > d->by[head])))) {
        return;
    }
    bool shorter = d->by[head] == NONE || length < d->length[head];
    d->by[head] = rule;
    if (shorter) {
        d->length[head] = length;
        push(d, head);
    }
}

/* By place in `found`, the rules that wait for the atom: a chain through `next`, by condition. */
typedef struct Uses {
    uint32_t *latest, *next, *rule;
} Uses;

static Uses uses_of(const Derivations *d)
{
    const Framework *f = d->f;
    size_t conditions = 0;
    for (size_t r = 0; r < d->rules.n; r++) {
        conditions += f->body_first.at[d->rules.at[r] + 1] - f->body_first.at[d->rules.at[r]];
    }
    Uses u = {mem_new(d->found.n, sizeof(uint32_t)), mem_new(conditions, sizeof(uint32_t)),
              mem_new(conditions, sizeof(uint32_t))};
    memset(u.latest, 0xff, d->found.n * sizeof *u.latest);
    uint32_t n = 0;
    for (uint32_t r = 0; r < d->rules.n; r++) {
        uint32_t rule = d->rules.at[r];
        for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1]; b++) {
            uint32_t entry = f->body.at[b];
            if (!(entry & ASSUMED) && d->number[entry]) {
                u.next[n] = u.latest[d->number[entry] - 1];
                u.rule[n] = r;
                u.latest[d->number[entry] - 1] = n++;
            }
        }
    }
    return u;
}

static void derive_found(Derivations *d)
{
    Uses uses = uses_of(d);
    vec_clear(&d->waiting);
    vec_clear(&d->heap);
    for (size_t i = 0; i < d->found.n; i++) {
        d->by[d->found.at[i]] = NONE;
    }
    for (size_t r = 0; r < d->rules.n; r++) {
        uint32_t waiting;
        uint64_t length = length_of(d, d->rules.at[r], &waiting);
        vec_push(&d->waiting, waiting);
        if (!waiting) {
            offer(d, d->rules.at[r], length);
        }
    }
    while (d->heap.n) {
        uint32_t atom = pop(d);
        if (d->known[atom]) {
            continue;
        }
        d->known[atom] = 1;
        for (uint32_t i = uses.latest[d->number[atom] - 1]; i != NONE; i = uses.next[i]) {
            uint32_t waiting;
            if (--d->waiting.at[uses.rule[i]] == 0) {
                offer(d, d->rules.at[uses.rule[i]], length_of(d, d->rules.at[uses.rule[i]], &waiting));
            }
        }
    }
    free(uses.latest);
    free(uses.next);
    free(uses.rule);
}

/* Where too much bears on it: the derivation that comes with the labels, or that of least height, known at once for all. */
static void derive_first(Derivations *d)
{
    Grounded open, any;
    derivable_run(d->f, d->assumption, &open);
    derivable_run(d->f, NULL, &any);
    for (uint32_t atom = 0; atom < d->f->atoms; atom++) {
        if (!d->known[atom]) {
            d->by[atom] = d->first && d->first[atom] != NONE ? d->first[atom]
                          : open.by[atom] != NONE            ? open.by[atom]
                                                             : any.by[atom];
            d->known[atom] = 1;
        }
    }
    grounded_free(&open);
    grounded_free(&any);
}

uint32_t derivation_rule(Derivations *d, uint32_t atom)
{
    need_arrays(d);
    if (d->known[atom]) {
        return d->by[atom];
    }
    bool few = find_unknown(d, atom);
    if (few) {
        derive_found(d);
    }
    for (size_t i = 0; i < d->found.n; i++) {
        d->number[d->found.at[i]] = 0;
        d->known[d->found.at[i]] = few;
    }
    if (!few) {
        derive_first(d);
    }
    return d->by[atom];
}
