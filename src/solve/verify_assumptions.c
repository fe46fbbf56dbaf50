/* The definitions of Bondarenko, Dung, Kowalski, Toni 1997 on a flat assumption-based framework, and their plain encoding: what a
 * set derives, and what is derivable from all that it does not attack (Lehtonen, Wallner, Järvisalo 2021), each as the completion
 * of the rules; where a model supports something in a circle, a loop formula (Lin, Zhao 2004) is added. */
#include "solve/verify_check.h"

#include "base/fatal.h"

/* One closure under the rules, as variables. */
typedef struct Closure {
    int atom, body; /* atom + s, body + rule */
    bool attacked;  /* from the assumptions that are not attacked, instead of the set */
} Closure;

typedef struct Encoded {
    Lists by_head, by_body;
    Closure derived, possible;
    int always;
} Encoded;

/* What follows from the assumptions in `set`, by counting what is left of each body. */
static void derive(const Check *check, const bool *set, bool *derived)
{
    const Framework *f = check->framework;
    const Lists *by_body = &((const Encoded *)check->more)->by_body;
    uint32_t rules = framework_rules(f);
    uint32_t *left = mem_new(rules, sizeof *left);
    IdVec ready = {0}; /* elements of bodies that hold, as by_body numbers them */
    memset(derived, 0, f->atoms * sizeof *derived);
    for (uint32_t rule = 0; rule < rules; rule++) {
        left[rule] = f->body_first.at[rule + 1] - f->body_first.at[rule];
        if (left[rule] == 0 && !derived[f->head.at[rule]]) {
            derived[f->head.at[rule]] = true;
            vec_push(&ready, f->head.at[rule]);
        }
    }
    for (uint32_t a = 0; a < check->n; a++) {
        if (set[a]) {
            vec_push(&ready, f->atoms + a);
        }
    }
    while (ready.n > 0) {
        uint32_t element = vec_pop(&ready);
        for (const uint32_t *rule = list_begin(by_body, element); rule < list_end(by_body, element); rule++) {
            uint32_t head = f->head.at[*rule];
            if (--left[*rule] == 0 && !derived[head]) {
                derived[head] = true;
                vec_push(&ready, head);
            }
        }
    }
    vec_free(&ready);
    free(left);
}

static void mark_attacked(const Check *check, const bool *set, bool *attacked)
{
    const Framework *f = check->framework;
    bool *derived = mem_new(f->atoms, sizeof *derived);
    derive(check, set, derived);
    for (uint32_t a = 0; a < check->n; a++) {
        attacked[a] = f->contrary.at[a] != NONE && derived[f->contrary.at[a]];
    }
    free(derived);
}

/* What the set attacks, and what it defends: what is not attacked even by all that the set does not attack. */
static void mark_both(const Check *check, const bool *set, bool *attacked, bool *defended)
{
    mark_attacked(check, set, attacked);
    for (uint32_t a = 0; a < check->n; a++) {
        defended[a] = !attacked[a];
    }
    mark_attacked(check, defended, defended);
    for (uint32_t a = 0; a < check->n; a++) {
        defended[a] = !defended[a];
    }
}

static bool fits(const Check *check, const bool *set)
{
    bool *attacked = mem_new(check->n, sizeof *attacked), *defended = mem_new(check->n, sizeof *defended), right = true;
    mark_both(check, set, attacked, defended);
    for (uint32_t a = 0; a < check->n && right; a++) {
        right = !(set[a] && attacked[a]) &&
                (check->semantics == SEMANTICS_STABLE ? set[a] || attacked[a] : set[a] == defended[a]);
    }
    free(attacked);
    free(defended);
    return right;
}

static bool accepts(const Check *check, const bool *set)
{
    uint32_t query = check->request->query;
    if (query & ASSUMED) {
        return set[query & ~ASSUMED];
    }
    bool *derived = mem_new(check->framework->atoms, sizeof *derived);
    derive(check, set, derived);
    bool accepted = derived[query];
    free(derived);
    return accepted;
}

static void mark_range(const Check *check, const bool *set, bool *range)
{
    mark_attacked(check, set, range);
    for (uint32_t a = 0; a < check->n; a++) {
        range[a] = range[a] || set[a];
    }
}

/* From the empty set: what it defends, again and again. */
static void find_grounded(const Check *check, bool *set)
{
    bool *attacked = mem_new(check->n, sizeof *attacked), *defended = mem_new(check->n, sizeof *defended);
    memset(set, 0, check->n * sizeof *set);
    for (bool changed = true; changed;) {
        mark_both(check, set, attacked, defended);
        changed = memcmp(set, defended, check->n * sizeof *set) != 0;
        memcpy(set, defended, check->n * sizeof *set);
    }
    free(attacked);
    free(defended);
}

static void defend(const Check *check, bool *set)
{
    bool *attacked = mem_new(check->n, sizeof *attacked), *defended = mem_new(check->n, sizeof *defended);
    for (bool changed = true; changed;) {
        changed = false;
        mark_both(check, set, attacked, defended);
        for (uint32_t a = 0; a < check->n; a++) {
            changed = changed || (set[a] && !defended[a]);
            set[a] = set[a] && defended[a];
        }
    }
    free(attacked);
    free(defended);
}

static int attacked_literal(const Check *check, uint32_t a)
{
    const Encoded *encoded = check->more;
    uint32_t contrary = check->framework->contrary.at[a];
    return contrary == NONE ? -encoded->always : encoded->derived.atom + (int)contrary;
}

static int entry_literal(const Check *check, const Closure *closure, uint32_t entry)
{
    uint32_t a = entry & ~ASSUMED;
    return !(entry & ASSUMED)  ? closure->atom + (int)entry
           : closure->attacked ? -attacked_literal(check, a)
                               : check->in + (int)a;
}

/* A body holds iff all of it does, an atom iff one of its bodies does. */
static void encode_closure(Check *check, Closure *closure)
{
    const Framework *f = check->framework;
    const Encoded *encoded = check->more;
    closure->atom = sat_new(check->sat, f->atoms);
    closure->body = sat_new(check->sat, framework_rules(f));
    for (uint32_t rule = 0; rule < framework_rules(f); rule++) {
        int body = closure->body + (int)rule;
        for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
            sat_clause2(check->sat, -body, entry_literal(check, closure, f->body.at[i]));
        }
        for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
            sat_add(check->sat, -entry_literal(check, closure, f->body.at[i]));
        }
        sat_add(check->sat, body);
        sat_add(check->sat, 0);
        sat_clause2(check->sat, -body, closure->atom + (int)f->head.at[rule]);
    }
    for (uint32_t s = 0; s < f->atoms; s++) {
        for (const uint32_t *rule = list_begin(&encoded->by_head, s); rule < list_end(&encoded->by_head, s); rule++) {
            sat_add(check->sat, closure->body + (int)*rule);
        }
        sat_add(check->sat, -(closure->atom + (int)s));
        sat_add(check->sat, 0);
    }
}

static void encode(Check *check)
{
    Encoded *encoded = check->more;
    BUG_UNLESS(check->semantics != SEMANTICS_SEMI_STABLE && check->semantics != SEMANTICS_STAGE);
    check->in = sat_new(check->sat, check->n);
    encoded->always = sat_new(check->sat, 1);
    sat_clause1(check->sat, encoded->always);
    encode_closure(check, &encoded->derived);
    if (check->semantics != SEMANTICS_STABLE) {
        encoded->possible.attacked = true;
        encode_closure(check, &encoded->possible);
    }
    for (uint32_t a = 0; a < check->n; a++) {
        int in = check->in + (int)a, attacked = attacked_literal(check, a);
        uint32_t contrary = check->framework->contrary.at[a];
        sat_clause2(check->sat, -in, -attacked);
        if (check->semantics == SEMANTICS_STABLE) {
            sat_clause2(check->sat, in, attacked);
        } else if (contrary == NONE) {
            sat_clause1(check->sat, in);
        } else {
            sat_clause2(check->sat, in, encoded->possible.atom + (int)contrary);
            sat_clause2(check->sat, -in, -(encoded->possible.atom + (int)contrary));
        }
    }
}

/* The clauses that what is true in the model and not derived needs a body that uses none of it. */
static void add_loop(Check *check, const Closure *closure, const bool *circular)
{
    const Framework *f = check->framework;
    int supported = sat_new(check->sat, 1);
    VEC(int) clause = {0};
    vec_push(&clause, -supported);
    for (uint32_t rule = 0; rule < framework_rules(f); rule++) {
        bool outside = circular[f->head.at[rule]];
        for (uint32_t i = f->body_first.at[rule]; outside && i < f->body_first.at[rule + 1]; i++) {
            outside = f->body.at[i] & ASSUMED || !circular[f->body.at[i]];
        }
        if (outside) {
            vec_push(&clause, closure->body + (int)rule);
        }
    }
    sat_clause(check->sat, clause.at, clause.n);
    vec_free(&clause);
    for (uint32_t s = 0; s < f->atoms; s++) {
        if (circular[s]) {
            sat_clause2(check->sat, -(closure->atom + (int)s), supported);
        }
    }
}

/* Marks what the model has beyond what is derived; false when nothing. */
static bool find_circular(const Check *check, const Closure *closure, bool *circular)
{
    const Framework *f = check->framework;
    bool *from = mem_new(check->n, sizeof *from), any = false;
    for (uint32_t a = 0; a < check->n; a++) {
        from[a] = sat_value(check->sat, entry_literal(check, closure, ASSUMED | a));
    }
    derive(check, from, circular);
    for (uint32_t s = 0; s < f->atoms; s++) {
        circular[s] = !circular[s] && sat_value(check->sat, closure->atom + (int)s);
        any = any || circular[s];
    }
    free(from);
    return any;
}

static bool refine(Check *check)
{
    const Encoded *encoded = check->more;
    uint32_t atoms = check->framework->atoms;
    bool *first = mem_new(atoms, sizeof *first), *second = mem_new(atoms, sizeof *second);
    /* Both are read off the model before anything is added, which ends it. */
    bool in_first = find_circular(check, &encoded->derived, first);
    bool in_second = encoded->possible.attacked && find_circular(check, &encoded->possible, second);
    if (in_first) {
        add_loop(check, &encoded->derived, first);
    }
    if (in_second) {
        add_loop(check, &encoded->possible, second);
    }
    free(first);
    free(second);
    return in_first || in_second;
}

static int accepted(const Check *check)
{
    const Encoded *encoded = check->more;
    return entry_literal(check, &encoded->derived, check->request->query);
}

VerifyResult verify_assumptions(const Framework *framework, const Request *request, const Reply *reply,
                                const SetList *each, const char **why)
{
    static const CheckKind kind = {
        .fits = fits,
        .accepts = accepts,
        .range = mark_range,
        .grounded = find_grounded,
        .defend = defend,
        .encode = encode,
        .refine = refine,
        .accepted = accepted,
        .attacked = attacked_literal,
    };
    Encoded encoded = {.by_head = framework_rules_by_head(framework), .by_body = framework_rules_by_body(framework)};
    Check check = {.kind = &kind,
                   .framework = framework,
                   .request = request,
                   .n = (uint32_t)framework->contrary.n,
                   .why = why,
                   .more = &encoded};
    VerifyResult result = check_answer(&check, reply, each);
    lists_free(&encoded.by_head);
    lists_free(&encoded.by_body);
    return result;
}
