#include "solve/ideal.h"

#include "solve/encode.h"
#include "solve/preferred.h"

typedef struct Candidates {
    Search *search;
    const Labelling *labelling;
    uint8_t *mark;     /* may be in the ideal extension */
    uint32_t *against; /* by argument: its attackers that may be */
    IdVec queue;
} Candidates;

static void drop(Candidates *c, uint32_t x)
{
    if (c->mark[x]) {
        c->mark[x] = 0;
        vec_push(&c->queue, x);
    }
}

/* Drops what the candidates do not defend, until they are an admissible set. */
static void keep_defended(Candidates *c)
{
    const Graph *graph = c->labelling->graph;
    while (c->queue.n) {
        uint32_t x = vec_pop(&c->queue);
        for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
            if (--c->against[*y] != 0 || c->labelling->label[*y] != ARG_OPEN) {
                continue;
            }
            for (const uint32_t *z = list_begin(&graph->out, *y), *last = list_end(&graph->out, *y); z < last; z++) {
                drop(c, *z);
            }
        }
    }
}

/* Drops what a preferred extension above `set` lacks. */
static bool meet(Candidates *c, const uint32_t *set, size_t count, Effort effort)
{
    Labelling extension = labelling_copy(c->labelling);
    labelling_accept(&extension, set, count);
    bool done = preferred_extend(c->search, &extension, effort);
    for (uint32_t x = 0; done && x < extension.graph->n; x++) {
        if (extension.label[x] != ARG_IN) {
            drop(c, x);
        }
    }
    labelling_free(&extension);
    keep_defended(c);
    return done;
}

/* An admissible set that attacks a candidate, into `found`; SAT_NO: there is none, and the candidates are the ideal extension. */
static SatAnswer attack(Candidates *c, const Encoding *e, const IdVec *cone, IdVec *found)
{
    const Graph *part = e->graph;
    int now = sat_new(e->sat, 1);
    sat_add(e->sat, -now);
    for (uint32_t x = 0; x < part->n; x++) {
        if (c->mark[cone->at[x]]) {
            for (const uint32_t *y = list_begin(&part->in, x), *end = list_end(&part->in, x); y < end; y++) {
                sat_add(e->sat, is_in(e, *y));
            }
        }
    }
    sat_add(e->sat, 0);
    sat_assume(e->sat, now);
    SatAnswer answer = search_solve(c->search, e->sat);
    if (answer == SAT_YES) {
        encoding_set(e, found);
        for (size_t i = 0; i < found->n; i++) {
            found->at[i] = cone->at[found->at[i]];
        }
    }
    sat_clause1(e->sat, -now);
    return answer;
}

static void candidates_of(const Candidates *c, IdVec *out)
{
    vec_clear(out);
    for (uint32_t x = 0; x < c->labelling->graph->n; x++) {
        if (c->mark[x]) {
            vec_push(out, x);
        }
    }
}

static bool refute(Candidates *c)
{
    IdVec members = {0}, cone = {0}, found = {0};
    candidates_of(c, &members);
    labelling_cone(c->labelling, members.at, members.n, &cone);
    uint32_t *number = graph_numbers(c->labelling->graph);
    Graph part = graph_part(c->labelling->graph, cone.at, (uint32_t)cone.n, number);
    free(number);
    Encoding e = encode(c->search, &part, NULL, BASE_ADMISSIBLE, false, false);
    bool done = true;
    while (done && members.n) {
        SatAnswer answer = attack(c, &e, &cone, &found);
        if (answer != SAT_YES) {
            done = answer == SAT_NO;
            break;
        }
        done = meet(c, found.at, found.n, EFFORT_FULL);
        candidates_of(c, &members);
    }
    encoding_close(&e);
    graph_free(&part);
    vec_free(&members);
    vec_free(&cone);
    vec_free(&found);
    return done;
}

bool ideal_extend(Search *search, Labelling *labelling)
{
    const Graph *graph = labelling->graph;
    Candidates c = {search, labelling, mem_zero(graph->n, 1), mem_zero(graph->n, sizeof(uint32_t)), {0}};
    for (uint32_t x = 0; x < graph->n; x++) {
        if (labelling->label[x] != ARG_OPEN) {
            continue;
        }
        c.mark[x] = 1;
        for (const uint32_t *y = list_begin(&graph->out, x), *end = list_end(&graph->out, x); y < end; y++) {
            c.against[*y]++;
        }
    }
    /* Two preferred extensions leave little: most often nothing, and then no solver is asked. */
    bool done = meet(&c, NULL, 0, EFFORT_FULL) && meet(&c, NULL, 0, EFFORT_OTHER) && refute(&c);
    if (done) {
        IdVec members = {0};
        candidates_of(&c, &members);
        labelling_accept(labelling, members.at, members.n);
        vec_free(&members);
    }
    free(c.mark);
    free(c.against);
    vec_free(&c.queue);
    return done;
}
