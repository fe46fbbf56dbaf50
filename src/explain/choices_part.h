/* Private to the search over unknown days (choices.h): a set of unknown days whose order with any other does not matter, and what they can
 * bring about that anything else depends on. */
#ifndef ARG_EXPLAIN_CHOICES_PART_H
#define ARG_EXPLAIN_CHOICES_PART_H

#include "explain/choices_internal.h"

#define FREE 0xffu /* what a part brings about is not decided */

typedef struct Part {
    UnknownSet set;
    Interface interface;
    bool opened;
    Influence influence; /* of what it shows alone, where all of its days are in it; else that of the whole is used */
    bool apart;
    Interface shown; /* the interface there */
    ChoicesRequest request;
    Outcome outcome;
    Search search;
    uint8_t place[UNKNOWN_MOST]; /* by number in the whole: its number there, or FREE */
    IdVec first; /* by what it brings about: the first box, in Search.decided; NONE: only where facts exclude it */
    Names asked; /* two of these, with some of its days, as bytes, */
    Map agreed;  /* -> whether choices of both can agree on them: 1 or 0 */
} Part;

/* Finds what the part can bring about on the day that the whole search asks about; false where that was given up. */
bool part_open(Part *part, const Search *all);
/* The choice that stands for what the part brings about, by the numbers in Part.place. */
const Day *part_point(const Part *part, uint8_t brought);
/* Whether choices that bring about the one and the other can agree on the set; `spent` is set where that could not be found. */
bool part_can_agree(Part *part, uint8_t a, uint8_t b, UnknownSet set, bool *spent);
void part_close(Part *part);
/* Tells what no unknown day bears on, on the day that is asked about: the first of fixed->told. False where that was given up. */
bool part_find_fixed(Search *s, Interface *fixed, const DaySpan *root);

#endif
