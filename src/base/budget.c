#include "base/budget.h"

#include <stddef.h>
#include <time.h>

static const int64_t SECOND = 1000000000;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

int64_t budget_deadline(double seconds)
{
    /* A hundred years stand for every longer time, so that nothing overflows. */
    double most = 3e9;
    return now() + (int64_t)((seconds < most ? seconds : most) * 1e9);
}

bool budget_spent(const Budget *budget)
{
    if (budget == NULL) {
        return false;
    }
    return (budget->interrupted != NULL && *budget->interrupted) || (budget->deadline != 0 && now() >= budget->deadline);
}
