/* When: for every atom the days on which it is possible, the days on which its runs start, and its slices. Slices are local
 * to what an atom depends on (S3.2 lets them be: a date elsewhere in a component never changes whether something is
 * established or unsupported), so that unrelated dates multiply nothing. Atoms that depend on one another, by support or by
 * attack, share their cuts; each slice of an atom lies within one slice of whatever it depends on. */
#ifndef ARG_GROUND_TIMELINE_H
#define ARG_GROUND_TIMELINE_H

#include "ground/theory.h"
#include "ground/times.h"

typedef struct Timeline {
    Times times;
    bool timeless;  /* no day anywhere: every atom has the one slice SLICES_WHOLE, and the arrays are empty */
    IdVec possible; /* TimeId by atom */
    IdVec instance; /* TimeId by instance */
    IdVec starts;   /* day list by atom: the first days of the runs of it */
    IdVec slices;   /* SlicesId by atom */
    uint32_t *head_first, *by_head; /* instances by head atom */
    uint8_t *bears; /* by atom: whether it bears on what is asked; the others have no slices; NULL: all count */
    Dense given;    /* atom -> TimeId: days on which a fact without conditions gives it; filled when asked */
    Dense asserted; /* the same for timeline_asserted */
} Timeline;

/* Only what is possible when; to be freed like the others. */
void timeline_build_possible(Timeline *timeline, const Theory *t);
/* Of all that bears on these atoms, where there are days; NULL: of everything. Stops, partial, when the theory's limit is reached. */
void timeline_build(Timeline *timeline, const Theory *t, const IdVec *asked);
/* The same with the slices of S3.2 to the letter, those of each component, for the components in which runs or `once` join slices and
 * some atom is undecided (by atom); everything else has no slices. False when there is no such component, or the limit was
 * reached. The finer statuses need it: a date of the component is an occasion to decide a dispute afresh. */
bool timeline_build_joined(Timeline *timeline, const Theory *t, const uint8_t *undecided);
void timeline_free(Timeline *timeline);

static inline SlicesId timeline_slices(const Timeline *timeline, AtomId atom)
{
    return timeline->timeless ? SLICES_WHOLE : timeline->slices.at[atom];
}
static inline TimeId timeline_possible(const Timeline *timeline, AtomId atom)
{
    return timeline->timeless ? TIME_ALWAYS : timeline->possible.at[atom];
}
static inline TimeId timeline_instance(const Timeline *timeline, InstanceId instance)
{
    return timeline->timeless ? TIME_ALWAYS : timeline->instance.at[instance];
}
/* Whether the days kept so far are more than the theory's limit allows; that is then reached. */
bool timeline_too_much(const Timeline *timeline, const Theory *t);
/* Days on which facts give the atom unconditionally. */
TimeId timeline_given(Timeline *timeline, const Theory *t, AtomId atom);
/* Days that facts name for the atom, whether or not what they need (`while`) holds then: for S4.9. */
TimeId timeline_asserted(Timeline *timeline, const Theory *t, AtomId atom);
/* The first days of the stretches of an instance that begins something (S3.2), rising. */
void timeline_stretches(Timeline *timeline, const Theory *t, InstanceId instance, DayVec *out);

/* facts.c: reports facts that contradict each other (S4.9). */
void facts_check(const Theory *t, Timeline *timeline, Diagnostics *diags);

/* once.c: by atom, whether several items give what happens once (S3.5h); NULL when none does. The caller frees it. */
uint8_t *once_find_competing(const Theory *t);
/* The same, of those that one of the items may give on several days: how the days are cut then counts. */
uint8_t *once_find_counted(const Theory *t);

/* parts_time.c: the days on which an instance holds that concludes a condition made of others. */
TimeId parts_time(Timeline *timeline, const Theory *t, InstanceId instance);
/* The end of what looks back over a window (S3.4) at a slice until this day: the day after the last one that sees it. */
Day parts_window_end(const PredicateDetail *within, Day until);

/* undercuts.c: the atoms that undercut an instance by themselves (S4.4): `disapplies` for its item, `discredited` for a
 * source of the support (NONE: of any support). Appends to `out`. */
void undercuts_find(const Theory *t, InstanceId instance, uint32_t support, IdVec *out);

#endif
