/* A part of a view by itself, in which the unknown days are confined to some of the days that they may be (S3.6).
 *
 * What depends on an unknown day is there in up to three copies: on the days on which it surely applies, and on those before and after
 * on which it may. The latter have one condition more, Theory.maybe, which the grounded set leaves open. So a region is grounded and
 * solved like any view, and what is then decided is decided however the days fall (see emit.c); where every unknown day is taken to
 * be one day, nothing is left open that would not be. */
#ifndef ARG_GROUND_REGION_H
#define ARG_GROUND_REGION_H

#include "ground/dependencies.h"
#include "ground/ground.h"

typedef struct RegionCopies {
    InstanceId whole;                 /* in the whole theory */
    InstanceId surely, before, after; /* in the part */
} RegionCopies;

typedef struct Region {
    const Ground *whole;
    Theory theory; /* of the part */
    bool limited;
    IdVec atoms;     /* by atom of the part: in the whole; NONE for Theory.maybe */
    Map number;      /* the other way */
    IdVec instances; /* by instance of the part: in the whole; NONE for that of Theory.maybe */
    VEC(RegionCopies) copies;
    IdVec looks;                /* the instances of the part that look at an unknown day */
    uint32_t *use_first, *uses; /* instances by atom of their body */
    uint8_t *fuzzy;             /* by atom */
    IdVec stack;
} Region;

/* Of these atoms of the whole, rising; whatever they depend on must be among them. The whole must outlive it. */
void region_open(Region *region, const Ground *whole, const IdVec *atoms);
void region_close(Region *region);
/* Grounds it where the unknown days are within `days`, and taken to be within `taken` where periods are concerned (both by unknown
 * day). False when the limit was reached. The ground is to be freed before the region's next call. */
bool region_ground(Region *region, const DaySpan *days, const DaySpan *taken, Ground *ground);
/* What region_ground made of the unknown days, so that its ground can be kept while others are made. */
typedef struct RegionState {
    Stretched *days;  /* by instance */
    DaySpan *unknown; /* by unknown day */
    uint8_t *fuzzy;   /* by atom */
} RegionState;
/* After region_ground: the ground from now on goes with the state, which the caller frees after it. */
RegionState region_keep(const Region *region, Ground *ground);
/* As though that ground had just been made. */
void region_restore(Region *region, const RegionState *state);
void region_state_free(RegionState *state);
/* Whether the atom (of the part) is possible on the day however the unknown days fall; after region_ground. */
bool region_surely_possible(Region *region, AtomId atom, Day day);

/* What comes of a region on one day, given what holds on it of some atoms: those whose other days matter, and all that these depend on.
 * What is in force on the day only for some choices of the unknown days has a condition of its own: a framework atom, a guard, that no
 * rule derives, as none derives what is given. */
typedef struct RegionDay {
    Theory theory; /* with the region's atoms */
    bool limited;
    Ground ground; /* without days: the framework's first atoms are those of the region */
    IdVec copies;  /* in Region.copies: what has a guard, */
    IdVec guards;  /* and which */
} RegionDay;

/* `given`: by atom of the region. False when it cannot be grounded so; to be closed either way, before the region. */
bool region_day_open(RegionDay *d, const Region *region, const uint8_t *given, Day day);
void region_day_close(RegionDay *d);

#endif
