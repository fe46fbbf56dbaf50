#include "solve/relabel.h"

#include "framework/components.h"
#include "solve/relabel_internal.h"

static uint32_t key_of(const Relabel *r, uint32_t entry)
{
    return entry & ASSUMED ? r->atoms + (entry & ~ASSUMED) : entry;
}

/* By node, what it depends on: an atom on the bodies of its rules, an assumption on its contrary. */
static Lists dependencies(const Relabel *r)
{
    const Framework *f = r->f;
    Lists on = {mem_zero((size_t)r->nodes + 2, sizeof(uint32_t)), mem_new(f->body.n + f->contrary.n, sizeof(uint32_t))};
    uint32_t n = 0;
    for (uint32_t atom = 0; atom < r->atoms; atom++) {
        on.first[atom] = n;
        for (uint32_t k = r->by_head.first[atom]; k < r->by_head.first[atom + 1]; k++) {
            uint32_t rule = r->by_head.items[k];
            for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
                on.items[n++] = key_of(r, f->body.at[i]);
            }
        }
    }
    for (uint32_t a = 0; a < f->contrary.n; a++) {
        on.first[r->atoms + a] = n;
        if (f->contrary.at[a] != NONE) {
            on.items[n++] = f->contrary.at[a];
        }
    }
    on.first[r->nodes] = n;
    return on;
}

/* The lowest and the highest component in which each node is used, other than its own. */
static void find_uses(Relabel *r, const Lists *on)
{
    r->last_use = mem_zero(r->nodes, sizeof *r->last_use);
    r->first_use = mem_new(r->nodes, sizeof *r->first_use);
    memset(r->first_use, 0xff, r->nodes * sizeof *r->first_use);
    for (uint32_t node = 0; node < r->nodes; node++) {
        for (uint32_t i = on->first[node]; i < on->first[node + 1]; i++) {
            uint32_t *last = &r->last_use[on->items[i]], *first = &r->first_use[on->items[i]], c = r->component[node];
            if (c != r->component[on->items[i]]) {
                *last = c > *last ? c : *last;
                *first = c < *first ? c : *first;
            }
        }
    }
}

static void find_components(Relabel *r)
{
    Lists on = dependencies(r);
    Graph graph = {.n = r->nodes, .in = on};
    uint8_t *outside = mem_zero(r->nodes, 1);
    uint32_t *all = mem_new(r->nodes, sizeof *all);
    for (uint32_t i = 0; i < r->nodes; i++) {
        all[i] = i;
    }
    Walk walk;
    walk_open(&walk, &graph);
    strong_components(&walk, &graph, outside, all, r->nodes, &r->members, &r->member_first);
    walk_free(&walk);
    r->components = id_of(r->member_first.n);
    vec_push(&r->member_first, id_of(r->members.n));
    r->component = mem_new(r->nodes, sizeof *r->component);
    r->cyclic = mem_zero(r->components, 1);
    for (uint32_t c = 0; c < r->components; c++) {
        for (uint32_t i = r->member_first.at[c]; i < r->member_first.at[c + 1]; i++) {
            r->component[r->members.at[i]] = c;
        }
        r->cyclic[c] = r->member_first.at[c + 1] - r->member_first.at[c] > 1;
    }
    for (uint32_t node = 0; node < r->nodes; node++) {
        for (uint32_t i = on.first[node]; i < on.first[node + 1]; i++) {
            r->cyclic[r->component[node]] |= on.items[i] == node;
        }
    }
    find_uses(r, &on);
    lists_free(&on);
    free(outside);
    free(all);
}

Relabel *relabel_open(const Framework *f)
{
    Relabel *r = mem_zero(1, sizeof *r);
    r->f = f;
    r->atoms = f->atoms;
    r->nodes = f->atoms + id_of(f->contrary.n);
    r->by_head = framework_rules_by_head(f);
    r->by_body = framework_rules_by_body(f);
    r->by_contrary = framework_assumptions_by_contrary(f);
    r->off = mem_zero(f->head.n + f->contrary.n, 1);
    r->label = mem_zero(r->nodes, 1);
    r->stamp = mem_zero(r->nodes, sizeof *r->stamp);
    r->by = mem_new(r->nodes, sizeof *r->by);
    memset(r->by, 0xff, r->nodes * sizeof *r->by);
    r->waiting = mem_zero(f->head.n, sizeof *r->waiting);
    r->need = mem_zero(f->head.n, sizeof *r->need);
    r->blocked = mem_zero(f->head.n, 1);
    r->alive = mem_zero(r->atoms, sizeof *r->alive);
    r->before = mem_zero(r->nodes, 1);
    r->memo = mem_zero(r->nodes, sizeof *r->memo);
    r->memo_round = mem_zero(r->nodes, sizeof *r->memo_round);
    find_components(r);
    r->dirty = mem_zero(r->components, 1);
    for (uint32_t c = 0; c < r->components; c++) {
        relabel_component(r, c);
    }
    vec_clear(&r->changed);
    vec_clear(&r->trail);
    r->round = 1;
    return r;
}

void relabel_close(Relabel *r)
{
    if (!r) {
        return;
    }
    lists_free(&r->by_head);
    lists_free(&r->by_body);
    lists_free(&r->by_contrary);
    vec_free(&r->members);
    vec_free(&r->member_first);
    vec_free(&r->heap);
    vec_free(&r->changed);
    vec_free(&r->passed);
    vec_free(&r->events);
    vec_free(&r->trail);
    free(r->component);
    free(r->last_use);
    free(r->first_use);
    free(r->cyclic);
    free(r->off);
    free(r->label);
    free(r->stamp);
    free(r->by);
    free(r->waiting);
    free(r->need);
    free(r->blocked);
    free(r->alive);
    free(r->before);
    free(r->memo);
    free(r->memo_round);
    free(r->dirty);
    free(r);
}

/* ── The worklist of components, lowest first ── */

static void push_component(Relabel *r, uint32_t c)
{
    if (r->dirty[c]) {
        return;
    }
    r->dirty[c] = 1;
    vec_push(&r->heap, c);
    uint32_t *heap = r->heap.at;
    for (size_t i = r->heap.n - 1; i && heap[(i - 1) / 2] > heap[i]; i = (i - 1) / 2) {
        uint32_t swap = heap[i];
        heap[i] = heap[(i - 1) / 2];
        heap[(i - 1) / 2] = swap;
    }
}

static uint32_t pop_component(Relabel *r)
{
    uint32_t *heap = r->heap.at, least = heap[0];
    heap[0] = vec_pop(&r->heap);
    for (size_t i = 0;;) {
        size_t child = 2 * i + 1;
        if (child >= r->heap.n) {
            break;
        }
        child += child + 1 < r->heap.n && heap[child + 1] < heap[child];
        if (heap[i] <= heap[child]) {
            break;
        }
        uint32_t swap = heap[i];
        heap[i] = heap[child];
        heap[child] = swap;
        i = child;
    }
    r->dirty[least] = 0;
    return least;
}

static void push_users(Relabel *r, uint32_t node)
{
    for (uint32_t i = r->by_body.first[node]; i < r->by_body.first[node + 1]; i++) {
        uint32_t c = r->component[r->f->head.at[r->by_body.items[i]]];
        if (c != r->component[node]) {
            push_component(r, c);
        }
    }
    for (uint32_t i = node < r->atoms ? r->by_contrary.first[node] : 0;
         node < r->atoms && i < r->by_contrary.first[node + 1]; i++) {
        uint32_t c = r->component[r->atoms + r->by_contrary.items[i]];
        if (c != r->component[node]) {
            push_component(r, c);
        }
    }
    r->work += 1 + r->by_body.first[node + 1] - r->by_body.first[node];
}

/* Brings the next component up to date; what changed there goes to `changed`. */
static void take_component(Relabel *r)
{
    size_t from = r->changed.n;
    relabel_component(r, pop_component(r));
    for (size_t i = from; i < r->changed.n; i++) {
        push_users(r, r->changed.at[i]);
    }
}

void relabel_switch(Relabel *r, uint32_t element, bool on)
{
    uint32_t at = element & ASSUMED ? id_of(r->f->head.n) + (element & ~ASSUMED) : element;
    if (r->off[at] == !on) {
        return;
    }
    vec_push(&r->trail, ((Trail){SWITCHED | at, 0, 0, 0}));
    r->off[at] = !on;
    uint32_t c = r->component[element & ASSUMED ? key_of(r, element) : r->f->head.at[element]];
    r->switched_below = c + 1 > r->switched_below ? c + 1 : r->switched_below;
    push_component(r, c);
}

bool relabel_is_on(const Relabel *r, uint32_t element)
{
    return !r->off[element & ASSUMED ? id_of(r->f->head.n) + (element & ~ASSUMED) : element];
}

void relabel_run(Relabel *r)
{
    while (r->heap.n) {
        take_component(r);
    }
    vec_clear(&r->changed);
}

size_t relabel_mark(const Relabel *r)
{
    return r->trail.n;
}

void relabel_undo(Relabel *r, size_t mark)
{
    while (r->heap.n) {
        r->dirty[vec_pop(&r->heap)] = 0;
    }
    vec_clear(&r->changed);
    r->switched_below = 0;
    while (r->trail.n > mark) {
        Trail t = vec_pop(&r->trail);
        if (t.node & SWITCHED) {
            r->off[t.node & ~SWITCHED] ^= 1;
        } else {
            r->label[t.node] = t.label;
            r->by[t.node] = t.by;
            r->stamp[t.node] = t.stamp;
        }
    }
}

uint8_t relabel_label(const Relabel *r, uint32_t entry)
{
    return r->label[key_of(r, entry)];
}

size_t relabel_work(const Relabel *r)
{
    return r->work;
}

/* ── Looking at one atom ── */

enum { MOST_CARRIERS = 8 };

void relabel_settle(Relabel *r)
{
    r->round++;
    r->switched_below = 0;
}

/* The only changed node that anything yet to be looked at uses, if nothing that uses it was looked at; else NONE. Keeps only nodes
 * that are still of use. */
static uint32_t only_carrier(Relabel *r)
{
    uint32_t carrier = NONE, next = r->heap.at[0];
    size_t kept = 0;
    for (size_t i = 0; i < r->changed.n; i++) {
        if (r->last_use[r->changed.at[i]] >= next) {
            r->changed.at[kept++] = r->changed.at[i];
            carrier = r->changed.at[i];
        }
    }
    r->changed.n = kept;
    return kept == 1 && r->first_use[carrier] >= next ? carrier : NONE;
}

uint8_t relabel_look(Relabel *r, uint32_t atom)
{
    uint32_t goal = r->component[atom];
    uint8_t label = LABEL_OPEN;
    bool known = false;
    size_t filtered = 0;
    vec_clear(&r->passed);
    while (r->heap.n && !known && r->heap.at[0] <= goal) {
        if (r->heap.at[0] >= r->switched_below && (r->changed.n <= MOST_CARRIERS || r->changed.n > 2 * filtered)) {
            /* Nothing is under way but what labels carry on. */
            uint32_t carrier = only_carrier(r);
            filtered = r->changed.n;
            uint8_t memo = carrier != NONE && r->memo_round[carrier] == r->round ? r->memo[carrier] : 0;
            uint8_t there = carrier == NONE ? 0 : memo >> 2 * r->label[carrier] & 3;
            if (there) {
                label = there - 1;
                known = true;
                break;
            }
            if (carrier != NONE) {
                vec_push(&r->passed, carrier);
            }
        }
        take_component(r);
    }
    label = known ? label : r->label[atom];
    for (size_t i = 0; i < r->passed.n; i++) { /* each has one label all along */
        uint32_t node = r->passed.at[i];
        r->memo[node] = r->memo_round[node] == r->round ? r->memo[node] : 0;
        r->memo_round[node] = r->round;
        r->memo[node] |= (uint8_t)((label + 1u) << 2u * r->label[node]);
    }
    return label;
}
