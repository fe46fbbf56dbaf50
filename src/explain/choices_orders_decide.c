#include "explain/choices_orders.h"

/* Which unknown days decide, where it only matters how far they are apart: a set of them does not where choices that agree on it are in two
 * leaves of different status. A leaf is taken to pieces in each of which one way of each alternative is chosen: then what is left is limits
 * to pairs of days, what they leave to some of the days is said by the limits between these, and few of those differ. A leaf that would
 * go to too many pieces is kept whole. */

/* Some choices of a leaf, or all of them. */
typedef struct Piece {
    Distances distances; /* that is not whole: without alternatives */
    uint8_t status;
} Piece;

typedef VEC(Piece) Pieces;

typedef struct Deciding {
    Orders *o;
    Pieces pieces;
    IdVec among; /* scratch: the days on which choices are to agree, and day 0 */
    Day *shared; /* scratch: limits of two at once */
} Deciding;

/* ---- pieces ---- */

/* Adds those of what meets these; false where that takes too many trials. */
static bool add_pieces(Pieces *pieces, const Distances *from, uint8_t status, size_t *trials)
{
    Distances rest;
    if (!*trials) {
        return false;
    }
    --*trials;
    distances_copy(&rest, from);
    bool good = true;
    if (!distances_settle(&rest)) {
        distances_free(&rest);
    } else if (!rest.ends.n) {
        vec_push(pieces, ((Piece){rest, status}));
    } else {
        for (uint32_t i = 0; i < rest.ends.at[0] && good; i++) {
            Distances one;
            distances_copy(&one, &rest);
            good = !distances_limit(&one, rest.ways.at[i]) || add_pieces(pieces, &one, status, trials);
            distances_free(&one);
        }
        distances_free(&rest);
    }
    return good;
}

static void add_leaf(Deciding *d, const Leaf *leaf)
{
    enum { TRIALS = 60 };
    size_t before = d->pieces.n, trials = TRIALS, side = leaf->distances.side;
    bool good = d->pieces.n < ORDERS_CELLS_MOST / (side * side) &&
                add_pieces(&d->pieces, &leaf->distances, leaf->status, &trials);
    d->o->work += (TRIALS - trials) * side * side;
    if (!good) {
        while (d->pieces.n > before) {
            distances_free(&vec_pop(&d->pieces).distances);
        }
        vec_push(&d->pieces, ((Piece){.status = leaf->status}));
        distances_copy(&vec_last(&d->pieces).distances, &leaf->distances);
    }
}

/* Only when they are needed: some days may be found to decide at once. */
static void need_pieces(Deciding *d)
{
    size_t side = d->o->s.n + 1;
    if (!d->shared) {
        d->shared = mem_new(side * side, sizeof(Day));
        for (size_t i = 0; i < d->o->leaves.n; i++) {
            add_leaf(d, &d->o->leaves.at[i]);
        }
    }
}

static void close_deciding(Deciding *d)
{
    for (size_t i = 0; i < d->pieces.n; i++) {
        distances_free(&d->pieces.at[i].distances);
    }
    vec_free(&d->pieces);
    vec_free(&d->among);
    free(d->shared);
}

static void name_among(Deciding *d, UnknownSet set)
{
    vec_clear(&d->among);
    for (UnknownSet left = set; left; left &= left - 1) {
        vec_push(&d->among, (uint32_t)__builtin_ctzll(left));
    }
    vec_push(&d->among, d->o->s.n);
}

/* Whether choices of the two can agree on what is named, alternatives and all. */
static bool whole_agree(Deciding *d, const Distances *a, const Distances *b)
{
    Orders *o = d->o;
    uint32_t n = o->s.n, side = n + 1, more = 0,
             place[UNKNOWN_MOST + 1]; /* of the days of the other, which are the same where named */
    for (uint32_t k = 0; k < n; k++) {
        place[k] = ids_contain(&d->among, k) ? k : n + more++;
    }
    Distances both;
    distances_open(&both, n + more);
    place[n] = both.side - 1;
    for (uint32_t i = 0; i < side; i++) {
        for (uint32_t j = 0; j < side; j++) {
            Day *first = &both.most[(i == n ? place[n] : i) * both.side + (j == n ? place[n] : j)];
            *first = a->most[i * side + j] < *first ? a->most[i * side + j] : *first;
            Day *second = &both.most[place[i] * both.side + place[j]];
            *second = b->most[i * side + j] < *second ? b->most[i * side + j] : *second;
        }
    }
    o->work += (size_t)both.side * both.side * both.side;
    bool good = distances_follow(both.most, both.side);
    const Distances *const from[] = {a, b};
    for (int k = 0; k < 2; k++) {
        Aparts ways = {0};
        uint32_t first = 0;
        for (size_t e = 0; e < from[k]->ends.n; e++) {
            vec_clear(&ways);
            for (; first < from[k]->ends.at[e]; first++) {
                Apart way = from[k]->ways.at[first];
                uint32_t one = way.one == n ? place[n] : k ? place[way.one] : way.one;
                uint32_t other = way.other == n ? place[n] : k ? place[way.other] : way.other;
                vec_push(&ways, ((Apart){one, other, way.least, way.most}));
            }
            distances_either(&both, ways.at, ways.n);
        }
        vec_free(&ways);
    }
    size_t steps = ORDERS_STEPS_MOST;
    int found = good ? distances_solve(&both, NULL, &steps) : 0;
    o->work += (ORDERS_STEPS_MOST - steps) * both.side * both.side;
    o->spent |= found < 0 || o->work > ORDERS_WORK_MOST;
    distances_free(&both);
    return found > 0;
}

static bool agree(Deciding *d, const Piece *a, const Piece *b)
{
    return distances_agree(a->distances.most, b->distances.most, d->o->s.n + 1, &d->among, d->shared, &d->o->work) &&
           (!(a->distances.ends.n + b->distances.ends.n) || whole_agree(d, &a->distances, &b->distances));
}

/* Pieces of different status, found one soon after the other and so mostly much alike, whose choices can agree on what is named. */
static bool find_near(Deciding *d, const Piece **a, const Piece **b)
{
    enum { NEAR = 3 };
    for (size_t off = 1; off <= NEAR; off++) {
        for (size_t i = off; i < d->pieces.n; i++) {
            *a = &d->pieces.at[i];
            *b = &d->pieces.at[i - off];
            if ((*a)->status != (*b)->status && agree(d, *a, *b)) {
                return true;
            }
        }
    }
    return false;
}

/* The same of all. What pieces leave to the days that are named is mostly the same for many of them. */
static bool find_any(Deciding *d, const Piece **a, const Piece **b)
{
    Names told = {0};
    VEC(const Piece *) first = {0}; /* by what is told */
    size_t n = d->among.n, side = d->o->s.n + 1;
    Day *key = mem_zero(n * n + 2, sizeof *key);
    for (size_t i = 0; i < d->pieces.n; i++) {
        for (size_t j = 0; j < n * n; j++) {
            key[j] = d->pieces.at[i].distances.most[d->among.at[j / n] * side + d->among.at[j % n]];
        }
        key[n * n] = d->pieces.at[i].status;
        key[n * n + 1] = d->pieces.at[i].distances.ends.n ? (Day)i + 1 : 0;
        if (names_add(&told, (Str){(const char *)key, (n * n + 2) * sizeof *key}) == first.n) {
            vec_push(&first, &d->pieces.at[i]);
        }
    }
    d->o->work += d->pieces.n * n * n;
    bool found = false;
    for (size_t i = 0; i < first.n && !found && d->o->work < ORDERS_WORK_MOST; i++) {
        for (size_t k = 0; k < i && !found; k++) {
            *a = first.at[i];
            *b = first.at[k];
            found = (*a)->status != (*b)->status && agree(d, *a, *b);
        }
    }
    d->o->spent |= !found && d->o->work >= ORDERS_WORK_MOST;
    names_free(&told);
    vec_free(&first);
    free(key);
    return found;
}

static int decides(void *from, UnknownSet set, UnknownSet all, UnknownSet *apart)
{
    Deciding *d = from;
    const Piece *a, *b;
    if (set == all) {
        return 1;
    }
    need_pieces(d);
    name_among(d, set);
    if (!find_near(d, &a, &b) && !find_any(d, &a, &b)) {
        return d->o->spent ? -1 : 1;
    }
    UnknownSet kept = set;
    for (UnknownSet left = all & ~set; left; left &= left - 1) {
        name_among(d, kept | (left & -left));
        kept |= agree(d, a, b) ? left & -left : 0;
    }
    *apart = all & ~kept;
    return 0;
}

/* ---- days that each decide alone ---- */

/* The unknown days of which one would have to be another day for these days to meet the limits; alternatives aside. */
static UnknownSet to_be_moved(const Distances *d, const Day *days, UnknownSet among)
{
    uint32_t zero = d->side - 1;
    for (uint32_t i = 0; i < d->side && among; i++) {
        for (uint32_t k = 0; k < d->side; k++) {
            if ((i == zero ? 0 : days[i]) - (k == zero ? 0 : days[k]) > d->most[i * d->side + k]) {
                among &= (i == zero ? 0 : bit(i)) | (k == zero ? 0 : bit(k));
            }
        }
    }
    return among;
}

/* Whether the days meet the limits where that one is the first or the last day that these leave it. */
static bool meet_when_moved(const Distances *d, Day *days, uint32_t number)
{
    uint32_t zero = d->side - 1;
    Day lo = -d->most[zero * d->side + number], hi = d->most[number * d->side + zero], before = days[number];
    for (uint32_t k = 0; k < zero; k++) {
        Day least = days[k] - d->most[k * d->side + number], most = days[k] + d->most[number * d->side + k];
        lo = k != number && least > lo ? least : lo;
        hi = k != number && most < hi ? most : hi;
    }
    bool met = false;
    for (int last = 0; last < 2 && lo <= hi && !met; last++) {
        days[number] = last ? hi : lo;
        met = distances_meet(d, days);
    }
    days[number] = before;
    return met;
}

/* Some of the unknown days that any set which decides must have: a choice of one leaf, with another day in that place alone, is in one of
 * another status. */
static UnknownSet find_indispensable(const Orders *o)
{
    enum { PAIRS = 3000 };
    UnknownSet all = all_unknown(o->s.in), found = 0;
    size_t pairs = 0;
    for (size_t off = 1; off < o->leaves.n; off++) {
        for (size_t i = 0; i < o->leaves.n && found != all && pairs < PAIRS; i++) {
            const Leaf *from = &o->leaves.at[i], *to = &o->leaves.at[(i + off) % o->leaves.n];
            if (from->status == to->status) {
                continue;
            }
            pairs++;
            for (UnknownSet left = to_be_moved(&to->distances, from->days, all & ~found); left; left &= left - 1) {
                uint32_t k = (uint32_t)__builtin_ctzll(left);
                found |= meet_when_moved(&to->distances, from->days, k) ? bit(k) : 0;
            }
        }
    }
    return found;
}

bool orders_find_dates(Orders *o, UnknownSet *dates)
{
    Deciding d = {.o = o};
    UnknownSets found = {0};
    for (UnknownSet left = find_indispensable(o); left; left &= left - 1) {
        vec_push(&found, left & -left);
    }
    bool known = choices_find_smallest(decides, &d, all_unknown(o->s.in), &found, dates);
    vec_free(&found);
    close_deciding(&d);
    return known;
}
