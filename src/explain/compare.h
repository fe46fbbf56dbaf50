/* Where two views part, and on what (semantics S7.5 of docs/semantics.md), as data: the answers that differ between them, the items that
 * only one of them has, and for each answer the smallest sets of those items whose exchange lets one view answer as the other. */
#ifndef ARG_EXPLAIN_COMPARE_H
#define ARG_EXPLAIN_COMPARE_H

#include "explain/answers.h"
#include "explain/turning.h"

/* Changes to the view `from` that make it the view `to`. */
typedef struct CompareWay {
    uint32_t from, to;
    Units units;
    Widest widest; /* opened when it is first needed */
    bool sought, open;
    bool limited; /* what `widest` sets when it reaches a limit */
} CompareWay;

typedef struct ComparePair {
    uint32_t one, other;      /* views */
    CompareWay ways[2];       /* from one to other, and back */
    uint32_t agreed;          /* answers, by day, that do not differ */
    uint32_t first, partings; /* in Compare.partings */
} ComparePair;

/* An answer on a day that differs. */
typedef struct Parting {
    uint32_t answers[2]; /* of one and of other: in Answers.list */
    Day day;
    uint8_t way;    /* which of the pair's ways the sets are of: they change that way's `from` */
    uint8_t status; /* of S5.3, or STATUS_EXCLUDED: what they make `from` answer; or, if `loses`, no longer answer */
    bool loses;
    VEC(TreeRange) sets; /* smallest ones, in Compare.ids: units of the way; none: time or work did not suffice */
    uint32_t complete;   /* sets of up to so many were all looked at */
    bool all;            /* these are all smallest sets of their size; else one that nothing can be left out of */
} Parting;

typedef struct CompareRequest {
    const Case *c;
    const Asked *literals; /* as in AnswersRequest */
    size_t count;
    Viewpoint viewpoint;
    uint32_t one, other; /* views; NONE: every pair of positions */
    Day day;
    uint32_t size; /* all sets of up to so many are looked at, until there are some */
    LiteralWriter *write;
    bool written; /* also what the answers are in the case as written */
} CompareRequest;

typedef struct Compare {
    CompareRequest request;
    IdVec views;
    Answers answers; /* for each statement one for each of the views, in their order */
    VEC(ComparePair) pairs;
    VEC(Parting) partings;
    IdVec ids;
    bool complete; /* each parting has sets */
} Compare;

/* False, with diagnostics, when the case cannot be evaluated or a limit was reached. From then on it must not be moved; the caller frees
 * it either way. */
bool compare_find(Compare *compare, const CompareRequest *request, Diagnostics *diags);
void compare_free(Compare *compare);

#endif
