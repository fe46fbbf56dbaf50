#include "solve/relabel_internal.h"

/* A sentence stands *for* (in; or, of why something is not in, not out) or *against* (out; or not in). */
enum { MARK_FOR = 1, MARK_AGAINST = 2 };

typedef struct Reasons {
    const Relabel *r;
    bool in;       /* why it is in */
    uint8_t *mark; /* by node */
    uint8_t *told; /* by rule, then by assumption: it is in `used` or `barred` already */
    IdVec stack;   /* nodes to follow; AGAINST | the node */
    IdVec *used, *barred;
} Reasons;

#define AGAINST 0x80000000u

static uint32_t node_of(const Relabel *r, uint32_t entry)
{
    return entry & ASSUMED ? r->atoms + (entry & ~ASSUMED) : entry;
}

static void tell(Reasons *w, IdVec *list, uint32_t element)
{
    uint8_t *told = &w->told[element & ASSUMED ? w->r->f->head.n + (element & ~ASSUMED) : element];
    if (!*told) {
        *told = 1;
        vec_push(list, element);
    }
}

static void follow(Reasons *w, uint32_t node, uint8_t mark)
{
    if (!(w->mark[node] & mark)) {
        w->mark[node] |= mark;
        vec_push(&w->stack, mark == MARK_AGAINST ? AGAINST | node : node);
    }
}

/* Whether the node can stand against `head`: out, and so before it (atoms also at once); or not in. */
static bool can_be_against(const Reasons *w, uint32_t node, uint32_t head)
{
    const Relabel *r = w->r;
    if (!w->in) {
        return r->label[node] != LABEL_IN;
    }
    return r->label[node] == LABEL_OUT && (r->component[node] != r->component[head] || r->stamp[node] < r->stamp[head] ||
                                           (r->stamp[node] == r->stamp[head] && node < r->atoms));
}

/* What to show against a rule: what is against already, or what needs least, that is depends on least. NONE: nothing. */
static uint32_t choose_against(const Reasons *w, uint32_t rule, bool known_only)
{
    const Relabel *r = w->r;
    uint32_t best = NONE, head = r->f->head.at[rule];
    for (uint32_t i = r->f->body_first.at[rule]; i < r->f->body_first.at[rule + 1]; i++) {
        uint32_t node = node_of(r, r->f->body.at[i]);
        if (!can_be_against(w, node, head)) {
            continue;
        }
        if (w->mark[node] & MARK_AGAINST) {
            return node;
        }
        if (!known_only && (best == NONE || r->component[node] < r->component[best] ||
                            (r->component[node] == r->component[best] && r->stamp[node] < r->stamp[best]))) {
            best = node;
        }
    }
    return best;
}

static void follow_against(Reasons *w, uint32_t node)
{
    const Relabel *r = w->r;
    if (node >= r->atoms) {
        uint32_t assumption = node - r->atoms;
        if (r->off[r->f->head.n + assumption]) {
            tell(w, w->barred, ASSUMED | assumption);
        } else {
            follow(w, r->f->contrary.at[assumption], MARK_FOR);
        }
        return;
    }
    for (uint32_t k = r->by_head.first[node]; k < r->by_head.first[node + 1]; k++) {
        uint32_t rule = r->by_head.items[k], against = choose_against(w, rule, r->off[rule]);
        if (against != NONE) {
            follow(w, against, MARK_AGAINST);
        } else {
            BUG_UNLESS(r->off[rule]);
            tell(w, w->barred, rule);
        }
    }
}

static void follow_for(Reasons *w, uint32_t node)
{
    const Relabel *r = w->r;
    const Framework *f = r->f;
    if (node >= r->atoms) {
        uint32_t assumption = node - r->atoms;
        tell(w, w->used, ASSUMED | assumption);
        if (f->contrary.at[assumption] != NONE) {
            follow(w, f->contrary.at[assumption], MARK_AGAINST);
        }
        return;
    }
    uint32_t rule = r->by[node];
    BUG_UNLESS(rule != NONE);
    tell(w, w->used, rule);
    for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
        follow(w, node_of(r, f->body.at[i]), MARK_FOR);
    }
}

void relabel_reasons(Relabel *r, uint32_t atom, IdVec *used, IdVec *barred)
{
    Reasons w = {.r = r, .in = r->label[atom] == LABEL_IN, .used = used, .barred = barred};
    w.mark = mem_zero(r->nodes, 1);
    w.told = mem_zero(r->f->head.n + r->f->contrary.n, 1);
    follow(&w, atom, w.in ? MARK_FOR : MARK_AGAINST);
    for (size_t i = 0; i < w.stack.n; i++) {
        uint32_t node = w.stack.at[i];
        if (node & AGAINST) {
            follow_against(&w, node & ~AGAINST);
        } else {
            follow_for(&w, node);
        }
    }
    vec_free(&w.stack);
    free(w.mark);
    free(w.told);
}
