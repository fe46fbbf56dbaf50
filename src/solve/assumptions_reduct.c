#include "solve/assumptions_reduct.h"

#include "base/fatal.h"
#include "framework/components.h"

/* ---- the framework that is left ---- */

static void number_sentences(const Framework *whole, const Grounded *g, Reduct *r)
{
    r->atom_number = mem_new(whole->atoms, sizeof(uint32_t));
    r->assumption_number = mem_new(whole->contrary.n, sizeof(uint32_t));
    for (uint32_t s = 0; s < whole->atoms; s++) {
        r->atom_number[s] = NONE;
        if (g->atom[s] == LABEL_OPEN) {
            r->atom_number[s] = vec_next_id(&r->atom_origin);
            vec_push(&r->atom_origin, s);
        }
    }
    framework_add_atoms(&r->f, (uint32_t)r->atom_origin.n);
    for (uint32_t a = 0; a < whole->contrary.n; a++) {
        r->assumption_number[a] = NONE;
        if (g->assumption[a] == LABEL_OPEN) {
            /* Its contrary is open too: were it out or in, the assumption would be in or out. */
            r->assumption_number[a] = framework_add_assumption(&r->f, r->atom_number[whole->contrary.at[a]]);
            vec_push(&r->assumption_origin, a);
        }
    }
}

/* Whether the rule can fire and tell something new; then what is left of its body. A rule that needs its own head never does. */
static bool body_left(const Framework *whole, const Grounded *g, const Reduct *r, uint32_t rule, IdVec *body)
{
    uint32_t head = whole->head.at[rule];
    vec_clear(body);
    if (g->atom[head] != LABEL_OPEN) {
        return false;
    }
    for (const uint32_t *e = body_begin(whole, rule); e < body_end(whole, rule); e++) {
        uint32_t id = *e & ~ASSUMED;
        uint8_t label = *e & ASSUMED ? g->assumption[id] : g->atom[id];
        if (label == LABEL_OUT || *e == head) {
            return false;
        }
        if (label == LABEL_OPEN) {
            vec_push(body, *e & ASSUMED ? ASSUMED | r->assumption_number[id] : r->atom_number[id]);
        }
    }
    return true;
}

static void copy_rules(const Framework *whole, const Grounded *g, Reduct *r)
{
    IdVec body = {0};
    for (uint32_t rule = 0; rule < framework_rules(whole); rule++) {
        if (body_left(whole, g, r, rule, &body)) {
            framework_add_rule(&r->f, r->atom_number[whole->head.at[rule]], body.at, body.n);
        }
    }
    vec_free(&body);
}

/* ---- cycles of derivations ---- */

static void find_cycles(Reduct *r)
{
    const Framework *f = &r->f;
    r->cycle = mem_new(f->atoms, sizeof *r->cycle);
    if (framework_is_forward(f)) {
        memset(r->cycle, 0xff, f->atoms * sizeof *r->cycle);
        vec_push(&r->cycle_first, 0);
        return;
    }
    VEC(Attack) needs = {0};
    for (uint32_t rule = 0; rule < framework_rules(f); rule++) {
        for (const uint32_t *e = body_begin(f, rule); e < body_end(f, rule); e++) {
            if (!(*e & ASSUMED)) {
                vec_push(&needs, ((Attack){*e, f->head.at[rule]}));
            }
        }
    }
    Graph graph = graph_new(f->atoms, needs.at, needs.n);
    vec_free(&needs);
    uint32_t *all = mem_new(f->atoms, sizeof *all);
    uint8_t *none = mem_zero(f->atoms, 1);
    for (uint32_t s = 0; s < f->atoms; s++) {
        all[s] = s;
    }
    Walk walk;
    IdVec members = {0}, starts = {0};
    walk_open(&walk, &graph);
    strong_components(&walk, &graph, none, all, f->atoms, &members, &starts);
    vec_push(&starts, vec_next_id(&members));
    for (size_t i = 0; i + 1 < starts.n; i++) {
        uint32_t first = starts.at[i], count = starts.at[i + 1] - first;
        uint32_t number = count > 1 ? vec_next_id(&r->cycle_first) : NONE;
        if (number != NONE) {
            vec_push(&r->cycle_first, vec_next_id(&r->cycle_members));
            vec_append(&r->cycle_members, members.at + first, count);
        }
        for (uint32_t k = 0; k < count; k++) {
            r->cycle[members.at[first + k]] = number;
        }
    }
    vec_push(&r->cycle_first, vec_next_id(&r->cycle_members));
    walk_free(&walk);
    vec_free(&members);
    vec_free(&starts);
    free(all);
    free(none);
    graph_free(&graph);
}

/* ---- independent parts ---- */

static uint32_t root_of(uint32_t *above, uint32_t key)
{
    while (above[key] != key) {
        key = above[key] = above[above[key]];
    }
    return key;
}

static void join(uint32_t *above, uint32_t a, uint32_t b)
{
    a = root_of(above, a);
    b = root_of(above, b);
    above[a > b ? a : b] = a > b ? b : a; /* roots are the smallest members */
}

static uint32_t *roots(const Reduct *r)
{
    const Framework *f = &r->f;
    uint32_t keys = reduct_keys(r), *above = mem_new(keys, sizeof *above);
    for (uint32_t key = 0; key < keys; key++) {
        above[key] = key;
    }
    for (uint32_t rule = 0; rule < framework_rules(f); rule++) {
        for (const uint32_t *e = body_begin(f, rule); e < body_end(f, rule); e++) {
            join(above, entry_key(r, *e), f->head.at[rule]);
        }
    }
    for (uint32_t a = 0; a < f->contrary.n; a++) {
        join(above, f->atoms + a, f->contrary.at[a]);
    }
    for (uint32_t key = 0; key < keys; key++) {
        above[key] = root_of(above, key);
    }
    return above;
}

/* The keys of each part, in the order given. */
static Lists list_by_part(const Reduct *r, const uint32_t *keys, uint32_t count)
{
    Lists lists = {mem_zero((size_t)r->parts + 2, sizeof(uint32_t)), mem_new(count, sizeof(uint32_t))};
    for (uint32_t i = 0; i < count; i++) {
        lists.first[r->part[keys[i]] + 2]++;
    }
    for (uint32_t p = 0; p < r->parts; p++) {
        lists.first[p + 2] += lists.first[p + 1];
    }
    for (uint32_t i = 0; i < count; i++) {
        lists.items[lists.first[r->part[keys[i]] + 1]++] = keys[i];
    }
    return lists;
}

static void find_parts(Reduct *r, uint32_t least)
{
    uint32_t keys = reduct_keys(r), *root = roots(r), *size = mem_zero(keys, sizeof *size), filled = 0;
    r->part = mem_new(keys, sizeof *r->part);
    for (uint32_t key = 0; key < keys; key++) {
        size[root[key]]++;
    }
    for (uint32_t key = 0; key < keys; key++) {
        if (root[key] == key) {
            if (filled == 0 || filled >= least) {
                r->parts++;
                filled = 0;
            }
            filled += size[key];
        }
        r->part[key] = root[key] == key ? r->parts - 1 : r->part[root[key]];
    }
    uint32_t *all = mem_new(keys, sizeof *all);
    for (uint32_t key = 0; key < keys; key++) {
        all[key] = key;
    }
    r->members = list_by_part(r, all, keys);
    free(all);
    free(root);
    free(size);
}

/* ---- tails ---- */

/* One use less of a key; the last makes it part of the tail. */
static void drop_use(uint32_t *uses, uint32_t key, IdVec *tail)
{
    if (--uses[key] == 0) {
        vec_push(tail, key);
    }
}

/* Keys that no rule and no assumption needs, then those that only these need, and so on. */
static void find_tails(Reduct *r)
{
    uint32_t keys = reduct_keys(r), *uses = mem_new(keys, sizeof *uses);
    IdVec tail = {0};
    r->in_tail = mem_zero(keys, 1);
    for (uint32_t key = 0; key < keys; key++) {
        uses[key] = list_length(&r->by_body, key) + (key_is_assumption(r, key) ? 0 : list_length(&r->by_contrary, key));
        if (uses[key] == 0) {
            vec_push(&tail, key);
        }
    }
    for (size_t i = 0; i < tail.n; i++) {
        uint32_t key = tail.at[i];
        r->in_tail[key] = 1;
        if (key_is_assumption(r, key)) {
            drop_use(uses, r->f.contrary.at[key - r->f.atoms], &tail);
            continue;
        }
        for (const uint32_t *rule = list_begin(&r->by_head, key); rule < list_end(&r->by_head, key); rule++) {
            for (const uint32_t *e = body_begin(&r->f, *rule); e < body_end(&r->f, *rule); e++) {
                drop_use(uses, entry_key(r, *e), &tail);
            }
        }
    }
    for (size_t i = 0; i < tail.n / 2; i++) {
        uint32_t key = tail.at[i];
        tail.at[i] = tail.at[tail.n - 1 - i];
        tail.at[tail.n - 1 - i] = key;
    }
    r->tails = list_by_part(r, tail.at, (uint32_t)tail.n);
    vec_free(&tail);
    free(uses);
}

void reduct_new(const Framework *framework, const Grounded *grounded, uint32_t least, Reduct *out)
{
    *out = (Reduct){0};
    number_sentences(framework, grounded, out);
    copy_rules(framework, grounded, out);
    out->by_head = framework_rules_by_head(&out->f);
    out->by_body = framework_rules_by_body(&out->f);
    out->by_contrary = framework_assumptions_by_contrary(&out->f);
    find_cycles(out);
    find_parts(out, least);
    find_tails(out);
}

uint32_t reduct_key(const Reduct *r, uint32_t sentence)
{
    uint32_t number = sentence & ASSUMED ? r->assumption_number[sentence & ~ASSUMED] : r->atom_number[sentence];
    BUG_UNLESS(number != NONE);
    return sentence & ASSUMED ? r->f.atoms + number : number;
}

void reduct_free(Reduct *r)
{
    framework_free(&r->f);
    vec_free(&r->atom_origin);
    vec_free(&r->assumption_origin);
    free(r->atom_number);
    free(r->assumption_number);
    lists_free(&r->by_head);
    lists_free(&r->by_body);
    lists_free(&r->by_contrary);
    free(r->cycle);
    vec_free(&r->cycle_members);
    vec_free(&r->cycle_first);
    free(r->part);
    lists_free(&r->members);
    free(r->in_tail);
    lists_free(&r->tails);
    *r = (Reduct){0};
}
