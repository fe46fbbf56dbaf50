#include "solve/assumptions_tail.h"

/* ---- derivations ---- */

void derivation_open(Derivation *d, const Reduct *r)
{
    *d = (Derivation){.reduct = r, .waiting = mem_zero(r->f.head.n, sizeof(uint32_t))};
}

void derivation_close(Derivation *d)
{
    free(d->waiting);
    vec_free(&d->order);
    *d = (Derivation){0};
}

void derivation_run(Derivation *d, const IdVec *atoms, const int *within, const uint8_t *inside, uint32_t *by)
{
    const Reduct *r = d->reduct;
    vec_clear(&d->order);
    for (size_t i = 0; i < atoms->n; i++) {
        by[atoms->at[i]] = NONE;
    }
    for (size_t i = 0; i < atoms->n; i++) {
        uint32_t atom = atoms->at[i];
        for (const uint32_t *rule = list_begin(&r->by_head, atom); rule < list_end(&r->by_head, atom); rule++) {
            d->waiting[*rule] = 0;
            for (const uint32_t *e = body_begin(&r->f, *rule); e < body_end(&r->f, *rule); e++) {
                d->waiting[*rule] += !((*e & ASSUMED) && inside[*e & ~ASSUMED]);
            }
            if (!d->waiting[*rule] && by[atom] == NONE) {
                by[atom] = *rule;
                vec_push(&d->order, atom);
            }
        }
    }
    for (size_t next = 0; next < d->order.n; next++) {
        uint32_t atom = d->order.at[next];
        for (const uint32_t *rule = list_begin(&r->by_body, atom); rule < list_end(&r->by_body, atom); rule++) {
            uint32_t head = r->f.head.at[*rule];
            if ((within == NULL || within[head] != 0) && --d->waiting[*rule] == 0 && by[head] == NONE) {
                by[head] = *rule;
                vec_push(&d->order, head);
            }
        }
    }
}

void derivation_run_part(Derivation *d, uint32_t part, const uint8_t *inside, uint32_t *by)
{
    const Reduct *r = d->reduct;
    IdVec atoms = {0};
    for (const uint32_t *key = list_begin(&r->members, part); key < list_end(&r->members, part); key++) {
        if (!key_is_assumption(r, *key)) {
            vec_push(&atoms, *key);
        }
    }
    derivation_run(d, &atoms, NULL, inside, by);
    vec_free(&atoms);
}

/* ---- tails ---- */

void tail_open(Tail *tail, const Reduct *r)
{
    derivation_open(&tail->derivation, r);
    tail->lower = mem_new(r->f.atoms, sizeof(uint32_t));
    tail->upper = mem_new(r->f.atoms, sizeof(uint32_t));
    tail->free = mem_zero(r->f.contrary.n, 1);
    tail->member = mem_zero(r->f.contrary.n, 1);
}

void tail_close(Tail *tail)
{
    derivation_close(&tail->derivation);
    free(tail->lower);
    free(tail->upper);
    free(tail->free);
    free(tail->member);
    *tail = (Tail){0};
}

/* A rule for the atom with a body of assumptions marked in `inside` and atoms that have a rule in `by`; NONE: there is none. */
static uint32_t find_rule(const Reduct *r, uint32_t atom, const uint8_t *inside, const uint32_t *by)
{
    for (const uint32_t *rule = list_begin(&r->by_head, atom); rule < list_end(&r->by_head, atom); rule++) {
        const uint32_t *e = body_begin(&r->f, *rule), *end = body_end(&r->f, *rule);
        while (e < end && (*e & ASSUMED ? inside[*e & ~ASSUMED] : by[*e] != NONE)) {
            e++;
        }
        if (e == end) {
            return *rule;
        }
    }
    return NONE;
}

void tail_decide(Tail *tail, uint32_t part, uint8_t *member)
{
    const Reduct *r = tail->derivation.reduct;
    if (list_length(&r->tails, part) == 0) {
        return;
    }
    for (const uint32_t *key = list_begin(&r->tails, part); key < list_end(&r->tails, part); key++) {
        if (key_is_assumption(r, *key)) {
            member[*key - r->f.atoms] = 0;
        }
    }
    derivation_run_part(&tail->derivation, part, member, tail->lower);
    for (const uint32_t *key = list_begin(&r->members, part); key < list_end(&r->members, part); key++) {
        if (key_is_assumption(r, *key)) {
            uint32_t a = *key - r->f.atoms;
            tail->free[a] = !r->in_tail[*key] && tail->lower[r->f.contrary.at[a]] == NONE;
        }
    }
    derivation_run_part(&tail->derivation, part, tail->free, tail->upper);
    for (const uint32_t *key = list_begin(&r->tails, part); key < list_end(&r->tails, part); key++) {
        if (key_is_assumption(r, *key)) {
            uint32_t a = *key - r->f.atoms, contrary = r->f.contrary.at[a];
            member[a] = tail->upper[contrary] == NONE;
            tail->free[a] = tail->lower[contrary] == NONE;
        } else {
            tail->lower[*key] = find_rule(r, *key, member, tail->lower);
            tail->upper[*key] = find_rule(r, *key, tail->free, tail->upper);
        }
    }
}

void tail_append(Tail *tail, uint32_t part, IdVec *set)
{
    const Reduct *r = tail->derivation.reduct;
    if (list_length(&r->tails, part) == 0) {
        return;
    }
    for (size_t i = 0; i < set->n; i++) {
        tail->member[set->at[i]] = 1;
    }
    tail_decide(tail, part, tail->member);
    for (size_t i = 0; i < set->n; i++) {
        tail->member[set->at[i]] = 0;
    }
    for (const uint32_t *key = list_begin(&r->tails, part); key < list_end(&r->tails, part); key++) {
        if (key_is_assumption(r, *key) && tail->member[*key - r->f.atoms]) {
            tail->member[*key - r->f.atoms] = 0;
            vec_push(set, *key - r->f.atoms);
        }
    }
}

void tail_decide_all(const Reduct *r, IdVec *set)
{
    Tail tail;
    uint8_t *member = mem_zero(r->f.contrary.n, 1);
    for (size_t i = 0; i < set->n; i++) {
        member[set->at[i]] = 1;
    }
    tail_open(&tail, r);
    for (uint32_t part = 0; part < r->parts; part++) {
        tail_decide(&tail, part, member);
    }
    tail_close(&tail);
    vec_clear(set);
    for (uint32_t a = 0; a < r->f.contrary.n; a++) {
        if (member[a]) {
            vec_push(set, a);
        }
    }
    free(member);
}
