/* Private to model/: helps that take some looking around. */
#ifndef ARG_MODEL_ADVICE_H
#define ARG_MODEL_ADVICE_H

#include "model/builder.h"

/* Which variable is meant by one that nothing binds: one whose name is near, or the only one that occurs once. */
void advise_variable(Builder *b, Diag *diag, uint32_t unbound);
/* Which of a predicate's places (NONE: none) is meant by a word of its reading; `span` is the word's, empty when it is not known. */
void advise_place(Builder *b, Diag *diag, Str word, Span span, const Symbol *places, size_t count);
/* Which of these symbols (NONE: none) is meant by a name: the only one, or the nearest. False when none is. */
bool advise_nearest_of(Builder *b, Diag *diag, Symbol name, Span span, const Symbol *symbols, size_t count);
/* The name that is meant by the first variable of an item that has none to be about. */
void advise_name_for_variable(Builder *b, Diag *diag);
/* `rule` in place of the item's `always rule`. */
void advise_plain_rule(Builder *b, Diag *diag, const TreeItem *item);
/* E0102: what a fact or claim says to begin already speaks of a beginning or an end. */
void advise_begun_twice(Builder *b, const TreeItem *item);
/* The keyword `meant` for that of the clause in which a name of another kind stands, where it names nothing else and the item at
 * hand has no such clause yet. False when that is not so. */
bool advise_other_clause(Builder *b, Diag *diag, Span name, ClauseKind meant);
/* Leaves an entry out of a clause that lists names; the whole clause with its only one. */
void advise_leaving_out(Builder *b, Diag *diag, const TreeClause *clause, uint32_t entry);
/* Reports every use of a predicate that has not the usual number of places. */
void advise_arity(Builder *b, Symbol name);

#endif
