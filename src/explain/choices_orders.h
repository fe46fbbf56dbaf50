/* Private to the search over unknown days (choices.h): what applies on the day asked about, told by how far days are apart. */
#ifndef ARG_EXPLAIN_CHOICES_ORDERS_H
#define ARG_EXPLAIN_CHOICES_ORDERS_H

#include "explain/choices_day.h"
#include "explain/choices_part.h"
#include "explain/choices_spells.h"

enum { ORDERS_CELLS_MOST = 4000000, ORDERS_WORK_MOST = 40000000, ORDERS_STEPS_MOST = 2000 };
enum { GUARDS_MOST = 2000, MOMENTS_MOST = 300 };

/* What applies where all of `ways` hold, and none of `unlike`. */
typedef struct Guard {
    Aparts ways, unlike;
} Guard;

typedef struct Leaf {
    Distances distances;
    Day *days; /* that meet them */
    uint8_t status;
} Leaf;

typedef struct OpenNode {
    Distances distances;
    uint8_t *applies; /* by guard: InputState */
    Day *days;        /* that meet the distances */
} OpenNode;

/* An atom of the region on a day that may be unknown. */
typedef struct AtMoment {
    AtomId atom;
    Moment at;
    uint32_t head; /* the framework's atom for it */
} AtMoment;

typedef struct Orders {
    Search s;
    DayView view;
    Interface fixed; /* what lasts, and no unknown day bears on */
    VEC(Guard) guards;
    VEC(AtMoment) at;
    VEC(OpenNode) open;
    VEC(Leaf) leaves;
    size_t work;
    bool spent;
} Orders;

/* ---- choices_orders_runs.c ---- */

/* Adds rules that give the framework's atom where a literal of the region lasts on the day, from when it begins until it ends, where nothing
 * else can be said against either; false where that is not so. */
bool orders_add_runs(Orders *o, SpellBook *book, AtomId atom, Moment at, uint32_t head);

/* The same of what rules conclude on the day from what lasts, or have on an earlier one that is looked back at. */
bool orders_add_rules(Orders *o, SpellBook *book, AtomId atom, Moment at, uint32_t head);
/* Whether the atom is what runs give, or `once` of that. */
bool orders_run(const Orders *o, const SpellBook *book, AtomId atom);

/* ---- choices_orders_decide.c ---- */

/* A smallest set of unknown days that decides in which status the leaves end; false when that was given up. */
bool orders_find_dates(Orders *o, UnknownSet *dates);

/* ---- choices_orders_open.c ---- */

/* Finds what bears on the day; false where it is not told in this way. */
bool orders_open(Orders *o, const ChoicesRequest *request);
/* Adds rules that give the framework's atom where an atom of the region holds on the day; or finds that atom, with rules. False where that is not
 * told in this way. */
bool orders_add_at(Orders *o, SpellBook *book, AtomId atom, Moment at, uint32_t head);
bool orders_find_at(Orders *o, SpellBook *book, AtomId atom, Moment at, uint32_t *head);
/* A framework atom that holds where what the guard says does; takes it over. */
uint32_t orders_add_guard(Orders *o, Guard guard);
/* One that holds where something is against the spell; NONE: nothing is. */
uint32_t orders_against(Orders *o, const Spell *spell);
/* A rule that gives the atom where what the guard says does, and so does all that is in `body`, where nothing is against the spell; takes the
 * guard over, and adds to the body. */
void orders_add_giver(Orders *o, uint32_t atom, Guard guard, const Spell *spell, IdVec *body);
/* All days that the unknown days may be; false when there are none, or they are not told so (o->spent). `d` is to be freed. */
bool orders_start(Orders *o, Distances *d);
/* Takes a guard to apply, or not to; false when it cannot. */
bool orders_take(Distances *d, const Guard *guard, bool applies);
/* Whether it applies: 1, 0, or -1 where the distances do not tell. */
int orders_weigh(const Distances *d, const Guard *guard);
void orders_free_node(OpenNode *node);
void orders_close(Orders *o);

#endif
