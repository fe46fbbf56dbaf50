/* The grounded labels of a framework whose rules and assumptions are switched off and on, brought up to date by what changes.
 *
 * A sentence depends on the bodies of its rules, an assumption on its contrary. Labels are found component by component of mutual
 * dependence, what is depended upon first (the grounded set is directional: Baroni, Giacomin 2007), so a switch touches only what lies
 * behind it, and only as far as labels differ. Nodes are atoms, then assumptions (atoms + id). What is switched off is as if
 * it were not there: an assumption off is out, and attacks nothing. */
#ifndef ARG_SOLVE_RELABEL_H
#define ARG_SOLVE_RELABEL_H

#include "solve/grounded.h"

#include <stdbool.h>

typedef struct Relabel Relabel;

/* Everything on, and labelled. The framework must outlive it; the caller closes it. */
Relabel *relabel_open(const Framework *framework);
void relabel_close(Relabel *relabel);

/* Switches a rule, or ASSUMED | an assumption. Labels stay as they were until relabel_run. */
void relabel_switch(Relabel *relabel, uint32_t element, bool on);
bool relabel_is_on(const Relabel *relabel, uint32_t element);
void relabel_run(Relabel *relabel);

/* Where the history stands; relabel_undo goes back there, switches and labels. */
size_t relabel_mark(const Relabel *relabel);
void relabel_undo(Relabel *relabel, size_t mark);

/* The label of an atom, or of ASSUMED | an assumption. */
uint8_t relabel_label(const Relabel *relabel, uint32_t entry);

/* The label that the atom would have after relabel_run, without making sure of any other: relabel_undo must follow. From one
 * relabel_settle to the next the atom must be the same: where a single sentence is all that carries a change on, what that comes to is
 * remembered; so chains are followed once, not from each of their links. */
uint8_t relabel_look(Relabel *relabel, uint32_t atom);
/* Says that labels as they are now are what relabel_look starts from. */
void relabel_settle(Relabel *relabel);

/* Rules and components looked at so far: a measure of work. */
size_t relabel_work(const Relabel *relabel);

/* Why the atom has its label, as elements (rules, and assumptions with ASSUMED): as long as all of `used` stay on and all of
 * `barred`, which are off, stay off, it keeps being in, or keeps not being in.
 *
 * In: a derivation, and for each of its assumptions an element that is out in every rule for the contrary, and so on. Not in: an element
 * that is not in for every rule, for each assumption among them a derivation of the contrary from what is not out, and so on.
 * Both follow from the grounded set being a least fixpoint: the first is built up in the order in which labels were found, the second is
 * closed under the reasons for staying open. Appended, each once. */
void relabel_reasons(Relabel *relabel, uint32_t atom, IdVec *used, IdVec *barred);

#endif
