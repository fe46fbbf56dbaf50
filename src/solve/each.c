#include "solve/each.h"

#include "framework/components.h"
#include "solve/encode.h"
#include "solve/maximise.h"
#include "solve/range.h"

#include <gmp.h>

/* ---- one component ---- */

/* Leaves out this set, and, where sets of the kind never hold one another, nothing else: it or its lack must change. */
static void block(const Encoding *e, const IdVec *set, bool also_larger)
{
    size_t next = 0;
    for (uint32_t x = 0; x < e->graph->n; x++) {
        bool inside = next < set->n && set->at[next] == x;
        next += inside;
        if (inside) {
            sat_add(e->sat, -is_in(e, x));
        } else if (also_larger) {
            sat_add(e->sat, is_in(e, x));
        }
    }
    sat_add(e->sat, 0);
}

static bool each_model(Search *search, const Graph *part, Base base, EachSet each, void *context)
{
    Encoding e = encode(search, part, NULL, base, false, false);
    IdVec set = {0};
    bool done = false;
    for (;;) {
        SatAnswer answer = search_solve(search, e.sat);
        if (answer != SAT_YES) {
            done = answer == SAT_NO;
            break;
        }
        encoding_set(&e, &set);
        if (!each(context, set.at, set.n)) {
            break;
        }
        block(&e, &set, base == BASE_COMPLETE);
    }
    vec_free(&set);
    encoding_close(&e);
    return done;
}

static bool each_preferred(Search *search, const Graph *part, EachSet each, void *context)
{
    Encoding e = encode(search, part, NULL, BASE_ADMISSIBLE, false, false);
    IdVec set = {0};
    uint8_t *yes = mem_zero(part->n, 1);
    bool done = false;
    for (;;) {
        SatAnswer answer = search_solve(search, e.sat);
        if (answer != SAT_YES) {
            done = answer == SAT_NO;
            break;
        }
        if (!maximise(search, &e, e.in, yes, &set) || !each(context, set.at, set.n)) {
            break;
        }
        one_more(&e, 0, e.in, yes); /* the next is no part of this one */
    }
    free(yes);
    vec_free(&set);
    encoding_close(&e);
    return done;
}

static bool each_in_part(Search *search, const Graph *part, Semantics semantics, EachSet each, void *context)
{
    switch (semantics) {
    case SEMANTICS_COMPLETE:
        return each_model(search, part, BASE_COMPLETE, each, context);
    case SEMANTICS_STABLE:
        return each_model(search, part, BASE_STABLE, each, context);
    case SEMANTICS_PREFERRED:
        return each_preferred(search, part, each, context);
    case SEMANTICS_SEMI_STABLE:
        return range_each(search, part, BASE_ADMISSIBLE, each, context);
    default:
        return range_each(search, part, BASE_CONFLICT_FREE, each, context);
    }
}

/* ---- all components ---- */

typedef struct Parts {
    IdVec members, starts; /* by component; `starts` has one more */
} Parts;

static Parts parts_of(const Labelling *labelling)
{
    Parts parts = {0};
    weak_components(labelling->graph, labelling->label, &parts.members, &parts.starts);
    vec_push(&parts.starts, vec_next_id(&parts.members));
    return parts;
}

static void parts_free(Parts *parts)
{
    vec_free(&parts->members);
    vec_free(&parts->starts);
}

static Graph part_graph(const Labelling *labelling, const Parts *parts, size_t i, uint32_t *number)
{
    return graph_part(labelling->graph, parts->members.at + parts->starts.at[i],
                      parts->starts.at[i + 1] - parts->starts.at[i], number);
}

/* Sets one after another: set i is members[starts[i]] … members[starts[i + 1] - 1]. */
typedef struct Family {
    IdVec members, starts;
    const uint32_t *origin; /* argument by member, for the part being enumerated */
} Family;

static bool keep(void *context, const uint32_t *members, size_t count)
{
    Family *family = context;
    for (size_t i = 0; i < count; i++) {
        vec_push(&family->members, family->origin[members[i]]);
    }
    vec_push(&family->starts, vec_next_id(&family->members));
    return true;
}

typedef struct Stream {
    const IdVec *always;
    const uint32_t *origin;
    EachSet each;
    void *context;
    IdVec set;
} Stream;

/* The sets of the last component need not be kept: each is given out with what went before. */
static bool pass(void *context, const uint32_t *members, size_t count)
{
    Stream *s = context;
    vec_clear(&s->set);
    vec_append(&s->set, s->always->at, s->always->n);
    for (size_t i = 0; i < count; i++) {
        vec_push(&s->set, s->origin[members[i]]);
    }
    ids_sort(&s->set);
    return s->each(s->context, s->set.at, s->set.n);
}

/* Every choice of one set from each family, in the order of an odometer. */
static bool combine(Search *search, const Family *families, size_t count, const IdVec *always, EachSet each, void *context)
{
    uint32_t *choice = mem_zero(count, sizeof *choice);
    IdVec set = {0};
    bool go = true, more = true;
    while (go && more) {
        vec_clear(&set);
        vec_append(&set, always->at, always->n);
        for (size_t i = 0; i < count; i++) {
            const Family *f = &families[i];
            uint32_t start = f->starts.at[choice[i]];
            vec_append(&set, f->members.at + start, f->starts.at[choice[i] + 1] - start);
        }
        ids_sort(&set);
        go = each(context, set.at, set.n) && !search_over(search);
        size_t turn = 0;
        while (turn < count && ++choice[turn] == families[turn].starts.n - 1) {
            choice[turn++] = 0;
        }
        more = turn < count;
    }
    free(choice);
    vec_free(&set);
    return go;
}

bool each_extension(Search *search, const Labelling *labelling, Semantics semantics, EachSet each, void *context)
{
    Parts parts = parts_of(labelling);
    size_t count = parts.starts.n - 1;
    IdVec always = {0};
    labelling_accepted(labelling, &always);
    uint32_t *number = graph_numbers(labelling->graph);
    bool done = true, none = false;
    if (count == 1) {
        Graph part = part_graph(labelling, &parts, 0, number);
        Stream stream = {&always, parts.members.at, each, context, {0}};
        done = each_in_part(search, &part, semantics, pass, &stream);
        vec_free(&stream.set);
        graph_free(&part);
    } else {
        Family *families = mem_zero(count, sizeof *families);
        for (size_t i = 0; done && !none && i < count; i++) {
            Graph part = part_graph(labelling, &parts, i, number);
            families[i].origin = parts.members.at + parts.starts.at[i];
            vec_push(&families[i].starts, 0);
            done = each_in_part(search, &part, semantics, keep, &families[i]);
            none = families[i].starts.n == 1;
            graph_free(&part);
        }
        done = done && (none || combine(search, families, count, &always, each, context));
        for (size_t i = 0; i < count; i++) {
            vec_free(&families[i].members);
            vec_free(&families[i].starts);
        }
        free(families);
    }
    free(number);
    vec_free(&always);
    parts_free(&parts);
    return done;
}

static bool tally(void *context, const uint32_t *members, size_t count)
{
    (void)members;
    (void)count;
    mpz_t *number = context;
    mpz_add_ui(*number, *number, 1);
    return true;
}

char *count_extensions(Search *search, const Labelling *labelling, Semantics semantics)
{
    Parts parts = parts_of(labelling);
    uint32_t *number = graph_numbers(labelling->graph);
    mpz_t total, here;
    mpz_init_set_ui(total, 1);
    mpz_init(here);
    bool done = true;
    for (size_t i = 0; done && i + 1 < parts.starts.n && mpz_sgn(total) != 0; i++) {
        Graph part = part_graph(labelling, &parts, i, number);
        mpz_set_ui(here, 0);
        done = each_in_part(search, &part, semantics, tally, &here);
        mpz_mul(total, total, here);
        graph_free(&part);
    }
    char *digits = done ? mpz_get_str(NULL, 10, total) : NULL;
    mpz_clears(total, here, NULL);
    free(number);
    parts_free(&parts);
    return digits;
}
