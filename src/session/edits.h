/* Private to session/: the edits between two files of a case, and the text of a case with some of them made. */
#ifndef ARG_SESSION_EDITS_H
#define ARG_SESSION_EDITS_H

#include "explain/diff.h"
#include "session/session.h"

/* A place for an item in the texts in between: what stands there before and after, and the edit between the two, or NONE. */
typedef struct Slot {
    Str before, after;
    uint32_t edit;
} Slot;

typedef VEC(Slot) Slots;

/* The edits from the one case to the other, both loaded, into `diff`, with the slots of all their items, also those of libraries. Items are
 * the same when they are of one kind and name, or, without a name, when they are written alike. What cannot bear on an answer is
 * passed over: questions, expectations, burdens, asides. */
void edits_find(Diff *diff, Slots *slots, arguendo_session *before, arguendo_session *after);
/* Adds to the edits made (by number) those without which the case could not be read, or would not say what is meant: added items that they
 * speak of, the section that they stand in, and, of what is removed, whatever speaks of it. */
void edits_close(const Diff *diff, uint8_t *made);
/* The case with these edits made. */
void edits_text(Text *out, const Slots *slots, const uint8_t *made);

#endif
