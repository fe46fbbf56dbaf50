/* Private to ground/: writing a theory out as a framework. */
#ifndef ARG_GROUND_EMIT_H
#define ARG_GROUND_EMIT_H

#include "ground/ground.h"

/* How a presumption gives its literal, where that bears on attack (S3.5e). */
enum { ROLE_PLAIN, ROLE_CHANGE, ROLE_STEP };

/* What rebuts presumptions of a standing for an atom on a slice. */
typedef struct Rebut {
    uint32_t standing;
    uint32_t contrary; /* a framework atom, or NONE when nothing does */
    uint32_t next;     /* of the same atom and slice, or NONE */
} Rebut;

typedef struct Once Once;

typedef struct Emit {
    Ground *g;
    Once *once; /* once.c's own; NULL when nothing that happens once is given by several items */
    /* rebuts.c: standings. A standing is class * 4 + role, NONE for facts; by atom, for atoms that conflict with something. */
    IdVec standing_first, standings;
    IdVec apart;       /* by place in `standings`: its first place in `apart_atoms`, or NONE when it is not apart */
    IdVec apart_atoms; /* by slice from there: the framework's atom, or NONE when nothing gives the literal so */
    VEC(uint64_t) given;
    bool conflicts;        /* anything conflicts at all */
    bool ranked;           /* the standing of what is attacked matters somewhere */
    bool doubts;           /* the case ranks or denies something at all */
    bool argued;           /* a preference is argued about (S4.6) */
    const uint8_t *exempt; /* by item: no argued preference bears on its rebuts; or NULL */
    Dense rebut_latest;    /* framework atom -> the latest of its rebuts */
    VEC(Rebut) rebuts;
    IdVec undercuts, body, targets; /* scratch */
    DayVec stretches;
} Emit;

/* rebuts.c */
void rebuts_prepare(Emit *e);
void rebuts_free(Emit *e);
/* The atom derived when something prevails that rebuts presumptions for `atom` of this standing on this slice; NONE when
 * nothing does. */
uint32_t rebuts_of(Emit *e, AtomId atom, uint32_t slice, uint32_t standing);
/* The atoms to derive so that `atom` holds on the slice, given by this standing (NONE: by a fact); appended to `out`. */
void rebuts_target(const Emit *e, AtomId atom, uint32_t slice, uint32_t standing, IdVec *out);
/* The one of them that stands for the standing, or NONE when the standing is not apart. */
uint32_t rebuts_apart(const Emit *e, AtomId atom, uint32_t slice, uint32_t standing);
uint32_t standing_of(const Emit *e, InstanceId instance, uint32_t support, uint32_t role);

/* Whether the application of a presumption of one standing attacks those of another (S4.5, S3.5e). */
bool rebuts_attack(Emit *e, uint32_t from, uint32_t to);
/* The preference that would attack the rebuts from presumptions of one standing to those of another (S4.6), or NONE. */
AtomId rebuts_argued_against(Emit *e, uint32_t from, uint32_t to);
/* contrary <- from, as long as the preference that would stop this rebut does not hold (NONE: nothing would). */
void rebuts_emit(Emit *e, uint32_t contrary, uint32_t from, uint32_t preferred);

/* once.c */
void once_prepare(Emit *e);
void once_free(Emit *e);
/* The atom to derive as well where the presumption or fact gives what happens once, or NONE. */
uint32_t once_applied(const Emit *e, InstanceId instance, uint32_t support, uint32_t slice);
/* The atom derived when another item gives it on another slice and is not below this presumption; NONE when none does. */
uint32_t once_contrary(Emit *e, InstanceId instance, uint32_t support, uint32_t slice);

/* emit.c */
uint32_t emit_atom_on(const Emit *e, AtomId atom, Day day); /* NONE when not possible then */
void emit_rule(Emit *e, uint32_t head, const IdVec *body, uint32_t presumption);
/* head <- from: a plain inference that no presumption makes. */
void emit_link(Emit *e, uint32_t head, uint32_t from);
/* The atom of what may hold or not, in a region (Theory.maybe). */
uint32_t emit_maybe(const Emit *e);
/* An atom derived by each of the entries: none of them NONE, the one atom itself, or a new one. */
uint32_t emit_either(Emit *e, const uint32_t *from, size_t count);
/* The rule that derives e->targets from e->body under a presumption that what derives `contrary` attacks (NONE: nothing). */
uint32_t emit_presumption(Emit *e, Presumption p, uint32_t contrary, bool doubted);

/* parts_emit.c: an instance that concludes a condition made of others. */
void emit_part(Emit *e, InstanceId instance);
/* runs.c: an instance that begins something. */
void emit_runs(Emit *e, InstanceId instance, uint32_t support);
/* emit.c: the contrary atom for what undercuts and rebuts a presumption on a slice of its head; NONE when nothing does. */
uint32_t emit_contrary(Emit *e, InstanceId instance, uint32_t support, uint32_t slice, uint32_t standing, uint32_t extra);

#endif
