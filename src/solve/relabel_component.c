#include "solve/relabel_internal.h"

static bool is_off(const Relabel *r, uint32_t assumption)
{
    return r->off[r->f->head.n + assumption];
}

static uint8_t entry_label(const Relabel *r, uint32_t entry)
{
    return r->label[entry & ASSUMED ? r->atoms + (entry & ~ASSUMED) : entry];
}

/* ── A node that does not depend on itself ── */

static uint8_t lone_atom(Relabel *r, uint32_t atom, uint32_t *by)
{
    const Framework *f = r->f;
    uint8_t label = LABEL_OUT;
    *by = NONE;
    for (uint32_t k = r->by_head.first[atom]; k < r->by_head.first[atom + 1]; k++) {
        uint32_t rule = r->by_head.items[k];
        uint8_t body = r->off[rule] ? LABEL_OUT : LABEL_IN;
        for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1] && body != LABEL_OUT; i++) {
            uint8_t entry = entry_label(r, f->body.at[i]);
            body = entry == LABEL_IN ? body : entry;
        }
        r->work++;
        if (body == LABEL_IN) {
            *by = rule;
            return LABEL_IN;
        }
        if (body == LABEL_OPEN && label == LABEL_OUT) {
            label = LABEL_OPEN;
            *by = rule;
        }
    }
    return label;
}

static uint8_t lone_assumption(const Relabel *r, uint32_t assumption)
{
    uint32_t contrary = r->f->contrary.at[assumption];
    if (is_off(r, assumption)) {
        return LABEL_OUT;
    }
    return contrary == NONE || r->label[contrary] == LABEL_OUT ? LABEL_IN
           : r->label[contrary] == LABEL_IN                    ? LABEL_OUT
                                                               : LABEL_OPEN;
}

/* ── A component in which things depend on one another: as grounded_run does, counters and worklists ── */

static bool inside(const Relabel *r, uint32_t entry, uint32_t component)
{
    return r->component[entry & ASSUMED ? r->atoms + (entry & ~ASSUMED) : entry] == component;
}

static void give(Relabel *r, uint32_t node, uint8_t label, uint32_t by)
{
    if (r->label[node] == LABEL_OPEN) {
        r->label[node] = label;
        r->by[node] = by;
        r->stamp[node] = r->clock++;
        vec_push(&r->events, node);
    }
}

static void block(Relabel *r, uint32_t rule)
{
    if (!r->blocked[rule]) {
        r->blocked[rule] = 1;
        if (--r->alive[r->f->head.at[rule]] == 0) {
            give(r, r->f->head.at[rule], LABEL_OUT, NONE);
        }
    }
}

/* Counts what a rule of the component waits for; what is outside and open is waited for in vain. */
static void count_rule(Relabel *r, uint32_t rule, uint32_t component)
{
    const Framework *f = r->f;
    bool dead = r->off[rule];
    r->waiting[rule] = 0;
    for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
        bool own = inside(r, f->body.at[i], component);
        uint8_t label = own ? LABEL_OPEN : entry_label(r, f->body.at[i]);
        dead |= label == LABEL_OUT;
        r->waiting[rule] += label != LABEL_IN;
    }
    r->blocked[rule] = dead;
    r->alive[f->head.at[rule]] += !dead;
}

static void start(Relabel *r, const uint32_t *members, uint32_t count, uint32_t component)
{
    for (uint32_t m = 0; m < count; m++) {
        uint32_t node = members[m];
        r->before[node] = r->label[node];
        vec_push(&r->trail, ((Trail){node, r->by[node], r->stamp[node], r->label[node]}));
        r->label[node] = LABEL_OPEN;
        r->by[node] = NONE;
        r->stamp[node] = 0;
        if (node < r->atoms) {
            r->alive[node] = 0;
        }
    }
    for (uint32_t m = 0; m < count; m++) {
        for (uint32_t k = members[m] < r->atoms ? r->by_head.first[members[m]] : 0;
             members[m] < r->atoms && k < r->by_head.first[members[m] + 1]; k++) {
            count_rule(r, r->by_head.items[k], component);
            r->work++;
        }
    }
    for (uint32_t m = 0; m < count; m++) {
        uint32_t node = members[m];
        if (node >= r->atoms) {
            if (is_off(r, node - r->atoms)) {
                give(r, node, LABEL_OUT, NONE);
            }
            continue;
        }
        if (!r->alive[node]) {
            give(r, node, LABEL_OUT, NONE);
        }
        for (uint32_t k = r->by_head.first[node]; k < r->by_head.first[node + 1]; k++) {
            uint32_t rule = r->by_head.items[k];
            if (!r->blocked[rule] && !r->waiting[rule]) {
                give(r, node, LABEL_IN, rule);
            }
        }
    }
}

static void spread(Relabel *r, uint32_t node, uint32_t component)
{
    bool in = r->label[node] == LABEL_IN;
    for (uint32_t k = r->by_body.first[node]; k < r->by_body.first[node + 1]; k++) {
        uint32_t rule = r->by_body.items[k], head = r->f->head.at[rule];
        if (r->component[head] != component) {
            continue;
        }
        r->work++;
        if (!in) {
            block(r, rule);
        } else if (--r->waiting[rule] == 0 && !r->blocked[rule]) {
            give(r, head, LABEL_IN, rule);
        }
    }
    for (uint32_t k = node < r->atoms ? r->by_contrary.first[node] : 0;
         node < r->atoms && k < r->by_contrary.first[node + 1]; k++) {
        uint32_t assumption = r->atoms + r->by_contrary.items[k];
        if (r->component[assumption] == component) {
            give(r, assumption, in ? LABEL_OUT : LABEL_IN, NONE);
        }
    }
}

/* Gives each open atom that can be derived from what is not out the rule by which; those that cannot are out, all at once. True when
 * there were any. `waiting` is spent on atoms of the component that have no derivation yet, and restored. */
static bool put_out_unfounded(Relabel *r, const uint32_t *members, uint32_t count, uint32_t component)
{
    const Framework *f = r->f;
    IdVec *found = &r->events;
    uint32_t *need = r->need;
    vec_clear(found);
    for (uint32_t m = 0; m < count; m++) {
        uint32_t atom = members[m];
        if (atom >= r->atoms || r->label[atom] != LABEL_OPEN) {
            continue;
        }
        r->by[atom] = NONE;
        for (uint32_t k = r->by_head.first[atom]; k < r->by_head.first[atom + 1]; k++) {
            uint32_t rule = r->by_head.items[k];
            need[rule] = 0;
            for (uint32_t i = f->body_first.at[rule]; !r->blocked[rule] && i < f->body_first.at[rule + 1]; i++) {
                uint32_t entry = f->body.at[i];
                need[rule] += !(entry & ASSUMED) && inside(r, entry, component) && r->label[entry] == LABEL_OPEN;
            }
            r->work++;
            if (!r->blocked[rule] && !need[rule] && r->by[atom] == NONE) {
                r->by[atom] = rule;
                vec_push(found, atom);
            }
        }
    }
    for (size_t q = 0; q < found->n; q++) {
        uint32_t atom = found->at[q];
        for (uint32_t k = r->by_body.first[atom]; k < r->by_body.first[atom + 1]; k++) {
            uint32_t rule = r->by_body.items[k], head = f->head.at[rule];
            if (r->component[head] == component && r->label[head] == LABEL_OPEN && !r->blocked[rule] &&
                --need[rule] == 0 && r->by[head] == NONE) {
                r->by[head] = rule;
                vec_push(found, head);
            }
        }
    }
    vec_clear(found);
    uint32_t now = r->clock++;
    for (uint32_t m = 0; m < count; m++) {
        uint32_t atom = members[m];
        if (atom < r->atoms && r->label[atom] == LABEL_OPEN && r->by[atom] == NONE) {
            give(r, atom, LABEL_OUT, NONE);
            r->stamp[atom] = now;
        }
    }
    return r->events.n > 0;
}

void relabel_component(Relabel *r, uint32_t component)
{
    const uint32_t *members = r->members.at + r->member_first.at[component];
    uint32_t count = r->member_first.at[component + 1] - r->member_first.at[component], node = members[0];
    r->work++;
    if (!r->cyclic[component]) {
        uint32_t by = NONE;
        uint8_t label = node < r->atoms ? lone_atom(r, node, &by) : lone_assumption(r, node - r->atoms);
        if (label != r->label[node] || by != r->by[node]) {
            vec_push(&r->trail, ((Trail){node, r->by[node], r->stamp[node], r->label[node]}));
            if (label != r->label[node]) {
                vec_push(&r->changed, node);
            }
            r->label[node] = label;
            r->by[node] = by;
        }
        return;
    }
    r->clock = 1;
    vec_clear(&r->events);
    start(r, members, count, component);
    do {
        for (size_t i = 0; i < r->events.n; i++) {
            spread(r, r->events.at[i], component);
        }
    } while (put_out_unfounded(r, members, count, component));
    for (uint32_t m = 0; m < count; m++) {
        if (r->label[members[m]] != r->before[members[m]]) {
            vec_push(&r->changed, members[m]);
        }
    }
}
