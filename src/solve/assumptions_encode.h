/* Sets of assumptions of a reduct as models of clauses, in terms of assumptions and sentences (Lehtonen, Wallner, Järvisalo, JAIR 2021),
 * in a compact form.
 *
 * x(a): the assumption a is in the set E. d(s): E derives s; it implies that some rule for s has a body of which all holds. u(s): what
 * is derivable from assumptions that E does not attack, where E does not attack a when d(contrary of a) is false; rules imply it
 * forwards. With x(a) -> not u(contrary of a), the x of models are admissible sets: d may claim less than E derives, and u more than
 * can be derived, since that only asks more of E. The reverse, not u(contrary of a) -> x(a), leaves every complete set and spares the
 * solver others. Exactly the complete sets need d and u both ways; for stable ones x(a) is the negation of d(contrary of a).
 * That d(s) -> u(s) follows from the rest, but saying it is worth most of the time where derivations branch.
 *
 * That d claims nothing that supports only itself needs no clauses outside cycles of derivations. Inside, models that do so are
 * refuted one by one with loop formulas (Lin, Zhao 2004), see assumptions_loops.c. */
#ifndef ARG_SOLVE_ASSUMPTIONS_ENCODE_H
#define ARG_SOLVE_ASSUMPTIONS_ENCODE_H

#include "solve/assumptions_reduct.h"
#include "solve/search.h"

typedef enum CodingKind { CODING_ADMISSIBLE, CODING_COMPLETE, CODING_STABLE } CodingKind;
/* Which value a solver that knows nothing better tries first: sets as small or as large as can be. */
typedef enum CodingTaste { TASTE_SMALL, TASTE_LARGE } CodingTaste;

/* Literals by sentence and rule of a reduct, 0 for what is not encoded; shared by the codings of different parts. */
typedef struct Codes {
    int *x;               /* by assumption */
    int *d, *u;           /* by atom */
    int *d_body, *u_body; /* by rule: its body holds; implies each of it */
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
    CodingTaste taste;
    Sat *sat;
    IdVec atoms, assumptions; /* encoded so far */
    IdVec cycles;             /* those of their cycles */
    uint64_t loops;           /* formulas added */
} Coding;

void codes_open(Codes *codes, const Reduct *reduct);
void codes_close(Codes *codes);

void coding_open(Coding *coding, Search *search, const Reduct *reduct, Codes *codes, CodingKind kind, CodingTaste taste);
void coding_close(Coding *coding);

/* Encodes the key and all that bears on it, unless it is already. */
void coding_add(Coding *coding, uint32_t key);
/* Encodes a whole part. */
void coding_add_part(Coding *coding, uint32_t part);

/* The literal that says that the set derives (or holds) the key, which must have been added. */
int coding_literal(const Coding *coding, uint32_t key);

/* A set of the kind under the assumptions. After SAT_YES sat_value of x and d may be asked, and d is founded. */
SatAnswer coding_solve(Coding *coding, const int *literals, size_t count);
/* The same, giving up with SAT_UNKNOWN after about that many conflicts, or some loop formulas; 0: no limit. */
SatAnswer coding_try(Coding *coding, const int *literals, size_t count, uint32_t conflicts);
/* After SAT_YES: appends the members of the set found (assumptions of the reduct). */
void coding_set(const Coding *coding, IdVec *set);

/* assumptions_loops.c: after SAT_YES, adds formulas against what supports only itself; false: there is no such thing. */
bool coding_refute_loops(Coding *coding);

#endif
