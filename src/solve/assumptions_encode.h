/* Sets of assumptions of a reduct as models of clauses, in terms of assumptions and sentences (Lehtonen, Wallner, Järvisalo, JAIR 2021),
 * in a compact form.
 *
 * d(s): the set E derives s; it implies that some rule for s has a body of which all holds, and mostly the reverse. u(s): s may be
 * derivable from assumptions that E does not attack, where E does not attack a when d(contrary of a) is false; rules imply it
 * forwards. The assumption a is in E exactly when u(contrary of a) is false. So every complete set is a model and every
 * model admissible: d may claim less than E derives, and u more than can be derived, since that only asks more of E. Exactly the
 * complete sets need both both ways; for stable ones a is in E exactly when d(contrary of a) is false, and there is no u.
 * That d(s) -> u(s) follows from the rest, but saying it is worth most of the time where derivations branch.
 *
 * That d claims nothing that supports only itself needs nothing outside cycles of derivations. Inside, atoms are founded where the solver
 * takes rules; with others, models that claim too much are refuted one by one with loop formulas (assumptions_loops.c). */
#ifndef ARG_SOLVE_ASSUMPTIONS_ENCODE_H
#define ARG_SOLVE_ASSUMPTIONS_ENCODE_H

#include "solve/assumptions_reduct.h"
#include "solve/search.h"

typedef enum CodingKind { CODING_ADMISSIBLE, CODING_COMPLETE, CODING_STABLE } CodingKind;

/* Literals by sentence and rule of a reduct, 0 for what is not encoded; shared by the codings of different parts. */
typedef struct Codes {
    int *x;               /* by assumption */
    int *d, *u;           /* by atom */
    int *d_body, *u_body; /* by rule: all of its body holds */
    uint32_t *waiting;    /* by rule: scratch space */
    uint32_t *number;     /* by atom: scratch space, all NONE between calls */
    uint8_t *founded;     /* by atom: scratch space, all 0 between calls */
    uint8_t *inside;      /* by assumption: scratch space, all 0 between calls */
} Codes;

/* The clauses for some keys of a reduct and all that bears on them, in one solver. Grows. */
typedef struct Coding {
    Search *search;
    const Reduct *reduct;
    Codes *codes;
    CodingKind kind;
    Sat *sat;
    IdVec atoms, assumptions; /* encoded so far */
    IdVec cycles;             /* those of their cycles */
    uint64_t loops;           /* formulas added */
} Coding;

void codes_open(Codes *codes, const Reduct *reduct);
void codes_close(Codes *codes);

void coding_open(Coding *coding, Search *search, const Reduct *reduct, Codes *codes, CodingKind kind);
void coding_close(Coding *coding);

/* Encodes the key and all that bears on it, unless it is already. */
void coding_add(Coding *coding, uint32_t key);
/* Encodes a whole part but for its tail. */
void coding_add_part(Coding *coding, uint32_t part);

/* The literal that says that the set derives (or holds) the key, which must have been added. */
int coding_literal(const Coding *coding, uint32_t key);

/* A set of the kind under the assumptions. After SAT_YES sat_value of x and d may be asked, and d is founded. */
SatAnswer coding_solve(Coding *coding, const int *literals, size_t count);
/* The same without assumptions, as sat_try: SAT_UNKNOWN after about so many conflicts. */
SatAnswer coding_try(Coding *coding, uint32_t conflicts);
/* After SAT_YES: appends the members of the set found (assumptions of the reduct). */
void coding_set(const Coding *coding, IdVec *set);

/* assumptions_loops.c: after SAT_YES, adds formulas against what supports only itself; false: there is no such thing. */
bool coding_refute_loops(Coding *coding);

#endif
