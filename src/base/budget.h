/* How long a search may go on: until a flag is raised (an interrupt) or a moment passes. What a budget cuts short is unknown,
 * never "no". */
#ifndef ARG_BASE_BUDGET_H
#define ARG_BASE_BUDGET_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Budget {
    const volatile sig_atomic_t *interrupted; /* non-zero ends the search; NULL: nothing interrupts */
    int64_t deadline;                         /* nanoseconds of the monotonic clock; 0: none */
} Budget;

/* A deadline this many seconds from now. */
int64_t budget_deadline(double seconds);
/* Whether to stop. A NULL budget is never spent. Costs a system call's shadow: ask once per step, not per argument. */
bool budget_spent(const Budget *budget);

#endif
