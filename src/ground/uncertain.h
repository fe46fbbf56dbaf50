/* Private to ground/ and its regions: what depends on unknown days (S3.6). An instance does when its own period has an unknown end, when
 * it compares dates that are neither certainly in order nor certainly not, or when nobody knows on which day its rule was annulled. */
#ifndef ARG_GROUND_UNCERTAIN_H
#define ARG_GROUND_UNCERTAIN_H

#include "ground/theory.h"
#include "ground/times.h"

/* As the start of a span of days: the unknown day may also fall so late that it does not matter on the day asked about; as both ends, it
 * does. */
#define DAY_LATE (DAY_FIRST + 1)

/* Finds the instances of the theory that depend on unknown days, when all are known, and where the case has such days; those that it takes
 * as not being there, at the days taken where nothing better is known, get no days. */
void uncertain_find(Theory *t);
/* The days on which the instance can apply however the unknown days fall, and those on which it can apply for some, when they are known
 * to be within `days` (by unknown day). For its own period, `taken` stands for them: the same, or one day of them. */
void uncertain_days(const Theory *t, InstanceId i, const DaySpan *days, const DaySpan *taken, Stretched *surely,
                    Stretched *possibly);
/* The first of these, where nothing more is known than the case says. */
Stretched uncertain_surely(const Theory *t, InstanceId i);
/* Appends the unknown days that the instance depends on, each once: those that it compares, in pairs with what they are compared with. */
void uncertain_unknowns(const Theory *t, InstanceId i, IdVec *unknowns);
/* Whether the instance compares; appends the known days that it compares with; `measures`: it also calculates with dates. */
bool uncertain_compared(const Theory *t, InstanceId i, DayVec *days, bool *measures);
/* Two days that an instance compares. */
typedef struct DayOrder {
    UnknownId left, right;   /* NONE: a known day, */
    Day left_day, right_day; /* which is this */
    CompareOp op;
} DayOrder;
typedef VEC(DayOrder) DayOrders;
/* Appends what the instance compares and is neither certain nor excluded. False where it turns on anything else but its period: on what
 * it calculates, or on an annulment. */
bool uncertain_orders(const Theory *t, InstanceId i, DayOrders *out);
/* Which unknown day a part looks at, or NONE. */
UnknownId uncertain_looks_at(const Theory *t, InstanceId i);

#endif
