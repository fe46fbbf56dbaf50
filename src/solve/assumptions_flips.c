#include "solve/assumptions_flips.h"

#include "base/random.h"

enum {
    LOOKS_FIRST = 20,    /* at each rule of the part, in a first walk */
    LOOKS_LEAST = 20000, /* in a first walk */
    DEEPEST = 20,        /* rules down from a sentence to an assumption */
    LOOK_AT_CLOCK = 4096 /* changes */
};

struct Flips {
    const Reduct *reduct;
    uint32_t key, fixed; /* the atom asked about, or the assumption, which stays as it is; NONE */
    bool inside;
    IdVec assumptions; /* of the part */
    uint8_t *in;       /* by assumption */
    uint32_t *holding; /* by rule: entries of its body that hold */
    uint32_t *support; /* by atom: rules whose body holds */
    uint8_t *holds;    /* by atom: it is derived, and not from itself alone */
    IdVec wrong;       /* assumptions, and last of all numbers the atom asked about */
    uint32_t *place;   /* by assumption and one more: one more than where in `wrong`, or 0 */
    IdVec stack, doubted;
    uint64_t random, steps, looks;
};

static uint32_t body_size(const Framework *framework, uint32_t rule)
{
    return framework->body_first.at[rule + 1] - framework->body_first.at[rule];
}

static uint32_t asked_number(const Flips *f)
{
    return (uint32_t)f->reduct->f.contrary.n;
}

/* Whether the assumption is as the set must have it, or the atom asked about. */
static void look_again(Flips *f, uint32_t number)
{
    const Framework *framework = &f->reduct->f;
    bool asked = number == asked_number(f);
    if (!asked && f->reduct->in_tail[framework->atoms + number]) {
        return;
    }
    bool derived = f->holds[asked ? f->key : framework->contrary.at[number]];
    bool wrong = asked ? derived != f->inside : derived == (f->in[number] != 0);
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
    vec_push(&f->stack, atom);
    look_at_atom(f, atom);
}

/* What follows when what is in the stack holds. */
static void spread_gain(Flips *f)
{
    const Reduct *r = f->reduct;
    while (f->stack.n) {
        uint32_t key = vec_pop(&f->stack);
        f->looks += list_length(&r->by_body, key);
        for (const uint32_t *rule = list_begin(&r->by_body, key); rule < list_end(&r->by_body, key); rule++) {
            uint32_t head = r->f.head.at[*rule];
            if (++f->holding[*rule] == body_size(&r->f, *rule) && f->support[head]++ == 0) {
                set_holds(f, head, true);
            }
        }
    }
}

/* What follows when what is in the stack holds no longer. A sentence on a circle that loses some of its support may be left with what it
 * supports itself: it is taken not to hold, until it is found to be supported without (Gupta, Mumick, Subrahmanian 1993). */
static void spread_loss(Flips *f)
{
    const Reduct *r = f->reduct;
    vec_clear(&f->doubted);
    while (f->stack.n) {
        uint32_t key = vec_pop(&f->stack);
        f->looks += list_length(&r->by_body, key);
        for (const uint32_t *rule = list_begin(&r->by_body, key); rule < list_end(&r->by_body, key); rule++) {
            uint32_t head = r->f.head.at[*rule];
            if (f->holding[*rule]-- != body_size(&r->f, *rule)) {
                continue;
            }
            f->support[head]--;
            if (f->holds[head] && (f->support[head] == 0 || r->cycle[head] != NONE)) {
                set_holds(f, head, false);
                if (r->cycle[head] != NONE) {
                    vec_push(&f->doubted, head);
                }
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
            if (body_size(framework, *rule) == 0 && f->support[*k]++ == 0) {
                set_holds(f, *k, true);
            }
        }
    }
    if (f->fixed != NONE && f->in[f->fixed]) {
        vec_push(&f->stack, framework->atoms + f->fixed);
    }
    spread_gain(f);
    for (size_t i = 0; i < f->assumptions.n; i++) {
        look_again(f, f->assumptions.at[i]);
    }
    if (f->key != NONE) {
        look_again(f, asked_number(f));
    }
}

Flips *flips_open(const Reduct *r, uint32_t part, uint32_t key, bool inside)
{
    size_t assumptions = r->f.contrary.n;
    Flips *f = mem_zero(1, sizeof *f);
    *f = (Flips){.reduct = r, .key = NONE, .fixed = NONE, .inside = inside, .random = 88172645463325252u};
    f->in = mem_zero(assumptions, 1);
    f->holding = mem_zero(framework_rules(&r->f), sizeof *f->holding);
    f->support = mem_zero(r->f.atoms, sizeof *f->support);
    f->holds = mem_zero(r->f.atoms, 1);
    f->place = mem_zero(assumptions + 1, sizeof *f->place);
    for (const uint32_t *k = list_begin(&r->members, part); k < list_end(&r->members, part); k++) {
        if (key_is_assumption(r, *k) && !r->in_tail[*k]) {
            vec_push(&f->assumptions, *k - r->f.atoms);
        }
    }
    if (key != NONE && key_is_assumption(r, key)) {
        f->fixed = key - r->f.atoms;
        f->in[f->fixed] = inside;
    } else {
        f->key = key;
    }
    start(f, part);
    return f;
}

void flips_close(Flips *f)
{
    if (f) {
        vec_free(&f->assumptions);
        vec_free(&f->wrong);
        vec_free(&f->stack);
        vec_free(&f->doubted);
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
        if ((f->holding[rule] == body_size(&r->f, rule)) == holds) {
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

bool flips_try(Flips *f, uint64_t looks, const Budget *budget)
{
    uint64_t end = f->looks + looks;
    while (f->looks < end) {
        if (!f->wrong.n) {
            return true;
        }
        uint32_t assumption = choose(f);
        f->looks++;
        if (++f->steps % LOOK_AT_CLOCK == 0 && budget_spent(budget)) {
            return false;
        }
        if (assumption != NONE) {
            change(f, assumption);
        }
    }
    return false;
}

void flips_set(const Flips *f, IdVec *set)
{
    for (size_t i = 0; i < f->assumptions.n; i++) {
        if (f->in[f->assumptions.at[i]]) {
            vec_push(set, f->assumptions.at[i]);
        }
    }
}

uint64_t flips_first_walk(const Reduct *r, uint32_t part)
{
    uint64_t looks = 0;
    for (const uint32_t *k = list_begin(&r->members, part); k < list_end(&r->members, part); k++) {
        looks += key_is_assumption(r, *k) ? 0 : LOOKS_FIRST * (uint64_t)list_length(&r->by_head, *k);
    }
    return looks > LOOKS_LEAST ? looks : LOOKS_LEAST;
}

bool flips_find_soon(const Reduct *r, uint32_t part, const Budget *budget, IdVec *set)
{
    Flips *f = flips_open(r, part, NONE, false);
    bool found = flips_try(f, flips_first_walk(r, part), budget);
    if (found) {
        flips_set(f, set);
    }
    flips_close(f);
    return found;
}
