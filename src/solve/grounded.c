#include "solve/grounded.h"

#include "base/fatal.h"

#include <stdbool.h>

typedef struct Run {
    const Framework *f;
    Grounded *out;
    Lists by_body, by_head, by_contrary;
    uint32_t *waiting;     /* by rule: elements of the body that are not in yet */
    uint8_t *blocked;      /* by rule: some element of the body is out */
    uint32_t *alive;       /* by atom outside cycles: rules with this head that are not blocked */
    uint32_t *source;      /* by atom on a cycle: an unblocked rule through which it is well-founded; NONE: lost */
    uint32_t *component;   /* by atom: its strongly connected component of support, numbered; only when cyclic */
    uint8_t *on_cycle;     /* by atom; NULL when support is acyclic */
    IdVec now_in, now_out; /* worklists of atoms, assumptions marked */
    IdVec lost;
    size_t taken;   /* of now_in */
    uint32_t clock; /* counts labels, where they are timed */
} Run;

static void time_assumption(Run *r, uint32_t assumption)
{
    if (r->out->assumption_when) {
        r->out->assumption_when[assumption] = ++r->clock;
    }
}

static void time_atom(Run *r, uint32_t atom, uint32_t step)
{
    if (r->out->atom_when) {
        r->clock += step;
        r->out->atom_when[atom] = r->clock;
    }
}

static void accept(Run *r, uint32_t assumption)
{
    if (r->out->assumption[assumption] == LABEL_OPEN) {
        time_assumption(r, assumption);
        r->out->assumption[assumption] = LABEL_IN;
        vec_push(&r->now_in, ASSUMED | assumption);
    }
}

static void reject(Run *r, uint32_t assumption)
{
    if (r->out->assumption[assumption] == LABEL_OPEN) {
        time_assumption(r, assumption);
        r->out->assumption[assumption] = LABEL_OUT;
        vec_push(&r->now_out, ASSUMED | assumption);
    }
}

static void derive(Run *r, uint32_t rule)
{
    uint32_t head = r->f->head.at[rule];
    if (r->out->atom[head] == LABEL_OPEN) {
        r->out->atom[head] = LABEL_IN;
        time_atom(r, head, 1);
        r->out->by[head] = rule;
        r->out->order[r->out->in++] = head;
        vec_push(&r->now_in, head);
    }
}

/* `step`: 0 together with the one before. */
static void put_out_at(Run *r, uint32_t atom, uint32_t step)
{
    if (r->out->atom[atom] == LABEL_OPEN) {
        time_atom(r, atom, step);
        r->out->atom[atom] = LABEL_OUT;
        vec_push(&r->now_out, atom);
    }
}

static void put_out(Run *r, uint32_t atom)
{
    put_out_at(r, atom, 1);
}

static void block(Run *r, uint32_t rule)
{
    if (r->blocked[rule]) {
        return;
    }
    r->blocked[rule] = 1;
    uint32_t head = r->f->head.at[rule];
    if (r->on_cycle && r->on_cycle[head]) {
        if (r->source[head] == rule) {
            vec_push(&r->lost, head);
        }
    } else if (--r->alive[head] == 0) {
        put_out(r, head);
    }
}

static uint32_t key_of(const Run *r, uint32_t entry)
{
    return entry & ASSUMED ? r->f->atoms + (entry & ~ASSUMED) : entry;
}

static void spread_in(Run *r, uint32_t entry)
{
    uint32_t key = key_of(r, entry);
    for (uint32_t i = r->by_body.first[key]; i < r->by_body.first[key + 1]; i++) {
        uint32_t rule = r->by_body.items[i];
        if (--r->waiting[rule] == 0) {
            derive(r, rule);
        }
    }
    if (!(entry & ASSUMED)) {
        for (uint32_t i = r->by_contrary.first[entry]; i < r->by_contrary.first[entry + 1]; i++) {
            reject(r, r->by_contrary.items[i]);
        }
    }
}

static void spread_out(Run *r, uint32_t entry)
{
    uint32_t key = key_of(r, entry);
    for (uint32_t i = r->by_body.first[key]; i < r->by_body.first[key + 1]; i++) {
        block(r, r->by_body.items[i]);
    }
    if (!(entry & ASSUMED)) {
        for (uint32_t i = r->by_contrary.first[entry]; i < r->by_contrary.first[entry + 1]; i++) {
            accept(r, r->by_contrary.items[i]);
        }
    }
}

/* Whether the rule is unblocked and every element of its body from the same cycle has a source. */
static bool founded(const Run *r, uint32_t rule)
{
    if (r->blocked[rule]) {
        return false;
    }
    uint32_t component = r->component[r->f->head.at[rule]];
    for (uint32_t i = r->f->body_first.at[rule]; i < r->f->body_first.at[rule + 1]; i++) {
        uint32_t entry = r->f->body.at[i];
        if (!(entry & ASSUMED) && r->component[entry] == component && r->source[entry] == NONE &&
            r->out->atom[entry] != LABEL_IN) {
            return false;
        }
    }
    return true;
}

/* Takes the source from every atom whose well-foundedness hung on a lost one, then gives sources back to those that another
 * rule supports from outside; the rest are out. */
static void settle_lost(Run *r)
{
    IdVec lost = {0}, found = {0};
    for (size_t i = 0; i < r->lost.n; i++) {
        uint32_t atom = r->lost.at[i];
        if (r->source[atom] != NONE && r->blocked[r->source[atom]] && r->out->atom[atom] == LABEL_OPEN) {
            r->source[atom] = NONE;
            vec_push(&lost, atom);
        }
    }
    vec_clear(&r->lost);
    for (size_t i = 0; i < lost.n; i++) {
        uint32_t atom = lost.at[i];
        for (uint32_t k = r->by_body.first[atom]; k < r->by_body.first[atom + 1]; k++) {
            uint32_t rule = r->by_body.items[k], head = r->f->head.at[rule];
            if (r->component[head] == r->component[atom] && r->source[head] == rule && r->out->atom[head] == LABEL_OPEN) {
                r->source[head] = NONE;
                vec_push(&lost, head);
            }
        }
    }
    for (size_t i = 0; i < lost.n; i++) {
        uint32_t atom = lost.at[i];
        for (uint32_t k = r->by_head.first[atom]; r->source[atom] == NONE && k < r->by_head.first[atom + 1]; k++) {
            if (founded(r, r->by_head.items[k])) {
                r->source[atom] = r->by_head.items[k];
                vec_push(&found, atom);
            }
        }
        while (found.n) {
            uint32_t from = vec_pop(&found);
            for (uint32_t k = r->by_body.first[from]; k < r->by_body.first[from + 1]; k++) {
                uint32_t rule = r->by_body.items[k], head = r->f->head.at[rule];
                if (r->component[head] == r->component[from] && r->source[head] == NONE &&
                    r->out->atom[head] == LABEL_OPEN && founded(r, rule)) {
                    r->source[head] = rule;
                    vec_push(&found, head);
                }
            }
        }
    }
    r->clock++;
    for (size_t i = 0; i < lost.n; i++) {
        if (r->source[lost.at[i]] == NONE) {
            put_out_at(r, lost.at[i], 0);
        }
    }
    vec_free(&lost);
    vec_free(&found);
}

/* Strongly connected components of "occurs in the body of a rule for" (Tarjan 1972, with an explicit stack). Marks the atoms of
 * components with more than one atom or with a rule that needs its own head. */
static void find_cycles(Run *r)
{
    const Framework *f = r->f;
    if (framework_is_forward(f)) {
        return;
    }
    uint32_t n = f->atoms, next = 1, components = 0;
    uint32_t *index = mem_zero(n, sizeof *index), *low = mem_new(n, sizeof *low), *at = mem_new(n, sizeof *at);
    r->component = mem_new(n, sizeof *r->component);
    uint8_t *cyclic = mem_zero(n, 1);
    memset(r->component, 0xff, n * sizeof *r->component);
    bool any = false;
    IdVec path = {0}, open = {0};
    for (uint32_t root = 0; root < n; root++) {
        if (index[root]) {
            continue;
        }
        vec_push(&path, root);
        while (path.n) {
            uint32_t v = vec_last(&path);
            if (!index[v]) {
                index[v] = low[v] = next++;
                at[v] = r->by_body.first[v];
                vec_push(&open, v);
            }
            bool down = false;
            while (at[v] < r->by_body.first[v + 1]) {
                uint32_t w = f->head.at[r->by_body.items[at[v]]];
                if (!index[w]) {
                    vec_push(&path, w);
                    down = true;
                    break;
                }
                if (w == v) {
                    cyclic[v] = 1;
                    any = true;
                }
                if (r->component[w] == NONE && low[w] < low[v]) {
                    low[v] = low[w];
                }
                at[v]++;
            }
            if (down) {
                continue;
            }
            path.n--;
            if (low[v] == index[v]) {
                bool alone = vec_last(&open) == v;
                uint32_t w;
                do {
                    w = vec_pop(&open);
                    r->component[w] = components;
                    if (!alone) {
                        cyclic[w] = 1;
                        any = true;
                    }
                } while (w != v);
                components++;
            }
        }
    }
    vec_free(&path);
    vec_free(&open);
    free(index);
    free(low);
    free(at);
    if (any) {
        r->on_cycle = cyclic;
    } else {
        free(cyclic);
    }
}

/* First sources: the rules of a derivation from all assumptions together. What has none is underivable at all. */
static void first_sources(Run *r)
{
    const Framework *f = r->f;
    Grounded all;
    derivable_run(f, NULL, &all);
    r->source = mem_new(f->atoms, sizeof *r->source);
    memcpy(r->source, all.by, f->atoms * sizeof *r->source);
    r->clock++;
    for (uint32_t atom = 0; atom < f->atoms; atom++) {
        if (r->on_cycle[atom] && all.by[atom] == NONE) {
            put_out_at(r, atom, 0);
        }
    }
    grounded_free(&all);
}

static void start(Run *r)
{
    const Framework *f = r->f;
    for (uint32_t rule = 0; rule < f->head.n; rule++) {
        r->waiting[rule] = f->body_first.at[rule + 1] - f->body_first.at[rule];
        r->alive[f->head.at[rule]]++;
    }
    for (uint32_t atom = 0; atom < f->atoms; atom++) {
        if (!r->alive[atom]) {
            put_out(r, atom);
        }
    }
    for (uint32_t rule = 0; rule < f->head.n; rule++) {
        if (!r->waiting[rule]) {
            derive(r, rule);
        }
    }
    for (uint32_t a = 0; a < f->contrary.n; a++) {
        uint32_t contrary = f->contrary.at[a];
        if (contrary == NONE) {
            accept(r, a);
        } else if (r->out->atom[contrary] == LABEL_IN) { /* derived before */
            reject(r, a);
        }
    }
}

/* Labels what `out` leaves open. No rule of the framework has a head or an element of its body that is labelled yet. */
static void spread(const Framework *f, Grounded *out)
{
    Run r = {.f = f, .out = out};
    size_t rules = f->head.n;
    r.by_body = framework_rules_by_body(f);
    r.by_contrary = framework_assumptions_by_contrary(f);
    r.waiting = mem_new(rules, sizeof *r.waiting);
    r.blocked = mem_zero(rules, 1);
    r.alive = mem_zero(f->atoms, sizeof *r.alive);
    find_cycles(&r);
    if (r.on_cycle) {
        r.by_head = framework_rules_by_head(f);
        first_sources(&r);
    }
    start(&r);
    for (;;) {
        if (r.taken < r.now_in.n) {
            spread_in(&r, r.now_in.at[r.taken++]);
        } else if (r.now_out.n) {
            spread_out(&r, vec_pop(&r.now_out));
        } else if (r.lost.n) {
            settle_lost(&r);
        } else {
            break;
        }
    }
    vec_free(&r.now_in);
    vec_free(&r.now_out);
    vec_free(&r.lost);
    lists_free(&r.by_body);
    lists_free(&r.by_head);
    lists_free(&r.by_contrary);
    free(r.waiting);
    free(r.blocked);
    free(r.alive);
    free(r.source);
    free(r.component);
    free(r.on_cycle);
}

static bool follows(const Framework *f, const Grounded *out, uint32_t rule)
{
    bool all = true;
    for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1] && all; i++) {
        all = !(f->body.at[i] & ASSUMED) && out->atom[f->body.at[i]] == LABEL_IN;
    }
    return all;
}

/* Nothing is labelled yet. */
static void labels_new(const Framework *f, Grounded *out)
{
    *out = (Grounded){.atom = mem_zero(f->atoms, 1),
                      .assumption = mem_zero(f->contrary.n, 1),
                      .by = mem_new(f->atoms, sizeof(uint32_t)),
                      .order = mem_new(f->atoms, sizeof(uint32_t))};
    memset(out->by, 0xff, (size_t)f->atoms * sizeof(uint32_t));
}

/* What follows from no assumption at all, rule by rule in their order, in which most rules come after those that they build on.
 * `left`: the rules that may tell more. */
static void derive_in_order(const Framework *f, Grounded *out, IdVec *left)
{
    for (uint32_t rule = 0; rule < f->head.n; rule++) {
        uint32_t head = f->head.at[rule];
        if (out->atom[head] == LABEL_IN) {
            continue;
        }
        if (!follows(f, out, rule)) {
            vec_push(left, rule);
            continue;
        }
        out->atom[head] = LABEL_IN;
        out->by[head] = rule;
        out->order[out->in++] = head;
    }
}

/* The rules that are left, with what is left of their bodies, and the atoms that occur in them or can attack. */
typedef struct Rest {
    Framework f;      /* its atoms are numbered anew, in the same order */
    IdVec atoms;      /* as they are in the whole */
    IdVec rules;      /* likewise */
    uint32_t *number; /* by atom of the whole: as it is here, where it is */
} Rest;

static bool is_left(const Grounded *out, uint32_t entry)
{
    return (entry & ASSUMED) || out->atom[entry] != LABEL_IN;
}

/* Which atoms occur. Mostly few of many. */
static void number_rest(const Framework *f, const IdVec *left, const Grounded *out, Rest *rest)
{
    uint8_t *occurs = mem_zero(f->atoms, 1);
    for (size_t i = 0; i < left->n; i++) {
        uint32_t rule = left->at[i];
        if (out->atom[f->head.at[rule]] == LABEL_IN) {
            continue;
        }
        vec_push(&rest->rules, rule);
        occurs[f->head.at[rule]] = 1;
        for (uint32_t k = f->body_first.at[rule]; k < f->body_first.at[rule + 1]; k++) {
            if (!(f->body.at[k] & ASSUMED)) {
                occurs[f->body.at[k]] = 1;
            }
        }
    }
    for (size_t i = 0; i < f->contrary.n; i++) {
        if (f->contrary.at[i] != NONE) {
            occurs[f->contrary.at[i]] = 1;
        }
    }
    rest->number = mem_new(f->atoms, sizeof *rest->number);
    for (uint32_t atom = 0; atom < f->atoms; atom++) {
        if (occurs[atom]) {
            rest->number[atom] = vec_next_id(&rest->atoms);
            vec_push(&rest->atoms, atom);
        } else if (out->atom[atom] == LABEL_OPEN) {
            out->atom[atom] = LABEL_OUT; /* nothing gives it, and nothing asks for it */
        }
    }
    free(occurs);
}

static void write_rest(const Framework *f, const Grounded *out, Rest *rest)
{
    IdVec body = {0};
    framework_add_atoms(&rest->f, id_of(rest->atoms.n));
    vec_push(&rest->f.body_first, 0); /* also of no rules */
    for (size_t i = 0; i < rest->rules.n; i++) {
        uint32_t rule = rest->rules.at[i];
        vec_clear(&body);
        for (uint32_t k = f->body_first.at[rule]; k < f->body_first.at[rule + 1]; k++) {
            uint32_t entry = f->body.at[k];
            if (is_left(out, entry)) {
                vec_push(&body, entry & ASSUMED ? entry : rest->number[entry]);
            }
        }
        framework_add_rule(&rest->f, rest->number[f->head.at[rule]], body.at, body.n);
    }
    for (size_t i = 0; i < f->contrary.n; i++) {
        uint32_t contrary = f->contrary.at[i];
        vec_push(&rest->f.contrary, contrary == NONE ? NONE : rest->number[contrary]);
    }
    vec_free(&body);
}

/* Spreads labels over the rules that are left. */
static void spread_left(const Framework *f, const IdVec *left, Grounded *out)
{
    Rest rest = {0};
    number_rest(f, left, out, &rest);
    write_rest(f, out, &rest);
    free(rest.number);
    Grounded labels;
    labels_new(&rest.f, &labels);
    for (size_t i = 0; i < rest.atoms.n; i++) {
        labels.atom[i] = out->atom[rest.atoms.at[i]];
    }
    spread(&rest.f, &labels);
    for (size_t i = 0; i < rest.atoms.n; i++) {
        out->atom[rest.atoms.at[i]] = labels.atom[i];
    }
    for (uint32_t i = 0; i < labels.in; i++) {
        uint32_t atom = labels.order[i], whole = rest.atoms.at[atom];
        out->by[whole] = rest.rules.at[labels.by[atom]];
        out->order[out->in++] = whole;
    }
    uint8_t *assumption = out->assumption;
    out->assumption = labels.assumption;
    labels.assumption = assumption;
    grounded_free(&labels);
    framework_free(&rest.f);
    vec_free(&rest.atoms);
    vec_free(&rest.rules);
}

static void run(const Framework *f, Grounded *out, bool timed)
{
    labels_new(f, out);
    if (timed) {
        out->atom_when = mem_zero(f->atoms, sizeof(uint32_t));
        out->assumption_when = mem_zero(f->contrary.n, sizeof(uint32_t));
    }
    if (timed || f->contrary.n > f->head.n / 8) {
        spread(f, out); /* too little follows from no assumption to be worth a copy of the rest */
        return;
    }
    IdVec left = {0};
    derive_in_order(f, out, &left);
    spread_left(f, &left, out);
    vec_free(&left);
}

void grounded_run(const Framework *f, Grounded *out)
{
    run(f, out, false);
}

void grounded_run_timed(const Framework *f, Grounded *out)
{
    run(f, out, true);
}

void derivable_run(const Framework *f, const uint8_t *labels, Grounded *out)
{
    *out = (Grounded){.by = mem_new(f->atoms, sizeof(uint32_t)), .order = mem_new(f->atoms, sizeof(uint32_t))};
    memset(out->by, 0xff, (size_t)f->atoms * sizeof(uint32_t));
    Lists by_body = framework_rules_by_body(f);
    uint32_t *waiting = mem_zero(f->head.n, sizeof *waiting);
    for (uint32_t rule = 0; rule < f->head.n; rule++) {
        for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
            uint32_t entry = f->body.at[i];
            bool rejected = labels && (entry & ASSUMED) && labels[entry & ~ASSUMED] == LABEL_OUT;
            waiting[rule] += rejected || !(entry & ASSUMED); /* what a rejected assumption owes is never paid */
        }
        uint32_t head = f->head.at[rule];
        if (!waiting[rule] && out->by[head] == NONE) {
            out->by[head] = rule;
            out->order[out->in++] = head;
        }
    }
    for (uint32_t next = 0; next < out->in; next++) {
        uint32_t atom = out->order[next];
        for (uint32_t i = by_body.first[atom]; i < by_body.first[atom + 1]; i++) {
            uint32_t rule = by_body.items[i], head = f->head.at[rule];
            if (--waiting[rule] == 0 && out->by[head] == NONE) {
                out->by[head] = rule;
                out->order[out->in++] = head;
            }
        }
    }
    lists_free(&by_body);
    free(waiting);
}

void grounded_free(Grounded *g)
{
    free(g->atom);
    free(g->assumption);
    free(g->by);
    free(g->order);
    free(g->atom_when);
    free(g->assumption_when);
    *g = (Grounded){0};
}
