#include "base/fatal.h"
#include "explain/choices_internal.h"
#include "explain/distances.h"

/* A set of unknown days decides when choices in which its days fall alike never differ in status. Each box with a status stands for all
 * choices of the types that are in it, which are told by limits to how far one day is after another. So a set does not decide when two boxes
 * of different status have choices that agree on it; what such choices do not agree on must be met by any set that decides. The smallest
 * that meets all that was found so far is tried next (implicit hitting sets: Moreno-Centeno and Karp 2013). */

enum { WORK_MOST = 100000000 };

/* limit[a * (n + 1) + b]: the most that day a is after day b; the last one is day 0. All that follows from them is worked in. */
typedef struct Limits {
    Day *limit;
    const DaySpan *box;
    uint32_t status;
} Limits;

typedef struct Deciding {
    Search *s;
    uint32_t day, side; /* unknown days and day 0 */
    VEC(Limits) all;
    Day *shared;    /* scratch: limits of two at once */
    IdVec among;    /* scratch: the days that these are about */
    Day *points[2]; /* the choices that were found last */
    size_t work;
    bool loose; /* choices were found that only seemed to differ in status */
} Deciding;

static void at_most(Day *limit, Day most)
{
    *limit = most < *limit ? most : *limit;
}

/* The days on which an unknown day is ordered among the marks as on some of the span. */
static DaySpan alike(const Bounds *b, DaySpan span)
{
    DaySpan days = b->window;
    for (size_t m = 0; m < b->marks->n; m++) {
        Day mark = b->marks->at[m];
        if (span.lo >= mark - 1) {
            Day least = span.lo > mark ? mark + 1 : span.lo;
            days.lo = least > days.lo ? least : days.lo;
        }
        if (span.hi <= mark) {
            Day most = span.hi < mark - 1 ? mark - 2 : span.hi;
            days.hi = most < days.hi ? most : days.hi;
        }
    }
    return b->fixed ? span : days;
}

/* By how much the one is at least after the other in the box, as far as that matters; DAY_FIRST: that may be anything. */
static Day least_after(const Search *s, const DaySpan *box, uint32_t one, uint32_t other)
{
    if (is_late(box, other)) {
        return DAY_FIRST;
    }
    Day least = timely(s, box, one).lo - box[other].hi;
    return least < -1 ? DAY_FIRST : least > 2 ? 2 : least;
}

static bool may_be_late(const DaySpan *box, uint32_t k)
{
    return box[k].lo == DAY_LATE && box[k].hi != DAY_LATE;
}

static void add_limits(Deciding *d, const Decided *decided)
{
    const Search *s = d->s;
    const DaySpan *box = s->done.at + (size_t)decided->box * s->n;
    uint32_t side = d->side, zero = side - 1;
    Limits made = {mem_new((size_t)side * side, sizeof(Day)), box, decided->status};
    for (size_t i = 0; i < (size_t)side * side; i++) {
        made.limit[i] = i % (side + 1) ? DAY_NONE_AFTER / 4 : 0;
    }
    for (uint32_t k = 0; k < s->n; k++) {
        const Bounds *b = &s->bounds[k];
        DaySpan days = may_be_late(box, k) ? b->window
                       : is_late(box, k)   ? (DaySpan){b->late, b->window.hi}
                                           : alike(b, box[k]);
        made.limit[k * side + zero] = days.hi;
        made.limit[zero * side + k] = -days.lo;
        for (UnknownSet left = b->fixed || box[k].lo == DAY_LATE ? 0 : b->beside; left; left &= left - 1) {
            uint32_t other = (uint32_t)__builtin_ctzll(left);
            Day least = least_after(s, box, k, other);
            if (box[other].lo != DAY_LATE && least != DAY_FIRST) {
                at_most(&made.limit[other * side + k], -least);
            }
        }
    }
    for (size_t i = 0; i < s->pairs.n; i += 2) {
        at_most(&made.limit[s->pairs.at[i] * side + s->pairs.at[i + 1]], 0);
    }
    distances_follow(made.limit, side);
    vec_push(&d->all, made);
}

/* Whether choices of the two can agree on the set. */
static bool agree(Deciding *d, const Day *a, const Day *b, UnknownSet set)
{
    uint32_t side = d->side;
    vec_clear(&d->among);
    for (UnknownSet left = set; left; left &= left - 1) {
        vec_push(&d->among, (uint32_t)__builtin_ctzll(left));
    }
    vec_push(&d->among, side - 1);
    return distances_agree(a, b, side, &d->among, d->shared, &d->work);
}

/* After agree(): the earliest such choice of the one whose limits these are. */
static void extend(const Deciding *d, const Day *limit, Day *point)
{
    size_t n = d->among.n, zero = n - 1;
    for (uint32_t k = 0; k + 1 < d->side; k++) {
        point[k] = -limit[(d->side - 1) * d->side + k];
        for (size_t i = 0; i < zero; i++) {
            Day day = -d->shared[zero * n + i] - limit[d->among.at[i] * d->side + k];
            point[k] = day > point[k] ? day : point[k];
        }
    }
}

/* The limits with one more: day `one` is at most so much after `other`. */
static Day *limited(const Deciding *d, const Day *limit, uint32_t one, uint32_t other, Day most)
{
    uint32_t side = d->side;
    Day *made = mem_new((size_t)side * side, sizeof *made);
    for (uint32_t i = 0; i < side; i++) {
        for (uint32_t j = 0; j < side; j++) {
            Day around = limit[i * side + one] + most + limit[other * side + j];
            made[i * side + j] = around < limit[i * side + j] ? around : limit[i * side + j];
        }
    }
    return made;
}

/* One way to mend a choice: day `one` is at most so much after `other`. */
typedef struct Way {
    uint32_t one, other;
    Day most;
} Way;

enum { WAYS_MOST = 3 };

/* What is to be tried where a choice that meets the limits is not in the box: those that may be late are limited only where they are not.
 * How many ways; 0: the choice is in the box. */
static uint32_t ways_into_box(const Deciding *d, const Limits *of, const Day *point, Way *ways)
{
    const Search *s = d->s;
    uint32_t zero = d->side - 1, n = 0;
    for (uint32_t k = 0; k < s->n && !n; k++) {
        const Bounds *b = &s->bounds[k];
        if (!may_be_late(of->box, k) || point[k] >= b->late) {
            continue;
        }
        DaySpan days = alike(b, timely(s, of->box, k));
        if (point[k] < days.lo || point[k] > days.hi) {
            ways[n++] = (Way){zero, k, -b->late};
            ways[n++] = point[k] > days.hi ? (Way){k, zero, days.hi} : (Way){zero, k, -days.lo};
        }
    }
    for (uint32_t k = 0; k < s->n && !n; k++) {
        bool late = may_be_late(of->box, k);
        for (UnknownSet left = is_late(of->box, k) || (late && point[k] >= s->bounds[k].late) ? 0 : s->bounds[k].beside;
             left && !n; left &= left - 1) {
            uint32_t other = (uint32_t)__builtin_ctzll(left);
            bool other_late = may_be_late(of->box, other);
            Day least = least_after(s, of->box, k, other);
            if ((!late && !other_late) || is_late(of->box, other) || point[other] >= s->bounds[other].late ||
                least == DAY_FIRST || point[k] - point[other] >= least) {
                continue;
            }
            if (late) {
                ways[n++] = (Way){zero, k, -s->bounds[k].late};
            }
            if (other_late) {
                ways[n++] = (Way){zero, other, -s->bounds[other].late};
            }
            ways[n++] = (Way){other, k, -least};
        }
    }
    return n;
}

/* The same where facts contradict each other: what they depend on is to be further apart, or less. */
static uint32_t ways_out_of_contradiction(const Deciding *d, const Day *point, Way *ways)
{
    UnknownSet own = 0;
    if (!choices_contradiction(d->s, point, &own)) {
        return 0;
    }
    uint32_t zero = d->side - 1, one = (uint32_t)__builtin_ctzll(own);
    uint32_t other = own & (own - 1) ? (uint32_t)__builtin_ctzll(own & (own - 1)) : zero;
    Day apart = point[one] - (other == zero ? 0 : point[other]);
    ways[0] = (Way){other, one, -apart - 1};
    ways[1] = (Way){one, other, apart - 1};
    return 2;
}

/* Finds choices in the two boxes that agree on the set and in which no facts contradict each other: d->points. `a` and `b`: the limits so
 * far. */
static bool choose(Deciding *d, const Limits *a, const Limits *b, UnknownSet set, int *left)
{
    d->loose |= --*left < 0;
    if (*left < 0 || !agree(d, a->limit, b->limit, set)) {
        return false;
    }
    const Limits *both[] = {a, b};
    Way ways[WAYS_MOST];
    uint32_t n = 0;
    int which = 2;
    extend(d, a->limit, d->points[0]);
    extend(d, b->limit, d->points[1]);
    for (int i = 0; i < 2 && !n; i++) {
        n = ways_into_box(d, both[i], d->points[i], ways);
        which = i;
    }
    for (int i = 0; i < 2 && !n; i++) {
        n = ways_out_of_contradiction(d, d->points[i], ways);
        which = i;
    }
    bool found = n == 0;
    for (uint32_t i = 0; i < n && !found; i++) {
        Limits more = *both[which];
        more.limit = limited(d, more.limit, ways[i].one, ways[i].other, ways[i].most);
        bool possible = true;
        for (uint32_t k = 0; k < d->side; k++) {
            possible &= more.limit[k * d->side + k] >= 0;
        }
        found = possible && choose(d, which == 0 ? &more : a, which == 1 ? &more : b, set, left);
        free(more.limit);
    }
    return found;
}

/* Whether choices were found that agree on the set and differ in status: d->points. */
static bool differ(Deciding *d, const Limits *a, const Limits *b, UnknownSet set)
{
    int left = 500;
    if (!choose(d, a, b, set, &left)) {
        return false;
    }
    uint32_t first = choices_status_at(d->s, d->day, d->points[0]),
             second = choices_status_at(d->s, d->day, d->points[1]);
    bool differ = first != second && first != NOT_DECIDED && second != NOT_DECIDED;
    d->loose |= !differ;
    return differ;
}

/* The unknown days on which the choices that were found last do not agree. */
static UnknownSet all_apart(const Deciding *d)
{
    UnknownSet set = 0;
    for (uint32_t k = 0; k < d->s->n; k++) {
        set |= d->points[0][k] != d->points[1][k] ? bit(k) : 0;
    }
    return set;
}

/* What any set that decides must meet, when choices of the two were found that agree on the set and differ: the less it is, the more it tells, so
 * they are to agree on more if they can. */
static UnknownSet disagreement(Deciding *d, const Limits *a, const Limits *b, UnknownSet set)
{
    UnknownSet kept = set, found = all_apart(d);
    for (uint32_t k = 0; k < d->s->n; k++) {
        int left = 100;
        if (!(set >> k & 1) && choose(d, a, b, kept | bit(k), &left)) {
            kept |= bit(k);
        }
    }
    return kept != set && differ(d, a, b, kept) ? all_apart(d) : found;
}

static int decides(void *from, UnknownSet set, UnknownSet all, UnknownSet *apart)
{
    Deciding *d = from;
    d->loose = false;
    if (set == all) {
        return 1;
    }
    for (size_t off = 1; off < d->all.n; off++) { /* boxes found one after the other are most alike */
        for (size_t i = off; i < d->all.n; i++) {
            const Limits *a = &d->all.at[i], *b = &d->all.at[i - off];
            if (d->work > WORK_MOST) {
                return -1;
            }
            if (a->status != b->status && differ(d, a, b, set)) {
                *apart = disagreement(d, a, b, set);
                return 0;
            }
        }
    }
    return d->loose ? -1 : 1;
}

/* A set of at most `size` that meets all of the sets. */
static bool hit(const UnknownSets *sets, size_t from, UnknownSet chosen, uint32_t size, UnknownSet *out)
{
    while (from < sets->n && (sets->at[from] & chosen)) {
        from++;
    }
    if (from == sets->n) {
        *out = chosen;
        return true;
    }
    for (UnknownSet left = size ? sets->at[from] : 0; left; left &= left - 1) {
        if (hit(sets, from, chosen | (left & -left), size - 1, out)) {
            return true;
        }
    }
    return false;
}

static int by_size(const void *left, const void *right)
{
    UnknownSet a = *(const UnknownSet *)left, b = *(const UnknownSet *)right;
    int sizes = __builtin_popcountll(a) - __builtin_popcountll(b);
    return sizes ? sizes : (a > b) - (a < b);
}

bool choices_find_smallest(ChoicesDecides *test, void *from, UnknownSet all, UnknownSets *found, UnknownSet *set)
{
    uint32_t size = 0;
    UnknownSet apart;
    int decided = 0;
    do {
        if (found->n) {
            qsort(found->at, found->n, sizeof(UnknownSet), by_size);
        }
        while (!hit(found, 0, 0, size, set)) {
            BUG_UNLESS(size <= (uint32_t)__builtin_popcountll(all));
            size++;
        }
        decided = test(from, *set, all, &apart);
        if (decided == 0) {
            vec_push(found, apart);
        }
    } while (decided == 0);
    return decided > 0;
}

static void open_deciding(Deciding *d)
{
    d->side = d->s->n + 1;
    d->shared = mem_new((size_t)d->side * d->side, sizeof(Day));
    d->points[0] = mem_new(d->side, sizeof(Day));
    d->points[1] = mem_new(d->side, sizeof(Day));
}

static void close_deciding(Deciding *d)
{
    for (size_t i = 0; i < d->all.n; i++) {
        free(d->all.at[i].limit);
    }
    vec_free(&d->all);
    free(d->shared);
    free(d->points[0]);
    free(d->points[1]);
    vec_free(&d->among);
}

bool choices_find_deciding(Search *s, uint32_t day, UnknownSet *dates)
{
    size_t side = s->n + 1;
    if (s->decided[day].n > WORK_MOST / (side * side * side)) {
        return false;
    }
    Deciding d = {.s = s, .day = day};
    open_deciding(&d);
    for (size_t i = 0; i < s->decided[day].n; i++) {
        add_limits(&d, &s->decided[day].at[i]);
    }
    UnknownSets found = {0};
    bool known = choices_find_smallest(decides, &d, all_unknown(s->in), &found, dates);
    vec_free(&found);
    close_deciding(&d);
    return known;
}

int choices_can_agree(Search *s, uint32_t day, uint32_t first, uint32_t second, UnknownSet set)
{
    Deciding d = {.s = s, .day = day};
    open_deciding(&d);
    bool agree = false;
    for (size_t i = 0; i < s->decided[day].n; i++) {
        uint32_t status = s->decided[day].at[i].status;
        if (status == first || status == second) {
            add_limits(&d, &s->decided[day].at[i]);
        }
    }
    for (size_t i = 0; i < d.all.n && !agree; i++) {
        for (size_t k = 0; k < i && !agree && d.work <= WORK_MOST; k++) {
            agree = d.all.at[i].status != d.all.at[k].status && differ(&d, &d.all.at[i], &d.all.at[k], set);
        }
    }
    bool given_up = d.loose || d.work > WORK_MOST;
    close_deciding(&d);
    return agree ? 1 : given_up ? -1 : 0;
}
