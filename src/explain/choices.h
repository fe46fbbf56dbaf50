/* What comes of a literal on some days however the unknown days fall (S3.6): a search over boxes, each of which confines every unknown day
 * to some of the days that it may be. A box whose region decides the status is done; of any other, an unknown day that is to blame is
 * confined further. Days that are ordered alike among all that matters are alike, so only some of each are looked at. */
#ifndef ARG_EXPLAIN_CHOICES_H
#define ARG_EXPLAIN_CHOICES_H

#include "base/budget.h"
#include "explain/evaluate.h"
#include "explain/influence.h"

/* How many regions are solved for one literal before the search gives up. */
enum { CHOICES_MOST = 6000 };

/* What was found for a day. */
typedef struct Outcome {
    uint8_t statuses; /* bit s: status s occurs; none: the unknown days cannot fall so that no facts contradict each other */
    UnknownSet dates; /* a smallest set of unknown days that decides, by number in Influence.unknowns; empty where one status occurs */
    bool unknown; /* the search gave up: other statuses may occur too */
    bool joined; /* something is disputed whose finer status any day of the component bears on: search again, strictly */
} Outcome;

/* Regions that are kept solved, for other literals of the same component; and what came of days, for others that are like them. */
typedef struct ChoicesCache {
    Names boxes; /* what was asked, as bytes -> its number */
    VEC(struct CachedRegion *) regions;
    size_t size;           /* of all of their frameworks */
    Names views;           /* all that the answer for a day follows from, as bytes -> its number, */
    VEC(Outcome) outcomes; /* by which that is kept */
    size_t views_size;     /* bytes */
} ChoicesCache;
void choices_cache_free(ChoicesCache *cache);

typedef struct ChoicesRequest {
    Influence *influence;
    const AtomId *atoms; /* of the region; of several, the best status of any of them is what is asked */
    uint32_t count;
    const Day *days; /* rising */
    uint32_t days_count;
    const Wanted *finer;  /* on other days, what is in between is STATUS_CONTESTED */
    bool strictly;        /* as the influence was opened */
    bool statuses_only;   /* what decides is not asked for */
    const Budget *budget; /* or NULL */
    size_t *left;         /* regions that may still be solved, in all */
    ChoicesCache *cache;  /* or NULL */
    Day *choice; /* by number in Influence.unknowns: set to one way in which the best status occurs on the first of the days; or NULL */
} ChoicesRequest;

/* One outcome for each day. What is solved for one day serves the others as far as it goes. */
void choices_find(const ChoicesRequest *request, Outcome *outcomes);

/* Whether facts contradict each other however the unknown days fall; then the items of a smallest-by-inclusion set of facts that do, rising.
 * False also where the search for a choice gives up. */
bool choices_excluded(Influence *influence, IdVec *facts);

#endif
