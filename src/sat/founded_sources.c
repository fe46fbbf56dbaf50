/* Which atoms are founded. Each node's source is a rule whose body does not fail and which rests only on nodes that come before it in
 * `order`: so sources are never circular. A node whose source fails looks for another rule with the same property, which mostly is
 * there; only without one does it lose its order, and so do those whose source rests on it. Of these, what has a rule that
 * rests on none of them is placed anew, last; the others are unfounded: all rules by which something could
 * come to them from outside fail, which is a clause.
 *
 * All changes are logged and taken back with the level, so that the property holds whenever less is assigned. */
#include "sat/founded_internal.h"

static void note(Founded *f, uint32_t node)
{
    const Node *n = &f->nodes.at[node];
    if (level_now(f) > 0) {
        vec_push(&f->log, ((OldNode){node, n->source, n->order}));
    }
}

void sources_restore(Founded *f, const Level *then)
{
    while (f->log.n > then->log) {
        OldNode old = vec_pop(&f->log);
        Node *n = &f->nodes.at[old.node];
        n->source = old.source;
        n->order = old.order;
        n->founded = true;
    }
    f->checked = then->checked;
    f->unfinished = false;
    vec_clear(&f->unfounded);
}

/* Whether the rule's body does not fail and rests on nothing but founded nodes placed before `order`. */
static bool usable(Founded *f, uint32_t rule, uint64_t order)
{
    const Rule *r = &f->rules.at[rule];
    if (f->value[r->body] < 0) {
        return false;
    }
    f->source_ticks++;
    for (uint32_t i = r->first; i < r->first + r->count; i++) {
        const Node *n = &f->nodes.at[f->inside.at[i]];
        if (!n->founded || n->order >= order) {
            return false;
        }
    }
    return true;
}

/* Collects in `lost` the nodes whose sources fail by what was assigned since the last time. */
static void find_lost(Founded *f)
{
    vec_clear(&f->lost);
    for (; f->checked < f->trail.n; f->checked++) {
        const IdVec *rules = &f->body_of[lit_not(f->trail.at[f->checked])];
        for (size_t i = 0; i < rules->n; i++) {
            uint32_t head = f->rules.at[rules->at[i]].head;
            if (f->nodes.at[head].source == rules->at[i]) {
                vec_push(&f->lost, head);
            }
        }
        f->source_ticks += rules->n;
    }
}

/* Another source that needs no new order. */
static bool replace_source(Founded *f, Node *n, uint32_t node)
{
    for (size_t i = 0; i < n->rules.n; i++) {
        if (usable(f, n->rules.at[i], n->order)) {
            note(f, node);
            n->source = n->rules.at[i];
            return true;
        }
    }
    return false;
}

/* Nodes that have lost their place, and those that rest on them, into `unfounded`. False ones need no source: when they are
 * open again, what they rest on is too. */
static void spread_losses(Founded *f)
{
    for (size_t i = 0; i < f->lost.n; i++) {
        uint32_t node = f->lost.at[i];
        Node *n = &f->nodes.at[node];
        if (!n->founded || f->value[n->atom] < 0 || usable(f, n->source, n->order) || replace_source(f, n, node)) {
            continue;
        }
        note(f, node);
        n->founded = false;
        vec_push(&f->unfounded, node);
        for (size_t k = 0; k < n->uses.n; k++) {
            uint32_t head = f->rules.at[n->uses.at[k]].head;
            if (f->nodes.at[head].source == n->uses.at[k]) {
                vec_push(&f->lost, head);
            }
        }
        f->source_ticks += n->uses.n;
    }
}

static void place(Founded *f, uint32_t node, uint32_t rule)
{
    Node *n = &f->nodes.at[node];
    n->source = rule;
    n->order = ++f->clock;
    n->founded = true;
    vec_push(&f->queue, node);
}

/* Places anew, from the `from`th unfounded node on, what has a rule that rests on founded nodes only. */
static void regain(Founded *f, size_t from)
{
    vec_clear(&f->queue);
    for (size_t i = from; i < f->unfounded.n; i++) {
        uint32_t node = f->unfounded.at[i];
        const IdVec *rules = &f->nodes.at[node].rules;
        for (size_t k = 0; k < rules->n && !f->nodes.at[node].founded; k++) {
            if (usable(f, rules->at[k], UINT64_MAX)) {
                place(f, node, rules->at[k]);
            }
        }
    }
    for (size_t i = 0; i < f->queue.n; i++) {
        const IdVec *uses = &f->nodes.at[f->queue.at[i]].uses;
        for (size_t k = 0; k < uses->n; k++) {
            uint32_t head = f->rules.at[uses->at[k]].head;
            if (!f->nodes.at[head].founded && usable(f, uses->at[k], UINT64_MAX)) {
                place(f, head, uses->at[k]);
            }
        }
        f->source_ticks += uses->n;
    }
}

/* Keeps what is still unfounded and not false; returns one of it, a true one if there is, or NONE. */
static uint32_t pick_unfounded(Founded *f)
{
    uint32_t picked = NONE;
    size_t kept = 0;
    for (size_t i = 0; i < f->unfounded.n; i++) {
        uint32_t node = f->unfounded.at[i];
        const Node *n = &f->nodes.at[node];
        if (!n->founded && f->value[n->atom] >= 0) {
            f->unfounded.at[kept++] = node;
            picked = picked == NONE || f->value[n->atom] > 0 ? node : picked;
        }
    }
    f->unfounded.n = kept;
    return picked;
}

/* Into `queue`: the node and the unfounded nodes that it could rest on, marked. */
static void gather(Founded *f, uint32_t node)
{
    vec_clear(&f->queue);
    vec_push(&f->queue, node);
    f->marked[f->nodes.at[node].atom] = 1;
    for (size_t i = 0; i < f->queue.n; i++) {
        const IdVec *rules = &f->nodes.at[f->queue.at[i]].rules;
        for (size_t k = 0; k < rules->n; k++) {
            const Rule *r = &f->rules.at[rules->at[k]];
            for (uint32_t j = r->first; f->value[r->body] >= 0 && j < r->first + r->count; j++) {
                const Node *n = &f->nodes.at[f->inside.at[j]];
                if (!n->founded && !f->marked[n->atom]) {
                    f->marked[n->atom] = 1;
                    vec_push(&f->queue, f->inside.at[j]);
                }
            }
        }
    }
}

static bool rests_on_marked(const Founded *f, const Rule *r)
{
    for (uint32_t j = r->first; j < r->first + r->count; j++) {
        if (f->marked[f->nodes.at[f->inside.at[j]].atom]) {
            return true;
        }
    }
    return false;
}

/* The loop formula of what was gathered, for the first of it, into `conflict`: not the atom, or a body of a rule for one of them that
 * rests on none of them (Lin, Zhao 2004). All of these fail. */
static void write_formula(Founded *f)
{
    vec_clear(&f->conflict);
    vec_push(&f->conflict, lit_not(f->nodes.at[f->queue.at[0]].atom));
    for (size_t i = 0; i < f->queue.n; i++) {
        const IdVec *rules = &f->nodes.at[f->queue.at[i]].rules;
        for (size_t k = 0; k < rules->n; k++) {
            const Rule *r = &f->rules.at[rules->at[k]];
            /* A body may be an atom of those gathered; then the rule rests on it. */
            if (f->value[r->body] < 0 && f->place[lit_var(r->body)].level > 0 && !rests_on_marked(f, r) &&
                !f->seen[lit_var(r->body)]) {
                f->seen[lit_var(r->body)] = 1;
                vec_push(&f->conflict, r->body);
            }
        }
    }
    for (size_t i = 0; i < f->queue.n; i++) {
        f->marked[f->nodes.at[f->queue.at[i]].atom] = 0;
    }
    for (size_t i = 1; i < f->conflict.n; i++) {
        f->seen[lit_var(f->conflict.at[i])] = 0;
    }
}

/* The body assigned last comes second; returns its level. */
static uint32_t latest_second(Founded *f)
{
    uint32_t latest = 0;
    for (size_t i = 1; i < f->conflict.n; i++) {
        uint32_t level = f->place[lit_var(f->conflict.at[i])].level;
        if (level >= latest) {
            Lit l = f->conflict.at[i];
            f->conflict.at[i] = f->conflict.at[1];
            f->conflict.at[1] = l;
            latest = level;
        }
    }
    return latest;
}

/* False: a conflict, since the atom is true. */
static bool refute(Founded *f, uint32_t node)
{
    enum { GLUE = 3 };
    gather(f, node);
    write_formula(f);
    uint32_t level = latest_second(f);
    if (f->value[f->nodes.at[node].atom] > 0) {
        return false;
    }
    if (level < level_now(f)) {
        backtrack(f, level); /* it should have been seen there */
    } else {
        f->unfinished = true;
    }
    assign(f, f->conflict.at[0], clause_add(f, f->conflict.at, f->conflict.n, GLUE));
    return true;
}

bool propagate_sources(Founded *f, bool *more)
{
    *more = false;
    size_t from = f->unfinished ? f->unfounded.n : 0;
    f->unfounded.n = from;
    for (; f->fresh < f->nodes.n; f->fresh++) {
        vec_push(&f->unfounded, f->fresh);
    }
    f->unfinished = false;
    find_lost(f);
    spread_losses(f);
    if (f->unfounded.n > from) {
        regain(f, from);
    }
    uint32_t node = pick_unfounded(f);
    if (node == NONE) {
        return true;
    }
    *more = true;
    return refute(f, node);
}
