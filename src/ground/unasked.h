/* Private to ground/: the facts that are not grounded, since nobody asks for them. Registers of a million dated facts are
 * common; a question is about a few of them. Such a fact is of a predicate that only facts say, plainly, that no condition,
 * conflict or declaration speaks of, and that has no meaning of its own: so it bears on nothing else, and what is asked
 * about it is asked by a question, an expectation or directly (Case.asked). One whose arguments nobody who asks about that
 * predicate names is left out. */
#ifndef ARG_GROUND_UNASKED_H
#define ARG_GROUND_UNASKED_H

#include "model/case.h"

typedef struct Unasked {
    const Case *c;
    uint8_t *predicate; /* by predicate: whether it is asked about by name, or needed whole */
    uint8_t *constant;  /* by constant: whether somebody who asks names it */
} Unasked;

void unasked_find(Unasked *unasked, const Case *c);
void unasked_free(Unasked *unasked);
/* Whether the schema is such a fact. */
bool unasked_has(const Unasked *unasked, const Schema *schema);

#endif
