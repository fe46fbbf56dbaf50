/* The definitions of Dung 1995 and Verheij 1996 on a graph, and their plain encoding. */
#include "solve/verify_check.h"

#include "base/fatal.h"

static bool attacked_by(const Graph *graph, const bool *set, uint32_t x)
{
    const uint32_t *end = list_end(&graph->in, x);
    for (const uint32_t *y = list_begin(&graph->in, x); y < end; y++) {
        if (set[*y]) {
            return true;
        }
    }
    return false;
}

static void mark_attacked(const Graph *graph, const bool *set, bool *attacked)
{
    for (uint32_t x = 0; x < graph->n; x++) {
        attacked[x] = attacked_by(graph, set, x);
    }
}

/* Whether all attackers of x are attacked. */
static bool defended(const Graph *graph, const bool *attacked, uint32_t x)
{
    const uint32_t *end = list_end(&graph->in, x);
    for (const uint32_t *y = list_begin(&graph->in, x); y < end; y++) {
        if (!attacked[*y]) {
            return false;
        }
    }
    return true;
}

static bool fits(const Check *check, const bool *set)
{
    const Graph *graph = check->graph;
    bool *attacked = mem_new(graph->n, sizeof *attacked), right = true;
    mark_attacked(graph, set, attacked);
    for (uint32_t x = 0; x < graph->n && right; x++) {
        right = !(set[x] && attacked[x]);
        if (right && check->semantics == SEMANTICS_STABLE) {
            right = set[x] || attacked[x];
        } else if (right && check->semantics != SEMANTICS_STAGE) {
            right = set[x] == defended(graph, attacked, x);
        }
    }
    free(attacked);
    return right;
}

static bool accepts(const Check *check, const bool *set)
{
    return set[check->request->query];
}

static void mark_range(const Check *check, const bool *set, bool *range)
{
    mark_attacked(check->graph, set, range);
    for (uint32_t x = 0; x < check->n; x++) {
        range[x] = range[x] || set[x];
    }
}

/* From the arguments without attackers on: what one of them attacks is out, what has no attacker left is in. */
static void find_grounded(const Check *check, bool *set)
{
    const Graph *graph = check->graph;
    uint32_t *left = mem_new(graph->n, sizeof *left); /* attackers that are not out; NONE: out itself */
    IdVec in = {0};
    memset(set, 0, graph->n * sizeof *set);
    for (uint32_t x = 0; x < graph->n; x++) {
        left[x] = list_length(&graph->in, x);
        if (left[x] == 0) {
            vec_push(&in, x);
        }
    }
    while (in.n > 0) {
        uint32_t x = vec_pop(&in);
        set[x] = true;
        for (const uint32_t *y = list_begin(&graph->out, x); y < list_end(&graph->out, x); y++) {
            if (left[*y] == NONE) {
                continue;
            }
            left[*y] = NONE;
            for (const uint32_t *z = list_begin(&graph->out, *y); z < list_end(&graph->out, *y); z++) {
                if (left[*z] != NONE && --left[*z] == 0) {
                    vec_push(&in, *z);
                }
            }
        }
    }
    vec_free(&in);
    free(left);
}

static void defend(const Check *check, bool *set)
{
    const Graph *graph = check->graph;
    bool *attacked = mem_new(graph->n, sizeof *attacked);
    for (bool changed = true; changed;) {
        changed = false;
        mark_attacked(graph, set, attacked);
        for (uint32_t x = 0; x < graph->n; x++) {
            if (set[x] && !defended(graph, attacked, x)) {
                set[x] = false;
                changed = true;
            }
        }
    }
    free(attacked);
}

/* in(x) iff every attacker is out; out(x) iff some attacker is in; for ST nothing is neither. */
static void encode_labelling(Check *check, int out)
{
    const Graph *graph = check->graph;
    for (uint32_t x = 0; x < graph->n; x++) {
        int in_x = check->in + (int)x, out_x = out + (int)x;
        const uint32_t *begin = list_begin(&graph->in, x), *end = list_end(&graph->in, x);
        sat_clause2(check->sat, -in_x, -out_x);
        for (const uint32_t *y = begin; y < end; y++) {
            sat_clause2(check->sat, -in_x, out + (int)*y);
            sat_clause2(check->sat, out_x, -(check->in + (int)*y));
        }
        for (const uint32_t *y = begin; y < end; y++) {
            sat_add(check->sat, -(out + (int)*y));
        }
        sat_add(check->sat, in_x);
        sat_add(check->sat, 0);
        for (const uint32_t *y = begin; y < end; y++) {
            sat_add(check->sat, check->in + (int)*y);
        }
        sat_add(check->sat, -out_x);
        sat_add(check->sat, 0);
        if (check->semantics == SEMANTICS_STABLE) {
            sat_clause2(check->sat, in_x, out_x);
        }
    }
}

static void encode_conflict_free(Check *check)
{
    const Graph *graph = check->graph;
    for (uint32_t x = 0; x < graph->n; x++) {
        for (const uint32_t *y = list_begin(&graph->in, x); y < list_end(&graph->in, x); y++) {
            sat_clause2(check->sat, -(check->in + (int)x), -(check->in + (int)*y));
        }
    }
}

static void encode(Check *check)
{
    const Graph *graph = check->graph;
    check->in = sat_new(check->sat, graph->n);
    if (check->semantics == SEMANTICS_STAGE) {
        encode_conflict_free(check);
    } else {
        encode_labelling(check, sat_new(check->sat, graph->n));
    }
    if (check->semantics != SEMANTICS_SEMI_STABLE && check->semantics != SEMANTICS_STAGE) {
        return;
    }
    check->range = sat_new(check->sat, graph->n);
    for (uint32_t x = 0; x < graph->n; x++) {
        sat_add(check->sat, -(check->range + (int)x));
        sat_add(check->sat, check->in + (int)x);
        for (const uint32_t *y = list_begin(&graph->in, x); y < list_end(&graph->in, x); y++) {
            sat_add(check->sat, check->in + (int)*y);
        }
        sat_add(check->sat, 0);
    }
}

static int accepted(const Check *check)
{
    return check->in + (int)check->request->query;
}

static int attacked_literal(const Check *check, uint32_t x)
{
    return check->in + (int)(check->n + x); /* the label "out", for labellings alone */
}

VerifyResult verify_graph(const Graph *graph, const Request *request, const Reply *reply, const SetList *each,
                          const char **why)
{
    static const CheckKind kind = {
        .fits = fits,
        .accepts = accepts,
        .range = mark_range,
        .grounded = find_grounded,
        .defend = defend,
        .encode = encode,
        .accepted = accepted,
        .attacked = attacked_literal,
    };
    Check check = {.kind = &kind, .graph = graph, .request = request, .n = graph->n, .why = why};
    return check_answer(&check, reply, each);
}
