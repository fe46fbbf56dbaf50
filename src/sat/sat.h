/* The one seam over the SAT solver. A solver holds clauses over variables 1, 2, …; a literal is a variable or its negative.
 * Clauses stay for good and what is learned from them is kept from one call to the next; assumptions hold for one call.
 *
 * States: after sat_solve said SAT_YES, sat_value may be asked; after SAT_NO, sat_failed; adding a clause or an assumption ends
 * both. Every literal must be of a variable that sat_new gave: the seam checks, since PicoSAT ends the process on misuse. */
#ifndef ARG_SAT_SAT_H
#define ARG_SAT_SAT_H

#include "base/budget.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Sat Sat;

/* SAT_USUAL: whichever is best for the question; of the seam itself CaDiCaL. */
typedef enum SatBackend { SAT_USUAL, SAT_CADICAL, SAT_PICOSAT, SAT_FOUNDED } SatBackend;
/* SAT_UNKNOWN: the budget is spent. */
typedef enum SatAnswer { SAT_NO, SAT_YES, SAT_UNKNOWN } SatAnswer;

/* The caller closes it. The budget may be NULL and must outlive the solver. */
Sat *sat_open(SatBackend backend, const Budget *budget);
void sat_close(Sat *sat); /* NULL is allowed */

/* Before the first clause: one question is coming that may take long, rather than hundreds of easy ones. CaDiCaL then keeps to its
 * slow restarts: up to twice as fast on the hard frameworks of ten families, slower on easy ones. SAT_FOUNDED looks after sources
 * less from the start. */
void sat_expect_hard(Sat *sat);

/* `count` new variables with consecutive numbers; returns the first. */
int sat_new(Sat *sat, uint32_t count);
int sat_variables(const Sat *sat);

/* Adds a literal to the clause being written, 0 ends the clause. */
void sat_add(Sat *sat, int literal);
void sat_clause(Sat *sat, const int *literals, size_t count);
static inline void sat_clause1(Sat *sat, int a)
{
    sat_clause(sat, (int[]){a}, 1);
}
static inline void sat_clause2(Sat *sat, int a, int b)
{
    sat_clause(sat, (int[]){a, b}, 2);
}
static inline void sat_clause3(Sat *sat, int a, int b, int c)
{
    sat_clause(sat, (int[]){a, b, c}, 3);
}

/* Whether the solver takes rules (SAT_FOUNDED does). With them, a head that is true in a model is founded: it has a rule whose body is true
 * and rests only on heads that are founded without it. */
bool sat_takes_rules(const Sat *sat);
/* A rule: the head if the body, of which the clauses must make `inside` part: the heads that may rest on this one in turn. All rules for
 * a head must be there by the next sat_solve. */
void sat_rule(Sat *sat, int head, int body, const int *inside, size_t count);

/* Holds during the next sat_solve only. */
void sat_assume(Sat *sat, int literal);
SatAnswer sat_solve(Sat *sat);
/* The same, giving up with SAT_UNKNOWN after about that many conflicts; what was learned is kept. */
SatAnswer sat_try(Sat *sat, uint32_t conflicts);
/* After SAT_YES: whether the literal is true in the model. */
bool sat_value(const Sat *sat, int literal);
/* After SAT_NO: whether this assumption was used to refute. */
bool sat_failed(const Sat *sat, int literal);

/* How many times sat_solve was called. */
uint64_t sat_calls(const Sat *sat);

#endif
