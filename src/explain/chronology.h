/* When what stands changed, and what has a day of its own that bears on it: for chronologies. Data only. */
#ifndef ARG_EXPLAIN_CHRONOLOGY_H
#define ARG_EXPLAIN_CHRONOLOGY_H

#include "explain/answers.h"

/* What happens to an item on the day of a change. */
typedef enum CauseKind {
    CAUSE_BEGINS, /* its period or its force begins */
    CAUSE_ENDS,   /* its period or its force ended the day before */
    CAUSE_BEGAN,  /* what it begins began the day before: from here on counts what has come since (S3.5b) */
    CAUSE_WINDOW, /* a condition of it that looks back over some time sees something no more (S3.4) */
    /* Of one whose period has an unknown end: the day is */
    CAUSE_EARLIEST,     /* the first that it may be, */
    CAUSE_LATEST,       /* the last, */
    CAUSE_PAST,         /* the day after that, */
    CAUSE_POSSIBLE,     /* one before or after which there are some that it cannot be, or */
    CAUSE_PAST_POSSIBLE /* the day after one that it may be */
} CauseKind;

typedef struct Cause {
    ItemId item;
    uint8_t kind;
    UnknownId unknown; /* of those with an unknown end */
} Cause;

/* A day on which an answer becomes another one. */
typedef struct Change {
    Day day;
    uint32_t answer; /* in Answers.list */
    uint32_t period; /* of the answer: the one that starts on the day */
    TreeRange causes; /* in Chronology.causes: those among the items that bear on the literal; none: the day is an occasion to decide a
                       * dispute afresh (S3.2), or what follows from an earlier one */
} Change;

/* An item that bears on some answer and has days of its own: [from, until), or within these where it has an unknown end. */
typedef struct DatedItem {
    uint32_t schema;
    Day from, until;
} DatedItem;

typedef struct Chronology {
    Answers answers;
    VEC(Change) changes; /* by day, then in the order of the answers */
    VEC(Cause) causes;
    VEC(DatedItem) dated; /* by first day, then last, then in the author's order; one for each item */
    bool complete;        /* false: so much bears on the answers that not all causes and dated items were looked for */
} Chronology;

/* As answers_find, for every view unless the request has one. */
bool chronology_find(Chronology *chronology, const AnswersRequest *request, Diagnostics *diags);
/* Leaves only what has a day of the stretch; of the periods also those that end the day before it or start the day after. */
void chronology_keep(Chronology *chronology, DaySpan days);
void chronology_free(Chronology *chronology);

#endif
