#include "explain/choices_day.h"

/* A view of a day is labelled very often, each time with other inputs: so atoms are ordered once, each after what it depends on (Tarjan 1972),
 * and labelled in that order. Only those that depend on one another are looked at again until nothing changes: what follows is in, and what
 * cannot follow any more is out. */

/* What each atom depends on: what its rules ask for, and what attacks what they assume. */
static Lists find_needs(const DayView *v)
{
    const Framework *f = &v->day.ground.framework;
    Lists needs = {mem_new(f->atoms + 1, sizeof(uint32_t)), mem_new(f->body.n + 1, sizeof(uint32_t))};
    uint32_t used = 0;
    for (uint32_t atom = 0; atom < f->atoms; atom++) {
        needs.first[atom] = used;
        for (uint32_t k = v->by_head.first[atom]; k < v->by_head.first[atom + 1]; k++) {
            uint32_t rule = v->by_head.items[k];
            for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1]; b++) {
                uint32_t entry = f->body.at[b], needed = entry & ASSUMED ? f->contrary.at[entry & ~ASSUMED] : entry;
                needs.items[used] = needed;
                used += needed != NONE;
            }
        }
    }
    needs.first[f->atoms] = used;
    return needs;
}

typedef struct DayOrder {
    Lists needs;
    uint32_t *index, *low, *at; /* by atom; index 0: not met yet */
    uint8_t *done;
    IdVec path, open;
    uint32_t next;
} DayOrder;

static void at_most(uint32_t *low, uint32_t other)
{
    *low = other < *low ? other : *low;
}

/* Takes a group off the stack, up to its first atom. */
static void add_group(DayView *v, DayOrder *s, uint32_t first)
{
    size_t from = v->order.n;
    uint32_t atom;
    do {
        atom = vec_pop(&s->open);
        s->done[atom] = 1;
        vec_push(&v->order, atom);
    } while (atom != first);
    bool circle = v->order.n - from > 1;
    for (uint32_t k = s->needs.first[first]; k < s->needs.first[first + 1] && !circle; k++) {
        circle = s->needs.items[k] == first;
    }
    vec_push(&v->ends, id_of(v->order.n));
    vec_push(&v->circles, circle);
}

static void visit(DayView *v, DayOrder *s, uint32_t root)
{
    vec_push(&s->path, root);
    while (s->path.n) {
        uint32_t atom = vec_last(&s->path);
        if (!s->index[atom]) {
            s->index[atom] = s->low[atom] = ++s->next;
            s->at[atom] = s->needs.first[atom];
            vec_push(&s->open, atom);
        }
        if (s->at[atom] < s->needs.first[atom + 1]) {
            uint32_t needed = s->needs.items[s->at[atom]++];
            if (!s->index[needed]) {
                vec_push(&s->path, needed);
            } else if (!s->done[needed]) {
                at_most(&s->low[atom], s->index[needed]);
            }
            continue;
        }
        s->path.n--;
        if (s->path.n) {
            at_most(&s->low[vec_last(&s->path)], s->low[atom]);
        }
        if (s->low[atom] == s->index[atom]) {
            add_group(v, s, atom);
        }
    }
}

void day_labels_open(DayView *v)
{
    uint32_t n = v->day.ground.framework.atoms;
    DayOrder s = {.needs = find_needs(v),
                  .index = mem_zero(n, sizeof(uint32_t)),
                  .low = mem_new(n, sizeof(uint32_t)),
                  .at = mem_new(n, sizeof(uint32_t)),
                  .done = mem_zero(n, 1)};
    for (uint32_t root = 0; root < n; root++) {
        if (!s.index[root]) {
            visit(v, &s, root);
        }
    }
    lists_free(&s.needs);
    free(s.index);
    free(s.low);
    free(s.at);
    free(s.done);
    vec_free(&s.path);
    vec_free(&s.open);
}

/* ---- labels ---- */

static Label label_of(const Framework *f, const uint8_t *label, uint32_t entry)
{
    if (!(entry & ASSUMED)) {
        return label[entry];
    }
    uint32_t contrary = f->contrary.at[entry & ~ASSUMED];
    Label against = contrary == NONE ? LABEL_OUT : label[contrary];
    return against == LABEL_OUT ? LABEL_IN : against == LABEL_IN ? LABEL_OUT : LABEL_OPEN;
}

/* The best that a rule for the atom makes of it; `derivable`: of all assumptions. */
static Label best_label(const DayView *v, const uint8_t *label, uint32_t atom, bool derivable)
{
    const Framework *f = &v->day.ground.framework;
    Label best = label[atom];
    for (uint32_t k = v->by_head.first[atom]; k < v->by_head.first[atom + 1] && best != LABEL_IN; k++) {
        uint32_t rule = v->by_head.items[k];
        Label all = LABEL_IN;
        for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1] && all != LABEL_OUT; b++) {
            uint32_t entry = f->body.at[b];
            Label one = derivable && (entry & ASSUMED) ? LABEL_IN : label_of(f, label, entry);
            all = one == LABEL_IN ? all : one;
        }
        best = all == LABEL_OUT ? best : all;
    }
    return best;
}

/* Takes in what follows of a group until nothing does. */
static void follow(const DayView *v, uint8_t *label, uint32_t from, uint32_t end, bool derivable)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = from; i < end; i++) {
            uint32_t atom = v->order.at[i];
            if (label[atom] != LABEL_IN && best_label(v, label, atom, derivable) == LABEL_IN) {
                label[atom] = LABEL_IN;
                changed = true;
            }
        }
    }
}

enum {
    GIVEN = 1,
    OF_GROUP = 2,
    FOUNDED = 4
}; /* in DayView.seen, of the atoms of a group: an input that is left open */

/* Whether some rule for the atom of a group may still apply, with what of the group is founded. */
static bool may_follow(const DayView *v, const uint8_t *label, uint32_t atom)
{
    const Framework *f = &v->day.ground.framework;
    bool any = v->seen[atom] & GIVEN || label[atom] == LABEL_IN;
    for (uint32_t k = v->by_head.first[atom]; k < v->by_head.first[atom + 1] && !any; k++) {
        uint32_t rule = v->by_head.items[k];
        any = true;
        for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1] && any; b++) {
            uint32_t entry = f->body.at[b];
            bool within = !(entry & ASSUMED) && (v->seen[entry] & OF_GROUP);
            any = within ? v->seen[entry] & FOUNDED : label_of(f, label, entry) != LABEL_OUT;
        }
    }
    return any;
}

/* Puts out what of a group can no longer follow; whether there was any. */
static bool put_out(const DayView *v, uint8_t *label, uint32_t from, uint32_t end)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = from; i < end; i++) {
            uint32_t atom = v->order.at[i];
            if (label[atom] != LABEL_OUT && !(v->seen[atom] & FOUNDED) && may_follow(v, label, atom)) {
                v->seen[atom] |= FOUNDED;
                changed = true;
            }
        }
    }
    bool any = false;
    for (uint32_t i = from; i < end; i++) {
        uint32_t atom = v->order.at[i];
        if (label[atom] == LABEL_OPEN && !(v->seen[atom] & FOUNDED)) {
            label[atom] = LABEL_OUT;
            any = true;
        }
        v->seen[atom] &= (uint8_t)~FOUNDED;
    }
    return any;
}

static void label_group(const DayView *v, uint8_t *label, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++) {
        uint32_t atom = v->order.at[i];
        v->seen[atom] = label[atom] == LABEL_OUT ? OF_GROUP : OF_GROUP | GIVEN;
        label[atom] = label[atom] == LABEL_OUT ? LABEL_OPEN : label[atom];
    }
    do {
        follow(v, label, from, end, false);
    } while (put_out(v, label, from, end));
    for (uint32_t i = from; i < end; i++) {
        v->seen[v->order.at[i]] = 0;
    }
}

void day_labels_find(DayView *v, InputState least, InputState most, bool derivable, Grounded *out)
{
    const Framework *f = &v->day.ground.framework;
    uint8_t *label = mem_new(f->atoms, 1);
    memset(label, LABEL_OUT, f->atoms);
    memset(v->seen, 0, f->atoms);
    for (size_t i = 0; i < v->inputs.n; i++) {
        const Input *in = &v->inputs.at[i];
        if (in->state >= least && in->state <= most && label[in->atom] != LABEL_IN) {
            label[in->atom] = in->state == INPUT_HOLDS || derivable ? LABEL_IN : LABEL_OPEN;
        }
    }
    for (size_t g = 0; g < v->ends.n; g++) {
        uint32_t from = g ? v->ends.at[g - 1] : 0, end = v->ends.at[g];
        if (v->circles.at[g] && derivable) {
            follow(v, label, from, end, true);
        } else if (v->circles.at[g]) {
            label_group(v, label, from, end);
        } else {
            label[v->order.at[from]] = best_label(v, label, v->order.at[from], derivable);
        }
    }
    *out = (Grounded){.atom = label};
    if (derivable) {
        out->by = mem_new(f->atoms, sizeof *out->by);
        for (uint32_t atom = 0; atom < f->atoms; atom++) {
            out->by[atom] = label[atom] == LABEL_IN ? 0 : NONE;
        }
        return;
    }
    out->assumption = mem_new(f->contrary.n, 1);
    for (uint32_t a = 0; a < f->contrary.n; a++) {
        out->assumption[a] = label_of(f, label, ASSUMED | a);
    }
}
