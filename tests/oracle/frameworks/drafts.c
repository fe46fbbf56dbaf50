#include "drafts.h"

/* SplitMix64 (Steele, Lea, Flood 2014). */
uint32_t random_below(Random *random, uint32_t n)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) >> 32) % n;
}

bool random_chance(Random *random, uint32_t percent)
{
    return random_below(random, 100) < percent;
}

/* ——— Dung frameworks ——— */

static void sprinkle(Random *r, Draft *d, uint32_t from, uint32_t to, uint32_t percent)
{
    for (uint32_t x = from; x < to; x++) {
        for (uint32_t y = from; y < to; y++) {
            d->attacks[x][y] |= x != y && random_chance(r, percent);
        }
    }
}

static void ring(Draft *d, uint32_t from, uint32_t to)
{
    for (uint32_t x = from; x < to; x++) {
        d->attacks[x][x + 1 < to ? x + 1 : from] = true;
    }
}

static void symmetric(Random *r, Draft *d)
{
    uint32_t percent = 10 + random_below(r, 60);
    for (uint32_t x = 0; x < d->n; x++) {
        for (uint32_t y = 0; y < x; y++) {
            d->attacks[x][y] = d->attacks[y][x] = random_chance(r, percent);
        }
    }
}

static void bipartite(Random *r, Draft *d)
{
    uint32_t percent = 10 + random_below(r, 60), half = d->n / 2;
    for (uint32_t x = 0; x < d->n; x++) {
        for (uint32_t y = 0; y < d->n; y++) {
            d->attacks[x][y] = (x < half) != (y < half) && random_chance(r, percent);
        }
    }
}

static void acyclic(Random *r, Draft *d)
{
    uint32_t percent = 10 + random_below(r, 60);
    for (uint32_t x = 0; x < d->n; x++) {
        for (uint32_t y = x + 1; y < d->n; y++) {
            d->attacks[x][y] = random_chance(r, percent);
        }
    }
}

/* Components that are rings or random, attacking later ones when `chained`. */
static void components(Random *r, Draft *d, bool chained)
{
    for (uint32_t from = 0; from < d->n;) {
        uint32_t to = from + 1 + random_below(r, 4);
        to = to > d->n ? d->n : to;
        if (random_chance(r, 50)) {
            ring(d, from, to);
        }
        sprinkle(r, d, from, to, random_below(r, 70));
        for (uint32_t x = 0; chained && x < from; x++) {
            for (uint32_t y = from; y < to; y++) {
                d->attacks[x][y] = random_chance(r, 15);
            }
        }
        from = to;
    }
}

static void mutual_pairs(Random *r, Draft *d)
{
    for (uint32_t x = 0; x + 1 < d->n; x += 2) {
        d->attacks[x][x + 1] = d->attacks[x + 1][x] = true;
    }
    sprinkle(r, d, 0, d->n, 5 + random_below(r, 15));
}

static void shuffle(Random *r, Draft *d)
{
    Draft from = *d;
    uint32_t to[DRAFT_MOST];
    for (uint32_t x = 0; x < d->n; x++) {
        uint32_t swap = random_below(r, x + 1);
        to[x] = to[swap];
        to[swap] = x;
    }
    for (uint32_t x = 0; x < d->n; x++) {
        for (uint32_t y = 0; y < d->n; y++) {
            d->attacks[to[x]][to[y]] = from.attacks[x][y];
        }
    }
}

void draft_graph(Random *r, Draft *out)
{
    *out = (Draft){.n = random_chance(r, 80) ? 5 + random_below(r, 5) : random_below(r, 6)};
    switch (random_below(r, 9)) {
    case 0:
    case 1:
        sprinkle(r, out, 0, out->n, 3 + random_below(r, 30));
        break;
    case 2:
        sprinkle(r, out, 0, out->n, 30 + random_below(r, 70));
        break;
    case 3:
        symmetric(r, out);
        break;
    case 4:
        ring(out, 0, out->n);
        sprinkle(r, out, 0, out->n, random_below(r, 15));
        break;
    case 5:
        bipartite(r, out);
        break;
    case 6:
        acyclic(r, out);
        sprinkle(r, out, 0, out->n, random_below(r, 4));
        break;
    case 7:
        components(r, out, random_chance(r, 70));
        break;
    default:
        mutual_pairs(r, out);
    }
    uint32_t selves = random_chance(r, 50) ? 0 : random_below(r, 40);
    for (uint32_t x = 0; x < out->n; x++) {
        out->attacks[x][x] = out->n > 1 ? random_chance(r, selves) : random_chance(r, 50);
    }
    shuffle(r, out);
}

Graph draft_to_graph(const Draft *draft)
{
    Attack attacks[DRAFT_MOST * DRAFT_MOST];
    size_t count = 0;
    for (uint32_t x = 0; x < draft->n; x++) {
        for (uint32_t y = 0; y < draft->n; y++) {
            if (draft->attacks[x][y]) {
                attacks[count++] = (Attack){x, y};
            }
        }
    }
    return graph_new(draft->n, attacks, count);
}

/* ——— assumption-based frameworks ——— */

/* Some contraries are shared, some missing, some assumptions (an atom that the assumption alone gives). */
static void draw_contraries(Random *r, Draft *d)
{
    uint32_t pool = random_chance(r, 30) ? 1 + d->atoms / 3 : d->atoms;
    uint32_t missing = random_chance(r, 50) ? 0 : 20, assumed = random_chance(r, 50) ? 0 : 40;
    for (uint32_t a = 0; a < d->n; a++) {
        d->contrary[a] = random_chance(r, missing) ? NONE : random_below(r, pool);
        if (random_chance(r, assumed) && d->rules < DRAFT_RULES) {
            d->contrary[a] = random_below(r, d->atoms);
            d->rule[d->rules++] = (DraftRule){d->contrary[a], 1, {ASSUMED | random_below(r, d->n)}};
        }
    }
}

void draft_framework(Random *r, Draft *out)
{
    *out = (Draft){.assumptions = true};
    out->n = random_chance(r, 85) ? 3 + random_below(r, 6) : random_below(r, 5);
    out->atoms = 1 + random_below(r, DRAFT_ATOMS - 1);
    draw_contraries(r, out);
    uint32_t more = random_below(r, DRAFT_RULES - out->rules + 1), assumed = 20 + random_below(r, 60);
    uint32_t facts = random_chance(r, 70) ? 0 : 10, longest = 1 + random_below(r, DRAFT_BODY);
    bool downwards = random_chance(r, 25); /* no derivation runs in a circle */
    for (; more > 0; more--) {
        DraftRule *rule = &out->rule[out->rules++];
        rule->head = random_below(r, out->atoms);
        rule->count = random_chance(r, facts) ? 0 : 1 + random_below(r, longest);
        for (uint32_t i = 0; i < rule->count; i++) {
            bool assumption = out->n > 0 && (random_chance(r, assumed) || (downwards && rule->head == 0));
            rule->body[i] = assumption  ? ASSUMED | random_below(r, out->n)
                            : downwards ? random_below(r, rule->head + (rule->head == 0))
                                        : random_below(r, out->atoms);
        }
    }
}

Framework draft_to_framework(const Draft *draft)
{
    Framework framework = {0};
    framework_add_atoms(&framework, draft->atoms);
    for (uint32_t a = 0; a < draft->n; a++) {
        framework_add_assumption(&framework, draft->contrary[a]);
    }
    for (uint32_t i = 0; i < draft->rules; i++) {
        framework_add_rule(&framework, draft->rule[i].head, draft->rule[i].body, draft->rule[i].count);
    }
    return framework;
}

/* ——— printing ——— */

static uint32_t number(const Draft *draft, uint32_t entry)
{
    return entry & ASSUMED ? (entry & ~ASSUMED) + 1 : draft->n + entry + 1;
}

void draft_print(const Draft *draft, Text *text)
{
    text_format(text, draft->assumptions ? "p aba %u\n" : "p af %u\n",
                draft->n + (draft->assumptions ? draft->atoms : 0));
    for (uint32_t x = 0; !draft->assumptions && x < draft->n; x++) {
        for (uint32_t y = 0; y < draft->n; y++) {
            if (draft->attacks[x][y]) {
                text_format(text, "%u %u\n", x + 1, y + 1);
            }
        }
    }
    for (uint32_t a = 0; draft->assumptions && a < draft->n; a++) {
        text_format(text, "a %u\n", a + 1);
    }
    for (uint32_t a = 0; draft->assumptions && a < draft->n; a++) {
        if (draft->contrary[a] != NONE) {
            text_format(text, "c %u %u\n", a + 1, number(draft, draft->contrary[a]));
        }
    }
    for (uint32_t i = 0; i < draft->rules; i++) {
        text_format(text, "r %u", number(draft, draft->rule[i].head));
        for (uint32_t k = 0; k < draft->rule[i].count; k++) {
            text_format(text, " %u", number(draft, draft->rule[i].body[k]));
        }
        text_format(text, "\n");
    }
}

/* ——— shrinking ——— */

static void drop_rule(Draft *d, uint32_t which)
{
    memmove(d->rule + which, d->rule + which + 1, (--d->rules - which) * sizeof *d->rule);
}

static void drop_from_body(DraftRule *rule, uint32_t which)
{
    memmove(rule->body + which, rule->body + which + 1, (--rule->count - which) * sizeof *rule->body);
}

static bool rule_mentions(const DraftRule *rule, uint32_t entry)
{
    bool found = rule->head == entry;
    for (uint32_t i = 0; i < rule->count; i++) {
        found = found || rule->body[i] == entry;
    }
    return found;
}

/* Takes out an assumption or an atom with every rule that mentions it; later ones move down. */
static void drop_sentence(Draft *d, uint32_t entry)
{
    for (uint32_t i = d->rules; i-- > 0;) {
        if (rule_mentions(&d->rule[i], entry)) {
            drop_rule(d, i);
        }
    }
    for (uint32_t i = 0; i < d->rules; i++) {
        DraftRule *rule = &d->rule[i];
        rule->head -= !(entry & ASSUMED) && rule->head > entry;
        for (uint32_t k = 0; k < rule->count; k++) {
            rule->body[k] -= (rule->body[k] & ASSUMED) == (entry & ASSUMED) && rule->body[k] > entry;
        }
    }
    if (entry & ASSUMED) {
        uint32_t a = entry & ~ASSUMED;
        memmove(d->contrary + a, d->contrary + a + 1, (--d->n - a) * sizeof *d->contrary);
        return;
    }
    d->atoms--;
    for (uint32_t a = 0; a < d->n; a++) {
        uint32_t *contrary = &d->contrary[a];
        *contrary = *contrary == entry ? NONE : *contrary - (*contrary != NONE && *contrary > entry);
    }
}

static void drop_argument(Draft *d, uint32_t which)
{
    Draft from = *d;
    memset(d->attacks, 0, sizeof d->attacks);
    d->n--;
    for (uint32_t x = 0; x < d->n; x++) {
        for (uint32_t y = 0; y < d->n; y++) {
            d->attacks[x][y] = from.attacks[x + (x >= which)][y + (y >= which)];
        }
    }
}

/* One way of many to make the draft smaller; false when `step` is past the last, `*changed` whether this one applied. */
static bool make_smaller(Draft *d, uint32_t step, bool *changed)
{
    *changed = true;
    if (step < d->n) {
        d->assumptions ? drop_sentence(d, ASSUMED | step) : drop_argument(d, step);
        return true;
    }
    step -= d->n;
    if (!d->assumptions) {
        if (step >= d->n * d->n) {
            return false;
        }
        bool *attack = &d->attacks[step / d->n][step % d->n];
        *changed = *attack;
        *attack = false;
        return true;
    }
    if (step < d->atoms) {
        drop_sentence(d, step);
        return true;
    }
    step -= d->atoms;
    if (step < d->rules) {
        drop_rule(d, step);
        return true;
    }
    step -= d->rules;
    if (step < d->n) {
        *changed = d->contrary[step] != NONE;
        d->contrary[step] = NONE;
        return true;
    }
    step -= d->n;
    if (step >= d->rules * DRAFT_BODY) {
        return false;
    }
    DraftRule *rule = &d->rule[step / DRAFT_BODY];
    *changed = step % DRAFT_BODY < rule->count;
    if (*changed) {
        drop_from_body(rule, step % DRAFT_BODY);
    }
    return true;
}

void draft_shrink(Draft *draft, bool (*fails)(void *context, const Draft *draft), void *context)
{
    for (uint32_t step = 0;;) {
        Draft smaller = *draft;
        bool changed;
        if (!make_smaller(&smaller, step, &changed)) {
            return;
        }
        if (changed && fails(context, &smaller)) {
            *draft = smaller;
            step = 0;
        } else {
            step++;
        }
    }
}
