/* What a backend gives the seam (sat.c): the same calls, unchecked. */
#ifndef ARG_SAT_BACKEND_H
#define ARG_SAT_BACKEND_H

#include "sat/sat.h"

typedef struct Backend {
    void *(*open)(const Budget *budget);
    void (*expect_hard)(void *solver); /* NULL: makes no difference */
    void (*close)(void *solver);
    void (*add)(void *solver, int literal);
    void (*assume)(void *solver, int literal);
    SatAnswer (*solve)(void *solver, int conflicts); /* 0: no limit */
    bool (*value)(void *solver, int literal);
    bool (*failed)(void *solver, int literal);
    void (*rule)(void *solver, int head, int body, const int *inside, size_t count); /* NULL: knows no rules */
} Backend;

extern const Backend cadical_backend;
extern const Backend picosat_backend;
extern const Backend founded_backend;

#endif
