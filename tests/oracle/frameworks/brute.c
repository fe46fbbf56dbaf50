#include "brute.h"

#include "base/fatal.h"

/* What the definitions of both kinds of framework come down to, by set. */
typedef struct Sets {
    uint32_t n;
    uint16_t attacked[BRUTE_SETS]; /* what the set attacks */
    uint16_t defended[BRUTE_SETS]; /* what the set defends */
} Sets;

static bool subset(uint32_t a, uint32_t b)
{
    return (a & ~b) == 0;
}

/* Keeps in `to` the members of `from` whose measure no other member's measure properly includes. */
static void keep_maximal(const bool *from, const uint16_t *measure, uint32_t sets, bool *to)
{
    for (uint32_t a = 0; a < sets; a++) {
        to[a] = from[a];
        for (uint32_t b = 0; to[a] && b < sets; b++) {
            to[a] = !(from[b] && measure[a] != measure[b] && subset(measure[a], measure[b]));
        }
    }
}

static void find_ideal(const bool *admissible, uint32_t sets, Brute *out)
{
    uint32_t common = sets - 1;
    for (uint32_t a = 0; a < sets; a++) {
        common &= out->is[SEMANTICS_PREFERRED][a] ? a : sets - 1;
    }
    bool within[BRUTE_SETS];
    uint16_t itself[BRUTE_SETS];
    for (uint32_t a = 0; a < sets; a++) {
        within[a] = admissible[a] && subset(a, common);
        itself[a] = (uint16_t)a;
    }
    keep_maximal(within, itself, sets, out->is[SEMANTICS_IDEAL]);
}

static void find_grounded(uint32_t sets, Brute *out)
{
    for (uint32_t a = 0; a < sets; a++) {
        bool least = out->is[SEMANTICS_COMPLETE][a];
        for (uint32_t b = 0; least && b < sets; b++) {
            least = !out->is[SEMANTICS_COMPLETE][b] || subset(a, b);
        }
        out->is[SEMANTICS_GROUNDED][a] = least;
    }
}

static void find_all(const Sets *s, bool ranges, Brute *out)
{
    uint32_t sets = 1u << s->n;
    bool conflict_free[BRUTE_SETS], admissible[BRUTE_SETS];
    uint16_t range[BRUTE_SETS], itself[BRUTE_SETS];
    memset(out->is, 0, sizeof out->is);
    out->n = s->n;
    for (uint32_t a = 0; a < sets; a++) {
        itself[a] = (uint16_t)a;
        range[a] = (uint16_t)(a | s->attacked[a]);
        conflict_free[a] = (a & s->attacked[a]) == 0;
        admissible[a] = conflict_free[a] && subset(a, s->defended[a]);
        out->is[SEMANTICS_COMPLETE][a] = admissible[a] && subset(s->defended[a], a);
        out->is[SEMANTICS_STABLE][a] = conflict_free[a] && range[a] == sets - 1;
    }
    keep_maximal(admissible, itself, sets, out->is[SEMANTICS_PREFERRED]);
    find_grounded(sets, out);
    find_ideal(admissible, sets, out);
    if (ranges) {
        keep_maximal(out->is[SEMANTICS_COMPLETE], range, sets, out->is[SEMANTICS_SEMI_STABLE]);
        keep_maximal(conflict_free, range, sets, out->is[SEMANTICS_STAGE]);
    }
}

void brute_graph(const Graph *graph, Brute *out)
{
    BUG_UNLESS(graph->n <= BRUTE_MOST);
    Sets s = {.n = graph->n};
    uint32_t sets = 1u << s.n;
    for (uint32_t a = 0; a < sets; a++) {
        for (uint32_t x = 0; x < s.n; x++) {
            for (const uint32_t *y = list_begin(&graph->in, x); y < list_end(&graph->in, x); y++) {
                s.attacked[a] |= (uint16_t)((a >> *y & 1) << x);
            }
        }
    }
    for (uint32_t a = 0; a < sets; a++) {
        for (uint32_t x = 0; x < s.n; x++) {
            bool all = true;
            for (const uint32_t *y = list_begin(&graph->in, x); y < list_end(&graph->in, x); y++) {
                all = all && (s.attacked[a] >> *y & 1);
            }
            s.defended[a] |= (uint16_t)(all << x);
        }
    }
    find_all(&s, true, out);
}

/* The atoms that the set derives: over all rules until nothing changes. */
static uint64_t derive(const Framework *f, uint32_t set)
{
    uint64_t derived = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t rule = 0; rule < f->head.n; rule++) {
            bool all = !(derived >> f->head.at[rule] & 1);
            for (uint32_t i = f->body_first.at[rule]; all && i < f->body_first.at[rule + 1]; i++) {
                uint32_t entry = f->body.at[i];
                all = entry & ASSUMED ? set >> (entry & ~ASSUMED) & 1 : derived >> entry & 1;
            }
            if (all) {
                derived |= (uint64_t)1 << f->head.at[rule];
                changed = true;
            }
        }
    }
    return derived;
}

void brute_framework(const Framework *framework, Brute *out)
{
    BUG_UNLESS(framework->contrary.n <= BRUTE_MOST && framework->atoms <= 64);
    Sets s = {.n = (uint32_t)framework->contrary.n};
    uint32_t sets = 1u << s.n;
    for (uint32_t a = 0; a < sets; a++) {
        out->derived[a] = derive(framework, a);
        for (uint32_t x = 0; x < s.n; x++) {
            uint32_t contrary = framework->contrary.at[x];
            bool attacked = contrary != NONE && (out->derived[a] >> contrary & 1);
            s.attacked[a] |= (uint16_t)(attacked << x);
        }
    }
    /* A set defends an assumption if it attacks every set that attacks it. */
    for (uint32_t a = 0; a < sets; a++) {
        uint32_t undefended = 0;
        for (uint32_t b = 0; b < sets; b++) {
            if ((b & s.attacked[a]) == 0) {
                undefended |= s.attacked[b];
            }
        }
        s.defended[a] = (uint16_t)(sets - 1 - undefended);
    }
    find_all(&s, false, out);
}

bool brute_accepts(const Brute *brute, bool assumptions, uint32_t set, uint32_t query)
{
    if (!assumptions) {
        return set >> query & 1;
    }
    return query & ASSUMED ? set >> (query & ~ASSUMED) & 1 : brute->derived[set] >> query & 1;
}

uint32_t brute_count(const Brute *brute, Semantics semantics)
{
    uint32_t count = 0;
    for (uint32_t a = 0; a < 1u << brute->n; a++) {
        count += brute->is[semantics][a];
    }
    return count;
}
