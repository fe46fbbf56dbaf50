/* Edit distance with swaps of neighbours ("optimal string alignment", Damerau 1964), by code points. */
#include "source/diagnostics.h"

enum { LONGEST = 48 };

typedef struct Points {
    uint32_t at[LONGEST];
    unsigned n;
} Points;

/* The code points of valid UTF-8; false when there are too many to be worth comparing. */
static bool points_of(Str word, Points *points)
{
    points->n = 0;
    for (size_t i = 0; i < word.len; i++) {
        unsigned char byte = (unsigned char)word.ptr[i];
        if ((byte & 0xc0) == 0x80 && points->n) {
            points->at[points->n - 1] = points->at[points->n - 1] << 6 | (byte & 0x3f);
        } else if (points->n == LONGEST) {
            return false;
        } else {
            points->at[points->n++] = byte;
        }
    }
    return true;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The distance, or something above `limit` when it is above that. */
static unsigned distance(const Points *a, const Points *b, unsigned limit)
{
    unsigned rows[3][LONGEST + 1];
    for (unsigned j = 0; j <= b->n; j++) {
        rows[0][j] = j;
    }
    for (unsigned i = 1; i <= a->n; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        unsigned best = row[0] = i;
        for (unsigned j = 1; j <= b->n; j++) {
            unsigned same = a->at[i - 1] == b->at[j - 1] ? 0 : 1;
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + same);
            if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1]) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
            best = least(best, row[j]);
        }
        if (best > limit) {
            return best;
        }
    }
    return rows[a->n % 3][b->n];
}

unsigned word_distance(Str a, Str b)
{
    Points left, right;
    return points_of(a, &left) && points_of(b, &right) ? distance(&left, &right, LONGEST) : 2 * LONGEST;
}

uint32_t nearest_word(Str word, const Str *candidates, size_t count)
{
    Points wanted, candidate;
    if (!points_of(word, &wanted) || wanted.n < 2) {
        return NONE;
    }
    /* One slip in a short word, two in a longer one: more would be guessing. */
    unsigned limit = wanted.n < 5 ? 1 : wanted.n < 10 ? 2 : 3;
    uint32_t nearest = NONE;
    for (size_t i = 0; i < count; i++) {
        size_t len = candidates[i].len;
        if (len + limit < wanted.n || len > 4 * ((size_t)wanted.n + limit) || !points_of(candidates[i], &candidate)) {
            continue;
        }
        unsigned gap = candidate.n > wanted.n ? candidate.n - wanted.n : wanted.n - candidate.n;
        if (gap > limit || candidate.n < 2) {
            continue;
        }
        unsigned found = distance(&wanted, &candidate, limit);
        if (found <= limit) {
            nearest = (uint32_t)i;
            if (found == 0) {
                break;
            }
            limit = found - 1; /* the first of equally near ones stays */
        }
    }
    return nearest;
}
