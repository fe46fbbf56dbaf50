/* Private to session/: a framework that changes. Arguments are slots 0 … (numbers less one), some absent.
 *
 * Of a Dung framework `graph` holds the attacks as they were when it was last put together; the rows of the arguments whose attackers,
 * or whose victims, have changed since are kept apart, each whole. Of an assumption-based one the contraries and rules are
 * kept by number, and `flat` is made of them when something is asked.
 *
 * Time is counted in changes: changed[x] is when the attackers of x (the rules for x, its contrary) last changed. What was
 * answered at a time is still so when nothing that the answer depends on has changed since. */
#ifndef ARG_SESSION_FRAMEWORK_H
#define ARG_SESSION_FRAMEWORK_H

#include "arguendo.h"
#include "framework/input.h"
#include "solve/dynamic.h"
#include "solve/verify.h"

typedef struct Rows {
    VEC(IdVec) row;
    Dense of; /* by argument: its row, or NONE: as in the graph */
} Rows;

typedef struct CachedAnswer {
    Verdict verdict;
    uint32_t since;
} CachedAnswer;

struct arguendo_framework {
    bool arguments, assumptions; /* what it is of; neither: not settled */
    VEC(uint8_t) present;        /* by argument */
    size_t absent;
    IdVec changed; /* by argument or sentence */
    uint32_t now;
    uint32_t read; /* how many were there when it was read */

    /* Dung */
    Graph graph;
    Rows in_rows, out_rows; /* what has changed since */
    bool edited;            /* whether anything has */
    Names names;            /* by argument, or empty */
    Graph part;             /* without what is absent; made when it is needed, members[i] the argument i of it */
    IdVec members;
    bool has_part;

    /* Assumption-based */
    Framework flat;
    Lists by_head;                   /* of `flat` */
    IdVec sentence, number;          /* as in Input */
    IdVec contrary;                  /* by number - 1: NOT_ASSUMED, NONE, or a number - 1 */
    IdVec head, body_first, body;    /* rules, by number - 1; a head of NONE: removed */
    bool by_number, flat_is_current; /* whether the first four lines, and the last two, are */

    /* Asking */
    IdVec assumed; /* for the next question: slots */
    Map cache;     /* of problem and query to `cached` */
    VEC(CachedAnswer) cached;
    Request last;     /* the last question, for its certificate */
    IdVec last_query; /* what it asked about */
    bool has_last, has_certificate;
    Verdict last_verdict;
    VEC(unsigned) certificate;

    Dynamic *dynamic;  /* of a Dung framework that is asked again: its solver; NULL: none yet */
    uint32_t searches; /* questions so far that were not answered from the cache */

    SatBackend backend;
    Budget budget;
    bool certificates, verify;
    Text out, message;
};

#define NOT_ASSUMED (NONE - 1)

/* Starts a call: forgets the message. */
void framework_begin(arguendo_framework *f);
/* Adds a sentence to the message; returns ARGUENDO_MISUSE. */
arguendo_result framework_misuse(arguendo_framework *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Forgets everything but the settings. */
void framework_clear(arguendo_framework *f);
/* Whether this argument, or sentence, is there; says so when not. */
bool framework_has(arguendo_framework *f, unsigned number);
/* Whether the number may be added: not too large, for how much was said so far; else says so. */
bool framework_may_grow(arguendo_framework *f, unsigned number);
/* Notes that what decides x has changed now. */
void framework_touch(arguendo_framework *f, uint32_t x);

/* The attackers of x as they are now. */
const uint32_t *framework_attackers(const arguendo_framework *f, uint32_t x, size_t *count);
/* The whole Dung framework as it is now. members[i] is the argument of its i; NULL: the same. */
const Graph *framework_graph(arguendo_framework *f, const uint32_t **members);
/* Where argument x is in the graph that framework_graph gave with these members; it is there. */
uint32_t framework_place(const arguendo_framework *f, const uint32_t *members, uint32_t x);
/* Brings `flat`, `sentence`, `number` and `by_head` up to date. */
void framework_make_flat(arguendo_framework *f);

/* The problems there are, into `out`. */
void framework_list_problems(arguendo_framework *f);
/* The request for a problem such as "DC-CO"; false with a message. */
bool framework_read_problem(arguendo_framework *f, const char *problem, Request *request);
/* False, with a message that names the function `instead`, when the problem is not `wanted` here. */
bool framework_takes(arguendo_framework *f, const char *problem, bool wanted, const char *instead);
/* Whether the task is about an argument. */
bool framework_asks_about(Task task);
/* Solves on the graph, or when it is NULL on `flat`; the answer is checked when that is wanted. `each`: what was enumerated. */
arguendo_answer framework_solve(arguendo_framework *f, const Graph *graph, const Request *request, Reply *reply,
                                const SetList *each);
/* The answer, checked when that is wanted. */
arguendo_answer framework_checked(arguendo_framework *f, const Graph *graph, const Request *request, const Reply *reply,
                                  const SetList *each);
/* Says why the answer is unknown. */
void framework_say_unknown(arguendo_framework *f);
/* The numbers of assumptions, ascending. */
void framework_numbers_of(const arguendo_framework *f, const uint32_t *assumptions, size_t count, unsigned *numbers);

#endif
