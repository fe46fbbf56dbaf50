#include "solve/assumptions_flips.h"

#include "base/random.h"

#include <math.h>

enum {
    LOOKS_FIRST = 20,        /* at each rule of the part, in a first walk */
    LOOKS_LEAST = 20000,     /* in a first walk */
    DEEPEST = 20,            /* rules down from a sentence to an assumption */
    LOOK_AT_CLOCK = 1000000, /* looks at a rule */
    WALK = 100 /* changes tried for each assumption before the first new start; each walk is so much longer than the last */
};
/* Of four changes tried one is taken back, in the long run: each adjusts the tolerance by its part. */
static const double TOLERANCE_AT_FIRST = 8, LEAST_TOLERANCE = 0.01, HOTTER = 1.003, COOLER = 0.999;

/* Places in `used_in`: heads of the rules whose whole body the key is, then the other rules in whose body it is. */
typedef struct Uses {
    uint32_t heads, rules, end;
} Uses;

struct Flips {
    const Reduct *reduct;
    uint32_t key, fixed; /* the atom asked about, or the assumption, which stays as it is; NONE */
    bool inside;
    IdVec assumptions; /* of the part */
    IdVec used_in;
    Uses *uses;        /* by key */
    uint8_t *in;       /* by assumption */
    uint32_t *holding; /* by rule of more than one entry: those of its body that hold */
    uint32_t *support; /* by atom: rules whose body holds */
    uint8_t *holds;    /* by atom: it is derived, and not from itself alone */
    IdVec wrong;       /* assumptions, and last of all numbers the atom asked about */
    uint32_t *place;   /* by assumption and one more: one more than where in `wrong`, or 0 */
    IdVec stack, doubted;
    double tolerance; /* for changes that leave more wrong */
    uint64_t random, steps, new_start_at, walks, looks, look_at_clock;
};

static uint32_t body_size(const Framework *framework, uint32_t rule)
{
    return framework->body_first.at[rule + 1] - framework->body_first.at[rule];
}

/* Whether all of the rule's body holds. */
static bool body_holds(const Flips *f, uint32_t rule)
{
    const Framework *framework = &f->reduct->f;
    if (body_size(framework, rule) == 1) {
        uint32_t entry = *body_begin(framework, rule);
        return entry & ASSUMED ? f->in[entry & ~ASSUMED] : f->holds[entry];
    }
    return f->holding[rule] == body_size(framework, rule);
}

static uint32_t asked_number(const Flips *f)
{
    return (uint32_t)f->reduct->f.contrary.n;
}

static void note(Flips *f, uint32_t number, bool wrong)
{
    uint32_t *place = &f->place[number];
    if (wrong && *place == 0) {
        vec_push(&f->wrong, number);
        *place = (uint32_t)f->wrong.n;
    } else if (!wrong && *place != 0) {
        uint32_t last = vec_pop(&f->wrong);
        if (last != number) {
            f->wrong.at[*place - 1] = last;
            f->place[last] = *place;
        }
        *place = 0;
    }
}

/* Whether the assumption is as the set must have it, or the atom asked about. */
static void look_again(Flips *f, uint32_t number)
{
    const Framework *framework = &f->reduct->f;
    bool asked = number == asked_number(f);
    if (asked || !f->reduct->in_tail[framework->atoms + number]) {
        bool derived = f->holds[asked ? f->key : framework->contrary.at[number]];
        note(f, number, asked ? derived != f->inside : derived == (f->in[number] != 0));
    }
}

static void look_at_atom(Flips *f, uint32_t atom)
{
    const Lists *by_contrary = &f->reduct->by_contrary;
    for (const uint32_t *a = list_begin(by_contrary, atom); a < list_end(by_contrary, atom); a++) {
        look_again(f, *a);
    }
    if (atom == f->key) {
        look_again(f, asked_number(f));
    }
}

static void set_holds(Flips *f, uint32_t atom, bool holds)
{
    f->holds[atom] = holds;
    if (list_length(&f->reduct->by_body, atom)) {
        vec_push(&f->stack, atom);
    }
    look_at_atom(f, atom);
}

static inline void support(Flips *f, uint32_t head)
{
    if (f->support[head]++ == 0) {
        set_holds(f, head, true);
    }
}

/* What follows when what is in the stack holds. */
static void spread_gain(Flips *f)
{
    const Reduct *r = f->reduct;
    while (f->stack.n) {
        uint32_t key = vec_pop(&f->stack);
        Uses uses = f->uses[key];
        f->looks += uses.end - uses.heads;
        for (uint32_t i = uses.heads; i < uses.rules; i++) {
            support(f, f->used_in.at[i]);
        }
        for (uint32_t i = uses.rules; i < uses.end; i++) {
            uint32_t rule = f->used_in.at[i];
            if (++f->holding[rule] == body_size(&r->f, rule)) {
                support(f, r->f.head.at[rule]);
            }
        }
    }
}

/* A sentence on a circle that loses some of its support may be left with what it supports itself: it is taken not to hold, until it is
 * found to be supported without (Gupta, Mumick, Subrahmanian 1993). */
static inline void doubt(Flips *f, uint32_t head)
{
    uint32_t left = --f->support[head];
    bool circular = f->reduct->cycle[head] != NONE;
    if ((left == 0 || circular) && f->holds[head]) {
        set_holds(f, head, false);
        if (circular) {
            vec_push(&f->doubted, head);
        }
    }
}

/* What follows when what is in the stack holds no longer. */
static void spread_loss(Flips *f)
{
    const Reduct *r = f->reduct;
    vec_clear(&f->doubted);
    while (f->stack.n) {
        uint32_t key = vec_pop(&f->stack);
        Uses uses = f->uses[key];
        f->looks += uses.end - uses.heads;
        for (uint32_t i = uses.heads; i < uses.rules; i++) {
            doubt(f, f->used_in.at[i]);
        }
        for (uint32_t i = uses.rules; i < uses.end; i++) {
            uint32_t rule = f->used_in.at[i];
            if (f->holding[rule]-- == body_size(&r->f, rule)) {
                doubt(f, r->f.head.at[rule]);
            }
        }
    }
    for (size_t i = 0; i < f->doubted.n; i++) {
        if (!f->holds[f->doubted.at[i]] && f->support[f->doubted.at[i]] > 0) {
            set_holds(f, f->doubted.at[i], true);
            spread_gain(f);
        }
    }
}

static void change(Flips *f, uint32_t assumption)
{
    f->in[assumption] ^= 1;
    vec_push(&f->stack, f->reduct->f.atoms + assumption);
    (f->in[assumption] ? spread_gain : spread_loss)(f);
    look_again(f, assumption);
}

/* Counts what the set derives. */
static void start(Flips *f, uint32_t part)
{
    const Reduct *r = f->reduct;
    const Framework *framework = &r->f;
    for (const uint32_t *k = list_begin(&r->members, part); k < list_end(&r->members, part); k++) {
        if (key_is_assumption(r, *k)) {
            continue;
        }
        for (const uint32_t *rule = list_begin(&r->by_head, *k); rule < list_end(&r->by_head, *k); rule++) {
            if (body_size(framework, *rule) == 0) {
                support(f, *k);
            }
        }
    }
    spread_gain(f);
    for (size_t i = 0; i < f->assumptions.n; i++) {
        look_again(f, f->assumptions.at[i]);
    }
}

void flips_ask(Flips *f, uint32_t key, bool inside)
{
    const Reduct *r = f->reduct;
    note(f, asked_number(f), false);
    f->key = f->fixed = NONE;
    f->inside = inside;
    if (key == NONE) {
        return;
    }
    if (!key_is_assumption(r, key)) {
        f->key = key;
        look_again(f, asked_number(f));
        return;
    }
    f->fixed = key - r->f.atoms;
    if ((f->in[f->fixed] != 0) != inside) {
        change(f, f->fixed);
    }
}

static void find_uses(Flips *f, uint32_t key)
{
    const Reduct *r = f->reduct;
    Uses *uses = &f->uses[key];
    uses->heads = vec_next_id(&f->used_in);
    for (const uint32_t *rule = list_begin(&r->by_body, key); rule < list_end(&r->by_body, key); rule++) {
        if (body_size(&r->f, *rule) == 1) {
            vec_push(&f->used_in, r->f.head.at[*rule]);
        }
    }
    uses->rules = vec_next_id(&f->used_in);
    for (const uint32_t *rule = list_begin(&r->by_body, key); rule < list_end(&r->by_body, key); rule++) {
        if (body_size(&r->f, *rule) > 1) {
            vec_push(&f->used_in, *rule);
        }
    }
    uses->end = vec_next_id(&f->used_in);
}

Flips *flips_open(const Reduct *r, uint32_t part, uint32_t key, bool inside)
{
    size_t assumptions = r->f.contrary.n;
    Flips *f = mem_zero(1, sizeof *f);
    *f = (Flips){.reduct = r, .key = NONE, .fixed = NONE, .random = 88172645463325252u};
    f->uses = mem_zero(reduct_keys(r), sizeof *f->uses);
    f->in = mem_zero(assumptions, 1);
    f->holding = mem_zero(framework_rules(&r->f), sizeof *f->holding);
    f->support = mem_zero(r->f.atoms, sizeof *f->support);
    f->holds = mem_zero(r->f.atoms, 1);
    f->place = mem_zero(assumptions + 1, sizeof *f->place);
    for (const uint32_t *k = list_begin(&r->members, part); k < list_end(&r->members, part); k++) {
        find_uses(f, *k);
        if (key_is_assumption(r, *k) && !r->in_tail[*k]) {
            vec_push(&f->assumptions, *k - r->f.atoms);
        }
    }
    start(f, part);
    f->tolerance = TOLERANCE_AT_FIRST;
    f->walks = 1;
    f->new_start_at = WALK * f->assumptions.n;
    flips_ask(f, key, inside);
    return f;
}

void flips_close(Flips *f)
{
    if (f) {
        vec_free(&f->assumptions);
        vec_free(&f->wrong);
        vec_free(&f->stack);
        vec_free(&f->doubted);
        vec_free(&f->used_in);
        free(f->uses);
        free(f->in);
        free(f->holding);
        free(f->support);
        free(f->holds);
        free(f->place);
        free(f);
    }
}

/* From one of n on, once around: a rule whose body holds, or does not, or an entry of a body; NONE: there is none. */
static uint32_t rule_for(Flips *f, uint32_t atom, bool holds)
{
    const Reduct *r = f->reduct;
    uint32_t n = list_length(&r->by_head, atom), from = n ? xorshift_below(&f->random, n) : 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t rule = list_begin(&r->by_head, atom)[(from + k) % n];
        f->looks++;
        if (body_holds(f, rule) == holds) {
            return rule;
        }
    }
    return NONE;
}

static uint32_t entry_for(Flips *f, uint32_t rule, bool holds)
{
    const Framework *framework = &f->reduct->f;
    uint32_t n = body_size(framework, rule), from = n ? xorshift_below(&f->random, n) : 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t entry = body_begin(framework, rule)[(from + k) % n];
        if ((entry & ASSUMED ? f->in[entry & ~ASSUMED] : f->holds[entry]) == holds) {
            return entry;
        }
    }
    return NONE;
}

/* An assumption whose change may end what derives the atom, or help to derive it; NONE: none was met. */
static uint32_t walk_down(Flips *f, uint32_t atom)
{
    bool holds = f->holds[atom];
    for (int depth = 0; depth < DEEPEST; depth++) {
        uint32_t rule = rule_for(f, atom, holds), entry = rule == NONE ? NONE : entry_for(f, rule, holds);
        if (entry == NONE) {
            return NONE;
        }
        if (entry & ASSUMED) {
            return (entry & ~ASSUMED) == f->fixed ? NONE : entry & ~ASSUMED;
        }
        atom = entry;
    }
    return NONE;
}

/* What to change: an assumption that is wrong, or one that bears on what has to stay as it is. */
static uint32_t choose(Flips *f)
{
    uint32_t number = f->wrong.at[xorshift_below(&f->random, id_of(f->wrong.n))];
    if (number == asked_number(f)) {
        return walk_down(f, f->key);
    }
    return number == f->fixed ? walk_down(f, f->reduct->f.contrary.at[number]) : number;
}

/* Changes it, and back again if that leaves more wrong than is tolerated this time. */
static void try_change(Flips *f, uint32_t assumption)
{
    size_t before = f->wrong.n;
    change(f, assumption);
    if (f->wrong.n > before) {
        double chance = (xorshift_below(&f->random, UINT32_MAX) + 1.0) / UINT32_MAX;
        if ((double)(f->wrong.n - before) > -f->tolerance * log(chance)) {
            change(f, assumption);
            f->tolerance *= HOTTER;
            return;
        }
    }
    if (f->tolerance > LEAST_TOLERANCE) {
        f->tolerance *= COOLER;
    }
}

/* From the empty set again: now and then a walk is caught where nearly every way leads back. */
static void start_again(Flips *f)
{
    for (size_t i = 0; i < f->assumptions.n; i++) {
        uint32_t a = f->assumptions.at[i];
        if (f->in[a] && a != f->fixed) {
            change(f, a);
        }
    }
    f->new_start_at = f->steps + WALK * f->assumptions.n * ++f->walks;
}

bool flips_try(Flips *f, uint64_t looks, const Budget *budget)
{
    uint64_t end = f->looks + looks;
    while (f->wrong.n && f->looks < end) {
        if (f->looks >= f->look_at_clock) {
            f->look_at_clock = f->looks + LOOK_AT_CLOCK;
            if (budget_spent(budget)) {
                return false;
            }
        }
        uint32_t assumption = choose(f);
        f->looks++;
        if (assumption != NONE) {
            try_change(f, assumption);
        }
        if (f->steps++ == f->new_start_at) {
            start_again(f);
        }
    }
    return !f->wrong.n;
}

void flips_set(const Flips *f, IdVec *set)
{
    for (size_t i = 0; i < f->assumptions.n; i++) {
        if (f->in[f->assumptions.at[i]]) {
            vec_push(set, f->assumptions.at[i]);
        }
    }
}

uint64_t flips_rules(const Reduct *r, uint32_t part)
{
    uint64_t rules = 0;
    for (const uint32_t *k = list_begin(&r->members, part); k < list_end(&r->members, part); k++) {
        rules += key_is_assumption(r, *k) ? 0 : list_length(&r->by_head, *k);
    }
    return rules;
}

uint64_t flips_first_walk(const Reduct *r, uint32_t part)
{
    uint64_t looks = LOOKS_FIRST * flips_rules(r, part);
    return looks > LOOKS_LEAST ? looks : LOOKS_LEAST;
}
