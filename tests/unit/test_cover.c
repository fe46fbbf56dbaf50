/* The covering search, local search, and what stands before it (shapes, dominated arguments), against all subsets, on small random graphs: with and
 * without barred arguments and queries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/map.h"
#include "solve/cover.h"
#include "solve/hybrid.h"
#include "solve/shape.h"
#include "solve/swaps.h"

enum { ROUNDS = 20000, MOST = 8 };

static uint64_t state;

static uint32_t below(uint32_t n)
{
    state += 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash_mix(state) % n);
}

static Graph random_graph(uint32_t *attackers)
{
    uint32_t n = 1 + below(MOST), density = 1 + below(60);
    enum { ANY_KIND, SYMMETRIC, BIPARTITE, ODD_CYCLE } kind = below(6);
    VEC(Attack) attacks = {0};
    memset(attackers, 0, MOST * sizeof *attackers);
    for (uint32_t x = 0; x < n; x++) {
        for (uint32_t y = 0; y < n; y++) {
            bool here = below(100) < density && (x != y || below(3) == 0);
            if (kind == ODD_CYCLE) {
                here = y == (x + 1) % n && n % 2;
            }
            if (here && !(kind == BIPARTITE && (x + y) % 2 == 0) && !(kind == SYMMETRIC && x == y)) {
                vec_push(&attacks, ((Attack){x, y}));
                attackers[y] |= 1u << x;
                if (kind == SYMMETRIC) {
                    vec_push(&attacks, ((Attack){y, x}));
                    attackers[x] |= 1u << y;
                }
            }
        }
    }
    Graph graph = graph_new(n, attacks.at, attacks.n);
    vec_free(&attacks);
    return graph;
}

/* What the set attacks. */
static uint32_t attacked(uint32_t n, const uint32_t *attackers, uint32_t set)
{
    uint32_t out = 0;
    for (uint32_t x = 0; x < n; x++) {
        out |= attackers[x] & set ? 1u << x : 0;
    }
    return out;
}

static bool is_wanted(uint32_t n, const uint32_t *attackers, CoverKind kind, uint32_t set)
{
    uint32_t out = attacked(n, attackers, set), all = (1u << n) - 1, against = 0;
    for (uint32_t x = 0; x < n; x++) {
        against |= set >> x & 1 ? attackers[x] : 0;
    }
    return !(out & set) && (kind == COVER_STABLE ? (out | set) == all : !(against & ~out));
}

/* Of the subsets without barred arguments, and with or without the query, is there one of the kind? */
static bool exists(const Graph *graph, const uint32_t *attackers, CoverKind kind, uint32_t barred, uint32_t query,
                   bool inside)
{
    for (uint32_t set = 0; set < 1u << graph->n; set++) {
        bool fits = query == NONE ? kind == COVER_STABLE || set : (set >> query & 1) == inside;
        if (!(set & barred) && fits && is_wanted(graph->n, attackers, kind, set)) {
            return true;
        }
    }
    return false;
}

static void check_set(const Graph *graph, const uint32_t *attackers, CoverKind kind, uint32_t barred, uint32_t query,
                      bool inside, const IdVec *found)
{
    uint32_t set = 0;
    for (size_t i = 0; i < found->n; i++) {
        set |= 1u << found->at[i];
    }
    assert_true(is_wanted(graph->n, attackers, kind, set));
    assert_int_equal(set & barred, 0);
    assert_true(query == NONE ? kind == COVER_STABLE || set : (set >> query & 1) == inside);
}

static SatAnswer run_cover(const Graph *graph, const uint8_t *barred, CoverKind kind, uint32_t query, bool inside,
                           IdVec *found)
{
    Cover *cover = cover_open(graph, barred, kind);
    if (query != NONE) {
        cover_require(cover, query, inside);
    }
    SatAnswer answer;
    double explored = 0;
    do {
        answer = cover_run(cover, 1 + below(3)); /* in small steps: the search must go on where it was */
        assert_true(cover_explored(cover) >= explored - 1e-9);
        explored = cover_explored(cover);
    } while (answer == SAT_UNKNOWN);
    if (answer == SAT_YES) {
        cover_set(cover, found);
    } else {
        assert_true(explored > 1 - 1e-6 && explored < 1 + 1e-6);
    }
    cover_close(cover);
    return answer;
}

/* Small as these graphs are, local search finds every stable set that there is. */
enum { LOOKS = 1 << 16 };

static bool run_swaps(const Graph *graph, const uint8_t *barred, uint32_t query, bool inside, IdVec *found)
{
    Swaps *swaps = swaps_open(graph, barred, query, inside);
    bool stable = false;
    for (uint32_t looks = 0; !stable && looks < LOOKS; looks += 64) {
        stable = swaps_try(swaps, 64, NULL);
    }
    swaps_set(swaps, found);
    swaps_close(swaps);
    return stable;
}

static void test_all_subsets(void **unused)
{
    (void)unused;
    IdVec found = {0};
    for (uint32_t round = 0; round < ROUNDS; round++) {
        state = round;
        uint32_t attackers[MOST], barred = 0;
        uint8_t bars[MOST] = {0};
        Graph graph = random_graph(attackers);
        for (uint32_t x = 0; x < graph.n; x++) {
            bars[x] = below(8) == 0;
            barred |= (uint32_t)bars[x] << x;
        }
        CoverKind kind = below(2) ? COVER_STABLE : COVER_ADMISSIBLE;
        uint32_t query = below(3) ? below(graph.n) : NONE;
        bool inside = below(4) > 0;
        bool expected = exists(&graph, attackers, kind, barred, query, inside);
        SatAnswer answer = run_cover(&graph, bars, kind, query, inside, &found);
        assert_int_equal(answer, expected ? SAT_YES : SAT_NO);
        if (expected) {
            check_set(&graph, attackers, kind, barred, query, inside, &found);
        }
        if (kind == COVER_STABLE) {
            assert_int_equal(run_swaps(&graph, bars, query, inside, &found), expected);
            if (expected) {
                check_set(&graph, attackers, kind, barred, query, inside, &found);
            }
        }
        if (round % 4 == 0) {
            Search search = {.backend = round % 8 ? SAT_PICOSAT : SAT_CADICAL};
            assert_int_equal(hybrid_find(&search, &graph, bars, kind, query, inside, &found), answer);
            if (expected) {
                check_set(&graph, attackers, kind, barred, query, inside, &found);
            }
        }
        graph_free(&graph);
    }
    vec_free(&found);
}

/* Where every cycle is odd there is one preferred set (Dunne, Bench-Capon 2001): the union of all admissible ones. */
static void test_shapes(void **unused)
{
    (void)unused;
    uint32_t seen[4] = {0};
    for (uint32_t round = 0; round < ROUNDS; round++) {
        state = ROUNDS + round;
        uint32_t attackers[MOST], all = 0;
        uint8_t side[MOST];
        Graph graph = random_graph(attackers);
        Shape shape = shape_of(&graph, side);
        seen[shape]++;
        for (uint32_t set = 0; set < 1u << graph.n; set++) {
            all |= is_wanted(graph.n, attackers, COVER_ADMISSIBLE, set) ? set : 0;
        }
        assert_true(shape != SHAPE_ODD || is_wanted(graph.n, attackers, COVER_ADMISSIBLE, all));
        for (uint32_t x = 0; x < graph.n; x++) {
            for (uint32_t y = 0; y < graph.n; y++) {
                bool attack = attackers[y] >> x & 1;
                assert_true(shape != SHAPE_BIPARTITE || !attack || side[x] != side[y]);
                assert_true(shape != SHAPE_SYMMETRIC || attack == (attackers[x] >> y & 1));
            }
        }
        graph_free(&graph);
    }
    for (size_t i = 0; i < 4; i++) {
        assert_true(seen[i] > ROUNDS / 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes), cmocka_unit_test(test_all_subsets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
