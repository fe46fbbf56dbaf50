/* Private to the search over unknown days (choices.h). */
#ifndef ARG_EXPLAIN_CHOICES_INTERNAL_H
#define ARG_EXPLAIN_CHOICES_INTERNAL_H

#include "explain/choices.h"
#include "ground/uncertain.h"

/* Two facts that contradict each other on any day that both have; `once`: unless both are on one and the same day (S4.9). */
typedef struct Contradiction {
    InstanceId a, b; /* in the whole theory */
    UnknownSet own;
    bool once;
} Contradiction;

/* That a day's status, or what is told apart in its place, is decided in a box. */
typedef struct Decided {
    uint32_t box, status; /* box: in Search.done, counted in boxes */
} Decided;

typedef VEC(Decided) DecidedVec;

/* A box in which some days are still to be decided. */
typedef struct Node {
    uint32_t count; /* how many: the last ones of Search.open */
} Node;

/* How an unknown day may move. Two choices of days are of one type when any two unknown days whose order matters, and any such day and any
 * day marked for it, are ordered alike in both: two or more apart, next to one another, or the same. What comes of choices of one type is
 * the same. The later of two days in choices of one type are again one of that type, so each type has one choice that is the latest on all
 * counts, and only that needs to be looked at. */
typedef struct Bounds {
    DaySpan window;      /* the days that it may be, with ends where it has none */
    UnknownSet beside;   /* those whose order with it matters, without itself */
    const DayVec *marks; /* rising */
    bool fixed;          /* how far days are apart matters: each choice is a type of its own */
    Day late;       /* from this day on it does not matter: in boxes DAY_LATE, before all others; or DAY_NONE_AFTER */
    DaySpans later; /* those days */
} Bounds;

/* What some unknown days bring about that anything else can depend on: labels on the day asked about, and what applies on it. */
typedef struct Interface {
    IdVec atoms;     /* of the region */
    IdVec instances; /* in Region.copies */
    Names told;      /* each combination that occurs, as bytes */
} Interface;

typedef struct Search {
    const ChoicesRequest *request;
    Interface *interface; /* which is told apart in place of the status; or NULL */
    Influence *in;
    Outcome *outcomes; /* by day asked about, like all that follows */
    DecidedVec *decided;
    uint32_t n;         /* unknown days */
    Bounds *bounds;     /* by number */
    DaySpans *allowed;  /* by number: the days that are looked at */
    DayVec *marks;      /* by the first number of those that are linked */
    IdVec pairs;        /* numbers: the first is never later than the second */
    VEC(DaySpan) boxes; /* the stack: of each node its box, n days each, */
    VEC(Node) nodes;    /* and */
    IdVec open;         /* the days that are still to be decided in it, by their index, rising */
    DaySpans done;      /* boxes in which something was decided, and for each */
    DayVec points;      /* a choice in it */
    VEC(Contradiction) contradictions;
    DaySpan *days, *taken; /* by unknown day of the case: the box, and what stands for it */
    IdVec here;            /* the days to be decided in the box at hand */
    UnknownSet *blamed;    /* by the same: what to confine further */
    UnknownSet *timeless;  /* by the same: of these, what is to be late or not before anything else */
    size_t solved;
} Search;

/* A region that was solved, and what is needed to ask about one of its atoms on one of its days. */
typedef struct Solved {
    Search *s;
    Evaluation *e;
    const DaySpan *box;
    Lists by_head; /* made when first needed */
    uint8_t *seen;
    int8_t exact; /* whether nothing in it turns on unknown days any more: 1 or -1; 0: not found yet */
} Solved;

static inline UnknownSet bit(uint32_t number)
{
    return (UnknownSet)1 << number;
}

static inline UnknownSet all_unknown(const Influence *in)
{
    return in->unknowns.n == UNKNOWN_MOST ? ~(UnknownSet)0 : bit((uint32_t)in->unknowns.n) - 1;
}

/* Without what may also be late. */
static inline DaySpan timely(const Search *s, const DaySpan *box, uint32_t number)
{
    return box[number].lo == DAY_LATE ? (DaySpan){s->bounds[number].window.lo, box[number].hi} : box[number];
}

static inline bool is_late(const DaySpan *box, uint32_t number)
{
    return box[number].hi == DAY_LATE;
}

static inline bool is_point(DaySpan span)
{
    return span.lo == span.hi;
}

#define NOT_DECIDED UINT32_MAX

/* Whether it does not matter on the day which status in between it is. */
static inline bool is_coarse(const Search *s, Day day)
{
    return !wanted_among(s->request->finer, day, day + 1);
}

/* Whether the atom is one of those asked about. */
static inline bool choices_ask(const Search *s, AtomId atom)
{
    bool asked = false;
    for (uint32_t i = 0; i < s->request->count; i++) {
        asked |= s->request->atoms[i] == atom;
    }
    return asked;
}

/* The number of an unknown day of the case, or NONE. */
static inline uint32_t choices_number(const Influence *in, UnknownId id)
{
    uint32_t k = 0;
    while (k < in->unknowns.n && in->unknowns.at[k].id != id) {
        k++;
    }
    return k < in->unknowns.n ? k : NONE;
}

/* Whether only the day asked about bears on which status in between anything asked about is (S3.2). */
static inline bool choices_are_alone(const Search *s)
{
    const Influence *in = s->in;
    bool alone = true;
    for (uint32_t i = 0; i < s->request->count; i++) {
        alone &= !in->d->joins[in->d->joined[in->region.atoms.at[s->request->atoms[i]]]];
    }
    return alone;
}

/* ---- choices_days.c: which days are looked at ---- */

/* Finds the bounds of all unknown days, and the days on which they are looked at. */
void choices_open_boxes(Search *s);
void choices_close_boxes(Search *s);
/* Those whose order is linked to that of the first, directly or not. */
UnknownSet choices_linked(const Search *s, uint32_t first);
/* The days that the unknown day may be, rising. */
const DaySpan *choices_spans(const Search *s, uint32_t number, uint32_t *count);
/* Adds the known days whose order with any of the set matters, the set's own aside, and sorts. */
void choices_add_marks(const Search *s, UnknownSet set, DayVec *marks);

/* ---- choices_boxes.c: how a box is confined ---- */

/* The index of the first of the days, which rise, that is on the day or after it. */
size_t choices_first_from(const DayVec *days, Day day);
/* Confines a box to what its days allow one another; false where nothing is left. */
bool choices_tighten(const Search *s, DaySpan *box);
/* Whether all days that the unknown day may be in the box are alike. */
bool choices_is_definite(const Search *s, const DaySpan *box, uint32_t number);
/* The unknown days of which that is not so. */
UnknownSet choices_indefinite(const Search *s, const DaySpan *box);
/* Those of the set that may bring a change day after `from` and before `until`. */
UnknownSet choices_cutting(const Search *s, const DaySpan *box, UnknownSet set, Day from, Day until);
/* Replaces the box by smaller ones, for the days in Search.here that it does not decide: those for which the same unknown day is to be
 * confined together. */
void choices_split(Search *s, const DaySpan *box);
/* Which of the blamed unknown days, not all of which are known in the box, to confine for a day. */
uint32_t choices_blame(const Search *s, const DaySpan *box, Day day, UnknownSet blamed);

/* ---- choices_decide.c: what a box decides, and what is to blame where it does not ---- */

/* Those that are not excluded however the days fall; before choices_open_boxes, for where their days lie matters. */
void choices_find_contradictions(Search *s);
/* Whether facts contradict each other: 1 however the days fall, 0 not at all, -1 it depends. */
int choices_contradict(const Search *s);
/* Leaves out first and last days that an unknown day cannot fall on beside one that is known in the box; whether there were any. Changes
 * s->days. */
bool choices_exclude(Search *s, DaySpan *box);
/* Whether they do where the unknown days fall so; two that do depend on `own`. Changes s->days. */
bool choices_contradiction(Search *s, const Day *point, UnknownSet *own);
/* A choice in the box (s->days) in which no facts contradict each other: 1 with the choice, 0 there is none among the days that are looked
 * at, -1 the search for it gave up. */
int choices_find_point(Search *s, const DaySpan *box, Day *point);
/* The best of the atoms' statuses; EXPECTED_STATUSES, with what is to blame, where it is not decided. */
uint8_t choices_decide(Solved *solved, Day day, UnknownSet *blamed, UnknownSet *timeless, bool *joined);
/* The number of what Search.interface shows; NOT_DECIDED likewise. */
uint32_t choices_tell(Solved *solved, Day day, UnknownSet *blamed, UnknownSet *timeless);

/* ---- choices_turns.c ---- */

/* Answers where only facts bear on the atoms that each begin something, by one of which all others end: without a search over boxes. False:
 * something else bears on them, or it is not found in this way. */
bool choices_take_turns(const ChoicesRequest *request, Outcome *outcomes);

/* ---- choices_alike.c ---- */

/* Answers where many of the days asked about are alike, by choices_find of one of each kind. False: too few are. */
bool choices_take_alike(const ChoicesRequest *request, Outcome *outcomes);

/* ---- choices_parts.c ---- */

/* Answers for one day where the unknown days fall into sets between which order does not matter: each is searched by itself. False: they do
 * not, or it is not found in this way. */
bool choices_take_parts(const ChoicesRequest *request, Outcome *outcome);
/* The same where each is one unknown day. */
bool choices_take_single_parts(const ChoicesRequest *request, Outcome *outcome);

/* ---- choices_orders.c ---- */

/* Answers for one day where only how far days are apart matters: a search over that instead of boxes. False: other things do, or it is not
 * found in this way. */
bool choices_take_orders(const ChoicesRequest *request, Outcome *outcome);

/* ---- choices_deciding.c ---- */

typedef VEC(UnknownSet) UnknownSets;

/* Whether the set of unknown days decides: 1 or 0, and what choices that agree on the set and differ in status do not agree on; -1: that
 * could not be found. `all`: all unknown days. */
typedef int ChoicesDecides(void *from, UnknownSet set, UnknownSet all, UnknownSet *apart);
/* A smallest set that decides; false when that could not be found. `found`: what any that does must meet, as far as it is known; more is
 * added. */
bool choices_find_smallest(ChoicesDecides *test, void *from, UnknownSet all, UnknownSets *found, UnknownSet *set);

/* Of a day on which several statuses occur: a smallest set of unknown days that decides which; false when that could not be found. */
bool choices_find_deciding(Search *s, uint32_t day, UnknownSet *dates);
/* Whether choices of two different statuses can agree on the set: 1, 0, or -1 where that could not be found. */
int choices_can_agree(Search *s, uint32_t day, uint32_t first, uint32_t second, UnknownSet set);

/* ---- choices.c ---- */

/* A search over the days asked about; the first box is Search.boxes, if there is any choice. */
void choices_open(Search *s);
void choices_close(Search *s);
/* Looks at boxes until all is decided, or so many regions were solved: then outcomes are unknown. */
void choices_run(Search *s, size_t most);
/* Takes the box for what is known of the unknown days. */
void choices_take(Search *s, const DaySpan *box);
/* The region of the box that was taken: solved before, or now. `own` is then used where it cannot be kept. NULL: a limit was reached. */
Evaluation *choices_solve(Search *s, Evaluation *own);
void choices_close_solved(Solved *solved, Evaluation *own);
/* What is decided on a day asked about where the unknown days fall so; NOT_DECIDED where they cannot, or a limit was reached. */
uint32_t choices_status_at(Search *s, uint32_t day, const Day *point);

#endif
