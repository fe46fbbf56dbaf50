/* Which unknown days (S3.6) bear on a literal, and how: what a search over them must tell apart, and what it need not.
 *
 * The order of two unknown days matters only where both bear on something whose status on other days than the one asked about matters:
 * what runs, what held once, what is looked for within a window or on another day, what happens once, and whatever these depend on.
 * Elsewhere each matters only in so far as it is before, on or after the day asked about. */
#ifndef ARG_EXPLAIN_INFLUENCE_H
#define ARG_EXPLAIN_INFLUENCE_H

#include "ground/region.h"

enum { UNKNOWN_MOST = 64 };  /* of one literal; more are too many to search */
typedef uint64_t UnknownSet; /* by number in Influence.unknowns */

/* Of a view: what depends on what, and what any unknown day bears on. */
typedef struct Dependence {
    const Ground *g;
    Edges edges;
    Dependencies deps;
    uint32_t *back_first, *back; /* the other way round */
    uint8_t *touched;            /* by atom: some unknown day bears on it */
    AtomId *joined;              /* by atom: its component (S3.2) */
    uint8_t *joins;              /* by component's atom: something in it joins the days */
    uint8_t *counted; /* by component's atom: its slices count, so that any day of it may be seen: a stretch in it has no
                                  * first day (S3.2), or something that happens once is given on several days (S3.5h) */
} Dependence;

void dependence_open(Dependence *d, const Ground *g);
void dependence_close(Dependence *d);
/* Appends to `atoms`, rising, what a literal's status can depend on: what bears on it; `whole`: its component. */
void dependence_cone(const Dependence *d, AtomId atom, bool whole, IdVec *atoms);

/* Days that follow from an unknown day x: itself, the day after, and those on which a window last sees one of them; or a window that looks at
 * what depends on another, and so on. */
enum { FOLLOWED_MOST = 4 };
typedef struct Follower {
    bool after; /* of x + 1 */
    uint32_t windows;
    const PredicateDetail *window[FOLLOWED_MOST];
} Follower;

typedef struct UnknownDay {
    UnknownId id;
    DaySpan domain;
    UnknownSet meets;    /* those whose order with it matters, without itself */
    UnknownSet compared; /* those that it is compared with */
    DayVec days;         /* the known days whose order with it matters, rising */
    VEC(Follower) followers;
    bool metric;    /* not only the order of days matters, but how far they are apart */
    bool pointwise; /* each of its days is to be told from every other */
    bool dated;     /* it is an end of a period, or a day that is looked at; otherwise it is only compared */
} UnknownDay;

/* Of the atoms of a region. */
typedef struct Influence {
    const Dependence *d;
    Region region;
    VEC(UnknownDay) unknowns;
    UnknownSet *bears;    /* by atom of the region */
    UnknownSet *supports; /* by atom: those of what could be a step to it */
    UnknownSet *own;      /* by instance of the region: what its copies depend on */
    uint8_t *lasting;     /* by atom: whether its status on other days than the one asked about matters */
    uint8_t *shown;       /* by atom: it is lasting, and bears on one that is not */
    UnknownSet ordering;  /* those on which it depends what is stronger than what: to be told apart first */
    DayVec known;         /* all known days of the region, rising */
    bool counted; /* how the days of the component are cut counts: opened strictly, all unknown days are to be told apart first */
    bool too_many;
} Influence;

/* No day stays none. */
Day influence_follow(const Follower *f, Day day);
/* `strictly`: every order matters, for the statuses for which any day of the component is an occasion (S3.2). */
void influence_open(Influence *in, const Dependence *d, const IdVec *atoms, bool strictly);
void influence_close(Influence *in);

#endif
