/* Private to the search over unknown days (choices.h). */
#ifndef ARG_EXPLAIN_CHOICES_INTERNAL_H
#define ARG_EXPLAIN_CHOICES_INTERNAL_H

#include "explain/choices.h"

/* Two facts that contradict each other on any day that both have; `once`: unless both are on one and the same day (S4.9). */
typedef struct Contradiction {
    InstanceId a, b; /* in the whole theory */
    UnknownSet own;
    bool once;
} Contradiction;

/* That a day's status is decided in a box. */
typedef struct Decided {
    uint32_t box, status; /* box: in Search.done, counted in boxes */
} Decided;

/* A box in which some days are still to be decided. */
typedef struct Node {
    uint32_t count; /* how many: the last ones of Search.open */
} Node;

typedef struct Search {
    const ChoicesRequest *request;
    Influence *in;
    Outcome *outcomes; /* by day asked about, like all that follows */
    VEC(Decided) *decided;
    uint32_t n;         /* unknown days */
    DaySpans *allowed;  /* by number: the days that are looked at */
    VEC(DaySpan) boxes; /* the stack: of each node its box, n days each, */
    VEC(Node) nodes;    /* and */
    IdVec open;         /* the days that are still to be decided in it, by their index, rising */
    VEC(DaySpan) done;  /* boxes in which something was decided */
    VEC(Contradiction) contradictions;
    DaySpan *days, *taken; /* by unknown day of the case: the box, and what stands for it */
    IdVec here;            /* the days to be decided in the box at hand */
    UnknownSet *blamed;    /* by the same: what to confine further */
    size_t solved;
} Search;

/* A region that was solved, and what is needed to ask about one of its atoms on one of its days. */
typedef struct Solved {
    Search *s;
    Evaluation *e;
    const DaySpan *box;
    Lists by_head; /* made when first needed */
    uint8_t *seen;
} Solved;

static inline UnknownSet bit(uint32_t number)
{
    return (UnknownSet)1 << number;
}

static inline bool is_point(DaySpan span)
{
    return span.lo == span.hi;
}

/* Whether it does not matter on the day which status in between it is. */
static inline bool is_coarse(const Search *s, Day day)
{
    return !wanted_among(s->request->finer, day, day + 1);
}

/* ---- choices_boxes.c: which days are looked at, and how a box is confined ---- */

/* The days that the unknown day of this number is looked at on. */
void choices_find_allowed(Search *s, uint32_t number);
/* Confines a box to what its days allow one another; false where nothing is left. */
bool choices_tighten(const Search *s, DaySpan *box);
/* Whether all days that the unknown day may be in the box are alike. */
bool choices_is_definite(const Search *s, const DaySpan *box, uint32_t number);
/* The unknown days of which that is not so. */
UnknownSet choices_indefinite(const Search *s, const DaySpan *box);
/* Replaces the box by smaller ones, for the days in Search.here that it does not decide: those for which the same unknown day is to be
 * confined together. */
void choices_split(Search *s, const DaySpan *box);

/* ---- choices_decide.c: what a box decides, and what is to blame where it does not ---- */

void choices_find_contradictions(Search *s);
/* Whether facts contradict each other: 1 however the days fall, 0 not at all, -1 it depends; then what is to blame. */
int choices_contradict(const Search *s, UnknownSet *blamed);
/* The best of the atoms' statuses; EXPECTED_STATUSES, with what is to blame, where it is not decided. */
uint8_t choices_decide(Solved *solved, Day day, UnknownSet *blamed, bool *joined);

#endif
