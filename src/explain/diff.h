/* What differs between two states of a case, as data: the answers that changed, the edits, and for each answer the smallest sets of edits
 * that change it so (semantics S7.6 of docs/semantics.md). Found by session/diff.c, which reads the cases in between. */
#ifndef ARG_EXPLAIN_DIFF_H
#define ARG_EXPLAIN_DIFF_H

#include "explain/answers.h"

typedef enum EditKind { EDIT_ADDED, EDIT_REMOVED, EDIT_CHANGED } EditKind;

typedef struct Edit {
    uint8_t kind;
    uint8_t item;      /* ItemKind */
    Str name;          /* of the item; empty where it has none */
    Str label, says;   /* "rule gray", and what it says */
    Str before, after; /* as written; empty where it was not, or is not any more, there */
    uint32_t section;  /* the edit of the section in which it stands afterwards, or NONE */
} Edit;

/* What an answer comes to; `spoken` is false where the case has no such statement at all. */
typedef struct DiffStatus {
    uint8_t status, against;
    bool spoken;
} DiffStatus;

/* Both in Diff.ids. */
typedef struct DiffSet {
    TreeRange edits;
    TreeRange needed; /* further edits that these bring along */
} DiffSet;

typedef struct DiffAnswer {
    Str literal, reads, view;
    Day day; /* the last one stands for a case without days */
    DiffStatus before, after;
    VEC(DiffSet) sets; /* none: not found */
    bool all;          /* all smallest sets; else one that nothing can be left out of */
} DiffAnswer;

typedef struct Diff {
    Arena arena;
    Str title, old_name, new_name;
    VEC(Edit) edits;
    VEC(DiffAnswer) answers; /* those that changed, in the order of the new case's questions */
    size_t same;             /* how many did not */
    IdVec ids;
    bool asked;    /* about statements given, not about the questions of the cases */
    size_t tried;  /* combinations of edits */
    bool complete; /* each changed answer has sets */
} Diff;

#endif
