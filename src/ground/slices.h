/* Private to ground/: cutting the days of atoms into slices. */
#ifndef ARG_GROUND_SLICES_H
#define ARG_GROUND_SLICES_H

#include "ground/dependencies.h"

typedef struct Slicer {
    Timeline *line;
    const Theory *t;
    DayVec days; /* scratch */
} Slicer;

/* Gives every atom its slices, when possible days and the starts of runs are known; where Timeline.bears is, those that it names.
 * `confined`: their dependencies, where nothing else counts; or NULL. */
void slices_find(Timeline *timeline, const Theory *t, const Edges *confined);
/* Whether a run starts in a stretch without a first day, so that days elsewhere in its component count. */
bool slices_start_unbounded(const Timeline *timeline);
/* Gives the members of the wanted components (by root) their component's slices, and everything else none. */
void slices_find_joined(Timeline *timeline, const Theory *t, const AtomId *joined, const uint8_t *wanted,
                        const Edges *edges);
/* change_days.c: the change days of the wanted components, by root. The caller frees it. */
TimeId *change_days_find(Slicer *slicer, const AtomId *joined, const uint8_t *wanted, const Edges *edges);

/* The literal that a fact or claim is about whose `while` never holds: it has no instance, but its days are days of its literal's
 * component. NONE: it is none such. */
AtomId slices_about_nothing(const Theory *t, const Schema *s);
/* Whether the only days of the view are those of facts and claims about nothing. */
bool slices_days_about_nothing(const Theory *t);

#endif
