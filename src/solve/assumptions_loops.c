/* Derivations are well-founded: what a model claims to be derived on a cycle must have a way in from outside. Each cycle is looked at
 * by itself, taking what the model says of the rest for granted; when none claims too much, nothing does. */
#include "solve/assumptions_encode.h"

#include "framework/components.h"

/* One of the two directions in which sentences are claimed: derived by the set (d), or derivable from what it does not attack (u). */
typedef struct Side {
    Coding *coding;
    const int *atom, *body;
    bool upper;
    uint32_t cycle;
    IdVec unfounded;
    IdVec loops, first; /* found so far; `first` says where each begins */
} Side;

static bool claimed(const Side *side, uint32_t entry)
{
    const Coding *c = side->coding;
    if (entry & ASSUMED) {
        uint32_t a = entry & ~ASSUMED;
        return side->upper ? !sat_value(c->sat, c->codes->d[c->reduct->f.contrary.at[a]])
                           : sat_value(c->sat, c->codes->x[a]);
    }
    return sat_value(c->sat, side->atom[entry]);
}

/* Sets how many elements of the rule's body are on its head's cycle; false: the body does not hold. */
static bool wait(const Side *side, uint32_t rule)
{
    const Reduct *r = side->coding->reduct;
    uint32_t waiting = 0;
    for (const uint32_t *e = body_begin(&r->f, rule); e < body_end(&r->f, rule); e++) {
        if (!claimed(side, *e)) {
            return false;
        }
        waiting += !(*e & ASSUMED) && r->cycle[*e] == side->cycle;
    }
    side->coding->codes->waiting[rule] = waiting;
    return true;
}

static void found(const Side *side, uint32_t atom, IdVec *queue)
{
    uint8_t *founded = side->coding->codes->founded;
    if (!founded[atom]) {
        founded[atom] = 1;
        vec_push(queue, atom);
    }
}

/* Marks what the cycle's claims rest on from outside, by chaining forwards; the other claims are unfounded. */
static void find_unfounded(Side *side)
{
    const Reduct *r = side->coding->reduct;
    Codes *codes = side->coding->codes;
    const uint32_t *first = r->cycle_members.at + r->cycle_first.at[side->cycle];
    const uint32_t *end = r->cycle_members.at + r->cycle_first.at[side->cycle + 1];
    IdVec queue = {0};
    for (const uint32_t *s = first; s < end; s++) {
        bool asked = sat_value(side->coding->sat, side->atom[*s]);
        for (const uint32_t *rule = list_begin(&r->by_head, *s); rule < list_end(&r->by_head, *s); rule++) {
            codes->waiting[*rule] = 0;
            if (asked && wait(side, *rule) && codes->waiting[*rule] == 0) {
                found(side, *s, &queue);
            }
        }
    }
    while (queue.n) {
        uint32_t atom = vec_pop(&queue);
        for (const uint32_t *rule = list_begin(&r->by_body, atom); rule < list_end(&r->by_body, atom); rule++) {
            uint32_t head = r->f.head.at[*rule];
            if (r->cycle[head] == side->cycle && codes->waiting[*rule] && --codes->waiting[*rule] == 0) {
                found(side, head, &queue);
            }
        }
    }
    vec_clear(&side->unfounded);
    for (const uint32_t *s = first; s < end; s++) {
        if (sat_value(side->coding->sat, side->atom[*s]) && !codes->founded[*s]) {
            vec_push(&side->unfounded, *s);
        }
    }
    for (const uint32_t *s = first; s < end; s++) {
        codes->founded[*s] = 0;
    }
    vec_free(&queue);
}

/* Appends the loop unless it rests on another unfounded claim, which then has to be refuted first. */
static void keep_loop(Side *side, const Graph *graph, const uint32_t *component, const uint32_t *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (const uint32_t *y = list_begin(&graph->in, members[i]); y < list_end(&graph->in, members[i]); y++) {
            if (component[*y] != component[members[i]]) {
                return;
            }
        }
    }
    vec_push(&side->first, vec_next_id(&side->loops));
    for (size_t i = 0; i < count; i++) {
        vec_push(&side->loops, side->unfounded.at[members[i]]);
    }
}

/* Which unfounded claim needs which other, by their places in `unfounded`. */
static Graph needs_of(const Side *side)
{
    const Reduct *r = side->coding->reduct;
    uint32_t n = (uint32_t)side->unfounded.n, *number = side->coding->codes->number;
    VEC(Attack) needs = {0};
    for (uint32_t i = 0; i < n; i++) {
        number[side->unfounded.at[i]] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t s = side->unfounded.at[i];
        for (const uint32_t *rule = list_begin(&r->by_head, s); rule < list_end(&r->by_head, s); rule++) {
            if (!side->coding->codes->waiting[*rule]) {
                continue; /* its body does not hold */
            }
            for (const uint32_t *e = body_begin(&r->f, *rule); e < body_end(&r->f, *rule); e++) {
                if (!(*e & ASSUMED) && number[*e] != NONE) {
                    vec_push(&needs, ((Attack){number[*e], i}));
                }
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        number[side->unfounded.at[i]] = NONE;
    }
    Graph graph = graph_new(n, needs.at, needs.n);
    vec_free(&needs);
    return graph;
}

/* The smallest loops among the unfounded claims: strongly connected, and resting on no other unfounded claim. */
static void find_loops(Side *side)
{
    uint32_t n = (uint32_t)side->unfounded.n;
    Graph graph = needs_of(side);
    uint32_t *component = mem_new(n, sizeof *component);
    uint8_t *none = mem_zero(n, 1);
    IdVec members = {0}, starts = {0};
    Walk walk;
    for (uint32_t i = 0; i < n; i++) {
        component[i] = i;
    }
    walk_open(&walk, &graph);
    strong_components(&walk, &graph, none, component, n, &members, &starts);
    vec_push(&starts, vec_next_id(&members));
    for (uint32_t k = 0; k + 1 < starts.n; k++) {
        for (uint32_t i = starts.at[k]; i < starts.at[k + 1]; i++) {
            component[members.at[i]] = k;
        }
    }
    for (uint32_t k = 0; k + 1 < starts.n; k++) {
        keep_loop(side, &graph, component, members.at + starts.at[k], starts.at[k + 1] - starts.at[k]);
    }
    walk_free(&walk);
    free(none);
    free(component);
    vec_free(&members);
    vec_free(&starts);
    graph_free(&graph);
}

/* Each of the loop implies that some rule for one of it, with nothing of the loop in its body, has a body that holds. */
static void add_formula(const Side *side, const uint32_t *loop, size_t count)
{
    const Reduct *r = side->coding->reduct;
    Sat *sat = side->coding->sat;
    uint8_t *inside = side->coding->codes->founded;
    for (size_t i = 0; i < count; i++) {
        inside[loop[i]] = 1;
    }
    int some = sat_new(sat, 1);
    sat_add(sat, -some);
    for (size_t i = 0; i < count; i++) {
        for (const uint32_t *rule = list_begin(&r->by_head, loop[i]); rule < list_end(&r->by_head, loop[i]); rule++) {
            bool outside = true;
            for (const uint32_t *e = body_begin(&r->f, *rule); outside && e < body_end(&r->f, *rule); e++) {
                outside = (*e & ASSUMED) || !inside[*e];
            }
            if (outside) {
                sat_add(sat, side->body[*rule]);
            }
        }
    }
    sat_add(sat, 0);
    for (size_t i = 0; i < count; i++) {
        sat_clause2(sat, -side->atom[loop[i]], some);
        inside[loop[i]] = 0;
    }
}

static void find_on_side(Side *side)
{
    const Coding *c = side->coding;
    for (size_t i = 0; i < c->cycles.n; i++) {
        side->cycle = c->cycles.at[i];
        find_unfounded(side);
        if (side->unfounded.n) {
            find_loops(side);
        }
    }
    vec_push(&side->first, vec_next_id(&side->loops));
}

/* Adding a clause ends the model, so this comes last. */
static bool refute_on_side(Side *side)
{
    size_t count = side->first.n ? side->first.n - 1 : 0;
    for (size_t i = 0; i < count; i++) {
        add_formula(side, side->loops.at + side->first.at[i], side->first.at[i + 1] - side->first.at[i]);
    }
    side->coding->loops += count;
    vec_free(&side->unfounded);
    vec_free(&side->loops);
    vec_free(&side->first);
    return count > 0;
}

bool coding_refute_loops(Coding *c)
{
    Side lower = {.coding = c, .atom = c->codes->d, .body = c->codes->d_body};
    Side upper = {.coding = c, .atom = c->codes->u, .body = c->codes->u_body, .upper = true};
    find_on_side(&lower);
    if (c->kind == CODING_COMPLETE) {
        find_on_side(&upper);
    }
    bool some = refute_on_side(&lower);
    return refute_on_side(&upper) || some;
}
