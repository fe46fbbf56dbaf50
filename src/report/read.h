/* `read`: the case as numbered sentences in the author's order, for somebody who never reads the syntax. It says who says what, and never
 * that something is so: what is undisputed is called that, and everything else is said by somebody. How names and statements
 * read is used and not told; expectations are not told either. */
#ifndef ARG_REPORT_READ_H
#define ARG_REPORT_READ_H

#include "model/case.h"

#include <jansson.h>

typedef struct ReadSentence {
    uint32_t number; /* from 1; 0: the heading of a section or of another file */
    uint32_t item;   /* in Tree.items */
    uint32_t place;  /* private: where the item starts */
    Str text;
} ReadSentence;

typedef struct Reading {
    VEC(ReadSentence) sentences;
    Arena arena;
    uint32_t names, expectations; /* how many items of these kinds are not told */
    bool variables;               /* some sentence speaks of anybody or anything by a variable */
} Reading;

/* The case's tree must still have its clauses. */
void reading_make(Reading *reading, const Case *c, Files *files);
void reading_free(Reading *reading);
void reading_text(Text *out, const Reading *reading, const Case *c, size_t width);
void reading_markdown(Text *out, const Reading *reading, const Case *c);
json_t *reading_json(const Reading *reading, const Case *c, Files *files);

#endif
